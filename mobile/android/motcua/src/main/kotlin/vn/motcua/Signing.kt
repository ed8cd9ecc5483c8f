package vn.motcua

import java.math.BigInteger
import java.security.AlgorithmParameters
import java.security.KeyFactory
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import java.util.Base64
import vn.motcua.ffi.Jwk as FfiJwk
import vn.motcua.ffi.KeyAlgorithm as FfiKeyAlgorithm
import vn.motcua.ffi.SignedKind as FfiSignedKind
import vn.motcua.ffi.SignedObject as FfiSignedObject
import vn.motcua.ffi.SigningRequest as FfiSigningRequest
import vn.motcua.ffi.SoftwareKey as FfiSoftwareKey
import vn.motcua.ffi.readJwk as ffiReadJwk

/** What a signed object is. A signature over one kind never passes as another. */
public enum class SignedKind(private val ffi: FfiSignedKind) {
    SUBMISSION(FfiSignedKind.SUBMISSION),
    RECEIPT(FfiSignedKind.RECEIPT),
    KEYS(FfiSignedKind.KEYS),
    ENROL(FfiSignedKind.ENROL),
    PACK(FfiSignedKind.PACK),
    DECISION(FfiSignedKind.DECISION),
    COSIGN(FfiSignedKind.COSIGN),
    EVENT(FfiSignedKind.EVENT),
    ;

    internal fun toFfi(): FfiSignedKind = ffi
}

/**
 * A public key (RFC 7517): `OKP` with `Ed25519` or `X25519`, or `EC` with `P-256`. The core checks it at every use.
 *
 * @property keyType `kty`
 * @property curve `crv`
 * @property x public value or x coordinate, base64url
 * @property y y coordinate of an `EC` key, base64url
 * @property keyId `kid`; recomputed by the core, never trusted
 * @property algorithm `alg` when the producer says so
 * @property use `sig` or `enc` when the producer says so
 */
public data class PublicJwk @JvmOverloads constructor(
    val keyType: String,
    val curve: String,
    val x: String,
    val y: String? = null,
    val keyId: String? = null,
    val algorithm: String? = null,
    val use: String? = null,
) {
    internal constructor(ffi: FfiJwk) : this(ffi.kty, ffi.crv, ffi.x, ffi.y, ffi.kid, ffi.alg, ffi.usage)

    internal fun toFfi(): FfiJwk = FfiJwk(keyType, curve, x, y, keyId, algorithm, use)

    /** The same for the Java platform, when it is a key on P-256. */
    public fun toECPublicKey(): ECPublicKey {
        require(curve == "P-256" && y != null) { "not a key on P-256" }
        val number = { text: String -> BigInteger(1, Base64.getUrlDecoder().decode(text)) }
        val parameters = AlgorithmParameters.getInstance("EC").apply { init(ECGenParameterSpec("secp256r1")) }
        val point = ECPoint(number(x), number(y))
        val spec = ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec::class.java))
        return KeyFactory.getInstance("EC").generatePublic(spec) as ECPublicKey
    }

    public companion object {
        /** A public key from JSON text, checked. A private member is refused. */
        @JvmStatic
        public fun parse(json: String): PublicJwk = core { PublicJwk(ffiReadJwk(json)) }

        /** The public half of a P-256 key, such as one in the Android Keystore. */
        @JvmStatic
        public fun of(key: ECPublicKey): PublicJwk {
            require(key.params.curve.field.fieldSize == 256) { "not a key on P-256" }
            return PublicJwk("EC", "P-256", coordinate(key.w.affineX), coordinate(key.w.affineY))
        }

        private fun coordinate(number: BigInteger): String {
            // `toByteArray` is signed and as short as it can be; a coordinate has 32 bytes.
            val bytes = number.toByteArray().let { if (it.size > 32) it.copyOfRange(it.size - 32, it.size) else it }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteArray(32 - bytes.size) + bytes)
        }
    }
}

/** First half of signing: the key [keyId] has to sign [bytes]. */
public class SigningRequest internal constructor(internal val ffi: FfiSigningRequest, internal val key: PublicJwk) {
    /** `EdDSA`, or `ES256`: ECDSA over P-256 with SHA-256. */
    public val algorithm: String
        get() = ffi.alg

    /** Thumbprint of the key that must sign. */
    public val keyId: String
        get() = ffi.kid

    /** What to sign. */
    public val bytes: ByteArray
        get() = ffi.signingInput.toByteArray(Charsets.US_ASCII)
}

/** A signed object whose signature has been verified: flattened [json] and [compact] text (RFC 7515). */
public data class SignedObject(val json: String, val compact: String) {
    internal constructor(ffi: FfiSignedObject) : this(ffi.json, ffi.compact)

    /** Without the payload, which may be a form. */
    override fun toString(): String = "SignedObject"
}

/** Whatever holds a private key: the Android Keystore, a card, a server. */
public fun interface Signer {
    /** Signs [SigningRequest.bytes]. May block; it is called on the thread that asked for the signature. */
    public fun sign(request: SigningRequest): SignerAnswer
}

/** What a [Signer] answers. */
public sealed interface SignerAnswer {
    /** The signature: 64 bytes, or DER for `ES256`. */
    public class Signature(public val bytes: ByteArray) : SignerAnswer

    /** The person said no. */
    public data object Cancelled : SignerAnswer

    /** The key cannot be used now, for example until the screen is unlocked. */
    public data object Locked : SignerAnswer
}

/** How signing ended. */
public sealed interface SigningResult {
    /** Signed and verified. */
    public data class Signed(val signedObject: SignedObject) : SigningResult

    /** The person said no. */
    public data object Cancelled : SigningResult

    /** The key could not be used now. */
    public data object Locked : SigningResult
}

/** Which kind of [SoftwareKey]. */
public enum class KeyAlgorithm { ED25519, P256 }

/**
 * A signing key in memory, for devices without key hardware. Its private part never leaves the core and is wiped when
 * the key is closed.
 */
public class SoftwareKey internal constructor(internal val ffi: FfiSoftwareKey) : AutoCloseable {
    /** The public key. */
    public val publicKey: PublicJwk by lazy { core { PublicJwk(ffi.jwk()) } }

    /** Signs what [MotCua.beginSign] prepared for this key. */
    public fun sign(request: SigningRequest): SignedObject = core { SignedObject(ffi.sign(request.ffi)) }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** A new key. */
        @JvmStatic
        public fun generate(algorithm: KeyAlgorithm): SoftwareKey =
            core {
                val kind =
                    when (algorithm) {
                        KeyAlgorithm.ED25519 -> FfiKeyAlgorithm.ED25519
                        KeyAlgorithm.P256 -> FfiKeyAlgorithm.P256
                    }
                SoftwareKey(FfiSoftwareKey.generate(kind))
            }
    }
}
