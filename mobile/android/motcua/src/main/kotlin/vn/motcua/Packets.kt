package vn.motcua

import java.security.interfaces.ECPublicKey
import java.time.Duration
import java.time.Instant
import vn.motcua.ffi.Access as FfiAccess
import vn.motcua.ffi.AgreementAlgorithm as FfiAgreementAlgorithm
import vn.motcua.ffi.AgreementRequest as FfiAgreementRequest
import vn.motcua.ffi.ChunkPlace as FfiChunkPlace
import vn.motcua.ffi.DossierKey as FfiDossierKey
import vn.motcua.ffi.Expected as FfiExpected
import vn.motcua.ffi.OpenedPacket as FfiOpenedPacket
import vn.motcua.ffi.OpeningKey as FfiOpeningKey
import vn.motcua.ffi.Revocation as FfiRevocation
import vn.motcua.ffi.Sha256 as FfiSha256
import vn.motcua.ffi.Signer as FfiSigner
import vn.motcua.ffi.Standing as FfiStanding
import vn.motcua.ffi.beginOpen as ffiBeginOpen
import vn.motcua.ffi.chunkCount as ffiChunkCount
import vn.motcua.ffi.chunkToJwe as ffiChunkToJwe
import vn.motcua.ffi.finishOpen as ffiFinishOpen
import vn.motcua.ffi.newDossierId as ffiNewDossierId
import vn.motcua.ffi.openDossierKey as ffiOpenDossierKey
import vn.motcua.ffi.openPacket as ffiOpenPacket
import vn.motcua.ffi.sealSubmission as ffiSealSubmission

/** Which kind of [OpeningKey]. */
public enum class AgreementAlgorithm { X25519, P256 }

/** A key in memory that opens what is sealed to it. Its private part never leaves the core and is wiped with it. */
public class OpeningKey private constructor(internal val ffi: FfiOpeningKey) : AutoCloseable {
    /** The public key, to seal to. */
    public val publicKey: PublicJwk by lazy { core { PublicJwk(ffi.jwk()) } }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** A new key. */
        @JvmStatic
        public fun generate(algorithm: AgreementAlgorithm): OpeningKey =
            core {
                val kind =
                    when (algorithm) {
                        AgreementAlgorithm.X25519 -> FfiAgreementAlgorithm.X25519
                        AgreementAlgorithm.P256 -> FfiAgreementAlgorithm.P256
                    }
                OpeningKey(FfiOpeningKey.generate(kind))
            }
    }
}

/** A key ([keyId]) that counts for nothing that arrives from [since] on. */
public data class Revocation(val keyId: String, val since: Instant)

/**
 * What a packet must be. Every value comes from the caller's own records, never from the packet.
 *
 * @property agency the agency that it must be addressed to
 * @property nonce the challenge that was given for it
 * @property now the time
 * @property signers who must sign, and how they may vouch ([Pack.signers]); an empty list allows nothing
 * @property dossier the dossier, if it is known already
 * @property procedure the procedure, version and text, if it is known already
 * @property skew how far a signer's clock may be ahead
 * @property maxAge how old the signature may be
 * @property minAssurance lowest assurance level of the login
 * @property revoked enrolled keys that were revoked
 * @property transfers verified transfers from the agency addressed to its holder, JSON text of a list
 */
public data class Expected @JvmOverloads constructor(
    val agency: String,
    val nonce: String,
    val now: Instant,
    val signers: List<SignerRule>,
    val dossier: String? = null,
    val procedure: ProcedureRef? = null,
    val skew: Duration = Duration.ofMinutes(5),
    val maxAge: Duration = Duration.ofDays(1),
    val minAssurance: Int = 0,
    val revoked: List<Revocation> = emptyList(),
    val transfers: String = "[]",
) {
    internal fun toFfi(): FfiExpected =
        FfiExpected(
            agency,
            nonce,
            dossier,
            procedure?.toFfi(),
            now.epochSecond,
            skew.seconds,
            maxAge.seconds,
            signers.map { it.toFfi() },
            minAssurance.coerceAtLeast(0).toUInt(),
            revoked.map { FfiRevocation(it.keyId, it.since.epochSecond) },
            transfers,
        )
}

