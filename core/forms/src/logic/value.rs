//! Values while a rule runs: JSON, spans of time, and things that cannot be known.

use std::borrow::Cow;
use std::cmp::Ordering;

use motcua_json::{Number, Value};

use super::time::Span;

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A date is known only in part.
    Partial,
    /// A date is not filled, or is not a date.
    Absent,
    /// The rule took more steps than allowed.
    Budget,
}

/// Answer of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody can tell, and why.
    Unknown(Why),
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// A value of an expression.
#[derive(Clone)]
pub(super) enum Val<'a> {
    Json(Cow<'a, Value>),
    /// A moment, known exactly or within bounds.
    Time(Span),
    /// A whole number within bounds, both included.
    Range(i64, i64),
    Unknown(Why),
}

impl<'a> Val<'a> {
    pub(super) const NULL: Val<'static> = Val::Json(Cow::Owned(Value::Null));

    pub(super) fn own(value: impl Into<Value>) -> Self {
        Self::Json(Cow::Owned(value.into()))
    }

    pub(super) fn number(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::NULL, |number| Self::own(Value::Number(number)))
    }

    pub(super) fn truth(&self) -> Truth {
        match self {
            Self::Json(value) => truthy(value).into(),
            Self::Time(_) => Truth::True,
            Self::Range(lo, hi) if *lo > 0 || *hi < 0 => Truth::True,
            Self::Range(0, 0) => Truth::False,
            Self::Range(..) => Truth::Unknown(Why::Partial),
            Self::Unknown(why) => Truth::Unknown(*why),
        }
    }

    pub(super) fn from_truth(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::own(true),
            Truth::False => Self::own(false),
            Truth::Unknown(why) => Self::Unknown(why),
        }
    }

    /// The JSON value, if it is known; moments and exact counts are written as JSON.
    pub(super) fn into_json(self) -> Result<Value, Why> {
        match self {
            Self::Json(value) => Ok(value.into_owned()),
            Self::Time(span) => span.to_text().map(Value::from).ok_or(Why::Partial),
            Self::Range(lo, hi) if lo == hi => Ok(lo.into()),
            Self::Range(..) => Err(Why::Partial),
            Self::Unknown(why) => Err(why),
        }
    }

    /// Bounds as numbers, with JavaScript's coercions; `Ok(None)` for what is not a number.
    pub(super) fn bounds(&self) -> Result<Option<(f64, f64)>, Why> {
        match self {
            Self::Json(value) => Ok(to_number(value).map(|n| (n, n))),
            // Whole years and seconds are far below 2^53.
            #[allow(clippy::cast_precision_loss)]
            Self::Range(lo, hi) => Ok(Some((*lo as f64, *hi as f64))),
            #[allow(clippy::cast_precision_loss)]
            Self::Time(span) => Ok(Some((span.lo as f64, span.hi as f64))),
            Self::Unknown(why) => Err(*why),
        }
    }
}

/// JsonLogic's truth: `false`, `null`, `0`, empty text and the empty list are false.
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != 0.0,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// Number of a value as JavaScript's `Number()` reads it, except for lists and objects, which are none.
pub(super) fn to_number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(0.0),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Number(number) => Some(number.as_f64()),
        Value::String(text) => {
            let text = text.trim();
            if text.is_empty() {
                return Some(0.0);
            }
            let plain =
                text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
            if plain { motcua_json::parse_double(text) } else { None }
        }
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Loose equality: like with like as they are, otherwise as numbers; `null` equals only itself.
pub(super) fn loosely_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => a.is_null() && b.is_null(),
        _ if a.type_name() == b.type_name() => a == b,
        _ => matches!((to_number(a), to_number(b)), (Some(x), Some(y)) if x == y),
    }
}

/// Order of two strings by code points, or of two values as numbers.
pub(super) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::String(a), Value::String(b)) => Some(a.as_str().cmp(b)),
        _ => to_number(a)?.partial_cmp(&to_number(b)?),
    }
}
