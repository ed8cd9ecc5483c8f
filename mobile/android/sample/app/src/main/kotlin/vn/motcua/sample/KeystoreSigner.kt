package vn.motcua.sample

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.UserNotAuthenticatedException
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.Signature
import java.security.SignatureException
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import vn.motcua.PublicJwk
import vn.motcua.Signer
import vn.motcua.SignerAnswer
import vn.motcua.SigningRequest

/**
 * A key on P-256 in the Android Keystore, which never leaves it. `MotCua.sign` asks it between its two steps; call that
 * from a background thread.
 *
 * @param confirm shows the prompt for fingerprint or screen lock over the signature, waits, and says whether the person
 *   agreed; with androidx.biometric that is `BiometricPrompt.CryptoObject(signature)`
 */
class KeystoreSigner(private val alias: String, private val confirm: (Signature) -> Boolean) : Signer {
    private val store = KeyStore.getInstance("AndroidKeyStore").apply { load(null) }

    /** The public half, made on first use. */
    val publicKey: PublicJwk
        get() {
            if (!store.containsAlias(alias)) make()
            return PublicJwk.of(store.getCertificate(alias).publicKey as ECPublicKey)
        }

    private fun make() {
        val spec =
            KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
                .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
                .setDigests(KeyProperties.DIGEST_SHA256)
                .setUserAuthenticationRequired(true)
                .setInvalidatedByBiometricEnrollment(true)
                .build()
        KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, "AndroidKeyStore").run {
            initialize(spec)
            generateKeyPair()
        }
    }

    override fun sign(request: SigningRequest): SignerAnswer {
        val key = store.getKey(alias, null) as? PrivateKey ?: return SignerAnswer.Locked
        return try {
            val signature = Signature.getInstance("SHA256withECDSA").apply { initSign(key) }
            if (!confirm(signature)) return SignerAnswer.Cancelled
            signature.update(request.bytes)
            SignerAnswer.Signature(signature.sign())
        } catch (_: UserNotAuthenticatedException) {
            SignerAnswer.Locked
        } catch (_: SignatureException) {
            // The Keystore ended the operation, as when the screen was locked meanwhile.
            SignerAnswer.Locked
        } catch (_: KeyPermanentlyInvalidatedException) {
            // A finger was added since: the key is gone for good, and the portal enrols a new one.
            store.deleteEntry(alias)
            SignerAnswer.Locked
        }
    }
}
