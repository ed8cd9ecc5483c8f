//! The intake as a process of its own, in a data directory without any key that opens: it receives, acknowledges,
//! and cannot read. A desk over the same database then can.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::path::{Path, PathBuf};

use common::citizen::{Citizen, Public, pdf};
use common::database;
use common::forms::{self, BIRTH};
use common::officer::Officer;
use common::server::{Folder, Server, program};
use common::{Random, code};
use motcua::crypto::seal;
use motcua::crypto::software::{Algorithm, OpeningKey};
use motcua::json::{Policy, Value, from_value, parse};
use motcua::types::submission::OpenedPacket;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let base64 = motcua::crypto::b64::encode(text.as_bytes());
    // Base64 of a text at the other two offsets shares its middle.
    let inner = |lead: &str| {
        let encoded = motcua::crypto::b64::encode(format!("{lead}{text}").as_bytes());
        encoded[lead.len() + 3..encoded.len() - 3].to_owned()
    };
    let needles = [text.to_owned(), base64[..base64.len() - 2].to_owned(), inner("x"), inner("xx")];
    needles.iter().any(|needle| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()))
}

#[test]
fn the_intake_cannot_read() {
    let (whole, blind) = (Folder::new(), Folder::new());
    assert!(program(&whole.0, &["--init"]).status().unwrap().success());
    for part in ["public", "intake"] {
        copy(&whole.path(part), &blind.path(part));
    }
    let intake = Server::start(&blind.0, &["--role", "intake"]);
    assert!(!blind.path("desk").exists() && !blind.path("root").exists());

    let public = Public::fetch(&intake.client());
    let hoa = Citizen::enrol(intake.signed_in("hoa"), &public, "device");
    let mut scan = pdf("birthCertificate", 1_300_000);
    scan.bytes.extend_from_slice("GIẤY CHỨNG SINH số 4711".as_bytes());
    let (dossier, answer) = hoa.file(BIRTH, &forms::mother(), &[scan]);
    assert_eq!(public.log(&answer).status, 1, "acknowledged");
    assert_eq!(hoa.state(&dossier).status, 1, "and followed");
    assert_eq!(code(&hoa.client.get("/api/desk/dossiers")), "host/notFound", "there is no desk here");
    let officer = intake.client().post("/api/sign-in", &common::json(r#"{"account":"lan"}"#));
    assert_eq!(code(&officer), "host/unauthenticated", "and no officers");

    // Every private key that it holds, tried on every sealed object that it holds.
    let stored = database::packets(&blind.0);
    assert_eq!(stored.len(), 1);
    let object = seal::parse(&stored[0]).unwrap();
    let mut tried = 0;
    for file in files(&blind.0).iter().filter(|file| file.extension().is_some_and(|kind| kind == "jwk")) {
        let jwk = parse(&std::fs::read(file).unwrap(), &Policy::PROFILE).unwrap();
        if jwk.get("d").is_some() {
            tried += 1;
            let refused = OpeningKey::from_private_jwk(&jwk).map(|key| seal::open(&object, &key).is_err());
            assert!(refused.unwrap_or(true), "{} opens the packet", file.display());
        }
    }
    assert_eq!(tried, 1, "the portal's signing key is its only private key");
    for algorithm in [Algorithm::P256, Algorithm::X25519] {
        let stranger = OpeningKey::generate(algorithm, &mut Random).unwrap();
        assert_eq!(seal::open(&object, &stranger).unwrap_err().code(), "crypto/cannotOpen");
    }

    // Nothing that was filled in lies anywhere in its files, not even encoded.
    for file in files(&blind.0) {
        let bytes = std::fs::read(&file).unwrap();
        for text in
            ["Lê Ngọc Minh Anh", "Lê Quốc Hưng", "079198000123", "079095000777", "0912345678", "số 4711"]
        {
            assert!(!holds(&bytes, text), "{} holds {text:?}", file.display());
        }
    }
    let sealed: Vec<u8> = files(&blind.0).iter().flat_map(|file| std::fs::read(file).unwrap()).collect();
    assert!(holds(&sealed, "birthCertificate"), "the search itself finds what is public, such as the pack");

    // The desk, started over the same database with its keys, reads and answers; the intake shows it.
    copy(&whole.path("desk"), &blind.path("desk"));
    let desk = Server::start(&blind.0, &["--role", "desk"]);
    let lan = Officer { client: desk.signed_in("lan"), public: &public };
    assert_eq!(code(&lan.client.get("/api/dossiers")), "host/notFound", "there is no intake here");
    let opened: OpenedPacket = from_value(lan.show(&dossier).get("opened").unwrap()).unwrap();
    assert_eq!(
        opened.payload.data.pointer("/child/fullName").and_then(Value::as_str),
        Some("Lê Ngọc Minh Anh")
    );
    let file = lan.client.get(&format!("/api/desk/dossiers/{dossier}/attachments/a0"));
    assert!(file.body.ends_with("số 4711".as_bytes()));
    lan.act(&dossier, 2, "");
    assert_eq!(hoa.state(&dossier).status, 2);
}

#[test]
fn a_role_does_not_open_the_keys_of_the_other() {
    let folder = Folder::new();
    assert!(program(&folder.0, &["--init"]).status().unwrap().success());
    for (role, other) in [("intake", "desk/seal.jwk"), ("desk", "intake/portal.jwk")] {
        let key = std::fs::read(folder.path(other)).unwrap();
        std::fs::write(folder.path(other), b"not a key").unwrap();
        assert!(Server::try_start(&folder.0, &["--role", role]).is_ok(), "{role} reads {other}");
        assert!(Server::try_start(&folder.0, &[]).is_err(), "the file matters to whom it belongs");
        std::fs::write(folder.path(other), key).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn private_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    drop(Server::start(&folder.0, &[]));
    for file in files(&folder.0).iter().filter(|file| !file.ends_with("test.log")) {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
        let parent = file.parent().unwrap();
        assert_eq!(parent.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", parent.display());
    }
}
