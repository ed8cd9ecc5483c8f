//! Packs: procedures, tables and messages as one signed document.

use motcua_json::{Value, canonicalize};
use motcua_types::Record;
use motcua_types::jose::{Jwk, SigningRequest};
use motcua_types::pack::{Pack, PackItem};

use crate::directory::Directory;
use crate::sign::{self, Kind};
use crate::{Error, ErrorKind, hash};

/// Whose signature makes a pack good.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'a> {
    /// Any signing key of the directory that is good now.
    Directory(&'a Directory),
    /// One key that the host has pinned.
    Key(&'a Jwk),
}

/// A document with its hash, ready for a pack.
pub fn item(path: impl Into<String>, body: Value) -> PackItem {
    PackItem { path: path.into(), hash: hash::sha256_text(&canonicalize(&body)), body }
}

/// First step of signing a pack.
///
/// # Errors
/// `pack/version`, `pack/path`, `pack/hashMismatch` as [`open`] would refuse them, and those of
/// [`sign::begin`].
pub fn begin(pack: &Pack, key: &Jwk) -> Result<SigningRequest, Error> {
    check(pack)?;
    sign::begin(Kind::Pack, &pack.to_value()?, key)
}

/// Opens a pack.
///
/// `now` is in seconds since 1970. `min_seq` is the highest `seq` seen in this series (0 to load an old pack
/// for an old dossier). `engine_version` is that of the caller, `major.minor` with anything after it.
///
/// # Errors
/// `pack/signer`, `pack/signature`, `pack/version`, `pack/rollback`, `pack/engineTooOld`, `pack/path`,
/// `pack/hashMismatch`, and other refusals of [`sign::verify`].
pub fn open(
    jws: &[u8],
    trust: Trust<'_>,
    now: i64,
    min_seq: i64,
    engine_version: &str,
) -> Result<Pack, Error> {
    let jws = sign::parse_flattened(jws)?;
    let kid = sign::read_header(&jws.protected, Kind::Pack)?.kid;
    let key = match trust {
        Trust::Directory(directory) => {
            &directory.signer(&kid, now).map_err(|_| Error::new(ErrorKind::PackSigner))?.jwk
        }
        Trust::Key(key) => key,
    };
    let verified = sign::verify(&jws, Kind::Pack, std::slice::from_ref(key)).map_err(|e| match e.kind() {
        ErrorKind::Signature | ErrorKind::SignatureFormat => ErrorKind::PackSignature.into(),
        ErrorKind::UnknownKey => ErrorKind::PackSigner.into(),
        _ => e,
    })?;
    // A pack of a later format may have other members, so its version is looked at first.
    if verified.value.get("v").and_then(Value::as_i64) != Some(1) {
        return Err(ErrorKind::PackVersion.into());
    }
    let pack = Pack::from_value(&verified.value)?;
    if pack.seq < min_seq {
        return Err(ErrorKind::PackRollback.into());
    }
    let enough = match (version(engine_version), version(&pack.min_engine)) {
        (Some(engine), Some(wanted)) => engine >= wanted,
        _ => false,
    };
    if !enough {
        return Err(ErrorKind::PackEngineTooOld.into());
    }
    check(&pack)?;
    Ok(pack)
}

fn check(pack: &Pack) -> Result<(), Error> {
    if pack.v != 1 {
        return Err(ErrorKind::PackVersion.into());
    }
    let mut seen = motcua_json::sorted::Set::new();
    for (index, item) in pack.items.iter().enumerate() {
        if !is_plain(&item.path) || !seen.insert(item.path.as_str()) {
            return Err(Error::new(ErrorKind::PackPath).at(format!("/items/{index}/path")));
        }
        if hash::sha256_text(&canonicalize(&item.body)) != item.hash {
            return Err(Error::new(ErrorKind::PackHashMismatch).at(format!("/items/{index}/hash")));
        }
    }
    Ok(())
}

/// A relative path of plain names: it may become a file name on some host.
fn is_plain(path: &str) -> bool {
    let plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    path.len() <= 256 && path.split('/').all(plain)
}

/// `major.minor`, ignoring what follows another dot.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.splitn(3, '.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
