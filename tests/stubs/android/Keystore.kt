// android.security.keystore, API level 26, as far as the sample names it.
package android.security.keystore

import java.security.InvalidKeyException
import java.security.spec.AlgorithmParameterSpec

/** No method of these declarations has a body. */
internal fun stub(): Nothing = error("a stub")

class KeyPermanentlyInvalidatedException : InvalidKeyException()

class UserNotAuthenticatedException : InvalidKeyException()

object KeyProperties {
    const val PURPOSE_SIGN: Int = 4
    const val DIGEST_SHA256: String = "SHA-256"
    const val KEY_ALGORITHM_EC: String = "EC"
}

class KeyGenParameterSpec private constructor() : AlgorithmParameterSpec {
    class Builder(keystoreAlias: String, purposes: Int) {
        fun setAlgorithmParameterSpec(spec: AlgorithmParameterSpec): Builder = stub()

        fun setDigests(vararg digests: String): Builder = stub()

        fun setUserAuthenticationRequired(required: Boolean): Builder = stub()

        fun setInvalidatedByBiometricEnrollment(invalidateKey: Boolean): Builder = stub()

        fun build(): KeyGenParameterSpec = stub()
    }
}
