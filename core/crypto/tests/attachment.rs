//! Attachments, fields and the blind index under a dossier's key.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, Counter, DOSSIER, PROFILES, access, procedure};
use motcua_crypto::attachment::{
    Assembler, CHUNK, ClassKey, DossierKey, MAX_CHUNK, OVERHEAD, Place, chunk_count, field_kid, shred,
};
use motcua_crypto::{b64, hash, packet, seal};
use motcua_json::Value;
use motcua_types::Record;
use motcua_types::audit::{AccessStatement, AuditedKind};
use motcua_types::jose::SealedObject;
use motcua_types::submission::Attachment;

const PARTS: [&[u8]; 3] = [b"first part", b"second part", b"end"];

fn open_field(
    key: &DossierKey,
    class: &str,
    pointer: &str,
    version: u32,
    text: &str,
) -> Result<Value, &'static str> {
    let class = key.class(class).map_err(|error| error.code())?;
    let opened = class.field_open(pointer, version, text, &access()).map_err(|error| error.code())?;
    Ok(opened.value)
}

fn open_chunk(key: &DossierKey, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, &'static str> {
    let key = key.attachment(place.class, place.attachment).map_err(|error| error.code())?;
    key.open(place.part(), sealed, &access()).map(|opened| opened.value).map_err(|error| error.code())
}

fn key() -> DossierKey {
    DossierKey::generate(DOSSIER, &mut Counter(1)).unwrap()
}

fn size() -> u32 {
    PARTS.iter().map(|part| part.len() as u32).sum()
}

fn place(index: u32) -> Place<'static> {
    Place { class: "basic", attachment: "a1", index, count: 3, size: size() }
}

fn sealed(key: &DossierKey) -> Vec<Vec<u8>> {
    let mut entropy = Counter(50);
    let chunk =
        |(index, part): (usize, &&[u8])| key.seal_chunk(&place(index as u32), part, &mut entropy).unwrap();
    PARTS.iter().enumerate().map(chunk).collect()
}

fn manifest() -> Attachment {
    Attachment {
        id: "a1".into(),
        slot: "birthCertificate".into(),
        name: "giấy chứng sinh.pdf".into(),
        media: "application/pdf".into(),
        size: size(),
        hash: hash::sha256_text(&PARTS.concat()),
        chunks: 3,
    }
}

fn assemble(key: &DossierKey, manifest: &Attachment, chunks: &[Vec<u8>]) -> Result<Vec<u8>, &'static str> {
    let mut assembler = Assembler::new(&key.class("basic").unwrap(), manifest, &access()).unwrap();
    let mut out = Vec::new();
    for chunk in chunks {
        out.extend(assembler.push(chunk).map_err(|error| error.code())?);
    }
    let audit = assembler.finish().map_err(|error| error.code())?;
    assert_eq!((audit.kind, audit.name.as_deref()), (AuditedKind::Attachment, Some("a1")));
    Ok(out)
}

#[test]
fn the_dossier_key_travels_sealed() {
    for profile in PROFILES {
        let city = City::new(profile);
        let key = key();
        let object = key.seal(&[city.unit.public()], &procedure(), &mut Counter(9)).unwrap();
        let opened = DossierKey::open(&object, &city.unit, DOSSIER, &access()).unwrap();
        assert_eq!((opened.audit.kind, opened.audit.access), (AuditedKind::DossierKey, access()));
        let opened = opened.value;
        assert_eq!(opened.kid(), key.kid());
        assert_eq!(opened.dossier(), DOSSIER);
        let elsewhere = DOSSIER.replace('0', "1");
        assert_eq!(
            DossierKey::open(&object, &city.unit, &elsewhere, &access()).unwrap_err().code(),
            "crypto/context"
        );
        let shown = format!("{key:?}");
        let (plain, _) = seal::open(&object, &city.unit).unwrap();
        let secret = String::from_utf8(plain).unwrap();
        let k = secret.split('"').nth(3).unwrap();
        assert_eq!(b64::decode(k).unwrap().len(), 32);
        assert!(!shown.contains(k));
        let bound = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1.001193@1");
        let other = seal::seal(secret.as_bytes(), bound, &[city.unit.public()], &mut Counter(9)).unwrap();
        assert_eq!(
            DossierKey::open(&other, &city.unit, DOSSIER, &access()).unwrap_err().code(),
            "crypto/context"
        );
    }
    assert_eq!(DossierKey::generate("H29-1", &mut Counter(1)).unwrap_err().code(), "crypto/context");
}

#[test]
fn chunks_come_back_as_the_signed_document() {
    let key = key();
    assert_eq!(assemble(&key, &manifest(), &sealed(&key)).unwrap(), PARTS.concat());
}

