import Foundation
internal import MotCuaFFI

/// Place of a chunk.
public struct ChunkPlace: Hashable, Sendable {
    /// Class of personal data of the slot, such as `basic`.
    public var dataClass: String
    /// Id of the attachment.
    public var attachment: String
    /// Number of the chunk, from 0.
    public var index: UInt32
    /// Number of chunks, from ``DossierKey/chunkCount(size:)``.
    public var count: UInt32
    /// Size of the whole attachment in bytes.
    public var size: UInt32

    public init(dataClass: String, attachment: String, index: UInt32, count: UInt32, size: UInt32) {
        self.dataClass = dataClass
        self.attachment = attachment
        self.index = index
        self.count = count
        self.size = size
    }

    var ffi: MotCuaFFI.ChunkPlace {
        MotCuaFFI.ChunkPlace(dataClass: dataClass, attachment: attachment, index: index, count: count, size: size)
    }
}

/// Who opens personal data, in which role and what for: references of the host, not names.
public struct Access: Hashable, Sendable {
    /// Reference of the person or service.
    public var actor: String
    /// Role in which they act, such as `officer`.
    public var role: String
    /// What for, such as `assessment`.
    public var purpose: String
    /// When.
    public var at: Date

    public init(actor: String, role: String, purpose: String, at: Date) {
        self.actor = actor
        self.role = role
        self.purpose = purpose
        self.at = at
    }

    var ffi: MotCuaFFI.Access {
        MotCuaFFI.Access(actor: actor, role: role, purpose: purpose, at: at.seconds)
    }
}

/// Something that was opened, and the record of the opening (JSON text), which the host keeps first.
public struct Opened<Value: Sendable>: Sendable, PersonalData {
    /// What was opened.
    public let value: Value
    /// Who opened it, and why.
    public let audit: String
}

/// A part of a dossier's data at rest, sealed under the key of its class.
public struct SealedField: Hashable, Sendable {
    /// JSON Pointer of the part.
    public var pointer: String
    /// `basic` or `sensitive:<kind>`.
    public var dataClass: String
    /// Version of the value; each change takes the next.
    public var version: UInt32
    /// Compact JWE.
    public var jwe: String

    public init(pointer: String, dataClass: String, version: UInt32, jwe: String) {
        self.pointer = pointer
        self.dataClass = dataClass
        self.version = version
        self.jwe = jwe
    }

    init(_ ffi: MotCuaFFI.SealedField) {
        self.init(pointer: ffi.pointer, dataClass: ffi.dataClass, version: ffi.version, jwe: ffi.jwe)
    }

    var ffi: MotCuaFFI.SealedField {
        MotCuaFFI.SealedField(pointer: pointer, dataClass: dataClass, version: version, jwe: jwe)
    }
}

/// Parts that were opened and put together, and a record of each opening, which the host keeps first.
public struct OpenedData: Hashable, Sendable, PersonalData {
    /// The data, JSON text.
    public let data: String
    /// Who opened what, and why; JSON text each.
    public let audits: [String]

    init(_ ffi: MotCuaFFI.OpenedData) {
        data = ffi.data
        audits = ffi.audit
    }
}

/// The key of a dossier's documents and data. Its bytes never leave the core and are wiped with the last reference.
public final class DossierKey: Sendable {
    let ffi: MotCuaFFI.DossierKey

    private init(_ ffi: MotCuaFFI.DossierKey) { self.ffi = ffi }

    /// A new key for a dossier.
    public init(dossier: String) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.DossierKey.generate(dossier: dossier) }
    }

    /// Opens the sealed key (JSON text) of a dossier.
    public static func open(
        _ sealed: String, key: OpeningKey, dossier: String, access: Access
    ) throws(MotCuaError) -> Opened<DossierKey> {
        try core {
            let opened = try MotCuaFFI.openDossierKey(
                object: sealed, key: key.ffi, dossier: dossier, access: access.ffi)
            return Opened(value: DossierKey(opened.key), audit: opened.audit)
        }
    }

    /// The key itself, sealed to recipients; JSON text.
    public func seal(to recipients: [PublicJWK], procedure: ProcedureRef) throws(MotCuaError) -> String {
        try core { try ffi.seal(recipients: recipients.map(\.ffi), procedure: procedure.ffi) }
    }

    /// The key of one class of data (`basic`, `sensitive:…`), for a role that may see this class and no other.
    public func classKey(_ dataClass: String) throws(MotCuaError) -> ClassKey {
        try core { ClassKey(try ffi.classKey(dataClass: dataClass), dataClass) }
    }

    /// Opens parts of every class and puts them together.
    public func openData(_ fields: [SealedField], access: Access) throws(MotCuaError) -> OpenedData {
        try core { OpenedData(try ffi.openData(fields: fields.map(\.ffi), access: access.ffi)) }
    }

    /// Names the sealed keys (JSON text each) of a dossier for destruction. Keep the record (JSON text), then delete the
    /// keys everywhere: nothing else opens what lies under them.
    public static func shred(dossier: String, keys: [String], access: Access) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.shred(dossier: dossier, wraps: keys, access: access.ffi) }
    }

    /// Seals one chunk of a document, at most 4 MiB.
    public func sealChunk(_ place: ChunkPlace, bytes: Data) throws(MotCuaError) -> Data {
        try core { try ffi.sealChunk(place: place.ffi, bytes: bytes) }
    }

    /// Opens one chunk. Whoever opens says who, in which role and what for.
    public func openChunk(_ place: ChunkPlace, sealed: Data, access: Access) throws(MotCuaError) -> Opened<Data> {
        try core {
            let opened = try ffi.openChunk(place: place.ffi, sealed: sealed, access: access.ffi)
            return Opened(value: opened.bytes, audit: opened.audit)
        }
    }

    /// Number of chunks that a document of so many bytes is sealed in.
    public static func chunkCount(size: UInt64) throws(MotCuaError) -> UInt32 {
        try core { try MotCuaFFI.chunkCount(size: size) }
    }

    /// A sealed chunk as flattened JWE (JSON text), the same ciphertext in another wrapping.
    public static func chunkToJWE(_ place: ChunkPlace, sealed: Data) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.chunkToJwe(place: place.ffi, sealed: sealed) }
    }
}

