//! Key directory, enrolments and packs: what is signed by whom, how old it is, and whether it may be believed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{AGENCY, City, NOW, PROFILES, YEAR, copy, directory, entry, signed, value};
use motcua_crypto::directory::Directory;
use motcua_crypto::pack::{self, Trust};
use motcua_crypto::software::SigningKey;
use motcua_crypto::{enrolment, sign};
use motcua_json::{Object, Value};
use motcua_types::keys::{
    DirectoryKey, Enrolment, EnrolmentScope, KeyDirectory, KeyStatus, KeyUse, RecipientPurpose,
};
use motcua_types::pack::Pack;

fn refused(city: &City, payload: &KeyDirectory, min_seq: i64) -> &'static str {
    open(city, payload, min_seq).unwrap_err()
}

fn open(city: &City, payload: &KeyDirectory, min_seq: i64) -> Result<Directory, &'static str> {
    let text = signed(&city.root, payload);
    Directory::open(text.as_bytes(), &city.root.public(), NOW, min_seq).map_err(|error| error.code())
}

fn keys(city: &City) -> Vec<DirectoryKey> {
    vec![entry(city.portal.public(), KeyUse::Sign), entry(city.unit.public(), KeyUse::Seal)]
}

#[test]
fn directories_are_pinned_fresh_and_never_older() {
    for profile in PROFILES {
        let city = City::new(profile);
        let payload = directory(7, &keys(&city));
        assert_eq!(open(&city, &payload, 7).unwrap().seq(), 7);
        assert_eq!(refused(&city, &payload, 8), "keys/rollback");
        assert_eq!(refused(&city, &KeyDirectory { exp: NOW, ..payload.clone() }, 0), "keys/expired");
        assert_eq!(
            refused(&city, &KeyDirectory { iat: NOW + 301, ..payload.clone() }, 0),
            "keys/notYetValid"
        );
        assert_eq!(refused(&city, &KeyDirectory { v: 2, ..payload.clone() }, 0), "keys/version");
        let text = signed(&city.root, &payload);
        let wrong = Directory::open(text.as_bytes(), &city.portal.public(), NOW, 0).unwrap_err();
        assert_eq!(wrong.code(), "keys/wrongRoot");
        let pack = city.root.sign_payload(sign::Kind::Pack, &value(&payload)).unwrap();
        let confused = Directory::open(sign::to_json(&pack).as_bytes(), &city.root.public(), NOW, 0);
        assert_eq!(confused.unwrap_err().code(), "crypto/typ");
    }
}

#[test]
fn a_swapped_key_is_noticed() {
    for profile in PROFILES {
        let city = City::new(profile);
        let text = signed(&city.root, &directory(1, &keys(&city)));
        let jws = sign::parse_flattened(text.as_bytes()).unwrap();
        let mut swapped = keys(&city);
        swapped[1] = entry(City::new(profile).with_other_unit().public(), KeyUse::Seal);
        let forged = city.portal.sign_payload(sign::Kind::Keys, &value(&directory(1, &swapped))).unwrap();
        // A new payload under the old signature.
        let patched = motcua_types::jose::FlattenedJws { payload: forged.payload.clone(), ..jws };
        for (object, code) in [(patched, "crypto/signature"), (forged, "keys/wrongRoot")] {
            let text = sign::to_json(&object);
            let error = Directory::open(text.as_bytes(), &city.root.public(), NOW, 0).unwrap_err();
            assert_eq!(error.code(), code);
        }
        // Even the root cannot give a key another name.
        let mut renamed = keys(&city);
        renamed[0].jwk = city.citizen.public();
        assert_eq!(refused(&city, &directory(1, &renamed), 0), "keys/kidMismatch");
        renamed[0].jwk.kid = Some(renamed[0].kid.clone());
        assert_eq!(refused(&city, &directory(1, &renamed), 0), "keys/kidMismatch");
    }
}

trait OtherUnit {
    fn with_other_unit(self) -> motcua_crypto::software::OpeningKey;
}

impl OtherUnit for City {
    fn with_other_unit(mut self) -> motcua_crypto::software::OpeningKey {
        use motcua_crypto::software::{Algorithm, OpeningKey};
        let crv = self.unit.public().crv;
        let algorithm = if crv == "P-256" { Algorithm::P256 } else { Algorithm::X25519 };
        OpeningKey::generate(algorithm, &mut self.entropy).unwrap()
    }
}