#[test]
fn reordered_dropped_doubled_and_spliced_chunks_are_refused() {
    let key = key();
    let chunks = sealed(&key);
    let pick = |order: &[usize]| order.iter().map(|at| chunks[*at].clone()).collect::<Vec<_>>();
    for (order, code) in [
        (&[1usize, 0, 2][..], "crypto/cannotOpen"),
        (&[0, 2], "crypto/cannotOpen"),
        (&[0, 0, 2], "crypto/cannotOpen"),
        (&[0, 1], "crypto/attachment"),
        (&[], "crypto/attachment"),
        (&[0, 1, 2, 2], "crypto/chunk"),
    ] {
        assert_eq!(assemble(&key, &manifest(), &pick(order)).unwrap_err(), code, "{order:?}");
    }
    // A chunk of another attachment, class or dossier, in the same position.
    let mut entropy = Counter(70);
    let other_place = Place { attachment: "a2", ..place(1) };
    let other_class = Place { class: "sensitive:health", ..place(1) };
    let other_key =
        DossierKey::generate(&packet::new_dossier_id(&mut entropy).unwrap(), &mut entropy).unwrap();
    for foreign in [
        key.seal_chunk(&other_place, PARTS[1], &mut entropy).unwrap(),
        key.seal_chunk(&other_class, PARTS[1], &mut entropy).unwrap(),
        other_key.seal_chunk(&place(1), PARTS[1], &mut entropy).unwrap(),
    ] {
        let spliced = [chunks[0].clone(), foreign, chunks[2].clone()];
        assert_eq!(assemble(&key, &manifest(), &spliced).unwrap_err(), "crypto/cannotOpen");
    }
    // Chunks that are genuine but not what was signed.
    let other = Attachment { hash: hash::sha256_text(b"another"), ..manifest() };
    assert_eq!(assemble(&key, &other, &chunks).unwrap_err(), "crypto/attachment");
    let shorter = Attachment { chunks: 2, ..manifest() };
    assert_eq!(assemble(&key, &shorter, &chunks[..2]).unwrap_err(), "crypto/cannotOpen");
}

#[test]
fn every_changed_or_cut_byte_of_a_chunk_is_refused() {
    let key = key();
    let chunk = sealed(&key).remove(0);
    for at in 0..chunk.len() {
        let mut changed = chunk.clone();
        changed[at] ^= 1;
        assert_eq!(open_chunk(&key, &place(0), &changed), Err("crypto/cannotOpen"));
        assert!(open_chunk(&key, &place(0), &chunk[..at]).is_err());
    }
}

#[test]
fn places_must_fit() {
    let key = key();
    let mut entropy = Counter(3);
    let wrong = [
        (Place { index: 3, ..place(0) }, 4),
        (Place { count: 0, ..place(0) }, 4),
        (place(0), 0),
        (place(0), size() as usize),
        (Place { count: 1, size: 5, ..place(0) }, 4),
        (Place { count: 2, size: u32::MAX, ..place(0) }, MAX_CHUNK + 1),
    ];
    for (place, length) in wrong {
        let refused = key.seal_chunk(&place, &vec![0; length], &mut entropy).unwrap_err();
        assert_eq!(refused.code(), "crypto/chunk", "{place:?}");
    }
    for wrong in [
        Place { attachment: "a\0b", ..place(0) },
        Place { attachment: "", ..place(0) },
        Place { class: "", ..place(0) },
    ] {
        assert_eq!(key.seal_chunk(&wrong, b"x", &mut entropy).unwrap_err().code(), "crypto/context");
    }
    let empty = Place { count: 1, size: 0, ..place(0) };
    let sealed = key.seal_chunk(&empty, b"", &mut entropy).unwrap();
    assert_eq!(sealed.len(), OVERHEAD);
    assert_eq!(open_chunk(&key, &empty, &sealed).unwrap(), b"");
    let counts = [0, 1, CHUNK as u64, CHUNK as u64 + 1].map(chunk_count);
    assert_eq!(counts, [1, 1, 1, 2]);
}

