//! A change of law, rehearsed: a pack with a new version of birth registration comes while dossiers are under way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "common/law.rs"]
mod law;

use law::BIRTH;
use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{Entropy, Error, hash, pack, seal, sign};
use motcua::dossier::due;
use motcua::flow::{Draft, Prefilled, load_pack, prepare};
use motcua::forms::{CompiledProcedure, Length, Library};
use motcua::json::{Policy, Value, parse};
use motcua::types::pack::Pack;
use motcua::types::report::{Report, Severity};
use motcua::types::submission::{Attachment, Auth, Channel, Submission, SubmissionType};
use motcua::vn::date::{Date, DateTime};

const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";

struct Counter(u64);

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for block in out.chunks_mut(32) {
            self.0 += 1;
            block.copy_from_slice(&hash::sha256(&self.0.to_be_bytes())[..block.len()]);
        }
        Ok(())
    }
}

/// What a publisher signs and a host opens, in that order.
fn published(publisher: &SigningKey, seq: i64, documents: Vec<(String, Value)>) -> Library {
    let pack = Pack {
        v: 1,
        id: "rehearsal".into(),
        seq,
        valid_from: "2025-07-01".into(),
        min_engine: motcua::ENGINE_VERSION.into(),
        items: documents.into_iter().map(|(path, body)| pack::item(path, body)).collect(),
    };
    let jws = publisher.sign(&pack::begin(&pack, &publisher.public()).unwrap()).unwrap();
    let text = sign::to_json(&jws);
    let trust = pack::Trust::Key(&publisher.public());
    let opened =
        pack::open(text.as_bytes(), trust, unix("2027-02-20T08:00:00+07:00"), seq, motcua::ENGINE_VERSION);
    load_pack(&opened.unwrap()).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn unix(text: &str) -> i64 {
    DateTime::parse(text).unwrap().unix()
}

fn in_force<'l>(library: &'l Library, day: &str) -> &'l CompiledProcedure {
    library.procedure(BIRTH, Date::parse_iso(day).unwrap()).unwrap()
}

/// A mother's form for a child born on 2027-01-05.
fn form() -> Value {
    let text = r#"{"requester":{"relation":"mother","fullName":"Nguyễn Thị Mai","birthDate":"1995-04-12",
        "id":{"kind":"citizenId","number":"079195001234"},"phone":"0903123456",
        "residence":{"country":"VN","province":"79","commune":"26740","detail":"12 Lê Lợi"}},
        "parentage":"fatherUnknown",
        "child":{"fullName":"Nguyễn Minh An","sex":"male","birthDate":"2027-01-05",
        "birthPlace":{"facility":"Bệnh viện Từ Dũ","province":"79","commune":"26743"},
        "homeTown":{"country":"VN","province":"79","commune":"26740"},"ethnicity":"01","nationality":"VN"},
        "mother":{"ethnicity":"01","nationality":"VN"},"birthProof":"certificate","returnBy":"online"}"#;
    parse(text.as_bytes(), &Policy::PROFILE).unwrap()
}

fn certificate() -> Vec<Attachment> {
    vec![Attachment {
        id: "a1".into(),
        slot: "birthCertificate".into(),
        name: "giay-chung-sinh.jpg".into(),
        media: "image/jpeg".into(),
        size: 1000,
        hash: hash::sha256_text(b"paper"),
        chunks: 1,
    }]
}

fn draft(kind: SubmissionType, filed: Option<&str>) -> Draft {
    Draft {
        dossier: DOSSIER.into(),
        auth: Auth::Key { enrolment: "e".into() },
        nonce: "n".into(),
        aud: vec!["H29.12.34".into()],
        attachments: certificate(),
        channel: Channel::Online,
        kind,
        of: filed.map(|_| hash::sha256_text(b"request")),
        filed: filed.map(str::to_owned),
        references: Vec::new(),
    }
}

fn codes(report: &Report, severity: Severity) -> Vec<String> {
    let of = report.issues.iter().filter(|issue| issue.severity == severity);
    of.map(|issue| issue.params.iter().find(|p| p.name == "rule").map_or(&issue.code, |p| &p.value).clone())
        .collect()
}

