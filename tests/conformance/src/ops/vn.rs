//! `text.*` and `id.check`

use motcua::json::{Object, Value};
use motcua::vn::id::{self, Context, Sex};
use motcua::vn::text;

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

pub(super) fn compare(args: &Args<'_>) -> Answer {
    Ok(Value::from(text::compare(args.text("a")?, args.text("b")?) as i64))
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
    }
    let found = id::check(args.text("kind")?, args.text("text")?, &context).ok_or("conformance/badArgs")?;
    let mut answer = Object::new();
    answer.insert("verdict", found.verdict.as_str());
    answer.insert("codes", found.codes.iter().map(|code| Value::from(*code)).collect::<Vec<_>>());
    if let Some(normalized) = &found.normalized {
        answer.insert("normalized", normalized.as_str());
    }
    if !found.parts.is_empty() {
        let parts: Object = found
            .parts
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
            .collect();
        answer.insert("parts", Value::Object(parts));
    }
    Ok(Value::Object(answer))
}
