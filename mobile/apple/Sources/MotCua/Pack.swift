import Foundation
internal import MotCuaFFI

/// How a dossier comes in.
public enum Channel: Hashable, Sendable {
    case online, desk, post

    var ffi: MotCuaFFI.Channel {
        switch self {
        case .online: .online
        case .desk: .desk
        case .post: .post
        }
    }
}

/// A document that a person attaches.
public struct Attachment: Hashable, Sendable {
    /// Unique within the submission.
    public let id: String
    /// Which of the procedure's attachments it is.
    public let slot: String
    /// File name as the person gave it.
    public let name: String
    /// Media type found in the bytes.
    public let media: String
    /// Size in bytes.
    public let size: UInt32
    /// `sha-256:<base64url>` of the bytes, see ``MotCua/contentHash(_:)``.
    public let hash: String
    /// Number of chunks that it is sealed in.
    public let chunks: UInt32

    public init(
        id: String, slot: String, name: String, media: String, size: UInt32, hash: String, chunks: UInt32
    ) {
        self.id = id
        self.slot = slot
        self.name = name
        self.media = media
        self.size = size
        self.hash = hash
        self.chunks = chunks
    }

    var ffi: MotCuaFFI.Attachment {
        MotCuaFFI.Attachment(id: id, slot: slot, name: name, media: media, size: size, hash: hash, chunks: chunks)
    }
}

/// A procedure that a pack holds.
public struct ProcedureSummary: Hashable, Sendable {
    /// National code, for example `1.001193`.
    public let code: String
    /// Version of its document.
    public let version: String
    /// First day in force, `yyyy-mm-dd`.
    public let validFrom: String
    /// Vietnamese name.
    public let nameVi: String
    /// English name.
    public let nameEn: String
}

/// What a pack holds.
public struct PackInfo: Hashable, Sendable {
    /// Name of the series.
    public let id: String
    /// Number within the series; keep the highest seen and pass it on as `minSeq`.
    public let seq: Int64
    /// First day in force, `yyyy-mm-dd`.
    public let validFrom: String
    /// Procedures.
    public let procedures: [ProcedureSummary]
    /// Names of catalogues.
    public let catalogues: [String]

    init(_ ffi: MotCuaFFI.PackInfo) {
        id = ffi.id
        seq = ffi.seq
        validFrom = ffi.validFrom
        procedures = ffi.procedures.map {
            ProcedureSummary(
                code: $0.code, version: $0.version, validFrom: $0.validFrom, nameVi: $0.name.vi, nameEn: $0.name.en
            )
        }
        catalogues = ffi.catalogues
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
    public var seq: Int64 { ffi.seq() }

    /// Keys to seal to for an agency, or for one unit of it.
    public func sealKeys(agency: String, unit: String? = nil, now: Date) -> [PublicJWK] {
        ffi.sealKeys(agency: agency, unit: unit, now: now.seconds).map(PublicJWK.init)
    }
}

/// A pack of procedures whose signature and hashes verified, compiled.
public final class Pack: Sendable {
    private let ffi: MotCuaFFI.Pack

    /// What the pack holds.
    public let info: PackInfo

    /// Opens a pack (`egov-pack+jws` as JSON text) that a key of the directory signed.
    public init(_ jws: String, directory: KeyDirectory, now: Date, minSeq: Int64 = 0) throws(MotCuaError) {
        let opened = try core {
            try MotCuaFFI.openPack(jws: jws, directory: directory.ffi, now: now.seconds, minSeq: minSeq)
        }
        ffi = opened
        info = PackInfo(opened.info())
    }

    /// The verdict on a form. `data` is JSON text. A refused form is a report with findings; ``MotCuaError`` is for
    /// text that is no such document (`json/…`) and for a procedure that is not in force (`pack/noProcedure`).
    public func validate(
        _ procedure: String,
        data: String,
        now: Date,
        attachments: [Attachment] = [],
        channel: Channel = .online
    ) throws(MotCuaError) -> Report {
        try core {
            Report(
                try ffi.validate(
                    procedure: procedure,
                    data: data,
                    attachments: attachments.map(\.ffi),
                    channel: channel.ffi,
                    now: now.seconds
                )
            )
        }
    }

    /// A finding as a sentence. `now` is the moment of the verdict: it says which version of the procedure spoke.
    public func message(
        _ procedure: String,
        issue: Issue,
        now: Date,
        language: Language = .vietnamese,
        form: MessageForm = .short
    ) throws(MotCuaError) -> String? {
        try core {
            try ffi.message(
                procedure: procedure, issue: issue.ffi, language: language.ffi, form: form.ffi, now: now.seconds
            )
        }
    }
}

extension Date {
    /// Whole seconds since 1970, towards the past. A moment that no `Int64` holds becomes the nearest one.
    var seconds: Int64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        return Int64(exactly: seconds) ?? (seconds < 0 ? .min : .max)
    }
}
