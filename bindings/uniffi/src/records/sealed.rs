//! Packets, and who opens them.

use motcua::json::to_value;
use motcua::types::{jose, procedure, submission};

use super::{Jwk, ProcedureRef};
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
    /// Transfers from the agency addressed to its present holder, in order (JSON text of a list); `[]` for none.
    pub transfers: String,
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
