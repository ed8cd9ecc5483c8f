//! Keys and drafts at rest on a device.

use motcua::crypto::vault;
use motcua::types::vault::VaultBox;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::boundary::{document, give, plain, read, refuse, wrong_type};
use crate::entropy::HostEntropy;
use crate::open::OpeningKey;
use crate::sign::SoftwareKey;
use crate::wipe::{Secret, wiping};

/// An unlocked vault. Its key is wiped when it is freed.
#[wasm_bindgen]
pub struct Vault {
    inner: Secret<vault::Vault>,
}

/// Runs `task` with the one secret that was given, and wipes it.
fn with_secret<T>(
    passphrase: Option<String>,
    prf: Option<Vec<u8>>,
    task: impl FnOnce(vault::Secret<'_>) -> Result<T, motcua::crypto::Error>,
) -> Result<T, JsValue> {
    match (passphrase.map(Zeroizing::new), prf.map(Zeroizing::new)) {
        (Some(text), None) => wiping(|| task(vault::Secret::Passphrase(&text))).map_err(refuse),
        (None, Some(bytes)) => {
            let bytes: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| wrong_type())?;
            wiping(|| task(vault::Secret::Prf(bytes))).map_err(refuse)
        }
        _ => Err(wrong_type()),
    }
}

/// A new vault, under a passphrase or the 32 bytes of a WebAuthn PRF output.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = createVault)]
pub fn create_vault(passphrase: Option<String>, prf: Option<Vec<u8>>) -> Result<Vault, JsValue> {
    let inner = with_secret(passphrase, prf, |secret| vault::Vault::create(secret, &mut HostEntropy))?;
    Ok(Vault { inner: Secret::new(inner) })
}

/// The vault that sealed a box.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = unlockVault)]
pub fn unlock_vault(
    sealed: &Ts<VaultBox>,
    passphrase: Option<String>,
    prf: Option<Vec<u8>>,
) -> Result<Vault, JsValue> {
    let sealed = read(sealed)?;
    let inner = with_secret(passphrase, prf, |secret| vault::Vault::unlock(&sealed, secret))?;
    Ok(Vault { inner: Secret::new(inner) })
}

#[wasm_bindgen]
impl Vault {
    /// Seals a draft; `draft` is JSON text.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn seal(&self, name: &str, draft: &str) -> Result<Ts<VaultBox>, JsValue> {
        let draft = document(draft)?;
        give(&wiping(|| self.inner.seal(name, &draft, &mut HostEntropy)).map_err(refuse)?)
    }

    /// Opens a draft.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn open(&self, name: &str, sealed: &Ts<VaultBox>) -> Result<JsValue, JsValue> {
        let sealed = read(sealed)?;
        plain(&wiping(|| self.inner.open(name, &sealed)).map_err(refuse)?)
    }

    /// Seals a signing key.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealKey)]
    pub fn seal_key(&self, name: &str, key: &SoftwareKey) -> Result<Ts<VaultBox>, JsValue> {
        give(&wiping(|| self.inner.seal_key(name, &key.inner, &mut HostEntropy)).map_err(refuse)?)
    }

    /// Opens a signing key, which stays behind its handle.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openKey)]
    pub fn open_key(&self, name: &str, sealed: &Ts<VaultBox>) -> Result<SoftwareKey, JsValue> {
        let sealed = read(sealed)?;
        let key = wiping(|| self.inner.open_key(name, &sealed)).map_err(refuse)?;
        Ok(SoftwareKey { inner: Secret::new(key) })
    }

    /// Seals an opening key.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealOpeningKey)]
    pub fn seal_opening_key(&self, name: &str, key: &OpeningKey) -> Result<Ts<VaultBox>, JsValue> {
        let key = key.key()?;
        give(&wiping(|| self.inner.seal_opening_key(name, key, &mut HostEntropy)).map_err(refuse)?)
    }

    /// Opens an opening key, which stays behind its handle.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openOpeningKey)]
    pub fn open_opening_key(&self, name: &str, sealed: &Ts<VaultBox>) -> Result<OpeningKey, JsValue> {
        let sealed = read(sealed)?;
        wiping(|| self.inner.open_opening_key(name, &sealed).map(OpeningKey::of)).map_err(refuse)
    }
}
