//! Python values as the core's, and back.

use std::borrow::Cow;

use motcua::crypto::{jwk, sign};
use motcua::forms::Length;
use motcua::json::{Number, Object, Pointer, Policy, Value, canonicalize, from_value, parse, to_value};
use motcua::types::Record;
use motcua::types::jose::{FlattenedJws, Jwk};
use motcua::types::submission::{Attachment, Channel};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use crate::error::{at, of_code, refuse};
use crate::signing::SignedObject;

/// A document: JSON text as `str` or `bytes`, or plain Python values. The strict reader decides in both cases, so that
/// the verdict does not depend on how a document came in.
pub(crate) fn document(data: &Bound<'_, PyAny>) -> PyResult<Value> {
    document_under(data, &Policy::PROFILE)
}

/// The same under another policy of the reader.
pub(crate) fn document_under(data: &Bound<'_, PyAny>, policy: &Policy) -> PyResult<Value> {
    parse(&text_under(data, policy)?, policy).map_err(refuse)
}

/// The JSON text of a document.
pub(crate) fn text_under<'a>(data: &'a Bound<'_, PyAny>, policy: &Policy) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(bytes) = data.cast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    }
    if let Ok(text) = data.cast::<PyString>() {
        return Ok(Cow::Owned(utf8(text, &Pointer::default())?.into_bytes()));
    }
    Ok(Cow::Owned(canonicalize(&value(data, policy, &mut Pointer::default())?)))
}

/// A value of a field: unlike a document, a text stands for itself. In normal form C whatever the keyboard gave, as the
/// strict reader wants it.
pub(crate) fn value_of(data: &Bound<'_, PyAny>) -> PyResult<Value> {
    let plain = match data.cast::<PyString>() {
        Ok(text) => Value::from(motcua::nfc::nfc(&utf8(text, &Pointer::default())?).into_owned()),
        Err(_) => value(data, &Policy::PROFILE, &mut Pointer::default())?,
    };
    parse(&canonicalize(&plain), &Policy::PROFILE).map_err(refuse)
}

fn utf8(text: &Bound<'_, PyString>, place: &Pointer) -> PyResult<String> {
    // A Python string may hold a lone surrogate, which has no UTF-8.
    text.extract().map_err(|_| at("json/loneSurrogate", place.to_string()))
}

fn value(data: &Bound<'_, PyAny>, policy: &Policy, place: &mut Pointer) -> PyResult<Value> {
    // The reader's own bound; it bounds the recursion here too.
    if place.tokens().len() >= policy.max_depth() {
        return Err(at("json/depth", place.to_string()));
    }
    // A boolean is an integer in Python, so it is asked first.
    if data.is_none() {
        Ok(Value::Null)
    } else if let Ok(flag) = data.cast::<PyBool>() {
        Ok(Value::Bool(flag.is_true()))
    } else if let Ok(text) = data.cast::<PyString>() {
        Ok(Value::String(utf8(text, place)?))
    } else if data.is_instance_of::<PyInt>() {
        let exact = data.extract::<i64>().ok().and_then(Number::from_integer);
        match exact {
            Some(number) => Ok(Value::Number(number)),
            None if policy.is_profile() => Err(at("json/integerRange", place.to_string())),
            None => {
                let nearest = data.extract().ok().and_then(Number::from_f64);
                nearest.map(Value::Number).ok_or_else(|| at("json/number", place.to_string()))
            }
        }
    } else if data.is_instance_of::<PyFloat>() {
        let number = Number::from_f64(data.extract()?);
        number.map(Value::Number).ok_or_else(|| at("json/number", place.to_string()))
    } else if let Ok(items) = data.cast::<PyDict>() {
        object(items, policy, place)
    } else if data.is_instance_of::<PyList>() || data.is_instance_of::<PyTuple>() {
        let mut list = Vec::with_capacity(data.len()?);
        for (index, item) in data.try_iter()?.enumerate() {
            place.push_index(index);
            list.push(value(&item?, policy, place)?);
            place.pop();
        }
        Ok(Value::Array(list))
    } else {
        Err(at("boundary/type", place.to_string()))
    }
}

fn object(items: &Bound<'_, PyDict>, policy: &Policy, place: &mut Pointer) -> PyResult<Value> {
    let mut object = Object::new();
    for (name, item) in items {
        let name = name.cast::<PyString>().map_err(|_| at("boundary/type", place.to_string()))?;
        let name = utf8(name, place)?;
        place.push(name.as_str());
        let inner = value(&item, policy, place)?;
        place.pop();
        object.insert(name, inner);
    }
    Ok(Value::Object(object))
}

