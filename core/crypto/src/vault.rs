//! Keys and drafts at rest on a device: compact JWE (`dir`, A256GCM) under a key from a passphrase or from a WebAuthn
//! authenticator.
//!
//! The key of a vault is derived once, when it is made or unlocked, and wiped when it is dropped: locking is dropping.
//! A wrong passphrase and altered data are one refusal, `vault/cannotOpen`. Limiting how often somebody may try is the
//! host's part.

mod kdf;

use std::fmt;

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::vault::VaultBox;
use zeroize::{Zeroize, Zeroizing};

use crate::gcm::Cipher;
use crate::software::{OpeningKey, SigningKey};
use crate::{Entropy, Error, ErrorKind, b64, entropy, header, shape};

use kdf::Derivation;

/// The `typ` of a vault's JWE.
const TYPE: &str = "egov-vault+jwe";
/// Largest content, in bytes.
pub const MAX_CONTENT: usize = 1 << 20;
/// Largest text of a JWE.
const MAX_TEXT: usize = MAX_CONTENT / 3 * 4 + 2048;

/// What a vault's key is derived from.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// What the person remembers: 1 to 1,024 bytes of text, brought to NFC here, so that every keyboard types the
    /// same one.
    Passphrase(&'a str),
    /// The 32 bytes of a WebAuthn PRF extension (`prf.results.first`).
    Prf(&'a [u8; 32]),
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase",
            Self::Prf(_) => "Prf",
        })
    }
}

/// What kind of content a box has, so that a key can never be taken for a draft and be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Key,
    OpeningKey,
    Draft,
}

impl Content {
    const fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::OpeningKey => "openingKey",
            Self::Draft => "draft",
        }
    }
}

/// An unlocked vault.
pub struct Vault {
    cipher: Cipher,
    derivation: Derivation,
}

impl Vault {
    /// A new vault.
    ///
    /// # Errors
    /// `vault/passphrase` when it is empty or too long, `vault/memory` where the device has not enough for the
    /// derivation (64 MiB for a passphrase), `crypto/entropy`.
    pub fn create(secret: Secret<'_>, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let derivation = Derivation::new(secret, &entropy::draw_salt(entropy)?);
        Ok(Self { cipher: Cipher::new(&*derivation.derive(secret)?), derivation })
    }

    /// Unlocks the vault that sealed a box. Whether the secret is the right one shows when something opens, so this
    /// opens the box.
    ///
    /// # Errors
    /// `vault/version`, `vault/kdf`, `vault/parameters` for another format or costs outside of the limits;
    /// `vault/passphrase`, `vault/memory`; `vault/cannotOpen` for a wrong secret or altered data.
    pub fn unlock(sealed: &VaultBox, secret: Secret<'_>) -> Result<Self, Error> {
        let derivation = Derivation::read(sealed, secret)?;
        let vault = Self { cipher: Cipher::new(&*derivation.derive(secret)?), derivation };
        vault.plaintext(sealed)?;
        Ok(vault)
    }

    /// Seals a draft under a name.
    ///
    /// # Errors
    /// `crypto/tooLarge`, `crypto/entropy`.
    pub fn seal(&self, name: &str, draft: &Value, entropy: &mut dyn Entropy) -> Result<VaultBox, Error> {
        self.seal_content(Content::Draft, name, draft.clone(), entropy)
    }

    /// Opens a draft.
    ///
    /// # Errors
    /// `vault/cannotOpen` also for a box of another vault or another name; `vault/content` for a key.
    pub fn open(&self, name: &str, sealed: &VaultBox) -> Result<Value, Error> {
        self.content(Content::Draft, name, sealed)
    }

    /// Seals a signing key under a name.
    ///
    /// # Errors
    /// As [`Self::seal`].
    pub fn seal_key(
        &self,
        name: &str,
        key: &SigningKey,
        entropy: &mut dyn Entropy,
    ) -> Result<VaultBox, Error> {
        self.seal_content(Content::Key, name, key.export_private_jwk(), entropy)
    }

    /// Opens a signing key. It stays behind its handle.
    ///
    /// # Errors
    /// `vault/cannotOpen` also for a box of another vault or another name; `vault/content` for a draft; those of
    /// [`SigningKey::from_private_jwk`].
    pub fn open_key(&self, name: &str, sealed: &VaultBox) -> Result<SigningKey, Error> {
        let mut jwk = self.content(Content::Key, name, sealed)?;
        let key = SigningKey::from_private_jwk(&jwk);
        wipe(&mut jwk);
        key
    }

