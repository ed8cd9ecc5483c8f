//! An officer leaves, or loses the card: their key counts for nothing from then on.
//!
//! The keys of units are not revoked here. They stand in the directory, and only the root, which a city keeps off line, signs
//! another one.

use axum::http::StatusCode;
use motcua::json::{Object, Value};
use motcua::types::event::ActorRole;

use crate::accounts::Kind;
use crate::problem::{Outcome, Problem};
use crate::store;
use crate::web::{Answer, Call};

/// `POST /api/desk/officers/{account}/revocation`: an officer who settles dossiers revokes the key of one of the office.
/// Their sessions end, nobody signs in under that key, and what it signed counts only if it arrived before. Said twice, it
/// moves nothing.
///
/// # Errors
/// `dossier/roleNotAllowed` for an officer who does not settle dossiers; `host/notFound` for no officer of this office.
pub fn revoke(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    if !call.session()?.account.has_role(ActorRole::Processing) {
        return Err(Problem::new("dossier/roleNotAllowed"));
    }
    let missing = Problem::new("host/notFound");
    let officer = app.account(call.param("account")?).filter(|account| account.kind == Kind::Officer);
    let officer = officer.ok_or_else(|| missing.clone())?;
    let key = app.desk_keys()?.officers.get(&officer.id).ok_or(missing)?;
    store::write(&*app.store, |tx| {
        if tx.revoked_since(key.kid())?.is_some() {
            return Ok(());
        }
        tx.put_enrolment(key.kid(), &officer.person(), call.now)?;
        tx.revoke(key.kid(), &officer.person(), call.now).map(drop)
    })?;
    Ok(Answer::json(StatusCode::OK, &Value::Object(Object::new())))
}
