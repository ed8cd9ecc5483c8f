//! Sessions: a random token in a cookie that scripts cannot read; the database knows only its hash.

use axum::http::{HeaderMap, StatusCode, header};
use motcua::crypto::hash;
use motcua::json::{Object, Value, to_value};
use serde::Deserialize;

use crate::accounts::{Account, Kind};
use crate::app::App;
use crate::entropy;
use crate::problem::{Outcome, Problem};
use crate::store::{self, SessionRow, Tx};
use crate::web::{Answer, Call};

const COOKIE: &str = "motcua_session";
/// How long a session lasts, in seconds.
const TERM: i64 = 3600;

/// A session with its account.
pub struct Session<'a> {
    /// Row.
    pub row: SessionRow,
    /// Account.
    pub account: &'a Account,
}

impl Session<'_> {
    /// Whether it is an officer's.
    pub fn is_officer(&self) -> bool {
        self.account.kind == Kind::Officer && !self.account.roles.is_empty()
    }

    fn to_value(&self, app: &App) -> Outcome<Value> {
        let account = self.account;
        let agency = &app.city.office.agency;
        let mut session = Object::new();
        session.insert("kind", account.kind.as_str());
        session.insert("account", account.id.as_str());
        session.insert("name", account.name.as_str());
        session.insert("claims", account.claims(agency, self.row.created));
        session.insert("roles", to_value(&account.roles)?);
        session.insert("personRef", account.person());
        session.insert("expires", crate::app::rfc3339(self.row.expires));
        if self.is_officer() {
            session.insert("agency", agency.as_str());
            session.insert("unit", app.city.office.unit.as_str());
        }
        Ok(Value::Object(session))
    }
}

/// The token of a request.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))
}

/// The session of a request, unless it is over.
///
/// # Errors
/// `host/storage`.
pub fn find<'a>(app: &'a App, headers: &HeaderMap, now: i64) -> Outcome<Option<Session<'a>>> {
    let Some(token) = token(headers) else { return Ok(None) };
    let id = hash::sha256_text(token.as_bytes());
    store::read(&*app.store, |tx| {
        let Some(row) = tx.session(&id)?.filter(|row| now < row.expires) else { return Ok(None) };
        let Some(account) = app.account(&row.account) else { return Ok(None) };
        Ok((!revoked(app, tx, account)?).then_some(Session { row, account }))
    })
}

/// Whether the account is that of an officer whose key was revoked.
fn revoked(app: &App, tx: &dyn Tx, account: &Account) -> Outcome<bool> {
    let key = app.desk_keys().ok().and_then(|keys| keys.officers.get(&account.id));
    key.map_or(Ok(false), |key| Ok(tx.revoked_since(key.kid())?.is_some()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    account: String,
}

/// `POST /api/sign-in`
///
/// # Errors
/// `host/unauthenticated` for an account that this process does not serve, and for an officer whose key was revoked.
pub fn sign_in(call: &Call<'_>) -> Outcome<Answer> {
    let wanted: SignIn = call.record()?;
    let served = |account: &&Account| match account.kind {
        Kind::Citizen => call.app.role.intake(),
        Kind::Officer => call.app.role.desk(),
    };
    let account =
        call.app.account(&wanted.account).filter(served).ok_or(Problem::new("host/unauthenticated"))?;
    let token = entropy::token()?;
    let row = SessionRow {
        id: hash::sha256_text(token.as_bytes()),
        account: account.id.clone(),
        created: call.now,
        expires: call.now + TERM,
    };
    store::write(&*call.app.store, |tx| {
        if revoked(call.app, tx, account)? {
            return Err(Problem::new("host/unauthenticated"));
        }
        tx.purge(call.now)?;
        if let Some(old) = &call.session {
            tx.delete_session(&old.row.id)?;
        }
        tx.put_session(&row)
    })?;
    let session = Session { row, account };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={TERM}");
    Ok(Answer::json(StatusCode::OK, &session.to_value(call.app)?).with(header::SET_COOKIE, &cookie))
}

/// `POST /api/sign-out`
///
/// # Errors
/// `host/storage`.
pub fn sign_out(call: &Call<'_>) -> Outcome<Answer> {
    if let Some(session) = &call.session {
        store::write(&*call.app.store, |tx| tx.delete_session(&session.row.id))?;
    }
    let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(Answer::empty().with(header::SET_COOKIE, &cookie))
}

/// `GET /api/session`
///
/// # Errors
/// `host/unauthenticated`.
pub fn show(call: &Call<'_>) -> Outcome<Answer> {
    Ok(Answer::json(StatusCode::OK, &call.session()?.to_value(call.app)?))
}