#[test]
fn a_dossier_keeps_the_law_it_was_filed_under() {
    let publisher = SigningKey::generate(Algorithm::Ed25519, &mut Counter(2027)).unwrap();
    let before = published(&publisher, 1, law::shipped());

    // 26 February: filed, 52 days after the birth.
    let filed = "2027-02-26T09:00:00+07:00";
    let old = in_force(&before, "2027-02-26");
    let first =
        prepare(old, &form(), &Prefilled::default(), draft(SubmissionType::Submission, None), unix(filed));
    let first = first.unwrap();
    assert_eq!(first.procedure.version, "1.0.0");

    // The new law is published: the old version and the new one stand in one pack, signed, with the next number.
    let mut documents = law::shipped();
    documents.push((format!("procedures/{BIRTH}-2027.json"), law::birth_of_2027()));
    let library = published(&publisher, 2, documents);
    for (day, version) in [("2027-02-26", "1.0.0"), ("2027-02-28", "1.0.0"), ("2027-03-01", "2.0.0")] {
        assert_eq!(in_force(&library, day).document().version, version, "{day}");
    }

    // 20 March, 74 days after the birth: the supplement is judged by the version of the dossier, whose hash is the same.
    let now = unix("2027-03-20T10:00:00+07:00");
    let kept = library.by_reference(&first.procedure).unwrap();
    let second =
        prepare(kept, &form(), &Prefilled::default(), draft(SubmissionType::Supplement, Some(filed)), now);
    let second: Submission = second.unwrap();
    assert_eq!((&second.procedure, second.iat), (&first.procedure, now));
    assert_eq!(seal::procedure_name(&second.procedure), format!("{BIRTH}@1.0.0"));
    let judged = kept.validate(&second.data, &second.attachments, Channel::Online, unix(filed));
    assert!(judged.valid && judged.issues.is_empty(), "in time when it was filed: {judged:?}");

    // By the law of March the same form is not even complete, and what it says of time is another thing.
    let new = in_force(&library, "2027-03-20");
    let by_new = new.validate(&form(), &certificate(), Channel::Online, now);
    assert_eq!(codes(&by_new, Severity::Error), ["form/required"]);
    assert_eq!(by_new.issues[0].pointer, "/birthCount");
    assert!(codes(&by_new, Severity::Warning).is_empty(), "74 days are in time now");
    let wrong = prepare(new, &form(), &Prefilled::default(), draft(SubmissionType::Submission, None), now);
    assert_eq!(wrong.unwrap_err().code.as_str(), "form/invalid");

    // A form that the old dossier files late is late by 60 days, in the words of the old law.
    let late = kept.validate(&form(), &certificate(), Channel::Online, now);
    assert_eq!(codes(&late, Severity::Warning), ["lateRegistration"]);
    assert!(kept.message(&late.issues[0], "en", Length::Short).unwrap().contains("60 days"));
}

#[test]
fn a_dossier_of_march_gets_the_new_rules() {
    let publisher = SigningKey::generate(Algorithm::Ed25519, &mut Counter(2027)).unwrap();
    let mut documents = law::shipped();
    documents.push((format!("procedures/{BIRTH}-2027.json"), law::birth_of_2027()));
    let library = published(&publisher, 2, documents);
    let now = unix("2027-03-02T09:00:00+07:00");
    let new = in_force(&library, "2027-03-02");
    let mut data = form();
    data.as_object_mut().unwrap().insert("birthCount", 2);

    // Its question, its rule in its own words, its workflow, its term.
    let report = new.validate(&data, &certificate(), Channel::Online, now);
    assert_eq!(codes(&report, Severity::Info), ["manyChildren"]);
    assert!(new.message(&report.issues[0], "vi", Length::Long).unwrap().contains("tờ khai riêng"));
    let filed = prepare(new, &data, &Prefilled::default(), draft(SubmissionType::Submission, None), now);
    let filed = filed.unwrap();
    assert_eq!(
        (filed.procedure.version.as_str(), filed.data.get("birthCount").unwrap()),
        ("2.0.0", &2.into())
    );
    let workflow = library.workflow(&new.document().workflow).unwrap();
    assert_eq!(workflow.id, "one-stop");
    let due = due::due_date(library.calendar(), &new.document().deadline, now).unwrap();
    assert!(due.due.starts_with("2027-03-04T"), "{}", due.due);

    // The old version would not know what to do with the new answer.
    let old = in_force(&library, "2027-02-28");
    let by_old = old.validate(&data, &certificate(), Channel::Online, now);
    assert!(!by_old.valid && by_old.issues.iter().any(|issue| issue.pointer == "/birthCount"));
}

#[test]
fn a_packet_cannot_claim_a_day_to_come() {
    let publisher = SigningKey::generate(Algorithm::Ed25519, &mut Counter(2027)).unwrap();
    let library = published(&publisher, 1, law::shipped());
    let now = unix("2027-02-26T09:00:00+07:00");
    for filed in ["2027-02-26T09:00:01+07:00", "2027-02-26", ""] {
        let draft = draft(SubmissionType::Supplement, Some(filed));
        let refused = prepare(in_force(&library, "2027-02-26"), &form(), &Prefilled::default(), draft, now);
        let failure = refused.unwrap_err();
        assert_eq!((failure.code.as_str(), failure.pointer.as_deref()), ("boundary/type", Some("/filed")));
    }
}

#[test]
fn a_pack_with_a_workflow_that_cannot_be_followed_is_refused() {
    let documents = law::shipped();
    let at = documents.iter().position(|(path, _)| path == "workflows/one-stop.json").unwrap();
    let broken = |place: &str, value: Value| {
        let mut documents = documents.clone();
        *documents[at].1.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
        let items = documents.into_iter().map(|(path, body)| pack::item(path, body)).collect();
        let pack = Pack {
            v: 1,
            id: "rehearsal".into(),
            seq: 1,
            valid_from: "2025-07-01".into(),
            min_engine: motcua::ENGINE_VERSION.into(),
            items,
        };
        let found = load_pack(&pack).err().unwrap_or_default();
        found.into_iter().map(|one| (one.code, one.pointer)).collect::<Vec<_>>()
    };
    for (place, value) in [
        ("/transitions/1/to", Value::from(77)),
        ("/transitions/1/from", 77.into()),
        ("/transitions/0/actors", Value::Array(Vec::new())),
        ("/statuses/0/terminal", true.into()),
        ("/statuses/1/code", 1.into()),
    ] {
        let found = broken(place, value);
        let here = format!("/items/{at}/body{place}");
        assert!(found.contains(&("pack/badItem".to_owned(), here)), "{place}: {found:?}");
    }
}
