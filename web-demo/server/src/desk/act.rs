//! Changes of status by officers.

use axum::http::StatusCode;
use motcua::dossier::{due, number, workflow};
use motcua::json::Value;
use motcua::types::deadline::{Due, Term};
use motcua::types::dossier::{Action, DossierState, Effect, EffectKind, Workflow};
use motcua::types::event::{ActorRole, DossierEvent, Reason};
use serde::Deserialize;

use super::inbox;
use crate::accounts::Account;
use crate::app::{App, local_date};
use crate::entropy;
use crate::filing::{self, Ledger, Registrar};
use crate::problem::{Outcome, Problem};
use crate::store;
use crate::web::{Answer, Call};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ActionBody {
    to: u32,
    #[serde(default)]
    reason: Option<Reason>,
    /// New due date, for a change that gives one.
    #[serde(default)]
    new_due: Option<String>,
    seen: u32,
}

/// `POST /api/desk/dossiers/{dossier}/actions`
///
/// # Errors
/// `host/notFound`; `dossier/…` when the workflow refuses; `calendar/notCovered`.
pub fn act(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let body: ActionBody = call.record()?;
    let id = filing::dossier_id(call.param("dossier")?)?;
    let officer = call.session()?.account;
    let keys = app.desk_keys()?;
    let row = store::write(&*app.store, |tx| {
        let row = tx.dossier(&id)?.ok_or(Problem::new("host/notFound"))?;
        let reference = inbox::reference(&row);
        let procedure = app.library.by_reference(&reference).ok_or(Problem::new("packet/wrongProcedure"))?;
        let table = app.workflow(procedure)?;
        let mut ledger = Ledger::open(app, tx, table, row)?;
        let action = Action {
            to: body.to,
            actor: acting_as(table, &ledger.state, officer, body.to),
            issuer: Some(app.city.office.issuer()),
            officer: Some(officer.person()),
            reason: body.reason.clone(),
            target: None,
            new_due: body.new_due.clone(),
            seen: body.seen,
        };
        let applied = workflow::check(table, &ledger.state, &action, call.now)?;
        let mut change = applied.change;
        change.officer_name = Some(officer.name.clone());
        let term = &procedure.document().deadline;
        change.due = due_of(app, table, term, &ledger.state, &applied.effects, &action, call.now)?;
        if applied.binds_code {
            let agency = &app.city.office.agency;
            let serial = tx.next_serial(&format!("code/{agency}/{}", local_date(call.now)?))?;
            change.code = Some(number::official(agency, call.now, serial)?);
        }
        let registrar = Registrar {
            key: &keys.unit,
            issuer: app.city.office.issuer(),
            actor: action.actor,
            officer: action.officer,
            officer_name: change.officer_name.clone(),
            txn: entropy::token()?,
            now: call.now,
        };
        ledger.append(&registrar, &[DossierEvent::Status(change)])?;
        Ok(ledger.row)
    })?;
    Ok(Answer::json(StatusCode::OK, &Value::Object(inbox::view(call, &row)?)))
}

/// The due date that a change sets: from its own moment, moved by the pause that it ends, or the new one of an apology.
fn due_of(
    app: &App,
    workflow: &Workflow,
    term: &Term,
    state: &DossierState,
    effects: &[Effect],
    action: &Action,
    now: i64,
) -> Outcome<Option<Due>> {
    let calendar = app.library.calendar();
    let has = |kind| effects.iter().any(|effect| effect.kind == kind);
    Ok(if has(EffectKind::StartClock) {
        Some(due::due_date(calendar, term, now)?)
    } else if has(EffectKind::ResumeClock) {
        due::standing(&due::Rules { calendar, workflow, term, outages: &[] }, state, now)?.due
    } else if has(EffectKind::Reappoint) {
        let day = action.new_due.as_deref().unwrap_or_default();
        Some(due::reappoint(calendar, state, day)?)
    } else {
        None
    })
}

/// The role in which an officer makes a change: one of theirs that may, else their first, which is then refused.
fn acting_as(table: &Workflow, state: &DossierState, officer: &Account, to: u32) -> ActorRole {
    let transition = table.transitions.iter().find(|t| t.from == state.status && t.to == to);
    let may = transition.and_then(|t| t.actors.iter().copied().find(|role| officer.has_role(*role)));
    may.or(officer.roles.first().copied()).unwrap_or(ActorRole::Reception)
}
