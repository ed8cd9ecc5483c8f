//! The flows of the facade, in both key profiles, each with a key in memory and with one that the host holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, DAY, DOSSIER, NOW, OTHER_WARD, PROFILES, WARD, opening_key, procedure, submission};
use motcua::crypto::attachment::{ClassKey, DossierKey};
use motcua::crypto::packet;
use motcua::crypto::seal::Opener;
use motcua::crypto::sign::{self, Kind};
use motcua::crypto::software::{OpeningKey, SigningKey};
use motcua::flow::{Draft, PartyReference, Prefilled, at_rest, cosign, open, prepare};
use motcua::forms::CompiledProcedure;
use motcua::json::{Policy, Value, parse};
use motcua::types::audit::{AccessStatement, AuditedKind};
use motcua::types::jose::{FlattenedJws, SealedObject};
use motcua::types::keys::EnrolmentScope;
use motcua::types::office::{ExpectedPacket, SealedField};
use motcua::types::party::{Party, PartyRole, Person, PersonId};
use motcua::types::procedure::SignerRule;
use motcua::types::submission::{Anchor, Auth, Channel, CosignRequest, SubmissionType};
use motcua::types::{Failure, Record};
use motcua::vn::date::DateTime;

const HUSBAND: &str = "person:77";

fn code<T>(outcome: Result<T, Failure>) -> &'static str {
    outcome.err().map_or("none", |failure| failure.code.as_str())
}

fn expected() -> ExpectedPacket {
    let rule = |role| SignerRule { role, auth: vec!["key".into()] };
    ExpectedPacket {
        aud: WARD.into(),
        nonce: "n-0001".into(),
        dossier: Some(DOSSIER.into()),
        procedure: Some(procedure()),
        signers: vec![rule(PartyRole::Applicant)],
        min_assurance: 1,
        max_age: DAY,
        skew: 300,
        revoked: Vec::new(),
        transfers: Vec::new(),
    }
}

/// What a key store does between the two steps, and the secret that it gives.
fn agreed(object: &SealedObject, key: &OpeningKey) -> Vec<u8> {
    let request = open::begin(object, &key.public()).unwrap();
    assert_eq!(request.kid, key.kid());
    key.agree_with(&request.epk).unwrap().to_vec()
}

#[test]
fn a_packet_opens_with_a_key_of_the_host_as_with_one_in_memory() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let phone = city.signing_key();
        let filed = city.file(&phone, SubmissionType::Submission, NOW - 10);
        let open = |opener: Opener<'_>, expected: &ExpectedPacket, anchor: Option<&Anchor>| {
            open::packet(&filed, opener, &city.directory, expected, anchor, NOW)
                .map(|opening| opening.finish(&[]).unwrap())
        };
        let inside = open((&city.unit).into(), &expected(), None).unwrap();
        let secret = agreed(&filed, &city.unit);
        let held = Opener::Agreed { kid: city.unit.kid(), secret: &secret };
        assert_eq!(open(held, &expected(), None).unwrap(), inside);
        let other = ExpectedPacket { nonce: "n-0002".into(), ..expected() };
        assert_eq!(code(open(held, &other, None)), "packet/wrongNonce");
        // Opened again for a later view: what counts is what was recorded, not the challenge.
        let anchor = Anchor { payload_hash: inside.payload_hash.clone(), at: NOW };
        assert_eq!(open(held, &other, Some(&anchor)).unwrap(), inside);
        let anchor = Anchor { payload_hash: "sha-256:x".into(), at: NOW };
        assert_eq!(code(open(held, &other, Some(&anchor))), "packet/changed");

        let wrong = Opener::Agreed { kid: city.unit.kid(), secret: &[7; 32] };
        assert_eq!(code(open(wrong, &expected(), None)), "crypto/cannotOpen");
        let stranger = city.records.public();
        assert_eq!(code(motcua::flow::open::begin(&filed, &stranger)), "crypto/cannotOpen");
    }
}

