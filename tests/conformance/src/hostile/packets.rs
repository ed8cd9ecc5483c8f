//! Packets: content that is signed and sealed correctly, and still not what the opener may accept.

use motcua::crypto::packet::{self, Expected};
use motcua::crypto::{Error, hash, seal, sign};
use motcua::json::{Object, Value, canonicalize};
use motcua::types::Record;
use motcua::types::event::Transfer;
use motcua::types::jose::SealedObject;
use motcua::types::keys::{Enrolment, EnrolmentScope, Revocation};
use motcua::types::party::{PartyRole, PersonId};
use motcua::types::submission::{Auth, Channel, Submission};

use super::Cases;
use super::city::{AGENCY, DOSSIER, NOW, expected, procedure};

const OTHER_DOSSIER: &str = "urn:uuid:1f8fad5b-d9cb-469f-a165-70867728950e";

fn judge(cases: &mut Cases, name: impl Into<String>, object: &SealedObject, expected: &Expected) {
    let outcome = packet::open(object, &cases.city.unit, &cases.city.directory, expected);
    cases.judge(name, outcome);
}

/// Seals any content as that of a packet.
fn seal_content(cases: &mut Cases, content: &Value) -> Result<SealedObject, Error> {
    let bound = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1.001193@1");
    let recipients = [cases.city.unit.public()];
    seal::seal(&canonicalize(content), bound, &recipients, &mut cases.city.entropy)
}

fn content(jws: Value, cosign: Value) -> Value {
    let mut object = Object::new();
    object.insert("jws", jws);
    object.insert("cosign", cosign);
    Value::Object(object)
}

fn none() -> Value {
    Value::Array(Vec::new())
}

pub(super) fn run(cases: &mut Cases) -> Result<(), Error> {
    let good = cases.city.packet()?;
    packet::open(&good, &cases.city.unit, &cases.city.directory, &expected())?;
    expectations(cases, &good);
    submissions(cases)?;
    enrolments(cases)?;
    contents(cases)?;
    routes(cases, &good)
}

fn expectations(cases: &mut Cases, good: &SealedObject) {
    let other = procedure();
    let with = |change: &dyn Fn(&mut Expected)| {
        let mut wanted = expected();
        change(&mut wanted);
        wanted
    };
    let kid = cases.city.citizen.kid().to_owned();
    let list: Vec<(&str, Expected)> = vec![
        ("another agency", with(&|wanted| wanted.aud = "H29.56.78".into())),
        ("the agency above", with(&|wanted| wanted.aud = "H29".into())),
        ("another challenge", with(&|wanted| wanted.nonce = "n-0002".into())),
        ("no challenge", with(&|wanted| wanted.nonce.clear())),
        ("another dossier", with(&|wanted| wanted.dossier = Some(OTHER_DOSSIER.into()))),
        (
            "another procedure",
            with(&|wanted| {
                wanted.procedure = Some(motcua::types::submission::ProcedureRef {
                    code: "1.001194".into(),
                    ..other.clone()
                });
            }),
        ),
        (
            "another version",
            with(&|wanted| {
                wanted.procedure =
                    Some(motcua::types::submission::ProcedureRef { version: "2".into(), ..other.clone() });
            }),
        ),
        (
            "another text",
            with(&|wanted| {
                wanted.procedure = Some(motcua::types::submission::ProcedureRef {
                    hash: hash::sha256_text(b"x"),
                    ..other.clone()
                });
            }),
        ),
        ("too late", with(&|wanted| wanted.now = NOW + 3591)),
        ("too early", with(&|wanted| wanted.now = NOW - 311)),
        ("the end of time", with(&|wanted| wanted.now = i64::MAX)),
        ("the beginning of time", with(&|wanted| wanted.now = i64::MIN)),
        ("a higher level", with(&|wanted| wanted.min_assurance = 3)),
        ("a revoked key", with(&|wanted| wanted.revoked = vec![Revocation { kid: kid.clone(), from: NOW }])),
        ("nobody may sign", with(&|wanted| wanted.allowed_auth.clear())),
        (
            "only sessions",
            with(&|wanted| {
                wanted.allowed_auth = vec![(PartyRole::Applicant, vec!["session".into()])];
            }),
        ),
        (
            "only certificates",
            with(&|wanted| {
                wanted.allowed_auth = vec![(PartyRole::Applicant, vec!["ca".into()])];
            }),
        ),
        (
            "a witness, too",
            with(&|wanted| {
                wanted.allowed_auth.push((PartyRole::Witness, vec!["key".into()]));
            }),
        ),
    ];
    for (name, wanted) in list {
        judge(cases, format!("expected: {name}"), good, &wanted);
    }
}

/// What may differ between a good submission and a bad one.
type Change<'c> = &'c dyn Fn(&mut Submission);

