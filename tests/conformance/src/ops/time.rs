//! `time.check`, `calendar.*` and `deadline.due`

use motcua::json::{Object, Value, to_value};
use motcua::types::deadline::Term;
use motcua::vn::calendar::{Calendar, Reason, lunar};
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

fn date(args: &Args<'_>, name: &str) -> Result<Date, String> {
    Date::parse_iso(args.text(name)?).map_err(|error| error.code().to_owned())
}

/// The calendar that the argument `calendar` gives in text form, or else the embedded one; with the uncertain rows when
/// `uncertain` is true.
fn calendar(args: &Args<'_>) -> Result<Calendar, String> {
    let calendar = match args.optional("calendar") {
        None => Calendar::embedded().clone(),
        Some(_) => Calendar::parse(args.text("calendar")?).map_err(|error| error.code().to_owned())?,
    };
    let uncertain = args.optional("uncertain").and_then(Value::as_bool).unwrap_or(false);
    Ok(calendar.include_uncertain(uncertain))
}

pub(super) fn is_working_day(args: &Args<'_>) -> Answer {
    let (calendar, date) = (calendar(args)?, date(args, "date")?);
    Ok(calendar.is_working_day(date).map_err(|error| error.code().to_owned())?.working.into())
}

pub(super) fn day(args: &Args<'_>) -> Answer {
    let (calendar, date) = (calendar(args)?, date(args, "date")?);
    let day = calendar.is_working_day(date).map_err(|error| error.code().to_owned())?;
    let mut answer = Object::new();
    answer.insert("working", day.working);
    let (reason, legal_basis, mark) = match day.reason {
        None => return Ok(Value::Object(answer)),
        Some(Reason::Weekend) => ("weekend", "", None),
        Some(Reason::Holiday(holiday)) => {
            answer.insert("name", name(&holiday.name_vi, &holiday.name_en));
            (holiday.kind.as_str(), holiday.legal_basis.as_str(), Some(holiday.mark))
        }
        Some(Reason::Makeup(makeup)) => {
            answer.insert("inPlaceOf", makeup.in_place_of.to_string().as_str());
            ("makeup", makeup.legal_basis.as_str(), Some(makeup.mark))
        }
    };
    answer.insert("reason", reason);
    if let Some(mark) = mark {
        answer.insert("legalBasis", legal_basis);
        answer.insert("mark", mark.as_str());
    }
    Ok(Value::Object(answer))
}

fn name(vi: &str, en: &str) -> Value {
    Value::Object([("vi", Value::from(vi)), ("en", Value::from(en))].into_iter().collect())
}

pub(super) fn add_working_days(args: &Args<'_>) -> Answer {
    let days = args.optional("days").and_then(Value::as_i64).and_then(|days| u32::try_from(days).ok());
    let days = days.ok_or("conformance/badArgs")?;
    let found = calendar(args)?.add_working_days(date(args, "date")?, days);
    Ok(found.map_err(|error| error.code().to_owned())?.to_string().as_str().into())
}

pub(super) fn working_days_between(args: &Args<'_>) -> Answer {
    let days = calendar(args)?.working_days_between(date(args, "after")?, date(args, "until")?);
    Ok(i64::from(days.map_err(|error| error.code().to_owned())?).into())
}

pub(super) fn lunar(args: &Args<'_>) -> Answer {
    let found = lunar::from_solar(date(args, "date")?).ok_or("calendar/notCovered")?;
    let mut answer = Object::new();
    answer.insert("year", i64::from(found.year));
    answer.insert("month", i64::from(found.month));
    answer.insert("day", i64::from(found.day));
    answer.insert("leap", found.leap);
    Ok(Value::Object(answer))
}

/// The due date of a term from `acceptedAt`; with `events`, how a dossier stands with the term at `at`.
pub(super) fn due(args: &Args<'_>) -> Answer {
    let term: Term = args.record("term")?;
    if args.optional("events").is_some() {
        return super::dossier::standing(args, &term);
    }
    let due = motcua::dossier::due::due_date(Calendar::embedded(), &term, args.moment("acceptedAt")?)
        .map_err(|error| error.code().to_owned())?;
    to_value(&due).map_err(|error| error.code().to_owned())
}
