package vn.motcua

import java.time.Instant
import vn.motcua.ffi.CosignInvitation as FfiCosignInvitation
import vn.motcua.ffi.beginCosign as ffiBeginCosign
import vn.motcua.ffi.beginCosignRefusal as ffiBeginCosignRefusal
import vn.motcua.ffi.finishCosign as ffiFinishCosign
import vn.motcua.ffi.openCosignRequest as ffiOpenCosignRequest
import vn.motcua.ffi.readCosignRequest as ffiReadCosignRequest
import vn.motcua.ffi.requestCosign as ffiRequestCosign
import vn.motcua.ffi.sealCosignRequest as ffiSealCosignRequest
import vn.motcua.ffi.verifyCosignRefusal as ffiVerifyCosignRefusal
import vn.motcua.ffi.verifyCosignature as ffiVerifyCosignature

/** A signed submission with the request that another party sign it too; [json] is what travels. */
public data class CosignRequest(val json: String) {
    /** Without the submission. */
    override fun toString(): String = "CosignRequest"
}

/** A second signature over a submission, detached from it; [json] is what travels back. */
public data class CoSignature(val json: String)

/**
 * A request that was read: the first signature verified, and it is still open.
 *
 * @property request the request in clear; the further steps take it, and verify it anew
 * @property payload what is to be signed, JSON text: show it whole first
 * @property payloadHash `sha-256:<base64url>` of the exact payload bytes
 * @property askedBy who has signed and asks
 */
public data class CosignInvitation(
    val request: CosignRequest,
    val payload: String,
    val payloadHash: String,
    val askedBy: Enrolment,
) {
    internal constructor(ffi: FfiCosignInvitation) :
        this(CosignRequest(ffi.request), ffi.payload, ffi.payloadHash, Enrolment(ffi.by))

    /** Without the payload. */
    override fun toString(): String = "CosignInvitation(payloadHash=$payloadHash, askedBy=$askedBy)"
}

/** A refusal that verified: [of] is the hash of the payload that is not co-signed. */
public data class CosignRefusal(val of: String, val dossier: String, val at: Instant)

/** How co-signing ended. */
public sealed interface CosignResult {
    /** Signed, and checked as whoever asked will check it. */
    public data class Signed(val signature: CoSignature) : CosignResult

    /** The person said no to the device. The one who asked learns nothing; for that there is [Cosigning.refuse]. */
    public data object Cancelled : CosignResult

    /** The key could not be used now. */
    public data object Locked : CosignResult
}

/**
 * A second party's signature: asked for by who files, given or refused by the person named.
 *
 * Who files: [request], then [seal], or the portal shows the request after login; what comes back goes through [verify]
 * and then into [Packets.seal]. The other: [open] or [read], then [sign] or [refuse].
 */
public object Cosigning {
    /**
     * A request over a submission that the asker has signed. [reference] is that of a party in the payload
     * ([PrepareRequest.references]).
     */
    @JvmStatic
    public fun request(signed: SignedObject, reference: String, until: Instant): CosignRequest =
        core { CosignRequest(ffiRequestCosign(signed.json, reference, until.epochSecond)) }

    /** Seals a request to keys of the person asked; JSON text. */
    @JvmStatic
    public fun seal(request: CosignRequest, recipients: List<PublicJwk>): String =
        core { ffiSealCosignRequest(request.json, recipients.map { it.toFfi() }) }

    /** Opens a sealed request. */
    @JvmStatic
    public fun open(sealed: String, key: OpeningKey, directory: KeyDirectory, now: Instant): CosignInvitation =
        core { CosignInvitation(ffiOpenCosignRequest(sealed, key.ffi, directory.ffi, now.epochSecond)) }

    /** Reads a request that came in the open. */
    @JvmStatic
    public fun read(request: CosignRequest, directory: KeyDirectory, now: Instant): CosignInvitation =
        core { CosignInvitation(ffiReadCosignRequest(request.json, directory.ffi, now.epochSecond)) }

    /** First step of signing, with the [enrolment] (compact) of the person asked. */
    @JvmStatic
    public fun begin(request: CosignRequest, enrolment: String, directory: KeyDirectory, now: Instant): SigningRequest =
        core {
            val step = ffiBeginCosign(request.json, enrolment, directory.ffi, now.epochSecond)
            SigningRequest(step, directory.verifyEnrolment(enrolment, now).key)
        }

    /** Second step: the co-signature of what was [signed], checked as whoever asked will check it. */
    @JvmStatic
    public fun finish(
        request: CosignRequest,
        signed: SignedObject,
        enrolment: String,
        directory: KeyDirectory,
        now: Instant,
    ): CoSignature =
        core { CoSignature(ffiFinishCosign(request.json, signed.json, enrolment, directory.ffi, now.epochSecond)) }

    /** Both steps with a [signer] between them. */
    @JvmStatic
    public fun sign(
        request: CosignRequest,
        enrolment: String,
        directory: KeyDirectory,
        now: Instant,
        signer: Signer,
    ): CosignResult =
        when (val outcome = MotCua.sign(begin(request, enrolment, directory, now), signer)) {
            is SigningResult.Signed ->
                CosignResult.Signed(finish(request, outcome.signedObject, enrolment, directory, now))
            SigningResult.Cancelled -> CosignResult.Cancelled
            SigningResult.Locked -> CosignResult.Locked
        }

    /** Verifies an answer before it goes into the packet; gives whose it is. */
    @JvmStatic
    public fun verify(
        request: CosignRequest,
        signature: CoSignature,
        directory: KeyDirectory,
        now: Instant,
    ): Enrolment =
        core { Enrolment(ffiVerifyCosignature(request.json, signature.json, directory.ffi, now.epochSecond)) }

    /** First step of saying no. */
    @JvmStatic
    public fun beginRefusal(
        request: CosignRequest,
        enrolment: String,
        directory: KeyDirectory,
        now: Instant,
    ): SigningRequest =
        core {
            val step = ffiBeginCosignRefusal(request.json, enrolment, directory.ffi, now.epochSecond)
            SigningRequest(step, directory.verifyEnrolment(enrolment, now).key)
        }

    /** Says no, with a [signer]; what is signed goes back to whoever asked. */
    @JvmStatic
    public fun refuse(
        request: CosignRequest,
        enrolment: String,
        directory: KeyDirectory,
        now: Instant,
        signer: Signer,
    ): SigningResult = MotCua.sign(beginRefusal(request, enrolment, directory, now), signer)

    /** Verifies a refusal (flattened JSON text). */
    @JvmStatic
    public fun verifyRefusal(signed: String, request: CosignRequest, directory: KeyDirectory): CosignRefusal =
        core {
            val refusal = ffiVerifyCosignRefusal(signed, request.json, directory.ffi)
            CosignRefusal(refusal.of, refusal.dossier, Instant.ofEpochSecond(refusal.at))
        }
}
