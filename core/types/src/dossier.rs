//! Where a dossier stands, as read from its log, and the workflow that says what may follow.

use crate::deadline::{Due, Term};
use crate::event::{ActorRole, DossierEvent, Reason};
use crate::fee::FeeState;
use crate::procedure::{ReasonDef, Text};
use crate::submission::Channel;

record! {
    /// One entry of a dossier's history, decoded from a verified event.
    pub struct HistoryEntry {
        /// Position in the log.
        pub seq: u32,
        /// RFC 3339 in UTC+7.
        pub at: String,
        /// Who signed: agency and unit from the key directory.
        pub issuer: String,
        /// `sha-256:<base64url>` of the compact event.
        pub hash: String,
        /// What happened.
        pub event: DossierEvent,
    }
}

record! {
    /// State computed from a verified log.
    pub struct DossierState {
        /// Dossier id.
        pub dossier: String,
        /// Status by the codes of the workflow, 0 before the first event.
        pub status: u32,
        /// National status, 1 to 10: that of the workflow's status, or the last one there was while an internal status
        /// has none. Absent before the dossier is known to the national portal, and in workflows outside of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub national: Option<u32>,
        /// Number of events.
        pub size: u32,
        /// Hash of the last event, empty before the first.
        pub head: String,
        /// Provisional number from the acknowledgement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub number: Option<String>,
        /// Official code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub code: Option<String>,
        /// How it came in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub channel: Option<Channel>,
        /// Due date in force, as the last signed change that set one says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<Due>,
        /// Open request, while the status is one that waits for papers or for people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub request: Option<Reason>,
        /// Hash of the event that made the open request.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub request_event: Option<String>,
        /// Office that decides: the agency of the first decision, after a transfer the one it went to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub holder: Option<String>,
        /// What it costs and what of it is paid, once anything is owed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub fee: Option<FeeState>,
        /// True when a supplement arrived and no officer has acted on it yet.
        pub supplement_waiting: bool,
        /// How many times more papers were asked for.
        pub supplement_requests: u32,
        /// How many packets of the kind that the status waits for arrived since it was entered.
        #[serde(default)]
        pub arrived: u32,
        /// How many times a new due date was given with an apology.
        #[serde(default)]
        pub reappointments: u32,
        /// Hash of the first piece of evidence that the log holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub evidence: Option<String>,
        /// Where the last change points to: the unit a handover is under way to, or the dossier this one was merged into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub target: Option<String>,
        /// The whole history.
        pub history: Vec<HistoryEntry>,
    }
}

record! {
    /// What a status does to the term.
    #[derive(Copy, Eq, Default)]
    pub enum ClockState {
        /// The term has not begun.
        #[default]
        NotStarted,
        /// The term runs.
        Running,
        /// Time does not count; when the term runs again, it goes on from where it stood.
        Paused,
        /// The term is void; it begins again from zero.
        Stopped,
        /// The work is done; what was due stays known.
        Ended,
        /// There is nothing more to wait for.
        Cancelled,
    }
}

record! {
    /// How a status counts in index 2.1 of Decision 766/QĐ-TTg.
    #[derive(Copy, Eq, Default)]
    pub enum KpiState {
        /// Before acceptance, or outside of the index.
        #[default]
        None,
        /// Under way.
        Open,
        /// The applicant was asked for papers: this time is subtracted.
        Request,
        /// Over; its moment is the end.
        Closed,
    }
}

record! {
    /// A status of the workflow.
    pub struct StatusDef {
        /// Code within the workflow. The one-stop workflow gives the national codes 1 to 10 to the statuses that have
        /// one, and codes from 11 on to internal statuses.
        pub code: u32,
        /// National code, 1 to 10; absent for a status that the national portal does not know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub national: Option<u32>,
        /// Name.
        pub name: Text,
        /// What happens next, for the applicant.
        pub next: Text,
        /// No way out.
        pub terminal: bool,
        /// What it does to the term.
        #[serde(default)]
        pub clock: ClockState,
        /// How it counts.
        #[serde(default)]
        pub kpi: KpiState,
        /// Kind of packet that it waits for, for example `supplement`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub awaits: Option<String>,
    }
}

record! {
    /// A condition of a change that lies in the dossier's past, its due date, or in who acts.
    #[derive(Copy, Eq)]
    pub enum Guard {
        /// A packet of the kind that the status waits for has arrived.
        Arrived,
        /// As many of them as the open request has items.
        AllArrived,
        /// The dossier was accepted once: its official code is bound.
        Accepted,
        /// It never was.
        NeverAccepted,
        /// No new due date was given before.
        NotReappointed,
        /// The day is one before the due date, or earlier.
        DayBeforeDue,
        /// The log holds the hash of a piece of evidence.
        Evidence,
        /// Whoever acts is the unit that the dossier is being handed to.
        Receiver,
    }
}

