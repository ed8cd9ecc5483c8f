//! Packets, and who opens them.

use motcua::json::to_value;
use motcua::types::{jose, office, procedure, submission};

use super::{Jwk, ProcedureRef};
use crate::directory::Enrolment;
use crate::error::{Result, refuse};
use crate::text::write;

/// Which kind of key that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AgreementAlgorithm {
    /// X25519 (RFC 7748).
    X25519,
    /// ECDH over P-256, as key hardware has it.
    P256,
}

/// First half of opening with a key that the host holds: it agrees a secret between `epk` and the key `kid`.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AgreementRequest {
    /// Thumbprint of the key that must agree.
    pub kid: String,
    /// The sender's ephemeral public key.
    pub epk: Jwk,
}

impl From<jose::AgreementRequest> for AgreementRequest {
    fn from(request: jose::AgreementRequest) -> Self {
        Self { kid: request.kid, epk: request.epk.into() }
    }
}

/// A role that must sign, and the ways in which whoever fills it may vouch.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SignerRule {
    /// `applicant`, `filer`, …
    pub role: String,
    /// `key`, `session`, `desk`, `ca`.
    pub auth: Vec<String>,
}

impl SignerRule {
    pub(crate) fn of(rule: &procedure::SignerRule) -> Result<Self> {
        Ok(Self { role: word(&rule.role)?, auth: rule.auth.clone() })
    }
}

/// The wire name of a plain enum.
pub(super) fn word<T: serde::Serialize>(value: &T) -> Result<String> {
    Ok(to_value(value).map_err(refuse)?.as_str().unwrap_or_default().to_owned())
}

/// A key that its holder or the portal withdrew.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Revocation {
    /// Thumbprint.
    pub kid: String,
    /// From when on nothing that arrives counts, seconds since 1970.
    pub since: i64,
}

/// What a packet must be. Every value comes from the caller's own records, never from the packet.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Expected {
    /// The agency that it must be addressed to.
    pub agency: String,
    /// The challenge that was given for it.
    pub nonce: String,
    /// The dossier, if it is known already.
    pub dossier: Option<String>,
    /// The procedure, version and text, if it is known already.
    pub procedure: Option<ProcedureRef>,
    /// The time, seconds since 1970.
    pub now: i64,
    /// How far a signer's clock may be ahead, in seconds; usually 300.
    pub skew: i64,
    /// How old the signature may be, in seconds.
    pub max_age: i64,
    /// Who must sign, and how they may vouch. An empty list allows nothing.
    pub signers: Vec<SignerRule>,
    /// Lowest assurance level of the login.
    pub min_assurance: u32,
    /// Enrolled keys that were revoked.
    pub revoked: Vec<Revocation>,
    /// Verified transfers from the agency addressed to its present holder, in order (JSON text each).
    pub transfers: Vec<String>,
}

/// What a verified signature proves, in growing weight. Only the last is a digital signature in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Standing {
    /// The content is unchanged since a known device key signed it.
    Integrity,
    /// The portal vouches for the signed-in session.
    AuthenticatedSession,
    /// An officer vouches for what happened at the desk.
    DeskAttested,
    /// A certification authority's signature totally passed.
    SecuredDigitalSignature,
}

/// One verified signer.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Signer {
    /// Role in the dossier in which this signer signs.
    pub role: String,
    /// Thumbprint of the key.
    pub kid: String,
    /// What the signature proves.
    pub standing: Standing,
    /// Reference of the person or officer.
    pub person: String,
    /// Display name.
    pub name: String,
    /// Assurance level of the login behind it, 0 without one.
    pub level: u32,
}

/// A signature of a packet that does not count, and why.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct RefusedSignature {
    /// Thumbprint or certificate hash, when it could be read.
    pub kid: Option<String>,
    /// Registered code.
    pub code: String,
}

/// A packet after opening: content that verified, and who vouched for it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenedPacket {
    /// The payload (JSON text).
    pub payload: String,
    /// `sha-256:<base64url>` of the exact payload bytes.
    pub payload_hash: String,
    /// Every signer.
    pub signers: Vec<Signer>,
    /// Signatures that nobody required and that do not count.
    pub refused: Vec<RefusedSignature>,
}

impl OpenedPacket {
    pub(crate) fn of(packet: submission::OpenedPacket) -> Result<Self> {
        let signer = |signer: submission::Signer| {
            let standing = match signer.standing {
                submission::Standing::Integrity => Standing::Integrity,
                submission::Standing::AuthenticatedSession => Standing::AuthenticatedSession,
                submission::Standing::DeskAttested => Standing::DeskAttested,
                submission::Standing::SecuredDigitalSignature => Standing::SecuredDigitalSignature,
            };
            let submission::Signer { role, kid, person, name, level, .. } = signer;
            Ok(Signer { role: word(&role)?, kid, standing, person, name, level })
        };
        let refused = packet.refused.into_iter();
        Ok(Self {
            payload: write(&packet.payload)?,
            payload_hash: packet.payload_hash,
            signers: packet.signers.into_iter().map(signer).collect::<Result<_>>()?,
            refused: refused.map(|found| RefusedSignature { kid: found.kid, code: found.code }).collect(),
        })
    }
}

/// What was recorded when a packet was accepted, by which it is opened again.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Anchor {
    /// `sha-256:<base64url>` of the exact payload bytes.
    pub payload_hash: String,
    /// When it arrived, as the receipt says, seconds since 1970.
    pub at: i64,
}

