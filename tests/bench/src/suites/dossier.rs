//! Reading logs of growing length, Merkle trees, and drawing a paper.

use std::hint::black_box;

use motcua::crypto::directory::Directory;
use motcua::crypto::hash::sha256_text;
use motcua::crypto::sign::{self, Kind, Verifier};
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error};
use motcua::dossier::document::{Lang, Layouts, page};
use motcua::dossier::log::{self, Reader, Trust};
use motcua::dossier::{body, merkle, state, workflow};
use motcua::json::{Policy, Value, from_value, parse, to_value};
use motcua::types::document::DossierDocument;
use motcua::types::event::{Access, ActorRole, DossierEvent, StatusChange};
use motcua::types::jose::Jwk;
use motcua::types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse};

use crate::measure::{Goal, Group};

const NOW: i64 = 1_795_000_000;
const OFFICE: &str = "H29.01.15/commune";
/// 10,000 events in a second on one core.
const EVENT: Goal = Goal::Nanoseconds(100_000.0);

/// SplitMix64: the same keys in every run.
struct Dice(u64);

impl Entropy for Dice {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for byte in out {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *byte = (mixed >> 32) as u8;
        }
        Ok(())
    }
}

/// An office with its directory, and a log that it signed.
struct Office {
    key: SigningKey,
    directory: Directory,
}

fn office(algorithm: Algorithm) -> Result<Office, Error> {
    let mut dice = Dice(7);
    let root = SigningKey::generate(Algorithm::Ed25519, &mut dice)?;
    let key = SigningKey::generate(algorithm, &mut dice)?;
    let opening = OpeningKey::generate(Algorithm::P256, &mut dice)?;
    let entry = |jwk: Jwk, kid: &str, usage| DirectoryKey {
        kid: kid.to_owned(),
        jwk,
        agency: "H29.01.15".to_owned(),
        unit: Some("commune".to_owned()),
        usage,
        nbf: NOW - 86_400,
        exp: NOW + 400 * 86_400,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    };
    let keys = vec![
        entry(key.public(), key.kid(), KeyUse::Sign),
        entry(opening.public(), opening.kid(), KeyUse::Seal),
    ];
    let payload = KeyDirectory { v: 1, seq: 1, iat: NOW - 86_400, exp: NOW + 400 * 86_400, keys };
    let jws = root.sign_payload(Kind::Keys, &to_value(&payload)?)?;
    let directory = Directory::open(sign::to_json(&jws).as_bytes(), &root.public(), NOW, 0)?;
    Ok(Office { key, directory })
}

/// A log that is opened and then looked at, as the log of a dossier under dispute is.
fn events(office: &Office, count: usize) -> Result<Vec<String>, String> {
    let opened = DossierEvent::Status(StatusChange {
        status: 1,
        actor: ActorRole::Intake,
        ..from_value(&parse(br#"{"status":1,"actor":"intake"}"#, &Policy::PROFILE).map_err(text)?)
            .map_err(text)?
    });
    let looked = DossierEvent::Access(Access {
        actor: ActorRole::Processing,
        officer: Some("officer-0001".to_owned()),
        purpose: "settle".to_owned(),
        classes: vec!["basic".to_owned()],
        object: None,
    });
    let (opened, looked) = (body::encode(&[opened]).map_err(text)?, body::encode(&[looked]).map_err(text)?);
    let mut state = state::empty("urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10");
    let mut events = Vec::with_capacity(count);
    for at in 0..count {
        let body = if at == 0 { &opened } else { &looked };
        let claims = log::append(&state, OFFICE, NOW + at as i64, "0123456789", "0123456789", body.clone());
        let request = log::begin(&claims, &office.key.public()).map_err(text)?;
        let event = sign::to_compact(&office.key.sign(&request).map_err(text)?);
        state.size += 1;
        state.head = sha256_text(event.as_bytes());
        events.push(event);
    }
    Ok(events)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn reading(name: &str, algorithm: Algorithm, counts: &[usize]) -> Result<Group, String> {
    let office = office(algorithm).map_err(text)?;
    let longest = counts.iter().copied().max().unwrap_or_default();
    let all = events(&office, longest)?;
    let rules = workflow::default().map_err(text)?;
    let protected = all.first().and_then(|event| event.split('.').next()).unwrap_or_default();
    let verifier = Verifier::new(protected, Kind::Event, &office.key.public()).map_err(text)?;
    let first = all.first().cloned().unwrap_or_default();
    let mut group = Group::new(name)
        .peer("signature and payload alone", move || verifier.verify(black_box(&first)).is_ok());
    for count in counts {
        let part = all.get(..*count).unwrap_or_default().to_vec();
        let (directory, rules) = (office.directory.clone(), rules.clone());
        let read = move || Reader::new(Trust::Directory(&directory), &rules).read(black_box(&part)).is_ok();
        if !read() {
            return Err("the log to measure does not read".to_owned());
        }
        group = group.case(format!("log of {count} events"), read).units(*count as u32).goal(EVENT);
    }
    Ok(group)
}

fn trees() -> Result<Group, String> {
    let leaves: Vec<_> = (0..100_000u32).map(|at| merkle::leaf(&at.to_be_bytes())).collect();
    let root = merkle::root(&leaves);
    let proof = merkle::inclusion(77_777, &leaves).map_err(text)?;
    let leaf = *leaves.get(77_777).ok_or("no leaf")?;
    Ok(Group::new("Merkle tree of 100,000 leaves")
        .case("root, per leaf", {
            let leaves = leaves.clone();
            move || merkle::root(black_box(&leaves))
        })
        .units(100_000)
        .case("verify inclusion", move || {
            merkle::verify_inclusion(black_box(&leaf), 77_777, 100_000, &proof, &root).is_ok()
        }))
}

fn papers() -> Result<Group, String> {
    let cases = include_str!("../../../cases/document.jsonl");
    let line = cases.lines().next().ok_or("no paper among the cases")?;
    let request = parse(line.as_bytes(), &Policy::RFC8259).map_err(text)?;
    let document: DossierDocument =
        from_value(request.pointer("/args/document").unwrap_or(&Value::Null)).map_err(text)?;
    let layouts = Layouts::shipped().map_err(text)?;
    Ok(Group::new("papers").case("form 01 as a page", move || page(black_box(&document), Lang::Vi, &layouts)))
}

pub(super) fn groups() -> Result<Vec<Group>, String> {
    Ok(vec![
        reading("reading a log, per event (Ed25519)", Algorithm::Ed25519, &[1_000, 10_000, 40_000])?,
        reading("reading a log, per event (ES256)", Algorithm::P256, &[1_000, 10_000])?,
        trees()?,
        papers()?,
    ])
}
