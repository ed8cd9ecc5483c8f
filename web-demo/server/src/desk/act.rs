//! Changes of status by officers.

use axum::http::StatusCode;
use motcua::dossier::{due, number, workflow};
use motcua::json::Value;
use motcua::types::dossier::{Action, DossierState, Workflow};
use motcua::types::event::{ActorRole, DossierEvent, Reason};
use serde::Deserialize;

use super::inbox;
use crate::accounts::Account;
use crate::app::local_date;
use crate::entropy;
use crate::filing::{self, Ledger, Registrar};
use crate::problem::{Outcome, Problem};
use crate::store;
use crate::web::{Answer, Call};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionBody {
    to: u32,
    #[serde(default)]
    reason: Option<Reason>,
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
            officer: Some(officer.person()),
            reason: body.reason.clone(),
            seen: body.seen,
        };
        let applied = workflow::check(table, &ledger.state, &action, call.now)?;
        let mut change = applied.change;
        change.officer_name = Some(officer.name.clone());
        if applied.starts_clock {
            change.due =
                Some(due::due_date(app.library.calendar(), &procedure.document().deadline, call.now)?);
        }
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

/// The role in which an officer makes a change: one of theirs that may, else their first, which is then refused.
fn acting_as(table: &Workflow, state: &DossierState, officer: &Account, to: u32) -> ActorRole {
    let transition = table.transitions.iter().find(|t| t.from == state.status && t.to == to);
    let may = transition.and_then(|t| t.actors.iter().copied().find(|role| officer.has_role(*role)));
    may.or(officer.roles.first().copied()).unwrap_or(ActorRole::Reception)
}
