//! Damaged and invented input: refused with a registered code, never a panic, never accepted as another text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, Counter, DOSSIER, NOW, PROFILES, access, copy, expected, signed};
use motcua_crypto::attachment::DossierKey;
use motcua_crypto::directory::Directory;
use motcua_crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua_crypto::{CODES, Entropy, Error, b64, enrolment, jwk, pack, packet, seal, sign};
use motcua_json::{Policy, Value, parse};
use motcua_types::jose::{FlattenedJws, Jwk};
use motcua_types::keys::{EnrolmentScope, KeyUse};

/// A reproducible source of small numbers.
struct Dice(Counter);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        let mut bytes = [0u8; 8];
        self.0.fill(&mut bytes).unwrap();
        (u64::from_le_bytes(bytes) % limit.max(1) as u64) as usize
    }

    /// One to three cuts, doublings, swaps, insertions or flips.
    fn damage(&mut self, text: &[u8]) -> Vec<u8> {
        const SPICE: &[&[u8]] = &[
            b"null",
            b"{}",
            b"[]",
            b"\"\"",
            b"1e999",
            b"-",
            b"\\u0061",
            b"\\ud800",
            b"\xff",
            b"\0",
            b"=",
            b".",
            b",",
            b"\"d\":\"AA\",",
            b"\"alg\":\"none\",",
            b"{\"a\":",
            b"[[[[[[[[",
        ];
        let mut out = text.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(out.len());
            let end = (at + self.below(40)).min(out.len());
            match self.below(5) {
                0 => drop(out.drain(at..end)),
                1 => {
                    let copy = out[at..end].to_vec();
                    out.splice(at..at, copy);
                }
                2 => out[at..end].reverse(),
                3 => drop(out.splice(at..at, SPICE[self.below(SPICE.len())].iter().copied())),
                _ if at < out.len() => out[at] ^= 1 << self.below(8),
                _ => {}
            }
            if out.is_empty() {
                out.push(b'{');
            }
        }
        out
    }
}

fn registered(error: &Error) {
    assert!(CODES.contains(&error.code()) || error.code().starts_with("json/"), "{error}");
}

#[test]
fn damaged_objects_give_codes() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let citizen = copy(&city.citizen);
        let mut dice = Dice(Counter(42));
        let submission = city.key_submission();
        let packet_text = seal::to_json(&city.seal(&submission, &citizen));
        let directory_text = signed(&city.root, city.directory.payload());
        let enrolment = city.enrol(&city.enrolment(EnrolmentScope::Device));
        let key = DossierKey::generate(DOSSIER, &mut Counter(5)).unwrap();
        let basic = key.class("basic").unwrap();
        let field = basic.field_seal("/a", 1, &Value::from("b"), &mut Counter(6)).unwrap();
        for _ in 0..1500 {
            let text = dice.damage(packet_text.as_bytes());
            let opened = seal::parse(&text)
                .and_then(|object| packet::open(&object, &city.unit, &city.directory, &expected()));
            match opened {
                Ok(opened) => assert_eq!(opened.payload, submission),
                Err(error) => registered(&error),
            }
            let text = dice.damage(directory_text.as_bytes());
            match Directory::open(&text, &city.root.public(), NOW, 0) {
                Ok(directory) => assert_eq!(directory.payload(), city.directory.payload()),
                Err(error) => registered(&error),
            }
            let text = dice.damage(directory_text.as_bytes());
            let trust = pack::Trust::Key(&city.root.public());
            registered(&pack::open(&text, trust, NOW, 0, "0.1").unwrap_err());
            if let Ok(text) = String::from_utf8(dice.damage(enrolment.as_bytes()))
                && text != enrolment
            {
                registered(&enrolment::verify(&text, &city.directory, NOW).unwrap_err());
            }
            if let Ok(text) = String::from_utf8(dice.damage(field.as_bytes()))
                && text != field
            {
                registered(&basic.field_open("/a", 1, &text, &access()).unwrap_err());
            }
            let private = motcua_json::to_canonical_string(&citizen.export_private_jwk());
            if let Ok(value) = parse(&dice.damage(private.as_bytes()), &Policy::RFC8259) {
                let _ = jwk::from_value(&value).map_err(|error| registered(&error));
                let _ = SigningKey::from_private_jwk(&value).map_err(|error| registered(&error));
                let _ = OpeningKey::from_private_jwk(&value).map_err(|error| registered(&error));
            }
        }
    }
}

