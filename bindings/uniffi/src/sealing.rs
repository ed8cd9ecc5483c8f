//! Sealing to an office: submissions, and documents in chunks.

use std::sync::{Arc, Mutex, PoisonError};

use motcua::crypto::attachment::{self, Part};
use motcua::crypto::hash::Sha256Stream;
use motcua::crypto::packet;
use motcua::crypto::{seal, sign};
use motcua::json::to_canonical_string;
use motcua::types::jose;

use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::records::{ChunkPlace, Jwk, ProcedureRef};
use crate::text::read;

/// A random dossier id, `urn:uuid:…`.
///
/// # Errors
/// `crypto/entropy`.
#[uniffi::export]
pub fn new_dossier_id() -> Result<String, MotCuaError> {
    packet::new_dossier_id(&mut HostEntropy).map_err(refuse)
}

/// Seals a signed submission (flattened JSON text), and the co-signatures of others over it (JSON text each), to one to
/// sixteen recipients; the packet as JSON text.
///
/// # Errors
/// `packet/…`, `crypto/…`.
#[uniffi::export]
pub fn seal_submission(
    jws: String,
    cosignatures: Vec<String>,
    procedure: ProcedureRef,
    dossier: String,
    recipients: Vec<Jwk>,
) -> Result<String, MotCuaError> {
    let jws = sign::parse_flattened(jws.as_bytes()).map_err(refuse)?;
    let beside: Vec<jose::CoSignature> = cosignatures.iter().map(|text| read(text)).collect::<Result<_>>()?;
    let (procedure, keys) = (procedure.into(), keys(recipients));
    let sealed = packet::seal_cosigned(&jws, &beside, &procedure, &dossier, &keys, &mut HostEntropy);
    Ok(seal::to_json(&sealed.map_err(refuse)?))
}

/// Public keys as the core has them.
pub(crate) fn keys(recipients: Vec<Jwk>) -> Vec<jose::Jwk> {
    recipients.into_iter().map(Into::into).collect()
}

/// What a sealed object's text is.
pub(crate) fn sealed(text: &str) -> Result<jose::SealedObject> {
    seal::parse(text.as_bytes()).map_err(refuse)
}

pub(crate) const fn part(place: &ChunkPlace) -> Part {
    Part { index: place.index, count: place.count, size: place.size }
}

/// A sealed chunk as flattened JWE (JSON text), the same ciphertext in another wrapping, for stock libraries.
///
/// # Errors
/// `crypto/chunk`.
#[uniffi::export]
pub fn chunk_to_jwe(place: ChunkPlace, sealed: Vec<u8>) -> Result<String, MotCuaError> {
    Ok(to_canonical_string(&part(&place).to_jwe(&place.attachment, &sealed).map_err(refuse)?))
}

/// Number of chunks that a document of so many bytes is sealed in.
///
/// # Errors
/// `boundary/type` for one that is too large.
#[uniffi::export]
pub fn chunk_count(size: u64) -> Result<u32, MotCuaError> {
    u32::try_from(attachment::chunk_count(size)).map_err(|_| of_code("boundary/type"))
}

/// SHA-256 of a file in pieces.
#[derive(Default, uniffi::Object)]
pub struct Sha256 {
    stream: Mutex<Sha256Stream>,
}

#[uniffi::export]
impl Sha256 {
    /// Starts.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// None in practice.
    pub fn update(&self, bytes: Vec<u8>) -> Result<(), MotCuaError> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).update(&bytes);
        Ok(())
    }

    /// `sha-256:<base64url>` of everything so far; the hash starts anew.
    ///
    /// # Errors
    /// None in practice.
    pub fn digest(&self) -> Result<String, MotCuaError> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *stream).finish_text())
    }
}
