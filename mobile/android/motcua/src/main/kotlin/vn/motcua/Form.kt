package vn.motcua

import java.time.Instant
import vn.motcua.ffi.Auth as FfiAuth
import vn.motcua.ffi.ComputedValue as FfiComputedValue
import vn.motcua.ffi.DroppedValue as FfiDroppedValue
import vn.motcua.ffi.FormChange as FfiFormChange
import vn.motcua.ffi.FormSession as FfiFormSession
import vn.motcua.ffi.FormState as FfiFormState
import vn.motcua.ffi.Migration as FfiMigration
import vn.motcua.ffi.PartyReference as FfiPartyReference
import vn.motcua.ffi.Prefilled as FfiPrefilled
import vn.motcua.ffi.PrepareRequest as FfiPrepareRequest
import vn.motcua.ffi.SectionProgress as FfiSectionProgress

/**
 * Progress of one section of a form.
 *
 * @property section pointer of the section in the procedure's `ui`
 * @property required required fields that are visible now
 * @property done of those, how many hold a value without an error
 * @property errors errors in this section
 */
public data class SectionProgress(val section: String, val required: Int, val done: Int, val errors: Int) {
    internal constructor(ffi: FfiSectionProgress) : this(
        ffi.section,
        ffi.required.toInt(),
        ffi.done.toInt(),
        ffi.errors.toInt(),
    )
}

/** A value that the procedure computes from others: JSON text, `null` where nothing is computed any more. */
public data class ComputedValue(val pointer: String, val value: String) {
    internal constructor(ffi: FfiComputedValue) : this(ffi.pointer, ffi.value)

    /** Without the value, which is computed from what a person typed. */
    override fun toString(): String = "ComputedValue(pointer=$pointer)"
}

/**
 * What a renderer needs to draw a form over its present data.
 *
 * @property report verdict on the data after pruning hidden fields
 * @property hidden pointers that are hidden now, with everything below them
 * @property required pointers that must be filled now
 * @property computed values computed by the procedure
 * @property sections progress by section, in the order of the `ui`
 */
public data class FormState(
    val report: Report,
    val hidden: List<String>,
    val required: List<String>,
    val computed: List<ComputedValue>,
    val sections: List<SectionProgress>,
) {
    internal constructor(ffi: FfiFormState) : this(
        Report(ffi.report),
        ffi.hidden,
        ffi.required,
        ffi.computed.map(::ComputedValue),
        ffi.sections.map(::SectionProgress),
    )
}

/**
 * What one change of an open form changed.
 *
 * @property valid whether the form has no error now
 * @property appeared findings that are new, in the order of the form
 * @property gone findings that are gone
 * @property hidden pointers that are hidden from now on
 * @property shown pointers that are no longer hidden
 * @property required pointers that must be filled from now on
 * @property optional pointers that need not be filled any more
 * @property computed values computed anew
 * @property sections progress of the sections where it changed
 */
public data class FormChange(
    val valid: Boolean,
    val appeared: List<Issue>,
    val gone: List<Issue>,
    val hidden: List<String>,
    val shown: List<String>,
    val required: List<String>,
    val optional: List<String>,
    val computed: List<ComputedValue>,
    val sections: List<SectionProgress>,
) {
    internal constructor(ffi: FfiFormChange) : this(
        ffi.valid,
        ffi.appeared.map(::Issue),
        ffi.gone.map(::Issue),
        ffi.hidden,
        ffi.shown,
        ffi.required,
        ffi.optional,
        ffi.computed.map(::ComputedValue),
        ffi.sections.map(::SectionProgress),
    )
}

/** Why a value of a draft has no place in another version of the form. */
public enum class DropReason {
    /** The field is gone. */
    NO_FIELD,

    /** The field takes another type of value. */
    OTHER_TYPE,

    /** The field does not offer this choice any more. */
    NO_CHOICE,
}

