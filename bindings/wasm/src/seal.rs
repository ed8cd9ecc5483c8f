//! Sealing submissions to the office that acts on them.

use motcua::crypto::packet;
use motcua::types::jose::{CoSignature, FlattenedJws, Jwk, SealedObject};
use motcua::types::submission::ProcedureRef;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give, read, read_any, refuse};
use crate::entropy::HostEntropy;
use crate::wipe::wiping;

/// A random dossier id.
///
/// # Errors
/// `crypto/entropy`.
#[wasm_bindgen(js_name = newDossierId)]
pub fn new_dossier_id() -> Result<String, JsValue> {
    packet::new_dossier_id(&mut HostEntropy).map_err(refuse)
}

/// Seals a signed submission, with the co-signatures (`CoSignature[]`) beside it.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = sealSubmission)]
pub fn seal_submission(
    jws: &Ts<FlattenedJws>,
    cosign: &JsValue,
    procedure: &Ts<ProcedureRef>,
    dossier: &str,
    recipients: &JsValue,
) -> Result<Ts<SealedObject>, JsValue> {
    let (cosign, recipients): (Vec<CoSignature>, Vec<Jwk>) = (read_any(cosign)?, read_any(recipients)?);
    let procedure = read(procedure)?;
    let jws = read(jws)?;
    let sealed =
        wiping(|| packet::seal_cosigned(&jws, &cosign, &procedure, dossier, &recipients, &mut HostEntropy));
    give(&sealed.map_err(refuse)?)
}
