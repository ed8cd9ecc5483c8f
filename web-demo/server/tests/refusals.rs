//! Everything that must be refused: each with a registered code in a problem document, and nothing stored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::citizen::{Challenge, Citizen, Public, Sealed, body, pdf, seal_files, upload};
use common::database::{change, count, snapshot};
use common::forms::{self, BIRTH};
use common::http::{Client, Response};
use common::officer::Officer;
use common::server::{Folder, Server};
use common::{Random, code, json, now};
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{packet, seal, sign};
use motcua::dossier::log;
use motcua::json::{Value, canonicalize, to_value};
use motcua::types::submission::{Auth, Submission};

struct Scene {
    folder: Folder,
    server: Server,
    public: Public,
}

fn scene() -> Scene {
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    Scene { folder, server, public }
}

impl Scene {
    /// Runs a call that must be refused with a code, and checks that nothing was stored.
    fn refused(&self, wanted: &str, status: u16, call: impl FnOnce() -> Response) {
        let before = snapshot(&self.folder.0);
        let response = call();
        assert_eq!((code(&response).as_str(), response.status), (wanted, status), "{}", response.text());
        assert_eq!(snapshot(&self.folder.0), before, "{wanted} changed the database");
    }

    fn citizen(&self, account: &str) -> Citizen<'_> {
        Citizen::enrol(self.server.signed_in(account), &self.public, "session")
    }

    fn officer(&self, account: &str) -> Officer<'_> {
        Officer { client: self.server.signed_in(account), public: &self.public }
    }

    fn send(&self, client: &Client, body: &Value) -> Response {
        let key = packet::new_dossier_id(&mut Random).unwrap();
        client.post_with("/api/submissions", &[("idempotency-key", &key)], body)
    }

    /// What the desk says about a packet that the intake, which cannot look inside, has taken.
    fn desk_says(&self, dossier: &str) -> String {
        let shown = self.officer("lan").show(dossier);
        assert!(shown.get("opened").unwrap().is_null());
        shown.pointer("/openError/code").and_then(Value::as_str).unwrap().to_owned()
    }
}

/// A mother's submission, ready to sign, with its attachments uploaded.
struct Ready {
    dossier: String,
    challenge: Challenge,
    sealed: Sealed,
    payload: Submission,
}

fn ready(scene: &Scene, hoa: &Citizen<'_>) -> Ready {
    let dossier = packet::new_dossier_id(&mut Random).unwrap();
    let challenge = Challenge::read(&hoa.challenge(BIRTH, &dossier, "submission").ok());
    let sealed = seal_files(&scene.public, &dossier, &challenge, &[pdf("birthCertificate", 5000)]);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &sealed);
    let payload = hoa.payload(&forms::mother(), &dossier, &challenge, &sealed.manifest, None);
    Ready { dossier, challenge, sealed, payload }
}

