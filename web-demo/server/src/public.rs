//! What anybody may know: the city, its keys, its procedures.

use axum::http::StatusCode;
use motcua::json::{Object, Value, to_value};

use crate::accounts::Kind;
use crate::problem::Outcome;
use crate::web::{Answer, Call};

/// `GET /api/config`
///
/// # Errors
/// None in practice.
pub fn config(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let city = &app.city;
    let mut config = Object::new();
    config.insert("city", to_value(&city.city)?);
    config.insert("agency", city.office.agency.as_str());
    config.insert("unit", city.office.unit.as_str());
    config.insert("office", to_value(&city.office.name)?);
    let roles = [("intake", app.role.intake()), ("desk", app.role.desk())];
    let roles = roles.iter().filter(|(_, served)| *served).map(|(name, _)| Value::from(*name));
    config.insert("roles", Value::Array(roles.collect()));
    config.insert("root", to_value(&app.root)?);
    config.insert("demo", true);
    let served = app.accounts.iter().filter(|account| match account.kind {
        Kind::Citizen => app.role.intake(),
        Kind::Officer => app.role.desk(),
    });
    let mut accounts = Vec::new();
    for account in served {
        let mut item = Object::new();
        item.insert("id", account.id.as_str());
        item.insert("name", account.name.as_str());
        item.insert("kind", account.kind.as_str());
        item.insert("note", to_value(&account.note)?);
        accounts.push(Value::Object(item));
    }
    config.insert("signIn", Value::Array(accounts));
    if let Some(url) = &app.intake_url {
        config.insert("intakeUrl", url.as_str());
    }
    if let Some(url) = &app.desk_url {
        config.insert("deskUrl", url.as_str());
    }
    Ok(Answer::json(StatusCode::OK, &Value::Object(config)))
}

/// `GET /api/directory`
///
/// # Errors
/// None.
pub fn directory(call: &Call<'_>) -> Outcome<Answer> {
    Ok(Answer::text(StatusCode::OK, "application/jose+json", call.app.directory_text.clone().into_bytes()))
}

/// `GET /api/pack`
///
/// # Errors
/// None.
pub fn pack(call: &Call<'_>) -> Outcome<Answer> {
    Ok(Answer::text(StatusCode::OK, "application/jose+json", call.app.pack_text.clone().into_bytes()))
}
