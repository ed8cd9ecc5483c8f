import Foundation
internal import MotCuaFFI

/// A key in memory that opens what is sealed to it. Its private part never leaves the core and is wiped with the last
/// reference.
public final class OpeningKey: Sendable {
    /// Which kind of key.
    public enum Algorithm: Hashable, Sendable { case x25519, p256 }

    let ffi: MotCuaFFI.OpeningKey

    /// A new key.
    public init(_ algorithm: Algorithm) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.OpeningKey.generate(algorithm: algorithm == .x25519 ? .x25519 : .p256) }
    }

    /// The public key, to seal to.
    public var publicKey: PublicJWK {
        get throws(MotCuaError) { try core { PublicJWK(try ffi.jwk()) } }
    }
}

/// A key that counts for nothing that arrives from a moment on.
public struct Revocation: Hashable, Sendable {
    /// Thumbprint.
    public let keyID: String
    /// From when on.
    public let since: Date

    public init(keyID: String, since: Date) {
        self.keyID = keyID
        self.since = since
    }
}

/// What a packet must be. Every value comes from the caller's own records, never from the packet.
public struct Expected: Hashable, Sendable {
    /// The agency that it must be addressed to.
    public var agency: String
    /// The challenge that was given for it.
    public var nonce: String
    /// The time.
    public var now: Date
    /// Who must sign, and how they may vouch (``Pack/signers(_:now:)``); an empty list allows nothing.
    public var signers: [SignerRule]
    /// The dossier, if it is known already.
    public var dossier: String?
    /// The procedure, version and text, if it is known already.
    public var procedure: ProcedureRef?
    /// How far a signer's clock may be ahead, in seconds.
    public var skew: Int64 = 300
    /// How old the signature may be, in seconds.
    public var maxAge: Int64 = 86_400
    /// Lowest assurance level of the login.
    public var minAssurance: UInt32 = 0
    /// Enrolled keys that were revoked.
    public var revoked: [Revocation] = []
    /// Verified transfers from the agency addressed to its holder, JSON text of a list.
    public var transfers = "[]"

    public init(
        agency: String,
        nonce: String,
        now: Date,
        signers: [SignerRule],
        dossier: String? = nil,
        procedure: ProcedureRef? = nil
    ) {
        self.agency = agency
        self.nonce = nonce
        self.now = now
        self.signers = signers
        self.dossier = dossier
        self.procedure = procedure
    }

    var ffi: MotCuaFFI.Expected {
        MotCuaFFI.Expected(
            agency: agency,
            nonce: nonce,
            dossier: dossier,
            procedure: procedure?.ffi,
            now: now.seconds,
            skew: skew,
            maxAge: maxAge,
            signers: signers.map(\.ffi),
            minAssurance: minAssurance,
            revoked: revoked.map { MotCuaFFI.Revocation(kid: $0.keyID, since: $0.since.seconds) },
            transfers: transfers
        )
    }
}

/// What a verified signature proves, in growing weight. Only the last is a digital signature in law.
public enum Standing: Hashable, Sendable {
    /// The content is unchanged since a known device key signed it.
    case integrity
    /// The portal vouches for the signed-in session.
    case authenticatedSession
    /// An officer vouches for what happened at the desk.
    case deskAttested
    /// A certification authority's signature totally passed.
    case securedDigitalSignature
}

/// One verified signer.
public struct PacketSigner: Hashable, Sendable, PersonalData {
    /// Role in the dossier in which this signer signs.
    public let role: String
    /// Thumbprint of the key.
    public let keyID: String
    /// What the signature proves.
    public let standing: Standing
    /// Reference of the person or officer.
    public let person: String
    /// Display name.
    public let name: String
    /// Assurance level of the login behind it, 0 without one.
    public let level: Int

    init(_ ffi: MotCuaFFI.Signer) {
        role = ffi.role
        keyID = ffi.kid
        standing =
            switch ffi.standing {
            case .integrity: .integrity
            case .authenticatedSession: .authenticatedSession
            case .deskAttested: .deskAttested
            case .securedDigitalSignature: .securedDigitalSignature
            }
        person = ffi.person
        name = ffi.name
        level = Int(ffi.level)
    }
}

