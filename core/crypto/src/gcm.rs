//! AES-256-GCM (NIST SP 800-38D) with a 96-bit vector and a 128-bit tag, and no other sizes.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};

use crate::{Error, ErrorKind};

/// A key with its round keys and hash key already expanded: for whoever uses it more than once.
pub(crate) struct Cipher(Aes256Gcm);

impl Cipher {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts `data` in place and returns the tag.
    pub(crate) fn encrypt(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Error> {
        self.0
            .encrypt_inout_detached(iv.into(), aad, data.into())
            .map(Into::into)
            .map_err(|_| ErrorKind::TooLarge.into())
    }

    /// Decrypts `data` in place after the tag has been checked; otherwise there is no plaintext.
    pub(crate) fn decrypt(
        &self,
        iv: &[u8; 12],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; 16],
    ) -> Result<(), Error> {
        self.0
            .decrypt_inout_detached(iv.into(), aad, data.into(), tag.into())
            .map_err(|_| ErrorKind::CannotOpen.into())
    }
}

/// Encrypts `data` in place under a key that is used once, and returns the tag.
pub(crate) fn encrypt(key: &[u8; 32], iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Error> {
    Cipher::new(key).encrypt(iv, aad, data)
}

/// Decrypts `data` in place under a key that is used once.
pub(crate) fn decrypt(
    key: &[u8; 32],
    iv: &[u8; 12],
    aad: &[u8],
    data: &mut [u8],
    tag: &[u8; 16],
) -> Result<(), Error> {
    Cipher::new(key).decrypt(iv, aad, data, tag)
}
