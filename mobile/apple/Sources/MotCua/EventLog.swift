import Foundation
internal import MotCuaFFI

/// A text in both languages.
public struct LocalizedText: Hashable, Sendable {
    /// Vietnamese.
    public let vi: String
    /// English.
    public let en: String

    init(_ ffi: MotCuaFFI.Text) {
        vi = ffi.vi
        en = ffi.en
    }

    /// The one of a language.
    public subscript(_ language: Language) -> String { language == .vietnamese ? vi : en }
}

/// Who causes an event.
public enum ActorRole: Hashable, Sendable {
    /// The person who files or follows.
    case citizen
    /// The intake, a program without any decryption key.
    case intake
    /// An officer who receives dossiers.
    case reception
    /// An officer who settles dossiers.
    case processing
    /// An officer who hands over results.
    case delivery
    /// A timer or another rule of the workflow.
    case system

    init(_ ffi: MotCuaFFI.ActorRole) {
        self =
            switch ffi {
            case .citizen: .citizen
            case .intake: .intake
            case .reception: .reception
            case .processing: .processing
            case .delivery: .delivery
            case .system: .system
            }
    }

    var ffi: MotCuaFFI.ActorRole {
        switch self {
        case .citizen: .citizen
        case .intake: .intake
        case .reception: .reception
        case .processing: .processing
        case .delivery: .delivery
        case .system: .system
        }
    }
}

/// A moment as the core writes it, RFC 3339 in whole seconds.
func moment(_ text: String) -> Date {
    let format = ISO8601DateFormatter()
    format.formatOptions = [.withInternetDateTime]
    // The core writes nothing else.
    return format.date(from: text) ?? .distantPast
}

/// What to keep of a log that was verified: hold the next one against it.
public struct Checkpoint: Hashable, Sendable {
    /// Dossier id.
    public let dossier: String
    /// Number of events.
    public let size: UInt32
    /// `sha-256:<base64url>` of the last of them.
    public let head: String
    /// When it was seen.
    public let at: Date

    public init(dossier: String, size: UInt32, head: String, at: Date) {
        self.dossier = dossier
        self.size = size
        self.head = head
        self.at = at
    }

    init(_ ffi: MotCuaFFI.Checkpoint) {
        self.init(dossier: ffi.dossier, size: ffi.size, head: ffi.head, at: Date(seconds: ffi.at))
    }

    var ffi: MotCuaFFI.Checkpoint {
        MotCuaFFI.Checkpoint(dossier: dossier, size: size, head: head, at: at.seconds)
    }
}

/// Why a status changed, and what must be supplied.
public struct Reason: Hashable, Sendable, PersonalData {
    /// Stable code.
    public let code: String
    /// The officer's own words to the applicant.
    public let note: String?
    /// What must be supplied.
    public let items: [String]
}

/// One step of the explanation of a due date.
public struct DueStep: Hashable, Sendable {
    /// Registered code, `deadline/…`.
    public let code: String
    /// Values for the message.
    public let params: [String: String]
    /// Article behind the step.
    public let legalBasis: String
}

/// A due date and why it is that one.
public struct Due: Hashable, Sendable {
    /// Moment from which the term counts.
    public let start: Date
    /// Moment by which the result is due.
    public let due: Date
    /// Article that sets the term.
    public let legalBasis: String
    /// The reasons, in order.
    public let steps: [DueStep]

    init(_ ffi: MotCuaFFI.Due) {
        start = moment(ffi.start)
        due = moment(ffi.due)
        legalBasis = ffi.legalBasis
        steps = ffi.steps.map { DueStep(code: $0.code, params: $0.params.dictionary, legalBasis: $0.legalBasis) }
    }
}

/// All moments of a dossier's fee added up, in đồng.
public struct Fee: Hashable, Sendable {
    /// Owed in all.
    public let due: Int64
    /// Asked for in all.
    public let requested: Int64
    /// Paid in all.
    public let paid: Int64
    /// Given back in all.
    public let refunded: Int64
    /// Not owed after all.
    public let exempt: Int64
    /// Still owed.
    public let outstanding: Int64
}