/** A value (JSON text) that a migration could not keep. */
public data class DroppedValue(val pointer: String, val value: String, val reason: DropReason) {
    internal constructor(ffi: FfiDroppedValue) : this(
        ffi.pointer,
        ffi.value,
        when (ffi.reason) {
            "otherType" -> DropReason.OTHER_TYPE
            "noChoice" -> DropReason.NO_CHOICE
            else -> DropReason.NO_FIELD
        },
    )

    /** Without the value, which a person typed. */
    override fun toString(): String = "DroppedValue(pointer=$pointer, reason=$reason)"
}

/**
 * A draft under another version of its form, and what became of its values.
 *
 * @property draft bound to the other version
 * @property kept pointers of values that stay as they were
 * @property changed pointers of values that were written in another type
 * @property dropped values that have no place any more; they stand in the draft as well
 */
public data class Migration(
    val draft: String,
    val kept: List<String>,
    val changed: List<String>,
    val dropped: List<DroppedValue>,
) {
    internal constructor(ffi: FfiMigration) : this(ffi.draft, ffi.kept, ffi.changed, ffi.dropped.map(::DroppedValue))

    /** Without the draft, which holds what a person typed. */
    override fun toString(): String = "Migration(kept=${kept.size}, changed=$changed, dropped=$dropped)"
}

/** A form filled from the claims of a login: [data] and where each value came from, JSON text both. */
public data class Prefilled(val data: String, val provenance: String) {
    internal constructor(ffi: FfiPrefilled) : this(ffi.data, ffi.provenance)

    internal fun toFfi(): FfiPrefilled = FfiPrefilled(data, provenance)

    /** Without the data. */
    override fun toString(): String = "Prefilled"
}

/** Who vouches for a submission, and how. */
public sealed interface Auth {
    /** A device key that the portal has enrolled for the person (compact `egov-enrol+jws`, scope `device`). */
    public data class Key(val enrolment: String) : Auth

    /** The portal, for the length of one session (compact `egov-enrol+jws`, scope `session`). */
    public data class Session(val enrolment: String) : Auth

    /**
     * An officer at the desk, for a person who came with papers.
     *
     * @property enrolment compact `egov-enrol+jws`, scope `officer`
     * @property document kind of the paper shown: `citizenCard`, `passport`, `other`
     * @property check how the officer checked who it is: `face`, `chip`, `knownPerson`
     * @property scan `sha-256:<base64url>` of the scanned signed paper form
     */
    public data class Desk(
        val enrolment: String,
        val document: String,
        val check: String,
        val scan: String,
    ) : Auth

    /** A certificate (its `sha-256:<base64url>`) of a public certification authority beside an enrolled key. */
    public data class Certificate(val enrolment: String, val certificate: String) : Auth
}

private fun Auth.toFfi(): FfiAuth =
    when (this) {
        is Auth.Key -> FfiAuth.Key(enrolment)
        is Auth.Session -> FfiAuth.Session(enrolment)
        is Auth.Desk -> FfiAuth.Desk(enrolment, document, check, scan)
        is Auth.Certificate -> FfiAuth.Certificate(enrolment, certificate)
    }

/**
 * The portal's [reference] of a party, so that it can be asked to co-sign. A form names people, the portal knows their
 * accounts.
 *
 * @property role role of the party, such as `coApplicant`; of several in one role the first without a reference is meant
 */
public data class PartyReference(val role: String, val reference: String)

/**
 * What becomes of a filled form.
 *
 * @property dossier random id, from [Packets.newDossierId]
 * @property data the form's data, JSON text; hidden parts are pruned
 * @property auth who vouches
 * @property nonce challenge of the intake
 * @property audience agencies meant to act
 * @property prefilled what the form was filled from, so that changed values are marked as declared
 * @property type `submission`, `supplement`, `withdrawal`, …
 * @property of hash of the event that this answers
 * @property filed when the dossier was filed, for a packet that follows the first one: rules see that day as today
 * @property references who of the parties the portal knows
 */
