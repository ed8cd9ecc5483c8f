import Foundation
internal import MotCuaFFI

/// Language of a message.
public enum Language: Hashable, Sendable { case vietnamese, english }

/// How much a message says: one line beside a field, or whole sentences for a screen reader.
public enum MessageForm: Hashable, Sendable { case short, long }

/// Functions that need no handle.
///
/// Everything here is safe to call from any thread and reads neither clock nor network. Validation of a form takes well
/// under a millisecond; opening a pack compiles its procedures and belongs off the main actor.
public enum MotCua {
    /// Version of the engine as packs name it, `major.minor`.
    public static var engineVersion: String {
        get throws(MotCuaError) { try core { try MotCuaFFI.engineVersion() } }
    }

    /// The sentence for a code, or nil for a code that this version does not know.
    public static func message(
        _ code: String,
        params: [String: String] = [:],
        language: Language = .vietnamese,
        form: MessageForm = .short
    ) -> String? {
        // Only a fault of ours ends here, while an error is being shown: the code then stands for itself.
        try? MotCuaFFI.renderMessage(code: code, params: params.ffi, language: language.ffi, form: form.ffi)
    }

    /// Thumbprint of a public key (RFC 7638), after checking the key.
    public static func thumbprint(_ key: PublicJWK) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.thumbprint(key: key.ffi) }
    }

    /// JSON text in its canonical form (RFC 8785), read under the strict profile of signed documents.
    public static func canonicalize(_ json: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.canonicalize(json: json) }
    }

    /// SHA-256 as packs and manifests of attachments write it: `sha-256:<base64url>`.
    public static func contentHash(_ bytes: Data) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.contentHash(bytes: bytes) }
    }

    /// First step of signing: what the holder of `key` has to sign, for `payload` (JSON text) to become an object of
    /// this kind.
    public static func beginSign(
        _ kind: SignedKind,
        payload: String,
        key: PublicJWK
    ) throws(MotCuaError) -> SigningRequest {
        try core { SigningRequest(try MotCuaFFI.beginSign(kind: kind.ffi, payload: payload, key: key.ffi), key) }
    }

    /// Second step: the signed object, after its signature verified. `signature` is 64 bytes, or DER for ES256 as the
    /// Secure Enclave gives it.
    public static func finishSign(_ request: SigningRequest, signature: Data) throws(MotCuaError) -> SignedObject {
        try core {
            SignedObject(try MotCuaFFI.finishSign(request: request.ffi, signature: signature, key: request.key.ffi))
        }
    }

    /// Both steps with a signer between them. A signer that the person cancelled, or whose key is locked, is a result and
    /// no error.
    public static func sign(
        _ kind: SignedKind,
        payload: String,
        key: PublicJWK,
        with signer: some Signer
    ) async throws -> SigningResult {
        try await sign(try beginSign(kind, payload: payload, key: key), with: signer)
    }

    /// The second step with a signer, for a request that another function began.
    public static func sign(_ request: SigningRequest, with signer: some Signer) async throws -> SigningResult {
        switch try await signer.sign(request) {
        case .signature(let bytes): return .signed(try finishSign(request, signature: bytes))
        case .cancelled: return .cancelled
        case .locked: return .locked
        }
    }

    /// Compact text of a signed object (flattened JSON text) that came from elsewhere.
    public static func toCompact(_ json: String) throws(MotCuaError) -> String {
        try core { try MotCuaFFI.toCompact(jws: json) }
    }
}

extension Language {
    var ffi: MotCuaFFI.Language {
        switch self {
        case .vietnamese: .vietnamese
        case .english: .english
        }
    }
}

extension MessageForm {
    var ffi: MotCuaFFI.MessageForm {
        switch self {
        case .short: .short
        case .long: .long
        }
    }
}
