//! `motcua seal`: a signed submission, sealed to the office that acts on it.

use motcua::crypto::sign::{self, Kind};
use motcua::crypto::{b64, packet, seal};
use motcua::json::{Policy, parse};
use motcua::types::Record as _;
use motcua::types::jose::Jwk;
use motcua::types::submission::Submission;

use super::verify::read;
use crate::args::Call;
use crate::entropy::System;
use crate::keyfile::{self, Use};
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{input, trust};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let file = call.operand();
    let bytes = input::bytes(file)?;
    let jws = read(file, bytes.trim_ascii())?;
    let payload = jws.payload.as_deref().and_then(|payload| b64::decode(payload).ok()).unwrap_or_default();
    let payload = parse(&payload, &Policy::PROFILE).map_err(|error| Stop::refused(file, &error))?;
    let submission = Submission::from_value(&payload).map_err(|error| Stop::refused(file, &error))?;
    let recipients = recipients(call)?;
    // An object that its own signer did not sign would be refused at the desk, after the citizen has gone.
    if let Some(key) = call.option("signer") {
        let key = keyfile::read(call, key, Use::Sign)?.public();
        sign::verify(&jws, Kind::Submission, &[key]).map_err(|error| Stop::refused(file, &error))?;
    }
    let sealed =
        packet::seal_submission(&jws, &submission.procedure, &submission.dossier, &recipients, &mut System)
            .map_err(|error| Stop::refused(file, &error))?;
    let (text, hash) = (seal::to_json(&sealed), seal::digest(&sealed));
    let kids = recipients.iter().filter_map(|key| key.kid.clone()).collect();
    let mut members = vec![("hash", hash.as_str().into()), ("recipients", kids)];
    match call.option("output") {
        Some(name) => {
            output::file(name, format!("{text}\n").as_bytes(), Readers::Anybody, Existing::Replace)?;
            members.push(("file", name.into()));
            Ok(Outcome::of(format!("{hash}\n"), members))
        }
        None => {
            members.push(("packet", seal::to_value(&sealed)));
            Ok(Outcome::of(format!("{text}\n"), members))
        }
    }
}

/// The keys in `--to`, or those of an agency in the directory.
fn recipients(call: &Call) -> Result<Vec<Jwk>, Stop> {
    let mut keys = Vec::new();
    for file in call.options("to") {
        keys.push(keyfile::read(call, file, Use::Open)?.public());
    }
    if let Some(agency) = call.option("agency") {
        let now = input::now(call)?;
        let found = trust::directory(call, now)?.seal_keys(agency, call.option("unit"), now);
        if found.is_empty() {
            return Err(Stop::usage(
                format!("Danh bạ không có khóa niêm phong nào của {agency}."),
                format!("The directory has no key to seal to for {agency}."),
            ));
        }
        keys.extend(found);
    }
    if keys.is_empty() {
        return Err(Stop::usage("Cần có --to hoặc --agency.".into(), "--to or --agency is needed.".into()));
    }
    Ok(keys)
}