#[test]
fn a_packet_moves_on_with_its_transfer_and_what_is_wrapped_anew_stays_the_same() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let phone = city.signing_key();
        let filed = city.file(&phone, SubmissionType::Submission, NOW - 10);
        let secret = agreed(&filed, &city.unit);
        let held = Opener::Agreed { kid: city.unit.kid(), secret: &secret };
        let to = [city.other_unit.public()];
        let way = (WARD, OTHER_WARD, "wrongAgency");
        let moved = open::transfer(&filed, held, way, &to, &mut city.entropy).unwrap();

        let at_other = |expected: &ExpectedPacket| {
            open::packet(&moved.sealed, &city.other_unit, &city.directory, expected, None, NOW)
                .map(|opening| opening.finish(&[]).unwrap())
        };
        assert_eq!(code(at_other(&expected())), "packet/notTransferred");
        let told = ExpectedPacket { transfers: vec![moved.transfer.clone()], ..expected() };
        assert_eq!(at_other(&told).unwrap().payload.dossier, DOSSIER);

        // Accepted: the office that acts and the records authority.
        let to = [city.unit.public(), city.records.public()];
        let again = open::rewrap(&filed, held, &to, &mut city.entropy).unwrap();
        let by_records = open::packet(&again, &city.records, &city.directory, &expected(), None, NOW);
        assert_eq!(by_records.unwrap().finish(&[]).unwrap().payload.dossier, DOSSIER);
    }
}

struct Couple {
    city: City,
    jws: FlattenedJws,
    husband: SigningKey,
    enrolment: String,
}

/// The applicant has signed a form that names her husband as who applies with her.
fn couple(profile: common::Profile) -> Couple {
    let mut city = City::new(profile);
    let phone = city.signing_key();
    let auth = Auth::Key { enrolment: city.enrol(&phone, EnrolmentScope::Device) };
    let mut filed = submission(SubmissionType::Submission, auth, Channel::Online, NOW - 10);
    let id = PersonId::CitizenId { number: "079085004321".into() };
    filed.parties.push(Party {
        role: PartyRole::CoApplicant,
        person: Some(Person { name: "Nguyễn Văn Nam".into(), birth_date: None, id }),
        organisation: None,
        acts_for: None,
        basis: None,
        evidence: None,
        reference: Some(HUSBAND.into()),
    });
    let jws = phone.sign_payload(Kind::Submission, &filed.to_value().unwrap()).unwrap();
    let husband = city.signing_key();
    let enrolment = city.enrol_as(&husband, EnrolmentScope::Device, HUSBAND);
    Couple { city, jws, husband, enrolment }
}

#[test]
fn a_second_party_signs_what_was_sealed_to_them() {
    for profile in PROFILES {
        let Couple { mut city, jws, husband, enrolment } = couple(profile);
        let request = cosign::request(&jws, HUSBAND, NOW + DAY).unwrap();
        assert_eq!(code(cosign::request(&jws, "person:1", NOW + DAY)), "cosign/notAsked");

        let his = opening_key(profile, &mut city.entropy);
        let sealed = cosign::seal(&request, &[his.public()], &mut city.entropy).unwrap();
        let secret = agreed(&sealed, &his);
        let held = Opener::Agreed { kid: his.kid(), secret: &secret };
        let invitation = cosign::open(&sealed, held, &city.directory, NOW).unwrap();
        assert_eq!(invitation, cosign::read(&request, &city.directory, NOW).unwrap());
        assert_eq!((&invitation.request, invitation.by.person.as_str()), (&request, "person:3f"));
        assert_eq!(code(cosign::open(&sealed, held, &city.directory, NOW + DAY)), "cosign/expired");

        let begun = cosign::begin(&invitation.request, &enrolment, &city.directory, NOW).unwrap();
        let signed = husband.sign(&begun).unwrap();
        let finish = |request: &CosignRequest, signed: &FlattenedJws, enrolment: &str, now| {
            cosign::finish(request, signed, enrolment, &city.directory, now)
        };
        let given = finish(&request, &signed, &enrolment, NOW).unwrap();
        assert_eq!(cosign::verify(&request, &given, &city.directory, NOW).unwrap().person, HUSBAND);

        // With another's statement, over another text, too late, or as another kind of object it is none.
        let other = city.enrol_as(&husband, EnrolmentScope::Device, "person:78");
        assert_eq!(code(finish(&request, &signed, &other, NOW)), "cosign/wrongPerson");
        assert_eq!(code(finish(&request, &signed, &enrolment, NOW + DAY)), "cosign/expired");
        let text = husband.sign_payload(Kind::Cosign, &Value::from("another")).unwrap();
        assert_eq!(code(finish(&request, &text, &enrolment, NOW)), "cosign/changed");
        assert_eq!(code(finish(&request, &jws, &enrolment, NOW)), "crypto/typ");

        let both = {
            let rule = |role| SignerRule { role, auth: vec!["key".into()] };
            ExpectedPacket {
                signers: vec![rule(PartyRole::Applicant), rule(PartyRole::CoApplicant)],
                ..expected()
            }
        };
        let unit = [city.unit.public()];
        let mut arrives = |answers: &[_]| {
            let sealed =
                packet::seal_cosigned(&jws, answers, &procedure(), DOSSIER, &unit, &mut city.entropy);
            let opening =
                open::packet(&sealed.unwrap(), &city.unit, &city.directory, &both, None, NOW).unwrap();
            opening.finish(&[])
        };
        let opened = arrives(&[given]).unwrap();
        assert_eq!(opened.signers.len(), 2);
        assert_eq!(common::code(arrives(&[])), "packet/signerMissing");
    }
}

