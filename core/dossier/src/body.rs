//! Bodies of events: records in the `events` member of a SET (RFC 8417), under their URIs.

use motcua_json::{Object, Value};
use motcua_types::Record;
use motcua_types::audit::{AuditRecord, AuditedKind};
use motcua_types::event::{
    Access, ActorRole, DossierEvent, EVENT_ACCESS, EVENT_FEE, EVENT_RECEIVED, EVENT_STATUS, EVENT_TRANSFER,
    Received, StatusChange, Transfer,
};
use motcua_types::fee::FeeChange;
use motcua_types::keys::DirectoryKey;

use crate::Error;

/// The URIs of the bodies that this version knows, in the order in which they take effect: what arrived, then the
/// status, money, who looked, and last to whom the dossier goes.
const KNOWN: [&str; 5] = [EVENT_RECEIVED, EVENT_STATUS, EVENT_FEE, EVENT_ACCESS, EVENT_TRANSFER];

/// The `events` member for bodies that are known. One SET holds at most one body of each kind.
///
/// # Errors
/// [`Error::LogBadEvent`] for an unknown body, or two of one kind.
pub fn encode(bodies: &[DossierEvent]) -> Result<Value, Error> {
    let mut events = Object::new();
    for body in bodies {
        let (uri, value) = match body {
            DossierEvent::Status(change) => (EVENT_STATUS, change.to_value()),
            DossierEvent::Received(received) => (EVENT_RECEIVED, received.to_value()),
            DossierEvent::Transfer(transfer) => (EVENT_TRANSFER, transfer.to_value()),
            DossierEvent::Access(access) => (EVENT_ACCESS, access.to_value()),
            DossierEvent::Fee(change) => (EVENT_FEE, change.to_value()),
            DossierEvent::Unknown(_) => return Err(Error::LogBadEvent),
        };
        if events.contains_key(uri) {
            return Err(Error::LogBadEvent);
        }
        events.insert(uri.to_owned(), value.map_err(|_| Error::LogBadEvent)?);
    }
    Ok(Value::Object(events))
}

/// Decodes the `events` member, in the order in which bodies take effect; what this version does not know comes last.
///
/// # Errors
/// [`Error::LogBadEvent`] when it holds nothing, or a known body cannot be read.
pub fn decode(events: &Value) -> Result<Vec<DossierEvent>, Error> {
    let events = events.as_object().filter(|events| !events.is_empty()).ok_or(Error::LogBadEvent)?;
    let mut bodies = Vec::new();
    for uri in KNOWN {
        if let Some(body) = events.get(uri) {
            bodies.push(known(uri, body).map_err(|_| Error::LogBadEvent)?);
        }
    }
    let unknown = events.iter().filter(|(uri, _)| !KNOWN.contains(uri));
    bodies.extend(unknown.map(|(uri, _)| DossierEvent::Unknown(uri.to_owned())));
    Ok(bodies)
}

fn known(uri: &str, body: &Value) -> Result<DossierEvent, motcua_json::Error> {
    Ok(match uri {
        EVENT_RECEIVED => DossierEvent::Received(Received::from_value(body)?),
        EVENT_STATUS => DossierEvent::Status(StatusChange::from_value(body)?),
        EVENT_FEE => DossierEvent::Fee(FeeChange::from_value(body)?),
        EVENT_ACCESS => DossierEvent::Access(Access::from_value(body)?),
        EVENT_TRANSFER => DossierEvent::Transfer(Transfer::from_value(body)?),
        other => DossierEvent::Unknown(other.to_owned()),
    })
}

/// The event body of an opening that `crypto` recorded, in the role that the workflow knows. The officer's reference and
/// the purpose are those that were stated before anything was opened. `None` for a shredding, which opens nothing.
pub fn access(record: &AuditRecord, actor: ActorRole) -> Option<Access> {
    (record.kind != AuditedKind::Shredding).then(|| Access {
        actor,
        officer: Some(record.access.actor.clone()),
        purpose: record.access.purpose.clone(),
        classes: record.class.iter().cloned().collect(),
        object: None,
    })
}

/// The name under which the owner of a directory key signs events: `agency`, or `agency/unit`.
pub fn issuer(key: &DirectoryKey) -> String {
    match &key.unit {
        Some(unit) => format!("{}/{unit}", key.agency),
        None => key.agency.clone(),
    }
}
