//! `time.check`, `calendar.*` and `deadline.due`

use motcua::json::{Value, to_value};
use motcua::types::deadline::Term;
use motcua::vn::calendar::Calendar;
use motcua::vn::date::{Date, is_rfc3339_date, is_rfc3339_date_time, is_rfc3339_time};

use crate::args::{Answer, Args};

pub(super) fn check(args: &Args<'_>) -> Answer {
    let text = args.text("text")?;
    let valid = match args.text("kind")? {
        "dateTime" => is_rfc3339_date_time(text),
        "date" => is_rfc3339_date(text),
        "time" => is_rfc3339_time(text),
        _ => return Err("conformance/badArgs".to_owned()),
    };
    Ok(Value::Object([("valid", Value::from(valid))].into_iter().collect()))
}

pub(super) fn is_working_day(args: &Args<'_>) -> Answer {
    let date = Date::parse_iso(args.text("date")?).map_err(|error| error.code().to_owned())?;
    let day = Calendar::embedded().is_working_day(date).map_err(|error| error.code().to_owned())?;
    Ok(day.working.into())
}

pub(super) fn due(args: &Args<'_>) -> Answer {
    let term: Term = args.record("term")?;
    let due = motcua::dossier::due::due_date(Calendar::embedded(), &term, args.moment("acceptedAt")?)
        .map_err(|error| error.code().to_owned())?;
    to_value(&due).map_err(|error| error.code().to_owned())
}
