//! Sealed chunks of an attachment: `iv || ciphertext || tag`, each bound to its place.
//!
//! A chunk is authenticated exactly as a JWE with `aad` is (RFC 7516 section 5.1 step 14): with the ASCII text
//! `protected "." aad`, where `protected` is one fixed header and `aad` the base64url of the canonical JSON of the
//! place. So a chunk and the flattened JWE of [`Part::to_jwe`] are the same ciphertext and tag in two wrappings, and a
//! stock library can open what is stored without knowing this format. A plain JSON text as additional data would have
//! been shorter, but no JWE can have it.

use std::fmt;

use motcua_json::{Number, Object, Value, canonicalize};
use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use zeroize::Zeroizing;

use super::DossierKey;
use super::audit::{self, Opened};
use super::class::Label;
use crate::gcm::Cipher;
use crate::{Entropy, Error, ErrorKind, b64, entropy, header};

/// Usual size of a chunk before sealing, in bytes.
pub const CHUNK: usize = 1 << 20;
/// Largest size of a chunk before sealing, in bytes.
pub const MAX_CHUNK: usize = 4 << 20;
/// How much longer a chunk is when sealed: vector and tag.
pub const OVERHEAD: usize = 12 + 16;
/// The `typ` of a chunk as JWE.
const TYPE: &str = "egov-chunk+jwe";

/// How many chunks of [`CHUNK`] bytes an attachment of `size` bytes has; an empty one has one.
pub const fn chunk_count(size: u64) -> u64 {
    let whole = size.div_ceil(CHUNK as u64);
    if whole == 0 { 1 } else { whole }
}

/// Which chunk of which attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Class of the data, such as `basic`.
    pub class: &'a str,
    /// Id of the attachment within the submission.
    pub attachment: &'a str,
    /// Number of the chunk, from 0.
    pub index: u32,
    /// Number of chunks.
    pub count: u32,
    /// Size of the whole attachment before sealing, in bytes.
    pub size: u32,
}

impl Place<'_> {
    /// The same within the attachment.
    pub const fn part(&self) -> Part {
        Part { index: self.index, count: self.count, size: self.size }
    }
}

/// Which chunk of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Number of the chunk, from 0.
    pub index: u32,
    /// Number of chunks.
    pub count: u32,
    /// Size of the whole attachment before sealing, in bytes.
    pub size: u32,
}

impl Part {
    /// Whether a chunk of `length` bytes can stand here.
    fn check(self, length: usize) -> Result<(), Error> {
        let size = self.size as usize;
        let alone = self.count == 1;
        let fits = self.index < self.count
            && length <= MAX_CHUNK
            && if alone { length == size } else { length > 0 && length < size };
        if fits { Ok(()) } else { Err(ErrorKind::Chunk.into()) }
    }

    /// The `aad` member: base64url of the canonical place.
    fn aad(self, attachment: &str) -> String {
        let mut object = Object::new();
        object.insert("v", 1);
        object.insert("att", attachment);
        for (name, number) in [("i", self.index), ("n", self.count), ("size", self.size)] {
            object.insert(name, Number::from(number));
        }
        b64::encode(&canonicalize(&Value::from(object)))
    }

    /// A sealed chunk of `attachment` as flattened JWE (RFC 7516 section 7.2.2), `dir` with A256GCM, for stock
    /// libraries that hold the attachment's key. Nothing is decrypted.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit.
    pub fn to_jwe(self, attachment: &str, sealed: &[u8]) -> Result<Value, Error> {
        let (iv, data, tag) = split(self, sealed)?;
        let mut jwe = Object::new();
        jwe.insert("protected", protected());
        jwe.insert("aad", self.aad(attachment));
        jwe.insert("iv", b64::encode(iv));
        jwe.insert("ciphertext", b64::encode(data));
        jwe.insert("tag", b64::encode(tag));
        Ok(jwe.into())
    }
}

/// The one protected header of a chunk.
fn protected() -> String {
    header::write(&[("alg", "dir"), ("enc", "A256GCM"), ("typ", TYPE)])
}

type Split<'s> = (&'s [u8; 12], &'s [u8], &'s [u8; 16]);

