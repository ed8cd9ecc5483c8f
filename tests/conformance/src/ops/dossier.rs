//! `dossier.apply`

use motcua::dossier::workflow;
use motcua::json::{Object, Value, to_value};
use motcua::types::dossier::{Action, DossierState};

use crate::args::{Answer, Args};

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
