import Foundation
internal import MotCuaFFI

/// What opens: a key in memory, or what a key of the host agreed for one sealed object. Its secret part never leaves the
/// core and is wiped with the last reference.
public final class OpeningKey: Sendable {
    /// Which kind of key.
    public enum Algorithm: Hashable, Sendable { case x25519, p256 }

    let ffi: MotCuaFFI.OpeningKey

    init(_ ffi: MotCuaFFI.OpeningKey) { self.ffi = ffi }

    /// A new key.
    public init(_ algorithm: Algorithm) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.OpeningKey.generate(algorithm: algorithm == .x25519 ? .x25519 : .p256) }
    }

    /// Second of two steps with a key that the host holds: opens the object that ``Packets/beginOpen(_:key:)`` was asked
    /// about, with the secret of 32 bytes that the host agreed (ECDH).
    public init(agreed secret: Data, for request: AgreementRequest) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.OpeningKey.agreed(request: request.ffi, secret: secret) }
    }

    /// The public key, to seal to. What a key of the host agreed has none.
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
    /// Verified transfers from the agency addressed to its holder (``TransferredPacket/transfer``), in order.
    public var transfers: [String] = []

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

/// What was recorded when a packet was accepted, by which it is opened again.
public struct Anchor: Hashable, Sendable {
    /// `sha-256:<base64url>` of the exact payload bytes.
    public let payloadHash: String
    /// When it arrived, as the receipt says.
    public let at: Date

    public init(payloadHash: String, at: Date) {
        self.payloadHash = payloadHash
        self.at = at
    }

    var ffi: MotCuaFFI.Anchor { MotCuaFFI.Anchor(payloadHash: payloadHash, at: at.seconds) }
}

/// A certificate's signature that the host has to judge: the core reads no chains of certificates.
public struct CertificateCheck: Hashable, Sendable, PersonalData {
    /// `sha-256:<base64url>` of the signer's certificate.
    public let certificate: String
    /// `ES256`, which the core has verified already, or `PS256`, which the host verifies too.
    public let algorithm: String
    /// SubjectPublicKeyInfo of the certificate, DER, base64url.
    public let publicKey: String
    /// The certificate and its issuers, DER, base64.
    public let chain: [String]
    /// The ASCII text that was signed.
    public let signed: String
    /// The signature, base64url.
    public let signature: String
    /// Time of signing as the signer claims it.
    public let at: Date

    init(_ ffi: MotCuaFFI.CaCheck) {
        certificate = ffi.certificate
        algorithm = ffi.alg
        publicKey = ffi.spki
        chain = ffi.chain
        signed = ffi.signed
        signature = ffi.signature
        at = Date(seconds: ffi.at)
    }
}

/// The host's answer to a ``CertificateCheck``: chain up to a trusted root, validity, revocation, and for `PS256` the
/// signature.
public struct CertificateAnswer: Hashable, Sendable, PersonalData {
    /// Outcome of judging a signature (ETSI EN 319 102-1).
    public enum Indication: Hashable, Sendable { case totalPassed, totalFailed, indeterminate }

    /// ``CertificateCheck/certificate``.
    public let certificate: String
    /// Outcome.
    public let indication: Indication
    /// Name of the subject as the certificate states it.
    public let subject: String

    public init(certificate: String, indication: Indication, subject: String) {
        self.certificate = certificate
        self.indication = indication
        self.subject = subject
    }

    var ffi: MotCuaFFI.CaAnswer {
        let indication: MotCuaFFI.CaIndication =
            switch indication {
            case .totalPassed: .totalPassed
            case .totalFailed: .totalFailed
            case .indeterminate: .indeterminate
            }
        return MotCuaFFI.CaAnswer(certificate: certificate, indication: indication, subject: subject)
    }
}

/// A packet that changes hands.
public struct TransferredPacket: Hashable, Sendable {
    /// The same content, sealed to the receiver; JSON text.
    public let sealed: String
    /// What the holder's signed event has to say about it, JSON text: for ``Expected/transfers``.
    public let transfer: String
}