#[test]
fn one_key_has_one_use() {
    for profile in PROFILES {
        let city = City::new(profile);
        let mut doubled = keys(&city);
        doubled.push(doubled[0].clone());
        assert_eq!(refused(&city, &directory(1, &doubled), 0), "keys/duplicate");
        let mut empty = keys(&city);
        empty[0].exp = empty[0].nbf;
        assert_eq!(refused(&city, &directory(1, &empty), 0), "keys/use");
        let private = motcua_json::to_canonical_string(&value(&directory(1, &keys(&city)))).replacen(
            "\"crv\":",
            "\"d\":\"AA\",\"crv\":",
            1,
        );
        let payload = motcua_json::parse(private.as_bytes(), &motcua_json::Policy::PROFILE).unwrap();
        let text = sign::to_json(&city.root.sign_payload(sign::Kind::Keys, &payload).unwrap());
        let error = Directory::open(text.as_bytes(), &city.root.public(), NOW, 0).unwrap_err();
        assert_eq!((error.code(), error.pointer()), ("crypto/privateKey", Some("/keys/0/jwk")));
    }
    let curve = City::new(PROFILES[1]);
    let wrong_use = [entry(curve.unit.public(), KeyUse::Sign)];
    assert_eq!(refused(&curve, &directory(1, &wrong_use), 0), "keys/use");
}

#[test]
fn signers_by_status_and_time() {
    for profile in PROFILES {
        let city = City::new(profile);
        let with = |status, from| {
            let mut list = keys(&city);
            (list[0].status, list[0].from) = (status, from);
            open(&city, &directory(1, &list), 0).unwrap()
        };
        let kid = city.portal.kid();
        let code =
            |directory: &Directory, kid: &str, at| directory.signer(kid, at).err().map(|error| error.code());
        let active = with(KeyStatus::Active, None);
        assert_eq!(code(&active, kid, NOW), None);
        assert_eq!(code(&active, kid, NOW + YEAR), Some("keys/signerExpired"));
        assert_eq!(code(&active, kid, NOW - YEAR - 1), Some("keys/signerExpired"));
        assert_eq!(code(&active, "unknown", NOW), Some("keys/unknownSigner"));
        assert_eq!(code(&active, city.unit.kid(), NOW), Some("keys/notSigner"));
        let retired = with(KeyStatus::Retired, Some(NOW));
        assert_eq!(code(&retired, kid, NOW - 1), None);
        assert_eq!(code(&retired, kid, NOW), Some("keys/signerExpired"));
        let stolen = with(KeyStatus::Compromised, Some(NOW));
        assert_eq!(code(&stolen, kid, NOW - 1), None);
        assert_eq!(code(&stolen, kid, NOW), Some("keys/compromised"));
        assert_eq!(code(&with(KeyStatus::Compromised, None), kid, NOW - 1), Some("keys/compromised"));
    }
}

#[test]
fn nothing_new_is_sealed_to_an_old_key() {
    for profile in PROFILES {
        let city = City::new(profile);
        let found = |change: &dyn Fn(&mut DirectoryKey), agency: &str, unit: Option<&str>, now: i64| {
            let mut list = keys(&city);
            change(&mut list[1]);
            open(&city, &directory(1, &list), 0).unwrap().seal_keys(agency, unit, now).len()
        };
        assert_eq!(found(&|_| {}, AGENCY, Some("commune"), NOW), 1);
        assert_eq!(found(&|_| {}, AGENCY, None, NOW), 1);
        assert_eq!(found(&|_| {}, AGENCY, Some("records"), NOW), 0);
        assert_eq!(found(&|_| {}, "H29", None, NOW), 0);
        assert_eq!(found(&|_| {}, AGENCY, None, NOW + YEAR), 0);
        assert_eq!(found(&|key| key.status = KeyStatus::DecryptOnly, AGENCY, None, NOW), 0);
        assert_eq!(found(&|key| key.usage = KeyUse::Seal, AGENCY, None, NOW), 1);
        let successor = |key: &mut DirectoryKey| key.succeeds = vec!["H29.old".into()];
        assert_eq!(found(&successor, "H29.old", Some("commune"), NOW), 1);
    }
}

