//! Enrolments: the portal or agency says whose key this is. Signed by a signing key of the directory.

use motcua_types::Record;
use motcua_types::jose::{Jwk, SigningRequest};
use motcua_types::keys::{Enrolment, EnrolmentScope};

use crate::directory::Directory;
use crate::jwk::PublicKey;
use crate::sign::{self, Kind};
use crate::{Error, ErrorKind};

/// No enrolment comes near this many characters.
const MAX_TEXT: usize = 16 << 10;

/// First step of signing an enrolment with `key`, which must be a signing key of the directory.
///
/// # Errors
/// Refusals of [`sign::begin`], and those that [`verify`] would give for the record itself.
pub fn begin(enrolment: &Enrolment, key: &Jwk) -> Result<SigningRequest, Error> {
    check_record(enrolment)?;
    sign::begin(Kind::Enrol, &enrolment.to_value()?, key)
}

/// Verifies a compact enrolment that has to be in force at `at`, seconds since 1970.
///
/// # Errors
/// `keys/unknownSigner` and the other refusals of [`Directory::signer`], those of [`sign::verify`],
/// `enrolment/version`, `enrolment/kidMismatch`, `enrolment/key`, `enrolment/officer`, `enrolment/agency`,
/// `enrolment/notYetValid`, `enrolment/expired`.
pub fn verify(compact: &str, directory: &Directory, at: i64) -> Result<Enrolment, Error> {
    let Authentic { enrolment, issuer } = authenticate(compact, directory)?;
    check_time(&enrolment, &issuer, directory, at)?;
    Ok(enrolment)
}

/// An enrolment whose signature verified; whether it was in force is not yet known.
pub(crate) struct Authentic {
    pub(crate) enrolment: Enrolment,
    /// Thumbprint of the key that signed it.
    pub(crate) issuer: String,
}

pub(crate) fn authenticate(compact: &str, directory: &Directory) -> Result<Authentic, Error> {
    if compact.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let jws = sign::from_compact(compact)?;
    let issuer = sign::read_header(&jws.protected, Kind::Enrol)?.kid;
    let signer = directory.find(&issuer).ok_or(ErrorKind::KeysUnknownSigner)?;
    let verified = sign::verify(&jws, Kind::Enrol, std::slice::from_ref(&signer.jwk))?;
    if let Some(jwk) = verified.value.get("jwk") {
        crate::jwk::refuse_private(jwk)?;
    }
    let enrolment = Enrolment::from_value(&verified.value)?;
    check_record(&enrolment)?;
    let own_agency = enrolment.agency.as_deref().is_none_or(|agency| agency == signer.agency);
    if own_agency { Ok(Authentic { enrolment, issuer }) } else { Err(ErrorKind::EnrolmentAgency.into()) }
}

/// Whether the enrolment and the key that signed it were good at `at`.
pub(crate) fn check_time(
    enrolment: &Enrolment,
    issuer: &str,
    directory: &Directory,
    at: i64,
) -> Result<(), Error> {
    if at < enrolment.nbf {
        return Err(ErrorKind::EnrolmentNotYetValid.into());
    }
    if at >= enrolment.exp {
        return Err(ErrorKind::EnrolmentExpired.into());
    }
    // The enrolment was signed at or before it began to hold, so that is when its signer had to be good. A
    // thief of the signer's key could write any such time, so the key must not be known as stolen at `at`.
    directory.signer(issuer, enrolment.nbf)?;
    directory.not_compromised(issuer, at)
}

fn check_record(enrolment: &Enrolment) -> Result<(), Error> {
    if enrolment.v != 1 {
        return Err(ErrorKind::EnrolmentVersion.into());
    }
    let key = PublicKey::from_jwk(&enrolment.jwk).map_err(|error| match error.kind() {
        ErrorKind::KidMismatch => ErrorKind::EnrolmentKidMismatch.into(),
        _ => error.at("/jwk"),
    })?;
    if key.kid() != enrolment.kid {
        return Err(ErrorKind::EnrolmentKidMismatch.into());
    }
    if !key.can_sign() {
        return Err(ErrorKind::EnrolmentKey.into());
    }
    let officer = enrolment.scope == EnrolmentScope::Officer;
    if enrolment.agency.is_some() != officer || enrolment.roles.is_empty() == officer {
        return Err(ErrorKind::EnrolmentOfficer.into());
    }
    Ok(())
}
