//! Documents and fields under the key of their dossier.
//!
//! A dossier has one random key, kept only sealed. From it comes a key for each class of data, and from that a
//! key for each attachment and each version of each field: so a role can be given one class and not another,
//! nothing opens in another place than its own, and destroying every sealed copy of the dossier key destroys
//! all of it.

mod assembler;
mod chunk;
mod field;
mod index;

use std::fmt;

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::jose::{Jwk, SealedObject};
use zeroize::{Zeroize, Zeroizing};

pub use assembler::Assembler;
pub use chunk::{CHUNK, MAX_CHUNK, OVERHEAD, Place, chunk_count};
pub use index::blind_index;

use crate::software::OpeningKey;
use crate::{Entropy, Error, ErrorKind, b64, derive, entropy, hash, seal, shape};

/// The key of a dossier: 32 random bytes, bound to the dossier's id. Wiped when dropped.
pub struct DossierKey {
    secret: Zeroizing<[u8; 32]>,
    dossier: String,
}

impl DossierKey {
    /// A new key for a dossier (`urn:uuid:…`).
    ///
    /// # Errors
    /// `crypto/entropy`, `crypto/context` if `dossier` is no dossier id.
    pub fn generate(dossier: &str, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        if !shape::is_dossier(dossier) {
            return Err(ErrorKind::Context.into());
        }
        Ok(Self { secret: entropy::draw(entropy)?, dossier: dossier.to_owned() })
    }

    /// The key sealed to recipients; `procedure` is `<code>@<version>`.
    ///
    /// # Errors
    /// As [`seal::seal`].
    pub fn seal(
        &self,
        recipients: &[Jwk],
        procedure: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<SealedObject, Error> {
        let plaintext = Zeroizing::new(self.jwk());
        seal::seal(
            &plaintext,
            seal::context(seal::PURPOSE_DOSSIER_KEY, &self.dossier, procedure),
            recipients,
            entropy,
        )
    }

    /// Opens the sealed key of `dossier`.
    ///
    /// # Errors
    /// Those of [`seal::open`]; `crypto/context` if it is another dossier's or no dossier key.
    pub fn open(object: &SealedObject, key: &OpeningKey, dossier: &str) -> Result<Self, Error> {
        let context = seal::inspect(object)?;
        if context.purpose != seal::PURPOSE_DOSSIER_KEY || context.dossier != dossier {
            return Err(ErrorKind::Context.into());
        }
        let (plaintext, _) = seal::open(object, key)?;
        let plaintext = Zeroizing::new(plaintext);
        let mut value = parse(&plaintext, &Policy::PROFILE.with_max_bytes(1024))?;
        let secret = read_secret(&value);
        wipe(&mut value);
        Ok(Self { secret: secret?, dossier: dossier.to_owned() })
    }

    /// The thumbprint of the key (RFC 7638 section 3.2 for `oct`), which names it without giving it away.
    pub fn kid(&self) -> String {
        b64::encode(&hash::sha256(&Zeroizing::new(self.jwk())))
    }

    /// The dossier that it belongs to.
    pub fn dossier(&self) -> &str {
        &self.dossier
    }

    /// The key as a canonical JWK (RFC 7518 section 6.4).
    fn jwk(&self) -> Vec<u8> {
        let mut object = Object::new();
        object.insert("kty", "oct");
        object.insert("k", b64::encode(self.secret.as_slice()));
        let mut value = Value::Object(object);
        let bytes = canonicalize(&value);
        wipe(&mut value);
        bytes
    }

    /// The key of a class of data, such as `basic`.
    fn class_key(&self, class: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
        derive::key(&self.secret, "egov/v1/class", &[&self.dossier, class])
    }
}

/// The 32 bytes in a JWK of type `oct`.
fn read_secret(value: &Value) -> Result<Zeroizing<[u8; 32]>, Error> {
    let jwk = shape::exact(value, &["kty", "k"], &[])?;
    if shape::text(jwk, "kty")? != "oct" {
        return Err(ErrorKind::Key.into());
    }
    Ok(Zeroizing::new(b64::decode_array(shape::text(jwk, "k")?)?))
}

/// Overwrites the secret in a JWK that is no longer needed.
fn wipe(jwk: &mut Value) {
    if let Some(Value::String(text)) = jwk.pointer_mut("/k") {
        text.zeroize();
    }
}

impl fmt::Debug for DossierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DossierKey({})", self.dossier)
    }
}
