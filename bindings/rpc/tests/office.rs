//! The way of a dossier through the calls: a document of several chunks, data at rest by class, a second signature, a
//! transfer to another office, and opening with a key that is not in this process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua::crypto::software::OpeningKey;
use motcua::crypto::{b64, hash};
use motcua::json::{Object, Policy, Value, parse, to_canonical_string};
use motcua_rpc::Server;

const NOW: &str = "2026-10-05T02:00:00Z";
const SECONDS: i64 = 1_791_165_600;
const CODE: &str = "x-feedback-1022";
const DOCUMENT: &str = include_str!("../../../core/forms/procedures/x-feedback-1022.json");
const WORKFLOW: &str = include_str!("../../../core/forms/procedures/workflows/feedback-1022.json");
const COMMUNES: &str = include_str!("../../../core/forms/procedures/catalogues/communes-79.json");
const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";

fn json(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn object(members: &[(&str, Value)]) -> Value {
    members.iter().map(|(name, value)| (*name, value.clone())).collect::<Object>().into()
}

fn list(items: &[Value]) -> Value {
    Value::Array(items.to_vec())
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}"))
}

struct Sdk(Server);

impl Sdk {
    fn ask(&mut self, op: &str, params: &[(&str, Value)]) -> Value {
        let request =
            object(&[("v", 1.into()), ("id", op.into()), ("op", op.into()), ("params", object(params))]);
        json(&self.0.call(to_canonical_string(&request).as_bytes()))
    }

    fn call(&mut self, op: &str, params: &[(&str, Value)]) -> Value {
        let answer = self.ask(op, params);
        answer.get("result").unwrap_or_else(|| panic!("{op}: {}", to_canonical_string(&answer))).clone()
    }

    fn refused(&mut self, op: &str, params: &[(&str, Value)]) -> String {
        text(&self.ask(op, params), "/error/code").to_owned()
    }

    /// Signs a payload with a key of this process.
    fn sign(&mut self, kind: &str, payload: &Value, key: &Value) -> Value {
        let public = key.get("jwk").unwrap().clone();
        let request =
            self.call("sign.begin", &[("kind", kind.into()), ("payload", payload.clone()), ("key", public)]);
        self.call("key.sign", &[("signingKey", text(key, "/signingKey").into()), ("request", request)])
    }
}

/// A city with two wards, each with an opening key; a person with an enrolled key.
struct City {
    sdk: Sdk,
    directory: Value,
    pack: Value,
    wards: [Value; 2],
    phone: Value,
    enrolment: Value,
    portal: Value,
}

fn city() -> City {
    let mut sdk = Sdk(Server::new());
    let mut key = |op: &str, algorithm: &str| sdk.call(op, &[("algorithm", algorithm.into())]);
    let (root, portal, phone) =
        (key("key.generate", "P-256"), key("key.generate", "Ed25519"), key("key.generate", "Ed25519"));
    let wards = [key("openingKey.generate", "X25519"), key("openingKey.generate", "P-256")];
    let entry = |key: &Value, usage: &str, agency: &str| {
        let jwk = key.get("jwk").unwrap();
        object(&[
            ("kid", text(jwk, "/kid").into()),
            ("jwk", jwk.clone()),
            ("agency", agency.into()),
            ("unit", "commune".into()),
            ("use", usage.into()),
            ("nbf", (SECONDS - 1000).into()),
            ("exp", (SECONDS + 1_000_000).into()),
            ("status", "active".into()),
        ])
    };
    let keys = object(&[
        ("v", 1.into()),
        ("seq", 1.into()),
        ("iat", (SECONDS - 10).into()),
        ("exp", (SECONDS + 100_000).into()),
        (
            "keys",
            list(&[
                entry(&portal, "sign", "H29.1"),
                entry(&wards[0], "seal", "H29.1"),
                entry(&wards[1], "seal", "H29.2"),
            ]),
        ),
    ]);
    let jws = sdk.sign("keys", &keys, &root);
    let opened = sdk.call(
        "directory.open",
        &[("jws", jws), ("root", root.get("jwk").unwrap().clone()), ("now", NOW.into())],
    );
    let directory = opened.get("directory").unwrap().clone();
    let item = |path: &str, document: &str| {
        let body = json(document);
        let hash = hash::sha256_text(&motcua::json::canonicalize(&body));
        object(&[("path", path.into()), ("hash", hash.into()), ("body", body)])
    };
    let pack = object(&[
        ("v", 1.into()),
        ("id", "test".into()),
        ("seq", 1.into()),
        ("validFrom", "2025-07-01".into()),
        ("minEngine", "0.1".into()),
        (
            "items",
            list(&[
                item("procedures/x.json", DOCUMENT),
                item("catalogues/communes.json", COMMUNES),
                item("workflows/feedback-1022.json", WORKFLOW),
            ]),
        ),
    ]);
    let jws = sdk.sign("pack", &pack, &portal);
    let opened =
        sdk.call("pack.open", &[("jws", jws), ("directory", directory.clone()), ("now", NOW.into())]);
    let pack = opened.get("pack").unwrap().clone();
    let enrolment = enrol(&mut sdk, &portal, &phone, "person:1", "Nguyễn Thị Mai");
    City { sdk, directory, pack, wards, phone, enrolment, portal }
}