/// A public key from a dictionary.
pub(crate) fn key(data: &Bound<'_, PyAny>) -> PyResult<Jwk> {
    jwk::from_value(&document(data)?).map_err(refuse)
}

/// Public keys from a list of dictionaries.
pub(crate) fn keys(data: &Bound<'_, PyAny>) -> PyResult<Vec<Jwk>> {
    data.try_iter()?.map(|one| key(&one?)).collect()
}

/// A signed object: what `finish_sign` gave, or its flattened JSON as text or as a dictionary.
pub(crate) fn signed(data: &Bound<'_, PyAny>) -> PyResult<FlattenedJws> {
    if let Ok(object) = data.cast::<SignedObject>() {
        return sign::parse_flattened(object.get().json.as_bytes()).map_err(refuse);
    }
    if let Ok(text) = data.cast::<PyString>() {
        return sign::parse_flattened(utf8(text, &Pointer::default())?.as_bytes()).map_err(refuse);
    }
    record(data)
}

/// The manifest of attached documents from dictionaries.
pub(crate) fn attachments(data: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Attachment>> {
    data.map_or(Ok(Vec::new()), |list| from_value(&document(list)?).map_err(refuse))
}

/// A moment as seconds since 1970, from an aware `datetime` or from an integer.
pub(crate) fn seconds(now: &Bound<'_, PyAny>) -> PyResult<i64> {
    if now.is_instance_of::<PyInt>() && !now.is_instance_of::<PyBool>() {
        return now.extract().map_err(|_| of_code("boundary/type"));
    }
    // A naive `datetime` means whatever the machine's clock is set to; it is refused.
    let aware = now.getattr("tzinfo").is_ok_and(|zone| !zone.is_none());
    if !aware {
        return Err(of_code("boundary/type"));
    }
    let seconds: f64 = now.call_method0("timestamp")?.extract()?;
    // Whole seconds, towards the past; `datetime` ends with the year 9999.
    #[allow(clippy::cast_possible_truncation)]
    let whole = seconds.floor() as i64;
    Ok(whole)
}

/// How the dossier comes in.
pub(crate) fn channel(word: &str) -> PyResult<Channel> {
    from_value(&word.into()).map_err(|_| of_code("boundary/type"))
}

/// Language of a message.
pub(crate) fn language(word: &str) -> PyResult<&'static str> {
    match word {
        "vi" => Ok("vi"),
        "en" => Ok("en"),
        _ => Err(of_code("boundary/type")),
    }
}

/// Form of a message.
pub(crate) fn length(word: &str) -> PyResult<Length> {
    match word {
        "short" => Ok(Length::Short),
        "long" => Ok(Length::Long),
        _ => Err(of_code("boundary/type")),
    }
}

/// Reads a record. serde's own reason names Rust types, so it is left out.
pub(crate) fn record<T: Record>(data: &Bound<'_, PyAny>) -> PyResult<T> {
    T::from_value(&document(data)?).map_err(misshapen)
}

/// Reads anything that is no single record, such as a list of them.
pub(crate) fn shape<T: serde::de::DeserializeOwned>(data: &Bound<'_, PyAny>) -> PyResult<T> {
    from_value(&document(data)?).map_err(misshapen)
}

fn misshapen(error: motcua::json::Error) -> PyErr {
    match error.pointer() {
        Some(pointer) => at("boundary/type", pointer.to_owned()),
        None => of_code("boundary/type"),
    }
}

/// Gives a document as plain Python values.
pub(crate) fn plain<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(flag) => flag.into_bound_py_any(py),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into_bound_py_any(py),
            None => number.as_f64().into_bound_py_any(py),
        },
        Value::String(text) => text.as_str().into_bound_py_any(py),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(plain(py, item)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(members) => {
            let dict = PyDict::new(py);
            for (name, member) in members.iter() {
                dict.set_item(name, plain(py, member)?)?;
            }
            Ok(dict.into_any())
        }
    }
}

/// Gives a record as a dictionary with the names of the wire format.
pub(crate) fn give<'py, T: Record>(py: Python<'py>, record: &T) -> PyResult<Bound<'py, PyAny>> {
    plain(py, &record.to_value().map_err(refuse)?)
}

/// Gives a list of records.
pub(crate) fn give_any<'py, T: serde::Serialize>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    plain(py, &to_value(value).map_err(refuse)?)
}