    /// Seals an opening key under a name.
    ///
    /// # Errors
    /// As [`Self::seal`].
    pub fn seal_opening_key(
        &self,
        name: &str,
        key: &OpeningKey,
        entropy: &mut dyn Entropy,
    ) -> Result<VaultBox, Error> {
        self.seal_content(Content::OpeningKey, name, key.export_private_jwk(), entropy)
    }

    /// Opens an opening key. It stays behind its handle.
    ///
    /// # Errors
    /// As [`Self::open_key`].
    pub fn open_opening_key(&self, name: &str, sealed: &VaultBox) -> Result<OpeningKey, Error> {
        let mut jwk = self.content(Content::OpeningKey, name, sealed)?;
        let key = OpeningKey::from_private_jwk(&jwk);
        wipe(&mut jwk);
        key
    }

    fn seal_content(
        &self,
        content: Content,
        name: &str,
        value: Value,
        entropy: &mut dyn Entropy,
    ) -> Result<VaultBox, Error> {
        let mut object = Object::new();
        object.insert("content", content.name());
        object.insert("name", name);
        object.insert("value", value);
        let mut whole = Value::Object(object);
        let mut data = Zeroizing::new(canonicalize(&whole));
        if content != Content::Draft
            && let Some(jwk) = whole.pointer_mut("/value")
        {
            wipe(jwk);
        }
        if data.len() > MAX_CONTENT {
            return Err(ErrorKind::TooLarge.into());
        }
        let protected = header::write(&[("alg", "dir"), ("enc", "A256GCM"), ("typ", TYPE)]);
        let iv = entropy::draw_iv(entropy)?;
        let tag = self.cipher.encrypt(&iv, protected.as_bytes(), &mut data)?;
        let jwe = format!("{protected}..{}.{}.{}", b64::encode(&iv), b64::encode(&data), b64::encode(&tag));
        Ok(self.derivation.write(jwe))
    }

    fn content(&self, wanted: Content, name: &str, sealed: &VaultBox) -> Result<Value, Error> {
        let plaintext = self.plaintext(sealed)?;
        let mut value = parse(&plaintext, &Policy::PROFILE).map_err(|_| ErrorKind::VaultCannotOpen)?;
        let read = read_content(&value, wanted, name);
        if let Some(jwk) = value.pointer_mut("/value") {
            wipe(jwk);
        }
        read
    }

    fn plaintext(&self, sealed: &VaultBox) -> Result<Zeroizing<Vec<u8>>, Error> {
        let cannot_open = || Error::new(ErrorKind::VaultCannotOpen);
        if !self.derivation.is_of(sealed) {
            return Err(cannot_open());
        }
        if sealed.jwe.len() > MAX_TEXT {
            return Err(ErrorKind::TooLarge.into());
        }
        let parts: Vec<&str> = sealed.jwe.splitn(6, '.').collect();
        let [protected, "", iv, data, tag] = parts.as_slice() else { return Err(ErrorKind::Shape.into()) };
        let head = header::read(protected, &["alg", "enc", "typ"])?;
        header::want(&head, "typ", TYPE, ErrorKind::Type)?;
        header::want(&head, "alg", "dir", ErrorKind::Algorithm)?;
        header::want(&head, "enc", "A256GCM", ErrorKind::Encryption)?;
        let (iv, tag) = (b64::decode_array(iv)?, b64::decode_array(tag)?);
        let mut plaintext = Zeroizing::new(b64::decode(data)?);
        self.cipher.decrypt(&iv, protected.as_bytes(), &mut plaintext, &tag).map_err(|_| cannot_open())?;
        Ok(plaintext)
    }
}

fn read_content(value: &Value, wanted: Content, name: &str) -> Result<Value, Error> {
    let object = shape::exact(value, &["content", "name", "value"], &[])?;
    if shape::text(object, "content")? != wanted.name() {
        return Err(ErrorKind::VaultContent.into());
    }
    if shape::text(object, "name")? != name {
        return Err(ErrorKind::VaultCannotOpen.into());
    }
    object.get("value").cloned().ok_or_else(|| ErrorKind::Shape.into())
}

/// Overwrites the private number of a JWK.
fn wipe(jwk: &mut Value) {
    if let Some(Value::String(text)) = jwk.pointer_mut("/d") {
        text.zeroize();
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}
