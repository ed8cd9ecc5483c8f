//! Bodies of events: records in the `events` member of a SET (RFC 8417), under their URIs.

use motcua_json::{Object, Value};
use motcua_types::Record;
use motcua_types::event::{DossierEvent, EVENT_RECEIVED, EVENT_STATUS, Received, StatusChange};
use motcua_types::keys::DirectoryKey;

use crate::Error;

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
            DossierEvent::Unknown(_) => return Err(Error::LogBadEvent),
        };
        if events.contains_key(uri) {
            return Err(Error::LogBadEvent);
        }
        events.insert(uri.to_owned(), value.map_err(|_| Error::LogBadEvent)?);
    }
    Ok(Value::Object(events))
}

/// Decodes the `events` member, in the order in which bodies take effect: what arrived, then the status, then
/// what this version does not know.
///
/// # Errors
/// [`Error::LogBadEvent`] when it holds nothing, or a known body cannot be read.
pub fn decode(events: &Value) -> Result<Vec<DossierEvent>, Error> {
    let events = events.as_object().filter(|events| !events.is_empty()).ok_or(Error::LogBadEvent)?;
    let mut bodies = Vec::new();
    if let Some(body) = events.get(EVENT_RECEIVED) {
        bodies.push(DossierEvent::Received(Received::from_value(body).map_err(|_| Error::LogBadEvent)?));
    }
    if let Some(body) = events.get(EVENT_STATUS) {
        bodies.push(DossierEvent::Status(StatusChange::from_value(body).map_err(|_| Error::LogBadEvent)?));
    }
    let unknown = events.iter().filter(|(uri, _)| *uri != EVENT_RECEIVED && *uri != EVENT_STATUS);
    bodies.extend(unknown.map(|(uri, _)| DossierEvent::Unknown(uri.to_owned())));
    Ok(bodies)
}

/// The name under which the owner of a directory key signs events: `agency`, or `agency/unit`.
pub fn issuer(key: &DirectoryKey) -> String {
    match &key.unit {
        Some(unit) => format!("{}/{unit}", key.agency),
        None => key.agency.clone(),
    }
}
