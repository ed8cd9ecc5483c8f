//! What may follow. The table is data, with its conditions; no status of any workflow stands in this program.
//!
//! The law publishes the national statuses, not the changes between them, so a table carries its mark (`derived`) and
//! a city can bring its own. [`shipped`] has the workflows of the product; their pictures are in `docs/workflows`.

mod guard;
mod shipped;
mod validate;

use motcua_types::dossier::{
    Action, ClockState, DossierState, Effect, EffectKind, StatusDef, Transition, Workflow,
};
use motcua_types::event::{ActorRole, StatusChange};
use motcua_vn::date::{Date, DateTime};

pub use shipped::{SHIPPED, default, shipped};
pub use validate::{faults, from_value};

use crate::Error;
use crate::error::SECOND_REQUEST;

/// Who acts, for whom, and when.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Roles of the person or program.
    pub roles: &'a [ActorRole],
    /// Unit that would sign, as the key directory names it; empty when it is not known.
    pub issuer: &'a str,
    /// Seconds since 1970.
    pub now: i64,
}

/// The definition of a status.
pub fn status(workflow: &Workflow, code: u32) -> Option<&StatusDef> {
    workflow.statuses.iter().find(|status| status.code == code)
}

/// The change between two statuses, if the workflow has it.
pub fn transition(workflow: &Workflow, from: u32, to: u32) -> Option<&Transition> {
    workflow.transitions.iter().find(|t| t.from == from && t.to == to)
}

/// The change by which an actor opens a dossier that waits for nobody else: the first one of the workflow.
pub fn opening(workflow: &Workflow, actor: ActorRole) -> Option<&Transition> {
    workflow.transitions.iter().find(|t| t.from == 0 && !t.items && t.actors.contains(&actor))
}

/// Whether a packet of a kind may still come in: one that the status waits for, a withdrawal where the applicant may
/// ask for one, or anything else while the dossier is open.
pub fn accepts(workflow: &Workflow, code: u32, kind: &str) -> bool {
    let Some(now) = status(workflow, code) else { return false };
    let awaited = workflow.statuses.iter().any(|status| status.awaits.as_deref() == Some(kind));
    if awaited {
        return now.awaits.as_deref() == Some(kind);
    }
    workflow.transitions.iter().any(|t| t.from == code && t.actors.contains(&ActorRole::Citizen))
}

/// Every change that one role may make now.
pub fn available_actions(
    workflow: &Workflow,
    state: &DossierState,
    role: ActorRole,
    now: i64,
) -> Vec<Transition> {
    available_to(workflow, state, &Who { roles: &[role], issuer: "", now })
}

/// Every change that somebody may make now, in the order of the workflow. Each keeps only the actors among the roles,
/// so the caller knows as whom to act.
pub fn available_to(workflow: &Workflow, state: &DossierState, who: &Who<'_>) -> Vec<Transition> {
    let open = workflow
        .transitions
        .iter()
        .filter(|t| t.from == state.status && guard::all(t, state, who.issuer, who.now).is_ok());
    open.filter_map(|transition| {
        let mut offered = transition.clone();
        offered.actors.retain(|actor| who.roles.contains(actor));
        (!offered.actors.is_empty()).then_some(offered)
    })
    .collect()
}

/// A change that may be made, and what the host must do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Body of the next event, without `due` and `code`, which the host fills in as the effects say.
    pub change: StatusChange,
    /// The change starts the clock: compute the due date from its moment.
    pub starts_clock: bool,
    /// The change binds the official code: assign one.
    pub binds_code: bool,
    /// Registered codes of remarks for the officer.
    pub remarks: Vec<&'static str>,
    /// Everything that follows from the change.
    pub effects: Vec<Effect>,
}

