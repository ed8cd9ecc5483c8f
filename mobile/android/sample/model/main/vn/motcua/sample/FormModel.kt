package vn.motcua.sample

import java.time.Instant
import vn.motcua.FormState
import vn.motcua.Language
import vn.motcua.MessageForm
import vn.motcua.Pack
import vn.motcua.Severity
import vn.motcua.Situation

/** What the app calls a field, in the language of the screen. */
data class FieldText(val pointer: String, val label: String, val hint: String = "")

/** A field as it is drawn and as it is heard. */
data class FieldView(
    val pointer: String,
    val label: String,
    val hint: String,
    val value: String,
    val required: Boolean,
    /** One line beside the field; null when nothing is wrong, or when nobody has been there yet. */
    val error: String?,
    /** What TalkBack reads: label, whether it must be filled, hint, error in whole sentences. */
    val spoken: String,
) {
    /** Without what was typed. */
    override fun toString(): String = "FieldView(pointer=$pointer, required=$required)"
}

/** A form on a screen. It is plain Kotlin, so that it is tested without a device. */
class FormModel(
    private val pack: Pack,
    private val procedure: String,
    private val fields: List<FieldText>,
    private val now: Instant,
    private val language: Language = Language.VIETNAMESE,
) : AutoCloseable {
    private val session = pack.openForm(procedure, Situation(now))
    private val typed = HashMap<String, String>()
    private var state: FormState = session.state

    /** The fields that are shown now, in the order of the screen. */
    val visible: List<FieldView>
        get() = fields.filterNot { hidden(it.pointer) }.map(::view)

    /** Share of the required fields that are done, 0 to 1. */
    val progress: Float
        get() {
            val required = state.sections.sumOf { it.required }
            return if (required == 0) 1f else state.sections.sumOf { it.done }.toFloat() / required
        }

    /** Whether the form can be signed. */
    val valid: Boolean
        get() = state.report.valid

    /** The person typed, or left a field empty. */
    fun type(pointer: String, text: String) {
        typed[pointer] = text
        if (text.isEmpty()) session.set(pointer, "null") else session.setText(pointer, text)
        state = session.state
    }

    private fun hidden(pointer: String): Boolean = state.hidden.any { pointer == it || pointer.startsWith("$it/") }

    private fun view(field: FieldText): FieldView {
        val issue = state.report.at(field.pointer).firstOrNull { it.severity == Severity.ERROR }
        val seen = issue?.takeIf { field.pointer in typed }
        val say = { form: MessageForm -> seen?.let { pack.message(procedure, it, now, language, form) ?: it.code } }
        val required = field.pointer in state.required
        val must = if (language == Language.VIETNAMESE) "bắt buộc" else "required"
        val parts = listOfNotNull(field.label, must.takeIf { required }, field.hint.ifEmpty { null }, say(MessageForm.LONG))
        return FieldView(
            field.pointer,
            field.label,
            field.hint,
            typed[field.pointer].orEmpty(),
            required,
            say(MessageForm.SHORT),
            parts.joinToString(". "),
        )
    }

    override fun close(): Unit = session.close()
}
