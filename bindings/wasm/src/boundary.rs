//! What every export needs: reading arguments, giving records, throwing refusals.
//!
//! Records cross through the core's own JSON reader and writer, not through a second deserialiser: half the
//! module would otherwise be copies of the same record code, and two readers could disagree.

use motcua::json::{Object, Policy, Value, parse, to_canonical_string};
use motcua::types::Record;
use motcua::types::submission::Channel;
use motcua::vn::date::DateTime;
use motcua::{Failure, ToFailure, failure};
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};

/// A refusal as JavaScript sees it.
pub(crate) fn throw(failure: &Failure) -> JsValue {
    let mut object = Object::new();
    object.insert("code", failure.code.as_str());
    if let Some(pointer) = &failure.pointer {
        object.insert("pointer", pointer.as_str());
    }
    let params = failure.params.iter().map(|param| {
        let mut member = Object::new();
        member.insert("name", param.name.as_str());
        member.insert("value", param.value.as_str());
        Value::Object(member)
    });
    object.insert("params", Value::Array(params.collect()));
    plain(&Value::Object(object)).unwrap_or(JsValue::UNDEFINED)
}

/// An error of the core as JavaScript sees it.
pub(crate) fn refuse<E: ToFailure>(error: E) -> JsValue {
    throw(&error.to_failure())
}

/// An argument of the wrong shape.
pub(crate) fn wrong_type() -> JsValue {
    throw(&failure::of_code("boundary/type"))
}

/// Reads a record.
pub(crate) fn read<T: Tsify + Record>(record: &Ts<T>) -> Result<T, JsValue>
where
    T::JsType: JsCast,
{
    read_any(&record.js_value())
}

/// Reads anything that is no single record, such as a list of them.
pub(crate) fn read_any<T: Record>(value: &JsValue) -> Result<T, JsValue> {
    shape(&value_of(value)?)
}

fn value_of(value: &JsValue) -> Result<Value, JsValue> {
    let text =
        js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).ok_or_else(wrong_type)?;
    document(&text)
}

/// The record that a value is; where it is none, the place says which member.
pub(crate) fn shape<T: Record>(value: &Value) -> Result<T, JsValue> {
    T::from_value(value).map_err(misshapen)
}

fn misshapen(error: motcua::json::Error) -> JsValue {
    let failure = failure::of_code("boundary/type");
    throw(&Failure { pointer: error.pointer().map(str::to_owned), ..failure })
}

/// Gives a record.
pub(crate) fn give<T: Tsify + Record>(record: &T) -> Result<Ts<T>, JsValue> {
    plain(&record.to_value().map_err(refuse)?).map(Ts::new_unchecked)
}

/// Gives a list of records.
pub(crate) fn give_list<'a, T: Record + 'a>(
    records: impl IntoIterator<Item = &'a T>,
) -> Result<JsValue, JsValue> {
    let list: Result<_, _> = records.into_iter().map(T::to_value).collect();
    plain(&Value::Array(list.map_err(refuse)?))
}

/// Gives a document as it is.
pub(crate) fn plain(value: &Value) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&to_canonical_string(value)).map_err(|_| wrong_type())
}

/// Reads JSON text under the profile of the wire format.
pub(crate) fn document(text: &str) -> Result<Value, JsValue> {
    parse(text.as_bytes(), &Policy::PROFILE).map_err(refuse)
}

/// Seconds since 1970 of an RFC 3339 moment.
pub(crate) fn seconds(now: &str) -> Result<i64, JsValue> {
    DateTime::parse(now).map(DateTime::unix).ok_or_else(wrong_type)
}

/// A number that JavaScript gives for a 64-bit one: whole and exact.
#[cfg(feature = "whole")]
pub(crate) fn whole(number: Option<f64>) -> Result<i64, JsValue> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    match number {
        None => Ok(0),
        // The range makes the conversion exact.
        #[allow(clippy::cast_possible_truncation)]
        Some(n) if n.fract() == 0.0 && n.abs() <= EXACT => Ok(n as i64),
        Some(_) => Err(wrong_type()),
    }
}

/// How the dossier comes in; online when nothing is said.
pub(crate) fn channel(word: &JsValue) -> Result<Channel, JsValue> {
    if word.is_undefined() { Ok(Channel::Online) } else { read_any(word) }
}
