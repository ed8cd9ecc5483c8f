//! Documents and fields under the key of their dossier.
//!
//! A dossier has one random key, kept only sealed. From it comes a key for each class of data, and from that a
//! key for each attachment and each version of each field: so a role can be given one class and not another,
//! nothing opens in another place than its own, and destroying every sealed copy of the dossier key destroys
//! all of it.
//!
//! * Acceptance: [`DossierKey::seal`] wraps the key to the unit that acts and to a recovery recipient.
//! * Another recipient: [`DossierKey::open`], then [`DossierKey::seal`] to the new one; what lies under the key
//!   stays as it is.
//! * A compromise: [`DossierKey::generate`] for the same dossier, and what must stay secret is sealed anew; fields
//!   name their key ([`field_kid`]), so that the old key stays readable for what is not yet done.
//! * Deletion: [`shred`] names every sealed copy for the host to destroy.
//!
//! Whoever opens says who they are, in which role and what for, and gets a record of it beside what was opened.

mod assembler;
mod audit;
mod chunk;
mod class;
mod field;
mod index;
mod shred;

use std::fmt;

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use motcua_types::jose::{Jwk, SealedObject};
use motcua_types::submission::ProcedureRef;
use zeroize::{Zeroize, Zeroizing};

pub use assembler::Assembler;
pub use audit::Opened;
pub use chunk::{AttachmentKey, Begun, CHUNK, MAX_CHUNK, OVERHEAD, Part, Place, chunk_count};
pub use class::ClassKey;
pub use field::field_kid;
pub use index::{FieldIndex, IndexKey};
pub use shred::shred;

use crate::seal::Opener;
use crate::{Entropy, Error, ErrorKind, b64, derive, entropy, hash, seal, shape};

/// The key of a dossier: 32 random bytes, bound to the dossier's id. Wiped when dropped.
pub struct DossierKey {
    secret: Zeroizing<[u8; 32]>,
    dossier: String,
    kid: String,
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
        Ok(Self::from_secret(entropy::draw(entropy)?, dossier))
    }

    fn from_secret(secret: Zeroizing<[u8; 32]>, dossier: &str) -> Self {
        let kid = b64::encode(&hash::sha256(&Zeroizing::new(write_secret(&secret, &[]))));
        Self { secret, dossier: dossier.to_owned(), kid }
    }

    /// The key sealed to recipients, bound to the dossier and its procedure.
    ///
    /// # Errors
    /// As [`seal::seal`].
    pub fn seal(
        &self,
        recipients: &[Jwk],
        procedure: &ProcedureRef,
        entropy: &mut dyn Entropy,
    ) -> Result<SealedObject, Error> {
        let plaintext = Zeroizing::new(write_secret(&self.secret, &[]));
        let context =
            seal::context(seal::PURPOSE_DOSSIER_KEY, &self.dossier, &seal::procedure_name(procedure));
        seal::seal(&plaintext, context, recipients, entropy)
    }

    /// Opens the sealed key of `dossier`.
    ///
    /// # Errors
    /// Those of [`seal::open`]; `crypto/context` if it is another dossier's or no dossier key; `crypto/access`.
    pub fn open<'k>(
        object: &SealedObject,
        opener: impl Into<Opener<'k>>,
        dossier: &str,
        access: &AccessStatement,
    ) -> Result<Opened<Self>, Error> {
        audit::check(access)?;
        let (secret, _) = open_secret(object, opener.into(), seal::PURPOSE_DOSSIER_KEY, dossier, &[])?;
        let value = Self::from_secret(secret, dossier);
        let kid = Some(value.kid.clone());
        let audit = AuditRecord { kid, ..audit::record(access, AuditedKind::DossierKey, dossier) };
        Ok(Opened { value, audit })
    }

    /// The thumbprint of the key (RFC 7638 section 3.2 for `oct`), which names it without giving it away.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The dossier that it belongs to.
    pub fn dossier(&self) -> &str {
        &self.dossier
    }

    /// The key of a class of data, such as `basic`.
    ///
    /// # Errors
    /// `crypto/context` for an empty name, or one with a zero byte.
    pub fn class(&self, class: &str) -> Result<ClassKey, Error> {
        if class.is_empty() {
            return Err(ErrorKind::Context.into());
        }
        let secret = derive::key(&self.secret, "egov/v1/class", &[&self.dossier, class])?;
        Ok(ClassKey::new(secret, &self.dossier, class, &self.kid))
    }

    /// Seals one chunk of an attachment.
    ///
    /// # Errors
    /// As [`AttachmentKey::seal`], and `crypto/context` if an identifier is empty or holds a zero byte.
    pub fn seal_chunk(
        &self,
        place: &Place<'_>,
        bytes: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, Error> {
        self.class(place.class)?.attachment(place.attachment)?.seal(place.part(), bytes, entropy)
    }
}

/// A secret as a canonical JWK (RFC 7518 section 6.4), with further members.
fn write_secret(secret: &[u8; 32], more: &[(&str, &str)]) -> Vec<u8> {
    let mut object: Object = more.iter().map(|(name, text)| (*name, *text)).collect();
    object.insert("kty", "oct");
    object.insert("k", b64::encode(secret));
    let mut value = Value::Object(object);
    let bytes = canonicalize(&value);
    wipe(&mut value);
    bytes
}

/// Opens a sealed secret of a dossier; gives it with the texts of the further members, which must be there.
fn open_secret(
    object: &SealedObject,
    opener: Opener<'_>,
    purpose: &str,
    dossier: &str,
    more: &[&str],
) -> Result<(Zeroizing<[u8; 32]>, Vec<String>), Error> {
    let context = seal::inspect(object)?;
    if context.purpose != purpose || context.dossier != dossier {
        return Err(ErrorKind::Context.into());
    }
    let (plaintext, _) = seal::open(object, opener)?;
    let plaintext = Zeroizing::new(plaintext);
    let mut value = parse(&plaintext, &Policy::PROFILE.with_max_bytes(1024))?;
    let read = read_secret(&value, more);
    wipe(&mut value);
    read
}

fn read_secret(value: &Value, more: &[&str]) -> Result<(Zeroizing<[u8; 32]>, Vec<String>), Error> {
    let jwk = shape::exact(value, &[&["kty", "k"], more].concat(), &[])?;
    if shape::text(jwk, "kty")? != "oct" {
        return Err(ErrorKind::Key.into());
    }
    let secret = Zeroizing::new(b64::decode_array(shape::text(jwk, "k")?)?);
    let texts = more.iter().map(|name| shape::text(jwk, name).map(str::to_owned));
    Ok((secret, texts.collect::<Result<_, _>>()?))
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
