import Foundation
import MotCua

/// What the app calls a field, in the language of the screen.
public struct FieldText: Hashable, Sendable {
    public let pointer: String
    public let label: String
    public let hint: String

    public init(pointer: String, label: String, hint: String = "") {
        self.pointer = pointer
        self.label = label
        self.hint = hint
    }
}

/// A field as it is drawn and as it is heard.
public struct FieldView: Hashable, Sendable, PersonalData {
    public let pointer: String
    public let label: String
    public let hint: String
    public let value: String
    public let isRequired: Bool
    /// One line beside the field; nil when nothing is wrong, or when nobody has been there yet.
    public let error: String?
    /// What VoiceOver reads after the label: whether it must be filled, hint, error in whole sentences.
    public let spokenHint: String
}

/// A form on a screen. It is plain Swift, so that it is tested without a device.
public final class FormModel {
    private let pack: Pack
    private let procedure: String
    private let fields: [FieldText]
    private let now: Date
    private let language: Language
    private let session: FormSession
    private var typed: [String: String] = [:]
    private var state: FormState

    public init(
        pack: Pack, procedure: String, fields: [FieldText], now: Date, language: Language = .vietnamese
    ) throws(MotCuaError) {
        self.pack = pack
        self.procedure = procedure
        self.fields = fields
        self.now = now
        self.language = language
        session = try pack.openForm(procedure, situation: Situation(now: now))
        state = try session.state
    }

    /// The fields that are shown now, in the order of the screen.
    public var visible: [FieldView] { fields.filter { !isHidden($0.pointer) }.map(view) }

    /// Share of the required fields that are done, 0 to 1.
    public var progress: Double {
        let required = state.sections.reduce(0) { $0 + $1.required }
        let done = state.sections.reduce(0) { $0 + $1.done }
        return required == 0 ? 1 : Double(done) / Double(required)
    }

    /// Whether the form can be signed.
    public var isValid: Bool { state.report.isValid }

    /// The person typed, or left a field empty.
    public func type(_ pointer: String, _ text: String) throws(MotCuaError) {
        typed[pointer] = text
        if text.isEmpty {
            try session.set(pointer, json: "null")
        } else {
            try session.set(pointer, text: text)
        }
        state = try session.state
    }

    private func isHidden(_ pointer: String) -> Bool {
        state.hidden.contains { pointer == $0 || pointer.hasPrefix("\($0)/") }
    }

    private func view(_ field: FieldText) -> FieldView {
        let issue = typed[field.pointer] == nil
            ? nil : state.report.issues(at: field.pointer).first { $0.severity == .error }
        func say(_ form: MessageForm) -> String? {
            issue.map { issue in
                let sentence = try? pack.message(procedure, issue: issue, now: now, language: language, form: form)
                return sentence ?? issue.code
            }
        }
        let isRequired = state.required.contains(field.pointer)
        let must = language == .vietnamese ? "bắt buộc" : "required"
        let parts = [isRequired ? must : nil, field.hint.isEmpty ? nil : field.hint, say(.long)]
        return FieldView(
            pointer: field.pointer,
            label: field.label,
            hint: field.hint,
            value: typed[field.pointer] ?? "",
            isRequired: isRequired,
            error: say(.short),
            spokenHint: parts.compactMap { $0 }.joined(separator: ". ")
        )
    }
}