/// Whether an actor may make a change now (`now` in seconds since 1970).
///
/// # Errors
/// [`Error::Stale`], [`Error::ClockBackwards`], [`Error::IllegalTransition`], [`Error::RoleNotAllowed`],
/// [`Error::ReasonRequired`], [`Error::ItemsRequired`], [`Error::TargetRequired`], [`Error::NewDueRequired`], and those
/// of the guards: [`Error::SupplementRequired`], [`Error::CosignRequired`], [`Error::Reappointed`],
/// [`Error::ApologyTooLate`], [`Error::EvidenceRequired`], [`Error::NotReceiver`].
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
        target: action.target.clone(),
        due: None,
        reason: action.reason.clone(),
    };
    let issuer = action.issuer.as_deref().unwrap_or_default();
    let transition = legal(workflow, state, &change, issuer, now)?;
    if transition.reappoints {
        let day = action.new_due.as_deref().and_then(|day| Date::parse_iso(day).ok());
        if day.is_none_or(|day| guard::due_day(state).is_some_and(|due| day <= due)) {
            return Err(Error::NewDueRequired);
        }
    }
    change.form.clone_from(&transition.form);
    let effects = effects(workflow, state, &change);
    let has = |kind| effects.iter().any(|effect| effect.kind == kind);
    let second = effects.iter().any(|effect| effect.value.as_deref() == Some(SECOND_REQUEST));
    Ok(Applied {
        change,
        starts_clock: has(EffectKind::StartClock),
        binds_code: has(EffectKind::BindCode),
        remarks: second.then_some(SECOND_REQUEST).into_iter().collect(),
        effects,
    })
}

/// The transition behind a change, if the workflow has it and its conditions hold. The same test serves a change
/// that is asked for and one that stands signed in a log.
pub(crate) fn legal<'a>(
    workflow: &'a Workflow,
    state: &DossierState,
    change: &StatusChange,
    issuer: &str,
    at: i64,
) -> Result<&'a Transition, Error> {
    let transition = transition(workflow, state.status, change.status).ok_or(Error::IllegalTransition)?;
    if !transition.actors.contains(&change.actor) {
        return Err(Error::RoleNotAllowed);
    }
    guard::all(transition, state, issuer, at)?;
    let reason = change.reason.as_ref();
    if transition.reason && reason.is_none_or(|reason| reason.code.trim().is_empty()) {
        return Err(Error::ReasonRequired);
    }
    let listed = |items: &[String]| !items.is_empty() && items.iter().all(|item| !item.trim().is_empty());
    if transition.items && !reason.is_some_and(|reason| listed(&reason.items)) {
        return Err(Error::ItemsRequired);
    }
    let target = change.target.as_deref().map(str::trim).unwrap_or_default();
    if transition.target.is_some() && (target.is_empty() || target == state.dossier) {
        return Err(Error::TargetRequired);
    }
    Ok(transition)
}

/// What follows from a legal change, in the order in which a host does it; nothing for one that the workflow does not
/// have. `state` is the one before the change.
pub fn effects(workflow: &Workflow, state: &DossierState, change: &StatusChange) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut push = |kind, value: Option<String>| effects.push(Effect { kind, value });
    let before = status(workflow, state.status).map_or(ClockState::NotStarted, |status| status.clock);
    let (Some(transition), Some(to)) =
        (transition(workflow, state.status, change.status), status(workflow, change.status))
    else {
        return Vec::new();
    };
    if transition.binds_code && state.code.is_none() {
        push(EffectKind::BindCode, None);
    }
    let waited = matches!(before, ClockState::Paused | ClockState::Stopped);
    let begun = waited || before == ClockState::Running;
    match to.clock {
        ClockState::Running if transition.starts_clock => push(EffectKind::StartClock, None),
        ClockState::Running if waited => push(EffectKind::ResumeClock, None),
        ClockState::Paused if before == ClockState::Running => push(EffectKind::PauseClock, None),
        ClockState::Stopped if begun && before != ClockState::Stopped => push(EffectKind::StopClock, None),
        ClockState::Ended | ClockState::Cancelled if begun => push(EffectKind::EndClock, None),
        _ => {}
    }
    if transition.reappoints {
        push(EffectKind::Reappoint, None);
    }
    if let Some(form) = &transition.form {
        push(EffectKind::IssueForm, Some(form.clone()));
    }
    if transition.target == Some(motcua_types::dossier::TargetKind::Unit) {
        push(EffectKind::HandOver, change.target.clone());
    }
    if let Some(national) = to.national.filter(|national| state.national != Some(*national)) {
        push(EffectKind::SyncNational, Some(national.to_string()));
    }
    // The index counts dossiers of the national portal.
    let again = to.kpi == motcua_types::dossier::KpiState::Request && state.supplement_requests > 0;
    if again && to.national.is_some() {
        push(EffectKind::Remark, Some(SECOND_REQUEST.to_owned()));
    }
    effects
}
