package vn.motcua

import java.time.Instant
import vn.motcua.ffi.CatalogueEntry as FfiCatalogueEntry
import vn.motcua.ffi.Attachment as FfiAttachment
import vn.motcua.ffi.Channel as FfiChannel
import vn.motcua.ffi.Language as FfiLanguage
import vn.motcua.ffi.MessageForm as FfiMessageForm
import vn.motcua.ffi.Pack as FfiPack
import vn.motcua.ffi.PackInfo as FfiPackInfo
import vn.motcua.ffi.ProcedureRef as FfiProcedureRef
import vn.motcua.ffi.SignerRule as FfiSignerRule
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

    /** Without the name of the file, which may say something about a person. */
    override fun toString(): String = "Attachment(id=$id, slot=$slot, media=$media, size=$size)"
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

/** The exact text of the law that was shown: procedure, version and [hash] of its document. */
public data class ProcedureRef(val code: String, val version: String, val hash: String) {
    internal constructor(ffi: FfiProcedureRef) : this(ffi.code, ffi.version, ffi.hash)

    internal fun toFfi(): FfiProcedureRef = FfiProcedureRef(code, version, hash)
}

/** One entry of a catalogue; [parent] is the code of the entry above it in another one. */
public data class CatalogueEntry(val code: String, val nameVi: String, val nameEn: String, val parent: String?) {
    internal constructor(ffi: FfiCatalogueEntry) : this(ffi.code, ffi.vi, ffi.en, ffi.parent)
}

/** A role that must sign (`applicant`, …), and the ways in which whoever fills it may vouch (`key`, `session`, …). */
public data class SignerRule(val role: String, val auth: List<String>) {
    internal constructor(ffi: FfiSignerRule) : this(ffi.role, ffi.auth)

    internal fun toFfi(): FfiSignerRule = FfiSignerRule(role, auth)
}

/**
 * Everything about a form beside its data.
 *
 * @property now the moment of the verdict
 * @property attachments what is attached
 * @property channel how it comes in
 * @property version the document that the dossier was filed under, for a supplement; null for the one in force
 */
public data class Situation @JvmOverloads constructor(
    val now: Instant,
    val attachments: List<Attachment> = emptyList(),
    val channel: Channel = Channel.ONLINE,
    val version: ProcedureRef? = null,
)

/** Procedures, catalogues, workflows and messages, opened from a signed pack. Share one between all threads. */
public class Pack private constructor(internal val ffi: FfiPack) : AutoCloseable {
    /** What the pack holds. */
    public val info: PackInfo by lazy { core { PackInfo(ffi.info()) } }

    /** The document of a procedure in force at a moment, JSON text: form, layout, rules, papers, fee, term. */
    public fun procedure(code: String, now: Instant): String = core { ffi.procedure(code, now.epochSecond) }

    /** Code, version and hash of that document, as a submission names it. */
    public fun reference(code: String, now: Instant): ProcedureRef =
        core { ProcedureRef(ffi.reference(code, now.epochSecond)) }

    /** Who must sign, and how each may vouch: for [Expected.signers]. */
    public fun signers(code: String, now: Instant): List<SignerRule> =
        core { ffi.signers(code, now.epochSecond).map(::SignerRule) }

    /** A whole catalogue, JSON text. */
    public fun catalogue(name: String): String = core { ffi.catalogue(name) }

    /** Entries of a catalogue by name; accents, case and word order of [query] do not matter. */
    @JvmOverloads
    public fun search(name: String, query: String, parent: String? = null, limit: Int = 20): List<CatalogueEntry> {
        require(limit >= 0) { "limit" }
        return core { ffi.search(name, query, parent, limit.toUInt()).map(::CatalogueEntry) }
    }

    /** A workflow, JSON text. */
    public fun workflow(id: String): String = core { ffi.workflow(id) }

