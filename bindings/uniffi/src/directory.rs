//! The key directory, and what is verified against it.

use std::sync::Arc;

use motcua::crypto::{directory, enrolment, sign};
use motcua::dossier::receipt;
use motcua::types::keys;

use crate::error::{MotCuaError, Result, refuse};
use crate::records::{Checkpoint, Jwk};
use crate::text::write;

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

/// A key that a portal or an agency vouches for.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Enrolment {
    /// Stable reference of the person or officer.
    pub person: String,
    /// Display name seen by whoever enrolled.
    pub name: String,
    /// Thumbprint of the key.
    pub kid: String,
    /// The key.
    pub jwk: Jwk,
    /// `device`, `session` or `officer`.
    pub scope: String,
    /// Assurance level of the login, 0 without one.
    pub level: u32,
    /// Agency of an officer.
    pub agency: Option<String>,
    /// Roles of an officer.
    pub roles: Vec<String>,
    /// Not before, seconds since 1970.
    pub not_before: i64,
    /// Expiry, seconds since 1970.
    pub expires: i64,
}

impl From<keys::Enrolment> for Enrolment {
    fn from(found: keys::Enrolment) -> Self {
        Self {
            person: found.person,
            name: found.name,
            kid: found.kid,
            jwk: found.jwk.into(),
            scope: match found.scope {
                keys::EnrolmentScope::Device => "device",
                keys::EnrolmentScope::Session => "session",
                keys::EnrolmentScope::Officer => "officer",
            }
            .to_owned(),
            level: found.level,
            agency: found.agency,
            roles: found.roles,
            not_before: found.nbf,
            expires: found.exp,
        }
    }
}

#[uniffi::export]
impl Directory {
    /// Number of this issue; the host keeps the highest it has seen.
    ///
    /// # Errors
    /// None in practice.
    pub fn seq(&self) -> Result<i64, MotCuaError> {
        Ok(self.inner.seq())
    }

    /// The directory as it was signed (JSON text).
    ///
    /// # Errors
    /// None in practice.
    pub fn payload(&self) -> Result<String, MotCuaError> {
        write(self.inner.payload())
    }

    /// Keys to seal to for an agency, or for one unit of it.
    ///
    /// # Errors
    /// None in practice.
    pub fn seal_keys(&self, agency: String, unit: Option<String>, now: i64) -> Result<Vec<Jwk>, MotCuaError> {
        Ok(self.inner.seal_keys(&agency, unit.as_deref(), now).into_iter().map(Jwk::from).collect())
    }

    /// Verifies an enrolment (compact `egov-enrol+jws`) at a moment.
    ///
    /// # Errors
    /// `enrolment/…`, `crypto/…`.
    pub fn verify_enrolment(&self, compact: String, at: i64) -> Result<Enrolment, MotCuaError> {
        Ok(enrolment::verify(&compact, &self.inner, at).map_err(refuse)?.into())
    }

    /// The checkpoint that a receipt (`egov-receipt+jws` as JSON text) is; `kept` is when the host stored it.
    ///
    /// # Errors
    /// `receipt/…`, `log/notAnchored`, `crypto/…`.
    pub fn receipt_checkpoint(&self, receipt: String, kept: Option<i64>) -> Result<Checkpoint, MotCuaError> {
        let receipt = sign::parse_flattened(receipt.as_bytes()).map_err(refuse)?;
        Ok(receipt::checkpoint(&receipt, &self.inner, kept).map_err(refuse)?.into())
    }
}

impl Directory {
    pub(crate) const fn inner(&self) -> &directory::Directory {
        &self.inner
    }
}
