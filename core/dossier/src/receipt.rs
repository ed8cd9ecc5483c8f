//! Receipts: signed checkpoints of a log. Whoever keeps one can prove later what was acknowledged.

use motcua_crypto::{directory::Directory, hash, sign};
use motcua_types::Record;
use motcua_types::dossier::DossierState;
use motcua_types::event::Receipt;
use motcua_types::jose::{FlattenedJws, Jwk, SigningRequest};
use motcua_types::keys::KeyUse;

use crate::Error;

/// First half of signing the receipt of a state (`egov-receipt+jws`).
///
/// # Errors
/// [`Error::LogEmpty`] for a dossier without events; [`Error::ReceiptInvalid`] when the key cannot sign.
pub fn begin(state: &DossierState, now: i64, key: &Jwk) -> Result<SigningRequest, Error> {
    if state.size == 0 {
        return Err(Error::LogEmpty);
    }
    let receipt = Receipt {
        v: 1,
        dossier: state.dossier.clone(),
        code: state.code.clone(),
        size: state.size,
        head: state.head.clone(),
        iat: now,
        inclusion: None,
        tst: None,
    };
    let payload = receipt.to_value().map_err(|_| Error::ReceiptInvalid)?;
    sign::begin(sign::Kind::Receipt, &payload, key).map_err(|_| Error::ReceiptInvalid)
}

/// Verifies a receipt alone: signature, and that the directory knew the signer at that time.
///
/// # Errors
/// [`Error::ReceiptInvalid`] when it does not verify; [`Error::LogUnknownIssuer`] when the signer was not valid.
pub fn open(receipt: &FlattenedJws, directory: &Directory) -> Result<Receipt, Error> {
    let keys: Vec<Jwk> = directory
        .payload()
        .keys
        .iter()
        .filter(|key| key.usage == KeyUse::Sign)
        .map(|key| key.jwk.clone())
        .collect();
    let verified = sign::verify(receipt, sign::Kind::Receipt, &keys).map_err(|_| Error::ReceiptInvalid)?;
    let payload = Receipt::from_value(&verified.value).map_err(|_| Error::ReceiptInvalid)?;
    if payload.v != 1 || payload.size == 0 {
        return Err(Error::ReceiptInvalid);
    }
    directory.signer(&verified.kid, payload.iat).map_err(|_| Error::LogUnknownIssuer)?;
    Ok(payload)
}

/// Verifies a receipt against the log that it covers, which may have grown since. The log itself is read by
/// [`log::read`](crate::log::read).
///
/// # Errors
/// What [`open`] gives; [`Error::LogTruncated`] when events that it covers are missing; [`Error::LogFork`] when
/// the log holds another event at its head.
pub fn verify(receipt: &FlattenedJws, directory: &Directory, events: &[String]) -> Result<Receipt, Error> {
    let payload = open(receipt, directory)?;
    let head = events.get(payload.size as usize - 1).ok_or(Error::LogTruncated)?;
    if hash::sha256_text(head.as_bytes()) != payload.head {
        return Err(Error::LogFork);
    }
    Ok(payload)
}

/// Verifies a receipt against a state that was read from the log: the same dossier, and exactly this head.
///
/// # Errors
/// What [`open`] gives; [`Error::ReceiptWrongDossier`]; [`Error::LogTruncated`] when the state is older than the
/// receipt; [`Error::LogFork`] when the heads differ.
pub fn covers(receipt: &FlattenedJws, directory: &Directory, state: &DossierState) -> Result<Receipt, Error> {
    let payload = open(receipt, directory)?;
    if payload.dossier != state.dossier {
        return Err(Error::ReceiptWrongDossier);
    }
    if payload.size > state.size {
        return Err(Error::LogTruncated);
    }
    let entry = state.history.iter().find(|entry| entry.seq + 1 == payload.size);
    if entry.map(|entry| entry.hash.as_str()) != Some(payload.head.as_str()) {
        return Err(Error::LogFork);
    }
    Ok(payload)
}
