import Foundation
internal import MotCuaFFI

/// Progress of one section of a form.
public struct SectionProgress: Hashable, Sendable {
    /// Pointer of the section in the procedure's `ui`.
    public let section: String
    /// Required fields that are visible now.
    public let required: Int
    /// Of those, how many hold a value without an error.
    public let done: Int
    /// Errors in this section.
    public let errors: Int

    init(_ ffi: MotCuaFFI.SectionProgress) {
        section = ffi.section
        required = Int(ffi.required)
        done = Int(ffi.done)
        errors = Int(ffi.errors)
    }
}

/// A value that the procedure computes from others.
public struct ComputedValue: Hashable, Sendable, PersonalData {
    /// Where it belongs.
    public let pointer: String
    /// The value, JSON text; `null` where nothing is computed any more.
    public let value: String

    init(_ ffi: MotCuaFFI.ComputedValue) {
        pointer = ffi.pointer
        value = ffi.value
    }
}

/// What a renderer needs to draw a form over its present data.
public struct FormState: Hashable, Sendable {
    /// Verdict on the data after pruning hidden fields.
    public let report: Report
    /// Pointers that are hidden now, with everything below them.
    public let hidden: [String]
    /// Pointers that must be filled now.
    public let required: [String]
    /// Values computed by the procedure.
    public let computed: [ComputedValue]
    /// Progress by section, in the order of the `ui`.
    public let sections: [SectionProgress]

    init(_ ffi: MotCuaFFI.FormState) {
        report = Report(ffi.report)
        hidden = ffi.hidden
        required = ffi.required
        computed = ffi.computed.map(ComputedValue.init)
        sections = ffi.sections.map(SectionProgress.init)
    }
}

/// What one change of an open form changed.
public struct FormChange: Hashable, Sendable {
    /// Whether the form has no error now.
    public let isValid: Bool
    /// Findings that are new, in the order of the form.
    public let appeared: [Issue]
    /// Findings that are gone.
    public let gone: [Issue]
    /// Pointers that are hidden from now on.
    public let hidden: [String]
    /// Pointers that are no longer hidden.
    public let shown: [String]
    /// Pointers that must be filled from now on.
    public let required: [String]
    /// Pointers that need not be filled any more.
    public let optional: [String]
    /// Values computed anew.
    public let computed: [ComputedValue]
    /// Progress of the sections where it changed.
    public let sections: [SectionProgress]

    init(_ ffi: MotCuaFFI.FormChange) {
        isValid = ffi.valid
        appeared = ffi.appeared.map(Issue.init)
        gone = ffi.gone.map(Issue.init)
        hidden = ffi.hidden
        shown = ffi.shown
        required = ffi.required
        optional = ffi.optional
        computed = ffi.computed.map(ComputedValue.init)
        sections = ffi.sections.map(SectionProgress.init)
    }
}

/// Why a value of a draft has no place in another version of the form.
public enum DropReason: Hashable, Sendable {
    /// The field is gone.
    case noField
    /// The field takes another type of value.
    case otherType
    /// The field does not offer this choice any more.
    case noChoice
}

/// A value that a migration could not keep.
public struct DroppedValue: Hashable, Sendable, PersonalData {
    /// Where it stood.
    public let pointer: String
    /// The value, JSON text.
    public let value: String
    /// Why it has no place.
    public let reason: DropReason

    init(_ ffi: MotCuaFFI.DroppedValue) {
        pointer = ffi.pointer
        value = ffi.value
        reason =
            switch ffi.reason {
            case "otherType": .otherType
            case "noChoice": .noChoice
            default: .noField
            }
    }
}

/// A draft under another version of its form, and what became of its values.
public struct Migration: Hashable, Sendable, PersonalData {
    /// The draft, bound to the other version.
    public let draft: String
    /// Pointers of values that stay as they were.
    public let kept: [String]
    /// Pointers of values that were written in another type.
    public let changed: [String]
    /// Values that have no place any more; they stand in the draft as well.
    public let dropped: [DroppedValue]

