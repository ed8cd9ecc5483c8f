//! Sealed chunks of an attachment: `iv || ciphertext || tag`, each bound to its place.

use motcua_json::{Number, Object, Value, canonicalize};
use zeroize::Zeroizing;

use super::DossierKey;
use crate::{Entropy, Error, ErrorKind, derive, entropy, gcm};

/// Usual size of a chunk before sealing, in bytes.
pub const CHUNK: usize = 1 << 20;
/// Largest size of a chunk before sealing, in bytes.
pub const MAX_CHUNK: usize = 4 << 20;
/// How much longer a chunk is when sealed: vector and tag.
pub const OVERHEAD: usize = 12 + 16;

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
    /// Whether a chunk of `length` bytes can stand here.
    fn check(&self, length: usize) -> Result<(), Error> {
        let size = self.size as usize;
        let alone = self.count == 1;
        let fits = self.index < self.count
            && length <= MAX_CHUNK
            && if alone { length == size } else { length > 0 && length < size };
        if fits && !self.attachment.is_empty() { Ok(()) } else { Err(ErrorKind::Chunk.into()) }
    }

    fn authenticated(&self) -> Vec<u8> {
        let mut object = Object::new();
        object.insert("v", 1);
        object.insert("att", self.attachment);
        for (name, number) in [("i", self.index), ("n", self.count), ("size", self.size)] {
            object.insert(name, Number::from(number));
        }
        canonicalize(&Value::from(object))
    }
}

impl DossierKey {
    fn attachment_key(&self, place: &Place<'_>) -> Result<Zeroizing<[u8; 32]>, Error> {
        let class = self.class_key(place.class)?;
        derive::key(&class, "egov/v1/attach", &[&self.dossier, place.attachment])
    }

    /// Seals one chunk.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/context` if an identifier holds a zero
    /// byte, `crypto/entropy`.
    pub fn seal_chunk(
        &self,
        place: &Place<'_>,
        bytes: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, Error> {
        place.check(bytes.len())?;
        let key = self.attachment_key(place)?;
        let iv = entropy::draw_iv(entropy)?;
        let mut out = Vec::with_capacity(bytes.len() + OVERHEAD);
        out.extend_from_slice(&iv);
        out.extend_from_slice(bytes);
        let data = out.get_mut(iv.len()..).unwrap_or_default();
        let tag = gcm::encrypt(&key, &iv, &place.authenticated(), data)?;
        out.extend_from_slice(&tag);
        Ok(out)
    }

    /// Opens one chunk.
    ///
    /// # Errors
    /// `crypto/chunk` if its number or length does not fit, `crypto/cannotOpen` for everything else.
    pub fn open_chunk(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let length = sealed.len().checked_sub(OVERHEAD).ok_or(ErrorKind::Chunk)?;
        place.check(length)?;
        let key = self.attachment_key(place)?;
        let (iv, rest) = sealed.split_first_chunk::<12>().ok_or(ErrorKind::Chunk)?;
        let (data, tag) = rest.split_last_chunk::<16>().ok_or(ErrorKind::Chunk)?;
        let mut out = data.to_vec();
        gcm::decrypt(&key, iv, &place.authenticated(), &mut out, tag)?;
        Ok(out)
    }
}