    /** Everything that a renderer needs to draw a form over its present [data] (JSON text). */
    public fun evaluate(procedure: String, data: String, situation: Situation): FormState =
        core {
            val (now, attachments, channel, version) = situation
            val manifest = attachments.map { it.toFfi() }
            FormState(ffi.evaluate(procedure, data, manifest, channel.toFfi(), now.epochSecond, version?.toFfi()))
        }

    /**
     * The verdict on a form. [data] is JSON text. A refused form is a report with findings; [MotCuaException] is for
     * text that is no such document (`json/…`) and for a procedure that is not in force (`pack/noProcedure`).
     */
    public fun validate(procedure: String, data: String, situation: Situation): Report =
        core {
            val (now, attachments, channel, version) = situation
            val manifest = attachments.map { it.toFfi() }
            Report(ffi.validate(procedure, data, manifest, channel.toFfi(), now.epochSecond, version?.toFfi()))
        }

    /** The same for bytes, which may be no text at all. */
    public fun validate(procedure: String, data: ByteArray, situation: Situation): Report =
        core {
            val (now, attachments, channel, version) = situation
            val manifest = attachments.map { it.toFfi() }
            Report(
                ffi.validateText(procedure, data, manifest, channel.toFfi(), now.epochSecond, version?.toFfi()),
            )
        }

    /** The verdict on a form without attachments that comes in online. */
    public fun validate(procedure: String, data: String, now: Instant): Report =
        validate(procedure, data, Situation(now))

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

    /** A form filled from the [claims] of a login (JSON text). */
    public fun prefill(procedure: String, claims: String, now: Instant): Prefilled =
        core { Prefilled(ffi.prefill(procedure, claims, now.epochSecond)) }

    /**
     * The payload to sign, JSON text: the form judged, hidden parts pruned, parties read, provenance settled. Refuses
     * with `form/invalid` when the report has errors.
     */
    public fun prepare(procedure: String, request: PrepareRequest, situation: Situation): String =
        core {
            val version = situation.version?.toFfi()
            ffi.prepare(procedure, request.toFfi(situation), situation.now.epochSecond, version)
        }

    /**
     * Seals the [data] (JSON text) of an accepted submission under [procedure], part by part under the keys of their
     * classes of personal data. Each change of the data takes the next [version], from 1.
     */
    public fun sealData(procedure: ProcedureRef, data: String, key: DossierKey, version: Int): List<SealedField> {
        require(version >= 0) { "version" }
        return core { ffi.sealData(procedure.toFfi(), data, key.ffi, version.toUInt()).map(::SealedField) }
    }

    /** Opens a form that judges each input by itself, over [data] (JSON text). */
    @JvmOverloads
    public fun openForm(procedure: String, situation: Situation, data: String = "{}"): FormSession =
        core {
            val (now, attachments, channel, version) = situation
            val manifest = attachments.map { it.toFfi() }
            FormSession(
                ffi.openForm(procedure, data, "[]", manifest, channel.toFfi(), now.epochSecond, version?.toFfi()),
            )
        }

    /** Opens a form that starts with the [claims] of a login (JSON text). */
    @JvmOverloads
    public fun prefillForm(
        procedure: String,
        claims: String,
        now: Instant,
        channel: Channel = Channel.ONLINE,
    ): FormSession = core { FormSession(ffi.prefillForm(procedure, claims, channel.toFfi(), now.epochSecond)) }

    /**
     * Takes a draft up again, under the version that it was filled under. Refuses with `pack/noProcedure` when the pack
     * does not hold that version: [migrateDraft] then carries the draft over.
     */
    public fun restoreForm(draft: String, now: Instant): FormSession =
        core { FormSession(ffi.restoreForm(draft, now.epochSecond)) }

    /** Carries a draft over to the version in force at [now], and says what became of each value. */
    public fun migrateDraft(draft: String, now: Instant): Migration =
        core { Migration(ffi.migrateDraft(draft, now.epochSecond)) }

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
