//! Packets: a signed submission, sealed to the office that must act, and the one way to open it.
//!
//! Nothing of a packet is handed out before everything about it has been compared with what the caller
//! expects from its own records.

pub(crate) mod content;
mod expect;
pub(crate) mod opening;
mod roles;

pub use expect::Expected;
pub use opening::Opening;

use motcua_types::event::{Reason, Transfer};
use motcua_types::jose::{CoSignature, FlattenedJws, Jwk, SealedObject};
use motcua_types::procedure::SignerRule;
use motcua_types::submission::{Anchor, OpenedPacket, ProcedureRef, RefusedSignature};

use crate::directory::Directory;
use crate::seal::{self, Opener};
use crate::{Entropy, Error, ErrorKind, entropy, hash, sign};

use content::{Authentic, Content, authenticate, check_envelope, read_submission, unseal};

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

/// Which roles must sign and how each may vouch, for [`Expected::allowed_auth`].
pub fn allowed_auth(rules: &[SignerRule]) -> Vec<(motcua_types::party::PartyRole, Vec<String>)> {
    rules.iter().map(|rule| (rule.role, rule.auth.clone())).collect()
}

/// Seals a signed submission to its recipients.
///
/// # Errors
/// `packet/envelope` if the submission names another dossier or procedure, `crypto/typ` if it is no
/// submission, `packet/version`, `packet/parties`, and the refusals of [`seal::seal`].
pub fn seal_submission(
    jws: &FlattenedJws,
    procedure: &ProcedureRef,
    dossier: &str,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    seal_cosigned(jws, &[], procedure, dossier, recipients, entropy)
}

/// Seals a signed submission with co-signatures beside it.
///
/// # Errors
/// As [`seal_submission`], and `packet/cosign` for too many.
pub fn seal_cosigned(
    jws: &FlattenedJws,
    cosign: &[CoSignature],
    procedure: &ProcedureRef,
    dossier: &str,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    if cosign.len() > content::MAX_COSIGN {
        return Err(ErrorKind::PacketCosign.into());
    }
    sign::read_header(&jws.protected, sign::Kind::Submission)?;
    let (_, payload) = sign::read_payload(jws)?;
    let context = seal::context(seal::PURPOSE_SUBMISSION, dossier, &seal::procedure_name(procedure));
    check_envelope(&read_submission(&payload)?, &context)?;
    let content = Content { jws: jws.clone(), cosign: cosign.to_vec() };
    seal::seal(&content.write()?, context, recipients, entropy)
}

/// Opens a packet that has just arrived.
///
/// # Errors
/// Refusals of [`seal::open`], [`crate::enrolment::verify`] and [`sign::verify`], and every `packet/…` code: the
/// packet differs from what is expected, or vouches in a way that is not allowed. `packet/caUnchecked` if it
/// rests on a certificate: such a packet needs [`begin_open`].
pub fn open<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &Expected,
) -> Result<OpenedPacket, Error> {
    begin_open(object, opener, directory, expected)?.finish(&[])
}

/// Opens a packet that has just arrived as far as the core can alone. The host judges the certificates, if any,
/// and [`Opening::finish`] hands out the content.
///
/// # Errors
/// As [`open`], but for the roles that must sign, which show at the end.
pub fn begin_open<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &Expected,
) -> Result<Opening, Error> {
    let (packet, content) = arrive(object, &opener.into(), directory, expected)?;
    expected.check_freshness(&packet.submission)?;
    Opening::begin(packet, &content, expected, directory, expected.now)
}

/// Opens a packet again that was accepted before, for a later view of the dossier. Instead of challenge and age,
/// the payload must have the hash that was recorded then, and every key must have been good when the packet
/// arrived: what a receipt proves to be older than a theft stays valid.
///
/// # Errors
/// As [`open`], with `packet/changed` if it is another payload.
pub fn reopen<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &Expected,
    anchor: &Anchor,
) -> Result<OpenedPacket, Error> {
    begin_reopen(object, opener, directory, expected, anchor)?.finish(&[])
}

