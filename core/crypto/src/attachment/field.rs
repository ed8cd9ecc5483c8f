//! Single fields at rest: compact JWE with `dir` and A256GCM (RFC 7518 sections 4.5 and 5.3) under a key that
//! only this version of this field of this dossier has.

use motcua_json::{Policy, Value, canonicalize, parse};
use zeroize::Zeroizing;

use super::DossierKey;
use crate::{Entropy, Error, ErrorKind, b64, derive, entropy, gcm, header};

const TYPE: &str = "egov-field+jwe";
/// Largest text of a sealed field.
const MAX_TEXT: usize = 2 << 20;

impl DossierKey {
    fn field_key(&self, class: &str, pointer: &str, version: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
        let class = self.class_key(class)?;
        derive::key(&class, "egov/v1/field", &[&self.dossier, pointer, &version.to_string()])
    }

    /// Seals the value of the field at `pointer` (RFC 6901). Each change of the value takes another `version`.
    ///
    /// # Errors
    /// `crypto/context`, `crypto/tooLarge`, `crypto/entropy`.
    pub fn field_seal(
        &self,
        class: &str,
        pointer: &str,
        version: u32,
        value: &Value,
        entropy: &mut dyn Entropy,
    ) -> Result<String, Error> {
        let key = self.field_key(class, pointer, version)?;
        let protected =
            header::write(&[("alg", "dir"), ("enc", "A256GCM"), ("kid", &self.kid()), ("typ", TYPE)]);
        let iv = entropy::draw_iv(entropy)?;
        let mut data = canonicalize(value);
        let tag = gcm::encrypt(&key, &iv, protected.as_bytes(), &mut data)?;
        let text = format!("{protected}..{}.{}.{}", b64::encode(&iv), b64::encode(&data), b64::encode(&tag));
        if text.len() <= MAX_TEXT { Ok(text) } else { Err(ErrorKind::TooLarge.into()) }
    }

    /// Opens the value of a field.
    ///
    /// # Errors
    /// `crypto/shape`, `crypto/header` and its kin for an object of another kind, `crypto/cannotOpen` for
    /// another dossier, class, field or version and for changed content.
    pub fn field_open(&self, class: &str, pointer: &str, version: u32, text: &str) -> Result<Value, Error> {
        if text.len() > MAX_TEXT {
            return Err(ErrorKind::TooLarge.into());
        }
        let parts: Vec<&str> = text.splitn(6, '.').collect();
        let [protected, "", iv, data, tag] = parts.as_slice() else { return Err(ErrorKind::Shape.into()) };
        let head = header::read(protected, &["alg", "enc", "kid", "typ"])?;
        header::want(&head, "typ", TYPE, ErrorKind::Type)?;
        header::want(&head, "alg", "dir", ErrorKind::Algorithm)?;
        header::want(&head, "enc", "A256GCM", ErrorKind::Encryption)?;
        header::want(&head, "kid", &self.kid(), ErrorKind::CannotOpen)?;
        let key = self.field_key(class, pointer, version)?;
        let mut plain = Zeroizing::new(b64::decode(data)?);
        gcm::decrypt(
            &key,
            &b64::decode_array(iv)?,
            protected.as_bytes(),
            &mut plain,
            &b64::decode_array(tag)?,
        )?;
        Ok(parse(&plain, &Policy::PROFILE)?)
    }
}
