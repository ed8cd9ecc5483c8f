//! `motcua keys thumbprint`: the name of a public key (RFC 7638).

use motcua::crypto::jwk;
use motcua::json::{Policy, Value};

use crate::args::Call;
use crate::input;
use crate::outcome::{Outcome, Stop};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let file = call.operand();
    let document = input::json(file, &input::bytes(file)?, &Policy::PROFILE)?;
    // A set of keys (RFC 7517 section 5) is answered key by key.
    let keys = match document.get("keys").and_then(Value::as_array) {
        Some(keys) => keys,
        None => std::slice::from_ref(&document),
    };
    let mut kids = Vec::new();
    for key in keys {
        let key = jwk::from_value(key).map_err(|error| Stop::refused(file, &error))?;
        kids.push(jwk::thumbprint(&key).map_err(|error| Stop::refused(file, &error))?);
    }
    let text: String = kids.iter().map(|kid| format!("{kid}\n")).collect();
    let list: Vec<Value> = kids.iter().map(|kid| Value::from(kid.as_str())).collect();
    Ok(Outcome::of(text, vec![("thumbprints", Value::Array(list))]))
}
