//! The conformance entry: JSON text in, JSON text out, one request a line.
//!
//! It is how our own cases, published suites and an integrator's own implementation are run against every
//! target without test code per target. A request is `{"id": any, "op": "name", "args": {…}}`; an answer is
//! `{"id", "ok": true, "value"}` or `{"id", "ok": false, "code"}` (with `firstBad`
//! where a log is refused) in canonical JSON (RFC 8785), so equal answers
//! are equal bytes. Bytes travel as base64url without padding in members named `*B64`.
//!
//! No request may crash, hang or poison the next one.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod hostile;
mod ops;

use motcua::json::{Object, Policy, Value, parse, to_canonical_string};

pub use ops::names;

/// Answers one request line; a line that is not JSON is answered with its reader's code and a null `id`.
pub fn conform(line: &str) -> String {
    // The general policy, because requests carry deliberately odd text in their arguments.
    let (id, outcome) = match parse(line.as_bytes(), &Policy::RFC8259) {
        Ok(request) => {
            let id = request.get("id").cloned().unwrap_or(Value::Null);
            (id, answer(&request))
        }
        Err(error) => (Value::Null, Err((error.code().to_owned(), Object::new()))),
    };
    let mut reply = Object::new();
    reply.insert("id", id);
    match outcome {
        Ok(value) => {
            reply.insert("ok", true);
            reply.insert("value", value);
        }
        Err((code, details)) => {
            for (name, value) in &details {
                reply.insert(name, value.clone());
            }
            reply.insert("ok", false);
            reply.insert("code", code.as_str());
        }
    }
    to_canonical_string(&Value::Object(reply))
}

fn answer(request: &Value) -> Result<Value, (String, Object)> {
    let refuse = |code: &str| (code.to_owned(), Object::new());
    let name = request.get("op").and_then(Value::as_str).ok_or_else(|| refuse("conformance/badArgs"))?;
    let empty = Value::Object(Object::new());
    let arguments = request.get("args").unwrap_or(&empty);
    ops::answer(name, &args::Args::new(arguments)).ok_or_else(|| refuse("conformance/unknownOp"))?
}