#[test]
fn a_second_party_says_no() {
    for profile in PROFILES {
        let Couple { city, jws, husband, enrolment } = couple(profile);
        let request = cosign::request(&jws, HUSBAND, NOW + DAY).unwrap();
        let begun = cosign::begin_refusal(&request, &enrolment, &city.directory, NOW).unwrap();
        let signed = sign::finish(&begun, &signature(&husband, &begun), &husband.public()).unwrap();
        let refusal = cosign::verify_refusal(&signed, &request, &city.directory).unwrap();
        assert_eq!((refusal.answer.as_str(), refusal.iat), ("refused", NOW));
        // A refusal is no consent.
        let turned = cosign::finish(&request, &signed, &enrolment, &city.directory, NOW);
        assert_eq!(code(turned), "cosign/changed");
        let late = cosign::begin_refusal(&request, &enrolment, &city.directory, NOW + DAY);
        assert_eq!(code(late), "cosign/expired");
    }
}

/// The raw signature, as a key store gives it.
fn signature(key: &SigningKey, request: &motcua::types::jose::SigningRequest) -> Vec<u8> {
    motcua::crypto::b64::decode(&key.sign(request).unwrap().signature).unwrap()
}

fn birth() -> CompiledProcedure {
    compiled(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/procedures/1.001193.json"))
}

fn compiled(path: &str) -> CompiledProcedure {
    let document = parse(&std::fs::read(path).unwrap(), &Policy::PROFILE).unwrap();
    CompiledProcedure::compile(&document).unwrap()
}

fn access() -> AccessStatement {
    AccessStatement {
        actor: "officer:7".into(),
        role: "officer".into(),
        purpose: "assessment".into(),
        at: NOW,
    }
}

#[test]
fn data_at_rest_show_to_each_role_its_classes() {
    let procedure = birth();
    for profile in PROFILES {
        let mut city = City::new(profile);
        let text = r#"{"parentage":"married","child":{"fullName":"Trần An","ethnicity":"01"},"copies":2}"#;
        let data = parse(text.as_bytes(), &Policy::PROFILE).unwrap();
        let key = DossierKey::generate(DOSSIER, &mut city.entropy).unwrap();
        let fields = at_rest::seal(&procedure, &data, &key, 1, &mut city.entropy).unwrap();
        let class_of =
            |place: &str| fields.iter().find(|field| field.pointer == place).unwrap().class.as_str();
        assert_eq!(class_of("/child/ethnicity"), "sensitive:a");
        assert_eq!(class_of("/child/fullName"), "basic");
        assert_eq!(class_of("/parentage"), "sensitive:c");

        // The unit opens the dossier's key with its own key store, and hands one class on.
        let wrap = key.seal(&[city.unit.public()], &common::procedure(), &mut city.entropy).unwrap();
        let secret = agreed(&wrap, &city.unit);
        let held = Opener::Agreed { kid: city.unit.kid(), secret: &secret };
        let opened = DossierKey::open(&wrap, held, DOSSIER, &access()).unwrap();
        assert_eq!(opened.audit.kind, AuditedKind::DossierKey);
        let class = |name| opened.value.class(name).unwrap();
        let wrap =
            class("basic").seal(&[city.records.public()], &common::procedure(), &mut city.entropy).unwrap();
        let basic = ClassKey::open(&wrap, &city.records, DOSSIER, "basic", &access()).unwrap().value;

        let open = |fields: &[SealedField], keys: &[&ClassKey]| at_rest::open(fields, keys, &access());
        let (part, records) = open(&fields, &[&basic]).unwrap();
        let shown = motcua::json::to_canonical_string(&part);
        assert_eq!(shown, r#"{"child":{"fullName":"Trần An"},"copies":2}"#);
        assert_eq!(records.len(), 2);
        assert_eq!(at_rest::open_all(&fields, &key, &access()).unwrap().0, data);
        let all = [&basic, &class("sensitive:a"), &class("sensitive:c")];
        let (whole, records) = open(&fields, &all).unwrap();
        assert_eq!(whole, data);
        assert!(records.iter().all(|record| record.kind == AuditedKind::Field && record.access == access()));

        // A part said to be of another class, place or version does not open.
        let changed = |change: fn(&mut SealedField)| {
            let mut fields = fields.clone();
            let field = fields.iter_mut().find(|field| field.pointer == "/child/ethnicity").unwrap();
            change(field);
            code(open(&fields, &all))
        };
        assert_eq!(changed(|field| field.class = "basic".into()), "crypto/cannotOpen");
        assert_eq!(changed(|field| field.pointer = "/child/fullName".into()), "crypto/cannotOpen");
        assert_eq!(changed(|field| field.version = 2), "crypto/cannotOpen");
    }
}

#[test]
fn the_portal_says_who_a_party_is() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/forms/marriage/01-first-marriage.json");
    let case = parse(&std::fs::read(path).unwrap(), &Policy::PROFILE).unwrap();
    let marriage = compiled(concat!(env!("CARGO_MANIFEST_DIR"), "/../forms/procedures/1.000894.json"));
    let now = DateTime::parse(case.get("now").unwrap().as_str().unwrap()).unwrap().unix();
    let prepared = |references: &[(PartyRole, &str)]| {
        let reference = |(role, reference): &(PartyRole, &str)| PartyReference {
            role: *role,
            reference: (*reference).to_owned(),
        };
        let draft = Draft {
            dossier: DOSSIER.into(),
            auth: Auth::Key { enrolment: "e".into() },
            nonce: "n".into(),
            aud: vec![WARD.into()],
            attachments: Vec::new(),
            channel: Channel::Online,
            kind: SubmissionType::Submission,
            of: None,
            filed: None,
            references: references.iter().map(reference).collect(),
        };
        prepare(&marriage, case.get("data").unwrap(), &Prefilled::default(), draft, now)
    };
    let subjects = [(PartyRole::Subject, "person:groom"), (PartyRole::Subject, "person:bride")];
    let submission = prepared(&subjects).unwrap();
    let told: Vec<_> =
        submission.parties.iter().map(|party| (party.role, party.reference.as_deref())).collect();
    assert_eq!(
        told,
        [
            (PartyRole::Filer, None),
            (PartyRole::CoApplicant, None),
            (PartyRole::Subject, Some("person:groom")),
            (PartyRole::Subject, Some("person:bride")),
        ]
    );
    let nobody = prepared(&[subjects[0], (PartyRole::Witness, "person:1")]).unwrap_err();
    assert_eq!((nobody.code.as_str(), nobody.pointer.as_deref()), ("boundary/type", Some("/references/1")));
}