#[test]
fn enrolments_are_checked_record_by_record() {
    for profile in PROFILES {
        let city = City::new(profile);
        let base = city.enrolment(EnrolmentScope::Device);
        let officer = city.enrolment(EnrolmentScope::Officer);
        let sign_raw = |record: &Enrolment| {
            sign::to_compact(&city.portal.sign_payload(sign::Kind::Enrol, &value(record)).unwrap())
        };
        let code = |record: &Enrolment| {
            enrolment::verify(&sign_raw(record), &city.directory, NOW).err().map(|error| error.code())
        };
        assert_eq!(code(&base), None);
        assert_eq!(code(&officer), None);
        let wrong = [
            (Enrolment { v: 2, ..base.clone() }, "enrolment/version"),
            (Enrolment { kid: officer.kid.clone(), ..base.clone() }, "enrolment/kidMismatch"),
            (Enrolment { agency: Some(AGENCY.into()), ..base.clone() }, "enrolment/officer"),
            (Enrolment { roles: vec!["x".into()], ..base.clone() }, "enrolment/officer"),
            (Enrolment { agency: None, ..officer.clone() }, "enrolment/officer"),
            (Enrolment { roles: Vec::new(), ..officer.clone() }, "enrolment/officer"),
            (Enrolment { exp: NOW, ..base.clone() }, "enrolment/expired"),
            (Enrolment { nbf: NOW + 1, ..base.clone() }, "enrolment/notYetValid"),
            (Enrolment { nbf: NOW - 2 * YEAR, ..base.clone() }, "keys/signerExpired"),
        ];
        for (record, wanted) in wrong {
            assert_eq!(code(&record), Some(wanted));
        }
        let sealing_only = motcua_types::jose::Jwk { usage: Some("enc".into()), ..city.unit.public() };
        let kid = city.unit.kid().to_owned();
        assert_eq!(code(&Enrolment { jwk: sealing_only, kid, ..base.clone() }), Some("enrolment/key"));
        let foreign = Enrolment { agency: Some("H99".into()), ..officer };
        assert_eq!(code(&foreign), Some("enrolment/agency"));
        assert_eq!(
            enrolment::begin(&Enrolment { v: 2, ..base }, &city.portal.public()).unwrap_err().code(),
            "enrolment/version"
        );
    }
}

fn body(text: &str) -> Value {
    let object: Object = [("text", text)].into_iter().collect();
    object.into()
}

fn pack() -> Pack {
    Pack {
        v: 1,
        id: "one-stop".into(),
        seq: 5,
        valid_from: "2026-01-01".into(),
        min_engine: "0.1".into(),
        items: vec![
            pack::item("procedures/1.001193.json", body("a")),
            pack::item("catalogues/sex.json", body("b")),
        ],
    }
}

fn pack_text(key: &SigningKey, pack: &Pack) -> String {
    sign::to_json(&key.sign_payload(sign::Kind::Pack, &value(pack)).unwrap())
}

#[test]
fn packs_open_by_directory_or_pinned_key() {
    for profile in PROFILES {
        let city = City::new(profile);
        let request = pack::begin(&pack(), &city.portal.public()).unwrap();
        let text = sign::to_json(&city.portal.sign(&request).unwrap());
        for trust in [Trust::Directory(&city.directory), Trust::Key(&city.portal.public())] {
            assert_eq!(pack::open(text.as_bytes(), trust, NOW, 5, "0.1.0").unwrap(), pack());
        }
        let code = |text: &str, now, min_seq, engine: &str| {
            let trust = Trust::Directory(&city.directory);
            pack::open(text.as_bytes(), trust, now, min_seq, engine).unwrap_err().code()
        };
        assert_eq!(code(&text, NOW, 6, "0.1.0"), "pack/rollback");
        assert_eq!(code(&text, NOW + YEAR, 0, "0.1.0"), "pack/signer");
        assert_eq!(code(&text, NOW, 0, "0.0.9"), "pack/engineTooOld");
        assert_eq!(code(&text, NOW, 0, "newest"), "pack/engineTooOld");
        assert_eq!(code(&pack_text(&city.citizen, &pack()), NOW, 0, "0.1.0"), "pack/signer");
        let engine = Pack { min_engine: "0.10".into(), ..pack() };
        assert_eq!(code(&pack_text(&city.portal, &engine), NOW, 0, "0.9.0"), "pack/engineTooOld");
        assert_eq!(code(&pack_text(&city.portal, &Pack { v: 2, ..pack() }), NOW, 0, "0.1.0"), "pack/version");

        let mut altered = pack();
        altered.items[1].body = body("c");
        assert_eq!(code(&pack_text(&city.portal, &altered), NOW, 0, "0.1.0"), "pack/hashMismatch");
        assert_eq!(pack::begin(&altered, &city.portal.public()).unwrap_err().code(), "pack/hashMismatch");
        for path in ["../x.json", "/x.json", "a//b", "", "a/.git", "a\\b", "procedures/1.001193.json"] {
            let mut moved = pack();
            moved.items[1].path = path.into();
            assert_eq!(code(&pack_text(&city.portal, &moved), NOW, 0, "0.1.0"), "pack/path", "{path}");
        }
        let jws = sign::parse_flattened(text.as_bytes()).unwrap();
        let other = sign::parse_flattened(pack_text(&copy(&city.portal), &altered).as_bytes()).unwrap();
        let patched = motcua_types::jose::FlattenedJws { payload: other.payload, ..jws };
        assert_eq!(code(&sign::to_json(&patched), NOW, 0, "0.1.0"), "pack/signature");
    }
}

