//! What may follow. The table is data; the law publishes the statuses, not the changes between them, so a table
//! carries its mark (`derived`) and a city can bring its own.

use motcua_json::{Policy, Value};
use motcua_types::Record;
use motcua_types::dossier::{Action, DossierState, Transition, Workflow};
use motcua_types::event::{ActorRole, StatusChange};
use motcua_vn::date::DateTime;

use crate::Error;
use crate::error::SECOND_REQUEST;

/// Source of the one-stop workflow of Decree 118/2025/NĐ-CP, statuses 1 to 10.
const ONE_STOP: &str = include_str!("../../forms/procedures/workflows/one-stop.json");

/// A dossier as it was registered, not yet checked.
pub const REGISTERED: u32 = 1;
/// Accepted; the clock runs.
pub const ACCEPTED: u32 = 2;
/// Refused at reception.
pub const REFUSED: u32 = 3;
/// Being settled.
pub const IN_PROGRESS: u32 = 4;
/// More papers were asked for.
pub const SUPPLEMENT: u32 = 5;
/// Stopped.
pub const STOPPED: u32 = 8;

/// The one-stop workflow that ships with the product.
///
/// # Errors
/// [`Error::Workflow`] if the shipped document is broken, which a test rules out.
pub fn default() -> Result<Workflow, Error> {
    let value = motcua_json::parse(ONE_STOP.as_bytes(), &Policy::PROFILE).map_err(|_| Error::Workflow)?;
    from_value(&value)
}

/// Reads a workflow document: every change names known statuses, no two changes have the same ends, and a status
/// is terminal exactly when no change leaves it.
///
/// # Errors
/// [`Error::Workflow`] when it is not one.
pub fn from_value(value: &Value) -> Result<Workflow, Error> {
    let workflow = Workflow::from_value(value).map_err(|_| Error::Workflow)?;
    let known = |code: u32| workflow.statuses.iter().any(|status| status.code == code);
    for (index, transition) in workflow.transitions.iter().enumerate() {
        let twin = workflow
            .transitions
            .iter()
            .take(index)
            .any(|t| t.from == transition.from && t.to == transition.to);
        if twin || !known(transition.to) || (transition.from != 0 && !known(transition.from)) {
            return Err(Error::Workflow);
        }
    }
    for status in &workflow.statuses {
        let leaves = workflow.transitions.iter().any(|t| t.from == status.code);
        if status.terminal == leaves {
            return Err(Error::Workflow);
        }
    }
    Ok(workflow)
}

/// Every change that one role may make now.
pub fn available_actions(workflow: &Workflow, state: &DossierState, role: ActorRole) -> Vec<Transition> {
    available_to(workflow, state, &[role])
}

/// Every change that somebody with any of the roles may make now, in the order of the workflow. Each keeps only
/// the actors among `roles`, so the caller knows as whom to act.
pub fn available_to(workflow: &Workflow, state: &DossierState, roles: &[ActorRole]) -> Vec<Transition> {
    let open = workflow.transitions.iter().filter(|t| t.from == state.status && guard(t, state).is_ok());
    open.filter_map(|transition| {
        let mut offered = transition.clone();
        offered.actors.retain(|actor| roles.contains(actor));
        (!offered.actors.is_empty()).then_some(offered)
    })
    .collect()
}

/// A change that may be made, and what the host must do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Body of the next event, without `due` and `code`, which the host fills in as the two flags say.
    pub change: StatusChange,
    /// The change starts the clock: compute the due date from its moment.
    pub starts_clock: bool,
    /// The change binds the official code: assign one.
    pub binds_code: bool,
    /// Registered codes of remarks for the officer.
    pub remarks: Vec<&'static str>,
}

/// Whether an actor may make a change now (`now` in seconds since 1970).
///
/// # Errors
/// [`Error::Stale`], [`Error::ClockBackwards`], [`Error::IllegalTransition`], [`Error::RoleNotAllowed`],
/// [`Error::ReasonRequired`], [`Error::ItemsRequired`], [`Error::SupplementRequired`].
pub fn check(workflow: &Workflow, state: &DossierState, action: &Action, now: i64) -> Result<Applied, Error> {
    if action.seen != state.size {
        return Err(Error::Stale);
    }
    let last = state.history.last().and_then(|entry| DateTime::parse(&entry.at));
    if last.is_some_and(|last| now < last.unix()) {
        return Err(Error::ClockBackwards);
    }
    let mut change = StatusChange {
        status: action.to,
        actor: action.actor,
        officer: action.officer.clone(),
        officer_name: None,
        form: None,
        code: None,
        due: None,
        reason: action.reason.clone(),
    };
    let transition = legal(workflow, state, &change)?;
    change.form.clone_from(&transition.form);
    let mut remarks = Vec::new();
    if action.to == SUPPLEMENT && state.supplement_requests > 0 {
        remarks.push(SECOND_REQUEST);
    }
    Ok(Applied {
        change,
        starts_clock: transition.starts_clock,
        binds_code: action.to == ACCEPTED && state.code.is_none(),
        remarks,
    })
}

/// The transition behind a change, if the workflow has it and its conditions hold. The same test serves a change
/// that is asked for and one that stands signed in a log.
pub(crate) fn legal<'a>(
    workflow: &'a Workflow,
    state: &DossierState,
    change: &StatusChange,
) -> Result<&'a Transition, Error> {
    let mut transitions = workflow.transitions.iter();
    let transition = transitions
        .find(|t| t.from == state.status && t.to == change.status)
        .ok_or(Error::IllegalTransition)?;
    if !transition.actors.contains(&change.actor) {
        return Err(Error::RoleNotAllowed);
    }
    guard(transition, state)?;
    let reason = change.reason.as_ref();
    if transition.reason && reason.is_none_or(|reason| reason.code.trim().is_empty()) {
        return Err(Error::ReasonRequired);
    }
    let listed = |items: &[String]| !items.is_empty() && items.iter().all(|item| !item.trim().is_empty());
    if transition.items && !reason.is_some_and(|reason| listed(&reason.items)) {
        return Err(Error::ItemsRequired);
    }
    Ok(transition)
}

/// Conditions that lie in the dossier's past: a supplement must have come where one is needed; only a dossier
/// that was accepted once is worked on, and only one that never was goes back to reception's first check.
fn guard(transition: &Transition, state: &DossierState) -> Result<(), Error> {
    if transition.needs_supplement && !state.supplement_waiting {
        return Err(Error::SupplementRequired);
    }
    let accepted = state.code.is_some();
    match transition.to {
        IN_PROGRESS if !accepted => Err(Error::IllegalTransition),
        REGISTERED | REFUSED if accepted => Err(Error::IllegalTransition),
        _ => Ok(()),
    }
}
