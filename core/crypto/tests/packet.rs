//! Packets from signing to opening, and every way in which one is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{AGENCY, CANARY, City, DOSSIER, NOW, PROFILES, copy, expected, procedure, value};
use motcua_crypto::packet::{self, Expected};
use motcua_crypto::software::{OpeningKey, SigningKey};
use motcua_crypto::{b64, seal, sign};
use motcua_json::{Object, Value, canonicalize};
use motcua_types::jose::{FlattenedJws, SealedObject};
use motcua_types::keys::Revocation;
use motcua_types::keys::{EnrolmentScope, KeyStatus};
use motcua_types::party::{Party, PartyRole, PersonId};
use motcua_types::submission::{Anchor, Auth, Channel, Standing, Submission};

fn code(city: &City, object: &SealedObject, expected: &Expected) -> &'static str {
    packet::open(object, &city.unit, &city.directory, expected).unwrap_err().code()
}

fn revocation(key: &SigningKey, from: i64) -> Revocation {
    Revocation { kid: key.kid().into(), from }
}

/// The same city, by another handle.
fn copy_of(city: &City) -> City {
    let unit = OpeningKey::from_private_jwk(&city.unit.export_private_jwk()).unwrap();
    City {
        root: copy(&city.root),
        portal: copy(&city.portal),
        unit,
        citizen: copy(&city.citizen),
        officer: copy(&city.officer),
        entropy: common::Counter(city.entropy.0),
        directory: city.directory.clone(),
    }
}

/// Seals any content as if it were that of a packet.
fn seal_content(city: &mut City, jws: &FlattenedJws, cosign: Value) -> SealedObject {
    let mut content = Object::new();
    content.insert("jws", sign::flattened_to_value(jws));
    content.insert("cosign", cosign);
    let bound = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1.001193@1");
    let recipients = [city.unit.public()];
    seal::seal(&canonicalize(&content.into()), bound, &recipients, &mut city.entropy).unwrap()
}

#[test]
fn the_three_ways_to_vouch() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let (citizen, officer) = (copy(&city.citizen), copy(&city.officer));
        let cases = [
            (city.key_submission(), &citizen, Standing::Integrity, 2),
            (city.session_submission(), &citizen, Standing::AuthenticatedSession, 2),
            (city.desk_submission(), &officer, Standing::DeskAttested, 0),
        ];
        for (submission, key, standing, level) in cases {
            let object = city.seal(&submission, key);
            let opened = packet::open(&object, &city.unit, &city.directory, &expected()).unwrap();
            assert_eq!(opened.payload, submission);
            let signer = &opened.signers[0];
            assert_eq!((signer.standing, signer.level, signer.role), (standing, level, PartyRole::Filer));
            assert_eq!((signer.kid.as_str(), signer.name.as_str()), (key.kid(), CANARY));
            let again = Expected { nonce: "another".into(), now: NOW + 10 * 86_400, ..expected() };
            let anchor = Anchor { payload_hash: opened.payload_hash.clone(), at: NOW };
            let reopened = packet::reopen(&object, &city.unit, &city.directory, &again, &anchor).unwrap();
            assert_eq!(reopened, opened);
            let other = Anchor { payload_hash: "sha-256:x".into(), ..anchor };
            let changed = packet::reopen(&object, &city.unit, &city.directory, &again, &other);
            assert_eq!(changed.unwrap_err().code(), "packet/changed");
            let recalled = packet::recall(&object, &city.unit, &city.directory, &again, &other);
            assert_eq!(recalled.unwrap_err().code(), "packet/changed");
        }
    }
}

