//! Asking a second party to sign: a spouse, the other parent, a partner.
//!
//! Who files signs first and names the other by reference in the payload. The request carries the signed payload
//! to the other, sealed to a key of theirs or shown after login; their signature is detached, over the same
//! bytes. They may also say no, and a request ends by itself.

use motcua_json::{Policy, Value, canonicalize, parse};
use motcua_types::Record;
use motcua_types::jose::{CoSignature, FlattenedJws, Jwk, SealedObject, SigningRequest};
use motcua_types::keys::Enrolment;
use motcua_types::submission::{CosignRefusal, CosignRequest, Submission};
use zeroize::Zeroizing;

use crate::directory::Directory;
use crate::packet::{content, opening};
use crate::seal::{self, Opener};
use crate::{Entropy, Error, ErrorKind, enrolment, hash, shape, sign};

/// The only answer that a refusal gives.
const REFUSED: &str = "refused";

/// A request that was read by the person asked: what they are to sign, and who has signed it already.
#[derive(Clone)]
pub struct Asked {
    request: CosignRequest,
    /// The payload, to be shown whole before anybody signs.
    pub submission: Submission,
    /// `sha-256:…` of the exact payload bytes.
    pub payload_hash: String,
    /// Who has signed and asks.
    pub by: Enrolment,
}

impl Asked {
    /// The request that was read.
    pub const fn request(&self) -> &CosignRequest {
        &self.request
    }
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Asked({})", self.payload_hash)
    }
}

/// A request over a submission that the asker has signed. `reference` is that of the person asked, as a party of
/// the payload has it; `exp` is when the request ends, seconds since 1970.
///
/// # Errors
/// `cosign/notAsked` if no party has that reference, and refusals of the submission itself.
pub fn request(jws: &FlattenedJws, reference: &str, exp: i64) -> Result<CosignRequest, Error> {
    sign::read_header(&jws.protected, sign::Kind::Submission)?;
    let (_, payload) = sign::read_payload(jws)?;
    named(&content::read_submission(&payload)?, reference)?;
    Ok(CosignRequest { v: 1, jws: jws.clone(), reference: reference.to_owned(), exp })
}

fn named(submission: &Submission, reference: &str) -> Result<(), Error> {
    let asked = submission.parties.iter().any(|party| party.reference.as_deref() == Some(reference));
    if asked { Ok(()) } else { Err(ErrorKind::CosignNotAsked.into()) }
}

/// Seals a request to keys of the person asked.
///
/// # Errors
/// As [`seal::seal`], and refusals of the submission in it.
pub fn seal_request(
    request: &CosignRequest,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    let (_, payload) = sign::read_payload(&request.jws)?;
    let submission = content::read_submission(&payload)?;
    let name = seal::procedure_name(&submission.procedure);
    let context = seal::context(seal::PURPOSE_COSIGN, &submission.dossier, &name);
    let plaintext = Zeroizing::new(canonicalize(&request.to_value()?));
    seal::seal(&plaintext, context, recipients, entropy)
}

/// Opens a sealed request and reads it as [`read_request`] does.
///
/// # Errors
/// As [`seal::open`] and [`read_request`]; `packet/purpose` if it is something else, `packet/envelope` if the
/// envelope names another dossier or procedure.
pub fn open_request<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    now: i64,
) -> Result<Asked, Error> {
    let (plaintext, context) = content::unseal(object, &opener.into(), seal::PURPOSE_COSIGN)?;
    let value = parse(&plaintext, &Policy::PROFILE.with_max_bytes(seal::MAX_PLAINTEXT))?;
    let asked = read_request(&request_of(&value)?, directory, now)?;
    content::check_envelope(&asked.submission, &context)?;
    Ok(asked)
}

fn request_of(value: &Value) -> Result<CosignRequest, Error> {
    let object = shape::exact(value, &["v", "jws", "reference", "exp"], &[])?;
    sign::flattened_from_value(object.get("jws").unwrap_or(&Value::Null))?;
    Ok(CosignRequest::from_value(value)?)
}

/// Reads a request that came in the open, after login. The first signature has to verify before anybody is shown
/// the form.
///
/// # Errors
/// `cosign/version`, `cosign/expired`, `cosign/notAsked`, and the refusals of the signature, the signer's
/// enrolment and the submission.
pub fn read_request(request: &CosignRequest, directory: &Directory, now: i64) -> Result<Asked, Error> {
    if request.v != 1 {
        return Err(ErrorKind::CosignVersion.into());
    }
    check_open(request, now)?;
    let content::Authentic { submission, hash, enrolment, issuer } =
        content::authenticate(&request.jws, directory)?;
    directory.not_compromised(&issuer, now)?;
    named(&submission, &request.reference)?;
    Ok(Asked { request: request.clone(), submission, payload_hash: hash, by: enrolment })
}

const fn check_open(request: &CosignRequest, now: i64) -> Result<(), Error> {
    if now >= request.exp { Err(Error::new(ErrorKind::CosignExpired)) } else { Ok(()) }
}

