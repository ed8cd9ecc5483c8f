//! Blind index: finding a sealed value again without opening anything.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::b64;

/// HMAC-SHA-256 of a normalised value under the index key of an agency and field, base64url. Equal values give
/// equal texts and nothing else can be learnt without the key; with the key, a value of few possibilities,
/// such as a number of 12 digits, can be found by trying them all. So the index key is kept apart.
pub fn blind_index(key: &[u8; 32], normalised: &str) -> String {
    // Any length of key is one for HMAC, so the error has no case.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(normalised.as_bytes());
            b64::encode(&mac.finalize().into_bytes())
        })
        .unwrap_or_default()
}
