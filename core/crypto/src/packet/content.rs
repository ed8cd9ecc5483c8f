//! What is sealed in a packet: a signed submission and the co-signatures beside it.

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::Record;
use motcua_types::jose::{CoSignature, FlattenedJws, SealContext, SealedObject};
use motcua_types::submission::{Submission, SubmissionType};
use zeroize::Zeroizing;

use crate::directory::Directory;
use crate::seal::{self, Opener};
use crate::{Error, ErrorKind, enrolment, hash, shape, sign};

/// Most co-signatures beside a submission.
pub(crate) const MAX_COSIGN: usize = 8;

/// A signed submission and what stands beside it, not verified.
pub(crate) struct Content {
    pub(crate) jws: FlattenedJws,
    pub(crate) cosign: Vec<CoSignature>,
}

impl Content {
    pub(crate) fn read(plaintext: &[u8]) -> Result<Self, Error> {
        let value = parse(plaintext, &Policy::PROFILE.with_max_bytes(seal::MAX_PLAINTEXT))?;
        let content = shape::exact(&value, &["jws", "cosign"], &[])?;
        let cosign = content.get("cosign").and_then(Value::as_array).ok_or(ErrorKind::Shape)?;
        if cosign.len() > MAX_COSIGN {
            return Err(ErrorKind::PacketCosign.into());
        }
        Ok(Self {
            jws: sign::flattened_from_value(content.get("jws").unwrap_or(&Value::Null))?,
            cosign: cosign.iter().map(read_cosignature).collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn write(&self) -> Result<Zeroizing<Vec<u8>>, Error> {
        let mut content = Object::new();
        content.insert("jws", sign::flattened_to_value(&self.jws));
        let cosign: Vec<Value> = self.cosign.iter().map(Record::to_value).collect::<Result<_, _>>()?;
        content.insert("cosign", Value::Array(cosign));
        Ok(Zeroizing::new(canonicalize(&content.into())))
    }
}

fn read_cosignature(value: &Value) -> Result<CoSignature, Error> {
    shape::exact(value, &["protected", "signature"], &["enrolment"])?;
    Ok(CoSignature::from_value(value)?)
}

/// Opens the envelope of a packet. Nothing in it counts yet.
pub(crate) fn unseal(
    object: &SealedObject,
    opener: &Opener<'_>,
    purpose: &str,
) -> Result<(Zeroizing<Vec<u8>>, SealContext), Error> {
    if seal::inspect(object)?.purpose != purpose {
        return Err(ErrorKind::PacketPurpose.into());
    }
    let (plaintext, context) = seal::open(object, *opener)?;
    Ok((Zeroizing::new(plaintext), context))
}

/// A submission whose own signature verified, with the enrolment of the key that made it.
pub(crate) struct Authentic {
    pub(crate) submission: Submission,
    /// `sha-256:…` of the exact payload bytes.
    pub(crate) hash: String,
    pub(crate) enrolment: motcua_types::keys::Enrolment,
    /// Thumbprint of the key that signed the enrolment.
    pub(crate) issuer: String,
}

pub(crate) fn authenticate(jws: &FlattenedJws, directory: &Directory) -> Result<Authentic, Error> {
    // The key that must have signed stands inside what it signed: so only the enrolment is taken out before
    // the signature verified, and it counts because a signing key of the directory signed it.
    let (_, unverified) = sign::read_payload(jws)?;
    let compact = unverified.pointer("/auth/enrolment").and_then(Value::as_str);
    let compact = compact.ok_or(ErrorKind::PacketAuthNotAllowed)?;
    let enrolment::Authentic { enrolment, issuer } = enrolment::authenticate(compact, directory)?;
    if sign::read_header(&jws.protected, sign::Kind::Submission)?.kid != enrolment.kid {
        return Err(ErrorKind::PacketSignerMismatch.into());
    }
    let verified = sign::verify(jws, sign::Kind::Submission, std::slice::from_ref(&enrolment.jwk))?;
    let submission = read_submission(&verified.value)?;
    enrolment::check_time(&enrolment, &issuer, directory, submission.iat)?;
    Ok(Authentic { submission, hash: hash::sha256_text(&verified.payload), enrolment, issuer })
}

/// The submission of a payload, of the one version, with parties that make sense.
pub(crate) fn read_submission(payload: &Value) -> Result<Submission, Error> {
    if payload.get("v").and_then(Value::as_i64) != Some(1) {
        return Err(ErrorKind::PacketVersion.into());
    }
    let submission = Submission::from_value(payload)?;
    check_parties(&submission)?;
    Ok(submission)
}

fn check_parties(submission: &Submission) -> Result<(), Error> {
    for (index, party) in submission.parties.iter().enumerate() {
        let one = party.person.is_some() != party.organisation.is_some();
        let role_exists = |role| submission.parties.iter().any(|other| other.role == role);
        let attached = |id: &String| submission.attachments.iter().any(|file| file.id == *id);
        // A supplement may rest on evidence that came with what it supplements.
        let new = submission.kind == SubmissionType::Submission;
        let proven = party.evidence.as_ref().is_none_or(|id| !new || attached(id));
        if !one || !party.acts_for.is_none_or(role_exists) || !proven {
            return Err(Error::new(ErrorKind::PacketParties).at(format!("/parties/{index}")));
        }
    }
    Ok(())
}

pub(crate) fn check_envelope(submission: &Submission, context: &SealContext) -> Result<(), Error> {
    let same = submission.dossier == context.dossier
        && seal::procedure_name(&submission.procedure) == context.procedure;
    if same { Ok(()) } else { Err(ErrorKind::PacketEnvelope.into()) }
}
