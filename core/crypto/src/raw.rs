//! The primitives themselves, without the format around them: for published suites and for measurements.
//!
//! Only builds with the feature `raw` have this module; what ships has not. Nothing here may be used to make or
//! to read an object.

pub mod slices;

use zeroize::Zeroizing;

use crate::jwk::{Point, PublicKey};
use crate::software::{OpeningKey, SigningKey};
use crate::{Error, gcm, key_wrap, sign};

/// Signs a message: Ed25519, or ES256 as `r || s`.
///
/// # Errors
/// None in practice.
pub fn sign(key: &SigningKey, message: &[u8]) -> Result<[u8; 64], Error> {
    key.sign_bytes(message)
}

/// Verifies a signature of 64 bytes as strictly as signed objects are verified.
///
/// # Errors
/// `crypto/signatureFormat`, `crypto/signature`, `crypto/keyUse`.
pub fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<(), Error> {
    sign::verify_bytes(message, signature, key, key.signature_algorithm()?)
}

/// The signing key of an Ed25519 seed (RFC 8032 section 5.1.5).
pub fn ed25519_from_seed(seed: &[u8; 32]) -> SigningKey {
    SigningKey::ed25519(seed)
}

/// The opening key of an X25519 private key (RFC 7748 section 6.1).
pub fn x25519_from_bytes(private: &[u8; 32]) -> OpeningKey {
    OpeningKey::x25519(private)
}

/// The public key of raw Ed25519 bytes.
///
/// # Errors
/// `crypto/key`.
pub fn ed25519_public(bytes: &[u8; 32]) -> Result<PublicKey, Error> {
    crate::jwk::ed25519(bytes).map(|key| PublicKey::from_point(Point::Ed25519(Box::new(key))))
}

/// The public key of raw X25519 bytes.
///
/// # Errors
/// `crypto/key`.
pub fn x25519_public(bytes: &[u8; 32]) -> Result<PublicKey, Error> {
    crate::jwk::x25519(*bytes).map(|bytes| PublicKey::from_point(Point::X25519(bytes)))
}

/// The shared secret of two keys of one curve.
///
/// # Errors
/// `crypto/cannotOpen`.
pub fn agree(key: &OpeningKey, other: &PublicKey) -> Result<Zeroizing<[u8; 32]>, Error> {
    key.agree(other)
}

/// AES-256-GCM with its key expanded.
pub struct Gcm(gcm::Cipher);

impl Gcm {
    /// Expands a key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(gcm::Cipher::new(key))
    }

    /// Encrypts in place and gives the tag.
    ///
    /// # Errors
    /// `crypto/tooLarge`.
    pub fn seal(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Error> {
        self.0.encrypt(iv, aad, data)
    }

    /// Decrypts in place.
    ///
    /// # Errors
    /// `crypto/cannotOpen`.
    pub fn open(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8], tag: &[u8; 16]) -> Result<(), Error> {
        self.0.decrypt(iv, aad, data, tag)
    }
}

impl core::fmt::Debug for Gcm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Gcm")
    }
}

/// Wraps a key of 32 bytes (RFC 3394).
///
/// # Errors
/// None in practice.
pub fn wrap(kek: &[u8; 32], key: &[u8; 32]) -> Result<[u8; 40], Error> {
    key_wrap::wrap_key(kek, key)
}

/// Unwraps a key of 32 bytes (RFC 3394).
///
/// # Errors
/// `crypto/cannotOpen`.
pub fn unwrap(kek: &[u8; 32], wrapped: &[u8; 40]) -> Result<Zeroizing<[u8; 32]>, Error> {
    key_wrap::unwrap_key(kek, wrapped)
}
