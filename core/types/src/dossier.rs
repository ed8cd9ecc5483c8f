//! Where a dossier stands, as read from its log, and the workflow that says what may follow.

use crate::deadline::Due;
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
        /// National status, 0 before the first event.
        pub status: u32,
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
        /// Due date in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<Due>,
        /// Open request to the applicant, while status is 5.
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
        /// The whole history.
        pub history: Vec<HistoryEntry>,
    }
}

record! {
    /// A status of the workflow.
    pub struct StatusDef {
        /// National code.
        pub code: u32,
        /// Name.
        pub name: Text,
        /// What happens next, for the applicant.
        pub next: Text,
        /// No way out.
        pub terminal: bool,
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
        /// A list of what must be supplied is required.
        #[serde(default)]
        pub items: bool,
        /// Standard form issued.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub form: Option<String>,
        /// Starts the clock and sets a due date.
        #[serde(default)]
        pub starts_clock: bool,
        /// Only after a supplement arrived.
        #[serde(default)]
        pub needs_supplement: bool,
        /// Label of the button.
        pub label: Text,
    }
}

record! {
    /// A workflow as data.
    pub struct Workflow {
        /// Id, for example `one-stop`.
        pub id: String,
        /// Version.
        pub version: String,
        /// Texts of law behind it.
        pub legal_basis: Vec<String>,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
        /// Statuses.
        pub statuses: Vec<StatusDef>,
        /// Allowed changes.
        pub transitions: Vec<Transition>,
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
        /// Reference of the officer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<Reason>,
        /// Size of the log that the actor saw; another size is refused.
        pub seen: u32,
    }
}
