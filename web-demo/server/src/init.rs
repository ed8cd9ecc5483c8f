//! First start: keys of every role, the signed key directory and the signed pack.

use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{directory::Directory, pack, sign};
use motcua::json::{self, Policy};
use motcua::types::jose::Jwk;
use motcua::types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse};
use motcua::types::pack::Pack;

use crate::accounts::{Account, City, Kind, Unit};
use crate::clock;
use crate::keys::Layout;
use crate::sources;

const DAY: i64 = 24 * 3600;
/// A directory is renewed once a year.
const DIRECTORY_TERM: i64 = 366 * DAY;
/// Keys outlive the directory that names them.
const KEY_TERM: i64 = 3 * 366 * DAY;
/// Keys hold a little before they were made, so that enrolments can allow for slow clocks.
const BEFORE: i64 = 3600;

/// Makes what is missing and issues a new directory and pack. A key of the last directory that is here no more, because
/// its file was taken away, stays in the new one, retired: what it signed before stays valid, and nothing new is sealed to
/// it.
///
/// # Errors
/// A sentence for the terminal.
pub fn run(layout: &Layout, city: &City, accounts: &[Account]) -> Result<(), String> {
    layout.make_folders()?;
    let root = layout.signing_or_new("root/root.jwk", Algorithm::Ed25519)?;
    let publisher = layout.signing_or_new("root/pack.jwk", Algorithm::Ed25519)?;
    let portal = layout.signing_or_new("intake/portal.jwk", Algorithm::Ed25519)?;
    let unit = layout.signing_or_new("desk/sign.jwk", Algorithm::P256)?;
    let opening = layout.opening_or_new("desk/seal.jwk")?;
    for officer in accounts.iter().filter(|account| account.kind == Kind::Officer) {
        layout.signing_or_new(&format!("desk/officers/{}.jwk", officer.id), Algorithm::P256)?;
    }
    layout.make_index()?;
    let public = json::to_value(&root.public()).map_err(|error| error.code().to_owned())?;
    layout.write("public/root.jwk", &json::canonicalize(&public))?;

    let now = clock::now();
    let previous = previous_directory(layout, &root.public(), now);
    let entry = |jwk: Jwk, kid: &str, owner: &Unit, usage: KeyUse| {
        let known = previous.as_ref().and_then(|directory| directory.find(kid)).cloned();
        known.unwrap_or(DirectoryKey {
            kid: kid.to_owned(),
            jwk,
            agency: owner.agency.clone(),
            unit: Some(owner.unit.clone()),
            usage,
            nbf: now - BEFORE,
            exp: now + KEY_TERM,
            status: KeyStatus::Active,
            from: None,
            succeeds: Vec::new(),
        })
    };
    let mut keys = vec![
        entry(portal.public(), portal.kid(), &city.portal, KeyUse::Sign),
        entry(publisher.public(), publisher.kid(), &city.publisher, KeyUse::Sign),
        entry(unit.public(), unit.kid(), &city.office, KeyUse::Sign),
        entry(opening.public(), opening.kid(), &city.office, KeyUse::Seal),
    ];
    keys.extend(retired(previous.as_ref(), &keys, now));
    let seq = previous.as_ref().map_or(1, |directory| directory.seq() + 1);
    let payload = KeyDirectory { v: 1, seq, iat: now, exp: now + DIRECTORY_TERM, keys };
    let payload = json::to_value(&payload).map_err(|error| error.code().to_owned())?;
    let jws = root.sign_payload(sign::Kind::Keys, &payload).map_err(|error| error.code().to_owned())?;
    layout.write("public/directory.jws", sign::to_json(&jws).as_bytes())?;

    let pack = source_pack(city, previous_pack(layout, &publisher.public(), now))?;
    issue_pack(layout, &publisher, &pack)
}

/// The keys of the last directory that are not among the present ones.
fn retired(previous: Option<&Directory>, present: &[DirectoryKey], now: i64) -> Vec<DirectoryKey> {
    let known = previous.map(|directory| directory.payload().keys.as_slice()).unwrap_or_default();
    let gone = known.iter().filter(|key| present.iter().all(|other| other.kid != key.kid)).cloned();
    let retire = |mut key: DirectoryKey| {
        if key.status == KeyStatus::Active {
            (key.status, key.from) = match key.usage {
                KeyUse::Seal => (KeyStatus::DecryptOnly, None),
                // What was signed in this very second was signed before.
                KeyUse::Sign | KeyUse::Root => (KeyStatus::Retired, Some(now + 1)),
            };
        }
        key
    };
    gone.map(retire).collect()
}

/// Signs a pack and puts it where the server reads it.
///
/// # Errors
/// A sentence for the terminal.
pub(crate) fn issue_pack(layout: &Layout, publisher: &SigningKey, pack: &Pack) -> Result<(), String> {
    let request = pack::begin(pack, &publisher.public()).map_err(|error| error.code().to_owned())?;
    let jws = publisher.sign(&request).map_err(|error| error.code().to_owned())?;
    layout.write("public/pack.jws", sign::to_json(&jws).as_bytes())
}

/// The directory that is being replaced. One that expired is not read again; its successor starts over its keys,
/// but the number still grows because hosts keep it in their database.
fn previous_directory(layout: &Layout, root: &Jwk, now: i64) -> Option<Directory> {
    let bytes = layout.read("public/directory.jws").ok()?;
    Directory::open(&bytes, root, now, 0).ok()
}

fn previous_pack(layout: &Layout, publisher: &Jwk, now: i64) -> Option<Pack> {
    let bytes = layout.read("public/pack.jws").ok()?;
    pack::open(&bytes, pack::Trust::Key(publisher), now, 0, motcua::ENGINE_VERSION).ok()
}

/// The pack of the sources that ship with the product, and of what was published beside them.
fn source_pack(city: &City, previous: Option<Pack>) -> Result<Pack, String> {
    let seq = previous.as_ref().map_or(1, |pack| pack.seq + 1);
    let mut items = Vec::new();
    for source in sources::ALL {
        let body = json::parse(source.text.as_bytes(), &Policy::PROFILE)
            .map_err(|error| format!("{}: {error}", source.path))?;
        items.push(pack::item(source.path, body));
    }
    let published = previous.map(|pack| pack.items).unwrap_or_default();
    items.extend(published.into_iter().filter(|item| sources::ALL.iter().all(|own| own.path != item.path)));
    Ok(Pack {
        v: 1,
        id: city.pack_series.clone(),
        seq,
        valid_from: sources::VALID_FROM.to_owned(),
        min_engine: motcua::ENGINE_VERSION.to_owned(),
        items,
    })
}
