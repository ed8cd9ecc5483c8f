//! The public API as one call: a line of JSON in, a line of JSON out. `motcua rpc` carries it over standard input and
//! output, `bindings/c` behind one C function, so that a language without a binding of its own needs neither.
//!
//! A request is `{"v":1,"id":…,"op":"…","params":{…},"lang"?}`, an answer `{"v":1,"id":…,"result":…}` or
//! `{"v":1,"id":…,"error":{"code","pointer"?,"params","message"}}`, both canonical JSON (RFC 8785). What lives longer
//! than a call (a directory, a pack, a key, an open form) stays here behind a handle, a text such as `pack-2`, until
//! `rpc.free`. `docs/rpc.md` is the reference; its table is written from the one in `ops`.
//!
//! No request may crash, hang or poison the next one: a line that is not understood is answered with an error, and a
//! panic, should there be one, becomes `runtime/panic` and loses every handle.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod entropy;
mod handles;
mod ops;
mod params;

use std::panic::{AssertUnwindSafe, catch_unwind};

use motcua::failure::of_code;
use motcua::forms::{Length, render};
use motcua::json::{Object, Policy, Value, parse, to_canonical_string};
use motcua::types::Record;
use motcua::{Failure, ToFailure};
use zeroize::Zeroize as _;

use crate::handles::Handles;

/// Version of the protocol, the member `v` of every line.
pub const VERSION: i64 = 1;

/// Longest request in bytes: room for the largest signed object (`crypto/tooLarge` begins at 11 MB) and what is around it.
pub const MAX_REQUEST: usize = 16 << 20;

/// One caller's state: its handles. Calls are answered one after the other.
#[derive(Default)]
pub struct Server {
    handles: Handles,
}

impl Server {
    /// A server without handles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one request, without a line feed at its end.
    pub fn call(&mut self, request: &[u8]) -> String {
        let mut heard = Heard::default();
        let answer = catch_unwind(AssertUnwindSafe(|| self.answer(request, &mut heard)));
        let answer = answer.unwrap_or_else(|_| {
            // What the panic left half done must not be used again.
            self.handles.lose();
            Err(of_code("runtime/panic"))
        });
        heard.reply(answer)
    }

    fn answer(&mut self, request: &[u8], heard: &mut Heard) -> Result<Value, Failure> {
        if request.len() > MAX_REQUEST {
            return Err(of_code("rpc/tooLong").with("limit", MAX_REQUEST.to_string()));
        }
        let mut request = parse(request, &Policy::RFC8259).map_err(|error| error.to_failure())?;
        let answer = self.perform(&request, heard);
        // It may have held a private key or a passphrase.
        wipe(&mut request);
        answer
    }

    fn perform(&mut self, request: &Value, heard: &mut Heard) -> Result<Value, Failure> {
        let object = request.as_object().ok_or_else(|| of_code("boundary/type"))?;
        if let Some(id) = object.get("id") {
            if !matches!(id, Value::Null | Value::String(_) | Value::Number(_)) {
                return Err(of_code("boundary/type").at("/id"));
            }
            heard.id = id.clone();
        }
        let word = |name: &str| object.get(name).and_then(Value::as_str);
        match word("lang") {
            Some("vi") => heard.lang = "vi",
            Some("en") => {}
            None if object.get("lang").is_none() => {}
            _ => return Err(of_code("boundary/type").at("/lang")),
        }
        if object.get("v").and_then(Value::as_i64) != Some(VERSION) {
            return Err(of_code("rpc/version").at("/v").with("version", VERSION.to_string()));
        }
        let known = ["v", "id", "op", "params", "lang"];
        if let Some((name, _)) = object.iter().find(|(name, _)| !known.contains(name)) {
            return Err(of_code("boundary/type").at(params::pointer(&[name])));
        }
        let op = word("op").ok_or_else(|| of_code("boundary/type").at("/op"))?;
        let op = ops::find(op).ok_or_else(|| of_code("rpc/unknownOp").at("/op"))?;
        let empty = Value::Object(Object::new());
        let given = params::Params::check(object.get("params").unwrap_or(&empty), op.params)?;
        (op.run)(&mut self.handles, &given)
    }
}

/// Overwrites every text of a request; nesting is bounded by the reader.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(object) => object.iter_mut().for_each(|(_, member)| wipe(member)),
        _ => {}
    }
}

/// What a request says about its answer.
struct Heard {
    id: Value,
    lang: &'static str,
}

impl Default for Heard {
    fn default() -> Self {
        Self { id: Value::Null, lang: "en" }
    }
}

impl Heard {
    fn reply(self, answer: Result<Value, Failure>) -> String {
        let mut reply = Object::new();
        reply.insert("v", VERSION);
        reply.insert("id", self.id);
        match answer {
            Ok(result) => reply.insert("result", result),
            Err(failure) => reply.insert("error", described(&failure, self.lang)),
        };
        to_canonical_string(&Value::Object(reply))
    }
}

/// A failure with its sentence; one without a sentence is its code.
fn described(failure: &Failure, lang: &str) -> Value {
    let code = failure.code.as_str();
    let mut error = Object::new();
    error.insert("code", code);
    if let Some(pointer) = &failure.pointer {
        error.insert("pointer", pointer.as_str());
    }
    let params = failure.params.iter().filter_map(|param| param.to_value().ok());
    error.insert("params", params.collect::<Vec<_>>());
    let message = render(code, &failure.params, lang, Length::Short);
    error.insert("message", message.unwrap_or_else(|| code.to_owned()));
    error.into()
}

/// The table of operations as JSON: what `rpc.describe` answers.
pub fn describe() -> Value {
    ops::describe()
}

/// The answer to a line that was too long to be kept: its rest was passed over, and so was its id.
pub fn too_long() -> String {
    Heard::default().reply(Err(of_code("rpc/tooLong").with("limit", MAX_REQUEST.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(server: &mut Server, request: &str) -> Value {
        parse(server.call(request.as_bytes()).as_bytes(), &Policy::RFC8259).unwrap()
    }

    #[test]
    fn a_panic_is_told_and_loses_every_handle() {
        let mut server = Server::new();
        let hash = answer(&mut server, r#"{"v":1,"id":1,"op":"hash.begin"}"#);
        let handle = hash.pointer("/result/hash").unwrap().as_str().unwrap().to_owned();
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let broken = answer(&mut server, r#"{"v":1,"id":"x","op":"test.panic"}"#);
        std::panic::set_hook(quiet);
        assert_eq!(broken.pointer("/error/code").unwrap().as_str(), Some("runtime/panic"));
        assert_eq!(broken.get("id").unwrap().as_str(), Some("x"));
        let request = format!(r#"{{"v":1,"id":2,"op":"hash.finish","params":{{"hash":"{handle}"}}}}"#);
        let lost = answer(&mut server, &request);
        assert_eq!(lost.pointer("/error/code").unwrap().as_str(), Some("runtime/instanceLost"));
        let next = answer(&mut server, r#"{"v":1,"id":3,"op":"hash.begin"}"#);
        assert_ne!(next.pointer("/result/hash").unwrap().as_str(), Some(handle.as_str()));
    }
}
