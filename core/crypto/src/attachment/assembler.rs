//! Puts an attachment together from its chunks and compares it with the signed manifest.

use motcua_types::submission::Attachment;

use super::DossierKey;
use super::chunk::Place;
use crate::hash::Sha256Stream;
use crate::{Error, ErrorKind};

/// Opens the chunks of one attachment in order. Memory stays with the caller: each chunk is handed out as it
/// is opened, and nothing of it may be used for good before [`finish`](Self::finish) says that all is there.
#[derive(Debug)]
pub struct Assembler<'a> {
    key: &'a DossierKey,
    class: &'a str,
    manifest: &'a Attachment,
    next: u32,
    length: u64,
    hash: Sha256Stream,
}

impl<'a> Assembler<'a> {
    /// Begins with the entry of the attachment in the signed manifest.
    pub fn new(key: &'a DossierKey, class: &'a str, manifest: &'a Attachment) -> Self {
        Self { key, class, manifest, next: 0, length: 0, hash: Sha256Stream::new() }
    }

    /// Opens the next chunk.
    ///
    /// # Errors
    /// As [`DossierKey::open_chunk`].
    pub fn push(&mut self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let place = Place {
            class: self.class,
            attachment: &self.manifest.id,
            index: self.next,
            count: self.manifest.chunks,
            size: self.manifest.size,
        };
        let bytes = self.key.open_chunk(&place, sealed)?;
        self.length += bytes.len() as u64;
        self.hash.update(&bytes);
        self.next += 1;
        Ok(bytes)
    }

    /// Checks that every chunk came, and that together they are the document that was signed.
    ///
    /// # Errors
    /// `crypto/attachment`.
    pub fn finish(self) -> Result<(), Error> {
        let complete = self.next == self.manifest.chunks && self.length == u64::from(self.manifest.size);
        if complete && self.hash.finish_text() == self.manifest.hash {
            Ok(())
        } else {
            Err(ErrorKind::Attachment.into())
        }
    }
}
