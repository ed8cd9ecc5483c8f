//! Sealing submissions and documents to the office that acts on them.

use js_sys::{Array, Function, Reflect, Uint8Array};
use motcua::crypto::attachment::{self, Part, Place};
use motcua::crypto::packet;
use motcua::types::jose::{FlattenedJws, Jwk, SealedObject};
use motcua::types::submission::ProcedureRef;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::boundary::{give, plain, read, read_any, refuse, wrong_type};
use crate::entropy::HostEntropy;

/// A random dossier id.
///
/// # Errors
/// `crypto/entropy`.
#[wasm_bindgen(js_name = newDossierId)]
pub fn new_dossier_id() -> Result<String, JsValue> {
    packet::new_dossier_id(&mut HostEntropy).map_err(refuse)
}

/// Seals a signed submission.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = sealSubmission)]
pub fn seal_submission(
    jws: &Ts<FlattenedJws>,
    procedure: &Ts<ProcedureRef>,
    dossier: &str,
    recipients: &JsValue,
) -> Result<Ts<SealedObject>, JsValue> {
    let recipients: Vec<Jwk> = read_any(recipients)?;
    let sealed =
        packet::seal_submission(&read(jws)?, &read(procedure)?, dossier, &recipients, &mut HostEntropy);
    give(&sealed.map_err(refuse)?)
}

/// A sealed chunk as flattened JWE.
///
/// # Errors
/// `crypto/chunk`.
#[wasm_bindgen(js_name = chunkToJwe)]
pub fn chunk_to_jwe(
    attachment: &str,
    index: u32,
    count: u32,
    size: u32,
    sealed: &[u8],
) -> Result<JsValue, JsValue> {
    plain(&Part { index, count, size }.to_jwe(attachment, sealed).map_err(refuse)?)
}

/// `crypto.subtle.importKey` with the bytes of an AES-GCM key, which are wiped once they are taken: it copies them
/// before it returns (Web Cryptography API, `importKey`).
fn import(key: &[u8; 32]) -> Result<JsValue, JsValue> {
    let member = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let import: Function = member(&subtle, "importKey")?.dyn_into().map_err(|_| wrong_type())?;
    let bytes = Uint8Array::from(key.as_slice());
    let uses = Array::of1(&"encrypt".into());
    let arguments = Array::of5(&"raw".into(), &bytes, &"AES-GCM".into(), &false.into(), &uses);
    let promise = import.apply(&subtle, &arguments);
    bytes.fill(0, 0, bytes.length());
    promise
}

/// The key of a dossier's documents.
#[wasm_bindgen]
pub struct DossierKey {
    inner: attachment::DossierKey,
}

/// A new key for a dossier.
///
/// # Errors
/// `crypto/entropy`, `crypto/context`.
#[wasm_bindgen(js_name = generateDossierKey)]
pub fn generate_dossier_key(dossier: &str) -> Result<DossierKey, JsValue> {
    Ok(DossierKey { inner: attachment::DossierKey::generate(dossier, &mut HostEntropy).map_err(refuse)? })
}

#[wasm_bindgen]
impl DossierKey {
    /// The key, sealed to recipients.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn seal(
        &self,
        recipients: &JsValue,
        procedure: &Ts<ProcedureRef>,
    ) -> Result<Ts<SealedObject>, JsValue> {
        let recipients: Vec<Jwk> = read_any(recipients)?;
        let name = packet::procedure_name(&read(procedure)?);
        give(&self.inner.seal(&recipients, &name, &mut HostEntropy).map_err(refuse)?)
    }

    /// Seals one chunk of a document.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = sealChunk)]
    pub fn seal_chunk(
        &self,
        class: &str,
        attachment: &str,
        index: u32,
        count: u32,
        size: u32,
        bytes: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        let place = Place { class, attachment, index, count, size };
        self.inner.seal_chunk(&place, bytes, &mut HostEntropy).map_err(refuse)
    }

    /// The key of one attachment inside of WebCrypto, not extractable: a promise of a `CryptoKey`. Its bytes are in
    /// JavaScript's memory only while WebCrypto takes its copy of them.
    ///
    /// # Errors
    /// Refusals of the core; what the host throws where it has no WebCrypto.
    #[wasm_bindgen(js_name = platformKey)]
    pub fn platform_key(&self, class: &str, attachment: &str) -> Result<JsValue, JsValue> {
        self.inner.attachment(class, attachment).map_err(refuse)?.lend(import)
    }

    /// What that key encrypts one chunk with: 12 bytes of vector, then the additional data.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = beginChunk)]
    pub fn begin_chunk(
        &self,
        class: &str,
        attachment: &str,
        index: u32,
        count: u32,
        size: u32,
        length: u32,
    ) -> Result<Vec<u8>, JsValue> {
        let key = self.inner.attachment(class, attachment).map_err(refuse)?;
        let part = Part { index, count, size };
        let begun = key.begin(part, length as usize, &mut HostEntropy).map_err(refuse)?;
        Ok([begun.iv.as_slice(), &begun.authenticated].concat())
    }
}