/// The enrolment of the person asked, in force now.
fn own(asked: &Asked, compact: &str, directory: &Directory, now: i64) -> Result<Enrolment, Error> {
    check_open(&asked.request, now)?;
    let own = enrolment::verify(compact, directory, now)?;
    let person = own.person == asked.request.reference;
    if person { Ok(own) } else { Err(ErrorKind::CosignWrongPerson.into()) }
}

/// First step of co-signing, with the key of an enrolment (`egov-enrol+jws`, compact) of the person asked.
///
/// # Errors
/// `cosign/expired`, `cosign/wrongPerson`, and the refusals of [`enrolment::verify`] and [`sign::begin`].
pub fn begin(
    asked: &Asked,
    enrolment: &str,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, Error> {
    let own = own(asked, enrolment, directory, now)?;
    let payload = asked.request.jws.payload.clone().ok_or(ErrorKind::Detached)?;
    sign::begin_text(sign::Kind::Cosign, payload, &own.jwk)
}

/// Second step: the detached signature, after it has been verified. `key` is the enrolled key.
///
/// # Errors
/// As [`sign::finish`]; `crypto/typ` if the request is for something else.
pub fn finish(
    request: &SigningRequest,
    signature: &[u8],
    key: &Jwk,
    enrolment: &str,
) -> Result<CoSignature, Error> {
    sign::read_header(&request.protected, sign::Kind::Cosign)?;
    let signed = sign::finish(request, signature, key)?;
    Ok(CoSignature {
        protected: signed.protected,
        signature: signed.signature,
        enrolment: Some(enrolment.to_owned()),
    })
}

/// The second step for a host that signs whole objects, as [`sign::finish`] gives them: the same signature, detached.
///
/// # Errors
/// `crypto/typ` if it is no co-signature, `cosign/changed` if it is over another payload than the request's.
pub fn detach(request: &CosignRequest, signed: &FlattenedJws, enrolment: &str) -> Result<CoSignature, Error> {
    sign::read_header(&signed.protected, sign::Kind::Cosign)?;
    if signed.payload.is_none() || signed.payload != request.jws.payload {
        return Err(ErrorKind::CosignChanged.into());
    }
    Ok(CoSignature {
        protected: signed.protected.clone(),
        signature: signed.signature.clone(),
        enrolment: Some(enrolment.to_owned()),
    })
}

/// Verifies an answer before it goes into the packet: made over this very payload by the person asked.
///
/// # Errors
/// `cosign/expired`, `cosign/wrongPerson`, and the refusals of signature and enrolment.
pub fn verify(
    request: &CosignRequest,
    signature: &CoSignature,
    directory: &Directory,
    now: i64,
) -> Result<Enrolment, Error> {
    check_open(request, now)?;
    let (_, payload) = sign::read_payload(&request.jws)?;
    let since = content::read_submission(&payload)?.iat;
    let text = request.jws.payload.as_deref().unwrap_or_default();
    let person = opening::verify_cosignature(signature, text, directory, since, now)?;
    if person.person == request.reference { Ok(person) } else { Err(ErrorKind::CosignWrongPerson.into()) }
}

/// First step of saying no. The outcome of [`sign::finish`] goes back to whoever asked.
///
/// # Errors
/// As [`begin`].
pub fn begin_refusal(
    asked: &Asked,
    enrolment: &str,
    directory: &Directory,
    now: i64,
) -> Result<SigningRequest, Error> {
    let own = own(asked, enrolment, directory, now)?;
    let refusal = CosignRefusal {
        v: 1,
        answer: REFUSED.to_owned(),
        of: asked.payload_hash.clone(),
        dossier: asked.submission.dossier.clone(),
        enrolment: enrolment.to_owned(),
        iat: now,
    };
    sign::begin(sign::Kind::Cosign, &refusal.to_value()?, &own.jwk)
}

/// Verifies a refusal: said by the person asked, about the payload that they were asked about.
///
/// # Errors
/// `cosign/version`, `cosign/changed`, `cosign/wrongPerson`, and the refusals of signature and enrolment.
pub fn verify_refusal(
    jws: &FlattenedJws,
    request: &CosignRequest,
    directory: &Directory,
) -> Result<CosignRefusal, Error> {
    let (_, unverified) = sign::read_payload(jws)?;
    let compact = unverified.get("enrolment").and_then(Value::as_str).ok_or(ErrorKind::CosignVersion)?;
    let enrolled = enrolment::authenticate(compact, directory)?;
    let verified = sign::verify(jws, sign::Kind::Cosign, std::slice::from_ref(&enrolled.enrolment.jwk))?;
    let refusal = CosignRefusal::from_value(&verified.value)?;
    if refusal.v != 1 || refusal.answer != REFUSED {
        return Err(ErrorKind::CosignVersion.into());
    }
    let (payload, _) = sign::read_payload(&request.jws)?;
    if refusal.of != hash::sha256_text(&payload) {
        return Err(ErrorKind::CosignChanged.into());
    }
    if enrolled.enrolment.person != request.reference {
        return Err(ErrorKind::CosignWrongPerson.into());
    }
    enrolment::check_time(&enrolled.enrolment, &enrolled.issuer, directory, refusal.iat)?;
    Ok(refusal)
}