/// The key of one class of a dossier's data. Its bytes never leave the core and are wiped with the last reference.
public final class ClassKey: Sendable {
    private let ffi: MotCuaFFI.ClassKey
    /// The class, `basic` or `sensitive:<kind>`.
    public let dataClass: String

    init(_ ffi: MotCuaFFI.ClassKey, _ dataClass: String) {
        self.ffi = ffi
        self.dataClass = dataClass
    }

    /// Opens the sealed key (JSON text) of one class of a dossier's data.
    public static func open(
        _ sealed: String, key: OpeningKey, dossier: String, dataClass: String, access: Access
    ) throws(MotCuaError) -> Opened<ClassKey> {
        try core {
            let opened = try MotCuaFFI.openClassKey(
                object: sealed, key: key.ffi, dossier: dossier, dataClass: dataClass, access: access.ffi)
            return Opened(value: ClassKey(opened.key, dataClass), audit: opened.audit)
        }
    }

    /// The key itself, sealed to recipients; JSON text.
    public func seal(to recipients: [PublicJWK], procedure: ProcedureRef) throws(MotCuaError) -> String {
        try core { try ffi.seal(recipients: recipients.map(\.ffi), procedure: procedure.ffi) }
    }

    /// Seals the value (JSON text) of a field. Each change of the value takes the next version, from 1.
    public func sealField(_ pointer: String, version: UInt32, value: String) throws(MotCuaError) -> SealedField {
        try core {
            let jwe = try ffi.sealField(pointer: pointer, version: version, value: value)
            return SealedField(pointer: pointer, dataClass: dataClass, version: version, jwe: jwe)
        }
    }

    /// Opens a field: its value as JSON text.
    public func openField(_ field: SealedField, access: Access) throws(MotCuaError) -> Opened<String> {
        try core {
            let opened = try ffi.openField(
                pointer: field.pointer, version: field.version, jwe: field.jwe, access: access.ffi)
            return Opened(value: opened.value, audit: opened.audit)
        }
    }

    /// Opens the parts of this class and leaves out the others.
    public func openData(_ fields: [SealedField], access: Access) throws(MotCuaError) -> OpenedData {
        try core { OpenedData(try ffi.openData(fields: fields.map(\.ffi), access: access.ffi)) }
    }

    /// Begins to open a document that a signed manifest names.
    public func readAttachment(_ manifest: Attachment, access: Access) throws(MotCuaError) -> AttachmentReader {
        try core { AttachmentReader(try ffi.readAttachment(manifest: manifest.ffi, access: access.ffi)) }
    }
}

/// A document that is opened chunk by chunk, in order. Nothing of it counts before ``finish()``.
public final class AttachmentReader: Sendable {
    private let ffi: MotCuaFFI.AttachmentReader

    init(_ ffi: MotCuaFFI.AttachmentReader) { self.ffi = ffi }

    /// Opens the next chunk.
    public func push(_ sealed: Data) throws(MotCuaError) -> Data {
        try core { try ffi.push(sealed: sealed) }
    }

    /// Checks that the chunks are the document that was signed, and gives the record of the opening (JSON text). Refuses
    /// with `crypto/attachment` when they are not. The last call.
    public func finish() throws(MotCuaError) -> String {
        try core { try ffi.finish() }
    }
}

/// SHA-256 of a file in pieces.
public final class SHA256Stream: Sendable {
    private let ffi = MotCuaFFI.Sha256()

    public init() {}

    /// Takes the next bytes.
    public func update(_ bytes: Data) throws(MotCuaError) {
        try core { try ffi.update(bytes: bytes) }
    }

    /// `sha-256:<base64url>` of everything so far; the hash starts anew.
    public func digest() throws(MotCuaError) -> String {
        try core { try ffi.digest() }
    }
}
