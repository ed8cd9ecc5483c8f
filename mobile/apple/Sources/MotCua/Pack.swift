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
public struct Attachment: Hashable, Sendable, PersonalData {
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

/// The exact text of the law that was shown: procedure, version and hash of its document.
public struct ProcedureRef: Hashable, Sendable {
    /// National code, for example `1.001193`.
    public let code: String
    /// Version of the document.
    public let version: String
    /// `sha-256:<base64url>` over the canonical document.
    public let hash: String

    public init(code: String, version: String, hash: String) {
        self.code = code
        self.version = version
        self.hash = hash
    }

    init(_ ffi: MotCuaFFI.ProcedureRef) { self.init(code: ffi.code, version: ffi.version, hash: ffi.hash) }

    var ffi: MotCuaFFI.ProcedureRef { MotCuaFFI.ProcedureRef(code: code, version: version, hash: hash) }
}

/// One entry of a catalogue.
public struct CatalogueEntry: Hashable, Sendable {
    /// Code stored in the data.
    public let code: String
    /// Vietnamese name.
    public let nameVi: String
    /// English name.
    public let nameEn: String
    /// Code of the entry above it in another catalogue.
    public let parent: String?
}

/// A role that must sign, and the ways in which whoever fills it may vouch.
public struct SignerRule: Hashable, Sendable {
    /// `applicant`, `filer`, …
    public let role: String
    /// `key`, `session`, `desk`, `ca`.
    public let auth: [String]

    public init(role: String, auth: [String]) {
        self.role = role
        self.auth = auth
    }

    var ffi: MotCuaFFI.SignerRule { MotCuaFFI.SignerRule(role: role, auth: auth) }
}

/// Everything about a form beside its data.
public struct Situation: Hashable, Sendable {
    /// The moment of the verdict.
    public var now: Date
    /// What is attached.
    public var attachments: [Attachment]
    /// How it comes in.
    public var channel: Channel
    /// The document that the dossier was filed under, for a supplement; nil for the one in force.
    public var version: ProcedureRef?

    public init(
        now: Date, attachments: [Attachment] = [], channel: Channel = .online, version: ProcedureRef? = nil
    ) {
        self.now = now
        self.attachments = attachments
        self.channel = channel
        self.version = version
    }
}

/// Procedures, catalogues, workflows and messages, opened from a signed pack. Share one between all tasks.
public final class Pack: Sendable {
    let ffi: MotCuaFFI.Pack

    /// Opens a pack (`egov-pack+jws` as JSON text) that a key of the directory signed. It compiles the procedures: see
    /// ``load(_:directory:now:minSeq:)`` for the main actor.
    public init(_ jws: String, directory: KeyDirectory, now: Date, minSeq: Int64 = 0) throws(MotCuaError) {
        ffi = try core {
            try MotCuaFFI.openPack(jws: jws, directory: directory.ffi, now: now.seconds, minSeq: minSeq)
        }
    }

    /// The same off the caller's actor.
    public static func load(
        _ jws: String, directory: KeyDirectory, now: Date, minSeq: Int64 = 0
    ) async throws(MotCuaError) -> Pack {
        try await elsewhere { () throws(MotCuaError) in
            try Pack(jws, directory: directory, now: now, minSeq: minSeq)
        }
    }

    /// What the pack holds.
    public var info: PackInfo {
        get throws(MotCuaError) { try core { PackInfo(try ffi.info()) } }
    }

    /// The document of a procedure in force at a moment, JSON text: form, layout, rules, papers, fee, term.
    public func procedure(_ code: String, now: Date) throws(MotCuaError) -> String {
        try core { try ffi.procedure(code: code, now: now.seconds) }
    }

    /// Code, version and hash of that document, as a submission names it.
    public func reference(_ code: String, now: Date) throws(MotCuaError) -> ProcedureRef {
        try core { ProcedureRef(try ffi.reference(code: code, now: now.seconds)) }
    }

    /// Who must sign, and how each may vouch: for ``Expected/signers``.
    public func signers(_ code: String, now: Date) throws(MotCuaError) -> [SignerRule] {
        try core { try ffi.signers(code: code, now: now.seconds).map { SignerRule(role: $0.role, auth: $0.auth) } }
    }

    /// A whole catalogue, JSON text.
    public func catalogue(_ name: String) throws(MotCuaError) -> String {
        try core { try ffi.catalogue(name: name) }
    }

    /// Entries of a catalogue by name; accents, case and word order of `query` do not matter.
    public func search(
        _ name: String, query: String, parent: String? = nil, limit: UInt32 = 20
    ) throws(MotCuaError) -> [CatalogueEntry] {
        try core {
            try ffi.search(name: name, query: query, parent: parent, limit: limit).map {
                CatalogueEntry(code: $0.code, nameVi: $0.vi, nameEn: $0.en, parent: $0.parent)
            }
        }
    }

    /// A workflow, JSON text.
    public func workflow(_ id: String) throws(MotCuaError) -> String {
        try core { try ffi.workflow(id: id) }
    }

