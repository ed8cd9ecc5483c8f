//! Asking a second party to sign, and being that party. Requests, co-signatures and refusals are JSON text.

use motcua::crypto::{seal, sign};
use motcua::flow::cosign;
use motcua::types::office;

use crate::directory::{Directory, Enrolment};
use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, refuse};
use crate::opening::OpeningKey;
use crate::records::{CosignInvitation, CosignRefusal, Jwk, SigningRequest};
use crate::sealing::{keys, sealed};
use crate::text::{read, write};

/// A request over a signed submission (flattened JSON text) to the party of that `reference`; `until` is when it ends,
/// seconds since 1970.
///
/// # Errors
/// `cosign/notAsked`, `crypto/…`.
#[uniffi::export]
pub fn request_cosign(jws: String, reference: String, until: i64) -> Result<String, MotCuaError> {
    let jws = sign::parse_flattened(jws.as_bytes()).map_err(refuse)?;
    write(&cosign::request(&jws, &reference, until)?)
}

/// Seals a request to keys of the person asked.
///
/// # Errors
/// `crypto/…`.
#[uniffi::export]
pub fn seal_cosign_request(request: String, recipients: Vec<Jwk>) -> Result<String, MotCuaError> {
    Ok(seal::to_json(&cosign::seal(&read(&request)?, &keys(recipients), &mut HostEntropy)?))
}

/// Opens a sealed request.
///
/// # Errors
/// `crypto/cannotOpen`, `packet/purpose`, and those of [`read_cosign_request`].
#[uniffi::export]
pub fn open_cosign_request(
    object: String,
    key: &OpeningKey,
    directory: &Directory,
    now: i64,
) -> Result<CosignInvitation, MotCuaError> {
    invitation(cosign::open(&sealed(&object)?, key.opener(), directory.inner(), now)?)
}

/// Reads a request that came in the open: the first signature verifies, and it is open still.
///
/// # Errors
/// `cosign/…`, `enrolment/…`, `crypto/…`.
#[uniffi::export]
pub fn read_cosign_request(
    request: String,
    directory: &Directory,
    now: i64,
) -> Result<CosignInvitation, MotCuaError> {
    invitation(cosign::read(&read(&request)?, directory.inner(), now)?)
}

fn invitation(found: office::CosignInvitation) -> Result<CosignInvitation> {
    Ok(CosignInvitation {
        request: write(&found.request)?,
        payload: write(&found.payload)?,
        payload_hash: found.payload_hash,
        by: found.by.into(),
    })
}

/// First step of signing, with the enrolment (compact) of the person asked.
///
/// # Errors
/// `cosign/…`, `enrolment/…`.
#[uniffi::export]
pub fn begin_cosign(
    request: String,
    enrolment: String,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, MotCuaError> {
    Ok(cosign::begin(&read(&request)?, &enrolment, directory.inner(), now)?.into())
}

/// Second step: the co-signature of what was signed (flattened JSON text), checked as the asker will check it.
///
/// # Errors
/// `cosign/…`, `enrolment/…`, `crypto/…`.
#[uniffi::export]
pub fn finish_cosign(
    request: String,
    answer: String,
    enrolment: String,
    directory: &Directory,
    now: i64,
) -> Result<String, MotCuaError> {
    let answer = sign::parse_flattened(answer.as_bytes()).map_err(refuse)?;
    write(&cosign::finish(&read(&request)?, &answer, &enrolment, directory.inner(), now)?)
}

/// Verifies an answer before it goes into the packet; gives whose it is.
///
/// # Errors
/// `cosign/…`, `enrolment/…`, `crypto/…`.
#[uniffi::export]
pub fn verify_cosignature(
    request: String,
    cosignature: String,
    directory: &Directory,
    now: i64,
) -> Result<Enrolment, MotCuaError> {
    Ok(cosign::verify(&read(&request)?, &read(&cosignature)?, directory.inner(), now)?.into())
}

/// First step of saying no; the object that was signed goes back to who asked.
///
/// # Errors
/// `cosign/…`, `enrolment/…`.
#[uniffi::export]
pub fn begin_cosign_refusal(
    request: String,
    enrolment: String,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, MotCuaError> {
    Ok(cosign::begin_refusal(&read(&request)?, &enrolment, directory.inner(), now)?.into())
}

/// Verifies a refusal (flattened JSON text).
///
/// # Errors
/// `cosign/…`, `enrolment/…`, `crypto/…`.
#[uniffi::export]
pub fn verify_cosign_refusal(
    answer: String,
    request: String,
    directory: &Directory,
) -> Result<CosignRefusal, MotCuaError> {
    let answer = sign::parse_flattened(answer.as_bytes()).map_err(refuse)?;
    let refusal = cosign::verify_refusal(&answer, &read(&request)?, directory.inner())?;
    Ok(CosignRefusal { of: refusal.of, dossier: refusal.dossier, at: refusal.iat })
}
