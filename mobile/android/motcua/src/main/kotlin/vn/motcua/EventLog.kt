package vn.motcua

import java.time.Instant
import java.time.OffsetDateTime
import vn.motcua.ffi.ActorRole as FfiActorRole
import vn.motcua.ffi.Applied as FfiApplied
import vn.motcua.ffi.Checkpoint as FfiCheckpoint
import vn.motcua.ffi.Clock as FfiClock
import vn.motcua.ffi.DossierState as FfiDossierState
import vn.motcua.ffi.Due as FfiDue
import vn.motcua.ffi.EventLog as FfiEventLog
import vn.motcua.ffi.Fee as FfiFee
import vn.motcua.ffi.HistoryEntry as FfiHistoryEntry
import vn.motcua.ffi.NextStep as FfiNextStep
import vn.motcua.ffi.Reason as FfiReason
import vn.motcua.ffi.StatusInfo as FfiStatusInfo
import vn.motcua.ffi.TermStanding as FfiTermStanding
import vn.motcua.ffi.Text as FfiText
import vn.motcua.ffi.Transition as FfiTransition
import vn.motcua.ffi.beginLog as ffiBeginLog
import vn.motcua.ffi.verifyLog as ffiVerifyLog

/** A text in both languages. */
public data class LocalizedText(val vi: String, val en: String) {
    internal constructor(ffi: FfiText) : this(ffi.vi, ffi.en)

    /** The one of a language. */
    public fun get(language: Language): String = if (language == Language.VIETNAMESE) vi else en
}

/** Who causes an event. */
public enum class ActorRole(internal val ffi: FfiActorRole) {
    /** The person who files or follows. */
    CITIZEN(FfiActorRole.CITIZEN),

    /** The intake, a program without any decryption key. */
    INTAKE(FfiActorRole.INTAKE),

    /** An officer who receives dossiers. */
    RECEPTION(FfiActorRole.RECEPTION),

    /** An officer who settles dossiers. */
    PROCESSING(FfiActorRole.PROCESSING),

    /** An officer who hands over results. */
    DELIVERY(FfiActorRole.DELIVERY),

    /** A timer or another rule of the workflow. */
    SYSTEM(FfiActorRole.SYSTEM),
}

private fun moment(text: String): Instant = OffsetDateTime.parse(text).toInstant()

/** What to keep of a log that was verified: hold the next one against it. */
public data class Checkpoint(val dossier: String, val size: Int, val head: String, val at: Instant) {
    internal constructor(ffi: FfiCheckpoint) :
        this(ffi.dossier, ffi.size.toInt(), ffi.head, Instant.ofEpochSecond(ffi.at))

    internal fun toFfi(): FfiCheckpoint =
        FfiCheckpoint(dossier, size.coerceAtLeast(0).toUInt(), head, at.epochSecond)
}

/** Why a status changed, what the officer says to it, and what must be supplied. */
public data class Reason(val code: String, val note: String?, val items: List<String>) {
    internal constructor(ffi: FfiReason) : this(ffi.code, ffi.note, ffi.items)

    /** Without the note. */
    override fun toString(): String = "Reason(code=$code)"
}

/** One step of the explanation of a due date: a code with its [params], and the article behind it. */
public data class DueStep(val code: String, val params: Map<String, String>, val legalBasis: String)

/** A due date and why it is that one. */
public data class Due(val start: Instant, val due: Instant, val legalBasis: String, val steps: List<DueStep>) {
    internal constructor(ffi: FfiDue) : this(
        moment(ffi.start),
        moment(ffi.due),
        ffi.legalBasis,
        ffi.steps.map { DueStep(it.code, it.params.toMap(), it.legalBasis) },
    )
}

/** All moments of a dossier's fee added up, in đồng. */
public data class Fee(
    val due: Long,
    val requested: Long,
    val paid: Long,
    val refunded: Long,
    val exempt: Long,
    val outstanding: Long,
) {
    internal constructor(ffi: FfiFee) :
        this(ffi.due, ffi.requested, ffi.paid, ffi.refunded, ffi.exempt, ffi.outstanding)
}

/**
 * One entry of a dossier's history, decoded from a verified event.
 *
 * @property issuer who signed: agency and unit
 * @property kind `status`, `received`, `transfer`, `access`, `fee` or `unknown`
 * @property status the status that it set, when it is a change of status
 * @property event what happened, JSON text of `{type, body}`
 */
public data class HistoryEntry(
    val seq: Int,
    val at: Instant,
    val issuer: String,
    val hash: String,
    val kind: String,
    val status: Int?,
    val event: String,
) {
    internal constructor(ffi: FfiHistoryEntry) :
        this(ffi.seq.toInt(), moment(ffi.at), ffi.issuer, ffi.hash, ffi.kind, ffi.status?.toInt(), ffi.event)

    /** Without the event. */
    override fun toString(): String = "HistoryEntry(seq=$seq, kind=$kind, status=$status)"
}

