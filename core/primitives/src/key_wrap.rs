//! AES-256 key wrap (RFC 3394) of keys of 32 bytes.

use aes_kw::{KeyInit, KwAes256};
use zeroize::Zeroizing;

use crate::Refused;

/// Wraps `key` under `kek`.
///
/// # Errors
/// None in practice.
pub fn wrap(kek: &[u8; 32], key: &[u8; 32]) -> Result<[u8; 40], Refused> {
    let mut wrapped = [0u8; 40];
    KwAes256::new(kek.into()).wrap_key(key, &mut wrapped).map_err(|_| Refused)?;
    Ok(wrapped)
}

/// The key that [`wrap`] wrapped.
///
/// # Errors
/// If it was not wrapped under `kek`, or was changed.
pub fn unwrap(kek: &[u8; 32], wrapped: &[u8; 40]) -> Result<Zeroizing<[u8; 32]>, Refused> {
    let mut key = Zeroizing::new([0u8; 32]);
    KwAes256::new(kek.into()).unwrap_key(wrapped, key.as_mut_slice()).map_err(|_| Refused)?;
    Ok(key)
}