fn submissions(cases: &mut Cases) -> Result<(), Error> {
    let list: Vec<(&str, Change<'_>)> = vec![
        ("another dossier", &|one| one.dossier = OTHER_DOSSIER.into()),
        ("another procedure", &|one| one.procedure.code = "1.001194".into()),
        ("another version", &|one| one.procedure.version = "2".into()),
        ("another text of the procedure", &|one| one.procedure.hash = hash::sha256_text(b"x")),
        ("another agency", &|one| one.aud = vec!["H29.56.78".into()]),
        ("no agency", &|one| one.aud.clear()),
        ("an agency in lower case", &|one| one.aud = vec![AGENCY.to_lowercase()]),
        ("another challenge", &|one| one.nonce = "n-0002".into()),
        ("signed too early", &|one| one.iat = NOW - 3601),
        ("signed in the future", &|one| one.iat = NOW + 301),
        ("signed before its enrolment", &|one| one.iat = NOW - 3600 - 1),
        ("another version of the format", &|one| one.v = 2),
        ("over the desk", &|one| one.channel = Channel::Desk),
        ("by post", &|one| one.channel = Channel::Post),
        ("nobody", &|one| one.parties.clear()),
        ("a party of nobody", &|one| one.parties.iter_mut().for_each(|party| party.person = None)),
        ("for a role that nobody has", &|one| {
            one.parties.iter_mut().for_each(|party| party.acts_for = Some(PartyRole::Subject));
        }),
        ("evidence that is not attached", &|one| {
            one.parties.iter_mut().for_each(|party| party.evidence = Some("a1".into()));
        }),
        ("another person's reference", &|one| {
            one.parties.iter_mut().for_each(|party| party.reference = Some("person:00".into()));
        }),
        ("filed by somebody else", &|one| {
            let mut filer = one.parties.clone();
            for party in &mut filer {
                party.role = PartyRole::Filer;
                if let Some(person) = &mut party.person {
                    person.id = PersonId::CitizenId { number: "079190009999".into() };
                }
            }
            one.parties.extend(filer);
        }),
        ("filed by somebody without a number", &|one| {
            let mut filer = one.parties.clone();
            for party in &mut filer {
                party.role = PartyRole::Filer;
                if let Some(person) = &mut party.person {
                    person.id = PersonId::None { reason: "lost".into() };
                }
            }
            one.parties.extend(filer);
        }),
        ("as a session", &|one| one.auth = Auth::Session { enrolment: enrolment_of(one) }),
        ("as an officer", &|one| {
            one.channel = Channel::Desk;
            one.auth = Auth::Desk {
                enrolment: enrolment_of(one),
                document: "passport".into(),
                check: "face".into(),
                scan: hash::sha256_text(b"scan"),
            };
        }),
        ("with a certificate that is not there", &|one| {
            one.auth = Auth::Ca { enrolment: enrolment_of(one), certificate: hash::sha256_text(b"x") };
        }),
        ("an enrolment that is none", &|one| one.auth = Auth::Key { enrolment: "a.b.c".into() }),
        ("an empty enrolment", &|one| one.auth = Auth::Key { enrolment: String::new() }),
    ];
    for (name, change) in list {
        let mut submission = cases.city.submission()?;
        change(&mut submission);
        let jws = cases.city.sign(&submission)?;
        let object = seal_content(cases, &content(sign::flattened_to_value(&jws), none()))?;
        judge(cases, format!("submission: {name}"), &object, &expected());
    }
    // The right words under another kind, or by another key.
    let submission = cases.city.submission()?.to_value()?;
    for (name, kind) in [("a receipt", sign::Kind::Receipt), ("a co-signature", sign::Kind::Cosign)] {
        let jws = cases.city.citizen.sign_payload(kind, &submission)?;
        let object = seal_content(cases, &content(sign::flattened_to_value(&jws), none()))?;
        judge(cases, format!("submission: signed as {name}"), &object, &expected());
    }
    let jws = cases.city.other.sign_payload(sign::Kind::Submission, &submission)?;
    let object = seal_content(cases, &content(sign::flattened_to_value(&jws), none()))?;
    judge(cases, "submission: signed by another key", &object, &expected());
    Ok(())
}

fn enrolment_of(submission: &Submission) -> String {
    match &submission.auth {
        Auth::Key { enrolment } => enrolment.clone(),
        _ => String::new(),
    }
}

/// What may differ between a good enrolment and a bad one.
type Alter<'c> = &'c dyn Fn(&mut Enrolment);