/// The portal's word for whose key it is, compact.
fn enrol(sdk: &mut Sdk, portal: &Value, key: &Value, person: &str, name: &str) -> Value {
    let jwk = key.get("jwk").unwrap();
    let record = object(&[
        ("v", 1.into()),
        ("person", person.into()),
        ("name", name.into()),
        ("kid", text(jwk, "/kid").into()),
        ("jwk", jwk.clone()),
        ("scope", "device".into()),
        ("level", 2.into()),
        ("idp", "vneid".into()),
        ("authTime", (SECONDS - 60).into()),
        ("claims", hash::sha256_text(b"{}").into()),
        ("nbf", (SECONDS - 60).into()),
        ("exp", (SECONDS + 10_000).into()),
    ]);
    let jws = sdk.sign("enrol", &record, portal);
    sdk.call("sign.toCompact", &[("jws", jws)])
}

impl City {
    fn data() -> Value {
        json(
            r#"{"topic":"lighting","content":"Đèn đường không sáng từ ba hôm nay, ở trước nhà.","place":{"commune":"26740",
                "detail":"Trước số 12 Lê Lợi"},"seenAt":"2026-10-02","danger":false,"reopen":false,
                "sender":{"fullName":"Nguyễn Thị Mai","phone":"0912345678","keepSecret":true}}"#,
        )
    }

    fn signed(&mut self) -> (Value, Value) {
        let draft = object(&[
            ("dossier", DOSSIER.into()),
            ("nonce", "n-1".into()),
            ("aud", list(&["H29.1".into()])),
            ("auth", object(&[("by", "key".into()), ("enrolment", self.enrolment.clone())])),
        ]);
        let submission = self.sdk.call(
            "pack.prepare",
            &[
                ("pack", self.pack.clone()),
                ("code", CODE.into()),
                ("data", Self::data()),
                ("draft", draft),
                ("now", NOW.into()),
            ],
        );
        let jws = self.sdk.sign("submission", &submission, &self.phone);
        (submission, jws)
    }

    fn packet(&mut self) -> Value {
        let (submission, jws) = self.signed();
        let procedure = submission.get("procedure").unwrap().clone();
        let recipients = list(&[self.wards[0].get("jwk").unwrap().clone()]);
        self.sdk.call(
            "packet.seal",
            &[
                ("jws", jws),
                ("procedure", procedure),
                ("dossier", DOSSIER.into()),
                ("recipients", recipients),
            ],
        )
    }

    fn expected(&mut self) -> Value {
        let procedure =
            self.sdk.call("pack.procedure", &[("pack", self.pack.clone()), ("code", CODE.into())]);
        object(&[
            ("aud", "H29.1".into()),
            ("nonce", "n-1".into()),
            ("maxAge", 600.into()),
            ("signers", procedure.get("signers").unwrap().clone()),
        ])
    }

    fn open(&mut self, packet: &Value, opener: &[(&str, Value)], expected: &Value) -> Value {
        let mut params = vec![
            ("packet", packet.clone()),
            ("directory", self.directory.clone()),
            ("expected", expected.clone()),
            ("now", NOW.into()),
        ];
        params.extend(opener.iter().cloned());
        self.sdk.ask("packet.open", &params)
    }
}