#[test]
fn a_host_that_missed_a_change_of_root_follows_the_chain() {
    for profile in PROFILES {
        let city = City::new(profile);
        let (old, new, third) = (copy(&city.root), copy(&city.officer), copy(&city.citizen));
        let root = |key: &SigningKey, status| DirectoryKey { status, ..entry(key.public(), KeyUse::Root) };
        let issue = |seq, signer: &SigningKey, roots: &[DirectoryKey]| {
            signed(signer, &directory(seq, &[keys(&city).as_slice(), roots].concat()))
        };
        let follow = |chain: &[&String], min_seq| {
            let chain: Vec<&[u8]> = chain.iter().map(|text| text.as_bytes()).collect();
            Directory::follow(&chain, &old.public(), NOW, min_seq).map_err(|error| error.code())
        };
        let announced = issue(1, &old, &[root(&new, KeyStatus::Active)]);
        let changed = issue(2, &new, &[root(&old, KeyStatus::Retired), root(&third, KeyStatus::Active)]);
        let last = issue(3, &third, &[]);
        let arrived = follow(&[&announced, &changed, &last], 0).unwrap();
        assert_eq!((arrived.seq(), arrived.root()), (3, &third.public()));
        assert_eq!(follow(&[&announced, &issue(2, &old, &[])], 0).unwrap().root(), &old.public());

        // A link may be out of date, but not the end; and the numbers grow.
        let stale = KeyDirectory { exp: NOW - 1, ..directory(1, &[root(&new, KeyStatus::Active)]) };
        let stale = signed(&old, &stale);
        assert!(follow(&[&stale, &changed], 0).is_ok());
        assert_eq!(follow(&[&stale], 0).unwrap_err(), "keys/expired");
        assert_eq!(follow(&[&announced, &changed], 3).unwrap_err(), "keys/rollback");
        assert_eq!(follow(&[&announced, &issue(1, &new, &[])], 0).unwrap_err(), "keys/rollback");

        // Nobody can skip a link, and a root that was put aside signs nothing more.
        let wrong: [&[&String]; 4] =
            [&[], &[&changed], &[&announced, &last], &[&announced, &changed, &issue(3, &old, &[])]];
        for chain in wrong {
            assert_eq!(follow(chain, 0).unwrap_err(), "keys/wrongRoot");
        }
        let stolen = issue(1, &old, &[root(&new, KeyStatus::Compromised)]);
        assert_eq!(follow(&[&stolen, &changed], 0).unwrap_err(), "keys/wrongRoot");
        let mut late = root(&new, KeyStatus::Active);
        late.nbf = NOW;
        let not_yet = issue(1, &old, &[late]);
        assert_eq!(follow(&[&not_yet, &changed], 0).unwrap_err(), "keys/wrongRoot");
    }
}

#[test]
fn duties_pass_on_through_several_mergers() {
    for profile in PROFILES {
        let city = City::new(profile);
        let mut list = keys(&city);
        list[1].succeeds = vec!["H29.B".into()];
        let mut former = entry(city.officer.public(), KeyUse::Sign);
        former.agency = "H29.B".into();
        former.succeeds = vec!["H29.A".into(), AGENCY.into()];
        list.push(former);
        let directory = open(&city, &directory(1, &list), 0).unwrap();
        assert!(directory.acts_for(AGENCY, AGENCY) && directory.acts_for(AGENCY, "H29.B"));
        assert!(directory.acts_for(AGENCY, "H29.A"), "through the ward that was merged first");
        assert!(!directory.acts_for("H29.A", AGENCY) && !directory.acts_for(AGENCY, "H29"));
        // A ring of successions ends.
        assert!(directory.acts_for("H29.B", AGENCY) && !directory.acts_for("H29.B", "H29.C"));
        assert_eq!(directory.seal_keys("H29.A", Some("commune"), NOW), [city.unit.public()]);
    }
}

#[test]
fn everybody_who_can_read_is_named_with_a_purpose() {
    for profile in PROFILES {
        let city = City::new(profile);
        let records = City::new(profile).with_other_unit();
        let mut list = keys(&city);
        list.push(DirectoryKey { unit: Some("records".into()), ..entry(records.public(), KeyUse::Seal) });
        let directory = open(&city, &directory(1, &list), 0).unwrap();
        let named = directory.recipients(AGENCY, "commune", Some("records"), NOW).unwrap();
        let shown: Vec<_> = named.iter().map(|one| (one.purpose, one.unit.as_str(), &one.jwk)).collect();
        assert_eq!(
            shown,
            [
                (RecipientPurpose::Unit, "commune", &city.unit.public()),
                (RecipientPurpose::Recovery, "records", &records.public())
            ]
        );
        assert_eq!(directory.recipients(AGENCY, "commune", None, NOW).unwrap().len(), 1);
        for (unit, recovery, now) in
            [("other", None, NOW), ("commune", Some("other"), NOW), ("commune", None, NOW + YEAR)]
        {
            let error = directory.recipients(AGENCY, unit, recovery, now).unwrap_err();
            assert_eq!(error.code(), "keys/noRecipient");
        }
    }
}