/// A signature of a packet that does not count, and the code that says why.
public struct RefusedSignature: Hashable, Sendable {
    /// Thumbprint or certificate hash, when it could be read.
    public let keyID: String?
    /// Registered code.
    public let code: String
}

/// A packet after opening: content that verified, and who vouched for it.
public struct OpenedPacket: Hashable, Sendable, PersonalData {
    /// JSON text.
    public let payload: String
    /// `sha-256:<base64url>` of the exact payload bytes.
    public let payloadHash: String
    /// Every signer.
    public let signers: [PacketSigner]
    /// Signatures that nobody required and that do not count.
    public let refused: [RefusedSignature]

    init(_ ffi: MotCuaFFI.OpenedPacket) {
        payload = ffi.payload
        payloadHash = ffi.payloadHash
        signers = ffi.signers.map(PacketSigner.init)
        refused = ffi.refused.map { RefusedSignature(keyID: $0.kid, code: $0.code) }
    }
}

/// First half of opening with a key of the host: it agrees a secret between ``ephemeralKey`` and the key ``keyID``.
public struct AgreementRequest: Hashable, Sendable {
    let ffi: MotCuaFFI.AgreementRequest
    let sealed: String

    /// Thumbprint of the key that must agree.
    public var keyID: String { ffi.kid }
    /// The sender's ephemeral public key.
    public var ephemeralKey: PublicJWK { PublicJWK(ffi.epk) }
}

/// Sealing submissions to the office that acts on them, and opening them there.
public enum Packets {
    /// A random dossier id, `urn:uuid:…`.
    public static func newDossierID() throws(MotCuaError) -> String {
        try core { try MotCuaFFI.newDossierId() }
    }

    /// Seals a signed submission to one to sixteen recipients; the packet as JSON text.
    public static func seal(
        _ signed: SignedObject, procedure: ProcedureRef, dossier: String, recipients: [PublicJWK]
    ) throws(MotCuaError) -> String {
        try core {
            try MotCuaFFI.sealSubmission(
                jws: signed.json, procedure: procedure.ffi, dossier: dossier, recipients: recipients.map(\.ffi)
            )
        }
    }

    /// Opens a packet (JSON text) that has just arrived, with a key in memory.
    public static func open(
        _ sealed: String, key: OpeningKey, directory: KeyDirectory, expected: Expected
    ) throws(MotCuaError) -> OpenedPacket {
        try core {
            OpenedPacket(
                try MotCuaFFI.openPacket(
                    sealed: sealed, key: key.ffi, directory: directory.ffi, expected: expected.ffi
                )
            )
        }
    }

    /// First of two steps with a key that the host holds: with which ephemeral key it must agree a secret.
    public static func beginOpen(_ sealed: String, key: PublicJWK) throws(MotCuaError) -> AgreementRequest {
        try core { AgreementRequest(ffi: try MotCuaFFI.beginOpen(sealed: sealed, key: key.ffi), sealed: sealed) }
    }

    /// Second step: opens the packet with the secret of 32 bytes that the host agreed (ECDH).
    public static func finishOpen(
        _ request: AgreementRequest, secret: Data, directory: KeyDirectory, expected: Expected
    ) throws(MotCuaError) -> OpenedPacket {
        try core {
            OpenedPacket(
                try MotCuaFFI.finishOpen(
                    sealed: request.sealed,
                    request: request.ffi,
                    secret: secret,
                    directory: directory.ffi,
                    expected: expected.ffi
                )
            )
        }
    }
}

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

/// The key of a dossier's documents. Its bytes never leave the core and are wiped with the last reference.
public final class DossierKey: Sendable {
    private let ffi: MotCuaFFI.DossierKey

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
                sealed: sealed, key: key.ffi, dossier: dossier, access: access.ffi)
            return Opened(value: DossierKey(opened.key), audit: opened.audit)
        }
    }

    /// The key itself, sealed to recipients; JSON text.
    public func seal(to recipients: [PublicJWK], procedure: ProcedureRef) throws(MotCuaError) -> String {
        try core { try ffi.seal(recipients: recipients.map(\.ffi), procedure: procedure.ffi) }
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
