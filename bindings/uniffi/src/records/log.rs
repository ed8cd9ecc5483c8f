//! Where a dossier stands, and what may follow.

use motcua::dossier::workflow;
use motcua::types::{deadline, dossier, event, fee};

use super::sealed::word;
use super::{Param, Text};
use crate::error::Result;
use crate::text::write;

/// Who causes an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ActorRole {
    /// The person who files or follows.
    Citizen,
    /// The intake, a program without any decryption key.
    Intake,
    /// An officer who receives dossiers.
    Reception,
    /// An officer who settles dossiers.
    Processing,
    /// An officer who hands over results.
    Delivery,
    /// A timer or another rule of the workflow.
    System,
}

impl From<ActorRole> for event::ActorRole {
    fn from(role: ActorRole) -> Self {
        match role {
            ActorRole::Citizen => Self::Citizen,
            ActorRole::Intake => Self::Intake,
            ActorRole::Reception => Self::Reception,
            ActorRole::Processing => Self::Processing,
            ActorRole::Delivery => Self::Delivery,
            ActorRole::System => Self::System,
        }
    }
}

impl From<event::ActorRole> for ActorRole {
    fn from(role: event::ActorRole) -> Self {
        match role {
            event::ActorRole::Citizen => Self::Citizen,
            event::ActorRole::Intake => Self::Intake,
            event::ActorRole::Reception => Self::Reception,
            event::ActorRole::Processing => Self::Processing,
            event::ActorRole::Delivery => Self::Delivery,
            event::ActorRole::System => Self::System,
        }
    }
}

/// What to keep of a log that was verified: hold the next one against it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Checkpoint {
    /// Dossier id.
    pub dossier: String,
    /// Number of events.
    pub size: u32,
    /// `sha-256:<base64url>` of the last of them.
    pub head: String,
    /// When it was seen, seconds since 1970.
    pub at: i64,
}

impl From<event::Checkpoint> for Checkpoint {
    fn from(checkpoint: event::Checkpoint) -> Self {
        let event::Checkpoint { dossier, size, head, at } = checkpoint;
        Self { dossier, size, head, at }
    }
}

impl From<Checkpoint> for event::Checkpoint {
    fn from(checkpoint: Checkpoint) -> Self {
        let Checkpoint { dossier, size, head, at } = checkpoint;
        Self { dossier, size, head, at }
    }
}

/// Why a status changed, and what must be supplied.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Reason {
    /// Stable code.
    pub code: String,
    /// The officer's own words to the applicant.
    pub note: Option<String>,
    /// What must be supplied.
    pub items: Vec<String>,
}

impl From<&event::Reason> for Reason {
    fn from(reason: &event::Reason) -> Self {
        Self { code: reason.code.clone(), note: reason.note.clone(), items: reason.items.clone() }
    }
}

/// One step of the explanation of a due date.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DueStep {
    /// Registered code, `deadline/…`.
    pub code: String,
    /// Values for the message.
    pub params: Vec<Param>,
    /// Article behind the step.
    pub legal_basis: String,
}

/// A due date and why it is that one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Due {
    /// Moment from which the term counts, RFC 3339 in UTC+7.
    pub start: String,
    /// Moment by which the result is due, RFC 3339 in UTC+7.
    pub due: String,
    /// Article that sets the term.
    pub legal_basis: String,
    /// The reasons, in order.
    pub steps: Vec<DueStep>,
}

impl From<deadline::Due> for Due {
    fn from(due: deadline::Due) -> Self {
        let step = |step: deadline::DueStep| DueStep {
            code: step.code,
            params: step.params.into_iter().map(Param::from).collect(),
            legal_basis: step.legal_basis,
        };
        Self {
            start: due.start,
            due: due.due,
            legal_basis: due.term.legal_basis,
            steps: due.steps.into_iter().map(step).collect(),
        }
    }
}

/// All moments of a dossier's fee added up, in đồng.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Fee {
    /// Owed in all.
    pub due: i64,
    /// Asked for in all.
    pub requested: i64,
    /// Paid in all.
    pub paid: i64,
    /// Given back in all.
    pub refunded: i64,
    /// Not owed after all.
    pub exempt: i64,
    /// Still owed.
    pub outstanding: i64,
}

impl From<fee::FeeState> for Fee {
    fn from(state: fee::FeeState) -> Self {
        let outstanding = motcua::dossier::fee::outstanding(&state);
        let fee::FeeState { due, requested, paid, refunded, exempt } = state;
        Self { due, requested, paid, refunded, exempt, outstanding }
    }
}

