//! Packets: a signed submission, sealed to the office that must act, and the one way to open it.
//!
//! Nothing of a packet is handed out before everything about it has been compared with what the caller
//! expects from its own records.

mod expect;

pub use expect::Expected;

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::Record;
use motcua_types::jose::{FlattenedJws, Jwk, SealContext, SealedObject};
use motcua_types::procedure::SignerRule;
use motcua_types::submission::{Auth, OpenedPacket, ProcedureRef, Submission};
use zeroize::Zeroizing;

use crate::directory::Directory;
use crate::enrolment;
use crate::software::OpeningKey;
use crate::{Entropy, Error, ErrorKind, entropy, hash, seal, shape, sign};

/// A new random dossier id: `urn:uuid:` and a version 4 UUID (RFC 9562).
///
/// # Errors
/// `crypto/entropy`.
pub fn new_dossier_id(entropy: &mut dyn Entropy) -> Result<String, Error> {
    let block = entropy::draw(entropy)?;
    let mut out = String::from("urn:uuid:");
    for (at, byte) in block.iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let byte = match at {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        out.push_str(&format!("{byte:02x}"));
    }
    Ok(out)
}

/// `<code>@<version>`, as a context names a procedure.
pub fn procedure_name(procedure: &ProcedureRef) -> String {
    format!("{}@{}", procedure.code, procedure.version)
}

/// Which roles must sign and how each may vouch, for [`Expected::allowed_auth`].
pub fn allowed_auth(rules: &[SignerRule]) -> Vec<(motcua_types::party::PartyRole, Vec<String>)> {
    rules.iter().map(|rule| (rule.role, rule.auth.clone())).collect()
}

/// Seals a signed submission to its recipients.
///
/// # Errors
/// `packet/envelope` if the submission names another dossier or procedure, `crypto/typ` if it is no
/// submission, and the refusals of [`seal::seal`].
pub fn seal_submission(
    jws: &FlattenedJws,
    procedure: &ProcedureRef,
    dossier: &str,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    sign::read_header(&jws.protected, sign::Kind::Submission)?;
    let (_, payload) = sign::read_payload(jws)?;
    let context = seal::context(seal::PURPOSE_SUBMISSION, dossier, &procedure_name(procedure));
    check_envelope(&Submission::from_value(&payload)?, &context)?;
    let mut content = Object::new();
    content.insert("jws", sign::flattened_to_value(jws));
    content.insert("cosign", Value::Array(Vec::new()));
    let plaintext = Zeroizing::new(canonicalize(&content.into()));
    seal::seal(&plaintext, context, recipients, entropy)
}

/// Opens a packet that has just arrived.
///
/// # Errors
/// Refusals of [`seal::open`], [`enrolment::verify`] and [`sign::verify`], and every `packet/…` code: the
/// packet differs from what is expected, or vouches in a way that is not allowed.
pub fn open(
    object: &SealedObject,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Expected,
) -> Result<OpenedPacket, Error> {
    let packet = authenticate(object, key, directory)?;
    expected.check_standing_facts(&packet.submission)?;
    expected.check_freshness(&packet.submission)?;
    expected.check_not_revoked(&packet.enrolment)?;
    directory.not_compromised(&packet.issuer, expected.now)?;
    let signer = expected.check_auth(&packet.submission, &packet.enrolment)?;
    Ok(OpenedPacket { payload: packet.submission, payload_hash: packet.hash, signers: vec![signer] })
}

/// Opens a packet again that was accepted before, for a later view of the dossier. Instead of challenge, age
/// and later revocations, the payload must have the hash that was recorded then.
///
/// # Errors
/// As [`open`], with `packet/changed` if it is another payload.
pub fn reopen(
    object: &SealedObject,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Expected,
    payload_hash: &str,
) -> Result<OpenedPacket, Error> {
    let packet = authenticate(object, key, directory)?;
    if packet.hash != payload_hash {
        return Err(ErrorKind::PacketChanged.into());
    }
    expected.check_standing_facts(&packet.submission)?;
    let signer = expected.check_auth(&packet.submission, &packet.enrolment)?;
    Ok(OpenedPacket { payload: packet.submission, payload_hash: packet.hash, signers: vec![signer] })
}

/// A submission whose signature, signer and envelope are in order.
struct Authentic {
    submission: Submission,
    hash: String,
    enrolment: motcua_types::keys::Enrolment,
    issuer: String,
}

fn authenticate(object: &SealedObject, key: &OpeningKey, directory: &Directory) -> Result<Authentic, Error> {
    if seal::inspect(object)?.purpose != seal::PURPOSE_SUBMISSION {
        return Err(ErrorKind::PacketPurpose.into());
    }
    let (plaintext, context) = seal::open(object, key)?;
    let jws = read_content(&Zeroizing::new(plaintext))?;

    // The key that must have signed stands inside what it signed: so only the enrolment is taken out before
    // the signature verified, and it counts because a signing key of the directory signed it.
    let (_, unverified) = sign::read_payload(&jws)?;
    let compact = unverified.pointer("/auth/enrolment").and_then(Value::as_str);
    let compact = compact.ok_or(ErrorKind::PacketAuthNotAllowed)?;
    let enrolment::Authentic { enrolment, issuer } = enrolment::authenticate(compact, directory)?;
    if sign::read_header(&jws.protected, sign::Kind::Submission)?.kid != enrolment.kid {
        return Err(ErrorKind::PacketSignerMismatch.into());
    }
    let verified = sign::verify(&jws, sign::Kind::Submission, std::slice::from_ref(&enrolment.jwk))?;

    if verified.value.get("v").and_then(Value::as_i64) != Some(1) {
        return Err(ErrorKind::PacketVersion.into());
    }
    let submission = Submission::from_value(&verified.value)?;
    if matches!(submission.auth, Auth::Ca { .. }) {
        return Err(ErrorKind::PacketAuthNotAllowed.into());
    }
    check_envelope(&submission, &context)?;
    enrolment::check_time(&enrolment, &issuer, directory, submission.iat)?;
    Ok(Authentic { submission, hash: hash::sha256_text(&verified.payload), enrolment, issuer })
}

/// The signed object in the content of a packet.
fn read_content(plaintext: &[u8]) -> Result<FlattenedJws, Error> {
    let value = parse(plaintext, &Policy::PROFILE.with_max_bytes(seal::MAX_PLAINTEXT))?;
    let content = shape::exact(&value, &["jws", "cosign"], &[])?;
    match content.get("cosign").and_then(Value::as_array) {
        Some([]) => {}
        Some(_) => return Err(ErrorKind::PacketCosign.into()),
        None => return Err(ErrorKind::Shape.into()),
    }
    sign::flattened_from_value(content.get("jws").unwrap_or(&Value::Null))
}

fn check_envelope(submission: &Submission, context: &SealContext) -> Result<(), Error> {
    let same =
        submission.dossier == context.dossier && procedure_name(&submission.procedure) == context.procedure;
    if same { Ok(()) } else { Err(ErrorKind::PacketEnvelope.into()) }
}
