//! The state that a log amounts to, one event body after another.

use motcua_types::dossier::{DossierState, HistoryEntry, Workflow};
use motcua_types::event::{DossierEvent, Received, StatusChange};

use crate::workflow::{self, REFUSED, STOPPED, SUPPLEMENT};
use crate::{Error, fee};

/// A dossier before its first event.
pub fn empty(dossier: &str) -> DossierState {
    DossierState {
        dossier: dossier.to_owned(),
        status: 0,
        size: 0,
        head: String::new(),
        number: None,
        code: None,
        channel: None,
        due: None,
        request: None,
        request_event: None,
        holder: None,
        fee: None,
        supplement_waiting: false,
        supplement_requests: 0,
        history: Vec::new(),
    }
}

/// Applies one body of an event whose chain and signature are already checked.
pub(crate) fn apply(workflow: &Workflow, state: &mut DossierState, entry: HistoryEntry) -> Result<(), Error> {
    match &entry.event {
        DossierEvent::Received(received) => arrived(state, received)?,
        DossierEvent::Status(change) => changed(workflow, state, change, &entry.hash)?,
        DossierEvent::Transfer(transfer) => state.holder = Some(transfer.to.clone()),
        DossierEvent::Fee(change) => {
            state.fee = Some(fee::apply(state.fee, change).map_err(|_| Error::LogIllegalFee)?);
        }
        DossierEvent::Access(access) if access.purpose.trim().is_empty() => {
            return Err(Error::LogPurposeMissing);
        }
        DossierEvent::Access(_) | DossierEvent::Unknown(_) => {}
    }
    state.history.push(entry);
    Ok(())
}

/// The first packet opens the dossier; later ones count only as the answer to an open request.
fn arrived(state: &mut DossierState, received: &Received) -> Result<(), Error> {
    match received.kind.as_str() {
        "submission" if state.size > 0 => return Err(Error::LogIllegalTransition),
        "submission" => {
            state.channel = Some(received.channel);
            state.number.clone_from(&received.number);
        }
        "supplement" if state.status == SUPPLEMENT => state.supplement_waiting = true,
        _ => {}
    }
    Ok(())
}

fn changed(
    workflow: &Workflow,
    state: &mut DossierState,
    change: &StatusChange,
    hash: &str,
) -> Result<(), Error> {
    if !workflow.statuses.iter().any(|status| status.code == change.status) {
        // A newer workflow's status: kept in the history, nothing is built on it.
        return Ok(());
    }
    workflow::legal(workflow, state, change).map_err(|_| Error::LogIllegalTransition)?;
    if let Some(code) = &change.code {
        match &state.code {
            Some(bound) if bound != code => return Err(Error::LogCodeChanged),
            _ => state.code = Some(code.clone()),
        }
    }
    state.supplement_waiting = false;
    state.request = None;
    state.request_event = None;
    match change.status {
        SUPPLEMENT => {
            state.request.clone_from(&change.reason);
            state.request_event = Some(hash.to_owned());
            state.supplement_requests = state.supplement_requests.saturating_add(1);
            // The clock stands still; it starts again from zero (Decree 61/2018/NĐ-CP, Art. 19).
            state.due = None;
        }
        REFUSED | STOPPED => state.due = None,
        _ => {}
    }
    if change.due.is_some() {
        state.due.clone_from(&change.due);
    }
    state.status = change.status;
    Ok(())
}
