//! What a form starts with, and where each value came from.

use motcua_json::Value;
use motcua_json::pointer::set;
use motcua_types::procedure::{DataClass, PrefillRule};
use motcua_types::submission::Provenance;
use motcua_vn::date::DateTime;
use motcua_vn::text::normalize;

/// Source of a value that a person typed or changed.
const DECLARED: &str = "declared";
/// Source when the claims do not name one.
const LOGIN: &str = "vneid";

/// Puts the claims of a login into the data.
pub(crate) fn fill(
    mut data: Value,
    rules: &[PrefillRule],
    classes: &[DataClass],
    claims: &Value,
    now: i64,
) -> (Value, Vec<Provenance>) {
    let text = |name: &str| claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let source = text("idp").unwrap_or(LOGIN);
    let time = login_time(claims).unwrap_or(now);
    let time = DateTime::from_unix(time).map(DateTime::to_rfc3339);
    let mut provenance = Vec::new();
    for rule in rules {
        let Some(value) = text(&rule.claim).map(neutral) else { continue };
        if set(&mut data, &rule.pointer, value.into()).is_ok() {
            provenance.push(Provenance {
                pointer: rule.pointer.clone(),
                source: source.to_owned(),
                time: time.clone(),
                class: class_of(classes, &rule.pointer).to_owned(),
            });
        }
    }
    (data, provenance)
}

/// The provenance of data as it is now: a value that was changed is the person's own declaration, one that was
/// removed has none.
pub(crate) fn current(initial: &Value, given: &[Provenance], data: &Value) -> Vec<Provenance> {
    let of = |entry: &Provenance| {
        let now = data.pointer(&entry.pointer)?;
        Some(said(entry, initial.pointer(&entry.pointer) == Some(now)))
    };
    given.iter().filter_map(of).collect()
}

/// The provenance of a value that is, or is not, as it was given.
pub(crate) fn said(entry: &Provenance, as_given: bool) -> Provenance {
    if as_given {
        entry.clone()
    } else {
        Provenance { source: DECLARED.to_owned(), time: None, ..entry.clone() }
    }
}

/// Class of personal data at a pointer: that of the nearest entry at or above it, `basic` without one.
pub(crate) fn class_of<'c>(classes: &'c [DataClass], pointer: &str) -> &'c str {
    let covers = |entry: &&DataClass| {
        pointer
            .strip_prefix(entry.pointer.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    classes
        .iter()
        .filter(covers)
        .max_by_key(|entry| entry.pointer.len())
        .map_or("basic", |entry| &entry.class)
}

/// Seconds since 1970 of the login: RFC 3339 or a NumericDate.
fn login_time(claims: &Value) -> Option<i64> {
    let time = claims.get("authTime")?;
    time.as_i64().or_else(|| DateTime::parse(time.as_str()?).map(DateTime::unix))
}

/// A claim as forms store it: text in normal form, and `yyyyMMdd`, as logins give birth dates, in ISO.
fn neutral(claim: &str) -> String {
    let text = normalize(claim);
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        let iso = format!("{year}-{month}-{day}");
        if motcua_vn::date::Date::parse_iso(&iso).is_ok() {
            return iso;
        }
    }
    text
}
