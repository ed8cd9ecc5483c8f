//! A small city as files, for the programs in other languages that the tests run: the key that an app pins, a directory, a
//! pack of the procedures, a filled form, the log of a dossier, and what every program has to print.
//!
//! ```text
//! cargo run -p motcua --example scene -- make FOLDER
//! cargo run -p motcua --example scene -- check PACKET…   # opens what the programs sealed
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};

use motcua::crypto::directory::Directory;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{Entropy, Error, hash, seal, sign};
use motcua::flow::{EventHead, EventLog};
use motcua::json::{Object, Policy, Value, canonicalize, parse, to_canonical_string};
use motcua::types::Record;
use motcua::types::dossier::Action;
use motcua::types::event::{ActorRole, DossierEvent, Received};
use motcua::types::jose::Jwk;
use motcua::types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse};
use motcua::types::pack::{Pack, PackItem};
use motcua::types::submission::Channel;

/// 2026-10-05T02:00:00Z, the moment that every program passes.
const NOW: i64 = 1_791_165_600;
const WARD: &str = "H29.01.15";
const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
const FORM: &str = "tests/cases/forms/birth/21-electronic-proof.json";
/// The procedure that each folder of forms is filed under.
const FILED_UNDER: &str = "tests/cases/forms/procedures.json";

/// SHA-256 over a counter: the same keys in every run.
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

struct City {
    root: SigningKey,
    agency: SigningKey,
    portal: SigningKey,
    office: SigningKey,
    sealing: [OpeningKey; 2],
}

fn city() -> City {
    let entropy = &mut Counter(1000);
    let mut key = |algorithm| SigningKey::generate(algorithm, entropy).unwrap();
    let (root, agency, portal, office) =
        (key(Algorithm::P256), key(Algorithm::Ed25519), key(Algorithm::P256), key(Algorithm::Ed25519));
    let mut opening = |algorithm| OpeningKey::generate(algorithm, entropy).unwrap();
    let sealing = [opening(Algorithm::P256), opening(Algorithm::X25519)];
    City { root, agency, portal, office, sealing }
}

fn entry(jwk: Jwk, agency: &str, unit: &str, usage: KeyUse) -> DirectoryKey {
    DirectoryKey {
        kid: jwk.kid.clone().unwrap(),
        jwk,
        agency: agency.to_owned(),
        unit: Some(unit.to_owned()),
        usage,
        nbf: NOW - 86_400,
        exp: NOW + 86_400,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(path: &Path) -> Value {
    parse(&fs::read(path).unwrap(), &Policy::PROFILE).unwrap()
}

fn items(folder: &Path, below: &str, into: &mut Vec<PackItem>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            items(&path, &name, into);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let body = document(&path);
            let hash = hash::sha256_text(&canonicalize(&body));
            into.push(PackItem { path: format!("{below}/{name}"), hash, body });
        }
    }
}

fn make(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let city = city();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    let signed =
        |key: &SigningKey, kind, payload: &Value| sign::to_json(&key.sign_payload(kind, payload).unwrap());

    let [p256, x25519] = &city.sealing;
    let keys = vec![
        entry(city.agency.public(), "H29", "law", KeyUse::Sign),
        entry(city.portal.public(), "H29", "portal", KeyUse::Sign),
        entry(city.office.public(), WARD, "commune", KeyUse::Sign),
        entry(p256.public(), WARD, "commune", KeyUse::Seal),
        entry(x25519.public(), WARD, "records", KeyUse::Seal),
    ];
    let directory = KeyDirectory { v: 1, seq: 7, iat: NOW - 3600, exp: NOW + 86_400, keys };
    let directory = signed(&city.root, sign::Kind::Keys, &directory.to_value().unwrap());
    write("directory.json", &directory);
    write("root.json", &to_canonical_string(&city.root.public().to_value().unwrap()));
    let directory = Directory::open(directory.as_bytes(), &city.root.public(), NOW, 0).unwrap();

    let mut documents = Vec::new();
    items(&repository().join("core/forms/procedures"), "procedures", &mut documents);
    let pack = Pack {
        v: 1,
        id: "scene".to_owned(),
        seq: 3,
        valid_from: "2025-07-01".to_owned(),
        min_engine: motcua::ENGINE_VERSION.to_owned(),
        items: documents,
    };
    write("pack.json", &signed(&city.agency, sign::Kind::Pack, &pack.to_value().unwrap()));
    let procedures = document(&repository().join(FILED_UNDER));
    let birth = procedures.as_object().and_then(|folders| folders.get("birth")).and_then(Value::as_str);
    write("procedure.txt", birth.unwrap());
    let form = document(&repository().join(FORM));
    write("form.json", &to_canonical_string(form.as_object().and_then(|form| form.get("data")).unwrap()));

    let mut log = EventLog::begin(DOSSIER, None).unwrap();
    let received = DossierEvent::Received(Received {
        kind: "submission".to_owned(),
        packet: hash::sha256_text(b"packet"),
        channel: Channel::Online,
        number: Some("TN-1".to_owned()),
    });
    let mut events = Vec::new();
    for (to, actor, key, issuer, first) in [
        (1, ActorRole::Intake, &city.portal, "H29/portal", Some(received)),
        (2, ActorRole::Reception, &city.office, "H29.01.15/commune", None),
    ] {
        let seen = log.state().size;
        let action = Action {
            to,
            actor,
            issuer: None,
            officer: None,
            reason: None,
            target: None,
            new_due: None,
            seen,
        };
        let change = log.apply(&action, NOW + i64::from(seen)).unwrap().change;
        let bodies: Vec<_> = first.into_iter().chain([DossierEvent::Status(change)]).collect();
        let id = format!("event-{seen}");
        let head = EventHead { issuer, at: NOW + i64::from(seen), id: &id, transaction: "t" };
        let request = log.begin_event(head, &bodies, &key.public()).unwrap();
        let event = sign::to_compact(&key.sign(&request).unwrap());
        log.extend(std::slice::from_ref(&event), &directory).unwrap();
        events.push(event);
    }
    write("log.txt", &(events.join("\n") + "\n"));
    let next = &log.status().unwrap().next.en;
    let expected = format!(
        "pack scene 3\nempty form/required\nvalid true\nsigned EdDSA\nsealed 2\nlog {DOSSIER} {} {} {}\nnext {next}\n\
         refused log/badSignature\n",
        log.state().status,
        log.state().size,
        log.state().head,
    );
    write("expected.txt", &expected);
}

fn check(packets: &[String]) {
    let city = city();
    for packet in packets {
        let sealed = seal::parse(&fs::read(packet).unwrap()).unwrap();
        for key in &city.sealing {
            let (plain, context) = seal::open(&sealed, key).unwrap();
            let content = parse(&plain, &Policy::PROFILE).unwrap();
            assert!(content.as_object().is_some_and(|content: &Object| content.contains_key("jws")));
            assert_eq!(context.purpose, seal::PURPOSE_SUBMISSION);
        }
    }
    println!("opened {}", packets.len());
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((word, [folder])) if word == "make" => make(Path::new(folder)),
        Some((word, packets)) if word == "check" => check(packets),
        _ => panic!("make FOLDER, or check PACKET…"),
    }
}