/** What a verified signature proves, in growing weight. Only the last is a digital signature in law. */
public enum class Standing {
    /** The content is unchanged since a known device key signed it. */
    INTEGRITY,

    /** The portal vouches for the signed-in session. */
    AUTHENTICATED_SESSION,

    /** An officer vouches for what happened at the desk. */
    DESK_ATTESTED,

    /** A certification authority's signature totally passed. */
    SECURED_DIGITAL_SIGNATURE,
}

/** One verified signer: its [role] in the dossier, and what its signature proves. */
public data class PacketSigner(
    val role: String,
    val keyId: String,
    val standing: Standing,
    val person: String,
    val name: String,
    val level: Int,
) {
    internal constructor(ffi: FfiSigner) : this(
        ffi.role,
        ffi.kid,
        when (ffi.standing) {
            FfiStanding.INTEGRITY -> Standing.INTEGRITY
            FfiStanding.AUTHENTICATED_SESSION -> Standing.AUTHENTICATED_SESSION
            FfiStanding.DESK_ATTESTED -> Standing.DESK_ATTESTED
            FfiStanding.SECURED_DIGITAL_SIGNATURE -> Standing.SECURED_DIGITAL_SIGNATURE
        },
        ffi.person,
        ffi.name,
        ffi.level.toInt(),
    )

    /** Without the person. */
    override fun toString(): String = "PacketSigner(role=$role, keyId=$keyId, standing=$standing)"
}

/** A signature of a packet that does not count, and the code that says why. */
public data class RefusedSignature(val keyId: String?, val code: String)

/**
 * A packet after opening: content that verified, and who vouched for it.
 *
 * @property payload JSON text
 * @property payloadHash `sha-256:<base64url>` of the exact payload bytes
 * @property signers every signer
 * @property refused signatures that nobody required and that do not count
 */
public data class OpenedPacket(
    val payload: String,
    val payloadHash: String,
    val signers: List<PacketSigner>,
    val refused: List<RefusedSignature>,
) {
    internal constructor(ffi: FfiOpenedPacket) : this(
        ffi.payload,
        ffi.payloadHash,
        ffi.signers.map(::PacketSigner),
        ffi.refused.map { RefusedSignature(it.kid, it.code) },
    )

    /** Without the payload. */
    override fun toString(): String = "OpenedPacket(payloadHash=$payloadHash, signers=$signers)"
}

/** First half of opening with a key of the host: it agrees a secret between [ephemeralKey] and the key [keyId]. */
public class AgreementRequest internal constructor(internal val ffi: FfiAgreementRequest, internal val sealed: String) {
    /** Thumbprint of the key that must agree. */
    public val keyId: String
        get() = ffi.kid

    /** The sender's ephemeral public key. */
    public val ephemeralKey: PublicJwk
        get() = PublicJwk(ffi.epk)

    /** The same for the Java platform, when it is on P-256. */
    public fun ephemeralPublicKey(): ECPublicKey = ephemeralKey.toECPublicKey()
}

/** Sealing submissions to the office that acts on them, and opening them there. */
public object Packets {
    /** A random dossier id, `urn:uuid:…`. */
    @JvmStatic
    public fun newDossierId(): String = core { ffiNewDossierId() }

    /** Seals a signed submission to one to sixteen [recipients]; the packet as JSON text. */
    @JvmStatic
    public fun seal(
        signed: SignedObject,
        procedure: ProcedureRef,
        dossier: String,
        recipients: List<PublicJwk>,
    ): String = core { ffiSealSubmission(signed.json, procedure.toFfi(), dossier, recipients.map { it.toFfi() }) }

    /** Opens a packet (JSON text) that has just arrived, with a key in memory. */
    @JvmStatic
    public fun open(sealed: String, key: OpeningKey, directory: KeyDirectory, expected: Expected): OpenedPacket =
        core { OpenedPacket(ffiOpenPacket(sealed, key.ffi, directory.ffi, expected.toFfi())) }

    /** First of two steps with a key that the host holds: with which ephemeral key it must agree a secret. */
    @JvmStatic
    public fun beginOpen(sealed: String, key: PublicJwk): AgreementRequest =
        core { AgreementRequest(ffiBeginOpen(sealed, key.toFfi()), sealed) }

