package vn.motcua

import java.time.Instant
import vn.motcua.ffi.Attachment as FfiAttachment
import vn.motcua.ffi.Channel as FfiChannel
import vn.motcua.ffi.Directory as FfiDirectory
import vn.motcua.ffi.Language as FfiLanguage
import vn.motcua.ffi.MessageForm as FfiMessageForm
import vn.motcua.ffi.Pack as FfiPack
import vn.motcua.ffi.PackInfo as FfiPackInfo
import vn.motcua.ffi.openDirectory as ffiOpenDirectory
import vn.motcua.ffi.openPack as ffiOpenPack

/** How a dossier comes in. */
public enum class Channel { ONLINE, DESK, POST }

/** Language of a message. */
public enum class Language { VIETNAMESE, ENGLISH }

/** How much a message says: one line beside a field, or whole sentences for a screen reader. */
public enum class MessageForm { SHORT, LONG }

/**
 * A document that a person attaches.
 *
 * @property id unique within the submission
 * @property slot which of the procedure's attachments it is
 * @property name file name as the person gave it
 * @property media media type found in the bytes
 * @property size in bytes, below 4 GiB
 * @property hash `sha-256:<base64url>` of the bytes
 * @property chunks number of chunks that it is sealed in
 */
public data class Attachment(
    val id: String,
    val slot: String,
    val name: String,
    val media: String,
    val size: Long,
    val hash: String,
    val chunks: Int,
) {
    init {
        require(size in 0..UInt.MAX_VALUE.toLong()) { "size" }
        require(chunks >= 0) { "chunks" }
    }

    internal fun toFfi(): FfiAttachment =
        FfiAttachment(id, slot, name, media, size.toUInt(), hash, chunks.toUInt())
}

/** A procedure that a pack holds; `validFrom` is its first day in force, `yyyy-mm-dd`. */
public data class ProcedureSummary(
    val code: String,
    val version: String,
    val validFrom: String,
    val nameVi: String,
    val nameEn: String,
)

/** What a pack holds. `seq` grows with every issue; keep the highest seen and pass it on as `minSeq`. */
public data class PackInfo(
    val id: String,
    val seq: Long,
    val validFrom: String,
    val procedures: List<ProcedureSummary>,
    val catalogues: List<String>,
) {
    internal constructor(ffi: FfiPackInfo) : this(
        ffi.id,
        ffi.seq,
        ffi.validFrom,
        ffi.procedures.map { ProcedureSummary(it.code, it.version, it.validFrom, it.name.vi, it.name.en) },
        ffi.catalogues,
    )
}

/** A key directory that verified against the root that the app has pinned. */
public class KeyDirectory private constructor(internal val ffi: FfiDirectory) : AutoCloseable {
    /** Number of this issue; keep the highest seen and pass it on as `minSeq`. */
    public val seq: Long
        get() = core { ffi.seq() }

    /** Keys to seal to for an agency, or for one [unit] of it. */
    @JvmOverloads
    public fun sealKeys(agency: String, unit: String? = null, now: Instant): List<PublicJwk> =
        core { ffi.sealKeys(agency, unit, now.epochSecond).map(::PublicJwk) }

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

/** A pack of procedures whose signature and hashes verified, compiled. */
public class Pack private constructor(private val ffi: FfiPack) : AutoCloseable {
    /** What the pack holds. */
    public val info: PackInfo by lazy { core { PackInfo(ffi.info()) } }

    /**
     * The verdict on a form. [data] is JSON text. A refused form is a report with findings; [MotCuaException] is for
     * text that is no such document (`json/…`) and for a procedure that is not in force (`pack/noProcedure`).
     */
    @JvmOverloads
    public fun validate(
        procedure: String,
        data: String,
        now: Instant,
        attachments: List<Attachment> = emptyList(),
        channel: Channel = Channel.ONLINE,
    ): Report =
        core {
            Report(ffi.validate(procedure, data, attachments.map { it.toFfi() }, channel.toFfi(), now.epochSecond))
        }

    /** A finding as a sentence. [now] is the moment of the verdict: it says which version of the procedure spoke. */
    @JvmOverloads
    public fun message(
        procedure: String,
        issue: Issue,
        now: Instant,
        language: Language = Language.VIETNAMESE,
        form: MessageForm = MessageForm.SHORT,
    ): String? =
        core { ffi.message(procedure, issue.toFfi(), language.toFfi(), form.toFfi(), now.epochSecond) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /** Opens a pack (`egov-pack+jws` as JSON text) that a key of the directory signed. */
        @JvmStatic
        @JvmOverloads
        public fun open(jws: String, directory: KeyDirectory, now: Instant, minSeq: Long = 0): Pack =
            core { Pack(ffiOpenPack(jws, directory.ffi, now.epochSecond, minSeq)) }
    }
}

internal fun Channel.toFfi(): FfiChannel =
    when (this) {
        Channel.ONLINE -> FfiChannel.ONLINE
        Channel.DESK -> FfiChannel.DESK
        Channel.POST -> FfiChannel.POST
    }

internal fun Language.toFfi(): FfiLanguage =
    when (this) {
        Language.VIETNAMESE -> FfiLanguage.VIETNAMESE
        Language.ENGLISH -> FfiLanguage.ENGLISH
    }

internal fun MessageForm.toFfi(): FfiMessageForm =
    when (this) {
        MessageForm.SHORT -> FfiMessageForm.SHORT
        MessageForm.LONG -> FfiMessageForm.LONG
    }