/// One entry of a dossier's history, decoded from a verified event.
public struct HistoryEntry: Hashable, Sendable, PersonalData {
    /// Position in the log.
    public let seq: Int
    /// When.
    public let at: Date
    /// Who signed: agency and unit.
    public let issuer: String
    /// `sha-256:<base64url>` of the compact event.
    public let hash: String
    /// `status`, `received`, `transfer`, `access`, `fee` or `unknown`.
    public let kind: String
    /// The status that it set, when it is a change of status.
    public let status: Int?
    /// What happened, JSON text of `{type, body}`.
    public let event: String

    init(_ ffi: MotCuaFFI.HistoryEntry) {
        seq = Int(ffi.seq)
        at = moment(ffi.at)
        issuer = ffi.issuer
        hash = ffi.hash
        kind = ffi.kind
        status = ffi.status.map(Int.init)
        event = ffi.event
    }
}

/// Where a dossier stands, from a verified log.
public struct DossierState: Hashable, Sendable, PersonalData {
    /// Dossier id.
    public let dossier: String
    /// Status by the codes of the workflow, 0 before the first event.
    public let status: Int
    /// National status, 1 to 10.
    public let national: Int?
    /// Number of events.
    public let size: Int
    /// Hash of the last event, empty before the first.
    public let head: String
    /// Provisional number from the acknowledgement.
    public let number: String?
    /// Official code.
    public let code: String?
    /// Due date in force, as the last signed change that set one says.
    public let due: Due?
    /// Open request for papers or people.
    public let request: Reason?
    /// Hash of the event that made it: what a supplement answers.
    public let requestEvent: String?
    /// Office that decides.
    public let holder: String?
    /// What it costs and what of it is paid.
    public let fee: Fee?
    /// A supplement arrived and no officer has acted on it yet.
    public let supplementWaiting: Bool
    /// How many times a new due date was given with an apology.
    public let reappointments: Int
    /// The whole history.
    public let history: [HistoryEntry]

    init(_ ffi: MotCuaFFI.DossierState) {
        dossier = ffi.dossier
        status = Int(ffi.status)
        national = ffi.national.map(Int.init)
        size = Int(ffi.size)
        head = ffi.head
        number = ffi.number
        code = ffi.code
        due = ffi.due.map(Due.init)
        request = ffi.request.map { Reason(code: $0.code, note: $0.note, items: $0.items) }
        requestEvent = ffi.requestEvent
        holder = ffi.holder
        fee = ffi.fee.map {
            Fee(
                due: $0.due, requested: $0.requested, paid: $0.paid, refunded: $0.refunded, exempt: $0.exempt,
                outstanding: $0.outstanding)
        }
        supplementWaiting = ffi.supplementWaiting
        reappointments = Int(ffi.reappointments)
        history = ffi.history.map(HistoryEntry.init)
    }
}

/// What a status does to the term.
public enum ClockState: Hashable, Sendable {
    case notStarted, running, paused, stopped, ended, cancelled

    init(_ ffi: MotCuaFFI.Clock) {
        self =
            switch ffi {
            case .notStarted: .notStarted
            case .running: .running
            case .paused: .paused
            case .stopped: .stopped
            case .ended: .ended
            case .cancelled: .cancelled
            }
    }
}

/// A status of the workflow in words.
public struct StatusInfo: Hashable, Sendable {
    /// Code within the workflow.
    public let code: Int
    /// National code.
    public let national: Int?
    /// Name.
    public let name: LocalizedText
    /// What happens next, for the applicant.
    public let next: LocalizedText
    /// No way out.
    public let isTerminal: Bool
    /// What it does to the term.
    public let clock: ClockState
    /// Kind of packet that it waits for.
    public let awaits: String?

    init(_ ffi: MotCuaFFI.StatusInfo) {
        code = Int(ffi.code)
        national = ffi.national.map(Int.init)
        name = LocalizedText(ffi.name)
        next = LocalizedText(ffi.next)
        isTerminal = ffi.terminal
        clock = ClockState(ffi.clock)
        awaits = ffi.awaits
    }
}

