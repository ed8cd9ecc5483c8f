package vn.motcua

import vn.motcua.ffi.Issue as FfiIssue
import vn.motcua.ffi.Param as FfiParam
import vn.motcua.ffi.Report as FfiReport
import vn.motcua.ffi.Severity as FfiSeverity

/** How much an [Issue] weighs. */
public enum class Severity {
    /** The document cannot be submitted as it is. */
    ERROR,

    /** The document can be submitted; a person should look again. */
    WARNING,

    /** A remark. */
    INFO,
}

/**
 * One finding about one place in a document.
 *
 * @property code registered code, `area/name`
 * @property pointer JSON Pointer into the data; attachments stand under `/attachments/<slot>`
 * @property severity weight
 * @property params values for the placeholders of the sentence
 */
public data class Issue(
    val code: String,
    val pointer: String,
    val severity: Severity,
    val params: Map<String, String>,
) {
    internal constructor(ffi: FfiIssue) : this(
        ffi.code,
        ffi.pointer,
        when (ffi.severity) {
            FfiSeverity.ERROR -> Severity.ERROR
            FfiSeverity.WARNING -> Severity.WARNING
            FfiSeverity.INFO -> Severity.INFO
        },
        ffi.params.toMap(),
    )

    internal fun toFfi(): FfiIssue =
        FfiIssue(
            code,
            pointer,
            when (severity) {
                Severity.ERROR -> FfiSeverity.ERROR
                Severity.WARNING -> FfiSeverity.WARNING
                Severity.INFO -> FfiSeverity.INFO
            },
            params.toFfi(),
        )
}

/**
 * The verdict on a form, in document order; equal input gives an equal report on every platform.
 *
 * @property valid true when no finding is an error
 * @property issues the findings
 */
public data class Report(val valid: Boolean, val issues: List<Issue>) {
    internal constructor(ffi: FfiReport) : this(ffi.valid, ffi.issues.map(::Issue))

    /** The findings at one place, for the field that shows it. */
    public fun at(pointer: String): List<Issue> = issues.filter { it.pointer == pointer }
}

internal fun List<FfiParam>.toMap(): Map<String, String> = associate { it.name to it.value }

internal fun Map<String, String>.toFfi(): List<FfiParam> = map { (name, value) -> FfiParam(name, value) }
