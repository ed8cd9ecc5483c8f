//! AES-256-GCM (NIST SP 800-38D) with a 96-bit vector and a 128-bit tag, and no other sizes.

use std::fmt;

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};

use crate::Refused;

/// A key with its round keys and hash key already expanded. Wiped when dropped.
pub struct Cipher(Aes256Gcm);

impl Cipher {
    /// Expands a key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts `data` in place and returns the tag.
    ///
    /// # Errors
    /// If `data` is longer than the mode allows, 64 GB.
    pub fn encrypt(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Refused> {
        self.0.encrypt_inout_detached(iv.into(), aad, data.into()).map(Into::into).map_err(|_| Refused)
    }

    /// Decrypts `data` in place after the tag has been checked; otherwise there is no plaintext.
    ///
    /// # Errors
    /// If the tag is not that of this key, vector, `aad` and `data`.
    pub fn decrypt(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8], tag: &[u8; 16]) -> Result<(), Refused> {
        self.0.decrypt_inout_detached(iv.into(), aad, data.into(), tag.into()).map_err(|_| Refused)
    }
}

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cipher")
    }
}