#[test]
fn what_the_opener_expects_must_hold() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let object = city.seal(&city.key_submission(), &citizen);
        let other = procedure();
        let cases = [
            (Expected { aud: "H29.99.99".into(), ..expected() }, "packet/wrongAudience"),
            (Expected { nonce: "n-0002".into(), ..expected() }, "packet/wrongNonce"),
            (Expected { dossier: Some(DOSSIER.replace('0', "1")), ..expected() }, "packet/wrongDossier"),
            (
                Expected {
                    procedure: Some(motcua_types::submission::ProcedureRef {
                        hash: "sha-256:x".into(),
                        ..other
                    }),
                    ..expected()
                },
                "packet/wrongProcedure",
            ),
            (Expected { now: NOW + 3591, ..expected() }, "packet/expired"),
            (Expected { now: NOW - 311, ..expected() }, "packet/fromFuture"),
            (Expected { now: i64::MAX, ..expected() }, "packet/expired"),
            (Expected { now: i64::MIN, ..expected() }, "packet/fromFuture"),
            (Expected { min_assurance: 3, ..expected() }, "packet/assuranceTooLow"),
            (Expected { revoked: vec![revocation(&citizen, NOW)], ..expected() }, "packet/revoked"),
            (Expected { allowed_auth: Vec::new(), ..expected() }, "packet/authNotAllowed"),
            (
                Expected { allowed_auth: vec![(PartyRole::Filer, vec!["session".into()])], ..expected() },
                "packet/authNotAllowed",
            ),
            (
                Expected { allowed_auth: vec![(PartyRole::CoApplicant, vec!["key".into()])], ..expected() },
                "packet/signerMissing",
            ),
        ];
        for (expected, wanted) in cases {
            assert_eq!(code(&city, &object, &expected), wanted);
        }
        for edge in [NOW + 3590, NOW - 310] {
            let edge = Expected { now: edge, ..expected() };
            assert!(packet::open(&object, &city.unit, &city.directory, &edge).is_ok());
        }
        let later = Expected { revoked: vec![revocation(&citizen, NOW + 1)], ..expected() };
        assert!(packet::open(&object, &city.unit, &city.directory, &later).is_ok());
        let open_minded = Expected { dossier: None, procedure: None, ..expected() };
        assert!(packet::open(&object, &city.unit, &city.directory, &open_minded).is_ok());
    }
}

#[test]
fn resealing_for_another_agency_does_not_help() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let submission = city.key_submission();
        let jws = citizen.sign_payload(sign::Kind::Submission, &value(&submission)).unwrap();
        // The first agency, which may open the packet, seals its content to a second one.
        let second = City::new(if profile == PROFILES[0] { PROFILES[1] } else { PROFILES[0] }).unit;
        let to_second = [second.public()];
        let object =
            packet::seal_submission(&jws, &procedure(), DOSSIER, &to_second, &mut city.entropy).unwrap();
        let there = Expected { aud: "H30".into(), ..expected() };
        let refused = packet::open(&object, &second, &city.directory, &there).unwrap_err();
        assert_eq!(refused.code(), "packet/wrongAudience");
    }
}

/// Changes each leaf of a value once, in turn.
fn leaves(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, inner)| leaves(inner, format!("{at}/{name}"), out));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(index, inner)| leaves(inner, format!("{at}/{index}"), out));
        }
        _ => out.push(at),
    }
}

#[test]
fn every_field_is_covered_by_the_signature() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let submission = value(&city.session_submission());
        let good = citizen.sign_payload(sign::Kind::Submission, &submission).unwrap();
        let mut places = Vec::new();
        leaves(&submission, String::new(), &mut places);
        assert!(places.len() > 15);
        for place in places.iter().filter(|place| *place != "/auth/enrolment") {
            let mut changed = submission.clone();
            let leaf = changed.pointer_mut(place).unwrap();
            *leaf = match &*leaf {
                Value::String(text) => Value::from(format!("{text}1")),
                Value::Number(number) => Value::from(number.as_i64().unwrap() + 1),
                _ => Value::from("1"),
            };
            let payload = Some(b64::encode(&canonicalize(&changed)));
            let object =
                seal_content(&mut city, &FlattenedJws { payload, ..good.clone() }, Value::Array(vec![]));
            assert_eq!(code(&city, &object, &expected()), "crypto/signature", "{place}");
        }
        let mut changed = submission;
        *changed.pointer_mut("/auth/enrolment").unwrap() = Value::from("a.b.c");
        let payload = Some(b64::encode(&canonicalize(&changed)));
        let object = seal_content(&mut city, &FlattenedJws { payload, ..good }, Value::Array(vec![]));
        assert_eq!(code(&city, &object, &expected()), "crypto/base64");
    }
}

#[test]
fn every_changed_byte_of_a_packet_is_refused() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let text = seal::to_json(&city.seal(&city.key_submission(), &citizen)).into_bytes();
        for at in 0..text.len() {
            let mut changed = text.clone();
            changed[at] ^= 1;
            let opened = seal::parse(&changed)
                .and_then(|object| packet::open(&object, &city.unit, &city.directory, &expected()));
            assert!(opened.is_err(), "byte {at}");
        }
    }
}

