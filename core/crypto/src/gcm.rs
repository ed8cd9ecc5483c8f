//! AES-256-GCM (NIST SP 800-38D) with a 96-bit vector and a 128-bit tag, and no other sizes.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};

use crate::{Error, ErrorKind};

/// Encrypts `data` in place and returns the tag.
pub(crate) fn encrypt(key: &[u8; 32], iv: &[u8; 12], aad: &[u8], data: &mut [u8]) -> Result<[u8; 16], Error> {
    Aes256Gcm::new(key.into())
        .encrypt_inout_detached(iv.into(), aad, data.into())
        .map(Into::into)
        .map_err(|_| ErrorKind::TooLarge.into())
}

/// Decrypts `data` in place after the tag has been checked; otherwise there is no plaintext.
pub(crate) fn decrypt(
    key: &[u8; 32],
    iv: &[u8; 12],
    aad: &[u8],
    data: &mut [u8],
    tag: &[u8; 16],
) -> Result<(), Error> {
    Aes256Gcm::new(key.into())
        .decrypt_inout_detached(iv.into(), aad, data.into(), tag.into())
        .map_err(|_| ErrorKind::CannotOpen.into())
}
