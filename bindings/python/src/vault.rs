//! Keys and drafts at rest.

use motcua::crypto::vault::{self, Secret};
use motcua::types::vault::VaultBox;
use pyo3::prelude::*;
use zeroize::Zeroizing;

use crate::convert::{document, give, plain, record};
use crate::entropy::HostEntropy;
use crate::error::{calm, of_code, refuse};
use crate::opening::OpeningKey;
use crate::signing::SoftwareKey;

/// An unlocked vault. Its key is wiped when the object goes.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Vault {
    inner: vault::Vault,
}

/// Runs `task` with the one secret that was given, and wipes our copy of it.
fn with_secret<T: Send>(
    py: Python<'_>,
    passphrase: Option<String>,
    secret: Option<Vec<u8>>,
    task: impl FnOnce(Secret<'_>) -> Result<T, motcua::crypto::Error> + Send,
) -> PyResult<T> {
    let (passphrase, secret) = (passphrase.map(Zeroizing::new), secret.map(Zeroizing::new));
    // Argon2 takes half a second; other threads go on.
    py.detach(|| {
        calm(|| match (&passphrase, &secret) {
            (Some(text), None) => task(Secret::Passphrase(text)).map_err(refuse),
            (None, Some(bytes)) => {
                let bytes: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| of_code("boundary/type"))?;
                task(Secret::Prf(bytes)).map_err(refuse)
            }
            _ => Err(of_code("boundary/type")),
        })
    })
}

#[pymethods]
impl Vault {
    /// A new vault, under a passphrase or 32 bytes that a device or a key service gives.
    #[staticmethod]
    #[pyo3(signature = (*, passphrase=None, secret=None))]
    fn create(py: Python<'_>, passphrase: Option<String>, secret: Option<Vec<u8>>) -> PyResult<Self> {
        let inner =
            with_secret(py, passphrase, secret, |secret| vault::Vault::create(secret, &mut HostEntropy))?;
        Ok(Self { inner })
    }

    /// The vault that sealed a box.
    #[staticmethod]
    #[pyo3(signature = (sealed, *, passphrase=None, secret=None))]
    fn unlock(
        py: Python<'_>,
        sealed: &Bound<'_, PyAny>,
        passphrase: Option<String>,
        secret: Option<Vec<u8>>,
    ) -> PyResult<Self> {
        let sealed: VaultBox = record(sealed)?;
        let inner = with_secret(py, passphrase, secret, |secret| vault::Vault::unlock(&sealed, secret))?;
        Ok(Self { inner })
    }

    /// Seals a document under a name.
    fn seal<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        draft: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let draft = document(draft)?;
        give(py, &calm(|| self.inner.seal(name, &draft, &mut HostEntropy).map_err(refuse))?)
    }

    /// Opens a document; never a key.
    fn open<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        sealed: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let sealed = record(sealed)?;
        plain(py, &calm(|| self.inner.open(name, &sealed).map_err(refuse))?)
    }

    /// Seals a signing key under a name.
    fn seal_key<'py>(&self, py: Python<'py>, name: &str, key: &SoftwareKey) -> PyResult<Bound<'py, PyAny>> {
        give(py, &calm(|| self.inner.seal_key(name, &key.inner, &mut HostEntropy).map_err(refuse))?)
    }

    /// Opens a signing key, which stays behind its handle.
    fn open_key(&self, name: &str, sealed: &Bound<'_, PyAny>) -> PyResult<SoftwareKey> {
        let sealed = record(sealed)?;
        calm(|| Ok(SoftwareKey { inner: self.inner.open_key(name, &sealed).map_err(refuse)? }))
    }

    /// Seals an opening key under a name.
    fn seal_opening_key<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        key: &OpeningKey,
    ) -> PyResult<Bound<'py, PyAny>> {
        let key = key.key()?;
        give(py, &calm(|| self.inner.seal_opening_key(name, key, &mut HostEntropy).map_err(refuse))?)
    }

    /// Opens an opening key, which stays behind its handle.
    fn open_opening_key(&self, name: &str, sealed: &Bound<'_, PyAny>) -> PyResult<OpeningKey> {
        let sealed = record(sealed)?;
        calm(|| Ok(OpeningKey::of(self.inner.open_opening_key(name, &sealed).map_err(refuse)?)))
    }

    fn __repr__(&self) -> &'static str {
        "Vault()"
    }
}