/// One entry of a dossier's history, decoded from a verified event.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct HistoryEntry {
    /// Position in the log.
    pub seq: u32,
    /// RFC 3339 in UTC+7.
    pub at: String,
    /// Who signed: agency and unit.
    pub issuer: String,
    /// `sha-256:<base64url>` of the compact event.
    pub hash: String,
    /// `status`, `received`, `transfer`, `access`, `fee` or `unknown`.
    pub kind: String,
    /// The status that it set, when it is a change of status.
    pub status: Option<u32>,
    /// What happened (JSON text of `{type, body}`).
    pub event: String,
}

impl HistoryEntry {
    fn of(entry: &dossier::HistoryEntry) -> Result<Self> {
        let (kind, status) = match &entry.event {
            event::DossierEvent::Status(change) => ("status", Some(change.status)),
            event::DossierEvent::Received(_) => ("received", None),
            event::DossierEvent::Transfer(_) => ("transfer", None),
            event::DossierEvent::Access(_) => ("access", None),
            event::DossierEvent::Fee(_) => ("fee", None),
            event::DossierEvent::Unknown(_) => ("unknown", None),
        };
        Ok(Self {
            seq: entry.seq,
            at: entry.at.clone(),
            issuer: entry.issuer.clone(),
            hash: entry.hash.clone(),
            kind: kind.to_owned(),
            status,
            event: write(&entry.event)?,
        })
    }
}

/// State computed from a verified log.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DossierState {
    /// Dossier id.
    pub dossier: String,
    /// Status by the codes of the workflow, 0 before the first event.
    pub status: u32,
    /// National status, 1 to 10.
    pub national: Option<u32>,
    /// Number of events.
    pub size: u32,
    /// Hash of the last event, empty before the first.
    pub head: String,
    /// Provisional number from the acknowledgement.
    pub number: Option<String>,
    /// Official code.
    pub code: Option<String>,
    /// Due date in force, as the last signed change that set one says.
    pub due: Option<Due>,
    /// Open request for papers or people.
    pub request: Option<Reason>,
    /// Hash of the event that made it: what a supplement answers.
    pub request_event: Option<String>,
    /// Office that decides.
    pub holder: Option<String>,
    /// What it costs and what of it is paid.
    pub fee: Option<Fee>,
    /// A supplement arrived and no officer has acted on it yet.
    pub supplement_waiting: bool,
    /// How many times a new due date was given with an apology.
    pub reappointments: u32,
    /// The whole history.
    pub history: Vec<HistoryEntry>,
}

impl DossierState {
    pub(crate) fn of(state: &dossier::DossierState) -> Result<Self> {
        Ok(Self {
            dossier: state.dossier.clone(),
            status: state.status,
            national: state.national,
            size: state.size,
            head: state.head.clone(),
            number: state.number.clone(),
            code: state.code.clone(),
            due: state.due.clone().map(Due::from),
            request: state.request.as_ref().map(Reason::from),
            request_event: state.request_event.clone(),
            holder: state.holder.clone(),
            fee: state.fee.map(Fee::from),
            supplement_waiting: state.supplement_waiting,
            reappointments: state.reappointments,
            history: state.history.iter().map(HistoryEntry::of).collect::<Result<_>>()?,
        })
    }
}

/// What a status does to the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Clock {
    /// The term has not begun.
    NotStarted,
    /// The term runs.
    Running,
    /// Time does not count.
    Paused,
    /// The term is void; it begins again from zero.
    Stopped,
    /// The work is done; what was due stays known.
    Ended,
    /// There is nothing more to wait for.
    Cancelled,
}

impl From<dossier::ClockState> for Clock {
    fn from(clock: dossier::ClockState) -> Self {
        match clock {
            dossier::ClockState::NotStarted => Self::NotStarted,
            dossier::ClockState::Running => Self::Running,
            dossier::ClockState::Paused => Self::Paused,
            dossier::ClockState::Stopped => Self::Stopped,
            dossier::ClockState::Ended => Self::Ended,
            dossier::ClockState::Cancelled => Self::Cancelled,
        }
    }
}

/// A status of the workflow in words.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StatusInfo {
    /// Code within the workflow.
    pub code: u32,
    /// National code.
    pub national: Option<u32>,
    /// Name.
    pub name: Text,
    /// What happens next, for the applicant.
    pub next: Text,
    /// No way out.
    pub terminal: bool,
    /// What it does to the term.
    pub clock: Clock,
    /// Kind of packet that it waits for.
    pub awaits: Option<String>,
}

