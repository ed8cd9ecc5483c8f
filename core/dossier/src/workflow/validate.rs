//! What makes a document a workflow.

use motcua_json::Value;
use motcua_types::Record;
use motcua_types::dossier::{ClockState, Guard, Transition, Workflow};

use super::status;
use crate::Error;

/// Reads a workflow document: every change names known statuses, no two changes have the same ends, a status is
/// terminal exactly when no change leaves it, and everything else that is named exists.
///
/// # Errors
/// [`Error::Workflow`] when it is not one.
pub fn from_value(value: &Value) -> Result<Workflow, Error> {
    let workflow = Workflow::from_value(value).map_err(|_| Error::Workflow)?;
    let sound = statuses(&workflow)
        && workflow.transitions.iter().enumerate().all(|(index, one)| change(&workflow, one, index))
        && timers(&workflow);
    if sound { Ok(workflow) } else { Err(Error::Workflow) }
}

fn statuses(workflow: &Workflow) -> bool {
    workflow.statuses.iter().enumerate().all(|(index, status)| {
        let twin = workflow.statuses.iter().take(index).any(|other| other.code == status.code);
        let leaves = workflow.transitions.iter().any(|t| t.from == status.code);
        let national = status.national.is_none_or(|national| (1..=10).contains(&national));
        status.code > 0 && !twin && status.terminal != leaves && national
    })
}

fn change(workflow: &Workflow, one: &Transition, index: usize) -> bool {
    let twin = workflow.transitions.iter().take(index).any(|t| t.from == one.from && t.to == one.to);
    let (from, to) = (status(workflow, one.from), status(workflow, one.to));
    let has = |guard| one.guards.contains(&guard);
    // What a guard asks for must be able to come.
    let awaited =
        !(has(Guard::Arrived) || has(Guard::AllArrived)) || from.is_some_and(|f| f.awaits.is_some());
    let receiver =
        !has(Guard::Receiver) || workflow.transitions.iter().any(|t| t.to == one.from && t.target.is_some());
    let clock = !one.starts_clock || to.is_some_and(|to| to.clock == ClockState::Running);
    let form = one.form.as_ref().is_none_or(|form| workflow.forms.iter().any(|def| def.number == *form));
    !twin
        && to.is_some()
        && (one.from == 0 || from.is_some())
        && !one.actors.is_empty()
        && awaited
        && receiver
        && clock
        && form
}

fn timers(workflow: &Workflow) -> bool {
    let known =
        |codes: &[u32]| !codes.is_empty() && codes.iter().all(|code| status(workflow, *code).is_some());
    workflow.timers.iter().enumerate().all(|(index, timer)| {
        let twin = workflow.timers.iter().take(index).any(|other| other.id == timer.id);
        let then = timer.then.is_none_or(|to| {
            timer.during.iter().all(|from| super::transition(workflow, *from, to).is_some())
        });
        !twin && known(&timer.from) && known(&timer.during) && then
    })
}