/**
 * Where a dossier stands, from a verified log.
 *
 * @property status by the codes of the workflow, 0 before the first event
 * @property national national status, 1 to 10
 * @property number provisional number from the acknowledgement
 * @property code official code
 * @property due due date in force, as the last signed change that set one says
 * @property request open request for papers or people
 * @property requestEvent hash of the event that made it: what a supplement answers
 * @property holder office that decides
 */
public data class DossierState(
    val dossier: String,
    val status: Int,
    val national: Int?,
    val size: Int,
    val head: String,
    val number: String?,
    val code: String?,
    val due: Due?,
    val request: Reason?,
    val requestEvent: String?,
    val holder: String?,
    val fee: Fee?,
    val supplementWaiting: Boolean,
    val reappointments: Int,
    val history: List<HistoryEntry>,
) {
    internal constructor(ffi: FfiDossierState) : this(
        ffi.dossier,
        ffi.status.toInt(),
        ffi.national?.toInt(),
        ffi.size.toInt(),
        ffi.head,
        ffi.number,
        ffi.code,
        ffi.due?.let(::Due),
        ffi.request?.let(::Reason),
        ffi.requestEvent,
        ffi.holder,
        ffi.fee?.let(::Fee),
        ffi.supplementWaiting,
        ffi.reappointments.toInt(),
        ffi.history.map(::HistoryEntry),
    )
}

/** What a status does to the term. */
public enum class ClockState { NOT_STARTED, RUNNING, PAUSED, STOPPED, ENDED, CANCELLED }

private fun clock(ffi: FfiClock): ClockState =
    when (ffi) {
        FfiClock.NOT_STARTED -> ClockState.NOT_STARTED
        FfiClock.RUNNING -> ClockState.RUNNING
        FfiClock.PAUSED -> ClockState.PAUSED
        FfiClock.STOPPED -> ClockState.STOPPED
        FfiClock.ENDED -> ClockState.ENDED
        FfiClock.CANCELLED -> ClockState.CANCELLED
    }

/**
 * A status of the workflow in words.
 *
 * @property name its name
 * @property next what happens next, for the applicant
 * @property terminal no way out
 * @property awaits kind of packet that it waits for
 */
public data class StatusInfo(
    val code: Int,
    val national: Int?,
    val name: LocalizedText,
    val next: LocalizedText,
    val terminal: Boolean,
    val clock: ClockState,
    val awaits: String?,
) {
    internal constructor(ffi: FfiStatusInfo) : this(
        ffi.code.toInt(),
        ffi.national?.toInt(),
        LocalizedText(ffi.name),
        LocalizedText(ffi.next),
        ffi.terminal,
        clock(ffi.clock),
        ffi.awaits,
    )
}

/**
 * A change of status that may be made.
 *
 * @property actors as whom
 * @property reason a reason is required
 * @property items a list of what must be supplied, or by whom, is required
 * @property target it points to a unit or a dossier, which must be named
 * @property reappoints it gives a new due date, which the actor chooses
 * @property form standard form issued
 * @property label label of the button
 */
public data class StatusTransition(
    val from: Int,
    val to: Int,
    val actors: List<ActorRole>,
    val reason: Boolean,
    val items: Boolean,
    val target: Boolean,
    val reappoints: Boolean,
    val form: String?,
    val label: LocalizedText,
    val legalBasis: String?,
) {
    internal constructor(ffi: FfiTransition) : this(
        ffi.from.toInt(),
        ffi.to.toInt(),
        ffi.actors.map { actor -> ActorRole.entries.first { it.ffi == actor } },
        ffi.reason,
        ffi.items,
        ffi.target,
        ffi.reappoints,
        ffi.form,
        LocalizedText(ffi.label),
        ffi.legalBasis,
    )
}

/** What the host does because of a change: `startClock`, `issueForm`, `bindCode`, … */
public data class Effect(val kind: String, val value: String?)

/**
 * A change that may be made.
 *
 * @property event body of the next event, JSON text of `{type, body}`, without `due` and `code`
 * @property startsClock compute the due date from the change's moment
 * @property bindsCode assign the official code
 * @property remarks codes of remarks for the officer
 * @property effects everything that follows from the change
 */
public data class Applied(
    val event: String,
    val startsClock: Boolean,
    val bindsCode: Boolean,
    val remarks: List<String>,
    val effects: List<Effect>,
) {
    internal constructor(ffi: FfiApplied) : this(
        ffi.event,
        ffi.startsClock,
        ffi.bindsCode,
        ffi.remarks,
        ffi.effects.map { Effect(it.kind, it.value) },
    )
}

/**
 * What comes next, and by when.
 *
 * @property applicant whether the applicant has to act; otherwise the agency
 * @property id the name of a time limit of the workflow, or `result` for the procedure's term
 */
public data class NextStep(
    val applicant: Boolean,
    val id: String,
    val by: Instant,
    val overdue: Boolean,
    val legalBasis: String,
) {
    internal constructor(ffi: FfiNextStep) : this(ffi.applicant, ffi.id, moment(ffi.by), ffi.overdue, ffi.legalBasis)
}