#[test]
fn fields_open_only_in_their_own_place() {
    let key = key();
    let basic = key.class("basic").unwrap();
    let value = Value::from("số 1, phường Bến Nghé");
    let text = basic.field_seal("/address", 1, &value, &mut Counter(8)).unwrap();
    let opened = basic.field_open("/address", 1, &text, &access()).unwrap();
    assert_eq!(opened.value, value);
    assert_eq!(opened.audit.kind, AuditedKind::Field);
    assert_eq!((opened.audit.name.as_deref(), opened.audit.version), (Some("/address"), Some(1)));
    let places = [("basic", "/address", 2), ("basic", "/name", 1), ("sensitive:health", "/address", 1)];
    for (class, pointer, version) in places {
        assert_eq!(open_field(&key, class, pointer, version, &text), Err("crypto/cannotOpen"));
    }
    let other = DossierKey::generate(DOSSIER, &mut Counter(2)).unwrap();
    assert_eq!(open_field(&other, "basic", "/address", 1, &text), Err("crypto/cannotOpen"));
    for at in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        let read = String::from_utf8(changed).map(|text| open_field(&key, "basic", "/address", 1, &text));
        assert!(!matches!(read, Ok(Ok(_))), "byte {at}");
    }
    let with_key = text.replacen("..", ".AAAA.", 1);
    assert_eq!(open_field(&key, "basic", "/address", 1, &with_key), Err("crypto/shape"));
}