    init(_ ffi: MotCuaFFI.Migration) {
        draft = ffi.draft
        kept = ffi.kept
        changed = ffi.changed
        dropped = ffi.dropped.map(DroppedValue.init)
    }
}

/// A form filled from the claims of a login.
public struct Prefilled: Hashable, Sendable, PersonalData {
    /// The data, JSON text.
    public let data: String
    /// Where each value came from, JSON text.
    public let provenance: String

    init(_ ffi: MotCuaFFI.Prefilled) {
        data = ffi.data
        provenance = ffi.provenance
    }
}

/// Who vouches for a submission, and how.
public enum Auth: Hashable, Sendable, PersonalData {
    /// A device key that the portal has enrolled for the person (compact `egov-enrol+jws`, scope `device`).
    case key(enrolment: String)
    /// The portal, for the length of one session (compact `egov-enrol+jws`, scope `session`).
    case session(enrolment: String)
    /// An officer at the desk, for a person who came with papers: the kind of paper shown (`citizenCard`, `passport`,
    /// `other`), how it was checked (`face`, `chip`, `knownPerson`), and the hash of the scanned form.
    case desk(enrolment: String, document: String, check: String, scan: String)
    /// A certificate (its `sha-256:<base64url>`) of a public certification authority beside an enrolled key.
    case certificate(enrolment: String, certificate: String)

    var ffi: MotCuaFFI.Auth {
        switch self {
        case .key(let enrolment): .key(enrolment: enrolment)
        case .session(let enrolment): .session(enrolment: enrolment)
        case .desk(let enrolment, let document, let check, let scan):
            .desk(enrolment: enrolment, document: document, check: check, scan: scan)
        case .certificate(let enrolment, let certificate):
            .certificate(enrolment: enrolment, certificate: certificate)
        }
    }
}

/// The portal's reference of a party, so that it can be asked to co-sign. A form names people, the portal knows their
/// accounts.
public struct PartyReference: Hashable, Sendable {
    /// Role of the party, such as `coApplicant`; of several in one role the first without a reference is meant.
    public var role: String
    /// Stable reference of the person, as their enrolment has it.
    public var reference: String

    public init(role: String, reference: String) {
        self.role = role
        self.reference = reference
    }
}

/// What becomes of a filled form.
public struct PrepareRequest: Hashable, Sendable, PersonalData {
    /// Random id, from ``Packets/newDossierID()``.
    public var dossier: String
    /// The form's data, JSON text; hidden parts are pruned.
    public var data: String
    /// Who vouches.
    public var auth: Auth
    /// Challenge of the intake.
    public var nonce: String
    /// Agencies meant to act.
    public var audience: [String]
    /// What the form was filled from, so that changed values are marked as declared.
    public var prefilled: Prefilled?
    /// `submission`, `supplement`, `withdrawal`, …
    public var type: String
    /// Hash of the event that this answers.
    public var answering: String?
    /// When the dossier was filed, for a packet that follows the first one: rules see that day as today.
    public var filed: Date?
    /// Who of the parties the portal knows.
    public var references: [PartyReference]

    public init(
        dossier: String,
        data: String,
        auth: Auth,
        nonce: String,
        audience: [String],
        prefilled: Prefilled? = nil,
        type: String = "submission",
        answering: String? = nil,
        filed: Date? = nil,
        references: [PartyReference] = []
    ) {
        self.dossier = dossier
        self.data = data
        self.auth = auth
        self.nonce = nonce
        self.audience = audience
        self.prefilled = prefilled
        self.type = type
        self.answering = answering
        self.filed = filed
        self.references = references
    }

