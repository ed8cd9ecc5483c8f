package vn.motcua

import java.security.interfaces.ECPublicKey
import java.time.Duration
import java.time.Instant
import vn.motcua.ffi.AgreementAlgorithm as FfiAgreementAlgorithm
import vn.motcua.ffi.AgreementRequest as FfiAgreementRequest
import vn.motcua.ffi.Anchor as FfiAnchor
import vn.motcua.ffi.CaAnswer as FfiCaAnswer
import vn.motcua.ffi.CaCheck as FfiCaCheck
import vn.motcua.ffi.CaIndication as FfiCaIndication
import vn.motcua.ffi.Expected as FfiExpected
import vn.motcua.ffi.OpenedPacket as FfiOpenedPacket
import vn.motcua.ffi.OpeningKey as FfiOpeningKey
import vn.motcua.ffi.Revocation as FfiRevocation
import vn.motcua.ffi.Signer as FfiSigner
import vn.motcua.ffi.Standing as FfiStanding
import vn.motcua.ffi.beginOpen as ffiBeginOpen
import vn.motcua.ffi.newDossierId as ffiNewDossierId
import vn.motcua.ffi.openPacket as ffiOpenPacket
import vn.motcua.ffi.packetChecks as ffiPacketChecks
import vn.motcua.ffi.rewrap as ffiRewrap
import vn.motcua.ffi.sealSubmission as ffiSealSubmission
import vn.motcua.ffi.transferPacket as ffiTransferPacket

/** Which kind of [OpeningKey]. */
public enum class AgreementAlgorithm { X25519, P256 }

/**
 * What opens: a key in memory, or what a key of the host agreed for one sealed object. Its secret part never leaves the
 * core and is wiped with it.
 */
public class OpeningKey internal constructor(internal val ffi: FfiOpeningKey) : AutoCloseable {
    /** The public key, to seal to. What a key of the host agreed has none. */
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