#[test]
fn bodies_that_are_not_documents() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    let post = |bytes: &[u8]| {
        let headers = [("x-motcua", "1"), ("idempotency-key", "12345678")];
        hoa.client.send("POST", "/api/submissions", &headers, bytes).unwrap()
    };
    scene.refused("json/syntax", 400, || post(b"{\"nonce\": nope}"));
    scene.refused("json/syntax", 400, || post(b""));
    scene.refused("json/utf8", 400, || post(b"{\"nonce\":\"\xff\"}"));
    scene.refused("json/duplicateKey", 400, || post(br#"{"nonce":"a","no\u006ece":"b"}"#));
    scene.refused("json/notNfc", 400, || post("{\"nonce\":\"e\u{301}\"}".as_bytes()));
    scene.refused("json/missingMember", 400, || post(b"{}"));
    scene.refused("json/unknownMember", 400, || post(br#"{"nonce":"a","extra":1}"#));
    scene.refused("json/type", 400, || post(b"[]"));
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    scene.refused("json/depth", 400, || post(&deep));
    let big = [b"{\"nonce\":\"".to_vec(), b"a".repeat(10_000_000), b"\"}".to_vec()].concat();
    scene.refused("host/tooLarge", 413, || post(&big));
    scene.refused("host/tooLarge", 413, || {
        hoa.client.post("/api/challenges", &json(&format!(r#"{{"procedure":"{}"}}"#, "1".repeat(20_000))))
    });
}

#[test]
fn calls_without_the_right() {
    let scene = scene();
    let nobody = scene.server.client();
    let hoa = scene.citizen("hoa");
    let lan = scene.officer("lan");
    let id = "3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10";
    for path in ["/api/session", "/api/dossiers", "/api/desk/dossiers"] {
        scene.refused("host/unauthenticated", 401, || nobody.get(path));
    }
    let mut forged = nobody.clone();
    forged.cookie = Some("motcua_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned());
    scene.refused("host/unauthenticated", 401, || forged.get("/api/session"));
    scene.refused("host/unauthenticated", 401, || {
        nobody.post("/api/sign-in", &json(r#"{"account":"nobody"}"#))
    });
    scene.refused("host/forbidden", 403, || hoa.client.get("/api/desk/dossiers"));
    scene.refused("host/forbidden", 403, || hoa.client.get(&format!("/api/desk/dossiers/{id}")));
    scene.refused("host/forbidden", 403, || lan.client.get("/api/dossiers"));
    scene.refused("host/forbidden", 403, || lan.client.post("/api/enrolments", &json("{}")));
    for path in [format!("/api/dossiers/{id}"), "/api/dossiers/1".to_owned(), "/api/nothing".to_owned()] {
        scene.refused("host/notFound", 404, || hoa.client.get(&path));
    }
    scene.refused("host/notFound", 404, || hoa.client.put("/api/dossiers", b""));
    // Forged from another site: no header, or another origin with it.
    let bytes = br#"{"account":"hoa"}"#;
    scene.refused("host/csrf", 403, || nobody.send("POST", "/api/sign-in", &[], bytes).unwrap());
    let headers = [("x-motcua", "1"), ("origin", "http://evil.example")];
    scene.refused("host/csrf", 403, || nobody.send("POST", "/api/sign-in", &headers, bytes).unwrap());
    let own = format!("http://{}", nobody.address);
    let headers = [("x-motcua", "1"), ("origin", own.as_str())];
    assert_eq!(nobody.send("POST", "/api/sign-in", &headers, bytes).unwrap().status, 200);
    // Every answer carries the headers, refusals too.
    let headers = nobody.get("/api/nothing");
    let policy = headers.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';") && policy.contains("object-src 'none'"));
    assert_eq!(headers.header("x-content-type-options"), Some("nosniff"));
    // Signed out, and over by time.
    hoa.client.post("/api/sign-out", &json("{}")).ok();
    scene.refused("host/unauthenticated", 401, || hoa.client.get("/api/session"));
    assert!(change(&scene.folder.0, "UPDATE sessions SET expires = 1 WHERE account = ?1", "lan") > 0);
    scene.refused("host/unauthenticated", 401, || lan.client.get("/api/session"));
    let khang = scene.citizen("khang");
    let wanted = format!("urn:uuid:{id}");
    scene.refused("packet/assuranceTooLow", 422, || khang.challenge(BIRTH, &wanted, "submission"));
    scene.refused("host/notFound", 404, || khang.challenge("9.999999", &wanted, "submission"));
}

#[test]
fn keys_that_must_not_be_enrolled() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    let enrol = |jwk: Value, scope: &str| {
        let body = format!(r#"{{"jwk":{},"scope":"{scope}"}}"#, motcua::json::to_canonical_string(&jwk));
        hoa.client.post("/api/enrolments", &json(&body))
    };
    let key = SigningKey::generate(Algorithm::Ed25519, &mut Random).unwrap();
    let public = to_value(&key.public()).unwrap();
    scene.refused("json/unknownMember", 400, || enrol(key.export_private_jwk(), "session"));
    scene.refused("host/badRequest", 400, || enrol(public.clone(), "officer"));
    scene.refused("json/unknownVariant", 400, || enrol(public.clone(), "root"));
    let opening = OpeningKey::generate(Algorithm::X25519, &mut Random).unwrap();
    scene.refused("enrolment/key", 422, || enrol(to_value(&opening.public()).unwrap(), "device"));
    let mut other = public;
    other.as_object_mut().unwrap().insert("kid", "AAAA");
    scene.refused("crypto/kidMismatch", 422, || enrol(other, "device"));
}

#[test]
fn packets_that_the_intake_can_see_are_wrong() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    let Ready { dossier, challenge, sealed, payload } = ready(&scene, &hoa);
    let good = hoa.body(&payload, &challenge, Some(&sealed));
    let with = |place: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(place).unwrap() = value;
        body
    };
    // Sealed to a key that is not the office's.
    let foreign = OpeningKey::generate(Algorithm::P256, &mut Random).unwrap();
    let jws = hoa.key.sign_payload(sign::Kind::Submission, &to_value(&payload).unwrap()).unwrap();
    let office = scene.public.directory.seal_keys(&challenge.aud, Some(&challenge.unit), now());
    let seal_to = |recipients: &[motcua::types::jose::Jwk]| {
        let sealed =
            packet::seal_submission(&jws, &payload.procedure, &dossier, recipients, &mut Random).unwrap();
        to_value(&sealed).unwrap()
    };
    let elsewhere = seal_to(&[foreign.public()]);
    scene.refused("submission/wrongAudience", 422, || scene.send(&hoa.client, &with("/packet", elsewhere)));
    let both = seal_to(&[office[0].clone(), foreign.public()]);
    scene.refused("submission/wrongAudience", 422, || scene.send(&hoa.client, &with("/packet", both)));
    // A recipient swapped after sealing.
    let kid = Value::from(foreign.kid());
    scene.refused("crypto/recipients", 422, || {
        scene.send(&hoa.client, &with("/packet/recipients/0/header/kid", kid.clone()))
    });
    // Bound to another dossier, or another version of the law.
    let bound = |dossier: &str, procedure: &str| {
        let context = seal::context(seal::PURPOSE_SUBMISSION, dossier, procedure);
        to_value(&seal::seal(b"{}", context, &office, &mut Random).unwrap()).unwrap()
    };
    let other = packet::new_dossier_id(&mut Random).unwrap();
    let name = seal::procedure_name(&payload.procedure);
    scene.refused("packet/envelope", 422, || scene.send(&hoa.client, &with("/packet", bound(&other, &name))));
    let old = format!("{BIRTH}@0.0.1");
    scene
        .refused("packet/envelope", 422, || scene.send(&hoa.client, &with("/packet", bound(&dossier, &old))));
    // The dossier key where the packet belongs.
    let key = sealed.key.clone();
    scene.refused("packet/envelope", 422, || scene.send(&hoa.client, &with("/packet", key)));
    // Attachments.
    let announce = |text: &str| with("/attachments", json(text));
    scene.refused("submission/attachmentMissing", 422, || {
        scene.send(&hoa.client, &announce(r#"[{"id":"b9","chunks":1,"size":5000}]"#))
    });
    scene.refused("submission/attachmentMissing", 422, || {
        scene.send(&hoa.client, &announce(r#"[{"id":"a0","chunks":2,"size":5000}]"#))
    });
    scene.refused("submission/chunkMismatch", 409, || {
        scene.send(&hoa.client, &announce(r#"[{"id":"a0","chunks":1,"size":4999}]"#))
    });
    scene.refused("submission/attachmentMissing", 422, || {
        scene.send(&hoa.client, &with("/dossierKey", Value::Null))
    });
    let chunk = |id: &str, index: &str, nonce: &str, bytes: &[u8]| {
        hoa.client.put(&format!("/api/dossiers/{dossier}/attachments/{id}/{index}?nonce={nonce}"), bytes)
    };
    let nonce = challenge.nonce.as_str();
    scene.refused("submission/chunkMismatch", 409, || chunk("a0", "0", nonce, &[7; 5028]));
    scene.refused("submission/nonceUnknown", 422, || chunk("a1", "0", "AAAA", &[7; 50]));
    scene.refused("host/badRequest", 400, || chunk("a1", "0", nonce, &[7; 27]));
    scene.refused("host/badRequest", 400, || chunk("a1", "64", nonce, &[7; 50]));
    scene.refused("host/badRequest", 400, || chunk("a1", "x", nonce, &[7; 50]));
    scene.refused("host/badRequest", 400, || chunk("a.1", "0", nonce, &[7; 50]));
    scene.refused("host/tooLarge", 413, || chunk("a1", "0", nonce, &vec![7; (4 << 20) + 29]));
    for index in ["0", "1"] {
        assert_eq!(chunk("big", index, nonce, &vec![7; (4 << 20) + 28]).status, 204);
    }
    scene.refused("host/tooLarge", 413, || chunk("big", "2", nonce, &vec![7; (4 << 20) + 28]));
    // Nonces.
    scene.refused("submission/nonceUnknown", 422, || scene.send(&hoa.client, &with("/nonce", "AAAA".into())));
    let nam = scene.citizen("nam");
    scene.refused("submission/nonceUnknown", 422, || scene.send(&nam.client, &good));
    scene.refused("host/badRequest", 400, || hoa.client.post("/api/submissions", &good));
    let expiry = count(&scene.folder.0, "SELECT max(expires) FROM challenges");
    change(&scene.folder.0, "UPDATE challenges SET expires = 1 WHERE nonce = ?1", nonce);
    scene.refused("submission/nonceExpired", 422, || scene.send(&hoa.client, &good));
    change(&scene.folder.0, &format!("UPDATE challenges SET expires = {expiry} WHERE nonce = ?1"), nonce);

    // After all that the right one still goes through, once.
    let key = [("idempotency-key", "the-right-one")];
    assert_eq!(hoa.client.post_with("/api/submissions", &key, &good).status, 201);
    scene.refused("submission/nonceUsed", 409, || scene.send(&hoa.client, &good));
    let other = with("/attachments", json("[]"));
    scene.refused("submission/idempotencyConflict", 409, || {
        hoa.client.post_with("/api/submissions", &key, &other)
    });
    scene.refused("host/conflict", 409, || hoa.challenge(BIRTH, &dossier, "submission"));
    scene.refused("dossier/illegalTransition", 409, || hoa.challenge(BIRTH, &dossier, "supplement"));
    scene.refused("host/notFound", 404, || nam.challenge(BIRTH, &dossier, "withdrawal"));
}

#[test]
fn packets_that_only_the_desk_can_see_are_wrong() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    // For another agency inside, though sealed to this one.
    let Ready { dossier, challenge, sealed, mut payload } = ready(&scene, &hoa);
    payload.aud = vec!["H30.01.15".to_owned()];
    let sent = scene.send(&hoa.client, &hoa.body(&payload, &challenge, Some(&sealed)));
    assert_eq!((sent.status, scene.desk_says(&dossier).as_str()), (201, "packet/wrongAudience"));
    // An old signed submission in a new envelope.
    let replayed = hoa.key.sign_payload(sign::Kind::Submission, &to_value(&payload).unwrap()).unwrap();
    let Ready { dossier, challenge, sealed, payload } = ready(&scene, &hoa);
    let office = scene.public.directory.seal_keys(&challenge.aud, Some(&challenge.unit), now());
    let inner = format!(r#"{{"cosign":[],"jws":{}}}"#, sign::to_json(&replayed));
    let context =
        seal::context(seal::PURPOSE_SUBMISSION, &dossier, &seal::procedure_name(&payload.procedure));
    let envelope = seal::seal(inner.as_bytes(), context, &office, &mut Random).unwrap();
    let sent = scene
        .send(&hoa.client, &body(&challenge.nonce, "packet", to_value(&envelope).unwrap(), Some(&sealed)));
    assert_eq!((sent.status, scene.desk_says(&dossier).as_str()), (201, "packet/envelope"));
    // The nonce of another challenge, and a signature from another day.
    let edited = |edit: &dyn Fn(&mut Submission)| {
        let Ready { dossier, challenge, sealed, mut payload } = ready(&scene, &hoa);
        edit(&mut payload);
        assert_eq!(scene.send(&hoa.client, &hoa.body(&payload, &challenge, Some(&sealed))).status, 201);
        scene.desk_says(&dossier)
    };
    assert_eq!(edited(&|payload| payload.nonce = "another".to_owned()), "packet/wrongNonce");
    assert_eq!(edited(&|payload| payload.iat -= 7200), "enrolment/notYetValid");
    assert_eq!(edited(&|payload| payload.iat += 1800), "packet/fromFuture");
    assert_eq!(edited(&|payload| payload.procedure.hash = payload.dossier.clone()), "packet/wrongProcedure");
    // Somebody else's enrolment, with his key, in her session; and his enrolment with her key.
    let nam = scene.citizen("nam");
    let Ready { dossier, challenge, sealed, mut payload } = ready(&scene, &hoa);
    payload.auth = nam.auth();
    let sent = scene.send(&hoa.client, &nam.body(&payload, &challenge, Some(&sealed)));
    assert_eq!((sent.status, scene.desk_says(&dossier).as_str()), (201, "packet/signerMismatch"));
    assert_eq!(edited(&|payload| payload.auth = nam.auth()), "packet/signerMismatch");
    assert_eq!(
        edited(&|payload| payload.auth = Auth::Key { enrolment: hoa.enrolment.clone() }),
        "packet/wrongScope"
    );
    // A key that was revoked before anybody looked.
    let Ready { dossier, challenge, sealed, payload } = ready(&scene, &hoa);
    scene.send(&hoa.client, &hoa.body(&payload, &challenge, Some(&sealed))).ok();
    assert_eq!(change(&scene.folder.0, "UPDATE enrolments SET revoked = 1 WHERE kid = ?1", hoa.key.kid()), 1);
    assert_eq!(scene.desk_says(&dossier), "packet/revoked");
    // Such a dossier can still be refused properly, and the list still works.
    let lan = scene.officer("lan");
    assert_eq!(lan.act(&dossier, 3, r#"{"code":"other","note":"Gói hồ sơ không mở được"}"#).status, 3);
    let listed = lan.client.get("/api/desk/dossiers").ok();
    assert!(
        listed
            .pointer("/dossiers")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row.get("openError").is_some())
    );
}

#[test]
fn actions_that_may_not_be() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    let lan = scene.officer("lan");
    let quan = scene.officer("quan");
    let (dossier, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 900)]);
    scene.officer("lan").show(&dossier);
    scene.refused("dossier/illegalTransition", 409, || lan.try_act(&dossier, 9, "", 1));
    scene.refused("dossier/illegalTransition", 409, || lan.try_act(&dossier, 42, "", 1));
    scene.refused("dossier/stale", 409, || lan.try_act(&dossier, 2, "", 7));
    scene.refused("dossier/reasonRequired", 422, || lan.try_act(&dossier, 3, "", 1));
    scene.refused("dossier/itemsRequired", 422, || lan.try_act(&dossier, 5, r#"{"code":"missingPaper"}"#, 1));
    assert_eq!(quan.act(&dossier, 2, "").status, 2, "reception is his role");
    assert_eq!(quan.actions(&dossier), [7], "what a trainee at reception may do next");
    scene.refused("dossier/roleNotAllowed", 403, || quan.try_act(&dossier, 4, "", 2));
    scene.refused("dossier/roleNotAllowed", 403, || quan.try_act(&dossier, 9, "", 2));
    scene.refused("dossier/stale", 409, || quan.try_act(&dossier, 4, "", 1));
    let nothing = "3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10";
    scene.refused("host/notFound", 404, || lan.try_act(nothing, 2, "", 1));
    scene.refused("host/notFound", 404, || {
        lan.client.get(&format!("/api/desk/dossiers/{dossier}/attachments/zz"))
    });
    // Paper filings that are not what they say.
    let id = packet::new_dossier_id(&mut Random).unwrap();
    let files = [pdf("paperForm", 800), pdf("birthCertificate", 800)];
    let good = lan.paper_body(BIRTH, &forms::paper(), &id, &files);
    let with = |place: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(place).unwrap() = value;
        body
    };
    let post = |body: &Value| lan.client.post("/api/desk/submissions", body);
    let other = Value::from(packet::new_dossier_id(&mut Random).unwrap());
    for (place, value, wanted, status) in [
        ("/payload/auth/scan", json("\"sha-256:AAAA\""), "submission/attachmentMissing", 422),
        ("/payload/dossier", other, "packet/wrongDossier", 422),
        ("/payload/procedure/hash", json("\"sha-256:AAAA\""), "packet/wrongProcedure", 422),
        ("/payload/aud", json(r#"["H30"]"#), "packet/wrongAudience", 422),
        ("/payload/channel", json("\"online\""), "packet/wrongChannel", 422),
        ("/payload/type", json("\"withdrawal\""), "packet/envelope", 422),
        ("/payload/v", json("2"), "packet/version", 422),
        ("/payload/auth", json(r#"{"by":"session","enrolment":""}"#), "packet/authNotAllowed", 422),
        ("/payload/nonce", json("\"AAAA\""), "submission/nonceUnknown", 422),
        ("/payload/data/child/birthDate", json("\"2999-01-01\""), "form/invalid", 422),
    ] {
        scene.refused(wanted, status, || post(&with(place, value)));
    }
    assert_eq!(post(&good).status, 201);
    scene.refused("submission/nonceUsed", 409, || post(&good));
}

#[test]
fn a_log_that_was_tampered_with() {
    let scene = scene();
    let hoa = scene.citizen("hoa");
    let lan = scene.officer("lan");
    let (dossier, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 900)]);
    lan.act(&dossier, 2, "");
    lan.act(&dossier, 4, "");
    let data = &scene.folder.0;
    let path = format!("/api/desk/dossiers/{dossier}");
    let swap = |a: u32, b: u32| {
        for (from, to) in [(a, 99), (b, a), (99, b)] {
            let sql = format!("UPDATE events SET seq = {to} WHERE seq = {from} AND dossier = ?1");
            assert_eq!(change(data, &sql, &dossier), 1);
        }
    };
    // Out of order.
    swap(1, 2);
    scene.refused("log/gap", 422, || lan.client.get(&path));
    scene.refused("log/gap", 422, || lan.try_act(&dossier, 9, "", 3));
    swap(1, 2);
    // One missing.
    assert_eq!(change(data, "UPDATE events SET seq = seq + 10 WHERE seq = 1 AND dossier = ?1", &dossier), 1);
    scene.refused("log/gap", 422, || lan.client.get(&path));
    assert_eq!(change(data, "UPDATE events SET seq = seq - 10 WHERE seq = 11 AND dossier = ?1", &dossier), 1);
    // One byte.
    let sql = "UPDATE events SET compact = substr(compact, 1, length(compact) - 40) || 'AAAA' ||
               substr(compact, length(compact) - 35) WHERE seq = 1 AND dossier = ?1";
    assert_eq!(change(data, sql, &dossier), 1);
    scene.refused("log/badSignature", 422, || lan.client.get(&path));
    // A thief of the intake's key accepts a dossier, correctly signed and chained.
    let (stolen, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 900)]);
    let key = json(&std::fs::read_to_string(scene.folder.path("intake/portal.jwk")).unwrap());
    let key = SigningKey::from_private_jwk(&key).unwrap();
    let change_to = br#"{"urn:egov:event:status":{"status":2,"actor":"reception"}}"#;
    let events = motcua::json::parse(change_to, &motcua::json::Policy::PROFILE).unwrap();
    let claims = log::append(&hoa.state(&stolen), "H29/portal", now(), "j", "t", events);
    let forged = sign::to_compact(&key.sign(&log::begin(&claims, &key.public()).unwrap()).unwrap());
    let sql = format!("INSERT INTO events (dossier, seq, compact) VALUES ('{stolen}', 1, ?1)");
    assert_eq!(change(data, &sql, &forged), 1);
    scene.refused("log/unknownIssuer", 422, || lan.client.get(&format!("/api/desk/dossiers/{stolen}")));
    // The sealed packet.
    let sql =
        "UPDATE packets SET body = cast(replace(cast(body AS TEXT), '\"tag\":\"', '\"tag\":\"A') AS BLOB)
               WHERE dossier = ?1";
    let (dossier, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 900)]);
    assert_eq!(change(data, sql, &dossier), 1);
    assert_eq!(scene.desk_says(&dossier), "packet/changed");
}

#[test]
fn directories_and_packs_that_are_not_the_newest_or_not_ours() {
    let folder = Folder::new();
    let init = || assert!(common::server::program(&folder.0, &["--init"]).status().unwrap().success());
    let read = |name: &str| std::fs::read(folder.path(name)).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path(name), bytes).unwrap();
    let starts = || {
        Server::try_start(&folder.0, &[]).map(drop).map_err(|text| text.lines().last().unwrap().to_owned())
    };
    init();
    assert_eq!(starts(), Ok(()));
    let (directory, pack) = (read("public/directory.jws"), read("public/pack.jws"));
    init();
    let (new_directory, new_pack) = (read("public/directory.jws"), read("public/pack.jws"));
    assert_eq!(starts(), Ok(()));
    write("public/directory.jws", &directory);
    assert_eq!(starts(), Err("public/directory.jws: keys/rollback".to_owned()));
    write("public/directory.jws", &new_directory);
    write("public/pack.jws", &pack);
    assert_eq!(starts(), Err("public/pack.jws: pack/rollback".to_owned()));
    // A key swapped inside: the signature no longer holds. A directory of another root.
    let mut swapped = motcua::json::parse(&new_directory, &motcua::json::Policy::PROFILE).unwrap();
    let payload = swapped.pointer("/payload").and_then(Value::as_str).unwrap();
    let text = String::from_utf8(motcua::crypto::b64::decode(payload).unwrap()).unwrap();
    let foreign = OpeningKey::generate(Algorithm::P256, &mut Random).unwrap();
    let mut keys = json(&text);
    *keys.pointer_mut("/keys/3/jwk").unwrap() = to_value(&foreign.public()).unwrap();
    *keys.pointer_mut("/keys/3/kid").unwrap() = foreign.kid().into();
    *swapped.pointer_mut("/payload").unwrap() = motcua::crypto::b64::encode(&canonicalize(&keys)).into();
    write("public/pack.jws", &new_pack);
    write("public/directory.jws", &canonicalize(&swapped));
    assert_eq!(starts(), Err("public/directory.jws: crypto/signature".to_owned()));
    let root = SigningKey::generate(Algorithm::Ed25519, &mut Random).unwrap();
    let forged = root.sign_payload(sign::Kind::Keys, &keys).unwrap();
    write("public/directory.jws", sign::to_json(&forged).as_bytes());
    assert_eq!(starts(), Err("public/directory.jws: keys/wrongRoot".to_owned()));
    write("public/directory.jws", &new_directory);
    write("public/pack.jws", sign::to_json(&root.sign_payload(sign::Kind::Pack, &keys).unwrap()).as_bytes());
    assert_eq!(starts(), Err("public/pack.jws: pack/signer".to_owned()));
    write("public/pack.jws", &new_pack);
    assert_eq!(starts(), Ok(()));
}

#[test]
fn a_full_database() {
    let folder = Folder::new();
    let before = {
        let server = Server::start(&folder.0, &[]);
        let public = Public::fetch(&server.client());
        let hoa = Citizen::enrol(server.signed_in("hoa"), &public, "session");
        hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 900)]);
        count(&folder.0, "SELECT count(*) FROM dossiers")
    };
    let pages = count(&folder.0, "PRAGMA page_count") + 8;
    let server = Server::start(&folder.0, &["--max-pages", &pages.to_string()]);
    let public = Public::fetch(&server.client());
    let scene = Scene { folder, server, public };
    let hoa = scene.citizen("hoa");
    let dossier = packet::new_dossier_id(&mut Random).unwrap();
    let challenge = Challenge::read(&hoa.challenge(BIRTH, &dossier, "submission").ok());
    let big = seal_files(&scene.public, &dossier, &challenge, &[pdf("birthCertificate", 300_000)]);
    let (id, index, bytes) = &big.chunks[0];
    let path = format!("/api/dossiers/{dossier}/attachments/{id}/{index}?nonce={}", challenge.nonce);
    scene.refused("host/storageFull", 507, || hoa.client.put(&path, bytes));
    // A packet that no longer fits: neither it, nor its number, nor its event is there afterwards.
    let mut data = forms::mother();
    *data.pointer_mut("/child/homeTown").unwrap() =
        json(r#"{"country":"VN","province":"79","commune":"26740"}"#);
    let small = seal_files(&scene.public, &dossier, &challenge, &[pdf("birthCertificate", 600)]);
    upload(&hoa.client, "/api/dossiers", &dossier, &challenge, &small);
    let mut payload = hoa.payload(&data, &dossier, &challenge, &small.manifest, None);
    payload.data.as_object_mut().unwrap().insert("padding", "x".repeat(200_000));
    let body = hoa.body(&payload, &challenge, Some(&small));
    scene.refused("host/storageFull", 507, || scene.send(&hoa.client, &body));
    assert_eq!(count(&scene.folder.0, "SELECT count(*) FROM dossiers"), before);
    // What is there can still be read.
    assert_eq!(
        hoa.client.get("/api/dossiers").ok().pointer("/dossiers").unwrap().as_array().unwrap().len(),
        1
    );
}

#[test]
fn too_many_calls() {
    let scene = scene();
    let client = scene.server.signed_in("hoa");
    let limited = (0..1300).map(|_| client.get("/api/session")).find(|response| response.status == 429);
    assert_eq!(limited.map(|response| code(&response)).as_deref(), Some("host/rateLimited"));
    assert_eq!(scene.server.client().get("/api/config").status, 200, "others are served");
}

// A lost phone: from another device its key is withdrawn. What was received stays, what comes afterwards does not count.
#[test]
fn a_key_is_withdrawn_by_its_person_and_by_nobody_else() {
    let scene = scene();
    let phone = Citizen::enrol(scene.server.signed_in("hoa"), &scene.public, "device");
    let (filed, _) = phone.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 5000)]);
    let opens = || !scene.officer("lan").show(&filed).get("opened").unwrap().is_null();
    assert!(opens());
    // The server's clock counts seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));

    let path = format!("/api/enrolments/{}/revocation", phone.key.kid());
    let other = scene.server.signed_in("nam");
    scene.refused("host/notFound", 404, || other.post(&path, &json("{}")));
    let again = scene.server.signed_in("hoa");
    again.post(&path, &json("{}")).ok();
    // Saying it twice moves nothing.
    let since = snapshot(&scene.folder.0);
    again.post(&path, &json("{}")).ok();
    assert_eq!(snapshot(&scene.folder.0), since);

    assert!(opens(), "it was received before");
    let Ready { dossier, challenge, sealed, payload } = ready(&scene, &phone);
    scene.send(&phone.client, &phone.body(&payload, &challenge, Some(&sealed))).ok();
    assert_eq!(scene.desk_says(&dossier), "packet/revoked");
}

// An officer leaves: what they received stays, they are out at once, and what their key signed afterwards does not count.
#[test]
fn the_key_of_an_officer_is_withdrawn_by_who_settles() {
    let scene = scene();
    let (lan, quan) = (scene.officer("lan"), scene.officer("quan"));
    let files = || [pdf("paperForm", 5000), pdf("birthCertificate", 5000)];
    let (filed, _) = quan.file_paper(BIRTH, &forms::paper(), &files());
    let (later, _) = quan.file_paper(BIRTH, &forms::paper(), &files());
    let opens = |dossier: &str| !lan.show(dossier).get("opened").unwrap().is_null();
    assert!(opens(&filed));
    std::thread::sleep(std::time::Duration::from_millis(1100));

    let path = |account: &str| format!("/api/desk/officers/{account}/revocation");
    let ask = |client: &Client, account: &str| client.post(&path(account), &json("{}"));
    scene.refused("dossier/roleNotAllowed", 403, || ask(&quan.client, "lan"));
    scene.refused("host/forbidden", 403, || ask(&scene.server.signed_in("hoa"), "quan"));
    for nobody in ["hoa", "nobody"] {
        scene.refused("host/notFound", 404, || ask(&lan.client, nobody));
    }
    ask(&lan.client, "quan").ok();
    let revoked = "SELECT coalesce(sum(revoked), 0) FROM enrolments";
    let since = count(&scene.folder.0, revoked);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    ask(&lan.client, "quan").ok();
    assert_eq!((count(&scene.folder.0, revoked), since > 0), (since, true), "saying it twice moves nothing");

    scene.refused("host/unauthenticated", 401, || quan.client.get("/api/desk/dossiers"));
    let sign_in = json(r#"{"account":"quan"}"#);
    scene.refused("host/unauthenticated", 401, || scene.server.client().post("/api/sign-in", &sign_in));
    assert!(opens(&filed) && opens(&later), "both arrived before");

    // A packet of that key that says to have arrived after it, and that nobody opened before.
    let clear = "DELETE FROM openings WHERE packet IN (SELECT hash FROM packets WHERE dossier = ?1)";
    assert_eq!(change(&scene.folder.0, clear, &later), 1);
    let at = format!("UPDATE packets SET at = {} WHERE dossier = ?1", since + 1);
    assert_eq!(change(&scene.folder.0, &at, &later), 1);
    assert_eq!(scene.desk_says(&later), "packet/revoked");
    assert_eq!(lan.act(&filed, 2, "").status, 2, "the others go on");
}
