//! The canonical text of a value (RFC 8785, JSON Canonicalization Scheme).

use crate::es6::write_number;
use crate::object::Iter;
use crate::run::text_run;
use crate::{Object, Value};

/// The bytes to sign or hash: no white space, members in UTF-16 order, numbers as ECMAScript writes them, and
/// only those escapes that JSON demands.
pub fn canonicalize(value: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    write_value(value, &mut out);
    out
}

/// The same as text.
pub fn to_canonical_string(value: &Value) -> String {
    // Everything written is either a whole string of the value or ASCII, so nothing is ever replaced here.
    String::from_utf8(canonicalize(value))
        .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// What is left to write of an open container.
enum Open<'v> {
    Array(std::slice::Iter<'v, Value>),
    Object(Iter<'v>),
}

/// Written with a stack of its own: a value that a program has built may be nested deeper than one that was read.
fn write_value(value: &Value, out: &mut Vec<u8>) {
    let mut open: Vec<Open<'_>> = Vec::new();
    open.extend(write_start(value, out));
    while let Some(innermost) = open.last_mut() {
        let next = match innermost {
            Open::Array(items) => items.next().map(|item| (None, item)),
            Open::Object(members) => members.next().map(|(name, value)| (Some(name), value)),
        };
        match next {
            Some((name, value)) => {
                if !matches!(out.last(), Some(b'[' | b'{')) {
                    out.push(b',');
                }
                if let Some(name) = name {
                    write_string(name, out);
                    out.push(b':');
                }
                open.extend(write_start(value, out));
            }
            None => {
                out.push(if matches!(innermost, Open::Array(_)) { b']' } else { b'}' });
                open.pop();
            }
        }
    }
}

/// Writes a scalar whole, and of a container the opening bracket.
fn write_start<'v>(value: &'v Value, out: &mut Vec<u8>) -> Option<Open<'v>> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => write_number(*number, out),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            return Some(Open::Array(items.iter()));
        }
        Value::Object(object) => {
            out.push(b'{');
            return Some(Open::Object(Object::iter(object)));
        }
    }
    None
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    // What ends a run while reading is also what must be escaped while writing.
    while let Some((plain, after)) = rest.split_at_checked(text_run(rest).len) {
        out.extend_from_slice(plain);
        let Some((&special, after)) = after.split_first() else { break };
        write_escape(special, out);
        rest = after;
    }
    out.push(b'"');
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    let letter = match byte {
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        b'"' | b'\\' => byte,
        _ => {
            let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_only_what_must_be() {
        let all: String = ('\0'..='\u{20}').chain("\"\\/\u{7F}é\u{2028}😂".chars()).collect();
        let expected = concat!(
            r#""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#,
            r"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f",
            " \\\"\\\\/\u{7F}é\u{2028}😂\"",
        );
        assert_eq!(to_canonical_string(&Value::from(all)), expected);
    }

    #[test]
    fn commas_stand_between() {
        let inner: Object =
            [("b", Value::from(vec![Value::Null, Value::from("[")])), ("a", Value::from(true))]
                .into_iter()
                .collect();
        let value = Value::from(vec![Value::from("{"), inner.into(), Value::from(Vec::<Value>::new())]);
        assert_eq!(to_canonical_string(&value), r#"["{",{"a":true,"b":[null,"["]},[]]"#);
        assert_eq!(to_canonical_string(&Object::new().into()), "{}");
    }
}
