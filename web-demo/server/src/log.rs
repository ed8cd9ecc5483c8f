//! One line of JSON on the error stream for each answer. It holds the route's template, never the path, a header,
//! a body or an address: nothing in it is about a person.

use std::io::Write;

use motcua::json::{self, Object, Value};

use crate::clock;

/// Logs an answer.
pub(crate) fn answer(method: &str, route: &str, status: u16, code: Option<&str>, micros: u128) {
    let mut line = Object::new();
    line.insert("at", clock::now());
    line.insert("method", method);
    line.insert("route", route);
    line.insert("status", i64::from(status));
    line.insert("us", i64::try_from(micros).unwrap_or(i64::MAX).min(1 << 40));
    if let Some(code) = code {
        line.insert("code", code);
    }
    write(Value::Object(line));
}

fn write(line: Value) {
    let mut bytes = json::canonicalize(&line);
    bytes.push(b'\n');
    // A log that cannot be written must not stop the service.
    let _ = std::io::stderr().lock().write_all(&bytes);
}
