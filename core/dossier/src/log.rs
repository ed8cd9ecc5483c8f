//! The dossier's log: compact signed events, each naming the hash of the one before it.
//!
//! Reading trusts nothing: signature under a key of the directory that was valid then, issuer as the directory
//! says, dossier, place, previous hash, time, the office that holds the dossier, and the legality of every change of
//! status. A signed but illegal change is refused like a forged one. The work is linear in the events, and each key is
//! read once.
//!
//! A log alone cannot show that its end was cut off, or that an older copy was handed out: a reader keeps a
//! [`Checkpoint`] of the largest log that it saw ([`checkpoint`]) and reads the next one with
//! [`Reader::expecting`].

mod anchor;
mod signers;

use motcua_crypto::{directory::Directory, hash, sign};
use motcua_json::Value;
use motcua_types::Record;
use motcua_types::dossier::{DossierState, HistoryEntry, Workflow};
use motcua_types::event::{Checkpoint, DossierEvent, EventClaims};
use motcua_types::jose::{Jwk, SigningRequest};
use motcua_vn::date::DateTime;

use crate::{Error, body, state, workflow};

pub(crate) use anchor::holds;
use anchor::{Before, Checkpoints, Open};
use signers::Signers;
pub use signers::Trust;

/// Most events of a log; a longer one is refused before any of it is read.
pub const MAX_EVENTS: usize = 100_000;
/// Largest compact event in bytes. What a person writes to an applicant fits many times over.
pub const MAX_EVENT_BYTES: usize = 64 << 10;

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
    Reader::new(Trust::Directory(directory), workflow).read(events)
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
    Reader::new(Trust::Directory(directory), workflow).extend(state, events)
}

/// What a reader of this log keeps: `at` is the reader's own time, seconds since 1970.
pub fn checkpoint(state: &DossierState, at: i64) -> Checkpoint {
    Checkpoint { dossier: state.dossier.clone(), size: state.size, head: state.head.clone(), at }
}

/// Index of the first event in which two copies of a log differ; `None` when one is a beginning of the other. With two
/// copies whose signatures verify, this is where somebody signed two histories.
pub fn first_difference(one: &[String], other: &[String]) -> Option<usize> {
    one.iter().zip(other).position(|(one, other)| one != other)
}

/// Reads logs under one trust and one workflow.
pub struct Reader<'a> {
    signers: Signers<'a>,
    workflow: &'a Workflow,
    checkpoints: Checkpoints,
}

impl<'a> Reader<'a> {
    /// A reader that knows nothing of the log yet.
    pub const fn new(trust: Trust<'a>, workflow: &'a Workflow) -> Self {
        Self { signers: Signers::new(trust), workflow, checkpoints: Checkpoints::none() }
    }

    /// What is known of the log: it must reach as far as each checkpoint and hold the same event there. A checkpoint
    /// also shows how old the events before it are, which counts when a key is compromised later.
    #[must_use]
    pub fn expecting(mut self, checkpoints: &[Checkpoint]) -> Self {
        self.checkpoints = Checkpoints::new(checkpoints);
        self
    }

    /// Reads a whole log.
    ///
    /// # Errors
    /// The first bad event and why it is bad.
    pub fn read(&mut self, events: &[String]) -> Result<DossierState, LogError> {
        let mut state = state::empty("");
        self.extend(&mut state, events)?;
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
    pub fn extend(&mut self, state: &mut DossierState, events: &[String]) -> Result<(), LogError> {
        if events.len() > MAX_EVENTS.saturating_sub(state.size as usize) {
            return Err(LogError { error: Error::LogTooLong, first_bad: MAX_EVENTS });
        }
        self.checkpoints.agree_with_history(state)?;
        let mut last = state.history.last().and_then(|entry| DateTime::parse(&entry.at)).map(DateTime::unix);
        let mut open = Open::default();
        for event in events {
            let before = set_aside(state);
            match self.step(state, event, last, &before, &mut open) {
                Ok(at) => last = Some(at),
                Err(error) => {
                    let first_bad = before.state.size as usize;
                    restore(state, before);
                    // An earlier event that nothing vouches for is the first bad one.
                    return Err(unanchored(state, open).unwrap_or(LogError { error, first_bad }));
                }
            }
        }
        match unanchored(state, open) {
            Some(error) => Err(error),
            None => self.checkpoints.reached(state),
        }
    }

    /// Reads one event and gives its time.
    fn step(
        &mut self,
        state: &mut DossierState,
        event: &str,
        last: Option<i64>,
        before: &Before,
        open: &mut Open,
    ) -> Result<i64, Error> {
        if event.len() > MAX_EVENT_BYTES {
            return Err(Error::LogEventTooLarge);
        }
        let (claims, signer) = self.signers.open(event)?;
        follows(state, &claims, last)?;
        match signer.compromised {
            Some(since) => open.note(signer.kid, since, before, &self.checkpoints),
            None => open.vouched(claims.iat),
        }
        if state.size == 0 {
            state.dossier.clone_from(&claims.sub);
        }
        let hash = hash::sha256_text(event.as_bytes());
        let moment = DateTime::from_unix(claims.iat).ok_or(Error::LogBadEvent)?.to_rfc3339();
        for body in body::decode(&claims.events)? {
            signer.may_write(&body, &claims.iss, state.holder.as_deref())?;
            if let DossierEvent::Status(change) = &body
                && signers::decides(change.actor)
                && state.holder.is_none()
            {
                state.holder = Some(signers::agency(&claims.iss).to_owned());
            }
            let entry = HistoryEntry {
                seq: claims.seq,
                at: moment.clone(),
                issuer: claims.iss.clone(),
                hash: hash.clone(),
                event: body,
            };
            state::apply(self.workflow, state, entry)?;
        }
        if state.status == 0 {
            // Whatever comes first must open the dossier.
            return Err(Error::LogIllegalTransition);
        }
        state.size = state.size.saturating_add(1);
        state.head = hash;
        self.checkpoints.agree(state)?;
        Ok(claims.iat)
    }
}

/// The state without its history, which only grows: so going back costs no copy of it.
fn set_aside(state: &mut DossierState) -> Before {
    let history = std::mem::take(&mut state.history);
    let before = Before { state: state.clone(), entries: history.len() };
    state.history = history;
    before
}

fn restore(state: &mut DossierState, before: Before) {
    let mut history = std::mem::take(&mut state.history);
    history.truncate(before.entries);
    *state = before.state;
    state.history = history;
}

/// Goes back to before the first event that nothing vouches for, if there is one.
fn unanchored(state: &mut DossierState, open: Open) -> Option<LogError> {
    let before = open.first()?;
    let first_bad = before.state.size as usize;
    restore(state, before);
    Some(LogError { error: Error::LogNotAnchored, first_bad })
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
