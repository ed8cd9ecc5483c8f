//! The dossier's log: signed events in a hash chain (Security Event Tokens, RFC 8417), and receipts.

use serde::de::{Deserialize, Deserializer};

use crate::deadline::Due;
use crate::record::Record;
use crate::submission::Channel;
use crate::tagged::{Tagged, refuse, text};

/// Member name of [`StatusChange`] in a SET's `events`.
pub const EVENT_STATUS: &str = "urn:egov:event:status";
/// Member name of [`Received`] in a SET's `events`.
pub const EVENT_RECEIVED: &str = "urn:egov:event:received";

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
    /// Body of [`EVENT_STATUS`]: the national status becomes `status`.
    pub struct StatusChange {
        /// National status code, 1 to 10; others are preserved, not acted on.
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
    tagged
    /// A decoded event body.
    #[serde(tag = "type", content = "body")]
    #[allow(clippy::large_enum_variant, reason = "nearly all events are the large one")]
    pub enum DossierEvent {
        /// [`EVENT_STATUS`].
        Status(StatusChange),
        /// [`EVENT_RECEIVED`].
        Received(Received),
        /// Preserved, not acted on; holds the URI.
        Unknown(String),
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
enum EventKind {
    Status,
    Received,
    Unknown,
}

impl<'de> Deserialize<'de> for DossierEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut event = Tagged::read(deserializer, "type")?;
        let body = event.member("body")?;
        Ok(match event.kind {
            EventKind::Status => Self::Status(StatusChange::from_value(&body).map_err(refuse)?),
            EventKind::Received => Self::Received(Received::from_value(&body).map_err(refuse)?),
            EventKind::Unknown => Self::Unknown(text(body)?),
        })
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