    /// Everything that a renderer needs to draw a form over its present `data` (JSON text).
    public func evaluate(
        _ procedure: String, data: String, situation: Situation
    ) throws(MotCuaError) -> FormState {
        try core {
            FormState(
                try ffi.evaluate(
                    code: procedure,
                    data: data,
                    attachments: situation.attachments.map(\.ffi),
                    channel: situation.channel.ffi,
                    now: situation.now.seconds,
                    version: situation.version?.ffi
                )
            )
        }
    }

    /// The verdict on a form. `data` is JSON text. A refused form is a report with findings; ``MotCuaError`` is for text
    /// that is no such document (`json/…`) and for a procedure that is not in force (`pack/noProcedure`).
    public func validate(_ procedure: String, data: String, situation: Situation) throws(MotCuaError) -> Report {
        try core {
            Report(
                try ffi.validate(
                    code: procedure,
                    data: data,
                    attachments: situation.attachments.map(\.ffi),
                    channel: situation.channel.ffi,
                    now: situation.now.seconds,
                    version: situation.version?.ffi
                )
            )
        }
    }

    /// The same for bytes, which may be no text at all.
    public func validate(_ procedure: String, data: Data, situation: Situation) throws(MotCuaError) -> Report {
        try core {
            Report(
                try ffi.validateText(
                    code: procedure,
                    text: data,
                    attachments: situation.attachments.map(\.ffi),
                    channel: situation.channel.ffi,
                    now: situation.now.seconds,
                    version: situation.version?.ffi
                )
            )
        }
    }

    /// Seals the data (JSON text) of an accepted submission, part by part under the keys of their classes of personal
    /// data. Each change of the data takes the next version, from 1.
    public func sealData(
        _ data: String, procedure: ProcedureRef, key: DossierKey, version: UInt32
    ) throws(MotCuaError) -> [SealedField] {
        try core {
            try ffi.sealData(procedure: procedure.ffi, data: data, key: key.ffi, version: version)
                .map(SealedField.init)
        }
    }

    /// The verdict on a form without attachments that comes in online.
    public func validate(_ procedure: String, data: String, now: Date) throws(MotCuaError) -> Report {
        try validate(procedure, data: data, situation: Situation(now: now))
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
                code: procedure, issue: issue.ffi, language: language.ffi, form: form.ffi, now: now.seconds
            )
        }
    }

    /// A form filled from the `claims` of a login (JSON text).
    public func prefill(_ procedure: String, claims: String, now: Date) throws(MotCuaError) -> Prefilled {
        try core { Prefilled(try ffi.prefill(code: procedure, claims: claims, now: now.seconds)) }
    }

    /// The payload to sign, JSON text: the form judged, hidden parts pruned, parties read, provenance settled. Refuses
    /// with `form/invalid` when the report has errors.
    public func prepare(
        _ procedure: String, request: PrepareRequest, situation: Situation
    ) throws(MotCuaError) -> String {
        try core {
            try ffi.prepare(
                code: procedure,
                request: request.ffi(situation),
                now: situation.now.seconds,
                version: situation.version?.ffi
            )
        }
    }

    /// Opens a form that judges each input by itself, over `data` (JSON text).
    public func openForm(
        _ procedure: String, data: String = "{}", situation: Situation
    ) throws(MotCuaError) -> FormSession {
        try core {
            FormSession(
                try ffi.openForm(
                    code: procedure,
                    data: data,
                    prefilled: "[]",
                    attachments: situation.attachments.map(\.ffi),
                    channel: situation.channel.ffi,
                    now: situation.now.seconds,
                    version: situation.version?.ffi
                )
            )
        }
    }

    /// Opens a form that starts with the `claims` of a login (JSON text).
    public func prefillForm(
        _ procedure: String, claims: String, now: Date, channel: Channel = .online
    ) throws(MotCuaError) -> FormSession {
        try core {
            FormSession(
                try ffi.prefillForm(code: procedure, claims: claims, channel: channel.ffi, now: now.seconds)
            )
        }
    }

    /// Takes a draft up again, under the version that it was filled under. Refuses with `pack/noProcedure` when the pack
    /// does not hold that version: ``migrateDraft(_:now:)`` then carries the draft over.
    public func restoreForm(_ draft: String, now: Date) throws(MotCuaError) -> FormSession {
        try core { FormSession(try ffi.restoreForm(draft: draft, now: now.seconds)) }
    }

    /// Carries a draft over to the version in force at `now`, and says what became of each value.
    public func migrateDraft(_ draft: String, now: Date) throws(MotCuaError) -> Migration {
        try core { Migration(try ffi.migrateDraft(draft: draft, now: now.seconds)) }
    }
}

extension Date {
    /// Whole seconds since 1970, towards the past. A moment that no `Int64` holds becomes the nearest one.
    var seconds: Int64 {
        let seconds = timeIntervalSince1970.rounded(.down)
        return Int64(exactly: seconds) ?? (seconds < 0 ? .min : .max)
    }
}
