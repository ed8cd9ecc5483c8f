import Foundation
internal import MotCuaFFI

/// What opens a ``Vault``.
public enum VaultSecret: Sendable, PersonalData {
    /// What the person remembers, 1 to 1,024 bytes of text.
    case passphrase(String)
    /// 32 bytes that the device gives, for example a secret that the Secure Enclave unwraps.
    case device(Data)

    var ffi: MotCuaFFI.VaultSecret {
        switch self {
        case .passphrase(let text): .passphrase(text: text)
        case .device(let bytes): .device(bytes: bytes)
        }
    }
}

/// An unlocked vault: keys and drafts at rest on a device. With a passphrase, creating and unlocking take 64 MiB and about
/// half a second on a phone, so both are `async`. A wrong secret and altered data both refuse with `vault/cannotOpen`. Its
/// key is wiped with the last reference.
public final class Vault: Sendable {
    private let ffi: MotCuaFFI.Vault

    private init(_ ffi: MotCuaFFI.Vault) { self.ffi = ffi }

    /// A new vault.
    public static func create(_ secret: VaultSecret) async throws(MotCuaError) -> Vault {
        try await elsewhere { () throws(MotCuaError) in
            try core { Vault(try MotCuaFFI.Vault.create(secret: secret.ffi)) }
        }
    }

    /// The vault that sealed a box.
    public static func unlock(_ box: String, secret: VaultSecret) async throws(MotCuaError) -> Vault {
        try await elsewhere { () throws(MotCuaError) in
            try core { Vault(try MotCuaFFI.Vault.unlock(sealed: box, secret: secret.ffi)) }
        }
    }

    /// Seals a draft (JSON text) under a name; the box is JSON text for any store.
    public func seal(_ name: String, draft: String) throws(MotCuaError) -> String {
        try core { try ffi.seal(name: name, draft: draft) }
    }

    /// Opens a draft; never a key.
    public func open(_ name: String, box: String) throws(MotCuaError) -> String {
        try core { try ffi.open(name: name, sealed: box) }
    }

    /// Seals a signing key under a name.
    public func sealKey(_ name: String, key: SoftwareKey) throws(MotCuaError) -> String {
        try core { try ffi.sealKey(name: name, key: key.ffi) }
    }

    /// Opens a signing key, which stays behind its handle.
    public func openKey(_ name: String, box: String) throws(MotCuaError) -> SoftwareKey {
        try core { SoftwareKey(try ffi.openKey(name: name, sealed: box)) }
    }

    /// Seals an opening key under a name.
    public func sealOpeningKey(_ name: String, key: OpeningKey) throws(MotCuaError) -> String {
        try core { try ffi.sealOpeningKey(name: name, key: key.ffi) }
    }

    /// Opens an opening key, which stays behind its handle.
    public func openOpeningKey(_ name: String, box: String) throws(MotCuaError) -> OpeningKey {
        try core { OpeningKey(try ffi.openOpeningKey(name: name, sealed: box)) }
    }
}