/**
 * How a dossier stands with its term.
 *
 * @property due due date with every step of the count; while the term is paused, as if it ran again now
 * @property reappointed whether that is the new date of an apology
 * @property daysLeft working days after today until the due day, 0 on it and later
 * @property daysLate working days by which it is late
 * @property next what comes next, the earliest first
 */
public data class TermStanding(
    val clock: ClockState,
    val due: Due?,
    val reappointed: Boolean,
    val daysLeft: Int,
    val overdue: Boolean,
    val daysLate: Int,
    val next: List<NextStep>,
) {
    internal constructor(ffi: FfiTermStanding) : this(
        clock(ffi.clock),
        ffi.due?.let(::Due),
        ffi.reappointed,
        ffi.daysLeft.toInt(),
        ffi.overdue,
        ffi.daysLate.toInt(),
        ffi.next.map(::NextStep),
    )
}

/** The log of a dossier, verified whole: where it stands, what may follow, and the next event to sign. */
public class EventLog private constructor(private val ffi: FfiEventLog) : AutoCloseable {
    /** Where the dossier stands. */
    public val state: DossierState
        get() = core { DossierState(ffi.state()) }

    /** The present status: its name, and what happens next; null before the first event. */
    public val status: StatusInfo?
        get() = core { ffi.status()?.let(::StatusInfo) }

    /** Verifies the [events] that follow. When one is bad, the log ends before it. */
    public fun extend(events: List<String>, directory: KeyDirectory): Unit = core { ffi.extend(events, directory.ffi) }

    /** Every change that somebody in these [roles] may make now; [issuer] is the unit that would sign. */
    @JvmOverloads
    public fun actions(roles: List<ActorRole>, now: Instant, issuer: String = ""): List<StatusTransition> =
        core { ffi.actions(roles.map { it.ffi }, issuer, now.epochSecond).map(::StatusTransition) }

    /**
     * Whether an actor may make a change now, and what follows from it. [action] is JSON text
     * (`{"to":2,"actor":"reception","seen":1}`, with `reason`, `target`, `newDue` where the change needs them).
     */
    public fun apply(action: String, now: Instant): Applied = core { Applied(ffi.apply(action, now.epochSecond)) }

    /**
     * First half of signing the event that follows.
     *
     * @param issuer unit that signs, as the key directory names it
     * @param id unique id of the event
     * @param transaction what caused it, such as an idempotency key
     * @param bodies JSON text of a list of `{type, body}`, such as [Applied.event]
     */
    public fun beginEvent(
        issuer: String,
        at: Instant,
        id: String,
        transaction: String,
        bodies: String,
        key: PublicJwk,
    ): SigningRequest =
        core {
            SigningRequest(ffi.beginEvent(issuer, at.epochSecond, id, transaction, bodies, key.toFfi()), key)
        }

    /** How the dossier stands with its term: what is due, what comes next, and by when. */
    public fun standing(pack: Pack, procedure: String, now: Instant): TermStanding =
        core { TermStanding(ffi.standing(pack.ffi, procedure, now.epochSecond)) }

    /** The paper of a [form] (`01` to `06`) that the log issued, JSON text; [facts] is what it says beside the log. */
    public fun issueDocument(form: String, pack: Pack, procedure: String, facts: String, now: Instant): String =
        core { ffi.issueDocument(form, pack.ffi, procedure, facts, now.epochSecond) }

    /** First half of signing a receipt over the log. */
    public fun beginReceipt(now: Instant, key: PublicJwk): SigningRequest =
        core { SigningRequest(ffi.beginReceipt(now.epochSecond, key.toFfi()), key) }

    /** Verifies a receipt (`egov-receipt+jws` as JSON text) over this log; how many events it covers. */
    public fun verifyReceipt(receipt: String, directory: KeyDirectory): Int =
        core { ffi.verifyReceipt(receipt, directory.ffi).toInt() }

    /** What to keep of this log: hold the next one against it. [at] by the device's own clock. */
    public fun checkpoint(at: Instant): Checkpoint = core { Checkpoint(ffi.checkpoint(at.epochSecond)) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()

    public companion object {
        /**
         * Verifies a whole log (compact JWS each, oldest first): signatures, chain, order, who holds it, legality of
         * each change. [checkpoints] is what the app knows of the log: one that was cut, rolled back or rewritten is
         * refused. A refusal names the first bad event in its parameter `firstBad`.
         */
        @JvmStatic
        @JvmOverloads
        public fun verify(
            events: List<String>,
            directory: KeyDirectory,
            pack: Pack? = null,
            checkpoints: List<Checkpoint> = emptyList(),
        ): EventLog = core { EventLog(ffiVerifyLog(events, directory.ffi, pack?.ffi, checkpoints.map { it.toFfi() })) }

        /** A log without events, for whoever opens the dossier. */
        @JvmStatic
        @JvmOverloads
        public fun begin(dossier: String, pack: Pack? = null): EventLog =
            core { EventLog(ffiBeginLog(dossier, pack?.ffi)) }
    }
}