fn access() -> Value {
    object(&[
        ("actor", "officer:7".into()),
        ("role", "officer".into()),
        ("purpose", "assessment".into()),
        ("at", SECONDS.into()),
    ])
}

#[test]
fn a_key_outside_of_this_process_opens_in_two_steps() {
    let mut city = city();
    // The office's key is somewhere else; here it stands for the key store.
    let store = OpeningKey::generate(motcua::crypto::software::Algorithm::X25519, &mut Fixed(9)).unwrap();
    let (submission, jws) = city.signed();
    let public = json(&to_canonical_string(&motcua::json::to_value(&store.public()).unwrap()));
    let packet = city.sdk.call(
        "packet.seal",
        &[
            ("jws", jws),
            ("procedure", submission.get("procedure").unwrap().clone()),
            ("dossier", DOSSIER.into()),
            ("recipients", list(std::slice::from_ref(&public))),
        ],
    );
    let request = city.sdk.call("open.begin", &[("sealed", packet.clone()), ("key", public)]);
    let ephemeral = motcua::crypto::jwk::from_value(request.get("epk").unwrap()).unwrap();
    let agreed = b64::encode(&*store.agree_with(&ephemeral).unwrap());
    let expected = city.expected();
    let kid: Value = text(&request, "/kid").into();
    let opened = city.open(&packet, &[("kid", kid.clone()), ("agreed", agreed.as_str().into())], &expected);
    assert_eq!(opened.pointer("/result/payload/data"), submission.get("data"));
    let wrong = b64::encode(&[1; 32]);
    let refused = city.open(&packet, &[("kid", kid.clone()), ("agreed", wrong.into())], &expected);
    assert_eq!(text(&refused, "/error/code"), "crypto/cannotOpen");
    let neither = city.open(&packet, &[("kid", kid)], &expected);
    assert_eq!(text(&neither, "/error/code"), "boundary/type");
}

/// A generator that a test can repeat.
struct Fixed(u8);

impl motcua::crypto::Entropy for Fixed {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), motcua::crypto::Error> {
        for block in out.chunks_mut(32) {
            self.0 += 1;
            block.copy_from_slice(&hash::sha256(&[self.0])[..block.len()]);
        }
        Ok(())
    }
}

#[test]
fn a_packet_is_handed_to_another_office() {
    let mut city = city();
    let packet = city.packet();
    let [first, second] = city.wards.clone();
    let opener = |ward: &Value| [("openingKey", Value::from(text(ward, "/openingKey")))];
    let moved = city.sdk.call(
        "packet.transfer",
        &[
            ("packet", packet.clone()),
            ("openingKey", text(&first, "/openingKey").into()),
            ("from", "H29.1".into()),
            ("to", "H29.2/commune".into()),
            ("reason", "wrongAgency".into()),
            ("recipients", list(&[second.get("jwk").unwrap().clone()])),
        ],
    );
    let mut expected = city.expected();
    let sealed = moved.get("sealed").unwrap().clone();
    let alone = city.open(&sealed, &opener(&second), &expected);
    assert_eq!(text(&alone, "/error/code"), "packet/notTransferred", "{}", to_canonical_string(&alone));
    if let Value::Object(object) = &mut expected {
        object.insert("transfers", list(&[moved.get("transfer").unwrap().clone()]));
    }
    let opened = city.open(&sealed, &opener(&second), &expected);
    assert_eq!(text(&opened, "/result/signers/0/standing"), "integrity");
    let inspected = city.sdk.call("packet.inspect", &[("packet", sealed)]);
    assert_eq!(text(&inspected, "/hash"), text(&moved, "/transfer/packetHash"));
}

