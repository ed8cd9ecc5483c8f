//! Blind index: finding a sealed value again without opening anything.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::b64;

/// HMAC-SHA-256 of a normalised value under the index key of an agency and field, base64url. Equal values give
/// equal texts and nothing else can be learnt without the key; with the key, a value of few possibilities,
/// such as a number of 12 digits, can be found by trying them all. So the index key is kept apart.
pub fn blind_index(key: &[u8; 32], normalised: &str) -> String {
    // HMAC fills a short key with zeros up to the block of the hash (RFC 2104 section 2).
    let mut block = Zeroizing::new([0u8; 64]);
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(normalised.as_bytes());
    b64::encode(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 4231 section 4.3 (key "Jefe"), as a key of 32 bytes filled with zeros.
    #[test]
    fn rfc4231_case_2() {
        let mut key = [0u8; 32];
        key[..4].copy_from_slice(b"Jefe");
        let tag = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM";
        assert_eq!(blind_index(&key, "what do ya want for nothing?"), tag);
        assert_ne!(blind_index(&[1; 32], "what do ya want for nothing?"), tag);
    }
}
