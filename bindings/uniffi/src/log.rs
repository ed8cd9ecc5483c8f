//! The log of a dossier: verified, read, continued.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motcua::crypto::sign;
use motcua::dossier::workflow::Who;
use motcua::flow::{self, EventHead};
use motcua::types::dossier::Action;

use crate::directory::Directory;
use crate::error::{MotCuaError, Result, refuse};
use crate::pack::Pack;
use crate::records::{
    ActorRole, Applied, Checkpoint, DossierState, Jwk, SigningRequest, StatusInfo, TermStanding, Transition,
};
use crate::text::{read, read_any, write};

/// A log that verified whole. Safe to use from several threads.
#[derive(uniffi::Object)]
pub struct EventLog {
    inner: Mutex<flow::EventLog>,
}

/// Verifies a whole log (compact JWS each, oldest first): signatures, chain, order, who holds it, legality of each
/// change. `pack` gives the workflow; without one it is the one of this version. `checkpoints` is what the host knows
/// of the log: one that was cut, rolled back or rewritten is refused.
///
/// # Errors
/// Why the first bad event is bad, with its index as parameter `firstBad`.
#[uniffi::export]
pub fn verify_log(
    events: Vec<String>,
    directory: &Directory,
    pack: Option<Arc<Pack>>,
    checkpoints: Vec<Checkpoint>,
) -> Result<Arc<EventLog>, MotCuaError> {
    let checkpoints: Vec<_> = checkpoints.into_iter().map(Into::into).collect();
    let pack = pack.as_deref().map(Pack::procedures);
    let log = flow::EventLog::verify(&events, directory.inner(), pack, &checkpoints)?;
    Ok(Arc::new(EventLog { inner: Mutex::new(log) }))
}

/// A log without events, for whoever opens the dossier.
///
/// # Errors
/// None in practice.
#[uniffi::export]
pub fn begin_log(dossier: String, pack: Option<Arc<Pack>>) -> Result<Arc<EventLog>, MotCuaError> {
    let log = flow::EventLog::begin(&dossier, pack.as_deref().map(Pack::procedures))?;
    Ok(Arc::new(EventLog { inner: Mutex::new(log) }))
}

#[uniffi::export]
impl EventLog {
    /// Verifies the events that follow. On error the log ends before the first bad one.
    ///
    /// # Errors
    /// As [`verify_log`].
    pub fn extend(&self, events: Vec<String>, directory: &Directory) -> Result<(), MotCuaError> {
        Ok(self.lock().extend(&events, directory.inner())?)
    }

    /// Where the dossier stands.
    ///
    /// # Errors
    /// None in practice.
    pub fn state(&self) -> Result<DossierState, MotCuaError> {
        DossierState::of(self.lock().state())
    }

    /// The present status: its name, and what happens next.
    ///
    /// # Errors
    /// None in practice.
    pub fn status(&self) -> Result<Option<StatusInfo>, MotCuaError> {
        Ok(self.lock().status().map(StatusInfo::from))
    }

    /// Every change that somebody may make now. `issuer` is the unit that would sign, empty when it is not known.
    ///
    /// # Errors
    /// None in practice.
    pub fn actions(
        &self,
        roles: Vec<ActorRole>,
        issuer: String,
        now: i64,
    ) -> Result<Vec<Transition>, MotCuaError> {
        let roles: Vec<_> = roles.into_iter().map(Into::into).collect();
        let found = self.lock().actions(&Who { roles: &roles, issuer: &issuer, now });
        Ok(found.into_iter().map(Transition::from).collect())
    }

    /// Whether an actor may make a change now, and what follows from it. `action` is JSON text
    /// (`{to, actor, seen, reason, …}`).
    ///
    /// # Errors
    /// `dossier/…`, `boundary/type`.
    pub fn apply(&self, action: String, now: i64) -> Result<Applied, MotCuaError> {
        let action: Action = read(&action)?;
        Applied::of(self.lock().apply(&action, now)?)
    }

    /// First half of signing the event that follows; `bodies` is JSON text of a list of `{type, body}`.
    ///
    /// # Errors
    /// `log/badEvent`, `boundary/type`.
    pub fn begin_event(
        &self,
        issuer: String,
        at: i64,
        id: String,
        transaction: String,
        bodies: String,
        key: Jwk,
    ) -> Result<SigningRequest, MotCuaError> {
        let bodies: Vec<motcua::types::event::DossierEvent> = read_any(&bodies)?;
        let head = EventHead { issuer: &issuer, at, id: &id, transaction: &transaction };
        Ok(self.lock().begin_event(head, &bodies, &key.into())?.into())
    }

    /// How the dossier stands with its term: what is due, what comes next, and by when.
    ///
    /// # Errors
    /// `pack/noProcedure`, `deadline/…`, `calendar/…`.
    pub fn standing(&self, pack: &Pack, procedure: String, now: i64) -> Result<TermStanding, MotCuaError> {
        let procedures = pack.procedures();
        let procedure = procedures.at(&procedure, now)?;
        Ok(self.lock().standing(procedure, procedures.library().calendar(), now)?.into())
    }

    /// The paper of a form (`01` to `06`) that the log issued (JSON text); `facts` is JSON text of what the paper says
    /// beside it.
    ///
    /// # Errors
    /// `document/form` when it issued none, `pack/noProcedure`, `boundary/type`.
    pub fn issue_document(
        &self,
        form: String,
        pack: &Pack,
        procedure: String,
        facts: String,
        now: i64,
    ) -> Result<String, MotCuaError> {
        let procedure = pack.procedures().at(&procedure, now)?;
        write(&self.lock().issue_document(&form, procedure, read(&facts)?, now)?)
    }

    /// First half of signing a receipt over the log.
    ///
    /// # Errors
    /// `crypto/…`.
    pub fn begin_receipt(&self, now: i64, key: Jwk) -> Result<SigningRequest, MotCuaError> {
        Ok(self.lock().begin_receipt(now, &key.into())?.into())
    }

    /// Verifies a receipt (`egov-receipt+jws` as JSON text) over this log; how many events it covers.
    ///
    /// # Errors
    /// `receipt/…`, `log/truncated`, `log/fork`, `crypto/…`.
    pub fn verify_receipt(&self, receipt: String, directory: &Directory) -> Result<u32, MotCuaError> {
        let receipt = sign::parse_flattened(receipt.as_bytes()).map_err(refuse)?;
        Ok(self.lock().covered_by(&receipt, directory.inner())?.size)
    }

    /// What to keep of this log: hold the next one against it. `at` by the host's own clock.
    ///
    /// # Errors
    /// None in practice.
    pub fn checkpoint(&self, at: i64) -> Result<Checkpoint, MotCuaError> {
        Ok(self.lock().checkpoint(at).into())
    }
}

impl EventLog {
    fn lock(&self) -> MutexGuard<'_, flow::EventLog> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
