//! Small readers for JSON objects whose member set is fixed, and for identifiers.

use motcua_json::{Object, Value};

use crate::{Error, ErrorKind};

/// The object, if it has all of `required`, perhaps `optional`, and nothing else.
pub(crate) fn exact<'v>(value: &'v Value, required: &[&str], optional: &[&str]) -> Result<&'v Object, Error> {
    let object = value.as_object().ok_or(ErrorKind::Shape)?;
    let known = |name: &str| required.contains(&name) || optional.contains(&name);
    if required.iter().all(|name| object.contains_key(name)) && object.keys().all(known) {
        Ok(object)
    } else {
        Err(ErrorKind::Shape.into())
    }
}

/// The text of a member.
pub(crate) fn text<'v>(object: &'v Object, name: &str) -> Result<&'v str, Error> {
    object.get(name).and_then(Value::as_str).ok_or_else(|| ErrorKind::Shape.into())
}

/// A dossier id: `urn:uuid:` and a UUID in lower case (RFC 9562).
pub(crate) fn is_dossier(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else { return false };
    uuid.len() == 36
        && uuid.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

/// A procedure in a context: `<code>@<version>`, visible ASCII, at most 128 characters.
pub(crate) fn is_procedure(text: &str) -> bool {
    let parts = text.split_once('@');
    text.len() <= 128
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && parts
            .is_some_and(|(code, version)| !code.is_empty() && !version.is_empty() && !version.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert!(is_dossier("urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e"));
        for wrong in ["", "urn:uuid:", "urn:uuid:0F8FAD5B-D9CB-469F-A165-70867728950E", "H29-260101-0001"] {
            assert!(!is_dossier(wrong), "{wrong}");
        }
        assert!(is_procedure("1.001193@1"));
        for wrong in ["1.001193", "@1", "1@", "1@2@3", "1@ 2", "một@1"] {
            assert!(!is_procedure(wrong), "{wrong}");
        }
    }
}
