import Foundation
internal import MotCuaFFI

/// What a signed object is. A signature over one kind never passes as another.
public enum SignedKind: Hashable, Sendable {
    case submission, receipt, keys, enrol, pack, decision, cosign, event

    var ffi: MotCuaFFI.SignedKind {
        switch self {
        case .submission: .submission
        case .receipt: .receipt
        case .keys: .keys
        case .enrol: .enrol
        case .pack: .pack
        case .decision: .decision
        case .cosign: .cosign
        case .event: .event
        }
    }
}

/// A public key (RFC 7517): `OKP` with `Ed25519` or `X25519`, or `EC` with `P-256`. The core checks it at every use.
public struct PublicJWK: Hashable, Sendable {
    /// `kty`
    public let keyType: String
    /// `crv`
    public let curve: String
    /// Public value or x coordinate, base64url.
    public let x: String
    /// y coordinate of an `EC` key, base64url.
    public let y: String?
    /// `kid`; recomputed by the core, never trusted.
    public let keyID: String?
    /// `alg` when the producer says so.
    public let algorithm: String?
    /// `use` when the producer says so.
    public let use: String?

    public init(
        keyType: String,
        curve: String,
        x: String,
        y: String? = nil,
        keyID: String? = nil,
        algorithm: String? = nil,
        use: String? = nil
    ) {
        self.keyType = keyType
        self.curve = curve
        self.x = x
        self.y = y
        self.keyID = keyID
        self.algorithm = algorithm
        self.use = use
    }

    /// A public key from JSON text, checked. A private member is refused.
    public init(json: String) throws(MotCuaError) {
        self.init(try core { try MotCuaFFI.readJwk(json: json) })
    }

    init(_ ffi: MotCuaFFI.Jwk) {
        self.init(
            keyType: ffi.kty, curve: ffi.crv, x: ffi.x, y: ffi.y, keyID: ffi.kid, algorithm: ffi.alg, use: ffi.usage
        )
    }

    var ffi: MotCuaFFI.Jwk {
        MotCuaFFI.Jwk(kty: keyType, crv: curve, x: x, y: y, kid: keyID, alg: algorithm, usage: use)
    }
}

/// First half of signing: the key ``keyID`` has to sign ``bytes``.
public struct SigningRequest: Hashable, Sendable {
    let ffi: MotCuaFFI.SigningRequest
    let key: PublicJWK

    init(_ ffi: MotCuaFFI.SigningRequest, _ key: PublicJWK) {
        self.ffi = ffi
        self.key = key
    }

    /// `EdDSA`, or `ES256`: ECDSA over P-256 with SHA-256.
    public var algorithm: String { ffi.alg }
    /// Thumbprint of the key that must sign.
    public var keyID: String { ffi.kid }
    /// What to sign.
    public var bytes: Data { Data(ffi.signingInput.utf8) }
}

/// A signed object whose signature has been verified, in its two serialisations (RFC 7515).
public struct SignedObject: Hashable, Sendable, PersonalData {
    /// Flattened JSON, as submissions, directories and packs travel.
    public let json: String
    /// Compact text, as enrolments and events travel.
    public let compact: String

    init(_ ffi: MotCuaFFI.SignedObject) {
        json = ffi.json
        compact = ffi.compact
    }
}

/// Whatever holds a private key: the Secure Enclave, a card, a server.
public protocol Signer: Sendable {
    /// Signs ``SigningRequest/bytes``. What it throws goes through to whoever asked for the signature.
    func sign(_ request: SigningRequest) async throws -> SignerAnswer
}

/// What a ``Signer`` answers.
public enum SignerAnswer: Hashable, Sendable {
    /// The signature: 64 bytes, or DER for `ES256`.
    case signature(Data)
    /// The person said no.
    case cancelled
    /// The key cannot be used now, for example until the device is unlocked.
    case locked
}

/// How signing ended.
public enum SigningResult: Hashable, Sendable {
    /// Signed and verified.
    case signed(SignedObject)
    /// The person said no.
    case cancelled
    /// The key could not be used now.
    case locked
}

/// A signing key in memory, for devices without key hardware. Its private part never leaves the core and is wiped with
/// the last reference.
public final class SoftwareKey: Sendable {
    /// Which kind of key.
    public enum Algorithm: Hashable, Sendable { case ed25519, p256 }

    let ffi: MotCuaFFI.SoftwareKey

    init(_ ffi: MotCuaFFI.SoftwareKey) { self.ffi = ffi }

    /// A new key.
    public init(_ algorithm: Algorithm) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.SoftwareKey.generate(algorithm: algorithm == .ed25519 ? .ed25519 : .p256) }
    }

    /// The public key.
    public var publicKey: PublicJWK {
        get throws(MotCuaError) { try core { PublicJWK(try ffi.jwk()) } }
    }

    /// Signs what ``MotCua/beginSign(_:payload:key:)`` prepared for this key.
    public func sign(_ request: SigningRequest) throws(MotCuaError) -> SignedObject {
        try core { SignedObject(try ffi.sign(request: request.ffi)) }
    }
}
