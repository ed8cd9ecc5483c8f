//! Puts an attachment together from its chunks and compares it with the signed manifest.

use motcua_types::audit::{AccessStatement, AuditRecord};
use motcua_types::submission::Attachment;

use super::chunk::{AttachmentKey, Part};
use super::{ClassKey, audit};
use crate::hash::Sha256Stream;
use crate::{Error, ErrorKind};

/// Opens the chunks of one attachment in order. Memory stays with the caller: each chunk is handed out as it
/// is opened, and nothing of it may be used for good before [`finish`](Self::finish) says that all is there.
#[derive(Debug)]
pub struct Assembler {
    key: AttachmentKey,
    manifest: Attachment,
    access: AccessStatement,
    next: u32,
    length: u64,
    hash: Sha256Stream,
}

impl Assembler {
    /// Begins with the entry of the attachment in the signed manifest.
    ///
    /// # Errors
    /// `crypto/access`; `crypto/context` if the id is empty or holds a zero byte.
    pub fn new(class: &ClassKey, manifest: &Attachment, access: &AccessStatement) -> Result<Self, Error> {
        audit::check(access)?;
        let key = class.attachment(&manifest.id)?;
        let access = access.clone();
        let manifest = manifest.clone();
        Ok(Self { key, manifest, access, next: 0, length: 0, hash: Sha256Stream::new() })
    }

    /// Opens the next chunk.
    ///
    /// # Errors
    /// As [`AttachmentKey::open`].
    pub fn push(&mut self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let part = Part { index: self.next, count: self.manifest.chunks, size: self.manifest.size };
        let bytes = self.key.open_unrecorded(part, sealed)?;
        self.length += bytes.len() as u64;
        self.hash.update(&bytes);
        self.next += 1;
        Ok(bytes)
    }

    /// Checks that every chunk came, and that together they are the document that was signed.
    ///
    /// # Errors
    /// `crypto/attachment`.
    pub fn finish(self) -> Result<AuditRecord, Error> {
        let complete = self.next == self.manifest.chunks && self.length == u64::from(self.manifest.size);
        if complete && self.hash.finish_text() == self.manifest.hash {
            Ok(self.key.record(&self.access))
        } else {
            Err(ErrorKind::Attachment.into())
        }
    }
}
