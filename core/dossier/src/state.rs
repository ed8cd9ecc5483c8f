//! The state that a log amounts to, one event body after another.

use motcua_types::dossier::{ClockState, DossierState, HistoryEntry, KpiState, Workflow};
use motcua_types::event::{DossierEvent, Received, StatusChange};
use motcua_vn::date::DateTime;

use crate::workflow::{self, status};
use crate::{Error, fee};

/// A dossier before its first event.
pub fn empty(dossier: &str) -> DossierState {
    DossierState {
        dossier: dossier.to_owned(),
        status: 0,
        national: None,
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
        arrived: 0,
        reappointments: 0,
        evidence: None,
        target: None,
        history: Vec::new(),
    }
}

/// Applies one body of an event whose chain and signature are already checked. On error the state is unchanged.
///
/// `size` and `head` are of the log, not of the body, and stay as they are.
///
/// # Errors
/// Those of [`workflow::check`] but [`Error::Stale`]; [`Error::ClockBackwards`] when the entry is older than the last
/// one; [`Error::LogBadEvent`] when its moment cannot be read; [`Error::LogCodeChanged`], [`Error::LogIllegalFee`],
/// [`Error::LogPurposeMissing`].
pub fn advance(workflow: &Workflow, state: &mut DossierState, entry: HistoryEntry) -> Result<(), Error> {
    let at = DateTime::parse(&entry.at).ok_or(Error::LogBadEvent)?;
    let last = state.history.last().and_then(|entry| DateTime::parse(&entry.at));
    if last.is_some_and(|last| at.unix() < last.unix()) {
        return Err(Error::ClockBackwards);
    }
    match &entry.event {
        DossierEvent::Received(received) => arrived(workflow, state, received)?,
        DossierEvent::Status(change) => changed(workflow, state, change, &entry, at.unix())?,
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

/// [`advance`] for a log that stands signed, where a change that must not be is a fault of the log. On error the state
/// is unchanged.
pub(crate) fn apply(workflow: &Workflow, state: &mut DossierState, entry: HistoryEntry) -> Result<(), Error> {
    advance(workflow, state, entry).map_err(|error| match error {
        Error::LogBadEvent | Error::LogCodeChanged | Error::LogIllegalFee | Error::LogPurposeMissing => error,
        Error::ClockBackwards => Error::LogClockBackwards,
        _ => Error::LogIllegalTransition,
    })
}

/// The first packet opens the dossier; later ones count only as the answer to what its status waits for.
fn arrived(workflow: &Workflow, state: &mut DossierState, received: &Received) -> Result<(), Error> {
    let opens = received.kind == "submission";
    if opens && state.size > 0 {
        return Err(Error::IllegalTransition);
    }
    if opens || state.size == 0 {
        state.channel = Some(received.channel);
        state.number.clone_from(&received.number);
    }
    if received.kind == "evidence" && state.evidence.is_none() {
        state.evidence = Some(received.packet.clone());
    }
    let here = status(workflow, state.status);
    if let Some(here) = here.filter(|here| here.awaits.as_deref() == Some(received.kind.as_str())) {
        state.arrived = state.arrived.saturating_add(1);
        state.supplement_waiting = here.kpi == KpiState::Request;
    }
    Ok(())
}

fn changed(
    workflow: &Workflow,
    state: &mut DossierState,
    change: &StatusChange,
    entry: &HistoryEntry,
    at: i64,
) -> Result<(), Error> {
    let Some(to) = status(workflow, change.status) else {
        // A newer workflow's status: kept in the history, nothing is built on it.
        return Ok(());
    };
    let transition = workflow::legal(workflow, state, change, &entry.issuer, at)?;
    if let (Some(code), Some(bound)) = (&change.code, &state.code)
        && bound != code
    {
        return Err(Error::LogCodeChanged);
    }
    let moment = |due: &motcua_types::deadline::Due| DateTime::parse(&due.due).map(DateTime::unix);
    if transition.reappoints {
        let (old, new) = (state.due.as_ref().and_then(moment), change.due.as_ref().and_then(moment));
        if new.is_none_or(|new| old.is_some_and(|old| new <= old)) {
            return Err(Error::NewDueRequired);
        }
    }
    // Nothing is refused from here on.
    if change.code.is_some() {
        state.code.clone_from(&change.code);
    }
    state.supplement_waiting = false;
    state.arrived = 0;
    state.request = None;
    state.request_event = None;
    if to.awaits.is_some() {
        state.request.clone_from(&change.reason);
        state.request_event = Some(entry.hash.clone());
    }
    if to.kpi == KpiState::Request {
        state.supplement_requests = state.supplement_requests.saturating_add(1);
    }
    if matches!(to.clock, ClockState::Stopped | ClockState::Cancelled | ClockState::NotStarted) {
        // The clock stands still and starts again from zero (Decree 61/2018/NĐ-CP, Art. 19), or nothing is due any more.
        state.due = None;
    }
    if change.due.is_some() {
        state.due.clone_from(&change.due);
    }
    if transition.reappoints {
        state.reappointments = state.reappointments.saturating_add(1);
    }
    state.target = transition.target.and(change.target.clone());
    state.national = to.national.or(state.national);
    state.status = change.status;
    Ok(())
}