/// A change of status that may be made.
public struct StatusTransition: Hashable, Sendable {
    /// From.
    public let from: Int
    /// To.
    public let to: Int
    /// As whom.
    public let actors: [ActorRole]
    /// A reason is required.
    public let needsReason: Bool
    /// A list of what must be supplied, or by whom, is required.
    public let needsItems: Bool
    /// It points to a unit or a dossier, which must be named.
    public let needsTarget: Bool
    /// It gives a new due date, which the actor chooses.
    public let reappoints: Bool
    /// Standard form issued.
    public let form: String?
    /// Label of the button.
    public let label: LocalizedText
    /// Article behind it, where one names it.
    public let legalBasis: String?

    init(_ ffi: MotCuaFFI.Transition) {
        from = Int(ffi.from)
        to = Int(ffi.to)
        actors = ffi.actors.map(ActorRole.init)
        needsReason = ffi.reason
        needsItems = ffi.items
        needsTarget = ffi.target
        reappoints = ffi.reappoints
        form = ffi.form
        label = LocalizedText(ffi.label)
        legalBasis = ffi.legalBasis
    }
}

/// What the host does because of a change.
public struct Effect: Hashable, Sendable {
    /// `startClock`, `issueForm`, `bindCode`, …
    public let kind: String
    /// What the kind says.
    public let value: String?
}

/// A change that may be made.
public struct Applied: Hashable, Sendable, PersonalData {
    /// Body of the next event, JSON text of `{type, body}`, without `due` and `code`.
    public let event: String
    /// Compute the due date from the change's moment.
    public let startsClock: Bool
    /// Assign the official code.
    public let bindsCode: Bool
    /// Codes of remarks for the officer.
    public let remarks: [String]
    /// Everything that follows from the change.
    public let effects: [Effect]

    init(_ ffi: MotCuaFFI.Applied) {
        event = ffi.event
        startsClock = ffi.startsClock
        bindsCode = ffi.bindsCode
        remarks = ffi.remarks
        effects = ffi.effects.map { Effect(kind: $0.kind, value: $0.value) }
    }
}

/// What comes next, and by when.
public struct NextStep: Hashable, Sendable {
    /// Whether the applicant has to act; otherwise the agency.
    public let byApplicant: Bool
    /// The name of a time limit of the workflow, or `result` for the procedure's term.
    public let id: String
    /// Moment by which.
    public let by: Date
    /// Whether that moment has passed.
    public let isOverdue: Bool
    /// Article.
    public let legalBasis: String

    init(_ ffi: MotCuaFFI.NextStep) {
        byApplicant = ffi.applicant
        id = ffi.id
        by = moment(ffi.by)
        isOverdue = ffi.overdue
        legalBasis = ffi.legalBasis
    }
}

/// How a dossier stands with its term.
public struct TermStanding: Hashable, Sendable {
    /// What the term does now.
    public let clock: ClockState
    /// Due date with every step of the count; while the term is paused, as if it ran again now.
    public let due: Due?
    /// Whether that is the new date of an apology.
    public let isReappointed: Bool
    /// Working days after today until the due day, 0 on it and later.
    public let daysLeft: Int
    /// Whether the due moment has passed: now, or when the work was done.
    public let isOverdue: Bool
    /// Working days by which it is late.
    public let daysLate: Int
    /// What comes next, the earliest first.
    public let next: [NextStep]

    init(_ ffi: MotCuaFFI.TermStanding) {
        clock = ClockState(ffi.clock)
        due = ffi.due.map(Due.init)
        isReappointed = ffi.reappointed
        daysLeft = Int(ffi.daysLeft)
        isOverdue = ffi.overdue
        daysLate = Int(ffi.daysLate)
        next = ffi.next.map(NextStep.init)
    }
}

/// The log of a dossier, verified whole: where it stands, what may follow, and the next event to sign.
public final class EventLog: Sendable {
    private let ffi: MotCuaFFI.EventLog

