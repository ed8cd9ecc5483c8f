//! AES-256-GCM with the codes of the format.

use motcua_primitives::gcm;

use crate::{Error, ErrorKind};

/// A key that is already expanded: for whoever uses it more than once.
pub(crate) struct Cipher(gcm::Cipher);

impl Cipher {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(gcm::Cipher::new(key))
    }

    /// Encrypts `data` in place and returns the tag.
    pub(crate) fn encrypt(&self, iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Error> {
        self.0.encrypt(iv, aad, data).map_err(|_| ErrorKind::TooLarge.into())
    }

    /// Decrypts `data` in place after the tag has been checked; otherwise there is no plaintext.
    pub(crate) fn decrypt(
        &self,
        iv: &[u8; 12],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8; 16],
    ) -> Result<(), Error> {
        self.0.decrypt(iv, aad, data, tag).map_err(|_| ErrorKind::CannotOpen.into())
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