#[test]
fn signer_and_enrolment_must_belong_together() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let (citizen, officer, portal) = (copy(&city.citizen), copy(&city.officer), copy(&city.portal));
        let by_key = city.key_submission();
        let object = city.seal(&by_key, &officer);
        assert_eq!(code(&city, &object, &expected()), "packet/signerMismatch");

        let Auth::Key { enrolment: device } = by_key.auth.clone() else { unreachable!() };
        let as_session = Submission { auth: Auth::Session { enrolment: device.clone() }, ..by_key.clone() };
        let object = city.seal(&as_session, &citizen);
        assert_eq!(code(&city, &object, &expected()), "packet/wrongScope");

        let desk = city.desk_submission();
        let Auth::Desk { enrolment: officers, .. } = desk.auth.clone() else { unreachable!() };
        let as_key = Submission { auth: Auth::Key { enrolment: officers }, ..by_key.clone() };
        let object = city.seal(&as_key, &officer);
        assert_eq!(code(&city, &object, &expected()), "packet/wrongScope");

        let online = Submission { channel: Channel::Online, ..desk };
        let object = city.seal(&online, &officer);
        assert_eq!(code(&city, &object, &expected()), "packet/wrongChannel");
        let at_desk = Submission { channel: Channel::Desk, ..by_key.clone() };
        let object = city.seal(&at_desk, &citizen);
        assert_eq!(code(&city, &object, &expected()), "packet/wrongChannel");

        // A citizen who signs an enrolment of the own key.
        let mut record = city.enrolment(EnrolmentScope::Device);
        record.level = 2;
        let own = sign::to_compact(&citizen.sign_payload(sign::Kind::Enrol, &value(&record)).unwrap());
        let object =
            city.seal(&Submission { auth: Auth::Key { enrolment: own }, ..by_key.clone() }, &citizen);
        assert_eq!(code(&city, &object, &expected()), "keys/unknownSigner");

        // The portal's signature over another kind of object is no enrolment.
        let other = sign::to_compact(&portal.sign_payload(sign::Kind::Receipt, &value(&record)).unwrap());
        let object =
            city.seal(&Submission { auth: Auth::Key { enrolment: other }, ..by_key.clone() }, &citizen);
        assert_eq!(code(&city, &object, &expected()), "crypto/typ");

        let ca =
            Submission { auth: Auth::Ca { enrolment: device, certificate: "sha-256:x".into() }, ..by_key };
        let object = city.seal(&ca, &citizen);
        assert_eq!(code(&city, &object, &expected()), "packet/signerMissing");
    }
}

#[test]
fn enrolments_have_their_time_and_their_signer_a_status() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let base = city.enrolment(EnrolmentScope::Session);
        let mut with = |nbf, exp, level| {
            let record = motcua_types::keys::Enrolment { nbf, exp, level, ..base.clone() };
            let auth = Auth::Session { enrolment: city.enrol(&record) };
            let submission = city.submission(auth, Channel::Online);
            let object = city.seal(&submission, &citizen);
            packet::open(&object, &city.unit, &city.directory, &expected()).err().map(|error| error.code())
        };
        assert_eq!(with(NOW - 20, NOW - 9, 2), None, "the time of signing counts");
        assert_eq!(with(NOW - 20, NOW - 10, 2), Some("enrolment/expired"));
        assert_eq!(with(NOW - 9, NOW + 10, 2), Some("enrolment/notYetValid"));
        assert_eq!(with(NOW - 20, NOW + 10, 1), Some("packet/assuranceTooLow"));

        let object = city.seal(&city.key_submission(), &citizen);
        let portal = city.portal.kid().to_owned();
        let stolen = |from: Option<i64>| {
            let portal = portal.clone();
            move |payload: &mut motcua_types::keys::KeyDirectory| {
                let key = payload.keys.iter_mut().find(|key| key.kid == portal).unwrap();
                key.status = KeyStatus::Compromised;
                key.from = from;
            }
        };
        let opened = packet::open(&object, &city.unit, &city.directory, &expected()).unwrap();
        // What a receipt proves to be older than the theft stays valid; nothing later does, whatever it says
        // about its own date, but what was accepted can still be read.
        let city = city.with_directory(stolen(Some(NOW - 5)));
        assert_eq!(code(&city, &object, &expected()), "keys/compromised");
        let anchor = |at| Anchor { payload_hash: opened.payload_hash.clone(), at };
        let before = packet::reopen(&object, &city.unit, &city.directory, &expected(), &anchor(NOW - 6));
        assert_eq!(before.unwrap(), opened);
        for (city, at) in [(copy_of(&city), NOW), (city.with_directory(stolen(None)), NOW - 6)] {
            let after = packet::reopen(&object, &city.unit, &city.directory, &expected(), &anchor(at));
            assert_eq!(after.unwrap_err().code(), "keys/compromised");
            let recalled =
                packet::recall(&object, &city.unit, &city.directory, &expected(), &anchor(at)).unwrap();
            assert_eq!((recalled.payload, recalled.signers.len()), (opened.payload.clone(), 0));
            assert_eq!(recalled.refused[0].code, "keys/compromised");
        }
    }
}