        /**
         * Second of two steps with a key that the host holds: opens the object that [Packets.beginOpen] was asked about,
         * with the [secret] of 32 bytes that the host agreed (ECDH). The secret is wiped.
         */
        @JvmStatic
        public fun agreed(request: AgreementRequest, secret: ByteArray): OpeningKey =
            try {
                core { OpeningKey(FfiOpeningKey.agreed(request.ffi, secret)) }
            } finally {
                secret.fill(0)
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
 * @property transfers verified transfers from the agency addressed to its holder ([TransferredPacket.transfer]), in order
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
    val transfers: List<String> = emptyList(),
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

/** What was recorded when a packet was accepted, by which it is opened again: the hash of its payload, and when. */
public data class Anchor(val payloadHash: String, val at: Instant) {
    internal fun toFfi(): FfiAnchor = FfiAnchor(payloadHash, at.epochSecond)
}

/**
 * A certificate's signature that the host has to judge: the core reads no chains of certificates.
 *
 * @property certificate `sha-256:<base64url>` of the signer's certificate
 * @property algorithm `ES256`, which the core has verified already, or `PS256`, which the host verifies too
 * @property publicKey SubjectPublicKeyInfo of the certificate, DER, base64url
 * @property chain the certificate and its issuers, DER, base64
 * @property signed the ASCII text that was signed
 * @property signature base64url
 * @property at time of signing as the signer claims it
 */
public data class CertificateCheck(
    val certificate: String,
    val algorithm: String,
    val publicKey: String,
    val chain: List<String>,
    val signed: String,
    val signature: String,
    val at: Instant,
) {
    internal constructor(ffi: FfiCaCheck) : this(
        ffi.certificate,
        ffi.alg,
        ffi.spki,
        ffi.chain,
        ffi.signed,
        ffi.signature,
        Instant.ofEpochSecond(ffi.at),
    )

    /** Without what was signed. */
    override fun toString(): String = "CertificateCheck(certificate=$certificate, algorithm=$algorithm)"
}

/** Outcome of judging a signature (ETSI EN 319 102-1). */
public enum class CertificateIndication(private val ffi: FfiCaIndication) {
    /** Everything holds. */
    TOTAL_PASSED(FfiCaIndication.TOTAL_PASSED),

    /** It is not a valid signature. */
    TOTAL_FAILED(FfiCaIndication.TOTAL_FAILED),

    /** It could not be found out. */
    INDETERMINATE(FfiCaIndication.INDETERMINATE),
    ;

    internal fun toFfi(): FfiCaIndication = ffi
}

/**
 * The host's answer to a [CertificateCheck]: chain up to a trusted root, validity, revocation, and for `PS256` the
 * signature. [subject] is the name that the certificate states.
 */
public data class CertificateAnswer(
    val certificate: String,
    val indication: CertificateIndication,
    val subject: String,
) {
    internal fun toFfi(): FfiCaAnswer = FfiCaAnswer(certificate, indication.toFfi(), subject)

    /** Without the subject. */
    override fun toString(): String = "CertificateAnswer(certificate=$certificate, indication=$indication)"
}

/**
 * A packet that changes hands.
 *
 * @property sealed the same content, sealed to the receiver; JSON text
 * @property transfer what the holder's signed event has to say about it, JSON text: for [Expected.transfers]
 */
public data class TransferredPacket(val sealed: String, val transfer: String)

/** Sealing submissions to the office that acts on them, opening them there, and handing them on. */
public object Packets {
    /** A random dossier id, `urn:uuid:…`. */
    @JvmStatic
    public fun newDossierId(): String = core { ffiNewDossierId() }

    /** Seals a signed submission, and [cosignatures] of others over it, to one to sixteen [recipients]; JSON text. */
    @JvmStatic
    @JvmOverloads
    public fun seal(
        signed: SignedObject,
        procedure: ProcedureRef,
        dossier: String,
        recipients: List<PublicJwk>,
        cosignatures: List<CoSignature> = emptyList(),
    ): String =
        core {
            val keys = recipients.map { it.toFfi() }
            ffiSealSubmission(signed.json, cosignatures.map { it.json }, procedure.toFfi(), dossier, keys)
        }

    /**
     * Opens a packet (JSON text): one that has just arrived, or with an [anchor] one that was accepted before. [answers]
     * are the host's to [checks].
     */
    @JvmStatic
    @JvmOverloads
    public fun open(
        sealed: String,
        key: OpeningKey,
        directory: KeyDirectory,
        expected: Expected,
        anchor: Anchor? = null,
        answers: List<CertificateAnswer> = emptyList(),
    ): OpenedPacket =
        core {
            val judged = answers.map { it.toFfi() }
            OpenedPacket(ffiOpenPacket(sealed, key.ffi, directory.ffi, expected.toFfi(), anchor?.toFfi(), judged))
        }

    /** The certificates that the host has to judge before [open]; nothing of the content. */
    @JvmStatic
    @JvmOverloads
    public fun checks(
        sealed: String,
        key: OpeningKey,
        directory: KeyDirectory,
        expected: Expected,
        anchor: Anchor? = null,
    ): List<CertificateCheck> =
        core {
            ffiPacketChecks(sealed, key.ffi, directory.ffi, expected.toFfi(), anchor?.toFfi()).map(::CertificateCheck)
        }

    /**
     * Hands a packet [to] another office (`agency` or `agency/unit`): the same content under a new envelope, and what the
     * signed event of [from] has to say. [reason] is a stable code.
     */
    @JvmStatic
    public fun transfer(
        sealed: String,
        key: OpeningKey,
        from: String,
        to: String,
        reason: String,
        recipients: List<PublicJwk>,
    ): TransferredPacket =
        core {
            val moved = ffiTransferPacket(sealed, key.ffi, from, to, reason, recipients.map { it.toFfi() })
            TransferredPacket(moved.sealed, moved.transfer)
        }

    /**
     * The same content for other [recipients], unread: when an office accepts, changes its key, or the recovery recipient
     * opens what the office no longer can. For packets and the sealed keys of dossiers alike.
     */
    @JvmStatic
    public fun rewrap(sealed: String, key: OpeningKey, recipients: List<PublicJwk>): String =
        core { ffiRewrap(sealed, key.ffi, recipients.map { it.toFfi() }) }

    /**
     * First of two steps with a key that the host holds: with which ephemeral key it must agree a secret. For packets,
     * requests to co-sign and sealed keys of dossiers alike.
     */
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
    ): OpenedPacket = OpeningKey.agreed(request, secret).use { open(request.sealed, it, directory, expected) }
}
