//! Asking a second party to sign, and being that party.

use motcua::flow::cosign;
use motcua::types::jose::{CoSignature, FlattenedJws, Jwk, SealedObject, SigningRequest};
use motcua::types::keys::Enrolment;
use motcua::types::office::CosignInvitation;
use motcua::types::submission::{CosignRefusal, CosignRequest};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give, read, read_any, refuse, seconds};
use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::open::OpeningKey;
use crate::wipe::wiping;

/// A request over a signed submission; `exp` is when it ends.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = requestCosign)]
pub fn request(jws: &Ts<FlattenedJws>, reference: &str, exp: &str) -> Result<Ts<CosignRequest>, JsValue> {
    give(&cosign::request(&read(jws)?, reference, seconds(exp)?).map_err(refuse)?)
}

/// Seals a request to the person asked.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = sealCosignRequest)]
pub fn seal(request: &Ts<CosignRequest>, recipients: &JsValue) -> Result<Ts<SealedObject>, JsValue> {
    let recipients: Vec<Jwk> = read_any(recipients)?;
    let request = read(request)?;
    give(&wiping(|| cosign::seal(&request, &recipients, &mut HostEntropy)).map_err(refuse)?)
}

/// Opens a sealed request.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = openCosignRequest)]
pub fn open(
    sealed: &Ts<SealedObject>,
    key: &OpeningKey,
    directory: &Directory,
    now: &str,
) -> Result<Ts<CosignInvitation>, JsValue> {
    let (sealed, now) = (read(sealed)?, seconds(now)?);
    let opened = wiping(|| cosign::open(&sealed, key.opener(), directory.inner(), now));
    give(&opened.map_err(refuse)?)
}

/// Reads a request that came in the open.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = readCosignRequest)]
pub fn read_request(
    request: &Ts<CosignRequest>,
    directory: &Directory,
    now: &str,
) -> Result<Ts<CosignInvitation>, JsValue> {
    give(&cosign::read(&read(request)?, directory.inner(), seconds(now)?).map_err(refuse)?)
}

/// First step of signing.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = beginCosign)]
pub fn begin(
    request: &Ts<CosignRequest>,
    enrolment: &str,
    directory: &Directory,
    now: &str,
) -> Result<Ts<SigningRequest>, JsValue> {
    give(&cosign::begin(&read(request)?, enrolment, directory.inner(), seconds(now)?).map_err(refuse)?)
}

/// Second step: the co-signature of the object that was signed.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = finishCosign)]
pub fn finish(
    request: &Ts<CosignRequest>,
    signed: &Ts<FlattenedJws>,
    enrolment: &str,
    directory: &Directory,
    now: &str,
) -> Result<Ts<CoSignature>, JsValue> {
    let (request, signed, now) = (read(request)?, read(signed)?, seconds(now)?);
    give(&cosign::finish(&request, &signed, enrolment, directory.inner(), now).map_err(refuse)?)
}

/// Verifies an answer; gives whose it is.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = verifyCosignature)]
pub fn verify(
    request: &Ts<CosignRequest>,
    signature: &Ts<CoSignature>,
    directory: &Directory,
    now: &str,
) -> Result<Ts<Enrolment>, JsValue> {
    let verified = cosign::verify(&read(request)?, &read(signature)?, directory.inner(), seconds(now)?);
    give(&verified.map_err(refuse)?)
}

/// First step of saying no.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = beginCosignRefusal)]
pub fn begin_refusal(
    request: &Ts<CosignRequest>,
    enrolment: &str,
    directory: &Directory,
    now: &str,
) -> Result<Ts<SigningRequest>, JsValue> {
    let begun = cosign::begin_refusal(&read(request)?, enrolment, directory.inner(), seconds(now)?);
    give(&begun.map_err(refuse)?)
}

/// Verifies a refusal.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = verifyCosignRefusal)]
pub fn verify_refusal(
    signed: &Ts<FlattenedJws>,
    request: &Ts<CosignRequest>,
    directory: &Directory,
) -> Result<Ts<CosignRefusal>, JsValue> {
    give(&cosign::verify_refusal(&read(signed)?, &read(request)?, directory.inner()).map_err(refuse)?)
}