impl From<&dossier::StatusDef> for StatusInfo {
    fn from(status: &dossier::StatusDef) -> Self {
        Self {
            code: status.code,
            national: status.national,
            name: status.name.clone().into(),
            next: status.next.clone().into(),
            terminal: status.terminal,
            clock: status.clock.into(),
            awaits: status.awaits.clone(),
        }
    }
}

/// A change of status that may be made.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Transition {
    /// From.
    pub from: u32,
    /// To.
    pub to: u32,
    /// As whom.
    pub actors: Vec<ActorRole>,
    /// A reason is required.
    pub reason: bool,
    /// A list of what must be supplied, or by whom, is required.
    pub items: bool,
    /// It points to a unit or a dossier, which must be named.
    pub target: bool,
    /// It gives a new due date, which the actor chooses.
    pub reappoints: bool,
    /// Standard form issued.
    pub form: Option<String>,
    /// Label of the button.
    pub label: Text,
    /// Article behind it, where one names it.
    pub legal_basis: Option<String>,
}

impl From<dossier::Transition> for Transition {
    fn from(found: dossier::Transition) -> Self {
        Self {
            from: found.from,
            to: found.to,
            actors: found.actors.into_iter().map(ActorRole::from).collect(),
            reason: found.reason,
            items: found.items,
            target: found.target.is_some(),
            reappoints: found.reappoints,
            form: found.form,
            label: found.label.into(),
            legal_basis: found.legal_basis,
        }
    }
}

/// One effect of a change: what the host does.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Effect {
    /// `startClock`, `issueForm`, `bindCode`, …
    pub kind: String,
    /// What the kind says.
    pub value: Option<String>,
}

/// A change that may be made, and what the host must do with it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Applied {
    /// Body of the next event (JSON text of `{type, body}`), without `due` and `code`, which the host fills in as the
    /// effects say.
    pub event: String,
    /// The change starts the clock: compute the due date from its moment.
    pub starts_clock: bool,
    /// The change binds the official code: assign one.
    pub binds_code: bool,
    /// Registered codes of remarks for the officer.
    pub remarks: Vec<String>,
    /// Everything that follows from the change.
    pub effects: Vec<Effect>,
}

impl Applied {
    pub(crate) fn of(applied: workflow::Applied) -> Result<Self> {
        let effect = |effect: dossier::Effect| Ok(Effect { kind: word(&effect.kind)?, value: effect.value });
        Ok(Self {
            event: write(&event::DossierEvent::Status(applied.change))?,
            starts_clock: applied.starts_clock,
            binds_code: applied.binds_code,
            remarks: applied.remarks.into_iter().map(str::to_owned).collect(),
            effects: applied.effects.into_iter().map(effect).collect::<Result<_>>()?,
        })
    }
}

/// What comes next, and by when.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NextStep {
    /// Whether the applicant has to act; otherwise the agency.
    pub applicant: bool,
    /// The name of a time limit of the workflow, or `result` for the procedure's term.
    pub id: String,
    /// Moment by which, RFC 3339 in UTC+7.
    pub by: String,
    /// Whether that moment has passed.
    pub overdue: bool,
    /// Article.
    pub legal_basis: String,
}

/// How a dossier stands with its term.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TermStanding {
    /// What the term does now.
    pub clock: Clock,
    /// Due date with every step of the count; while the term is paused, as if it ran again now.
    pub due: Option<Due>,
    /// Whether that is the new date of an apology.
    pub reappointed: bool,
    /// Working days after today until the due day, 0 on it and later.
    pub days_left: u32,
    /// Whether the due moment has passed: now, or when the work was done.
    pub overdue: bool,
    /// Working days by which it is late.
    pub days_late: u32,
    /// What comes next, the earliest first.
    pub next: Vec<NextStep>,
}

impl From<deadline::TermStanding> for TermStanding {
    fn from(standing: deadline::TermStanding) -> Self {
        let next = |step: deadline::NextStep| NextStep {
            applicant: step.party == dossier::Side::Applicant,
            id: step.id,
            by: step.by,
            overdue: step.overdue,
            legal_basis: step.legal_basis,
        };
        Self {
            clock: standing.clock.into(),
            due: standing.due.map(Due::from),
            reappointed: standing.reappointed,
            days_left: standing.days_left,
            overdue: standing.overdue,
            days_late: standing.days_late,
            next: standing.next.into_iter().map(next).collect(),
        }
    }
}
