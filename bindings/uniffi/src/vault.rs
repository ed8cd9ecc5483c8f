//! Keys and drafts at rest on a device.

use std::sync::Arc;

use motcua::crypto::vault::{self, Secret};
use motcua::json::to_canonical_string;
use motcua::types::vault::VaultBox;
use zeroize::Zeroizing;

use crate::entropy::HostEntropy;
use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::opening::OpeningKey;
use crate::signing::SoftwareKey;
use crate::text::{document, read, write};

/// What opens a vault.
#[derive(uniffi::Enum)]
pub enum VaultSecret {
    /// What the person remembers, 1 to 1,024 bytes of text.
    Passphrase {
        /// The text.
        text: String,
    },
    /// 32 bytes that the device gives: a WebAuthn PRF output, or a secret that its key hardware unwraps.
    Device {
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// An unlocked vault. Its key is wiped when the handle goes.
#[derive(uniffi::Object)]
pub struct Vault {
    inner: vault::Vault,
}

/// Runs `task` with the secret, and wipes it.
fn with_secret<T>(
    secret: VaultSecret,
    task: impl FnOnce(Secret<'_>) -> Result<T, motcua::crypto::Error>,
) -> Result<T> {
    match secret {
        VaultSecret::Passphrase { text } => task(Secret::Passphrase(&Zeroizing::new(text))).map_err(refuse),
        VaultSecret::Device { bytes } => {
            let bytes = Zeroizing::new(bytes);
            let bytes: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| of_code("boundary/type"))?;
            task(Secret::Prf(bytes)).map_err(refuse)
        }
    }
}

#[uniffi::export]
impl Vault {
    /// A new vault. With a passphrase this takes 64 MiB and about half a second on a phone: not on the main thread.
    ///
    /// # Errors
    /// `vault/…`, `crypto/entropy`.
    #[uniffi::constructor]
    pub fn create(secret: VaultSecret) -> Result<Arc<Self>, MotCuaError> {
        let inner = with_secret(secret, |secret| vault::Vault::create(secret, &mut HostEntropy))?;
        Ok(Arc::new(Self { inner }))
    }

    /// The vault that sealed a box (JSON text).
    ///
    /// # Errors
    /// `vault/cannotOpen` for a wrong secret and for altered data, `vault/…`.
    #[uniffi::constructor]
    pub fn unlock(sealed: String, secret: VaultSecret) -> Result<Arc<Self>, MotCuaError> {
        let sealed: VaultBox = read(&sealed)?;
        let inner = with_secret(secret, |secret| vault::Vault::unlock(&sealed, secret))?;
        Ok(Arc::new(Self { inner }))
    }

    /// Seals a draft (JSON text) under a name; the box as JSON text.
    ///
    /// # Errors
    /// `vault/…`, `json/…`.
    pub fn seal(&self, name: String, draft: String) -> Result<String, MotCuaError> {
        write(&self.inner.seal(&name, &document(&draft)?, &mut HostEntropy).map_err(refuse)?)
    }

    /// Opens a draft; never a key.
    ///
    /// # Errors
    /// `vault/cannotOpen`, `vault/…`.
    pub fn open(&self, name: String, sealed: String) -> Result<String, MotCuaError> {
        Ok(to_canonical_string(&self.inner.open(&name, &read(&sealed)?).map_err(refuse)?))
    }

    /// Seals a signing key under a name; the box as JSON text.
    ///
    /// # Errors
    /// `vault/…`.
    pub fn seal_key(&self, name: String, key: &SoftwareKey) -> Result<String, MotCuaError> {
        write(&self.inner.seal_key(&name, key.inner(), &mut HostEntropy).map_err(refuse)?)
    }

    /// Opens a signing key, which stays behind its handle.
    ///
    /// # Errors
    /// `vault/cannotOpen`, `vault/…`.
    pub fn open_key(&self, name: String, sealed: String) -> Result<Arc<SoftwareKey>, MotCuaError> {
        Ok(SoftwareKey::of(self.inner.open_key(&name, &read(&sealed)?).map_err(refuse)?))
    }
    /// Seals an opening key under a name; the box as JSON text.
    ///
    /// # Errors
    /// `vault/…`; `boundary/type` for what a key of the host agreed.
    pub fn seal_opening_key(&self, name: String, key: &OpeningKey) -> Result<String, MotCuaError> {
        write(&self.inner.seal_opening_key(&name, key.key()?, &mut HostEntropy).map_err(refuse)?)
    }

    /// Opens an opening key, which stays behind its handle.
    ///
    /// # Errors
    /// `vault/cannotOpen`, `vault/…`.
    pub fn open_opening_key(&self, name: String, sealed: String) -> Result<Arc<OpeningKey>, MotCuaError> {
        Ok(OpeningKey::of(self.inner.open_opening_key(&name, &read(&sealed)?).map_err(refuse)?))
    }
}