    func ffi(_ situation: Situation) -> MotCuaFFI.PrepareRequest {
        MotCuaFFI.PrepareRequest(
            dossier: dossier,
            data: data,
            prefilled: prefilled.map { MotCuaFFI.Prefilled(data: $0.data, provenance: $0.provenance) },
            auth: auth.ffi,
            nonce: nonce,
            aud: audience,
            attachments: situation.attachments.map(\.ffi),
            channel: situation.channel.ffi,
            kind: type,
            of: answering,
            filed: filed.map { ISO8601DateFormatter().string(from: $0) },
            references: references.map { MotCuaFFI.PartyReference(role: $0.role, reference: $0.reference) }
        )
    }
}

/// A form while somebody fills it in. Each change judges only what depends on it and says what changed, or nil when
/// nothing but the value did. Whatever the order of changes, the state is that of ``Pack/evaluate(_:data:situation:)``.
public final class FormSession: Sendable {
    private let ffi: MotCuaFFI.FormSession

    init(_ ffi: MotCuaFFI.FormSession) { self.ffi = ffi }

    private func told(_ change: () throws -> MotCuaFFI.FormChange?) throws(MotCuaError) -> FormChange? {
        try core { try change().map(FormChange.init) }
    }

    /// Sets a field to a value (JSON text); `null` empties it.
    @discardableResult
    public func set(_ pointer: String, json: String) throws(MotCuaError) -> FormChange? {
        try told { try ffi.set(pointer: pointer, value: json) }
    }

    /// Sets a field to what was typed, in normal form C whatever the keyboard gave.
    @discardableResult
    public func set(_ pointer: String, text: String) throws(MotCuaError) -> FormChange? {
        try told { try ffi.setText(pointer: pointer, text: text) }
    }

    /// Adds an item (JSON text) to a list, at its end or before the item at a position.
    @discardableResult
    public func addItem(_ list: String, json: String, at place: UInt32? = nil) throws(MotCuaError) -> FormChange? {
        try told { try ffi.addItem(list: list, value: json, at: place) }
    }

    /// Removes an item of a list.
    @discardableResult
    public func removeItem(_ list: String, at place: UInt32) throws(MotCuaError) -> FormChange? {
        try told { try ffi.removeItem(list: list, at: place) }
    }

    /// Moves an item of a list.
    @discardableResult
    public func moveItem(_ list: String, from: UInt32, to: UInt32) throws(MotCuaError) -> FormChange? {
        try told { try ffi.moveItem(list: list, from: from, to: to) }
    }

    /// Takes over what is attached.
    @discardableResult
    public func setAttachments(_ attachments: [Attachment]) throws(MotCuaError) -> FormChange? {
        try told { try ffi.setAttachments(attachments: attachments.map(\.ffi)) }
    }

    /// Takes over another channel.
    @discardableResult
    public func setChannel(_ channel: Channel) throws(MotCuaError) -> FormChange? {
        try told { try ffi.setChannel(channel: channel.ffi) }
    }

    /// Takes over another moment.
    @discardableResult
    public func setNow(_ now: Date) throws(MotCuaError) -> FormChange? {
        try told { try ffi.setNow(now: now.seconds) }
    }

    /// The whole state: verdict, what is hidden and required, computed values, progress of each section.
    public var state: FormState {
        get throws(MotCuaError) { try core { FormState(try ffi.state()) } }
    }

    /// Everything typed so far, hidden parts too; JSON text.
    public var data: String {
        get throws(MotCuaError) { try core { try ffi.data() } }
    }

    /// The data as it is signed, JSON text.
    public var signed: String {
        get throws(MotCuaError) { try core { try ffi.signed() } }
    }

    /// Where each value came from, as it is signed; JSON text.
    public var provenance: String {
        get throws(MotCuaError) { try core { try ffi.provenance() } }
    }

    /// The form to be stored, JSON text. It holds personal data: keep it in a ``Vault``.
    public var draft: String {
        get throws(MotCuaError) { try core { try ffi.draft() } }
    }

    /// Says that somebody saw that the value of this place was dropped; whether there was one.
    public func acknowledge(_ pointer: String) throws(MotCuaError) -> Bool {
        try core { try ffi.acknowledge(pointer: pointer) }
    }
}
