package vn.motcua

import vn.motcua.ffi.beginSign as ffiBeginSign
import vn.motcua.ffi.canonicalize as ffiCanonicalize
import vn.motcua.ffi.contentHash as ffiContentHash
import vn.motcua.ffi.engineVersion as ffiEngineVersion
import vn.motcua.ffi.finishSign as ffiFinishSign
import vn.motcua.ffi.renderMessage as ffiRenderMessage
import vn.motcua.ffi.thumbprint as ffiThumbprint
import vn.motcua.ffi.toCompact as ffiToCompact

/**
 * Functions that need no handle.
 *
 * Every function of this package is safe to call from any thread and reads neither clock nor network. Validation of a
 * form takes well under a millisecond; opening a pack compiles its procedures and belongs on a background thread. Every
 * refusal is a [MotCuaException].
 */
public object MotCua {
    /** Version of the engine as packs name it, `major.minor`. */
    @JvmStatic
    public val engineVersion: String
        get() = core { ffiEngineVersion() }

    /** The sentence for a code, or null for a code that this version does not know. */
    @JvmStatic
    @JvmOverloads
    public fun message(
        code: String,
        params: Map<String, String> = emptyMap(),
        language: Language = Language.VIETNAMESE,
        form: MessageForm = MessageForm.SHORT,
    ): String? = core { ffiRenderMessage(code, params.toFfi(), language.toFfi(), form.toFfi()) }

    /** Thumbprint of a public key (RFC 7638), after checking the key. */
    @JvmStatic
    public fun thumbprint(key: PublicJwk): String = core { ffiThumbprint(key.toFfi()) }

    /** JSON text in its canonical form (RFC 8785), read under the strict profile of signed documents. */
    @JvmStatic
    public fun canonicalize(json: String): String = core { ffiCanonicalize(json) }

    /** SHA-256 as packs and manifests of attachments write it: `sha-256:<base64url>`. */
    @JvmStatic
    public fun contentHash(bytes: ByteArray): String = core { ffiContentHash(bytes) }

    /**
     * First step of signing: what the holder of [key] has to sign, for [payload] (JSON text) to become an object of
     * this [kind].
     */
    @JvmStatic
    public fun beginSign(kind: SignedKind, payload: String, key: PublicJwk): SigningRequest =
        core { SigningRequest(ffiBeginSign(kind.toFfi(), payload, key.toFfi()), key) }

    /**
     * Second step: the signed object, after its signature verified. [signature] is 64 bytes, or DER for ES256 as the
     * Android Keystore gives it.
     */
    @JvmStatic
    public fun finishSign(request: SigningRequest, signature: ByteArray): SignedObject =
        core { SignedObject(ffiFinishSign(request.ffi, signature, request.key.toFfi())) }

    /**
     * Both steps with a [signer] between them. A signer that the person cancelled, or whose key is locked, is a result
     * and no exception.
     */
    @JvmStatic
    public fun sign(kind: SignedKind, payload: String, key: PublicJwk, signer: Signer): SigningResult =
        sign(beginSign(kind, payload, key), signer)

    /** The second step with a [signer], for a [request] that another function began. */
    @JvmStatic
    public fun sign(request: SigningRequest, signer: Signer): SigningResult =
        when (val answer = signer.sign(request)) {
            is SignerAnswer.Signature -> SigningResult.Signed(finishSign(request, answer.bytes))
            SignerAnswer.Cancelled -> SigningResult.Cancelled
            SignerAnswer.Locked -> SigningResult.Locked
        }

    /** Compact text of a signed object ([json], flattened) that came from elsewhere. */
    @JvmStatic
    public fun toCompact(json: String): String = core { ffiToCompact(json) }
}