public data class PrepareRequest @JvmOverloads constructor(
    val dossier: String,
    val data: String,
    val auth: Auth,
    val nonce: String,
    val audience: List<String>,
    val prefilled: Prefilled? = null,
    val type: String = "submission",
    val of: String? = null,
    val filed: Instant? = null,
    val references: List<PartyReference> = emptyList(),
) {
    internal fun toFfi(situation: Situation): FfiPrepareRequest {
        val manifest = situation.attachments.map { it.toFfi() }
        val channel = situation.channel.toFfi()
        return FfiPrepareRequest(
            dossier,
            data,
            prefilled?.toFfi(),
            auth.toFfi(),
            nonce,
            audience,
            manifest,
            channel,
            type,
            of,
            filed?.toString(),
            references.map { FfiPartyReference(it.role, it.reference) },
        )
    }

    /** Without the data. */
    override fun toString(): String = "PrepareRequest(dossier=$dossier, type=$type)"
}

/**
 * A form while somebody fills it in. Each change judges only what depends on it and says what changed, or null when
 * nothing but the value did. Whatever the order of changes, the state is that of [Pack.evaluate].
 */
public class FormSession internal constructor(private val ffi: FfiFormSession) : AutoCloseable {
    /** Sets a field to a [value] (JSON text); `null` empties it. */
    public fun set(pointer: String, value: String): FormChange? = core { ffi.set(pointer, value)?.let(::FormChange) }

    /** Sets a field to what was typed, in normal form C whatever the keyboard gave. */
    public fun setText(pointer: String, text: String): FormChange? =
        core { ffi.setText(pointer, text)?.let(::FormChange) }

    /** Adds an item (JSON text) to a list, at its end. */
    public fun addItem(list: String, value: String): FormChange? =
        core { ffi.addItem(list, value, null)?.let(::FormChange) }

    /** Adds an item (JSON text) to a list, before the item [at] a position. */
    public fun addItem(list: String, value: String, at: Int): FormChange? =
        core { ffi.addItem(list, value, place(at))?.let(::FormChange) }

    /** Removes an item of a list. */
    public fun removeItem(list: String, at: Int): FormChange? =
        core { ffi.removeItem(list, place(at))?.let(::FormChange) }

    /** Moves an item of a list. */
    public fun moveItem(list: String, from: Int, to: Int): FormChange? =
        core { ffi.moveItem(list, place(from), place(to))?.let(::FormChange) }

    /** Takes over what is attached. */
    public fun setAttachments(attachments: List<Attachment>): FormChange? =
        core { ffi.setAttachments(attachments.map { it.toFfi() })?.let(::FormChange) }

    /** Takes over another channel. */
    public fun setChannel(channel: Channel): FormChange? = core { ffi.setChannel(channel.toFfi())?.let(::FormChange) }

    /** Takes over another moment. */
    public fun setNow(now: Instant): FormChange? = core { ffi.setNow(now.epochSecond)?.let(::FormChange) }

    /** The whole state: verdict, what is hidden and required, computed values, progress of each section. */
    public val state: FormState
        get() = core { FormState(ffi.state()) }

    /** Everything typed so far, hidden parts too; JSON text. */
    public val data: String
        get() = core { ffi.data() }

    /** The data as it is signed, JSON text. */
    public val signed: String
        get() = core { ffi.signed() }

    /** Where each value came from, as it is signed; JSON text. */
    public val provenance: String
        get() = core { ffi.provenance() }

    /** The form to be stored, JSON text. It holds personal data: keep it in a [Vault]. */
    public val draft: String
        get() = core { ffi.draft() }

    /** Says that somebody saw that the value of this place was dropped; whether there was one. */
    public fun acknowledge(pointer: String): Boolean = core { ffi.acknowledge(pointer) }

    /** Frees the memory at once; later calls throw [IllegalStateException]. Otherwise the collector does it. */
    override fun close(): Unit = ffi.close()
}

/** No list has items before its first. */
private fun place(at: Int): UInt = if (at < 0) throw MotCuaException("session/notAnItem") else at.toUInt()
