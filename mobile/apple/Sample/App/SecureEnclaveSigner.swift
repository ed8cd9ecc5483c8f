import CryptoKit
import Foundation
import LocalAuthentication
import MotCua
import Security

/// A key on P-256 in the Secure Enclave, which never leaves it. `MotCua.sign` asks it between its two steps.
struct SecureEnclaveSigner: Signer {
    /// What the Enclave gives for the key: only this Enclave can use it. Keep it in the keychain.
    let stored: Data
    let publicKey: PublicJWK

    /// A new key, which asks for the person at each signature.
    init() throws {
        let access = SecAccessControlCreateWithFlags(
            nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, [.privateKeyUsage, .userPresence], nil)
        guard let access else { throw CocoaError(.featureUnsupported) }
        try self.init(SecureEnclave.P256.Signing.PrivateKey(accessControl: access))
    }

    /// The key of an earlier run.
    init(stored: Data) throws {
        try self.init(SecureEnclave.P256.Signing.PrivateKey(dataRepresentation: stored))
    }

    private init(_ key: SecureEnclave.P256.Signing.PrivateKey) throws {
        stored = key.dataRepresentation
        // 32 bytes of x, then 32 of y.
        let point = key.publicKey.rawRepresentation
        publicKey = PublicJWK(
            keyType: "EC", curve: "P-256", x: Self.base64url(point.prefix(32)), y: Self.base64url(point.suffix(32)))
    }

    private static func base64url(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    func sign(_ request: SigningRequest) async throws -> SignerAnswer {
        do {
            let context = LAContext()
            let key = try SecureEnclave.P256.Signing.PrivateKey(
                dataRepresentation: stored, authenticationContext: context)
            return .signature(try key.signature(for: request.bytes).rawRepresentation)
        } catch let error as LAError where [.userCancel, .appCancel, .systemCancel].contains(error.code) {
            return .cancelled
        } catch let error as LAError where [.biometryLockout, .passcodeNotSet, .notInteractive].contains(error.code) {
            return .locked
        } catch let error as NSError where error.code == errSecInteractionNotAllowed {
            // The device is locked.
            return .locked
        }
    }
}
