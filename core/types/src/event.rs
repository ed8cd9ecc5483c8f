//! The dossier's log: signed events in a hash chain (Security Event Tokens, RFC 8417), and receipts.

use crate::deadline::Due;
use crate::fee::FeeChange;
use crate::submission::Channel;

/// Member name of [`StatusChange`] in a SET's `events`.
pub const EVENT_STATUS: &str = "urn:egov:event:status";
/// Member name of [`Received`] in a SET's `events`.
pub const EVENT_RECEIVED: &str = "urn:egov:event:received";
/// Member name of [`Transfer`] in a SET's `events`.
pub const EVENT_TRANSFER: &str = "urn:egov:event:transfer";
/// Member name of [`Access`] in a SET's `events`.
pub const EVENT_ACCESS: &str = "urn:egov:event:access";
/// Member name of [`FeeChange`] in a SET's `events`.
pub const EVENT_FEE: &str = "urn:egov:event:fee";

record! {
    /// Who caused an event.
    #[derive(Copy, Eq)]
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
}

record! {
    personal
    /// Why a status changed. The code comes from the procedure or the workflow; the note is the officer's.
    #[derive(Eq)]
    pub struct Reason {
        /// Stable code.
        pub code: String,
        /// The officer's own words to the applicant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub note: Option<String>,
        /// What must be supplied, all of it at once (Decree 118/2025/NĐ-CP as amended, Art. 17(2)(a)).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub items: Vec<String>,
    }
}

record! {
    /// Body of [`EVENT_STATUS`]: the status becomes `status`.
    pub struct StatusChange {
        /// Code of the dossier's workflow, whose statuses say which national code they stand for. A code that the
        /// workflow does not have is preserved, not acted on.
        pub status: u32,
        /// Who did it.
        pub actor: ActorRole,
        /// Reference of the officer, from the enrolment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
        /// Name of the officer as the office makes it known; form 01 carries it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer_name: Option<String>,
        /// Number of the standard form issued with it (`01` … `07`, Circular 03/2025/TT-VPCP).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub form: Option<String>,
        /// Official dossier code, bound to the random id by the first acceptance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub code: Option<String>,
        /// Unit that the dossier is handed to, or dossier that it is merged into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub target: Option<String>,
        /// Due date set by this change, with its explanation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<Due>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<Reason>,
    }
}

record! {
    /// Body of [`EVENT_RECEIVED`]: a packet arrived and is stored.
    #[derive(Eq)]
    pub struct Received {
        /// `submission`, `supplement`, `withdrawal` …
        #[serde(rename = "type")]
        pub kind: String,
        /// `sha-256:<base64url>` of the canonical packet.
        pub packet: String,
        /// How it came in.
        pub channel: Channel,
        /// Provisional number printed on the acknowledgement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub number: Option<String>,
    }
}

record! {
    /// Body of [`EVENT_TRANSFER`]: the office that held the dossier hands it to another. From then on only the new
    /// one decides. The packet that goes with it is sealed to the receiver around the unchanged signed submission.
    #[derive(Eq)]
    pub struct Transfer {
        /// Who hands over, as it signs events: `agency` or `agency/unit`.
        pub from: String,
        /// Who receives: one unit (`agency/unit`), or any unit of an `agency`.
        pub to: String,
        /// Why.
        pub reason: Reason,
        /// `sha-256:<base64url>` of the canonical packet sealed to the receiver.
        pub packet_hash: String,
    }
}

record! {
    /// Body of [`EVENT_ACCESS`]: somebody in an office opened data of the dossier. Holds references, never data.
    #[derive(Eq)]
    pub struct Access {
        /// In which role.
        pub actor: ActorRole,
        /// Reference of the officer, from the enrolment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
        /// What for, as a code of the office such as `settle`, `control` or `complaint`; never empty.
        pub purpose: String,
        /// Classes of personal data that were opened, `basic` or `sensitive:<kind>`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub classes: Vec<String>,
        /// `sha-256:<base64url>` of the packet or document that was opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub object: Option<String>,
    }
}

record! {
    /// Claims of one event of the log. `events` maps an event URI to its body; a known URI is decoded into
    /// [`DossierEvent`], an unknown one is kept as it is.
    pub struct EventClaims {
        /// Thumbprint owner: the agency or unit that signs.
        pub iss: String,
        /// Time of the event, seconds since 1970.
        pub iat: i64,
        /// Unique id of the event.
        pub jti: String,
        /// Dossier id.
        pub sub: String,
        /// Transaction that caused it, such as an idempotency key.
        pub txn: String,
        /// Position in the log, from 0.
        pub seq: u32,
        /// `sha-256:<base64url>` of the previous compact JWS; absent at `seq` 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub prev: Option<String>,
        /// Event bodies by URI.
        #[cfg_attr(feature = "wasm", tsify(type = "Record<string, unknown>"))]
        pub events: crate::Value,
    }
}

record! {
    /// A decoded event body.
    #[serde(tag = "type", content = "body")]
    #[allow(clippy::large_enum_variant, reason = "nearly all events are the large one")]
    pub enum DossierEvent {
        /// [`EVENT_STATUS`].
        Status(StatusChange),
        /// [`EVENT_RECEIVED`].
        Received(Received),
        /// [`EVENT_TRANSFER`].
        Transfer(Transfer),
        /// [`EVENT_ACCESS`].
        Access(Access),
        /// [`EVENT_FEE`].
        Fee(FeeChange),
        /// Preserved, not acted on; holds the URI.
        Unknown(String),
    }
}

record! {
    /// Payload of a receipt (`egov-receipt+jws`): a signed checkpoint of the log.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct Receipt {
        /// Always 1.
        pub v: u32,
        /// Dossier id.
        pub dossier: String,
        /// Official code, once there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub code: Option<String>,
        /// Number of events covered.
        pub size: u32,
        /// `sha-256:<base64url>` of the last compact JWS covered.
        pub head: String,
        /// Time of signing, seconds since 1970.
        pub iat: i64,
        /// Reserved: proof of this head in the agency-wide tree (RFC 6962).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub inclusion: Option<String>,
        /// Reserved: time-stamp token (RFC 3161), base64url.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub tst: Option<String>,
    }
}

record! {
    /// What a reader keeps of a log that it has seen. A later log must reach as far and hold the same event there.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct Checkpoint {
        /// Dossier id.
        pub dossier: String,
        /// Number of events.
        pub size: u32,
        /// `sha-256:<base64url>` of the last of them.
        pub head: String,
        /// When it was seen by the reader's own clock, or signed by somebody who is believed; seconds since 1970.
        pub at: i64,
    }
}
