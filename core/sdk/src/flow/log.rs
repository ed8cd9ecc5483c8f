//! The log of a dossier in a host's hands: what was verified, what may follow, and the next event to sign.

use motcua_crypto::directory::Directory;
use motcua_dossier::due::{self, Rules};
use motcua_dossier::log::{Reader, Trust, append, begin, checkpoint};
use motcua_dossier::workflow::{self, Applied, Who};
use motcua_dossier::{body, document, receipt};
use motcua_forms::CompiledProcedure;
use motcua_types::Failure;
use motcua_types::deadline::TermStanding;
use motcua_types::document::{DocumentFacts, DossierDocument};
use motcua_types::dossier::{Action, DossierState, StatusDef, Transition, Workflow};
use motcua_types::event::{Checkpoint, DossierEvent, Receipt};
use motcua_types::jose::{FlattenedJws, Jwk, SigningRequest};
use motcua_vn::calendar::Calendar;

use super::Procedures;
use crate::failure::ToFailure;

/// A log that verified whole, under the workflow that says what its statuses mean.
pub struct EventLog {
    workflow: Workflow,
    state: DossierState,
}

/// What names an event besides its content.
#[derive(Clone, Copy, Debug)]
pub struct EventHead<'a> {
    /// Unit that signs, as the key directory names it.
    pub issuer: &'a str,
    /// Seconds since 1970.
    pub at: i64,
    /// Unique id of the event.
    pub id: &'a str,
    /// What caused it, such as an idempotency key.
    pub transaction: &'a str,
}

/// The stock workflow as the pack has it; without a pack, as this version ships it.
fn stock(pack: Option<&Procedures>) -> Result<Workflow, Failure> {
    let shipped = workflow::default().map_err(|error| error.to_failure())?;
    Ok(pack.and_then(|pack| pack.workflow(&shipped.id).ok().cloned()).unwrap_or(shipped))
}

impl EventLog {
    /// Verifies a whole log (compact JWS each, oldest first) under the stock workflow of the pack. `checkpoints` is what
    /// the host knows of it.
    ///
    /// # Errors
    /// Why the first bad event is bad, with its index as parameter `firstBad`.
    pub fn verify(
        events: &[String],
        directory: &Directory,
        pack: Option<&Procedures>,
        checkpoints: &[Checkpoint],
    ) -> Result<Self, Failure> {
        Self::verify_under(stock(pack)?, events, directory, checkpoints)
    }

    /// The same under another workflow.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub fn verify_under(
        workflow: Workflow,
        events: &[String],
        directory: &Directory,
        checkpoints: &[Checkpoint],
    ) -> Result<Self, Failure> {
        let mut reader = Reader::new(Trust::Directory(directory), &workflow).expecting(checkpoints);
        let state = reader.read(events).map_err(|error| error.to_failure())?;
        drop(reader);
        Ok(Self { workflow, state })
    }

    /// A log without events, for whoever opens the dossier.
    ///
    /// # Errors
    /// None in practice.
    pub fn begin(dossier: &str, pack: Option<&Procedures>) -> Result<Self, Failure> {
        Ok(Self { workflow: stock(pack)?, state: motcua_dossier::state::empty(dossier) })
    }

    /// Verifies the events that follow. On error the log ends before the first bad one.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub fn extend(&mut self, events: &[String], directory: &Directory) -> Result<(), Failure> {
        let mut reader = Reader::new(Trust::Directory(directory), &self.workflow);
        reader.extend(&mut self.state, events).map_err(|error| error.to_failure())
    }

    /// Where the dossier stands.
    pub const fn state(&self) -> &DossierState {
        &self.state
    }

    /// What its statuses mean.
    pub const fn workflow(&self) -> &Workflow {
        &self.workflow
    }

    /// The present status: its name, and what happens next. Absent before the first event, and for a status that the
    /// workflow does not have.
    pub fn status(&self) -> Option<&StatusDef> {
        workflow::status(&self.workflow, self.state.status)
    }

    /// Every change that somebody may make now.
    pub fn actions(&self, who: &Who<'_>) -> Vec<Transition> {
        workflow::available_to(&self.workflow, &self.state, who)
    }

    /// Whether an actor may make a change now, and what follows from it. The log stays as it is: sign the event
    /// ([`Self::begin_event`]) and [`Self::extend`] the log with it.
    ///
    /// # Errors
    /// `dossier/…`.
    pub fn apply(&self, action: &Action, now: i64) -> Result<Applied, Failure> {
        workflow::check(&self.workflow, &self.state, action, now).map_err(|error| error.to_failure())
    }

    /// First half of signing the event that follows.
    ///
    /// # Errors
    /// `log/badEvent`.
    pub fn begin_event(
        &self,
        head: EventHead<'_>,
        bodies: &[DossierEvent],
        key: &Jwk,
    ) -> Result<SigningRequest, Failure> {
        let events = body::encode(bodies).map_err(|error| error.to_failure())?;
        let claims = append(&self.state, head.issuer, head.at, head.id, head.transaction, events);
        begin(&claims, key).map_err(|error| error.to_failure())
    }

    /// How the dossier stands with its term: what is due, what comes next, and by when.
    ///
    /// # Errors
    /// `deadline/…`, `calendar/…`.
    pub fn standing(
        &self,
        procedure: &CompiledProcedure,
        calendar: &Calendar,
        now: i64,
    ) -> Result<TermStanding, Failure> {
        let term = &procedure.document().deadline;
        let rules = Rules { calendar, workflow: &self.workflow, term, outages: &[] };
        due::standing(&rules, &self.state, now).map_err(|error| error.to_failure())
    }

    /// The paper of a form that the log issued.
    ///
    /// # Errors
    /// `document/form` when it issued none.
    pub fn issue_document(
        &self,
        form: &str,
        procedure: &CompiledProcedure,
        facts: DocumentFacts,
        now: i64,
    ) -> Result<DossierDocument, Failure> {
        document::issue(form, &self.state, &self.workflow, procedure.document(), facts, now)
            .map_err(|error| error.to_failure())
    }

    /// First half of signing a receipt over the log.
    ///
    /// # Errors
    /// `receipt/…`, `crypto/…`.
    pub fn begin_receipt(&self, now: i64, key: &Jwk) -> Result<SigningRequest, Failure> {
        receipt::begin(&self.state, now, key).map_err(|error| error.to_failure())
    }

    /// Verifies a receipt over this log.
    ///
    /// # Errors
    /// `receipt/…`, `crypto/…`.
    pub fn covered_by(&self, receipt: &FlattenedJws, directory: &Directory) -> Result<Receipt, Failure> {
        receipt::covers(receipt, directory, &self.state).map_err(|error| error.to_failure())
    }

    /// What to keep of this log: hold the next one against it. `at` by the host's own clock.
    pub fn checkpoint(&self, at: i64) -> Checkpoint {
        checkpoint(&self.state, at)
    }
}
