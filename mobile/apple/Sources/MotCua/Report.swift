internal import MotCuaFFI

/// How much an ``Issue`` weighs.
public enum Severity: Hashable, Sendable {
    /// The document cannot be submitted as it is.
    case error
    /// The document can be submitted; a person should look again.
    case warning
    /// A remark.
    case info
}

/// One finding about one place in a document.
public struct Issue: Hashable, Sendable {
    /// Registered code, `area/name`.
    public let code: String
    /// JSON Pointer into the data; attachments stand under `/attachments/<slot>`.
    public let pointer: String
    /// Weight.
    public let severity: Severity
    /// Values for the placeholders of the sentence.
    public let params: [String: String]

    init(_ ffi: MotCuaFFI.Issue) {
        code = ffi.code
        pointer = ffi.pointer
        severity =
            switch ffi.severity {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
        params = ffi.params.dictionary
    }

    var ffi: MotCuaFFI.Issue {
        let weight: MotCuaFFI.Severity =
            switch severity {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
        return MotCuaFFI.Issue(code: code, pointer: pointer, severity: weight, params: params.ffi)
    }
}

/// The verdict on a form, in document order; equal input gives an equal report on every platform.
public struct Report: Hashable, Sendable {
    /// True when no finding is an error.
    public let isValid: Bool
    /// The findings.
    public let issues: [Issue]

    init(_ ffi: MotCuaFFI.Report) {
        isValid = ffi.valid
        issues = ffi.issues.map(Issue.init)
    }

    /// The findings at one place, for the field that shows it.
    public func issues(at pointer: String) -> [Issue] {
        issues.filter { $0.pointer == pointer }
    }
}
