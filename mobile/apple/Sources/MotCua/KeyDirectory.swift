import Foundation
internal import MotCuaFFI

/// A key that a portal or an agency vouches for.
public struct Enrolment: Hashable, Sendable, PersonalData {
    /// Stable reference of the person or officer.
    public let person: String
    /// Display name seen by whoever enrolled.
    public let name: String
    /// Thumbprint of the key.
    public let keyID: String
    /// The key.
    public let key: PublicJWK
    /// `device`, `session` or `officer`.
    public let scope: String
    /// Assurance level of the login, 0 without one.
    public let level: Int
    /// Agency of an officer.
    public let agency: String?
    /// Roles of an officer.
    public let roles: [String]
    /// First moment.
    public let notBefore: Date
    /// Last moment.
    public let expires: Date

    init(_ ffi: MotCuaFFI.Enrolment) {
        person = ffi.person
        name = ffi.name
        keyID = ffi.kid
        key = PublicJWK(ffi.jwk)
        scope = ffi.scope
        level = Int(ffi.level)
        agency = ffi.agency
        roles = ffi.roles
        notBefore = Date(seconds: ffi.notBefore)
        expires = Date(seconds: ffi.expires)
    }
}

/// A key directory that verified against the root that the app has pinned.
public final class KeyDirectory: Sendable {
    let ffi: MotCuaFFI.Directory

    /// Opens a directory (`egov-keys+jws` as JSON text).
    public init(_ jws: String, root: PublicJWK, now: Date, minSeq: Int64 = 0) throws(MotCuaError) {
        ffi = try core {
            try MotCuaFFI.openDirectory(jws: jws, root: root.ffi, now: now.seconds, minSeq: minSeq)
        }
    }

    /// Number of this issue; keep the highest seen and pass it on as `minSeq`.
    public var seq: Int64 {
        get throws(MotCuaError) { try core { try ffi.seq() } }
    }

    /// The directory as it was signed, JSON text.
    public var payload: String {
        get throws(MotCuaError) { try core { try ffi.payload() } }
    }

    /// Keys to seal to for an agency, or for one unit of it; empty when there are none at that moment.
    public func sealKeys(agency: String, unit: String? = nil, now: Date) throws(MotCuaError) -> [PublicJWK] {
        try core { try ffi.sealKeys(agency: agency, unit: unit, now: now.seconds).map(PublicJWK.init) }
    }

    /// Verifies an enrolment (compact `egov-enrol+jws`) at a moment.
    public func verifyEnrolment(_ compact: String, at moment: Date) throws(MotCuaError) -> Enrolment {
        try core { Enrolment(try ffi.verifyEnrolment(compact: compact, at: moment.seconds)) }
    }

    /// The checkpoint that a receipt (`egov-receipt+jws` as JSON text) is; `kept` is when the app stored it.
    public func receiptCheckpoint(_ receipt: String, kept: Date? = nil) throws(MotCuaError) -> Checkpoint {
        try core { Checkpoint(try ffi.receiptCheckpoint(receipt: receipt, kept: kept?.seconds)) }
    }
}

extension Date {
    init(seconds: Int64) { self.init(timeIntervalSince1970: TimeInterval(seconds)) }
}
