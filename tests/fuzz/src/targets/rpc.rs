//! Calls as lines of JSON: any bytes get one answer, none of them a panic, and the next call is not hurt.

use motcua::ErrorCode;
use motcua::json::{Object, Policy, Value, canonicalize, parse, to_canonical_string};
use motcua_rpc::{Server, describe};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "rpc",
    seeds,
    words: &[
        "{\"v\":1,",
        "\"id\":",
        "\"op\":\"",
        "\"params\":{",
        "\"lang\":\"vi\"",
        "hash-1",
        "schema-2",
        "batch-3",
        "signingKey-4",
        "\"2026-10-05T09:00:00Z\"",
        "[]",
        "{}",
        "null",
        "true",
        "-1",
        "9007199254740993",
        "\"\\ud800\"",
        "}",
        ",",
    ],
    run,
};

/// Handles that a request may name.
const BEFORE: [&str; 4] = [
    r#"{"v":1,"op":"hash.begin"}"#,
    r#"{"v":1,"op":"schema.compile","params":{"document":{"properties":{"a":{"type":"string"}}}}}"#,
    r#"{"v":1,"op":"batch.begin","params":{"schema":"schema-2"}}"#,
    r#"{"v":1,"op":"key.load","params":{"jwk":{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}}"#,
];

/// One request to every operation, with something in each parameter.
fn seeds() -> Vec<Vec<u8>> {
    let described = describe();
    let ops = described.get("ops").and_then(Value::as_array).unwrap_or_default();
    ops.iter()
        .map(|op| {
            let params = op.get("params").and_then(Value::as_array).unwrap_or_default();
            let params: Object = params
                .iter()
                .map(|param| {
                    let text = |name| param.get(name).and_then(Value::as_str).unwrap_or_default();
                    (text("name").to_owned(), example(text("kind")))
                })
                .collect();
            let mut request = Object::new();
            request.insert("v", 1);
            request.insert("id", "x");
            request.insert("op", op.get("op").cloned().unwrap_or_default());
            request.insert("params", params);
            canonicalize(&request.into())
        })
        .collect()
}

fn example(kind: &str) -> Value {
    match kind {
        "flag" => true.into(),
        "whole" => 1.into(),
        "moment" => "2026-10-05T09:00:00+07:00".into(),
        "hash" => "hash-1".into(),
        "schema" => "schema-2".into(),
        "batch" => "batch-3".into(),
        "signingKey" => "signingKey-4".into(),
        "bytes" => "eyJhIjoxfQ".into(),
        _ if kind.ends_with("[]") => Value::Array(Vec::new()),
        _ if kind.starts_with(|first: char| first.is_ascii_uppercase()) => Object::new().into(),
        _ => kind.split('|').next().unwrap_or_default().into(),
    }
}

fn run(bytes: &[u8]) {
    // A passphrase costs half a second and 64 MiB, by design.
    if bytes.windows(10).any(|part| part == b"passphrase") {
        return;
    }
    let mut server = Server::new();
    for request in BEFORE {
        assert!(server.call(request.as_bytes()).contains("result"), "{request}");
    }
    check(&server.call(bytes));
    let probe = server.call(br#"{"v":1,"id":1,"op":"hash.of","params":{"bytes":""}}"#);
    assert_eq!(probe, r#"{"id":1,"result":"sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","v":1}"#);
}

fn check(answer: &str) {
    assert!(!answer.contains('\n'), "an answer is one line");
    let value = parse(answer.as_bytes(), &Policy::RFC8259).expect("an answer is JSON");
    assert_eq!(to_canonical_string(&value), answer, "an answer is canonical");
    assert_eq!(value.get("v").and_then(Value::as_i64), Some(1));
    assert!(value.get("id").is_some());
    assert!(value.get("result").is_some() != value.get("error").is_some(), "{answer}");
    if let Some(code) = value.pointer("/error/code").and_then(Value::as_str) {
        assert!(ErrorCode::parse(code).is_some(), "{code} is not registered");
        assert!(!["runtime/panic", "runtime/internal"].contains(&code), "{answer}");
    }
}
