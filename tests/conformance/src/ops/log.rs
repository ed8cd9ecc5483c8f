//! `log.verify`, `log.append`, `merkle.inclusion` and `merkle.consistency`

use motcua::crypto::directory::Directory;
use motcua::crypto::hash::sha256_text;
use motcua::crypto::sign;
use motcua::crypto::software::SigningKey;
use motcua::dossier::log::{self, LogError, Reader, Trust};
use motcua::dossier::{Error, merkle, state, workflow};
use motcua::json::{Object, Value, canonicalize};
use motcua::types::dossier::DossierState;
use motcua::types::event::Checkpoint;
use motcua::types::jose::Jwk;

use crate::args::{Answer, Args};

/// A refusal by code alone.
fn plain(code: impl Into<String>) -> (String, Object) {
    (code.into(), Object::new())
}

/// Verifies a log, against a key directory (`directory`, flattened JWS) under a pinned `root` at `now`, or against
/// `keys` alone; held against the `head` that it must end with, and against `checkpoints`. A refusal of the log says
/// with `firstBad` which event is the first bad one, from 0.
pub(super) fn verify(args: &Args<'_>) -> Result<Value, (String, Object)> {
    let rules = workflow::default().map_err(|error| plain(error.code()))?;
    let checkpoints: Vec<Checkpoint> = match args.optional("checkpoints") {
        Some(_) => args.record("checkpoints").map_err(plain)?,
        None => Vec::new(),
    };
    let head = args.optional_text("head").map_err(plain)?;
    let keys: Option<Vec<Jwk>> =
        args.optional("keys").map(|_| args.record("keys")).transpose().map_err(plain)?;
    let directory = match &keys {
        Some(_) => None,
        None => Some(directory(args).map_err(plain)?),
    };
    let trust = match (&directory, &keys) {
        (Some(directory), _) => Trust::Directory(directory),
        (None, keys) => Trust::Keys(keys.as_deref().unwrap_or_default()),
    };
    let events: Vec<String> = args.record("events").map_err(plain)?;
    let mut reader = Reader::new(trust, &rules).expecting(&checkpoints);
    let state = reader.read(&events).and_then(|state| ends_with(state, head)).map_err(|refused| {
        let mut details = Object::new();
        details.insert("firstBad", i64::try_from(refused.first_bad).unwrap_or(i64::MAX));
        (refused.code().to_owned(), details)
    })?;
    let mut answer = Object::new();
    answer.insert("size", i64::from(state.size));
    // Behind its prefix a hash is the digest in base64url.
    answer.insert("headB64", state.head.trim_start_matches("sha-256:"));
    answer.insert("status", i64::from(state.status));
    Ok(Value::Object(answer))
}

fn directory(args: &Args<'_>) -> Result<Directory, String> {
    let document = canonicalize(args.value("directory")?);
    Directory::open(&document, &args.record("root")?, args.moment("now")?, 0)
        .map_err(|error| error.code().to_owned())
}

/// Whether the log ends with the event that is known to be its last, with or without the prefix of its hash.
fn ends_with(state: DossierState, head: Option<&str>) -> Result<DossierState, LogError> {
    let bare = |hash: &str| hash.trim_start_matches("sha-256:").to_owned();
    match head {
        Some(head) if bare(head) != bare(&state.head) => {
            Err(LogError { error: Error::LogFork, first_bad: (state.size as usize).saturating_sub(1) })
        }
        _ => Ok(state),
    }
}

/// Signs the event that follows `events` with the private JWK `key`: its claims are `dossier`, `iss`, `iat`, `jti`, `txn`
/// and the object `body`. Both algorithms sign the same text to the same bytes each time.
pub(super) fn append(args: &Args<'_>) -> Answer {
    let events: Vec<String> = args.record("events")?;
    let key = SigningKey::from_private_jwk(args.value("key")?).map_err(|error| error.code().to_owned())?;
    let mut state = state::empty(args.text("dossier")?);
    state.size = u32::try_from(events.len()).map_err(|_| bad())?;
    if let Some(last) = events.last() {
        state.head = sha256_text(last.as_bytes());
    }
    let (jti, txn) = (args.text("jti")?, args.text("txn")?);
    let body = args.value("body")?.clone();
    let claims = log::append(&state, args.text("iss")?, args.record("iat")?, jti, txn, body);
    let request = log::begin(&claims, &key.public()).map_err(|error| error.code().to_owned())?;
    let signed = key.sign(&request).map_err(|error| error.code().to_owned())?;
    Ok(Value::from(sign::to_compact(&signed)))
}

/// Checks that `leafHashB64`, or the hash of the entry `leafB64`, stands at `index` in the tree of `size` leaves with
/// the root `rootB64`.
pub(super) fn inclusion(args: &Args<'_>) -> Answer {
    let leaf = match args.optional("leafB64") {
        Some(_) => merkle::leaf(&args.bytes("leafB64")?),
        None => hash(args.bytes("leafHashB64")?)?,
    };
    let (index, size) = (count(args, "index")?, count(args, "size")?);
    let root = hash(args.bytes("rootB64")?)?;
    merkle::verify_inclusion(&leaf, index, size, &proof(args)?, &root)
        .map_err(|error| error.code().to_owned())?;
    Ok(Value::Object(Object::new()))
}

/// Checks that the tree of `oldSize` leaves and root `oldRootB64` is a beginning of the one of `newSize` and
/// `newRootB64`.
pub(super) fn consistency(args: &Args<'_>) -> Answer {
    let (old, new) = (count(args, "oldSize")?, count(args, "newSize")?);
    let (old_root, new_root) = (hash(args.bytes("oldRootB64")?)?, hash(args.bytes("newRootB64")?)?);
    merkle::verify_consistency(old, new, &old_root, &new_root, &proof(args)?)
        .map_err(|error| error.code().to_owned())?;
    Ok(Value::Object(Object::new()))
}

/// The hashes of `proofB64`, a list of texts.
fn proof(args: &Args<'_>) -> Result<Vec<merkle::Hash>, String> {
    let texts: Vec<String> = args.record("proofB64")?;
    texts.iter().map(|text| hash(motcua::crypto::b64::decode(text).map_err(|_| bad())?)).collect()
}

/// A hash; bytes of another length are none, and no proof is made of them.
fn hash(bytes: Vec<u8>) -> Result<merkle::Hash, String> {
    bytes.try_into().map_err(|_| Error::MerkleProof.code().to_owned())
}

fn count(args: &Args<'_>, name: &str) -> Result<u64, String> {
    let number: i64 = args.record(name)?;
    u64::try_from(number).map_err(|_| bad())
}

fn bad() -> String {
    "conformance/badArgs".to_owned()
}
