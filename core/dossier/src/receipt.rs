//! Receipts: signed checkpoints of a log. Whoever keeps one can prove later what was acknowledged.

use motcua_crypto::{directory::Directory, hash, sign};
use motcua_types::Record;
use motcua_types::dossier::DossierState;
use motcua_types::event::{Checkpoint, Receipt};
use motcua_types::jose::{FlattenedJws, Jwk, SigningRequest};
use motcua_types::keys::{KeyStatus, KeyUse};

use crate::{Error, log};

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
    let kid = sign::named_key(&receipt.protected, sign::Kind::Receipt).map_err(|_| Error::ReceiptInvalid)?;
    let key = directory.find(&kid).filter(|key| key.usage == KeyUse::Sign).ok_or(Error::ReceiptInvalid)?;
    let verified = sign::verify(receipt, sign::Kind::Receipt, std::slice::from_ref(&key.jwk))
        .map_err(|_| Error::ReceiptInvalid)?;
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
    if !log::holds(state, payload.size, &payload.head) {
        return Err(Error::LogFork);
    }
    Ok(payload)
}

/// The checkpoint that a receipt is, for [`Reader::expecting`](crate::log::Reader::expecting).
///
/// `kept` is when the host stored the receipt by its own clock, if it did. Where the signer's key has been in other
/// hands since, only that shows that the receipt is older; without one the signer must be somebody who is still
/// believed, and the receipt's own time counts.
///
/// # Errors
/// What [`open`] gives; [`Error::LogNotAnchored`].
pub fn checkpoint(
    receipt: &FlattenedJws,
    directory: &Directory,
    kept: Option<i64>,
) -> Result<Checkpoint, Error> {
    let payload = open(receipt, directory)?;
    let kid = sign::named_key(&receipt.protected, sign::Kind::Receipt).map_err(|_| Error::ReceiptInvalid)?;
    let compromised = directory.find(&kid).filter(|key| key.status == KeyStatus::Compromised);
    let believed = match (compromised, kept) {
        (None, _) => true,
        (Some(key), Some(kept)) => key.from.is_some_and(|from| kept < from),
        (Some(_), None) => false,
    };
    if !believed {
        return Err(Error::LogNotAnchored);
    }
    let at = kept.unwrap_or(payload.iat);
    Ok(Checkpoint { dossier: payload.dossier, size: payload.size, head: payload.head, at })
}
