//! Attachments, fields and the blind index under a dossier's key.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, Counter, DOSSIER, PROFILES};
use motcua_crypto::attachment::{Assembler, CHUNK, DossierKey, MAX_CHUNK, OVERHEAD, Place, chunk_count};
use motcua_crypto::{b64, hash, packet, seal};
use motcua_json::Value;
use motcua_types::submission::Attachment;

const PARTS: [&[u8]; 3] = [b"first part", b"second part", b"end"];

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
    let mut assembler = Assembler::new(key, "basic", manifest);
    let mut out = Vec::new();
    for chunk in chunks {
        out.extend(assembler.push(chunk).map_err(|error| error.code())?);
    }
    assembler.finish().map_err(|error| error.code())?;
    Ok(out)
}

#[test]
fn the_dossier_key_travels_sealed() {
    for profile in PROFILES {
        let city = City::new(profile);
        let key = key();
        let object = key.seal(&[city.unit.public()], "1.001193@1", &mut Counter(9)).unwrap();
        let opened = DossierKey::open(&object, &city.unit, DOSSIER).unwrap();
        assert_eq!(opened.kid(), key.kid());
        assert_eq!(opened.dossier(), DOSSIER);
        let elsewhere = DOSSIER.replace('0', "1");
        assert_eq!(DossierKey::open(&object, &city.unit, &elsewhere).unwrap_err().code(), "crypto/context");
        let shown = format!("{key:?}");
        let (plain, _) = seal::open(&object, &city.unit).unwrap();
        let secret = String::from_utf8(plain).unwrap();
        let k = secret.split('"').nth(3).unwrap();
        assert_eq!(b64::decode(k).unwrap().len(), 32);
        assert!(!shown.contains(k));
        let bound = seal::context(seal::PURPOSE_SUBMISSION, DOSSIER, "1.001193@1");
        let other = seal::seal(secret.as_bytes(), bound, &[city.unit.public()], &mut Counter(9)).unwrap();
        assert_eq!(DossierKey::open(&other, &city.unit, DOSSIER).unwrap_err().code(), "crypto/context");
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
        assert_eq!(key.open_chunk(&place(0), &changed).unwrap_err().code(), "crypto/cannotOpen");
        assert!(key.open_chunk(&place(0), &chunk[..at]).is_err());
    }
}

#[test]
fn places_must_fit() {
    let key = key();
    let mut entropy = Counter(3);
    let wrong = [
        (Place { index: 3, ..place(0) }, 4),
        (Place { count: 0, ..place(0) }, 4),
        (Place { attachment: "", ..place(0) }, 4),
        (place(0), 0),
        (place(0), size() as usize),
        (Place { count: 1, size: 5, ..place(0) }, 4),
        (Place { count: 2, size: u32::MAX, ..place(0) }, MAX_CHUNK + 1),
    ];
    for (place, length) in wrong {
        let refused = key.seal_chunk(&place, &vec![0; length], &mut entropy).unwrap_err();
        assert_eq!(refused.code(), "crypto/chunk", "{place:?}");
    }
    let zero = Place { attachment: "a\0b", ..place(0) };
    assert_eq!(key.seal_chunk(&zero, b"x", &mut entropy).unwrap_err().code(), "crypto/context");
    let empty = Place { count: 1, size: 0, ..place(0) };
    let sealed = key.seal_chunk(&empty, b"", &mut entropy).unwrap();
    assert_eq!(sealed.len(), OVERHEAD);
    assert_eq!(key.open_chunk(&empty, &sealed).unwrap(), b"");
    let counts = [0, 1, CHUNK as u64, CHUNK as u64 + 1].map(chunk_count);
    assert_eq!(counts, [1, 1, 1, 2]);
}

#[test]
fn fields_open_only_in_their_own_place() {
    let key = key();
    let value = Value::from("số 1, phường Bến Nghé");
    let text = key.field_seal("basic", "/address", 1, &value, &mut Counter(8)).unwrap();
    assert_eq!(key.field_open("basic", "/address", 1, &text).unwrap(), value);
    let places = [("basic", "/address", 2), ("basic", "/name", 1), ("sensitive:health", "/address", 1)];
    for (class, pointer, version) in places {
        assert_eq!(key.field_open(class, pointer, version, &text).unwrap_err().code(), "crypto/cannotOpen");
    }
    let other = DossierKey::generate(DOSSIER, &mut Counter(2)).unwrap();
    assert_eq!(other.field_open("basic", "/address", 1, &text).unwrap_err().code(), "crypto/cannotOpen");
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        let read = String::from_utf8(changed).map(|text| key.field_open("basic", "/address", 1, &text));
        assert!(!matches!(read, Ok(Ok(_))), "byte {at}");
    }
    let with_key = text.replacen("..", ".AAAA.", 1);
    assert_eq!(key.field_open("basic", "/address", 1, &with_key).unwrap_err().code(), "crypto/shape");
}
