//! One line of JSON on the error stream for each answer. It holds the route's template, never the path, a header,
//! a body or an address: nothing in it is about a citizen. Opening a document adds a line that says who did so and
//! what for.

use std::io::Write;

use motcua::json::{self, Object, Value};
use motcua::types::Record;
use motcua::types::audit::AuditRecord;

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

/// Logs that somebody opened personal data.
///
/// # Errors
/// None in practice.
pub(crate) fn audit(record: &AuditRecord) -> Result<(), json::Error> {
    let mut line = Object::new();
    line.insert("audit", record.to_value()?);
    write(Value::Object(line));
    Ok(())
}

fn write(line: Value) {
    let mut bytes = json::canonicalize(&line);
    bytes.push(b'\n');
    // A log that cannot be written must not stop the service.
    let _ = std::io::stderr().lock().write_all(&bytes);
}
