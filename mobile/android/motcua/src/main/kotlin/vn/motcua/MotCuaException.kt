package vn.motcua

import vn.motcua.ffi.InternalException
import vn.motcua.ffi.MotCuaException as FfiException

/**
 * A refusal: misuse, refused input or failed cryptography. A form that is not valid is none; that is a [Report].
 *
 * Holds nothing that a person typed, so it may be logged.
 *
 * @property code registered code, `area/name`; stable
 * @property pointer where in the input, as a JSON Pointer (RFC 6901)
 * @property params values for the placeholders of the code's sentence
 */
public class MotCuaException internal constructor(
    public val code: String,
    public val pointer: String? = null,
    public val params: Map<String, String> = emptyMap(),
) : RuntimeException(if (pointer == null) code else "$code at $pointer") {
    /** The sentence for this refusal, in a form fit for the person in front of the screen. */
    @JvmOverloads
    public fun localized(language: Language, form: MessageForm = MessageForm.SHORT): String =
        MotCua.message(code, params, language, form) ?: code
}

/** Calls the core and gives its refusals their public type. */
@JvmSynthetic
internal inline fun <T> core(call: () -> T): T =
    try {
        call()
    } catch (refused: FfiException.Refused) {
        throw MotCuaException(refused.code, refused.pointer, refused.params.toMap())
    } catch (panic: InternalException) {
        throw panicked(panic)
    }

/** A fault of ours that was caught at the border; its text names source lines and no data. */
@JvmSynthetic
internal fun panicked(cause: Throwable): MotCuaException =
    MotCuaException("runtime/panic").apply { initCause(cause) }