/// [`reopen`] in two steps, for a packet that rests on a certificate.
///
/// # Errors
/// As [`reopen`].
pub fn begin_reopen<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &Expected,
    anchor: &Anchor,
) -> Result<Opening, Error> {
    let (packet, content) = arrive(object, &opener.into(), directory, expected)?;
    if packet.hash != anchor.payload_hash {
        return Err(ErrorKind::PacketChanged.into());
    }
    Opening::begin(packet, &content, expected, directory, anchor.at)
}

/// Reads a packet that was accepted before even if its signatures no longer count, for instance because the key
/// that enrolled its signer was stolen earlier than it arrived. Its content is what was recorded then; `signers`
/// is empty when nobody can be said to vouch for it, and `refused` says why. No dossier becomes unreadable, and
/// none is given a validity that it does not have.
///
/// # Errors
/// Those of [`seal::open`], `packet/purpose`, `packet/envelope`, `packet/version`, `packet/parties`, `json/…`, and
/// `packet/changed` if it is another payload than the one recorded.
pub fn recall<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &Expected,
    anchor: &Anchor,
) -> Result<OpenedPacket, Error> {
    let opener = opener.into();
    let refusal = match reopen(object, opener, directory, expected, anchor) {
        Err(error) => error,
        whole => return whole,
    };
    let (plaintext, context) = unseal(object, &opener, seal::PURPOSE_SUBMISSION)?;
    let content = Content::read(&plaintext)?;
    let (bytes, value) = sign::read_payload(&content.jws)?;
    let payload_hash = hash::sha256_text(&bytes);
    if payload_hash != anchor.payload_hash {
        return Err(ErrorKind::PacketChanged.into());
    }
    let payload = read_submission(&value)?;
    check_envelope(&payload, &context)?;
    let kid = sign::find_kid(&content.jws.protected);
    let refused = vec![RefusedSignature { kid, code: refusal.code().to_owned() }];
    Ok(OpenedPacket { payload, payload_hash, signers: Vec::new(), refused })
}

fn arrive(
    object: &SealedObject,
    opener: &Opener<'_>,
    directory: &Directory,
    expected: &Expected,
) -> Result<(Authentic, Content), Error> {
    let (plaintext, context) = unseal(object, opener, seal::PURPOSE_SUBMISSION)?;
    let content = Content::read(&plaintext)?;
    let packet = authenticate(&content.jws, directory)?;
    check_envelope(&packet.submission, &context)?;
    expected.check_standing_facts(&packet.submission, &packet.enrolment, directory)?;
    expected.check_route(&context.rcpt, &|| seal::digest(object), directory)?;
    Ok((packet, content))
}

/// Hands a packet to another agency: the same content under a new envelope, and what the holder's signed event
/// has to say about it. The receiver opens it with that event in [`Expected::transfers`].
///
/// `from` and `to` are `agency` or `agency/unit`, `reason` is a stable code, `recipients` the receiver's keys.
///
/// # Errors
/// Those of [`seal::open`] and [`seal::seal`], `packet/purpose`, and `packet/transfer` if nothing would change
/// hands.
pub fn transfer<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    (from, to, reason): (&str, &str, &str),
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<(SealedObject, Transfer), Error> {
    if from == to {
        return Err(ErrorKind::PacketTransfer.into());
    }
    if seal::inspect(object)?.purpose != seal::PURPOSE_SUBMISSION {
        return Err(ErrorKind::PacketPurpose.into());
    }
    let sealed = seal::rewrap(object, opener, recipients, entropy)?;
    let transfer = Transfer {
        from: from.to_owned(),
        to: to.to_owned(),
        reason: Reason { code: reason.to_owned(), note: None, items: Vec::new() },
        packet_hash: seal::digest(&sealed),
    };
    Ok((sealed, transfer))
}