record! {
    /// What a change points to.
    #[derive(Copy, Eq)]
    pub enum TargetKind {
        /// A unit, as the key directory names it: `agency` or `agency/unit`.
        Unit,
        /// Another dossier.
        Dossier,
    }
}

record! {
    /// An allowed change of status.
    pub struct Transition {
        /// From.
        pub from: u32,
        /// To.
        pub to: u32,
        /// Who may.
        pub actors: Vec<ActorRole>,
        /// A reason is required.
        #[serde(default)]
        pub reason: bool,
        /// A list of what must be supplied, or by whom, is required.
        #[serde(default)]
        pub items: bool,
        /// Standard form issued.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub form: Option<String>,
        /// Starts the clock and sets a due date.
        #[serde(default)]
        pub starts_clock: bool,
        /// Gives a new due date, which the actor chooses.
        #[serde(default)]
        pub reappoints: bool,
        /// Binds the official code if there is none yet.
        #[serde(default)]
        pub binds_code: bool,
        /// What it points to; required when present.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub target: Option<TargetKind>,
        /// Conditions, all of which must hold.
        #[serde(default)]
        pub guards: Vec<Guard>,
        /// Article behind it, where one names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub legal_basis: Option<String>,
        /// Label of the button.
        pub label: Text,
    }
}

record! {
    /// Whose turn it is.
    #[derive(Copy, Eq)]
    pub enum Side {
        /// The agency.
        Agency,
        /// The applicant.
        Applicant,
    }
}

record! {
    /// A time limit beside the procedure's term. It counts from the last time that a status of `from` was entered, and
    /// runs while the status is one of `during`.
    pub struct Timer {
        /// Name within the workflow.
        pub id: String,
        /// Statuses whose entry starts it.
        pub from: Vec<u32>,
        /// Statuses in which it runs.
        pub during: Vec<u32>,
        /// How long, with its article.
        pub term: Term,
        /// Who has to act.
        pub party: Side,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
        /// Status that the system sets when the time has passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub then: Option<u32>,
        /// What it is for.
        pub name: Text,
    }
}

record! {
    /// What an actor's role is called in a workflow.
    #[derive(Eq)]
    pub struct RoleDef {
        /// Role.
        pub role: ActorRole,
        /// Name.
        pub name: Text,
    }
}

record! {
    /// A workflow as data.
    pub struct Workflow {
        /// Id, for example `one-stop`.
        pub id: String,
        /// Version.
        pub version: String,
        /// Name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub name: Option<Text>,
        /// Texts of law behind it.
        pub legal_basis: Vec<String>,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
        /// Names of the roles.
        #[serde(default)]
        pub roles: Vec<RoleDef>,
        /// Statuses.
        pub statuses: Vec<StatusDef>,
        /// Allowed changes.
        pub transitions: Vec<Transition>,
        /// Time limits beside the procedure's term.
        #[serde(default)]
        pub timers: Vec<Timer>,
        /// Standard forms that go with the changes.
        #[serde(default)]
        pub forms: Vec<FormDef>,
        /// Reasons that hold for any procedure; a procedure may add its own.
        #[serde(default)]
        pub reasons: Vec<ReasonDef>,
    }
}

record! {
    /// A standard form of the one-stop mechanism (Circular 03/2025/TT-VPCP).
    #[derive(Eq)]
    pub struct FormDef {
        /// Number, `01` to `07`.
        pub number: String,
        /// Name.
        pub name: Text,
    }
}

record! {
    /// A change that an actor asks for.
    pub struct Action {
        /// Status to reach.
        pub to: u32,
        /// Who asks.
        pub actor: ActorRole,
        /// Name of the unit that will sign, as the key directory has it; needed to take a handover over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub issuer: Option<String>,
        /// Reference of the officer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<Reason>,
        /// Unit or dossier that the change points to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub target: Option<String>,
        /// New due date, `yyyy-mm-dd`, of a change that gives one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub new_due: Option<String>,
        /// Size of the log that the actor saw; another size is refused.
        pub seen: u32,
    }
}

record! {
    /// What a host does because of a change.
    #[derive(Copy, Eq)]
    pub enum EffectKind {
        /// Compute the due date from the change's moment.
        StartClock,
        /// The term stands still.
        PauseClock,
        /// The term runs again: compute the moved due date.
        ResumeClock,
        /// The term is void.
        StopClock,
        /// The work is done, or there is nothing more to wait for.
        EndClock,
        /// Put the new due date into the event.
        Reappoint,
        /// Assign the official code.
        BindCode,
        /// Issue the standard form whose number is `value`.
        IssueForm,
        /// Report the national status `value`.
        SyncNational,
        /// The unit `value` is to take the dossier over.
        HandOver,
        /// Tell the officer what the code `value` says.
        Remark,
    }
}

record! {
    /// One effect of a change.
    #[derive(Eq)]
    pub struct Effect {
        /// What to do.
        pub kind: EffectKind,
        /// What the kind says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub value: Option<String>,
    }
}
