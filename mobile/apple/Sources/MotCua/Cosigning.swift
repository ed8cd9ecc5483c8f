import Foundation
internal import MotCuaFFI

/// A signed submission with the request that another party sign it too.
public struct CosignRequest: Hashable, Sendable, PersonalData {
    /// What travels.
    public let json: String

    public init(json: String) { self.json = json }
}

/// A second signature over a submission, detached from it.
public struct CoSignature: Hashable, Sendable {
    /// What travels back.
    public let json: String

    public init(json: String) { self.json = json }
}

/// A request that was read: the first signature verified, and it is still open.
public struct CosignInvitation: Hashable, Sendable, PersonalData {
    /// The request in clear; the further steps take it, and verify it anew.
    public let request: CosignRequest
    /// What is to be signed, JSON text: show it whole first.
    public let payload: String
    /// `sha-256:<base64url>` of the exact payload bytes.
    public let payloadHash: String
    /// Who has signed and asks.
    public let askedBy: Enrolment

    init(_ ffi: MotCuaFFI.CosignInvitation) {
        request = CosignRequest(json: ffi.request)
        payload = ffi.payload
        payloadHash = ffi.payloadHash
        askedBy = Enrolment(ffi.by)
    }
}

/// A refusal to co-sign that verified.
public struct CosignRefusal: Hashable, Sendable {
    /// `sha-256:<base64url>` of the payload that is not co-signed.
    public let of: String
    /// Dossier id.
    public let dossier: String
    /// Time of signing.
    public let at: Date
}

/// How co-signing ended.
public enum CosignResult: Hashable, Sendable {
    /// Signed, and checked as whoever asked will check it.
    case signed(CoSignature)
    /// The person said no to the device. The one who asked learns nothing; for that there is
    /// ``Cosigning/refuse(_:enrolment:directory:now:with:)``.
    case cancelled
    /// The key could not be used now.
    case locked
}

/// A second party's signature: asked for by who files, given or refused by the person named.
///
/// Who files: ``request(_:reference:until:)``, then ``seal(_:to:)``, or the portal shows the request after login; what comes
/// back goes through ``verify(_:of:directory:now:)`` and then into the packet. The other: ``open(_:key:directory:now:)`` or
/// ``read(_:directory:now:)``, then ``sign(_:enrolment:directory:now:with:)`` or
/// ``refuse(_:enrolment:directory:now:with:)``.
public enum Cosigning {
    /// A request over a submission that the asker has signed. `reference` is that of a party in the payload
    /// (``PrepareRequest/references``).
    public static func request(
        _ signed: SignedObject, reference: String, until: Date
    ) throws(MotCuaError) -> CosignRequest {
        try core {
            CosignRequest(
                json: try MotCuaFFI.requestCosign(jws: signed.json, reference: reference, until: until.seconds))
        }
    }

    /// Seals a request to keys of the person asked; JSON text.
    public static func seal(_ request: CosignRequest, to recipients: [PublicJWK]) throws(MotCuaError) -> String {
        try core {
            try MotCuaFFI.sealCosignRequest(request: request.json, recipients: recipients.map(\.ffi))
        }
    }

    /// Opens a sealed request.
    public static func open(
        _ sealed: String, key: OpeningKey, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> CosignInvitation {
        try core {
            CosignInvitation(
                try MotCuaFFI.openCosignRequest(
                    object: sealed, key: key.ffi, directory: directory.ffi, now: now.seconds))
        }
    }

    /// Reads a request that came in the open.
    public static func read(
        _ request: CosignRequest, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> CosignInvitation {
        try core {
            CosignInvitation(
                try MotCuaFFI.readCosignRequest(request: request.json, directory: directory.ffi, now: now.seconds))
        }
    }

    /// First step of signing, with the enrolment (compact) of the person asked.
    public static func begin(
        _ request: CosignRequest, enrolment: String, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> SigningRequest {
        let step = try core {
            try MotCuaFFI.beginCosign(
                request: request.json, enrolment: enrolment, directory: directory.ffi, now: now.seconds)
        }
        return SigningRequest(step, try directory.verifyEnrolment(enrolment, at: now).key)
    }

    /// Second step: the co-signature of what was signed, checked as whoever asked will check it.
    public static func finish(
        _ request: CosignRequest, signed: SignedObject, enrolment: String, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> CoSignature {
        try core {
            CoSignature(
                json: try MotCuaFFI.finishCosign(
                    request: request.json, answer: signed.json, enrolment: enrolment, directory: directory.ffi,
                    now: now.seconds))
        }
    }

    /// Both steps with a signer between them.
    public static func sign(
        _ request: CosignRequest, enrolment: String, directory: KeyDirectory, now: Date, with signer: some Signer
    ) async throws -> CosignResult {
        let step = try begin(request, enrolment: enrolment, directory: directory, now: now)
        switch try await MotCua.sign(step, with: signer) {
        case .signed(let object):
            return .signed(
                try finish(request, signed: object, enrolment: enrolment, directory: directory, now: now))
        case .cancelled: return .cancelled
        case .locked: return .locked
        }
    }

    /// Verifies an answer before it goes into the packet; gives whose it is.
    public static func verify(
        _ signature: CoSignature, of request: CosignRequest, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> Enrolment {
        try core {
            Enrolment(
                try MotCuaFFI.verifyCosignature(
                    request: request.json, cosignature: signature.json, directory: directory.ffi, now: now.seconds))
        }
    }

    /// First step of saying no.
    public static func beginRefusal(
        _ request: CosignRequest, enrolment: String, directory: KeyDirectory, now: Date
    ) throws(MotCuaError) -> SigningRequest {
        let step = try core {
            try MotCuaFFI.beginCosignRefusal(
                request: request.json, enrolment: enrolment, directory: directory.ffi, now: now.seconds)
        }
        return SigningRequest(step, try directory.verifyEnrolment(enrolment, at: now).key)
    }

    /// Says no, with a signer; what is signed goes back to whoever asked.
    public static func refuse(
        _ request: CosignRequest, enrolment: String, directory: KeyDirectory, now: Date, with signer: some Signer
    ) async throws -> SigningResult {
        let step = try beginRefusal(request, enrolment: enrolment, directory: directory, now: now)
        return try await MotCua.sign(step, with: signer)
    }

    /// Verifies a refusal (flattened JSON text).
    public static func verifyRefusal(
        _ signed: String, of request: CosignRequest, directory: KeyDirectory
    ) throws(MotCuaError) -> CosignRefusal {
        try core {
            let refusal = try MotCuaFFI.verifyCosignRefusal(
                answer: signed, request: request.json, directory: directory.ffi)
            return CosignRefusal(of: refusal.of, dossier: refusal.dossier, at: Date(seconds: refusal.at))
        }
    }
}