#[test]
fn envelope_version_purpose_and_cosignatures() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let submission = city.key_submission();
        let sign_it = |key: &SigningKey, submission: &Submission| {
            key.sign_payload(sign::Kind::Submission, &value(submission)).unwrap()
        };
        let jws = sign_it(&citizen, &submission);
        let object = seal_content(&mut city, &jws, Value::from(vec![sign::flattened_to_value(&jws)]));
        assert_eq!(code(&city, &object, &expected()), "crypto/shape");
        let detached = sign::flattened_to_value(&FlattenedJws { payload: None, ..jws.clone() });
        let object = seal_content(&mut city, &jws, Value::from(vec![detached; 9]));
        assert_eq!(code(&city, &object, &expected()), "packet/cosign");
        let object = seal_content(&mut city, &jws, Value::Null);
        assert_eq!(code(&city, &object, &expected()), "crypto/shape");

        let elsewhere = Submission { dossier: DOSSIER.replace('0', "1"), ..submission.clone() };
        let object = seal_content(&mut city, &sign_it(&citizen, &elsewhere), Value::Array(vec![]));
        let anything = Expected { dossier: None, ..expected() };
        assert_eq!(code(&city, &object, &anything), "packet/envelope");
        let mismatched = packet::seal_submission(
            &jws,
            &procedure(),
            &elsewhere.dossier,
            &[city.unit.public()],
            &mut city.entropy,
        );
        assert_eq!(mismatched.unwrap_err().code(), "packet/envelope");

        let newer = Submission { v: 2, ..submission };
        let object = seal_content(&mut city, &sign_it(&citizen, &newer), Value::Array(vec![]));
        assert_eq!(code(&city, &object, &expected()), "packet/version");

        let bound = seal::context(seal::PURPOSE_DOSSIER_KEY, DOSSIER, "1.001193@1");
        let object = seal::seal(b"{}", bound, &[city.unit.public()], &mut city.entropy).unwrap();
        assert_eq!(code(&city, &object, &expected()), "packet/purpose");
    }
}

#[test]
fn who_files_for_somebody_else_does_not_sign_for_them() {
    let mut city = City::new(PROFILES[0]);
    let citizen = copy(&city.citizen);
    let mut submission = city.key_submission();
    let mut filer: Party = submission.parties[0].clone();
    filer.role = PartyRole::Filer;
    submission.parties.push(filer.clone());
    let same_person = city.seal(&submission, &citizen);
    assert!(packet::open(&same_person, &city.unit, &city.directory, &expected()).is_ok());
    filer.person.as_mut().unwrap().id = PersonId::CitizenId { number: "079190009999".into() };
    submission.parties[1] = filer;
    let another = city.seal(&submission, &citizen);
    assert_eq!(code(&city, &another, &expected()), "packet/signerMissing");
    let only_filer = Expected { allowed_auth: vec![(PartyRole::Filer, vec!["key".into()])], ..expected() };
    assert!(packet::open(&another, &city.unit, &city.directory, &only_filer).is_ok());
}

#[test]
fn nothing_that_somebody_typed_shows_in_errors_or_keys() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let private = motcua_json::to_canonical_string(&citizen.export_private_jwk());
        let d = private.split("\"d\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let unit = OpeningKey::from_private_jwk(&city.unit.export_private_jwk()).unwrap();
        assert_eq!(unit.kid(), city.unit.kid());
        let object = city.seal(&city.key_submission(), &citizen);
        let refusals = [
            Expected { nonce: "x".into(), ..expected() },
            Expected { aud: "x".into(), ..expected() },
            Expected { min_assurance: 3, ..expected() },
        ];
        let mut shown = format!("{citizen:?} {unit:?} {:?} {AGENCY}", city.directory);
        for expected in refusals {
            let error = packet::open(&object, &unit, &city.directory, &expected).unwrap_err();
            shown.push_str(&format!("{error:?} {error}"));
        }
        assert!(!shown.contains(CANARY) && !shown.contains(&d) && !shown.contains("079190001234"), "{shown}");
    }
}

#[test]
fn dossier_ids_are_random_version_4_uuids() {
    let mut entropy = common::Counter(5);
    let ids: std::collections::HashSet<String> =
        (0..1000).map(|_| packet::new_dossier_id(&mut entropy).unwrap()).collect();
    assert_eq!(ids.len(), 1000);
    for id in ids {
        assert_eq!(id.len(), 45);
        assert_eq!(&id[23..24], "4", "{id}");
        assert!("89ab".contains(&id[28..29]), "{id}");
    }
}
