//! `motcua trial`: everything that a first packet needs, made on this machine: a root, a key directory, a signed pack, and
//! the keys of a portal and of an office.

use std::fs;
use std::path::Path;

use motcua::crypto::pack;
use motcua::crypto::sign::{self, Kind};
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::json::{Value, to_canonical_string};
use motcua::types::Record as _;
use motcua::types::jose::Jwk;
use motcua::types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse};

use crate::args::Call;
use crate::entropy::System;
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{embedded, input};

/// The agency of the trial, one that does not exist.
const AGENCY: &str = "H29.0.0";
const DAY: i64 = 86_400;

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let (now, folder) = (input::now(call)?, call.operand());
    fs::create_dir_all(folder).map_err(|error| output::unwritable(folder, &error))?;
    let refuse = |error: motcua::crypto::Error| Stop::refused(folder, &error);
    let signing = || SigningKey::generate(Algorithm::Ed25519, &mut System).map_err(refuse);
    let (root, portal) = (signing()?, signing()?);
    let unit = OpeningKey::generate(Algorithm::X25519, &mut System).map_err(refuse)?;

    let entry = |jwk: Jwk, usage: KeyUse, unit: &str| DirectoryKey {
        kid: jwk.kid.clone().unwrap_or_default(),
        jwk,
        agency: AGENCY.to_owned(),
        unit: Some(unit.to_owned()),
        usage,
        nbf: now - DAY,
        exp: now + 365 * DAY,
        status: KeyStatus::Active,
        from: None,
        succeeds: Vec::new(),
    };
    let directory = KeyDirectory {
        v: 1,
        seq: 1,
        iat: now,
        exp: now + 30 * DAY,
        keys: vec![
            entry(portal.public(), KeyUse::Sign, "portal"),
            entry(unit.public(), KeyUse::Seal, "commune"),
        ],
    };
    let shape = |error: motcua::json::Error| Stop::refused(folder, &error);
    let directory = root.sign_payload(Kind::Keys, &directory.to_value().map_err(shape)?).map_err(refuse)?;
    let embedded = embedded::pack().map_err(shape)?;
    let request = pack::begin(&motcua::types::pack::Pack { seq: 1, ..embedded }, &portal.public());
    let pack = portal.sign(&request.map_err(refuse)?).map_err(refuse)?;

    let text = |value: Value| to_canonical_string(&value) + "\n";
    let public = root.public().to_value().map_err(shape)?;
    // Not the root's private key: a trial issues one directory, and nobody should get used to a root on a disk.
    let files = [
        ("root.jwk", text(public), Readers::Anybody),
        ("directory.jws", sign::to_json(&directory) + "\n", Readers::Anybody),
        ("pack.jws", sign::to_json(&pack) + "\n", Readers::Anybody),
        ("portal.key", text(portal.export_private_jwk()), Readers::Owner),
        ("unit.key", text(unit.export_private_jwk()), Readers::Owner),
    ];
    let mut names = Vec::new();
    for (name, content, readers) in &files {
        let path = Path::new(folder).join(name).display().to_string();
        output::file(&path, content.as_bytes(), *readers, Existing::Replace)?;
        names.push(path);
    }
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    let list: Value = names.into_iter().map(Value::from).collect();
    Ok(Outcome::of(lines, vec![("files", list), ("agency", AGENCY.into())]))
}
