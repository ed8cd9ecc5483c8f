//! A unit gets new keys. What was sealed to the old one still opens, the log that the old one signed still verifies, and
//! nothing new is sealed to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fs;

use common::citizen::{Citizen, Public, pdf};
use common::database;
use common::forms::{self, BIRTH};
use common::now;
use common::officer::Officer;
use common::server::{Folder, Server, program};
use motcua::crypto::seal;
use motcua::json::{Policy, Value, parse};
use motcua::types::keys::{KeyStatus, KeyUse};

/// Thumbprint of a private key in a file.
fn kid(path: &std::path::Path) -> String {
    let key = parse(&fs::read(path).unwrap(), &Policy::PROFILE).unwrap();
    let member = |name: &str| key.get(name).and_then(Value::as_str).map(str::to_owned);
    let public = motcua::types::jose::Jwk {
        kty: member("kty").unwrap(),
        crv: member("crv").unwrap(),
        x: member("x").unwrap(),
        y: member("y"),
        kid: None,
        alg: None,
        usage: None,
    };
    motcua::crypto::jwk::thumbprint(&public).unwrap()
}

#[test]
fn a_unit_gets_new_keys_and_loses_no_dossier() {
    let folder = Folder::new();
    let server = Server::start(&folder.0, &[]);
    let public = Public::fetch(&server.client());
    let hoa = Citizen::enrol(server.signed_in("hoa"), &public, "device");
    let (dossier, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 5000)]);
    let lan = Officer { client: server.signed_in("lan"), public: &public };
    let accepted = lan.act(&dossier, 2, "");
    server.kill();

    // The signing key is destroyed, the opening key put aside; the root issues another directory.
    let (seal_key, sign_key) = (folder.path("desk/seal.jwk"), folder.path("desk/sign.jwk"));
    let (old_seal, old_sign) = (kid(&seal_key), kid(&sign_key));
    fs::rename(&seal_key, folder.path("desk/old/2026.jwk")).unwrap();
    fs::remove_file(&sign_key).unwrap();
    assert!(program(&folder.0, &["--init"]).status().unwrap().success());
    assert!(kid(&seal_key) != old_seal && kid(&sign_key) != old_sign);

    let server = Server::start(&folder.0, &[]);
    let renewed = Public::fetch(&server.client());
    let status = |kid: &str| renewed.directory.find(kid).map(|key| (key.usage, key.status)).unwrap();
    assert_eq!(status(&old_seal), (KeyUse::Seal, KeyStatus::DecryptOnly));
    assert_eq!(status(&old_sign), (KeyUse::Sign, KeyStatus::Retired));
    assert!(renewed.directory.seq() > public.directory.seq());
    let to_unit = renewed.directory.seal_keys(&renewed.agency, Some("commune"), now());
    assert_eq!(to_unit.iter().map(|key| key.kid.clone().unwrap()).collect::<Vec<_>>(), [kid(&seal_key)]);

    // The old dossier opens, with its document; its log goes on under the new key.
    let lan = Officer { client: server.signed_in("lan"), public: &renewed };
    assert!(!lan.show(&dossier).get("opened").unwrap().is_null());
    let document = lan.client.get(&format!("/api/desk/dossiers/{dossier}/attachments/a0"));
    assert_eq!((document.status, document.body), (200, pdf("birthCertificate", 5000).bytes));
    assert_eq!(lan.state(&dossier), accepted);
    assert_eq!(lan.act(&dossier, 9, "").status, 9);

    // A new one is sealed to the new key alone.
    let hoa = Citizen::enrol(server.signed_in("hoa"), &renewed, "device");
    let (second, _) = hoa.file(BIRTH, &forms::mother(), &[pdf("birthCertificate", 5000)]);
    assert!(!lan.show(&second).get("opened").unwrap().is_null());
    let kids: Vec<Vec<String>> = database::packets(&folder.0)
        .iter()
        .map(|body| seal::parse(body).unwrap().recipients.into_iter().map(|to| to.header.kid).collect())
        .collect();
    assert_eq!(kids, [vec![old_seal.clone()], vec![kid(&seal_key)]]);

    // Without the key that was put aside the old one is closed, and says so; a third issue keeps what the second said.
    server.kill();
    fs::remove_file(folder.path("desk/old/2026.jwk")).unwrap();
    assert!(program(&folder.0, &["--init"]).status().unwrap().success());
    let server = Server::start(&folder.0, &[]);
    let again = Public::fetch(&server.client());
    assert_eq!(again.directory.find(&old_sign), renewed.directory.find(&old_sign));
    let lan = Officer { client: server.signed_in("lan"), public: &again };
    let shown = lan.show(&dossier);
    assert_eq!(shown.pointer("/openError/code").and_then(Value::as_str), Some("crypto/cannotOpen"));
    assert_eq!(lan.state(&dossier).status, 9);
}
