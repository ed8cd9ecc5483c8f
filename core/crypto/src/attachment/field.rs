//! Single fields at rest: compact JWE with `dir` and A256GCM (RFC 7518 sections 4.5 and 5.3) under a key that
//! only this version of this field of this dossier has.

use motcua_json::{Policy, Value, canonicalize, parse};
use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use zeroize::Zeroizing;

use super::ClassKey;
use super::audit::{self, Opened};
use crate::{Entropy, Error, ErrorKind, b64, derive, entropy, gcm, header};

const TYPE: &str = "egov-field+jwe";
/// Largest text of a sealed field.
const MAX_TEXT: usize = 2 << 20;

/// The parts of a sealed field, and the thumbprint of the dossier key that it says it lies under.
struct Parts<'t> {
    protected: &'t str,
    iv: &'t str,
    data: &'t str,
    tag: &'t str,
    kid: String,
}

fn parts(text: &str) -> Result<Parts<'_>, Error> {
    if text.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let parts: Vec<&str> = text.splitn(6, '.').collect();
    let [protected, "", iv, data, tag] = parts.as_slice() else { return Err(ErrorKind::Shape.into()) };
    let head = header::read(protected, &["alg", "enc", "kid", "typ"])?;
    header::want(&head, "typ", TYPE, ErrorKind::Type)?;
    header::want(&head, "alg", "dir", ErrorKind::Algorithm)?;
    header::want(&head, "enc", "A256GCM", ErrorKind::Encryption)?;
    let kid = header::text(&head, "kid")?.to_owned();
    Ok(Parts { protected, iv, data, tag, kid })
}

/// Which dossier key a sealed field needs, by its thumbprint: after a change of keys some fields still lie under the
/// old one. A claim until the field opens.
///
/// # Errors
/// As [`ClassKey::field_open`] for objects of another kind.
pub fn field_kid(text: &str) -> Result<String, Error> {
    parts(text).map(|parts| parts.kid)
}

impl ClassKey {
    fn field_key(&self, pointer: &str, version: u32) -> Result<Zeroizing<[u8; 32]>, Error> {
        derive::key(&self.secret, "egov/v1/field", &[&self.label.dossier, pointer, &version.to_string()])
    }

    /// Seals the value of the field at `pointer` (RFC 6901). Each change of the value takes another `version`.
    ///
    /// # Errors
    /// `crypto/context`, `crypto/tooLarge`, `crypto/entropy`.
    pub fn field_seal(
        &self,
        pointer: &str,
        version: u32,
        value: &Value,
        entropy: &mut dyn Entropy,
    ) -> Result<String, Error> {
        let key = self.field_key(pointer, version)?;
        let protected =
            header::write(&[("alg", "dir"), ("enc", "A256GCM"), ("kid", &self.label.kid), ("typ", TYPE)]);
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
    /// another dossier, class, field or version and for changed content, `crypto/access`.
    pub fn field_open(
        &self,
        pointer: &str,
        version: u32,
        text: &str,
        access: &AccessStatement,
    ) -> Result<Opened<Value>, Error> {
        audit::check(access)?;
        let parts = parts(text)?;
        if parts.kid != self.label.kid {
            return Err(ErrorKind::CannotOpen.into());
        }
        let key = self.field_key(pointer, version)?;
        let (iv, tag) = (b64::decode_array(parts.iv)?, b64::decode_array(parts.tag)?);
        let mut plain = Zeroizing::new(b64::decode(parts.data)?);
        gcm::decrypt(&key, &iv, parts.protected.as_bytes(), &mut plain, &tag)?;
        let value = parse(&plain, &Policy::PROFILE)?;
        let audit = AuditRecord {
            version: Some(version),
            ..self.label.record(access, AuditedKind::Field, Some(pointer))
        };
        Ok(Opened { value, audit })
    }
}
