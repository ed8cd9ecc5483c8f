//! What somebody typed, or is called, shows in no error and no `Debug`: not as it is, and not in base64url either.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fmt::Debug;

use common::{City, DOSSIER, NOW, PROFILES, copy, expected, procedure, value};
use motcua_crypto::packet::{self, Expected};
use motcua_crypto::{b64, cosign, seal, sign};
use motcua_json::Value;
use motcua_types::keys::{Enrolment, EnrolmentScope};
use motcua_types::party::{Organisation, Party, PartyRole, Person, PersonId};
use motcua_types::submission::{Anchor, Attachment, Auth, Channel, Provenance, Submission};

/// Plain ASCII, so that every encoding of it is a text to search for.
const CANARY: &str = "CANARY-OF-SOMEBODY";

/// The canary as it is, and what any base64url of a text around it must contain.
fn needles() -> Vec<String> {
    let mut out = vec![CANARY.to_owned()];
    for lead in 0..3 {
        let text = format!("{}{CANARY}", &"xyz"[..lead]);
        let encoded = b64::encode(text.as_bytes());
        // The first and the last group depend on what stands beside the canary.
        out.push(encoded[4..encoded.len() - 4].to_owned());
    }
    out
}

fn canary() -> String {
    CANARY.to_owned()
}

/// A submission with the canary in everything that a person writes, is called or attaches.
fn submission(city: &City) -> Submission {
    let record = Enrolment { name: canary(), ..city.enrolment(EnrolmentScope::Device) };
    let auth = Auth::Key { enrolment: city.enrol(&record) };
    let mut one = city.submission(auth, Channel::Online);
    let person = |role| Person { name: canary(), birth_date: Some(canary()), id: role };
    let party = |role, person, organisation| Party {
        role,
        person,
        organisation,
        acts_for: None,
        basis: None,
        evidence: None,
        reference: None,
    };
    let number = PersonId::Passport { number: canary(), country: Some(canary()) };
    let other = PersonId::Other { number: canary(), paper: Some(canary()) };
    one.parties = vec![
        party(PartyRole::Applicant, Some(person(number)), None),
        party(PartyRole::Subject, Some(person(PersonId::None { reason: canary() })), None),
        party(
            PartyRole::Representative,
            None,
            Some(Organisation { name: canary(), tax_code: canary(), representative: person(other) }),
        ),
    ];
    one.data = Value::Object([(CANARY, CANARY), ("a", CANARY)].into_iter().collect());
    one.attachments = vec![Attachment {
        id: "a1".into(),
        slot: "paper".into(),
        name: canary(),
        media: "application/pdf".into(),
        size: 1,
        hash: "sha-256:x".into(),
        chunks: 1,
    }];
    one.provenance =
        vec![Provenance { pointer: "/a".into(), source: "vneid".into(), time: None, class: "basic".into() }];
    one
}

fn look(shown: &str, what: &str) {
    for needle in needles() {
        assert!(!shown.contains(&needle), "{what} shows the canary");
    }
}

fn debug(what: &str, value: &dyn Debug) {
    look(&format!("{value:?}"), what);
    look(&format!("{value:#?}"), what);
}

#[test]
fn the_canary_sings_in_no_debug() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let one = submission(&city);
        let payload = value(&one);
        assert!(motcua_json::to_canonical_string(&payload).contains(CANARY));
        let request = sign::begin(sign::Kind::Submission, &payload, &citizen.public()).unwrap();
        let jws = citizen.sign(&request).unwrap();
        let verified = sign::verify(&jws, sign::Kind::Submission, &[citizen.public()]).unwrap();
        let sealed = city.seal_jws(&jws, &one);
        let opening = packet::begin_open(&sealed, &city.unit, &city.directory, &expected()).unwrap();
        debug("a submission", &one);
        debug("a signing request", &request);
        debug("a signed object", &jws);
        debug("a verified object", &verified);
        debug("a sealed object", &sealed);
        debug("an opening", &opening);
        let opened = opening.finish(&[]).unwrap();
        assert_eq!(opened.payload, one);
        debug("an opened packet", &opened);
        debug("an enrolment", &Enrolment { name: canary(), ..city.enrolment(EnrolmentScope::Device) });

        let mut two = one.clone();
        two.parties[0].reference = Some("person:3f".into());
        let jws = citizen.sign_payload(sign::Kind::Submission, &value(&two)).unwrap();
        let asked = cosign::request(&jws, "person:3f", NOW + 60).unwrap();
        debug("a request to co-sign", &asked);
        debug("who is asked", &cosign::read_request(&asked, &city.directory, NOW).unwrap());
    }
}

