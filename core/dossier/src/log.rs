//! The dossier's log: compact signed events, each naming the hash of the one before it.
//!
//! Reading trusts nothing: signature under a key of the directory that was valid then, issuer as the directory
//! says, dossier, place, previous hash, time, and the legality of every change of status. A signed but illegal
//! change is refused like a forged one.

use motcua_crypto::{directory::Directory, hash, sign};
use motcua_json::Value;
use motcua_types::Record;
use motcua_types::dossier::{DossierState, HistoryEntry, Workflow};
use motcua_types::event::{ActorRole, DossierEvent, EventClaims};
use motcua_types::jose::{Jwk, SigningRequest};
use motcua_types::keys::KeyUse;
use motcua_vn::date::DateTime;

use crate::{Error, body, state, workflow};

/// Why a log was refused, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogError {
    /// Why.
    pub error: Error,
    /// Index of the first bad event, from 0; the number of events when what is bad is that more should follow.
    pub first_bad: usize,
}

impl LogError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        self.error.code()
    }
}

impl core::fmt::Display for LogError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} at event {}", self.code(), self.first_bad)
    }
}

impl std::error::Error for LogError {}

/// Claims of the event that follows `state`: place and previous hash come from there.
pub fn append(state: &DossierState, iss: &str, at: i64, jti: &str, txn: &str, events: Value) -> EventClaims {
    EventClaims {
        iss: iss.to_owned(),
        iat: at,
        jti: jti.to_owned(),
        sub: state.dossier.clone(),
        txn: txn.to_owned(),
        seq: state.size,
        prev: (state.size > 0).then(|| state.head.clone()),
        events,
    }
}

/// First half of signing an event (`secevent+jwt`).
///
/// # Errors
/// [`Error::LogBadEvent`] when the claims or the key cannot be signed with.
pub fn begin(claims: &EventClaims, key: &Jwk) -> Result<SigningRequest, Error> {
    let payload = claims.to_value().map_err(|_| Error::LogBadEvent)?;
    sign::begin(sign::Kind::Event, &payload, key).map_err(|_| Error::LogBadEvent)
}

/// Reads a whole log under the one-stop workflow.
///
/// # Errors
/// The first bad event and why it is bad.
pub fn read(events: &[String], directory: &Directory) -> Result<DossierState, LogError> {
    let workflow = workflow::default().map_err(|error| LogError { error, first_bad: 0 })?;
    read_with(events, directory, &workflow)
}

/// Reads a whole log under a workflow.
///
/// # Errors
/// The first bad event and why it is bad.
pub fn read_with(
    events: &[String],
    directory: &Directory,
    workflow: &Workflow,
) -> Result<DossierState, LogError> {
    let mut state = state::empty("");
    extend(&mut state, events, directory, workflow)?;
    match events {
        [] => Err(LogError { error: Error::LogEmpty, first_bad: 0 }),
        _ => Ok(state),
    }
}

/// Reads the events that follow a state which was read before. On error the state holds the events before the
/// first bad one.
///
/// # Errors
/// The first bad event, counted from the start of the log, and why it is bad.
pub fn extend(
    state: &mut DossierState,
    events: &[String],
    directory: &Directory,
    workflow: &Workflow,
) -> Result<(), LogError> {
    let keys: Vec<Jwk> = directory
        .payload()
        .keys
        .iter()
        .filter(|key| key.usage == KeyUse::Sign)
        .map(|key| key.jwk.clone())
        .collect();
    let mut last = state.history.last().and_then(|entry| DateTime::parse(&entry.at)).map(DateTime::unix);
    for event in events {
        let first_bad = state.size as usize;
        let at = |error| LogError { error, first_bad };
        let (claims, issuer) = open(event, directory, &keys).map_err(at)?;
        follows(state, &claims, last).map_err(at)?;
        let mut next = state.clone();
        if next.size == 0 {
            next.dossier.clone_from(&claims.sub);
        }
        let hash = hash::sha256_text(event.as_bytes());
        let moment = DateTime::from_unix(claims.iat).ok_or(at(Error::LogBadEvent))?.to_rfc3339();
        for body in body::decode(&claims.events).map_err(at)? {
            if !may_write(&body, &issuer, directory) {
                return Err(at(Error::LogUnknownIssuer));
            }
            let entry = HistoryEntry {
                seq: claims.seq,
                at: moment.clone(),
                issuer: issuer.clone(),
                hash: hash.clone(),
                event: body,
            };
            state::apply(workflow, &mut next, entry).map_err(at)?;
        }
        if next.status == 0 {
            // Whatever comes first must open the dossier.
            return Err(at(Error::LogIllegalTransition));
        }
        next.size = next.size.saturating_add(1);
        next.head = hash;
        last = Some(claims.iat);
        *state = next;
    }
    Ok(())
}

/// Whether a body is one that its signer may write. Only an office that could know what it decides on decides: a unit
/// with a sealing key in the directory. A signing key alone, such as that of an intake which cannot open anything, may
/// register dossiers and no more, even if it is stolen.
fn may_write(body: &DossierEvent, issuer: &str, directory: &Directory) -> bool {
    let DossierEvent::Status(change) = body else { return true };
    match change.actor {
        ActorRole::Citizen | ActorRole::Intake => true,
        ActorRole::Reception | ActorRole::Processing | ActorRole::Delivery | ActorRole::System => {
            let keys = &directory.payload().keys;
            keys.iter().any(|key| key.usage == KeyUse::Seal && body::issuer(key) == issuer)
        }
    }
}

/// Verifies one event and finds who signed it.
fn open(event: &str, directory: &Directory, keys: &[Jwk]) -> Result<(EventClaims, String), Error> {
    let jws = sign::from_compact(event).map_err(|_| Error::LogBadEvent)?;
    let verified = sign::verify(&jws, sign::Kind::Event, keys).map_err(|_| Error::LogBadSignature)?;
    let claims = EventClaims::from_value(&verified.value).map_err(|_| Error::LogBadEvent)?;
    let key = directory.signer(&verified.kid, claims.iat).map_err(|_| Error::LogUnknownIssuer)?;
    let issuer = body::issuer(key);
    if issuer != claims.iss {
        return Err(Error::LogUnknownIssuer);
    }
    Ok((claims, issuer))
}

fn follows(state: &DossierState, claims: &EventClaims, last: Option<i64>) -> Result<(), Error> {
    if !state.dossier.is_empty() && claims.sub != state.dossier {
        return Err(Error::LogWrongDossier);
    }
    if claims.seq < state.size {
        return Err(Error::LogFork);
    }
    if claims.seq > state.size {
        return Err(Error::LogGap);
    }
    let expected = (state.size > 0).then_some(state.head.as_str());
    if claims.prev.as_deref() != expected {
        return Err(Error::LogBadPrev);
    }
    if last.is_some_and(|last| claims.iat < last) {
        return Err(Error::LogClockBackwards);
    }
    Ok(())
}
