//! Answers out of values: three-valued connectives, comparisons, and texts.

use motcua_json::{Object, Value};

use super::Op;
use super::time::Span;
use super::value::{Truth, Val, Why, compare};

pub(super) fn strictly_equal(a: &Value, b: &Value) -> bool {
    a == b
}

pub(super) const fn negate(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        unknown @ Truth::Unknown(_) => unknown,
    }
}

pub(super) fn both(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        (Truth::Unknown(a), Truth::Unknown(b)) => Truth::Unknown(a.max(b)),
        (unknown @ Truth::Unknown(_), _) | (_, unknown @ Truth::Unknown(_)) => unknown,
        _ => Truth::True,
    }
}

pub(super) fn every(items: &[Value], holds: impl Fn(&Value) -> Truth) -> Truth {
    items.iter().fold(
        Truth::True,
        |so_far, item| if so_far == Truth::False { so_far } else { both(so_far, holds(item)) },
    )
}

pub(super) fn later(a: Span, b: Span) -> Truth {
    if a.lo > b.hi {
        Truth::True
    } else if a.hi <= b.lo {
        Truth::False
    } else {
        Truth::Unknown(Why::Partial)
    }
}

pub(super) fn compare_pair(op: Op, a: &Val<'_>, b: &Val<'_>) -> Truth {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if let (Val::Json(a), Val::Json(b)) = (a, b) {
        let order = compare(a, b);
        return match op {
            Op::Less => order == Some(Less),
            Op::LessEqual => matches!(order, Some(Less | Equal)),
            Op::Greater => order == Some(Greater),
            _ => matches!(order, Some(Greater | Equal)),
        }
        .into();
    }
    let ((lo, hi), (low, high)) = match (a.bounds(), b.bounds()) {
        (Ok(Some(a)), Ok(Some(b))) => (a, b),
        (Err(a), Err(b)) => return Truth::Unknown(a.max(b)),
        (Err(why), _) | (_, Err(why)) => return Truth::Unknown(why),
        _ => return Truth::False,
    };
    let (always, never) = match op {
        Op::Less => (hi < low, lo >= high),
        Op::LessEqual => (hi <= low, lo > high),
        Op::Greater => (lo > high, hi <= low),
        _ => (lo >= high, hi < low),
    };
    if always {
        Truth::True
    } else if never {
        Truth::False
    } else {
        Truth::Unknown(Why::Partial)
    }
}

pub(super) fn to_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(to_text).collect::<Vec<_>>().join(","),
        Value::Object(object) => object_text(object),
        other => motcua_json::to_canonical_string(other),
    }
}

pub(super) fn object_text(object: &Object) -> String {
    motcua_json::to_canonical_string(&Value::Object(object.clone()))
}

/// Part of a text in code points; a negative start counts from the end, a negative length leaves off so many.
pub(super) fn substr(text: &str, start: i64, length: Option<i64>) -> String {
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from = if start < 0 { (count + start).max(0) } else { start.min(count) };
    let to = match length {
        None => count,
        Some(length) if length < 0 => (count + length).max(from),
        Some(length) => from.saturating_add(length).min(count),
    };
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    text.chars().skip(skip).take(usize::try_from(to - from).unwrap_or(0)).collect()
}