    /// Verifies a whole log (compact JWS each, oldest first): signatures, chain, order, who holds it, legality of each
    /// change. `checkpoints` is what the app knows of the log: one that was cut, rolled back or rewritten is refused. A
    /// refusal names the first bad event in its parameter `firstBad`.
    public init(
        verifying events: [String], directory: KeyDirectory, pack: Pack? = nil, checkpoints: [Checkpoint] = []
    ) throws(MotCuaError) {
        ffi = try core {
            try MotCuaFFI.verifyLog(
                events: events, directory: directory.ffi, pack: pack?.ffi, checkpoints: checkpoints.map(\.ffi))
        }
    }

    /// A log without events, for whoever opens the dossier.
    public init(dossier: String, pack: Pack? = nil) throws(MotCuaError) {
        ffi = try core { try MotCuaFFI.beginLog(dossier: dossier, pack: pack?.ffi) }
    }

    /// Verifies the events that follow. When one is bad, the log ends before it.
    public func extend(_ events: [String], directory: KeyDirectory) throws(MotCuaError) {
        try core { try ffi.extend(events: events, directory: directory.ffi) }
    }

    /// Where the dossier stands.
    public var state: DossierState {
        get throws(MotCuaError) { try core { DossierState(try ffi.state()) } }
    }

    /// The present status: its name, and what happens next; nil before the first event.
    public var status: StatusInfo? {
        get throws(MotCuaError) { try core { try ffi.status().map(StatusInfo.init) } }
    }

    /// Every change that somebody in these roles may make now; `issuer` is the unit that would sign.
    public func actions(
        _ roles: [ActorRole], now: Date, issuer: String = ""
    ) throws(MotCuaError) -> [StatusTransition] {
        try core {
            try ffi.actions(roles: roles.map(\.ffi), issuer: issuer, now: now.seconds).map(StatusTransition.init)
        }
    }

    /// Whether an actor may make a change now, and what follows from it. `action` is JSON text
    /// (`{"to":2,"actor":"reception","seen":1}`, with `reason`, `target`, `newDue` where the change needs them).
    public func apply(_ action: String, now: Date) throws(MotCuaError) -> Applied {
        try core { Applied(try ffi.apply(action: action, now: now.seconds)) }
    }

    /// First half of signing the event that follows. `issuer` is the unit that signs, `id` unique, `transaction` what
    /// caused it, `bodies` JSON text of a list of `{type, body}`.
    public func beginEvent(
        issuer: String, at moment: Date, id: String, transaction: String, bodies: String, key: PublicJWK
    ) throws(MotCuaError) -> SigningRequest {
        try core {
            SigningRequest(
                try ffi.beginEvent(
                    issuer: issuer, at: moment.seconds, id: id, transaction: transaction, bodies: bodies, key: key.ffi
                ), key)
        }
    }

    /// How the dossier stands with its term: what is due, what comes next, and by when.
    public func standing(_ pack: Pack, procedure: String, now: Date) throws(MotCuaError) -> TermStanding {
        try core { TermStanding(try ffi.standing(pack: pack.ffi, procedure: procedure, now: now.seconds)) }
    }

    /// The paper of a form (`01` to `06`) that the log issued, JSON text; `facts` is what it says beside the log.
    public func issueDocument(
        _ form: String, pack: Pack, procedure: String, facts: String, now: Date
    ) throws(MotCuaError) -> String {
        try core {
            try ffi.issueDocument(form: form, pack: pack.ffi, procedure: procedure, facts: facts, now: now.seconds)
        }
    }

    /// First half of signing a receipt over the log.
    public func beginReceipt(now: Date, key: PublicJWK) throws(MotCuaError) -> SigningRequest {
        try core { SigningRequest(try ffi.beginReceipt(now: now.seconds, key: key.ffi), key) }
    }

    /// Verifies a receipt (`egov-receipt+jws` as JSON text) over this log; how many events it covers.
    public func verifyReceipt(_ receipt: String, directory: KeyDirectory) throws(MotCuaError) -> Int {
        try core { Int(try ffi.verifyReceipt(receipt: receipt, directory: directory.ffi)) }
    }

    /// What to keep of this log: hold the next one against it.
    public func checkpoint(at moment: Date) throws(MotCuaError) -> Checkpoint {
        try core { Checkpoint(try ffi.checkpoint(at: moment.seconds)) }
    }
}
