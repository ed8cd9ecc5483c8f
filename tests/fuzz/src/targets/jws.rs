//! Signed objects: what verifies is what was signed, whatever its serialisation.

use std::sync::OnceLock;

use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{sign, stock};
use motcua::json::{Policy, Value, parse};
use motcua::types::jose::Jwk;

use super::Counter;
use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "jws-reader",
    seeds,
    words: &[
        "\"protected\":",
        "\"payload\":",
        "\"signature\":",
        "\"signatures\":[",
        "\"header\":{",
        ".",
        "..",
        "=",
        "-",
        "_",
        "eyJhbGciOiJub25lIn0",
        "{",
        "}",
        "]",
        ",",
        "\"",
        "null",
    ],
    run,
};

const KIND: sign::Kind = sign::Kind::Receipt;
const PAYLOAD: &str = r#"{"a":"Nguyễn","n":1}"#;

struct Signed {
    keys: Vec<Jwk>,
    stock: Vec<stock::StockKey>,
    texts: Vec<String>,
}

fn signed() -> Option<&'static Signed> {
    static MADE: OnceLock<Option<Signed>> = OnceLock::new();
    MADE.get_or_init(make).as_ref()
}

fn make() -> Option<Signed> {
    let payload = parse(PAYLOAD.as_bytes(), &Policy::PROFILE).ok()?;
    let (mut keys, mut stock, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for algorithm in [Algorithm::Ed25519, Algorithm::P256] {
        let key = SigningKey::generate(algorithm, &mut Counter(7)).ok()?;
        let jws = key.sign_payload(KIND, &payload).ok()?;
        texts.push(sign::to_json(&jws));
        texts.push(sign::to_compact(&jws));
        texts.push(format!(
            r#"{{"payload":"{}","signatures":[{{"protected":"{}","signature":"{}"}}]}}"#,
            jws.payload.as_deref()?,
            jws.protected,
            jws.signature
        ));
        stock.push(stock::StockKey::from_value(&motcua::json::to_value(&key.public()).ok()?).ok()?);
        keys.push(key.public());
    }
    Some(Signed { keys, stock, texts })
}

fn seeds() -> Vec<Vec<u8>> {
    signed().map(|made| made.texts.iter().map(|text| text.clone().into_bytes()).collect()).unwrap_or_default()
}

fn run(bytes: &[u8]) {
    let Some(made) = signed() else { return };
    let good = |payload: &[u8]| assert!(payload == PAYLOAD.as_bytes(), "only what was signed verifies");
    let flattened = sign::parse_flattened(bytes).ok();
    if let Some(jws) = &flattened {
        let again = sign::parse_flattened(sign::to_json(jws).as_bytes());
        assert!(again.as_ref() == Ok(jws), "what was read is written and read back");
    }
    let compact = std::str::from_utf8(bytes).ok().and_then(|text| sign::from_compact(text).ok());
    if let Some(jws) = &compact {
        // Its parts may hold what no JSON string of ours may; only the same serialisation gives them back.
        let again = sign::from_compact(&sign::to_compact(jws));
        assert!(again.as_ref() == Ok(jws), "what was read is written and read back");
    }
    for jws in [flattened, compact].into_iter().flatten() {
        if let Ok(verified) = sign::verify(&jws, KIND, &made.keys) {
            good(&verified.payload);
            assert!(verified.value != Value::Null);
        }
        assert!(sign::verify(&jws, sign::Kind::Keys, &made.keys).is_err(), "one kind is no other");
    }
    for key in &made.keys {
        let required = [key.kid.as_deref().unwrap_or_default()];
        if let Ok(report) = sign::verify_general(bytes, KIND, &made.keys, &required) {
            good(&report.payload);
        }
    }
    if let Ok(verified) = stock::verify(bytes, &made.stock, None) {
        good(&verified.payload);
    }
}
