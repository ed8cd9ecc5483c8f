//! `text.*`, `words.*`, `id.check` and `place.resolve`

use motcua::json::{Object, Value};
use motcua::vn::date::{Date, PartialDate};
use motcua::vn::id::{self, Context, Sex};
use motcua::vn::place::{Gazetteer, Resolution, Unit};
use motcua::vn::{Check, text, words};

use crate::args::{Answer, Args};

pub(super) fn normalize(args: &Args<'_>) -> Answer {
    Ok(text::normalize(args.text("text")?).as_str().into())
}

pub(super) fn search_key(args: &Args<'_>) -> Answer {
    Ok(text::search_key(args.text("text")?).as_str().into())
}

pub(super) fn fold(args: &Args<'_>) -> Answer {
    Ok(text::fold_tones(args.text("text")?).as_str().into())
}

pub(super) fn register_case(args: &Args<'_>) -> Answer {
    Ok(text::register_case(args.text("text")?).as_str().into())
}

pub(super) fn compare(args: &Args<'_>) -> Answer {
    Ok(Value::from(text::compare(args.text("a")?, args.text("b")?) as i64))
}

pub(super) fn compare_people(args: &Args<'_>) -> Answer {
    Ok(Value::from(text::compare_people(args.text("a")?, args.text("b")?) as i64))
}

pub(super) fn inspect(args: &Args<'_>) -> Answer {
    Ok(found(&text::inspect(args.text("text")?)))
}

/// A whole number from 0 that JavaScript has too.
fn whole(args: &Args<'_>, name: &str) -> Result<u64, String> {
    let number = args.optional(name).and_then(Value::as_i64).and_then(|number| u64::try_from(number).ok());
    number.ok_or_else(|| "conformance/badArgs".to_owned())
}

pub(super) fn number(args: &Args<'_>) -> Answer {
    Ok(words::number(whole(args, "number")?).ok_or("conformance/badArgs")?.as_str().into())
}

pub(super) fn money(args: &Args<'_>) -> Answer {
    Ok(words::money(whole(args, "dong")?).ok_or("conformance/badArgs")?.as_str().into())
}

pub(super) fn date(args: &Args<'_>) -> Answer {
    let date = PartialDate::parse(args.text("date")?).map_err(|error| error.code().to_owned())?;
    Ok(date.in_words().as_str().into())
}

pub(super) fn check(args: &Args<'_>) -> Answer {
    let mut context = Context::default();
    if let Some(given) = args.optional("context") {
        context.birth_year =
            given.get("birthYear").and_then(Value::as_i64).and_then(|year| year.try_into().ok());
        context.sex = match given.get("sex").and_then(Value::as_str) {
            Some("male") => Some(Sex::Male),
            Some("female") => Some(Sex::Female),
            _ => None,
        };
        context.foreign = given.get("foreign").and_then(Value::as_bool).unwrap_or(false);
        context.proof = given.get("proof").and_then(Value::as_bool).unwrap_or(false);
        let text = |name| given.get(name).and_then(Value::as_str);
        context.birth_province = text("birthProvince").and_then(|code| code.parse().ok());
        context.on = text("on").and_then(|day| Date::parse_iso(day).ok());
    }
    let answer = id::check(args.text("kind")?, args.text("text")?, &context).ok_or("conformance/badArgs")?;
    Ok(found(&answer))
}

/// An answer about a text as JSON.
fn found(check: &Check) -> Value {
    let mut answer = Object::new();
    answer.insert("verdict", check.verdict.as_str());
    answer.insert("codes", check.codes.iter().map(|code| Value::from(*code)).collect::<Vec<_>>());
    if let Some(normalized) = &check.normalized {
        answer.insert("normalized", normalized.as_str());
    }
    if !check.parts.is_empty() {
        let parts: Object = check
            .parts
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
            .collect();
        answer.insert("parts", Value::Object(parts));
    }
    Value::Object(answer)
}

/// `{text | code, at}`: candidates, and what to tell the person.
pub(super) fn resolve(args: &Args<'_>) -> Answer {
    let on = Date::parse_iso(args.text("at")?).map_err(|_| "conformance/badArgs")?;
    let gazetteer = Gazetteer::builtin();
    let found = match (args.optional_text("text")?, args.optional_text("code")?) {
        (Some(text), None) => gazetteer.resolve(text, on),
        (None, Some(code)) => gazetteer.resolve_code(code, on),
        _ => return Err("conformance/badArgs".to_owned()),
    };
    Ok(resolution(gazetteer, &found))
}

fn resolution(gazetteer: &Gazetteer, found: &Resolution<'_>) -> Value {
    let candidates = found.candidates.iter().map(|candidate| {
        let mut object = unit(candidate.unit);
        object.insert("level", candidate.unit.level().as_str());
        object.insert("score", Value::from(i64::from(candidate.score)));
        object.insert("basis", &*candidate.unit.basis);
        object.insert("mark", candidate.unit.mark.as_str());
        let days = [("from", candidate.unit.from), ("until", candidate.unit.until)];
        for (name, day) in days {
            if let Some(day) = day {
                object.insert(name, day.to_string());
            }
        }
        for (name, larger) in [
            ("province", gazetteer.province_of(candidate.unit)),
            ("district", gazetteer.district_of(candidate.unit)),
        ] {
            if let Some(larger) = larger.filter(|larger| !core::ptr::eq(*larger, candidate.unit)) {
                object.insert(name, Value::Object(unit(larger)));
            }
        }
        let units: Vec<Value> = candidate.units.iter().map(|part| Value::Object(unit(part))).collect();
        object.insert("units", units);
        Value::Object(object)
    });
    let mut answer = Object::new();
    answer.insert("candidates", candidates.collect::<Vec<_>>());
    answer.insert("codes", found.codes.iter().map(|code| Value::from(*code)).collect::<Vec<_>>());
    Value::Object(answer)
}

fn unit(unit: &Unit) -> Object {
    let mut object = Object::new();
    object.insert("code", unit.code.as_str());
    object.insert("name", unit.full_name());
    object
}
