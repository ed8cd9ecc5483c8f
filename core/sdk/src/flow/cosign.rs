//! A second signature: asked for by who files, given or refused by the person named.
//!
//! Who files: [`request`], then [`seal`] to a key of the other's, or the portal shows the request after login. The other:
//! [`open`] or [`read`], then [`begin`] and [`finish`] to sign, or [`begin_refusal`] to say no; between the two steps signs
//! whatever holds their key. Who files checks the answer with [`verify`] or [`verify_refusal`], and seals everything with
//! [`motcua_crypto::packet::seal_cosigned`].
//!
//! No step keeps anything: each reads the request again and verifies it, so that nothing is signed that was changed
//! between two steps.

use motcua_crypto::Entropy;
use motcua_crypto::cosign::{self, Asked};
use motcua_crypto::directory::Directory;
use motcua_crypto::seal::Opener;
use motcua_types::Failure;
use motcua_types::jose::{CoSignature, FlattenedJws, Jwk, SealedObject, SigningRequest};
use motcua_types::keys::Enrolment;
use motcua_types::office::CosignInvitation;
use motcua_types::submission::{CosignRefusal, CosignRequest};

use super::refused;

/// A request over a submission that the asker has signed. `reference` is that of a party in the payload; `exp` is when
/// the request ends, in seconds since 1970.
///
/// # Errors
/// As [`cosign::request`].
pub fn request(jws: &FlattenedJws, reference: &str, exp: i64) -> Result<CosignRequest, Failure> {
    cosign::request(jws, reference, exp).map_err(refused)
}

/// Seals a request to keys of the person asked.
///
/// # Errors
/// As [`cosign::seal_request`].
pub fn seal(
    request: &CosignRequest,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Failure> {
    cosign::seal_request(request, recipients, entropy).map_err(refused)
}

/// Opens a sealed request; [`crate::flow::open::begin`] is the step before for a key that the host holds.
///
/// # Errors
/// As [`cosign::open_request`].
pub fn open<'k>(
    sealed: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    now: i64,
) -> Result<CosignInvitation, Failure> {
    cosign::open_request(sealed, opener, directory, now).map(invitation).map_err(refused)
}

/// Reads a request that came in the open.
///
/// # Errors
/// As [`cosign::read_request`].
pub fn read(request: &CosignRequest, directory: &Directory, now: i64) -> Result<CosignInvitation, Failure> {
    cosign::read_request(request, directory, now).map(invitation).map_err(refused)
}

fn invitation(asked: Asked) -> CosignInvitation {
    CosignInvitation {
        request: asked.request().clone(),
        payload: asked.submission,
        payload_hash: asked.payload_hash,
        by: asked.by,
    }
}

/// First step of signing, with the enrolment (compact) of the person asked.
///
/// # Errors
/// As [`cosign::read_request`] and [`cosign::begin`].
pub fn begin(
    request: &CosignRequest,
    enrolment: &str,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, Failure> {
    let asked = cosign::read_request(request, directory, now).map_err(refused)?;
    cosign::begin(&asked, enrolment, directory, now).map_err(refused)
}

/// Second step: the co-signature of what [`motcua_crypto::sign::finish`] put together, checked as the asker will check it.
///
/// # Errors
/// As [`cosign::detach`] and [`cosign::verify`].
pub fn finish(
    request: &CosignRequest,
    signed: &FlattenedJws,
    enrolment: &str,
    directory: &Directory,
    now: i64,
) -> Result<CoSignature, Failure> {
    let signature = cosign::detach(request, signed, enrolment).map_err(refused)?;
    cosign::verify(request, &signature, directory, now).map_err(refused)?;
    Ok(signature)
}

/// Verifies an answer, before it goes into the packet.
///
/// # Errors
/// As [`cosign::verify`].
pub fn verify(
    request: &CosignRequest,
    signature: &CoSignature,
    directory: &Directory,
    now: i64,
) -> Result<Enrolment, Failure> {
    cosign::verify(request, signature, directory, now).map_err(refused)
}

/// First step of saying no; what the second gives goes back to who asked.
///
/// # Errors
/// As [`cosign::read_request`] and [`cosign::begin_refusal`].
pub fn begin_refusal(
    request: &CosignRequest,
    enrolment: &str,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, Failure> {
    let asked = cosign::read_request(request, directory, now).map_err(refused)?;
    cosign::begin_refusal(&asked, enrolment, directory, now).map_err(refused)
}

/// Verifies a refusal.
///
/// # Errors
/// As [`cosign::verify_refusal`].
pub fn verify_refusal(
    signed: &FlattenedJws,
    request: &CosignRequest,
    directory: &Directory,
) -> Result<CosignRefusal, Failure> {
    cosign::verify_refusal(signed, request, directory).map_err(refused)
}
