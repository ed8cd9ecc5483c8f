//! Logs: lines of compact events as they come from anywhere, and bodies that are signed well and say anything.

use std::sync::OnceLock;

use motcua::crypto::sign;
use motcua::crypto::software::SigningKey;
use motcua::dossier::log::{self, MAX_EVENTS, Reader, Trust};
use motcua::dossier::{state, workflow};
use motcua::json::{Policy, Value, parse};
use motcua::types::dossier::{DossierState, Workflow};
use motcua::types::jose::Jwk;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "log",
    seeds: || {
        let bodies = super::texts(&[
            r#"{"urn:egov:event:received":{"channel":"online","packet":"sha-256:x","type":"submission"},"urn:egov:event:status":{"actor":"intake","status":1}}
{"urn:egov:event:status":{"actor":"reception","code":"H29-261118-0001","form":"01","status":2}}
{"urn:egov:event:access":{"actor":"processing","purpose":"settle"},"urn:egov:event:fee":{"amount":8000,"moment":"due"}}
{"urn:egov:event:fee":{"amount":8000,"moment":"paid","reference":"FT1"}}
{"urn:egov:event:transfer":{"from":"a","packetHash":"sha-256:x","reason":{"code":"notCompetent"},"to":"b"}}"#,
            r#"{"urn:egov:event:status":{"actor":"intake","status":1}}
{"urn:egov:event:status":{"actor":"reception","reason":{"code":"missingPaper","items":["x"]},"status":5}}
{"urn:egov:event:received":{"channel":"desk","packet":"sha-256:y","type":"supplement"}}
{"urn:example:later":{}}"#,
        ]);
        let signed: Vec<Vec<u8>> =
            bodies.iter().map(|seed| sign_all(seed).0.join("\n").into_bytes()).collect();
        bodies.into_iter().chain(signed).collect()
    },
    words: &[
        "\n",
        ".",
        "{\"urn:egov:event:status\":{\"actor\":\"processing\",\"status\":4}}",
        "{\"urn:egov:event:fee\":{\"amount\":1,\"moment\":\"refunded\",\"reason\":\"x\"}}",
        "\"status\":",
        "\"amount\":",
        "9007199254740991",
        "-1",
        "\"due\"",
        "\"exempt\"",
        "\"reception\"",
        "\"system\"",
        "\"purpose\"",
        "[]",
        "null",
    ],
    run,
};

struct Fixture {
    key: SigningKey,
    keys: [Jwk; 1],
    rules: Workflow,
}

/// The key of RFC 8037 appendix A.1, and the rules of the one-stop mechanism.
fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| {
        let jwk = br#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let jwk = parse(jwk, &Policy::PROFILE).expect("a document");
        let key = SigningKey::from_private_jwk(&jwk).expect("a key");
        Fixture { keys: [key.public()], key, rules: workflow::default().expect("the shipped rules") }
    })
}

fn reader() -> Reader<'static> {
    let fixture = fixture();
    Reader::new(Trust::Keys(&fixture.keys), &fixture.rules)
}

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let events: Vec<String> = text.lines().map(str::to_owned).collect();
    match reader().read(&events) {
        Ok(state) => assert!(state.size as usize == events.len(), "every event was read"),
        Err(error) => {
            assert!(error.first_bad <= events.len().min(MAX_EVENTS), "the first bad one is among them")
        }
    }
    let (signed, state) = sign_all(bytes);
    if let Some(state) = state {
        assert!(reader().read(&signed).as_ref() == Ok(&state), "at once as one by one");
    }
}

/// Signs each line as the bodies of the next event and reads it: what is refused changes nothing.
fn sign_all(bytes: &[u8]) -> (Vec<String>, Option<DossierState>) {
    let fixture = fixture();
    let mut events = Vec::new();
    let mut state = state::empty("urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10");
    for line in bytes.split(|byte| *byte == b'\n').take(40) {
        let Ok(body @ Value::Object(_)) = parse(line, &Policy::PROFILE) else { continue };
        let claims = log::append(&state, "a", 1_795_000_000, "j", "t", body);
        let Ok(request) = log::begin(&claims, &fixture.keys[0]) else { continue };
        let event = sign::to_compact(&fixture.key.sign(&request).expect("the fixture's own request"));
        let before = state.clone();
        match reader().extend(&mut state, std::slice::from_ref(&event)) {
            Ok(()) => events.push(event),
            Err(_) => assert!(state == before, "what is refused changes nothing"),
        }
    }
    let read = (!events.is_empty()).then_some(state);
    (events, read)
}