#[test]
fn sizes_are_refused_before_work() {
    let city = City::new(PROFILES[0]);
    let huge = "A".repeat(12 << 20);
    assert_eq!(sign::from_compact(&huge).unwrap_err().code(), "crypto/tooLarge");
    let jws = city.citizen.sign_payload(sign::Kind::Receipt, &Value::from(1)).unwrap();
    let large = FlattenedJws { payload: Some(huge.clone()), ..jws };
    let keys = [city.citizen.public()];
    assert_eq!(sign::verify(&large, sign::Kind::Receipt, &keys).unwrap_err().code(), "crypto/tooLarge");
    assert_eq!(enrolment::verify(&huge, &city.directory, NOW).unwrap_err().code(), "crypto/tooLarge");
    let key = DossierKey::generate(DOSSIER, &mut Counter(5)).unwrap();
    let basic = key.class("basic").unwrap();
    assert_eq!(basic.field_open("/a", 1, &huge, &access()).unwrap_err().code(), "crypto/tooLarge");
    let bound = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1@1");
    let recipients = [city.unit.public()];
    let content = vec![0; seal::MAX_PLAINTEXT + 1];
    let refused = seal::seal(&content, bound.clone(), &recipients, &mut Counter(1)).unwrap_err();
    assert_eq!(refused.code(), "crypto/tooLarge");
    let mut object = seal::seal(b"", bound, &recipients, &mut Counter(1)).unwrap();
    object.aad = "A".repeat(8000);
    assert_eq!(seal::inspect(&object).unwrap_err().code(), "crypto/tooLarge");
    let wide = Value::from("x".repeat(sign::MAX_PAYLOAD));
    assert_eq!(sign::begin(sign::Kind::Receipt, &wide, &keys[0]).unwrap_err().code(), "json/tooLarge");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(sign::parse_flattened(deep.as_bytes()).unwrap_err().code(), "json/depth");
}

#[test]
fn keys_of_the_wrong_kind() {
    let mut entropy = Counter(9);
    let code = |error: Error| error.code();
    let signing = SigningKey::generate(Algorithm::X25519, &mut entropy).unwrap_err();
    let opening = OpeningKey::generate(Algorithm::Ed25519, &mut entropy).unwrap_err();
    assert_eq!([code(signing), code(opening)], ["crypto/keyUse"; 2]);
    let (nist, curve) = (City::new(PROFILES[0]), City::new(PROFILES[1]));
    let bound = || seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1@1");
    let to_signer = seal::seal(b"", bound(), &[curve.citizen.public()], &mut entropy).unwrap_err();
    assert_eq!(code(to_signer), "crypto/keyUse");
    let by_opener = sign::begin(sign::Kind::Receipt, &Value::Null, &curve.unit.public()).unwrap_err();
    assert_eq!(code(by_opener), "crypto/keyUse");
    let for_signing = Jwk { usage: Some("sig".into()), ..nist.unit.public() };
    assert_eq!(code(seal::seal(b"", bound(), &[for_signing], &mut entropy).unwrap_err()), "crypto/keyUse");
    // An ephemeral key on another curve than the recipient's.
    let mut object = seal::seal(b"", bound(), &[nist.unit.public()], &mut entropy).unwrap();
    object.recipients[0].header.epk = Jwk { kid: None, ..curve.unit.public() };
    assert_eq!(code(seal::open(&object, &nist.unit).unwrap_err()), "crypto/cannotOpen");
    // The private half of another key.
    let mut value = nist.citizen.export_private_jwk();
    *value.pointer_mut("/d").unwrap() = nist.portal.export_private_jwk().get("d").unwrap().clone();
    assert_eq!(code(SigningKey::from_private_jwk(&value).unwrap_err()), "crypto/kidMismatch");
    for bad in [[0u8; 32], [0xff; 32]] {
        *value.pointer_mut("/d").unwrap() = Value::from(b64::encode(&bad));
        assert_eq!(code(SigningKey::from_private_jwk(&value).unwrap_err()), "crypto/key");
    }
}

#[test]
fn the_next_root_is_announced_by_the_present_one() {
    let city = City::new(PROFILES[0]);
    let next = copy(&city.officer);
    let city = city.with_directory(|payload| {
        payload.keys.push(common::entry(next.public(), KeyUse::Root));
    });
    let roots = city.directory.roots(NOW);
    assert_eq!(roots, [next.public()]);
    let text = signed(&next, city.directory.payload());
    assert!(Directory::open(text.as_bytes(), &roots[0], NOW, 0).is_ok());
    let by_old = Directory::open(text.as_bytes(), &city.root.public(), NOW, 0).unwrap_err();
    assert_eq!(by_old.code(), "keys/wrongRoot");
    assert_eq!(city.directory.signer(next.kid(), NOW).unwrap_err().code(), "keys/notSigner");
}