/// Sealing submissions to the office that acts on them, opening them there, and handing them on.
public enum Packets {
    /// A random dossier id, `urn:uuid:…`.
    public static func newDossierID() throws(MotCuaError) -> String {
        try core { try MotCuaFFI.newDossierId() }
    }

    /// Seals a signed submission, and co-signatures of others over it, to one to sixteen recipients; the packet as JSON
    /// text.
    public static func seal(
        _ signed: SignedObject, cosignatures: [CoSignature] = [], procedure: ProcedureRef, dossier: String,
        recipients: [PublicJWK]
    ) throws(MotCuaError) -> String {
        try core {
            try MotCuaFFI.sealSubmission(
                jws: signed.json, cosignatures: cosignatures.map(\.json), procedure: procedure.ffi, dossier: dossier,
                recipients: recipients.map(\.ffi)
            )
        }
    }

    /// Opens a packet (JSON text): one that has just arrived, or with an `anchor` one that was accepted before. `answers`
    /// are the host's to ``checks(_:key:directory:expected:anchor:)``.
    public static func open(
        _ sealed: String, key: OpeningKey, directory: KeyDirectory, expected: Expected, anchor: Anchor? = nil,
        answers: [CertificateAnswer] = []
    ) throws(MotCuaError) -> OpenedPacket {
        try core {
            OpenedPacket(
                try MotCuaFFI.openPacket(
                    packet: sealed, key: key.ffi, directory: directory.ffi, expected: expected.ffi,
                    anchor: anchor?.ffi, answers: answers.map(\.ffi)
                )
            )
        }
    }

    /// The certificates that the host has to judge before the packet opens; nothing of the content.
    public static func checks(
        _ sealed: String, key: OpeningKey, directory: KeyDirectory, expected: Expected, anchor: Anchor? = nil
    ) throws(MotCuaError) -> [CertificateCheck] {
        try core {
            try MotCuaFFI.packetChecks(
                packet: sealed, key: key.ffi, directory: directory.ffi, expected: expected.ffi, anchor: anchor?.ffi
            ).map(CertificateCheck.init)
        }
    }

    /// Hands a packet to another office (`agency` or `agency/unit`): the same content under a new envelope, and what the
    /// signed event of `from` has to say. `reason` is a stable code.
    public static func transfer(
        _ sealed: String, key: OpeningKey, from: String, to: String, reason: String, recipients: [PublicJWK]
    ) throws(MotCuaError) -> TransferredPacket {
        try core {
            let moved = try MotCuaFFI.transferPacket(
                packet: sealed, key: key.ffi, from: from, to: to, reason: reason, recipients: recipients.map(\.ffi))
            return TransferredPacket(sealed: moved.sealed, transfer: moved.transfer)
        }
    }

    /// The same content for other recipients, unread: when an office accepts, changes its key, or the recovery recipient
    /// opens what the office no longer can. For packets and the sealed keys of dossiers alike.
    public static func rewrap(
        _ sealed: String, key: OpeningKey, recipients: [PublicJWK]
    ) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.rewrap(object: sealed, key: key.ffi, recipients: recipients.map(\.ffi)) }
    }

    /// First of two steps with a key that the host holds: with which ephemeral key it must agree a secret. For packets,
    /// requests to co-sign and sealed keys of dossiers alike.
    public static func beginOpen(_ sealed: String, key: PublicJWK) throws(MotCuaError) -> AgreementRequest {
        try core { AgreementRequest(ffi: try MotCuaFFI.beginOpen(object: sealed, key: key.ffi), sealed: sealed) }
    }

    /// Second step: opens the packet with the secret of 32 bytes that the host agreed (ECDH).
    public static func finishOpen(
        _ request: AgreementRequest, secret: Data, directory: KeyDirectory, expected: Expected
    ) throws(MotCuaError) -> OpenedPacket {
        let key = try OpeningKey(agreed: secret, for: request)
        return try open(request.sealed, key: key, directory: directory, expected: expected)
    }
}
