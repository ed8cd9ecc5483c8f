//! The key directory, and what is checked against it.

use motcua::crypto::directory;
use motcua::crypto::sign::parse_flattened;
use motcua::dossier::log::{Reader, Trust};
use motcua::dossier::{receipt, workflow};
use motcua::types::dossier::{DossierState, Workflow};
use motcua::types::event::{Checkpoint, Receipt};
use motcua::types::jose::Jwk;
use motcua::types::keys::KeyDirectory;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give, give_list, read, read_any, refuse, seconds, whole};
use crate::pack::Pack;

/// A directory that verified against the pinned root.
#[wasm_bindgen]
pub struct Directory {
    inner: directory::Directory,
}

/// Opens a directory (`egov-keys+jws` as JSON text).
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = openDirectory)]
pub fn open_directory(
    jws: &str,
    root: &Ts<Jwk>,
    now: &str,
    min_seq: Option<f64>,
) -> Result<Directory, JsValue> {
    let inner = directory::Directory::open(jws.as_bytes(), &read(root)?, seconds(now)?, whole(min_seq)?)
        .map_err(refuse)?;
    Ok(Directory { inner })
}

#[wasm_bindgen]
impl Directory {
    /// The directory as it was signed.
    ///
    /// # Errors
    /// None in practice.
    pub fn payload(&self) -> Result<Ts<KeyDirectory>, JsValue> {
        give(self.inner.payload())
    }

    /// Keys to seal to.
    ///
    /// # Errors
    /// `boundary/type` for a moment that is none.
    #[wasm_bindgen(js_name = sealKeys)]
    pub fn seal_keys(&self, agency: &str, unit: Option<String>, now: &str) -> Result<JsValue, JsValue> {
        give_list(&self.inner.seal_keys(agency, unit.as_deref(), seconds(now)?))
    }

    /// Opens a pack that a signer of this directory signed.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = openPack)]
    pub fn open_pack(&self, jws: &str, now: &str, min_seq: Option<f64>) -> Result<Pack, JsValue> {
        Pack::open(jws, &self.inner, seconds(now)?, whole(min_seq)?)
    }

    /// Verifies a whole log under the stock workflow, held against what the host knows of it (`Checkpoint[]`).
    ///
    /// # Errors
    /// Why the first bad event is bad, with its index as parameter `firstBad`.
    #[wasm_bindgen(js_name = verifyLog)]
    pub fn verify_log(&self, events: &JsValue, checkpoints: &JsValue) -> Result<Ts<DossierState>, JsValue> {
        self.read_log(events, checkpoints, &workflow::default().map_err(refuse)?)
    }

    /// Verifies a whole log under a workflow of a pack, the stock one when none is named.
    ///
    /// # Errors
    /// As `verifyLog`; `pack/noWorkflow`.
    #[wasm_bindgen(js_name = verifyLogWith)]
    pub fn verify_log_with(
        &self,
        events: &JsValue,
        checkpoints: &JsValue,
        pack: &Pack,
        id: Option<String>,
    ) -> Result<Ts<DossierState>, JsValue> {
        let stock = workflow::default().map_err(refuse)?;
        let rules = match id {
            Some(id) => pack.rules(&id)?,
            None => pack.rules(&stock.id).unwrap_or(&stock),
        };
        self.read_log(events, checkpoints, rules)
    }

    /// The checkpoint that a receipt (`egov-receipt+jws` as JSON text) is; `kept` is when the host stored it.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = receiptCheckpoint)]
    pub fn receipt_checkpoint(&self, receipt: &str, kept: Option<String>) -> Result<Ts<Checkpoint>, JsValue> {
        let receipt = parse_flattened(receipt.as_bytes()).map_err(refuse)?;
        let kept = kept.as_deref().map(seconds).transpose()?;
        give(&receipt::checkpoint(&receipt, &self.inner, kept).map_err(refuse)?)
    }

    /// Verifies a receipt (`egov-receipt+jws` as JSON text) over the log that it covers.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = verifyReceipt)]
    pub fn verify_receipt(&self, receipt: &str, events: &JsValue) -> Result<Ts<Receipt>, JsValue> {
        let events: Vec<String> = read_any(events)?;
        let receipt = parse_flattened(receipt.as_bytes()).map_err(refuse)?;
        give(&receipt::verify(&receipt, &self.inner, &events).map_err(refuse)?)
    }
}

impl Directory {
    pub(crate) const fn inner(&self) -> &directory::Directory {
        &self.inner
    }

    fn read_log(
        &self,
        events: &JsValue,
        checkpoints: &JsValue,
        workflow: &Workflow,
    ) -> Result<Ts<DossierState>, JsValue> {
        let (events, checkpoints): (Vec<String>, Vec<Checkpoint>) =
            (read_any(events)?, read_any(checkpoints)?);
        let mut reader = Reader::new(Trust::Directory(&self.inner), workflow).expecting(&checkpoints);
        give(&reader.read(&events).map_err(refuse)?)
    }
}
