//! A small city as files, for the programs in other languages that the tests run: the key that an app pins, a directory, a
//! pack of the procedures, a filled form, the log of a dossier, two keys in a vault, a request to co-sign a marriage, and
//! what every program has to print.
//!
//! ```text
//! cargo run -p motcua --example scene -- make FOLDER
//! cargo run -p motcua --example scene -- check PACKET…   # opens what the programs sealed
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};

use motcua::crypto::attachment::DossierKey;
use motcua::crypto::directory::Directory;
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::vault::{Secret, Vault};
use motcua::crypto::{Entropy, Error, hash, seal, sign};
use motcua::flow::{Draft, EventHead, EventLog, PartyReference, Prefilled, at_rest, cosign, prepare};
use motcua::forms::{CompiledProcedure, Library};
use motcua::json::{Object, Policy, Value, canonicalize, parse, to_canonical_string};
use motcua::types::Record;
use motcua::types::dossier::Action;
use motcua::types::event::{ActorRole, DossierEvent, Received};
use motcua::types::jose::Jwk;
use motcua::types::keys::{DirectoryKey, Enrolment, EnrolmentScope, KeyDirectory, KeyStatus, KeyUse};
use motcua::types::pack::{Pack, PackItem};
use motcua::types::party::PartyRole;
use motcua::types::submission::{Auth, Channel, SubmissionType};

/// 2026-10-05T02:00:00Z, the moment that every program passes.
const NOW: i64 = 1_791_165_600;
const WARD: &str = "H29.01.15";
const DOSSIER: &str = "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e";
const FORM: &str = "tests/cases/forms/birth/21-electronic-proof.json";
const COUPLE: &str = "tests/cases/forms/marriage/01-first-marriage.json";
const GROOM: &str = "person:groom";
const BRIDE: &str = "person:bride";
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
    let library = Library::from_pack(&pack).unwrap();
    write("procedure.txt", &of_folder(&library, "birth").document().code);
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

    couple(&city, of_folder(&library, "marriage"), &write);
    let parts = kept(of_folder(&library, "birth"), &document(&repository().join(FORM)));
    let next = &log.status().unwrap().next.en;
    let expected = format!(
        "pack scene 3\nempty form/required\nvalid true\nsigned EdDSA\nsealed 2\nlog {DOSSIER} {} {} {}\nnext {next}\n\
         refused log/badSignature\nasked {GROOM}\ncosigned {BRIDE}\n{parts}",
        log.state().status,
        log.state().size,
        log.state().head,
    );
    write("expected.txt", &expected);
}

/// The procedure that a folder of forms is filed under.
fn of_folder<'l>(library: &'l Library, folder: &str) -> &'l CompiledProcedure {
    let procedures = document(&repository().join(FILED_UNDER));
    let code = procedures.get(folder).and_then(Value::as_str).unwrap();
    library.procedures().iter().find(|one| one.document().code == code).unwrap()
}

/// He has signed a marriage and asks her; her key, and one that opens for the ward, lie in a vault.
fn couple(city: &City, marriage: &CompiledProcedure, write: &dyn Fn(&str, &str)) {
    let entropy = &mut Counter(2000);
    let mut key = || SigningKey::generate(Algorithm::P256, entropy).unwrap();
    let (his, hers) = (key(), key());
    let enrol = |key: &SigningKey, person: &str, name: &str| {
        let enrolment = Enrolment {
            v: 1,
            person: person.to_owned(),
            name: name.to_owned(),
            kid: key.kid().to_owned(),
            jwk: key.public(),
            scope: EnrolmentScope::Device,
            level: 2,
            idp: "vneid".to_owned(),
            auth_time: NOW - 60,
            claims: hash::sha256_text(b"{}"),
            agency: None,
            roles: Vec::new(),
            nbf: NOW - 60,
            exp: NOW + 3600,
        };
        let signed = city.portal.sign_payload(sign::Kind::Enrol, &enrolment.to_value().unwrap());
        sign::to_compact(&signed.unwrap())
    };
    let draft = Draft {
        dossier: DOSSIER.to_owned(),
        auth: Auth::Key { enrolment: enrol(&his, GROOM, "Trần Văn Hùng") },
        nonce: "n-2".to_owned(),
        aud: vec![WARD.to_owned()],
        attachments: Vec::new(),
        channel: Channel::Online,
        kind: SubmissionType::Submission,
        of: None,
        filed: None,
        references: vec![PartyReference { role: PartyRole::CoApplicant, reference: BRIDE.to_owned() }],
    };
    let form = document(&repository().join(COUPLE));
    let data = form.get("data").unwrap();
    let filed = prepare(marriage, data, &Prefilled::default(), draft, NOW).unwrap();
    let jws = his.sign_payload(sign::Kind::Submission, &filed.to_value().unwrap()).unwrap();
    let request = cosign::request(&jws, BRIDE, NOW + 3600).unwrap();
    write("cosign.json", &to_canonical_string(&request.to_value().unwrap()));
    write("enrolment.txt", &enrol(&hers, BRIDE, "Nguyễn Thị Lan"));

    let vault = Vault::create(Secret::Prf(&[7; 32]), entropy).unwrap();
    let key = vault.seal_key("hers", &hers, entropy).unwrap();
    write("vault-key.json", &to_canonical_string(&key.to_value().unwrap()));
    let key = vault.seal_opening_key("ward", &city.sealing[0], entropy).unwrap();
    write("vault-opening-key.json", &to_canonical_string(&key.to_value().unwrap()));
}

/// How many parts the form has at rest, and how many of them the class that is handed on opens.
fn kept(birth: &CompiledProcedure, form: &Value) -> String {
    let entropy = &mut Counter(3000);
    let key = DossierKey::generate(DOSSIER, entropy).unwrap();
    let fields = at_rest::seal(birth, form.get("data").unwrap(), &key, 1, entropy).unwrap();
    let basic = fields.iter().filter(|field| field.class == "basic").count();
    assert!(basic < fields.len());
    format!("parts {} basic {basic}\nshredded 1\n", fields.len())
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
