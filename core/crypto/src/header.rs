//! Protected headers: strict JSON with exactly the members of the format.

use motcua_json::{Object, Policy, Value, parse};

use crate::{Error, ErrorKind, b64};

/// No header of the format comes near this many bytes.
pub(crate) const MAX_BYTES: usize = 1024;

/// Decodes a protected header whose members must all be among `allowed`.
pub(crate) fn read(protected: &str, allowed: &[&str]) -> Result<Object, Error> {
    let object = decode(protected, MAX_BYTES)?;
    // Nothing that may stand here needs an escape, and readers differ in what they make of one.
    if b64::decode(protected)?.contains(&b'\\') {
        return Err(ErrorKind::Header.into());
    }
    if object.contains_key("crit") {
        return Err(ErrorKind::Critical.into());
    }
    only(object, allowed)
}

/// Decodes a protected header of at most `limit` bytes.
pub(crate) fn decode(protected: &str, limit: usize) -> Result<Object, Error> {
    if protected.len() > limit / 3 * 4 + 4 {
        return Err(ErrorKind::TooLarge.into());
    }
    match parse(&b64::decode(protected)?, &Policy::PROFILE.with_max_bytes(limit))? {
        Value::Object(object) => Ok(object),
        _ => Err(ErrorKind::Header.into()),
    }
}

/// The header, if its members are all among `allowed`.
pub(crate) fn only(object: Object, allowed: &[&str]) -> Result<Object, Error> {
    if object.keys().all(|name| allowed.contains(&name)) {
        Ok(object)
    } else {
        Err(ErrorKind::HeaderMember.into())
    }
}

/// A member that must be there, as text.
pub(crate) fn text<'h>(header: &'h Object, name: &str) -> Result<&'h str, Error> {
    header.get(name).and_then(Value::as_str).ok_or_else(|| ErrorKind::Header.into())
}

/// Refuses a header whose member is not exactly `wanted`.
pub(crate) fn want(header: &Object, name: &str, wanted: &str, otherwise: ErrorKind) -> Result<(), Error> {
    if text(header, name)? == wanted { Ok(()) } else { Err(otherwise.into()) }
}

/// Writes a protected header.
pub(crate) fn write(members: &[(&str, &str)]) -> String {
    let object: Object = members.iter().map(|(name, value)| (*name, *value)).collect();
    b64::encode(&motcua_json::canonicalize(&object.into()))
}