#[test]
fn documents_and_data_rest_by_class() {
    let mut city = city();
    let ward = text(&city.wards[0], "/openingKey").to_owned();
    let made = city.sdk.call("dossierKey.generate", &[("dossier", DOSSIER.into())]);
    let key = made.get("dossierKey").unwrap().clone();
    let (submission, _) = city.signed();
    let sealed = city.sdk.call(
        "dossierKey.seal",
        &[
            ("dossierKey", key.clone()),
            ("recipients", list(&[city.wards[0].get("jwk").unwrap().clone()])),
            ("procedure", submission.get("procedure").unwrap().clone()),
        ],
    );
    let bytes: Vec<u8> = (0..100_010_u32).map(|at| (at % 251) as u8).collect();
    let size = i64::try_from(bytes.len()).unwrap();
    let place =
        vec![("attachment", "a1".into()), ("index", 0.into()), ("count", 1.into()), ("size", size.into())];
    let mut params = place.clone();
    params.extend([
        ("dossierKey", key.clone()),
        ("class", "basic".into()),
        ("bytes", b64::encode(&bytes).into()),
    ]);
    let chunk = city.sdk.call("dossierKey.sealChunk", &params);
    let fields = city.sdk.call(
        "data.seal",
        &[
            ("pack", city.pack.clone()),
            ("code", CODE.into()),
            ("now", NOW.into()),
            ("dossierKey", key),
            ("data", City::data()),
            ("edition", 1.into()),
        ],
    );

    // At the office: the sealed key opens, and each opening leaves its record.
    let opened = city.sdk.call(
        "dossierKey.open",
        &[
            ("sealed", sealed),
            ("openingKey", ward.as_str().into()),
            ("dossier", DOSSIER.into()),
            ("access", access()),
        ],
    );
    assert_eq!(text(&opened, "/audit/access/purpose"), "assessment");
    let class = |city: &mut City, class: &str| {
        let params = [("dossierKey", opened.get("dossierKey").unwrap().clone()), ("class", class.into())];
        city.sdk.call("dossierKey.class", &params).get("classKey").unwrap().clone()
    };
    let basic = class(&mut city, "basic");
    let manifest = object(&[
        ("id", "a1".into()),
        ("slot", "media".into()),
        ("name", "a.jpg".into()),
        ("media", "image/jpeg".into()),
        ("size", size.into()),
        ("hash", hash::sha256_text(&bytes).into()),
        ("chunks", 1.into()),
    ]);
    let whole = |city: &mut City, chunks: &[Value]| {
        city.sdk.ask(
            "classKey.openAttachment",
            &[
                ("classKey", basic.clone()),
                ("manifest", manifest.clone()),
                ("chunks", list(chunks)),
                ("access", access()),
            ],
        )
    };
    let answer = whole(&mut city, std::slice::from_ref(&chunk));
    assert_eq!(b64::decode(text(&answer, "/result/bytes")).unwrap(), bytes);
    let cut = whole(&mut city, &[]);
    assert_eq!(text(&cut, "/error/code"), "crypto/attachment");
    let mut params = place;
    params.extend([("classKey", basic.clone()), ("bytes", chunk), ("access", access())]);
    let opened_chunk = city.sdk.call("classKey.openChunk", &params);
    assert_eq!(b64::decode(text(&opened_chunk, "/bytes")).unwrap(), bytes);

    let classes: Vec<String> = fields
        .as_array()
        .unwrap()
        .iter()
        .map(|field| text(field, "/class").to_owned())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    let keys: Vec<Value> = classes.iter().map(|name| class(&mut city, name)).collect();
    let data = city
        .sdk
        .call("data.open", &[("fields", fields.clone()), ("classKeys", list(&keys)), ("access", access())]);
    assert_eq!(data.get("data"), Some(&City::data()));
    assert_eq!(
        data.get("audit").and_then(Value::as_array).unwrap().len(),
        fields.as_array().unwrap().len(),
        "a record for each opening"
    );
    let refused = city.sdk.refused(
        "data.open",
        &[("fields", fields), ("classKeys", list(&[])), ("access", object(&[("actor", "x".into())]))],
    );
    assert_eq!(refused, "boundary/type");
}

