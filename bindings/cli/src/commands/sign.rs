//! `motcua sign`: a signed object over a payload, with a key file.

use motcua::crypto::sign::{self, Kind};
use motcua::crypto::{enrolment, pack};
use motcua::json::{Policy, Value};
use motcua::types::Record as _;
use motcua::types::jose::{FlattenedJws, SigningRequest};
use motcua::types::keys::Enrolment;
use motcua::types::pack::Pack;

use crate::args::Call;
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{input, keyfile};

const KINDS: &[&str] = &["submission", "receipt", "keys", "enrol", "pack", "decision", "cosign", "event"];

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    call.required("kind")?;
    let kind = Kind::from_name(call.choice("kind", KINDS)?);
    sign(call, kind.unwrap_or(Kind::Submission))
}

/// Signs the payload in the operand; a record that has rules of its own is checked before.
pub(super) fn sign(call: &Call, kind: Kind) -> Result<Outcome, Stop> {
    let file = call.operand();
    let payload = input::json(file, &input::bytes(file)?, &Policy::PROFILE)?;
    let key = keyfile::signing(call, call.required("key")?)?;
    let request = begin(file, kind, &payload, &key.public())?;
    let jws = key.sign(&request).map_err(|error| Stop::refused(file, &error))?;
    give(call, &jws, &request.kid)
}

fn begin(
    file: &str,
    kind: Kind,
    payload: &Value,
    key: &motcua::types::jose::Jwk,
) -> Result<SigningRequest, Stop> {
    let shape = |error: motcua::json::Error| Stop::refused(file, &error);
    let request = match kind {
        Kind::Enrol => enrolment::begin(&Enrolment::from_value(payload).map_err(shape)?, key),
        Kind::Pack => pack::begin(&Pack::from_value(payload).map_err(shape)?, key),
        _ => sign::begin(kind, payload, key),
    };
    request.map_err(|error| Stop::refused(file, &error))
}

fn give(call: &Call, jws: &FlattenedJws, kid: &str) -> Result<Outcome, Stop> {
    let text = if call.flag("compact") { sign::to_compact(jws) } else { sign::to_json(jws) };
    match call.option("output") {
        Some(name) => {
            output::file(name, format!("{text}\n").as_bytes(), Readers::Anybody, Existing::Replace)?;
            Ok(Outcome::of(String::new(), vec![("kid", kid.into()), ("file", name.into())]))
        }
        None => Ok(Outcome::of(format!("{text}\n"), vec![("kid", kid.into()), ("signed", text.into())])),
    }
}
