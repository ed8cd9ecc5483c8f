//! What makes a document a workflow.

use motcua_json::Value;
use motcua_types::Record;
use motcua_types::dossier::{ClockState, Guard, StatusDef, Timer, Transition, Workflow};

use super::status;
use crate::Error;

/// Reads a workflow document and checks it as [`faults`] does.
///
/// # Errors
/// [`Error::Workflow`] when it is not one.
pub fn from_value(value: &Value) -> Result<Workflow, Error> {
    let workflow = Workflow::from_value(value).map_err(|_| Error::Workflow)?;
    if faults(&workflow).is_empty() { Ok(workflow) } else { Err(Error::Workflow) }
}

/// JSON Pointers to everything that keeps a record from being a workflow. In one, every change names known statuses, no
/// two changes have the same ends, a status is terminal exactly when no change leaves it, what a condition waits for can
/// come, and everything else that is named exists.
pub fn faults(workflow: &Workflow) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |list: &str, index: usize, member: Option<&str>| {
        if let Some(member) = member {
            found.push(format!("/{list}/{index}/{member}"));
        }
    };
    for (index, one) in workflow.statuses.iter().enumerate() {
        note("statuses", index, status_fault(workflow, one, index));
    }
    for (index, one) in workflow.transitions.iter().enumerate() {
        note("transitions", index, change_fault(workflow, one, index));
    }
    for (index, one) in workflow.timers.iter().enumerate() {
        note("timers", index, timer_fault(workflow, one, index));
    }
    found
}

/// The first member of a status that is wrong.
fn status_fault(workflow: &Workflow, one: &StatusDef, index: usize) -> Option<&'static str> {
    let twin = workflow.statuses.iter().take(index).any(|other| other.code == one.code);
    let leaves = workflow.transitions.iter().any(|t| t.from == one.code);
    if one.code == 0 || twin {
        Some("code")
    } else if one.terminal == leaves {
        Some("terminal")
    } else {
        one.national.is_some_and(|national| !(1..=10).contains(&national)).then_some("national")
    }
}

/// The first member of a change that is wrong.
fn change_fault(workflow: &Workflow, one: &Transition, index: usize) -> Option<&'static str> {
    let twin = workflow.transitions.iter().take(index).any(|t| t.from == one.from && t.to == one.to);
    let (from, to) = (status(workflow, one.from), status(workflow, one.to));
    let has = |guard| one.guards.contains(&guard);
    // What a guard asks for must be able to come.
    let waits = has(Guard::Arrived) || has(Guard::AllArrived);
    let awaited = from.is_some_and(|f| f.awaits.is_some());
    let handed = workflow.transitions.iter().any(|t| t.to == one.from && t.target.is_some());
    let known = |form: &String| workflow.forms.iter().any(|def| def.number == *form);
    if one.from != 0 && from.is_none() {
        Some("from")
    } else if to.is_none() || twin {
        Some("to")
    } else if one.actors.is_empty() {
        Some("actors")
    } else if (waits && !awaited) || (has(Guard::Receiver) && !handed) {
        Some("guards")
    } else if one.starts_clock && to.is_some_and(|to| to.clock != ClockState::Running) {
        Some("startsClock")
    } else {
        one.form.as_ref().is_some_and(|form| !known(form)).then_some("form")
    }
}

/// The first member of a timer that is wrong.
fn timer_fault(workflow: &Workflow, one: &Timer, index: usize) -> Option<&'static str> {
    let known =
        |codes: &[u32]| !codes.is_empty() && codes.iter().all(|code| status(workflow, *code).is_some());
    let leads = |to: u32| one.during.iter().all(|from| super::transition(workflow, *from, to).is_some());
    if workflow.timers.iter().take(index).any(|other| other.id == one.id) {
        Some("id")
    } else if !known(&one.from) {
        Some("from")
    } else if !known(&one.during) {
        Some("during")
    } else {
        one.then.is_some_and(|to| !leads(to)).then_some("then")
    }
}
