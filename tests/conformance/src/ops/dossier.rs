//! `log.verify` and `dossier.apply`

use motcua::crypto::directory::Directory;
use motcua::dossier::{log, workflow};
use motcua::json::{Object, Value, canonicalize, to_value};
use motcua::types::dossier::{Action, DossierState};

use crate::args::{Answer, Args};

/// Verifies a log against a key directory (`directory`, flattened JWS) under a pinned `root`.
pub(super) fn verify_log(args: &Args<'_>) -> Answer {
    let directory = Directory::open(
        &canonicalize(args.value("directory")?),
        &args.record("root")?,
        args.moment("now")?,
        0,
    )
    .map_err(|error| error.code().to_owned())?;
    let events: Vec<String> = args.record("events")?;
    let state = log::read(&events, &directory).map_err(|error| error.code().to_owned())?;
    let mut answer = Object::new();
    answer.insert("size", i64::from(state.size));
    // Behind its prefix a hash is the digest in base64url.
    answer.insert("headB64", state.head.trim_start_matches("sha-256:"));
    answer.insert("status", i64::from(state.status));
    Ok(Value::Object(answer))
}

/// What an action on a state leads to, under the given workflow or the one-stop workflow.
pub(super) fn apply(args: &Args<'_>) -> Answer {
    let known = match args.optional("workflow") {
        Some(document) => workflow::from_value(document),
        None => workflow::default(),
    }
    .map_err(|error| error.code().to_owned())?;
    let state: DossierState = args.record("state")?;
    let action: Action = args.record("action")?;
    let applied = workflow::check(&known, &state, &action, args.moment("now")?)
        .map_err(|error| error.code().to_owned())?;
    let mut answer = Object::new();
    answer.insert("change", to_value(&applied.change).map_err(|error| error.code().to_owned())?);
    answer.insert("startsClock", applied.starts_clock);
    answer.insert("bindsCode", applied.binds_code);
    answer.insert("remarks", applied.remarks.iter().map(|code| Value::from(*code)).collect::<Vec<_>>());
    Ok(Value::Object(answer))
}
