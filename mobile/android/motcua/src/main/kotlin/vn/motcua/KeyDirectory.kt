package vn.motcua

import java.time.Instant
import vn.motcua.ffi.Directory as FfiDirectory
import vn.motcua.ffi.Enrolment as FfiEnrolment
import vn.motcua.ffi.openDirectory as ffiOpenDirectory

/**
 * A key that a portal or an agency vouches for.
 *
 * @property person stable reference of the person or officer
 * @property name display name seen by whoever enrolled
 * @property keyId thumbprint of the key
 * @property key the key
 * @property scope `device`, `session` or `officer`
 * @property level assurance level of the login, 0 without one
 * @property agency agency of an officer
 * @property roles roles of an officer
 */
public data class Enrolment(
    val person: String,
    val name: String,
    val keyId: String,
    val key: PublicJwk,
    val scope: String,
    val level: Int,
    val agency: String?,
    val roles: List<String>,
    val notBefore: Instant,
    val expires: Instant,
) {
    internal constructor(ffi: FfiEnrolment) : this(
        ffi.person,
        ffi.name,
        ffi.kid,
        PublicJwk(ffi.jwk),
        ffi.scope,
        ffi.level.toInt(),
        ffi.agency,
        ffi.roles,
        Instant.ofEpochSecond(ffi.notBefore),
        Instant.ofEpochSecond(ffi.expires),
    )

    /** Without the person. */
    override fun toString(): String = "Enrolment(keyId=$keyId, scope=$scope, level=$level)"
}

/** A key directory that verified against the root that the app has pinned. */
public class KeyDirectory private constructor(internal val ffi: FfiDirectory) : AutoCloseable {
    /** Number of this issue; keep the highest seen and pass it on as `minSeq`. */
    public val seq: Long
        get() = core { ffi.seq() }

    /** The directory as it was signed, JSON text. */
    public val payload: String
        get() = core { ffi.payload() }

    /** Keys to seal to for an agency, or for one [unit] of it; empty when there are none at that moment. */
    @JvmOverloads
    public fun sealKeys(agency: String, unit: String? = null, now: Instant): List<PublicJwk> =
        core { ffi.sealKeys(agency, unit, now.epochSecond).map(::PublicJwk) }

    /** Verifies an enrolment (compact `egov-enrol+jws`) at a moment. */
    public fun verifyEnrolment(compact: String, at: Instant): Enrolment =
        core { Enrolment(ffi.verifyEnrolment(compact, at.epochSecond)) }

    /** The checkpoint that a receipt (`egov-receipt+jws` as JSON text) is; [kept] is when the app stored it. */
    @JvmOverloads
    public fun receiptCheckpoint(receipt: String, kept: Instant? = null): Checkpoint =
        core { Checkpoint(ffi.receiptCheckpoint(receipt, kept?.epochSecond)) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** Opens a directory (`egov-keys+jws` as JSON text). */
        @JvmStatic
        @JvmOverloads
        public fun open(jws: String, root: PublicJwk, now: Instant, minSeq: Long = 0): KeyDirectory =
            core { KeyDirectory(ffiOpenDirectory(jws, root.toFfi(), now.epochSecond, minSeq)) }
    }
}