/// Vector, ciphertext and tag.
fn split(part: Part, sealed: &[u8]) -> Result<Split<'_>, Error> {
    part.check(sealed.len().checked_sub(OVERHEAD).ok_or(ErrorKind::Chunk)?)?;
    let (iv, rest) = sealed.split_first_chunk::<12>().ok_or(ErrorKind::Chunk)?;
    let (data, tag) = rest.split_last_chunk::<16>().ok_or(ErrorKind::Chunk)?;
    Ok((iv, data, tag))
}

/// What a platform's AES-256-GCM needs for one chunk, beside its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The vector.
    pub iv: [u8; 12],
    /// The additional authenticated data.
    pub authenticated: Vec<u8>,
}

/// The key of one attachment, its cipher expanded. Wiped when dropped.
pub struct AttachmentKey {
    cipher: Cipher,
    secret: Zeroizing<[u8; 32]>,
    label: Label,
    id: String,
}

impl AttachmentKey {
    pub(super) fn new(secret: Zeroizing<[u8; 32]>, label: Label, id: &str) -> Self {
        Self { cipher: Cipher::new(&secret), secret, label, id: id.to_owned() }
    }

    /// Seals one chunk.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/entropy`.
    pub fn seal(&self, part: Part, bytes: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, Error> {
        part.check(bytes.len())?;
        let iv = entropy::draw_iv(entropy)?;
        let mut out = Vec::with_capacity(bytes.len() + OVERHEAD);
        out.extend_from_slice(&iv);
        out.extend_from_slice(bytes);
        let data = out.get_mut(iv.len()..).unwrap_or_default();
        let tag = self.cipher.encrypt(&iv, &self.authenticated(part), data)?;
        out.extend_from_slice(&tag);
        Ok(out)
    }

    /// Opens one chunk.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/cannotOpen` for everything else,
    /// `crypto/access`.
    pub fn open(
        &self,
        part: Part,
        sealed: &[u8],
        access: &AccessStatement,
    ) -> Result<Opened<Vec<u8>>, Error> {
        audit::check(access)?;
        Ok(Opened { value: self.open_unrecorded(part, sealed)?, audit: self.record(access) })
    }

    /// Opens one chunk of several that get one record together.
    pub(super) fn open_unrecorded(&self, part: Part, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (iv, data, tag) = split(part, sealed)?;
        let mut out = data.to_vec();
        self.cipher.decrypt(iv, &self.authenticated(part), &mut out, tag)?;
        Ok(out)
    }

    pub(super) fn record(&self, access: &AccessStatement) -> AuditRecord {
        self.label.record(access, AuditedKind::Attachment, Some(&self.id))
    }

    /// First of two steps for a host whose platform has a faster cipher: what a chunk of `length` bytes is encrypted
    /// with, beside the key that [`Self::lend`] lends. The host stores `iv || ciphertext || tag`, the same bytes that
    /// [`Self::seal`] would give. The vector is for this chunk alone.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/entropy`.
    pub fn begin(&self, part: Part, length: usize, entropy: &mut dyn Entropy) -> Result<Begun, Error> {
        part.check(length)?;
        Ok(Begun { iv: entropy::draw_iv(entropy)?, authenticated: self.authenticated(part) })
    }

    /// What a chunk is authenticated with: `protected "." aad`.
    fn authenticated(&self, part: Part) -> Vec<u8> {
        format!("{}.{}", protected(), part.aad(&self.id)).into_bytes()
    }

    /// Lends the 32 bytes of the key, for handing them to the platform's cipher and for nothing else.
    pub fn lend<T>(&self, use_it: impl FnOnce(&[u8; 32]) -> T) -> T {
        use_it(&self.secret)
    }
}

impl DossierKey {
    /// The key of one attachment.
    ///
    /// # Errors
    /// `crypto/context` if an identifier is empty or holds a zero byte.
    pub fn attachment(&self, class: &str, id: &str) -> Result<AttachmentKey, Error> {
        self.class(class)?.attachment(id)
    }
}

impl fmt::Debug for AttachmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AttachmentKey({} {} {})", self.label.dossier, self.label.class, self.id)
    }
}