/// A chunk and its JWE are the same vector, ciphertext and tag under the same authenticated text, so what seals with
/// the platform's cipher writes what this crate reads.
#[test]
fn a_chunk_is_a_jwe_in_another_wrapping() {
    let key = key();
    let chunk = sealed(&key).remove(1);
    let jwe = place(1).part().to_jwe("a1", &chunk).unwrap();
    let member = |name: &str| jwe.get(name).and_then(Value::as_str).unwrap().to_owned();
    let bytes = |name: &str| b64::decode(&member(name)).unwrap();
    assert_eq!([bytes("iv"), bytes("ciphertext"), bytes("tag")].concat(), chunk);
    assert_eq!(
        String::from_utf8(bytes("protected")).unwrap(),
        r#"{"alg":"dir","enc":"A256GCM","typ":"egov-chunk+jwe"}"#
    );
    assert_eq!(String::from_utf8(bytes("aad")).unwrap(), r#"{"att":"a1","i":1,"n":3,"size":24,"v":1}"#);
    let attachment = key.attachment("basic", "a1").unwrap();
    let authenticated = format!("{}.{}", member("protected"), member("aad"));
    let begun = attachment.begin(place(1).part(), PARTS[1].len(), &mut Counter(9)).unwrap();
    assert_eq!(begun.authenticated, authenticated.into_bytes());
    assert_ne!(begun.iv.as_slice(), &chunk[..12]);
    assert_eq!(attachment.begin(place(1).part(), 0, &mut Counter(9)).unwrap_err().code(), "crypto/chunk");
    assert_eq!(place(1).part().to_jwe("a1", &chunk[..OVERHEAD]).unwrap_err().code(), "crypto/chunk");
}

#[test]
fn a_role_is_given_one_class_and_not_another() {
    for profile in PROFILES {
        let city = City::new(profile);
        let key = key();
        let value = Value::from("nhóm máu O");
        let seal =
            |class: &str| key.class(class).unwrap().field_seal("/a", 1, &value, &mut Counter(8)).unwrap();
        let (basic, health) = (seal("basic"), seal("sensitive:health"));
        let wrap =
            key.class("basic").unwrap().seal(&[city.unit.public()], &procedure(), &mut Counter(9)).unwrap();
        let open = |class: &str| ClassKey::open(&wrap, &city.unit, DOSSIER, class, &access());
        let opened = open("basic").unwrap();
        assert_eq!(opened.audit.kind, AuditedKind::ClassKey);
        assert_eq!(opened.audit.class.as_deref(), Some("basic"));
        assert_eq!(opened.value.field_open("/a", 1, &basic, &access()).unwrap().value, value);
        assert_eq!(
            opened.value.field_open("/a", 1, &health, &access()).unwrap_err().code(),
            "crypto/cannotOpen"
        );
        assert_eq!(open("sensitive:health").unwrap_err().code(), "crypto/context");
        assert_eq!(
            DossierKey::open(&wrap, &city.unit, DOSSIER, &access()).unwrap_err().code(),
            "crypto/context"
        );
    }
}

/// Another recipient gets a new wrap of the same key; after a compromise there is a new key, and the old one stays
/// readable for what is still under it.
#[test]
fn keys_are_wrapped_anew_and_changed() {
    let city = City::new(PROFILES[0]);
    let next = City::new(PROFILES[1]);
    let first = key();
    let value = Value::from("12 Lê Lợi");
    let basic = |key: &DossierKey| key.class("basic").unwrap();
    let old = basic(&first).field_seal("/address", 1, &value, &mut Counter(8)).unwrap();
    let wrap = first.seal(&[city.unit.public()], &procedure(), &mut Counter(9)).unwrap();
    let taken = DossierKey::open(&wrap, &city.unit, DOSSIER, &access()).unwrap().value;
    let again = taken.seal(&[next.unit.public()], &procedure(), &mut Counter(10)).unwrap();
    assert_eq!(seal::open(&again, &city.unit).unwrap_err().code(), "crypto/cannotOpen");
    let handed = DossierKey::open(&again, &next.unit, DOSSIER, &access()).unwrap().value;
    assert_eq!(open_field(&handed, "basic", "/address", 1, &old).unwrap(), value);

    let second = DossierKey::generate(DOSSIER, &mut Counter(77)).unwrap();
    assert_ne!(second.kid(), first.kid());
    let opened = basic(&handed).field_open("/address", 1, &old, &access()).unwrap().value;
    let new = basic(&second).field_seal("/address", 2, &opened, &mut Counter(78)).unwrap();
    assert_eq!(field_kid(&old).unwrap(), first.kid());
    assert_eq!(field_kid(&new).unwrap(), second.kid());
    assert_eq!(open_field(&second, "basic", "/address", 2, &new).unwrap(), value);
    assert_eq!(open_field(&first, "basic", "/address", 2, &new), Err("crypto/cannotOpen"));
    assert_eq!(open_field(&second, "basic", "/address", 1, &old), Err("crypto/cannotOpen"));
}

#[test]
fn nothing_opens_without_saying_who_and_why() {
    let key = key();
    let text = key.class("basic").unwrap().field_seal("/a", 1, &Value::from("b"), &mut Counter(8)).unwrap();
    let long = "x".repeat(129);
    for wrong in ["", " ", "a\nb", long.as_str()] {
        for access in [
            AccessStatement { actor: wrong.into(), ..access() },
            AccessStatement { role: wrong.into(), ..access() },
            AccessStatement { purpose: wrong.into(), ..access() },
        ] {
            let refused = key.class("basic").unwrap().field_open("/a", 1, &text, &access).unwrap_err();
            assert_eq!(refused.code(), "crypto/access");
            assert!(Assembler::new(&key.class("basic").unwrap(), &manifest(), &access).is_err());
        }
    }
}

/// A store as a host keeps it: sealed keys, fields and documents. Once the keys are gone, whoever still holds every
/// unit's private key opens nothing, and no plaintext lies about.
#[test]
fn shredding_makes_everything_unreadable() {
    for profile in PROFILES {
        let city = City::new(profile);
        let recovery =
            motcua_crypto::software::OpeningKey::generate(city.unit_algorithm(), &mut Counter(5)).unwrap();
        let mut store: Vec<(&str, Vec<u8>)> = Vec::new();
        let wraps: Vec<SealedObject> = {
            let key = key();
            let basic = key.class("basic").unwrap();
            let canary = Value::from(common::CANARY);
            let field = basic.field_seal("/name", 1, &canary, &mut Counter(8)).unwrap();
            store.push(("field", field.into_bytes()));
            store.extend(sealed(&key).into_iter().map(|chunk| ("chunk", chunk)));
            let whole = key.seal(&[city.unit.public(), recovery.public()], &procedure(), &mut Counter(9));
            let class = basic.seal(&[city.unit.public()], &procedure(), &mut Counter(10));
            // The packet that the dossier came in opens without its key: it is one of the objects to be destroyed.
            let context = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1.001193@1");
            let packet =
                seal::seal(common::CANARY.as_bytes(), context, &[city.unit.public()], &mut Counter(11));
            vec![whole.unwrap(), class.unwrap(), packet.unwrap()]
        };
        store.extend(wraps.iter().map(|wrap| ("wrap", seal::to_json(wrap).into_bytes())));

        let record = shred(DOSSIER, &wraps, &access()).unwrap();
        assert_eq!(record.kind, AuditedKind::Shredding);
        store.retain(|(kind, bytes)| *kind != "wrap" || !record.wraps.contains(&hash::sha256_text(bytes)));
        assert!(store.iter().all(|(kind, _)| *kind != "wrap") && store.len() == 4);

        // Every key that anybody still holds, at everything that is left.
        for (_, bytes) in &store {
            assert!(!bytes.windows(common::CANARY.len()).any(|part| part == common::CANARY.as_bytes()));
            for part in PARTS {
                assert!(!bytes.windows(part.len()).any(|window| window == part));
            }
            for opener in [&city.unit, &recovery] {
                assert!(seal::parse(bytes).and_then(|object| seal::open(&object, opener)).is_err());
            }
        }
        let elsewhere = DOSSIER.replace('0', "1");
        assert_eq!(shred(&elsewhere, &wraps, &access()).unwrap_err().code(), "crypto/context");
        assert_eq!(shred(DOSSIER, &[], &access()).unwrap_err().code(), "crypto/context");
        let text = motcua_json::to_canonical_string(&record.to_value().unwrap());
        assert!(!text.contains(common::CANARY), "{text}");
    }
}
