//! Documents and signed objects as text, for the core's one strict reader.

use motcua::json::{Policy, Value, from_value, parse, to_canonical_string};
use motcua::types::Record;
use motcua::{Failure, failure};

use crate::error::{Result, refuse};

/// Reads JSON text under the profile of signed documents.
pub(crate) fn document(text: &str) -> Result<Value> {
    parse(text.as_bytes(), &Policy::PROFILE).map_err(refuse)
}

/// The record that a text is; where it is none, the place says which member.
pub(crate) fn read<T: Record>(text: &str) -> Result<T> {
    T::from_value(&document(text)?).map_err(misshapen)
}

/// The same for anything that is no single record.
pub(crate) fn read_any<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    from_value(&document(text)?).map_err(misshapen)
}

/// A record as canonical text.
pub(crate) fn write<T: Record>(record: &T) -> Result<String> {
    Ok(to_canonical_string(&record.to_value().map_err(refuse)?))
}

/// What was given is JSON and not what it should be. serde's own reason names Rust types, so it is left out.
fn misshapen(error: motcua::json::Error) -> crate::MotCuaError {
    Failure { pointer: error.pointer().map(str::to_owned), ..failure::of_code("boundary/type") }.into()
}