    /**
     * Second step: opens the packet with the [secret] of 32 bytes that the host agreed (ECDH), and wipes it.
     */
    @JvmStatic
    public fun finishOpen(
        request: AgreementRequest,
        secret: ByteArray,
        directory: KeyDirectory,
        expected: Expected,
    ): OpenedPacket =
        try {
            core { OpenedPacket(ffiFinishOpen(request.sealed, request.ffi, secret, directory.ffi, expected.toFfi())) }
        } finally {
            secret.fill(0)
        }
}

/**
 * Place of a chunk.
 *
 * @property dataClass class of personal data of the slot, such as `basic`
 * @property attachment id of the attachment
 * @property index number of the chunk, from 0
 * @property count number of chunks, from [DossierKey.chunkCount]
 * @property size size of the whole attachment in bytes
 */
public data class ChunkPlace(
    val dataClass: String,
    val attachment: String,
    val index: Int,
    val count: Int,
    val size: Long,
) {
    init {
        require(index >= 0 && count >= 0 && size in 0..UInt.MAX_VALUE.toLong()) { "place" }
    }

    internal fun toFfi(): FfiChunkPlace =
        FfiChunkPlace(dataClass, attachment, index.toUInt(), count.toUInt(), size.toUInt())
}

/** Who opens personal data, in which [role] and what for: references of the host, not names. */
public data class Access(val actor: String, val role: String, val purpose: String, val at: Instant) {
    internal fun toFfi(): FfiAccess = FfiAccess(actor, role, purpose, at.epochSecond)
}

/** Something that was opened, and the record of the opening (JSON text), which the host keeps first. */
public class Opened<T> internal constructor(public val value: T, public val audit: String)

/** The key of a dossier's documents. Its bytes never leave the core and are wiped with it. */
public class DossierKey private constructor(private val ffi: FfiDossierKey) : AutoCloseable {
    /** The key itself, sealed to [recipients]; JSON text. */
    public fun seal(recipients: List<PublicJwk>, procedure: ProcedureRef): String =
        core { ffi.seal(recipients.map { it.toFfi() }, procedure.toFfi()) }

    /** Seals one chunk of a document, at most 4 MiB. */
    public fun sealChunk(place: ChunkPlace, bytes: ByteArray): ByteArray = core { ffi.sealChunk(place.toFfi(), bytes) }

    /** Opens one chunk. Whoever opens says who, in which role and what for. */
    public fun openChunk(place: ChunkPlace, sealed: ByteArray, access: Access): Opened<ByteArray> =
        core { ffi.openChunk(place.toFfi(), sealed, access.toFfi()).let { Opened(it.bytes, it.audit) } }

    /** Wipes the key; later calls throw [IllegalStateException]. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** A new key for a dossier. */
        @JvmStatic
        public fun generate(dossier: String): DossierKey = core { DossierKey(FfiDossierKey.generate(dossier)) }

        /** Opens the sealed key (JSON text) of a dossier. */
        @JvmStatic
        public fun open(sealed: String, key: OpeningKey, dossier: String, access: Access): Opened<DossierKey> =
            core {
                val opened = ffiOpenDossierKey(sealed, key.ffi, dossier, access.toFfi())
                Opened(DossierKey(opened.key), opened.audit)
            }

        /** Number of chunks that a document of so many bytes is sealed in. */
        @JvmStatic
        public fun chunkCount(size: Long): Int {
            require(size >= 0) { "size" }
            return core { ffiChunkCount(size.toULong()).toInt() }
        }

        /** A sealed chunk as flattened JWE (JSON text), the same ciphertext in another wrapping. */
        @JvmStatic
        public fun chunkToJwe(place: ChunkPlace, sealed: ByteArray): String =
            core { ffiChunkToJwe(place.toFfi(), sealed) }
    }
}

/** SHA-256 of a file in pieces. */
public class Sha256 : AutoCloseable {
    private val ffi = core { FfiSha256() }

    /** Takes the next bytes. */
    public fun update(bytes: ByteArray): Sha256 = apply { core { ffi.update(bytes) } }

    /** `sha-256:<base64url>` of everything so far; the hash starts anew. */
    public fun digest(): String = core { ffi.digest() }

    /** Frees the memory at once. */
    override fun close(): Unit = ffi.close()
}