#[test]
fn the_canary_sings_in_no_error() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let one = submission(&city);
        let jws = citizen.sign_payload(sign::Kind::Submission, &value(&one)).unwrap();
        let sealed = city.seal_jws(&jws, &one);
        let mut seen = std::collections::BTreeSet::new();
        let mut show = |error: motcua_crypto::Error| {
            look(&format!("{error} {error:?} {:?}", error.pointer()), "an error");
            seen.insert(error.code());
        };
        let refusals = [
            Expected { aud: canary(), ..expected() },
            Expected { nonce: canary(), ..expected() },
            Expected { dossier: Some(canary()), ..expected() },
            Expected { now: NOW + 100_000, ..expected() },
            Expected { min_assurance: 3, ..expected() },
            Expected { allowed_auth: Vec::new(), ..expected() },
            Expected { allowed_auth: vec![(PartyRole::Witness, vec![canary()])], ..expected() },
        ];
        for wanted in &refusals {
            show(packet::open(&sealed, &city.unit, &city.directory, wanted).unwrap_err());
        }
        let anchor = Anchor { payload_hash: canary(), at: NOW };
        show(packet::reopen(&sealed, &city.unit, &city.directory, &expected(), &anchor).unwrap_err());

        // The canary in place of each member of the payload, signed and sealed as it is.
        let whole = value(&one);
        let names: Vec<String> = whole.as_object().unwrap().keys().map(str::to_owned).collect();
        for name in names {
            for wrong in [Value::from(CANARY), Value::from(vec![Value::from(CANARY)]), Value::Null] {
                let mut other = whole.clone();
                *other.pointer_mut(&format!("/{name}")).unwrap() = wrong;
                let jws = citizen.sign_payload(sign::Kind::Submission, &other).unwrap();
                let sealed = packet::seal_submission(
                    &jws,
                    &procedure(),
                    DOSSIER,
                    &[city.unit.public()],
                    &mut city.entropy,
                );
                match sealed {
                    Err(error) => show(error),
                    Ok(sealed) => {
                        if let Err(error) = packet::open(&sealed, &city.unit, &city.directory, &expected()) {
                            show(error);
                        }
                    }
                }
            }
        }
        let mut more = whole.clone();
        more.as_object_mut().unwrap().insert(CANARY, CANARY);
        let jws = citizen.sign_payload(sign::Kind::Submission, &more).unwrap();
        let _ =
            packet::seal_submission(&jws, &procedure(), DOSSIER, &[city.unit.public()], &mut city.entropy)
                .map_err(&mut show);

        // And in the parts of the objects around it.
        let text = seal::to_json(&sealed);
        for name in ["protected", "aad", "iv", "ciphertext", "tag"] {
            let member = format!("\"{name}\":\"");
            let changed = text.replacen(&member, &format!("{member}{CANARY}"), 1);
            let outcome = seal::parse(changed.as_bytes()).and_then(|object| seal::open(&object, &city.unit));
            show(outcome.unwrap_err());
            let changed = text.replacen(&member, &format!("\"{CANARY}\":1,{member}"), 1);
            show(seal::parse(changed.as_bytes()).unwrap_err());
        }
        for text in [format!("{CANARY}.{CANARY}.{CANARY}"), CANARY.to_owned(), format!("{{\"{CANARY}\":1}}")]
        {
            let read = sign::from_compact(&text).and_then(|jws| sign::verify(&jws, sign::Kind::Receipt, &[]));
            show(read.unwrap_err());
            show(sign::parse_flattened(text.as_bytes()).unwrap_err());
        }
        assert!(seen.len() >= 12, "{seen:?}");
    }
}
