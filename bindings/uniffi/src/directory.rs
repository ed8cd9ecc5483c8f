//! The key directory.

use std::sync::Arc;

use motcua::crypto::directory;

use crate::error::{MotCuaError, refuse};
use crate::records::Jwk;

/// A directory that verified against the pinned root.
#[derive(uniffi::Object)]
pub struct Directory {
    inner: directory::Directory,
}

/// Opens a directory (`egov-keys+jws` as JSON text). `root` is the key that the app has pinned, `now` in seconds since
/// 1970, `min_seq` the highest number seen so far (0 at first).
///
/// # Errors
/// `keys/…`, `crypto/…`, `json/…`.
#[uniffi::export]
pub fn open_directory(jws: String, root: Jwk, now: i64, min_seq: i64) -> Result<Arc<Directory>, MotCuaError> {
    let inner = directory::Directory::open(jws.as_bytes(), &root.into(), now, min_seq).map_err(refuse)?;
    Ok(Arc::new(Directory { inner }))
}

#[uniffi::export]
impl Directory {
    /// Number of this issue; the host keeps the highest it has seen.
    pub fn seq(&self) -> i64 {
        self.inner.seq()
    }

    /// Keys to seal to for an agency, or for one unit of it.
    pub fn seal_keys(&self, agency: String, unit: Option<String>, now: i64) -> Vec<Jwk> {
        self.inner.seal_keys(&agency, unit.as_deref(), now).into_iter().map(Jwk::from).collect()
    }
}

impl Directory {
    pub(crate) const fn inner(&self) -> &directory::Directory {
        &self.inner
    }
}