fn enrolments(cases: &mut Cases) -> Result<(), Error> {
    let list: Vec<(&str, Alter<'_>)> = vec![
        ("another version", &|record| record.v = 2),
        ("another thumbprint", &|record| record.kid = "A".repeat(43)),
        ("over before the signature", &|record| record.exp = NOW - 10),
        ("begun after the signature", &|record| record.nbf = NOW - 9),
        ("a session", &|record| record.scope = EnrolmentScope::Session),
        ("an officer without an agency", &|record| record.scope = EnrolmentScope::Officer),
        ("a citizen with a role", &|record| record.roles = vec!["reception".into()]),
        ("an officer of another agency", &|record| {
            record.scope = EnrolmentScope::Officer;
            record.agency = Some("H29.56.78".into());
            record.roles = vec!["reception".into()];
        }),
        ("a level too low", &|record| record.level = 1),
        ("older than its signer", &|record| record.nbf = NOW - 1_000_001),
        ("a key that says it is for opening", &|record| record.jwk.usage = Some("enc".into())),
    ];
    for (name, change) in list {
        let mut record = cases.city.enrolment();
        change(&mut record);
        let enrolment = cases.city.enrol(&record)?;
        enrolled(cases, name, enrolment)?;
    }
    let record = cases.city.enrolment();
    for (name, key) in [("by the citizen", 0), ("by a stranger", 1), ("by the root", 2)] {
        let city = &cases.city;
        let signer = [&city.citizen, &city.other, &city.root];
        let signed = signer.get(key).map(|key| key.sign_payload(sign::Kind::Enrol, &record.to_value()?));
        let Some(jws) = signed else { continue };
        enrolled(cases, name, sign::to_compact(&jws?))?;
    }
    let jws = cases.city.portal.sign_payload(sign::Kind::Receipt, &record.to_value()?)?;
    enrolled(cases, "signed as a receipt", sign::to_compact(&jws))?;
    Ok(())
}

fn enrolled(cases: &mut Cases, name: &str, enrolment: String) -> Result<(), Error> {
    let submission = Submission { auth: Auth::Key { enrolment }, ..cases.city.submission()? };
    let jws = cases.city.sign(&submission)?;
    let object = seal_content(cases, &content(sign::flattened_to_value(&jws), none()))?;
    judge(cases, format!("enrolment: {name}"), &object, &expected());
    Ok(())
}

fn contents(cases: &mut Cases) -> Result<(), Error> {
    let jws = sign::flattened_to_value(&cases.city.sign(&cases.city.submission()?)?);
    let mut more = content(jws.clone(), none());
    if let Some(object) = more.as_object_mut() {
        object.insert("note", "x");
    }
    let mut alone = Object::new();
    alone.insert("jws", jws.clone());
    let entry: Object = [("protected", "e30"), ("signature", "AA"), ("payload", "e30")].into_iter().collect();
    let list: Vec<(&str, Value)> = vec![
        ("a member more", more),
        ("no co-signatures member", Value::Object(alone)),
        ("co-signatures are null", content(jws.clone(), Value::Null)),
        ("co-signatures are an object", content(jws.clone(), Value::Object(Object::new()))),
        ("a co-signature with a payload", content(jws.clone(), Value::from(vec![Value::Object(entry)]))),
        ("a co-signature that is a text", content(jws.clone(), Value::from(vec![Value::from("x")]))),
        ("nine co-signatures", content(jws.clone(), Value::from(vec![detached(); 9]))),
        ("no signed object", content(Value::Null, none())),
        ("a compact signed object", content(Value::from("a.b.c"), none())),
        ("an array", Value::from(vec![jws.clone()])),
        ("the signed object alone", jws),
        ("a text", Value::from("x")),
    ];
    for (name, value) in list {
        let object = seal_content(cases, &value)?;
        judge(cases, format!("content: {name}"), &object, &expected());
    }
    for purpose in [seal::PURPOSE_DOSSIER_KEY, seal::PURPOSE_COSIGN] {
        let bound = seal::context(purpose, DOSSIER, "1.001193@1");
        let recipients = [cases.city.unit.public()];
        let object = seal::seal(b"{}", bound, &recipients, &mut cases.city.entropy)?;
        judge(cases, format!("content: sealed as {purpose}"), &object, &expected());
    }
    Ok(())
}

fn detached() -> Value {
    Value::Object([("protected", "e30"), ("signature", "AA")].into_iter().collect())
}

fn routes(cases: &mut Cases, good: &SealedObject) -> Result<(), Error> {
    let to_second = [cases.city.second.public()];
    let route = (AGENCY, "H29.56.78", "notInTerritory");
    let unit = &cases.city.unit;
    let (moved, transfer) = packet::transfer(good, unit, route, &to_second, &mut cases.city.entropy)?;
    let with = |change: &dyn Fn(&mut Transfer)| {
        let mut step = transfer.clone();
        change(&mut step);
        Expected { transfers: vec![step], ..expected() }
    };
    packet::open(&moved, &cases.city.second, &cases.city.directory, &with(&|_| {}))?;
    let list: Vec<(&str, Expected)> = vec![
        ("no transfer", expected()),
        ("no transfer, addressed to the receiver", Expected { aud: "H29.56.78".into(), ..expected() }),
        ("from another agency", with(&|step| step.from = "H30".into())),
        ("to another agency", with(&|step| step.to = "H30".into())),
        ("of another packet", with(&|step| step.packet_hash = seal::digest(good))),
        ("twice", Expected { transfers: vec![transfer.clone(), transfer.clone()], ..expected() }),
    ];
    for (name, wanted) in list {
        let outcome = packet::open(&moved, &cases.city.second, &cases.city.directory, &wanted);
        cases.judge(format!("transfer: {name}"), outcome);
    }
    judge(cases, "transfer: opened by who sent it on", &moved, &with(&|_| {}));
    Ok(())
}
