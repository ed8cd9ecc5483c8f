//! Sealing submissions and documents to the office that acts on them.

use motcua::crypto::attachment::{self, Place};
use motcua::crypto::packet;
use motcua::types::jose::{FlattenedJws, Jwk, SealedObject};
use motcua::types::submission::ProcedureRef;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give, read, read_any, refuse};
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
}
