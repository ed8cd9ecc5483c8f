//! Signing in two steps, and software keys for devices without key hardware.

use std::sync::Arc;

use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, refuse};
use crate::records::{Jwk, SignedObject, SigningRequest};
use crate::text::document;
use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{jwk, sign};

/// What a signed object is. A signature over one kind never passes as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SignedKind {
    /// A submission.
    Submission,
    /// A receipt over a dossier's log.
    Receipt,
    /// A key directory.
    Keys,
    /// An enrolment of a key.
    Enrol,
    /// A pack of procedures and tables.
    Pack,
    /// A decision of an agency.
    Decision,
    /// A co-signature.
    Cosign,
    /// An event of a dossier's log.
    Event,
}

impl From<SignedKind> for sign::Kind {
    fn from(kind: SignedKind) -> Self {
        match kind {
            SignedKind::Submission => Self::Submission,
            SignedKind::Receipt => Self::Receipt,
            SignedKind::Keys => Self::Keys,
            SignedKind::Enrol => Self::Enrol,
            SignedKind::Pack => Self::Pack,
            SignedKind::Decision => Self::Decision,
            SignedKind::Cosign => Self::Cosign,
            SignedKind::Event => Self::Event,
        }
    }
}

/// First step: what the holder of `key` has to sign, for `payload` (JSON text) to become an object of this kind.
///
/// # Errors
/// `crypto/key`, `crypto/keyUse`, `json/…`.
#[uniffi::export]
pub fn begin_sign(kind: SignedKind, payload: String, key: Jwk) -> Result<SigningRequest, MotCuaError> {
    Ok(sign::begin(kind.into(), &document(&payload)?, &key.into()).map_err(refuse)?.into())
}

/// Second step: the signed object, after its signature verified. `signature` is 64 bytes, or DER for `ES256`, as key
/// stores give it.
///
/// # Errors
/// `crypto/signature`, `crypto/signatureFormat`, `crypto/signingRequest`.
#[uniffi::export]
pub fn finish_sign(
    request: SigningRequest,
    signature: Vec<u8>,
    key: Jwk,
) -> Result<SignedObject, MotCuaError> {
    Ok(sign::finish(&request.into(), &signature, &key.into()).map_err(refuse)?.into())
}

/// Compact text of a signed object (flattened JSON text), as enrolments and events travel.
///
/// # Errors
/// `crypto/…`, `json/…`.
#[uniffi::export]
pub fn to_compact(jws: String) -> Result<String, MotCuaError> {
    Ok(sign::to_compact(&sign::parse_flattened(jws.as_bytes()).map_err(refuse)?))
}

/// Thumbprint of a public key (RFC 7638), after checking the key.
///
/// # Errors
/// `crypto/key`, `crypto/base64`, `crypto/kidMismatch`, `crypto/keyUse`.
#[uniffi::export]
pub fn thumbprint(key: Jwk) -> Result<String, MotCuaError> {
    jwk::thumbprint(&key.into()).map_err(refuse)
}

/// Which kind of signing key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum KeyAlgorithm {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA over P-256, as key hardware has it.
    P256,
}

/// A signing key in memory, for devices without key hardware. Its private part never leaves the core and is wiped when
/// the handle goes.
#[derive(uniffi::Object)]
pub struct SoftwareKey {
    inner: SigningKey,
}

#[uniffi::export]
impl SoftwareKey {
    /// A new key.
    ///
    /// # Errors
    /// `crypto/entropy` when the operating system gives no randomness.
    #[uniffi::constructor]
    pub fn generate(algorithm: KeyAlgorithm) -> Result<Arc<Self>, MotCuaError> {
        let algorithm = match algorithm {
            KeyAlgorithm::Ed25519 => Algorithm::Ed25519,
            KeyAlgorithm::P256 => Algorithm::P256,
        };
        let inner = SigningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)?;
        Ok(Arc::new(Self { inner }))
    }

    /// The public key.
    ///
    /// # Errors
    /// None in practice.
    pub fn jwk(&self) -> Result<Jwk, MotCuaError> {
        Ok(self.inner.public().into())
    }

    /// Signs what [`begin_sign`] prepared for this key.
    ///
    /// # Errors
    /// `crypto/signingRequest` if it was prepared for another key.
    pub fn sign(&self, request: SigningRequest) -> Result<SignedObject, MotCuaError> {
        Ok(self.inner.sign(&request.into()).map_err(refuse)?.into())
    }
}

impl SoftwareKey {
    pub(crate) fn of(inner: SigningKey) -> Arc<Self> {
        Arc::new(Self { inner })
    }

    pub(crate) const fn inner(&self) -> &SigningKey {
        &self.inner
    }
}

/// A public key from JSON text (RFC 7517), checked. A private member is refused.
///
/// # Errors
/// `crypto/key`, `crypto/privateKey`, `json/…`.
#[uniffi::export]
pub fn read_jwk(json: String) -> Result<Jwk, MotCuaError> {
    let key = jwk::from_value(&document(&json)?).map_err(refuse)?;
    jwk::thumbprint(&key).map_err(refuse)?;
    Ok(key.into())
}
