//! Opening what was sealed, with a key in memory or with one that the host holds, and handing packets on.

use std::sync::Arc;

use motcua::crypto::packet::Opening;
use motcua::crypto::seal::{self, Opener};
use motcua::crypto::software;
use motcua::flow::open::{self, Held};
use motcua::json::{Value, from_value};
use motcua::types::office::ExpectedPacket;
use motcua::types::{keys, procedure, submission};
use zeroize::Zeroizing;

use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::records::{
    AgreementAlgorithm, AgreementRequest, Anchor, CaAnswer, CaCheck, Expected, Jwk, OpenedPacket,
    TransferredPacket,
};
use crate::sealing::{keys as recipients_of, sealed};
use crate::text::{read, write};

/// What opens: a key in memory, or what a key of the host agreed for one sealed object. Its secret part never leaves the
/// core and is wiped when the handle goes.
#[derive(uniffi::Object)]
pub struct OpeningKey {
    inner: Held,
}

#[uniffi::export]
impl OpeningKey {
    /// A new key.
    ///
    /// # Errors
    /// `crypto/entropy`.
    #[uniffi::constructor]
    pub fn generate(algorithm: AgreementAlgorithm) -> Result<Arc<Self>, MotCuaError> {
        let algorithm = match algorithm {
            AgreementAlgorithm::X25519 => software::Algorithm::X25519,
            AgreementAlgorithm::P256 => software::Algorithm::P256,
        };
        Ok(Self::of(software::OpeningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)?))
    }

    /// Second of two steps with a key that the host holds: opens the object that [`begin_open`] was asked about. `secret`
    /// is the output of X25519, or the x coordinate of ECDH on P-256: 32 bytes.
    ///
    /// # Errors
    /// None here; a wrong secret is refused where it opens.
    #[uniffi::constructor]
    pub fn agreed(request: AgreementRequest, secret: Vec<u8>) -> Result<Arc<Self>, MotCuaError> {
        Ok(Arc::new(Self { inner: Held::Agreed { kid: request.kid, secret: Zeroizing::new(secret) } }))
    }

    /// The public key, to seal to.
    ///
    /// # Errors
    /// `boundary/type` for what a key of the host agreed.
    pub fn jwk(&self) -> Result<Jwk, MotCuaError> {
        Ok(self.key()?.public().into())
    }
}

impl OpeningKey {
    pub(crate) fn of(key: software::OpeningKey) -> Arc<Self> {
        Arc::new(Self { inner: Held::Key(key) })
    }

    /// The key in memory.
    pub(crate) fn key(&self) -> Result<&software::OpeningKey> {
        self.inner.key().ok_or_else(|| of_code("boundary/type"))
    }

    pub(crate) fn opener(&self) -> Opener<'_> {
        (&self.inner).into()
    }
}

/// First of two steps with a key that the host holds: with which ephemeral key it must agree a secret (ECDH). `object` is
/// the JSON text of a packet, of a request to co-sign or of a key of a dossier.
///
/// # Errors
/// `crypto/cannotOpen` when the key is none of the recipients, `crypto/…`.
#[uniffi::export]
pub fn begin_open(object: String, key: Jwk) -> Result<AgreementRequest, MotCuaError> {
    Ok(open::begin(&sealed(&object)?, &key.into())?.into())
}

fn opening(
    packet: &str,
    key: &OpeningKey,
    directory: &Directory,
    expected: Expected,
    anchor: Option<Anchor>,
) -> Result<Opening> {
    let (now, anchor) = (expected.now, anchor.map(submission::Anchor::from));
    let expected = self::expected(expected)?;
    let packet = sealed(packet)?;
    Ok(open::packet(&packet, key.opener(), directory.inner(), &expected, anchor.as_ref(), now)?)
}

/// Opens a packet (JSON text): one that has just arrived, or with an `anchor` one that was accepted before. `answers` are
/// the host's to [`packet_checks`].
///
/// # Errors
/// `crypto/cannotOpen`, `packet/…`, `enrolment/…`; `packet/caUnchecked` for one that rests on a certificate that nobody
/// judged.
#[uniffi::export]
pub fn open_packet(
    packet: String,
    key: &OpeningKey,
    directory: &Directory,
    expected: Expected,
    anchor: Option<Anchor>,
    answers: Vec<CaAnswer>,
) -> Result<OpenedPacket, MotCuaError> {
    let answers: Vec<_> = answers.into_iter().map(submission::CaAnswer::from).collect();
    let opening = opening(&packet, key, directory, expected, anchor)?;
    OpenedPacket::of(opening.finish(&answers).map_err(refuse)?)
}

/// The certificates that the host has to judge before the packet opens.
///
/// # Errors
/// As [`open_packet`], but for the roles that must sign.
#[uniffi::export]
pub fn packet_checks(
    packet: String,
    key: &OpeningKey,
    directory: &Directory,
    expected: Expected,
    anchor: Option<Anchor>,
) -> Result<Vec<CaCheck>, MotCuaError> {
    let opening = opening(&packet, key, directory, expected, anchor)?;
    Ok(opening.checks().iter().cloned().map(CaCheck::from).collect())
}

/// Hands a packet to another office: the same content under a new envelope, and the event that says so. `from` and `to`
/// are `agency` or `agency/unit`, `reason` is a stable code.
///
/// # Errors
/// `crypto/cannotOpen`, `packet/…`.
#[uniffi::export]
pub fn transfer_packet(
    packet: String,
    key: &OpeningKey,
    from: String,
    to: String,
    reason: String,
    recipients: Vec<Jwk>,
) -> Result<TransferredPacket, MotCuaError> {
    let way = (from.as_str(), to.as_str(), reason.as_str());
    let moved =
        open::transfer(&sealed(&packet)?, key.opener(), way, &recipients_of(recipients), &mut HostEntropy)?;
    Ok(TransferredPacket { sealed: seal::to_json(&moved.sealed), transfer: write(&moved.transfer)? })
}

/// The same content for other recipients, unread; for packets and the keys of dossiers alike.
///
/// # Errors
/// `crypto/cannotOpen`, `crypto/…`.
#[uniffi::export]
pub fn rewrap(object: String, key: &OpeningKey, recipients: Vec<Jwk>) -> Result<String, MotCuaError> {
    let again = open::rewrap(&sealed(&object)?, key.opener(), &recipients_of(recipients), &mut HostEntropy)?;
    Ok(seal::to_json(&again))
}

/// What the caller expects, as the core has it.
fn expected(expected: Expected) -> Result<ExpectedPacket> {
    let rule = |rule: crate::records::SignerRule| {
        let role = from_value(&Value::from(rule.role.as_str())).map_err(|_| of_code("boundary/type"))?;
        Ok(procedure::SignerRule { role, auth: rule.auth })
    };
    let revoked = expected.revoked.into_iter();
    Ok(ExpectedPacket {
        aud: expected.agency,
        nonce: expected.nonce,
        dossier: expected.dossier,
        procedure: expected.procedure.map(Into::into),
        signers: expected.signers.into_iter().map(rule).collect::<Result<_>>()?,
        min_assurance: expected.min_assurance,
        max_age: expected.max_age,
        skew: expected.skew,
        revoked: revoked.map(|key| keys::Revocation { kid: key.kid, from: key.since }).collect(),
        transfers: expected.transfers.iter().map(|text| read(text)).collect::<Result<_>>()?,
    })
}
