//! Sealing to an office and opening there, in one step or in two.

use std::sync::{Arc, Mutex, PoisonError};

use motcua::crypto::attachment::{self, Part, Place};
use motcua::crypto::hash::Sha256Stream;
use motcua::crypto::packet::{self, Expected as Core};
use motcua::crypto::seal::{self, Opener};
use motcua::crypto::{sign, software};
use motcua::json::{Value, from_value, to_canonical_string};
use motcua::types::audit::AccessStatement;
use motcua::types::jose;
use motcua::types::keys::Revocation;
use motcua::types::procedure::SignerRule;
use zeroize::Zeroizing;

use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::records::{
    Access, AgreementAlgorithm, AgreementRequest, ChunkPlace, Expected, Jwk, OpenedChunk, OpenedPacket,
    ProcedureRef,
};
use crate::text::{read_any, write};

/// A random dossier id, `urn:uuid:…`.
///
/// # Errors
/// `crypto/entropy`.
#[uniffi::export]
pub fn new_dossier_id() -> Result<String, MotCuaError> {
    packet::new_dossier_id(&mut HostEntropy).map_err(refuse)
}

/// Seals a signed submission (flattened JSON text) to one to sixteen recipients; the packet as JSON text.
///
/// # Errors
/// `packet/…`, `crypto/…`.
#[uniffi::export]
pub fn seal_submission(
    jws: String,
    procedure: ProcedureRef,
    dossier: String,
    recipients: Vec<Jwk>,
) -> Result<String, MotCuaError> {
    let jws = sign::parse_flattened(jws.as_bytes()).map_err(refuse)?;
    let recipients: Vec<_> = recipients.into_iter().map(Into::into).collect();
    let sealed = packet::seal_submission(&jws, &procedure.into(), &dossier, &recipients, &mut HostEntropy);
    Ok(seal::to_json(&sealed.map_err(refuse)?))
}

/// A key that opens what is sealed to it, in memory. Its private part never leaves the core and is wiped when the handle
/// goes.
#[derive(uniffi::Object)]
pub struct OpeningKey {
    inner: software::OpeningKey,
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
        let inner = software::OpeningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)?;
        Ok(Arc::new(Self { inner }))
    }

    /// The public key, to seal to.
    ///
    /// # Errors
    /// None in practice.
    pub fn jwk(&self) -> Result<Jwk, MotCuaError> {
        Ok(self.inner.public().into())
    }
}

fn packet(sealed: &str) -> Result<jose::SealedObject> {
    seal::parse(sealed.as_bytes()).map_err(refuse)
}

/// What the caller expects, as the core has it.
fn expected(expected: Expected) -> Result<Core> {
    let rule = |rule: crate::records::SignerRule| {
        let role = from_value(&Value::from(rule.role.as_str())).map_err(|_| of_code("boundary/type"))?;
        Ok(SignerRule { role, auth: rule.auth })
    };
    let rules: Vec<SignerRule> = expected.signers.into_iter().map(rule).collect::<Result<_>>()?;
    Ok(Core {
        aud: expected.agency,
        nonce: expected.nonce,
        dossier: expected.dossier,
        procedure: expected.procedure.map(Into::into),
        now: expected.now,
        skew: expected.skew,
        max_age: expected.max_age,
        allowed_auth: packet::allowed_auth(&rules),
        min_assurance: expected.min_assurance,
        revoked: expected
            .revoked
            .into_iter()
            .map(|key| Revocation { kid: key.kid, from: key.since })
            .collect(),
        transfers: read_any(&expected.transfers)?,
    })
}

/// Opens a packet (JSON text) that has just arrived, with a key in memory.
///
/// # Errors
/// `crypto/cannotOpen`, `packet/…`, `enrolment/…`; `packet/caUnchecked` for one that rests on a certificate.
#[uniffi::export]
pub fn open_packet(
    sealed: String,
    key: &OpeningKey,
    directory: &Directory,
    expected: Expected,
) -> Result<OpenedPacket, MotCuaError> {
    let expected = self::expected(expected)?;
    let opened = packet::open(&packet(&sealed)?, &key.inner, directory.inner(), &expected).map_err(refuse)?;
    OpenedPacket::of(opened)
}

/// First of two steps with a key that the host holds: with which ephemeral key it must agree a secret (ECDH).
///
/// # Errors
/// `crypto/cannotOpen` when the key is none of the recipients, `crypto/…`.
#[uniffi::export]
pub fn begin_open(sealed: String, key: Jwk) -> Result<AgreementRequest, MotCuaError> {
    Ok(seal::begin_open(&packet(&sealed)?, &key.into()).map_err(refuse)?.into())
}

/// Second step: opens the packet with the secret of 32 bytes, the output of X25519 or the x coordinate of ECDH on P-256.
///
/// # Errors
/// As [`open_packet`].
#[uniffi::export]
pub fn finish_open(
    sealed: String,
    request: AgreementRequest,
    secret: Vec<u8>,
    directory: &Directory,
    expected: Expected,
) -> Result<OpenedPacket, MotCuaError> {
    let secret = Zeroizing::new(secret);
    let expected = self::expected(expected)?;
    let opener = Opener::Agreed { kid: &request.kid, secret: &secret };
    let opened = packet::open(&packet(&sealed)?, opener, directory.inner(), &expected).map_err(refuse)?;
    OpenedPacket::of(opened)
}

