package vn.motcua

import vn.motcua.ffi.Vault as FfiVault
import vn.motcua.ffi.VaultSecret as FfiVaultSecret

/** What opens a [Vault]. */
public sealed interface VaultSecret {
    /** What the person remembers, 1 to 1,024 bytes of text. */
    public class Passphrase(internal val text: String) : VaultSecret

    /** 32 bytes that the device gives, for example a secret that the Android Keystore unwraps. */
    public class Device(bytes: ByteArray) : VaultSecret {
        internal val bytes: ByteArray = bytes.copyOf()

        init {
            require(bytes.size == 32) { "bytes" }
        }
    }
}

private fun VaultSecret.toFfi(): FfiVaultSecret =
    when (this) {
        is VaultSecret.Passphrase -> FfiVaultSecret.Passphrase(text)
        is VaultSecret.Device -> FfiVaultSecret.Device(bytes)
    }

/**
 * An unlocked vault: keys and drafts at rest on a device. With a passphrase, creating and unlocking take 64 MiB and about
 * half a second on a phone, so not on the main thread; [close] locks it. A wrong secret and altered data both refuse with
 * `vault/cannotOpen`.
 */
public class Vault private constructor(private val ffi: FfiVault) : AutoCloseable {
    /** Seals a [draft] (JSON text) under a name; the box is JSON text for any store. */
    public fun seal(name: String, draft: String): String = core { ffi.seal(name, draft) }

    /** Opens a draft; never a key. */
    public fun open(name: String, box: String): String = core { ffi.`open`(name, box) }

    /** Seals a signing key under a name. */
    public fun sealKey(name: String, key: SoftwareKey): String = core { ffi.sealKey(name, key.ffi) }

    /** Opens a signing key, which stays behind its handle. */
    public fun openKey(name: String, box: String): SoftwareKey = core { SoftwareKey(ffi.openKey(name, box)) }

    /** Seals an opening key under a name. */
    public fun sealOpeningKey(name: String, key: OpeningKey): String = core { ffi.sealOpeningKey(name, key.ffi) }

    /** Opens an opening key, which stays behind its handle. */
    public fun openOpeningKey(name: String, box: String): OpeningKey =
        core { OpeningKey(ffi.openOpeningKey(name, box)) }

    /** Locks the vault and wipes its key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** A new vault. */
        @JvmStatic
        public fun create(secret: VaultSecret): Vault = core { Vault(FfiVault.create(secret.toFfi())) }

        /** The vault that sealed a box. */
        @JvmStatic
        public fun unlock(box: String, secret: VaultSecret): Vault =
            core { Vault(FfiVault.unlock(box, secret.toFfi())) }
    }
}
