//! Blind index: finding a sealed value again without opening anything.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Entropy, Error, ErrorKind, b64, derive, entropy};

/// The secret that index keys come from; kept apart from every data key, by whoever looks up and does not open.
/// Wiped when dropped.
pub struct IndexKey(Zeroizing<[u8; 32]>);

impl IndexKey {
    /// A new secret.
    ///
    /// # Errors
    /// `crypto/entropy`.
    pub fn generate(entropy: &mut dyn Entropy) -> Result<Self, Error> {
        entropy::draw(entropy).map(Self)
    }

    /// The secret that a server keeps in a file, base64url of 32 bytes.
    ///
    /// # Errors
    /// `crypto/base64`.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        b64::decode_array(text).map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The secret for a server's key file. Bindings must not offer this to a page or an app.
    pub fn export_text(&self) -> Zeroizing<String> {
        Zeroizing::new(b64::encode(self.0.as_slice()))
    }

    /// The key of one field (JSON Pointer) at one agency: tags of two fields, or of two agencies, tell nothing about
    /// each other.
    ///
    /// # Errors
    /// `crypto/context` if a name is empty or holds a zero byte.
    pub fn field(&self, agency: &str, pointer: &str) -> Result<FieldIndex, Error> {
        if agency.is_empty() || pointer.is_empty() {
            return Err(ErrorKind::Context.into());
        }
        derive::key(&self.0, "egov/v1/index", &[agency, pointer]).map(FieldIndex)
    }
}

impl fmt::Debug for IndexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IndexKey")
    }
}

/// The index key of one field of one agency.
pub struct FieldIndex(Zeroizing<[u8; 32]>);

impl FieldIndex {
    /// HMAC-SHA-256 of a value that has been normalised, base64url. Equal values give equal tags and nothing else
    /// can be learnt without the key; with the key, a value of few possibilities, such as a number of 12 digits, can
    /// be found by trying them all.
    pub fn tag(&self, normalised: &str) -> String {
        mac(&self.0, normalised)
    }
}

impl fmt::Debug for FieldIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FieldIndex")
    }
}

fn mac(key: &[u8; 32], text: &str) -> String {
    // HMAC fills a short key with zeros up to the block of the hash (RFC 2104 section 2).
    let mut block = Zeroizing::new([0u8; 64]);
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(text.as_bytes());
    b64::encode(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Counter;

    // RFC 4231 section 4.3 (key "Jefe"), as a key of 32 bytes filled with zeros.
    #[test]
    fn rfc4231_case_2() {
        let mut key = [0u8; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(mac(&key, "what do ya want for nothing?"), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
    }

    #[test]
    fn tags_find_equal_values_of_one_field_of_one_agency() {
        let key = IndexKey::generate(&mut Counter::new(4)).unwrap();
        let tag = |key: &IndexKey, agency, field| key.field(agency, field).unwrap().tag("079085001234");
        let here = tag(&key, "H29", "/id");
        assert_eq!(here, tag(&IndexKey::from_text(&key.export_text()).unwrap(), "H29", "/id"));
        assert_ne!(here, tag(&key, "H29", "/other"));
        assert_ne!(here, tag(&key, "H30", "/id"));
        assert_ne!(here, key.field("H29", "/id").unwrap().tag("079085001235"));
        assert_eq!(key.field("", "/id").unwrap_err().code(), "crypto/context");
        let shown = format!("{key:?}{:?}", key.field("H29", "/id").unwrap());
        assert_eq!(shown, "IndexKeyFieldIndex");
    }
}