#[test]
fn an_enrolment_is_checked_before_it_is_signed_and_when_it_is_read() {
    let mut city = city();
    let verify = |city: &mut City, enrolment: Value, at: &str| {
        city.sdk.ask(
            "enrolment.verify",
            &[("enrolment", enrolment), ("directory", city.directory.clone()), ("at", at.into())],
        )
    };
    let enrolment = city.enrolment.clone();
    let person = verify(&mut city, enrolment.clone(), NOW);
    assert_eq!(text(&person, "/result/name"), "Nguyễn Thị Mai");
    let late = verify(&mut city, enrolment, "2027-10-05T02:00:00Z");
    assert_eq!(text(&late, "/error/code"), "enrolment/expired");
    let public = city.portal.get("jwk").unwrap().clone();
    let record = object(&[("v", 7.into())]);
    let refused =
        city.sdk.refused("sign.begin", &[("kind", "enrol".into()), ("payload", record), ("key", public)]);
    assert_eq!(refused, "boundary/type");
}

#[test]
fn a_log_is_begun_continued_and_read() {
    let mut city = city();
    let pack = ("pack", city.pack.clone());
    let begun = city.sdk.call("eventLog.begin", &[("dossier", DOSSIER.into()), pack.clone()]);
    let log = ("eventLog", begun.get("eventLog").unwrap().clone());
    assert_eq!(city.sdk.call("eventLog.status", std::slice::from_ref(&log)), Value::Null);
    let packet = hash::sha256_text(b"packet");
    let body =
        object(&[("type", "submission".into()), ("packet", packet.into()), ("channel", "online".into())]);
    let bodies = list(&[
        object(&[("type", "received".into()), ("body", body)]),
        object(&[
            ("type", "status".into()),
            ("body", object(&[("status", 1.into()), ("actor", "intake".into())])),
        ]),
    ]);
    let public = city.portal.get("jwk").unwrap().clone();
    let request = city.sdk.call(
        "eventLog.beginEvent",
        &[
            log.clone(),
            ("bodies", bodies),
            ("issuer", "H29.1/commune".into()),
            ("at", NOW.into()),
            ("id", "e-1".into()),
            ("transaction", "t-1".into()),
            ("key", public.clone()),
        ],
    );
    let signing = ("signingKey", text(&city.portal, "/signingKey").into());
    let jws = city.sdk.call("key.sign", &[signing.clone(), ("request", request)]);
    let event = city.sdk.call("sign.toCompact", &[("jws", jws)]);
    let directory = ("directory", city.directory.clone());
    let events = ("events", list(std::slice::from_ref(&event)));
    city.sdk.call("eventLog.extend", &[log.clone(), events.clone(), directory.clone()]);
    let state = city.sdk.call("eventLog.state", std::slice::from_ref(&log));
    assert_eq!(state.get("size").and_then(Value::as_i64), Some(1));
    assert_eq!(city.sdk.call("log.verify", &[events.clone(), directory.clone(), pack.clone()]), state);
    let roles = ("roles", list(&["reception".into()]));
    let who = [log.clone(), roles, ("issuer", "H29.1/commune".into()), ("now", NOW.into())];
    assert!(!city.sdk.call("eventLog.actions", &who).as_array().unwrap().is_empty());

    let again = city.sdk.refused("eventLog.extend", &[log.clone(), events.clone(), directory.clone()]);
    assert!(again.starts_with("log/"), "{again}");
    assert_eq!(
        city.sdk.call("eventLog.state", std::slice::from_ref(&log)),
        state,
        "a bad event changes nothing"
    );

    let request = city.sdk.call("eventLog.beginReceipt", &[log, ("now", NOW.into()), ("key", public)]);
    let receipt = city.sdk.call("key.sign", &[signing, ("request", request)]);
    let read = city.sdk.call("receipt.verify", &[("receipt", receipt), directory, events]);
    assert_eq!(read.get("head"), state.get("head"));
}

#[test]
fn a_host_brings_its_own_communes() {
    let mut sdk = Sdk(Server::new());
    let rows = "places;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ Một;01\n";
    let places = sdk.call("places.create", &[("rows", rows.into())]).get("places").unwrap().clone();
    let asked = [("code", Value::from("99001")), ("on", "2026-10-05".into())];
    let candidates = |answer: &Value| answer.get("candidates").unwrap().as_array().unwrap().len();
    assert_eq!(candidates(&sdk.call("place.resolve", &asked)), 0);
    assert_eq!(
        candidates(&sdk.call("place.resolve", &[asked.as_slice(), &[("places", places)]].concat())),
        1
    );
    assert_eq!(sdk.refused("places.create", &[("rows", "places;2".into())]), "place/data");
}