impl From<Anchor> for submission::Anchor {
    fn from(anchor: Anchor) -> Self {
        Self { payload_hash: anchor.payload_hash, at: anchor.at }
    }
}

/// A certificate's signature that the host has to judge: the core reads no certificate chains.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CaCheck {
    /// `sha-256:<base64url>` of the signer's certificate.
    pub certificate: String,
    /// `ES256`, which the core has verified already, or `PS256`, which the host verifies too.
    pub alg: String,
    /// SubjectPublicKeyInfo of the certificate, DER, base64url.
    pub spki: String,
    /// The certificate and its issuers, DER, base64 as in `x5c`.
    pub chain: Vec<String>,
    /// The ASCII text that was signed.
    pub signed: String,
    /// The signature, base64url.
    pub signature: String,
    /// Time of signing as the signer claims it, seconds since 1970.
    pub at: i64,
}

impl From<submission::CaCheck> for CaCheck {
    fn from(check: submission::CaCheck) -> Self {
        let submission::CaCheck { certificate, alg, spki, chain, signed, signature, iat } = check;
        Self { certificate, alg, spki, chain, signed, signature, at: iat }
    }
}

/// Outcome of validating a signature (ETSI EN 319 102-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum CaIndication {
    /// Everything holds.
    TotalPassed,
    /// It is not a valid signature.
    TotalFailed,
    /// It could not be found out.
    Indeterminate,
}

/// The host's answer to a [`CaCheck`]: chain up to a trusted root, validity, revocation, and for `PS256` the signature.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CaAnswer {
    /// `certificate` of the check.
    pub certificate: String,
    /// Outcome.
    pub indication: CaIndication,
    /// Name of the subject as the certificate states it.
    pub subject: String,
}

impl From<CaAnswer> for submission::CaAnswer {
    fn from(answer: CaAnswer) -> Self {
        let indication = match answer.indication {
            CaIndication::TotalPassed => submission::CaIndication::TotalPassed,
            CaIndication::TotalFailed => submission::CaIndication::TotalFailed,
            CaIndication::Indeterminate => submission::CaIndication::Indeterminate,
        };
        Self { certificate: answer.certificate, indication, subject: answer.subject }
    }
}

/// A packet that changes hands, and what the holder's signed event has to say about it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TransferredPacket {
    /// The same content, sealed to the receiver (JSON text).
    pub sealed: String,
    /// Body of the event (JSON text), for [`Expected::transfers`] of the receiver.
    pub transfer: String,
}

/// A request to co-sign that was read: the first signature verified, and it is still open.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CosignInvitation {
    /// The request in clear (JSON text); the further steps take it, and verify it anew.
    pub request: String,
    /// What is to be signed (JSON text), to be shown whole first.
    pub payload: String,
    /// `sha-256:<base64url>` of the exact payload bytes.
    pub payload_hash: String,
    /// Who has signed and asks.
    pub by: Enrolment,
}

/// A refusal to co-sign that verified.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CosignRefusal {
    /// `sha-256:<base64url>` of the payload that is not co-signed.
    pub of: String,
    /// Dossier id.
    pub dossier: String,
    /// Time of signing, seconds since 1970.
    pub at: i64,
}

/// Place of a chunk: which attachment, which chunk of how many (from 0), and the size of the whole in bytes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ChunkPlace {
    /// Class of personal data of the slot, such as `basic`.
    pub data_class: String,
    /// Id of the attachment within the submission.
    pub attachment: String,
    /// Number of the chunk.
    pub index: u32,
    /// Number of chunks.
    pub count: u32,
    /// Size of the whole attachment before sealing.
    pub size: u32,
}

/// Who opens personal data, in which role and what for: references of the host, not names.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Access {
    /// Reference of the person or service.
    pub actor: String,
    /// Role in which they act, such as `officer`.
    pub role: String,
    /// What for, such as `assessment`.
    pub purpose: String,
    /// When, in seconds since 1970.
    pub at: i64,
}

/// A chunk that was opened, and the record of the opening (JSON text), which the host keeps first.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenedChunk {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Who opened it, and why.
    pub audit: String,
}

/// A part of a dossier's data at rest, sealed under the key of its class.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SealedField {
    /// JSON Pointer of the part.
    pub pointer: String,
    /// Class of the data, `basic` or `sensitive:<kind>`.
    pub data_class: String,
    /// Version of the value; each change takes the next.
    pub version: u32,
    /// Compact JWE.
    pub jwe: String,
}

impl From<office::SealedField> for SealedField {
    fn from(field: office::SealedField) -> Self {
        let office::SealedField { pointer, class, version, jwe } = field;
        Self { pointer, data_class: class, version, jwe }
    }
}

impl From<SealedField> for office::SealedField {
    fn from(field: SealedField) -> Self {
        let SealedField { pointer, data_class, version, jwe } = field;
        Self { pointer, class: data_class, version, jwe }
    }
}

/// A field that was opened, and the record of the opening (JSON text), which the host keeps first.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenedField {
    /// The value (JSON text).
    pub value: String,
    /// Who opened it, and why.
    pub audit: String,
}

/// Parts that were opened and put together, and a record (JSON text) of each opening, which the host keeps first.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenedData {
    /// The data (JSON text).
    pub data: String,
    /// Who opened what, and why.
    pub audit: Vec<String>,
}