/// The key of a dossier's documents. Its bytes never leave the core and are wiped when the handle goes.
#[derive(uniffi::Object)]
pub struct DossierKey {
    inner: attachment::DossierKey,
}

/// A dossier key that was opened, and the record of the opening (JSON text), which the host keeps first.
#[derive(uniffi::Record)]
pub struct OpenedDossierKey {
    /// The key.
    pub key: Arc<DossierKey>,
    /// Who opened it, and why.
    pub audit: String,
}

/// Opens the sealed key (JSON text) of a dossier.
///
/// # Errors
/// `crypto/cannotOpen`, `crypto/context`, `crypto/access`.
#[uniffi::export]
pub fn open_dossier_key(
    sealed: String,
    key: &OpeningKey,
    dossier: String,
    access: Access,
) -> Result<OpenedDossierKey, MotCuaError> {
    let opened = attachment::DossierKey::open(&packet(&sealed)?, &key.inner, &dossier, &access.into())
        .map_err(refuse)?;
    Ok(OpenedDossierKey { audit: write(&opened.audit)?, key: Arc::new(DossierKey { inner: opened.value }) })
}

#[uniffi::export]
impl DossierKey {
    /// A new key for a dossier.
    ///
    /// # Errors
    /// `crypto/entropy`, `crypto/context` if it is no dossier id.
    #[uniffi::constructor]
    pub fn generate(dossier: String) -> Result<Arc<Self>, MotCuaError> {
        let inner = attachment::DossierKey::generate(&dossier, &mut HostEntropy).map_err(refuse)?;
        Ok(Arc::new(Self { inner }))
    }

    /// The key itself, sealed to recipients (JSON text).
    ///
    /// # Errors
    /// `crypto/…`.
    pub fn seal(&self, recipients: Vec<Jwk>, procedure: ProcedureRef) -> Result<String, MotCuaError> {
        let recipients: Vec<_> = recipients.into_iter().map(Into::into).collect();
        let name = packet::procedure_name(&procedure.into());
        Ok(seal::to_json(&self.inner.seal(&recipients, &name, &mut HostEntropy).map_err(refuse)?))
    }

    /// Seals one chunk of a document, at most 4 MiB.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/entropy`.
    pub fn seal_chunk(&self, place: ChunkPlace, bytes: Vec<u8>) -> Result<Vec<u8>, MotCuaError> {
        let ChunkPlace { data_class, attachment, index, count, size } = &place;
        let place = Place { class: data_class, attachment, index: *index, count: *count, size: *size };
        self.inner.seal_chunk(&place, &bytes, &mut HostEntropy).map_err(refuse)
    }

    /// Opens one chunk. Whoever opens says who, in which role and what for.
    ///
    /// # Errors
    /// `crypto/chunk`, `crypto/cannotOpen`, `crypto/access`.
    pub fn open_chunk(
        &self,
        place: ChunkPlace,
        sealed: Vec<u8>,
        access: Access,
    ) -> Result<OpenedChunk, MotCuaError> {
        let key = self.inner.attachment(&place.data_class, &place.attachment).map_err(refuse)?;
        let opened = key.open(part(&place), &sealed, &access.into()).map_err(refuse)?;
        Ok(OpenedChunk { bytes: opened.value, audit: write(&opened.audit)? })
    }
}

const fn part(place: &ChunkPlace) -> Part {
    Part { index: place.index, count: place.count, size: place.size }
}

/// A sealed chunk as flattened JWE (JSON text), the same ciphertext in another wrapping, for stock libraries.
///
/// # Errors
/// `crypto/chunk`.
#[uniffi::export]
pub fn chunk_to_jwe(place: ChunkPlace, sealed: Vec<u8>) -> Result<String, MotCuaError> {
    Ok(to_canonical_string(&part(&place).to_jwe(&place.attachment, &sealed).map_err(refuse)?))
}

/// Number of chunks that a document of so many bytes is sealed in.
///
/// # Errors
/// `boundary/type` for one that is too large.
#[uniffi::export]
pub fn chunk_count(size: u64) -> Result<u32, MotCuaError> {
    u32::try_from(attachment::chunk_count(size)).map_err(|_| of_code("boundary/type"))
}

/// SHA-256 of a file in pieces.
#[derive(Default, uniffi::Object)]
pub struct Sha256 {
    stream: Mutex<Sha256Stream>,
}

#[uniffi::export]
impl Sha256 {
    /// Starts.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// None in practice.
    pub fn update(&self, bytes: Vec<u8>) -> Result<(), MotCuaError> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).update(&bytes);
        Ok(())
    }

    /// `sha-256:<base64url>` of everything so far; the hash starts anew.
    ///
    /// # Errors
    /// None in practice.
    pub fn digest(&self) -> Result<String, MotCuaError> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *stream).finish_text())
    }
}

impl From<Access> for AccessStatement {
    fn from(access: Access) -> Self {
        let Access { actor, role, purpose, at } = access;
        Self { actor, role, purpose, at }
    }
}
