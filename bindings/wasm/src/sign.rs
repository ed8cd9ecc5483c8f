//! Signing in two steps, and software keys.

use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{jwk, sign};
use motcua::types::jose::{FlattenedJws, Jwk, SigningRequest};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{document, give, read, refuse, wrong_type};
use crate::entropy::HostEntropy;
use crate::wipe::{Secret, wiping};

/// First step: the bytes that the key `jwk` has to sign. `kind` is `submission`, `receipt`, `keys`, `enrol`,
/// `pack`, `decision`, `cosign` or `event`.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = beginSign)]
pub fn begin_sign(kind: &str, payload: &str, jwk: &Ts<Jwk>) -> Result<Ts<SigningRequest>, JsValue> {
    let kind = sign::Kind::from_name(kind).ok_or_else(wrong_type)?;
    give(&sign::begin(kind, &document(payload)?, &read(jwk)?).map_err(refuse)?)
}

/// Second step: checks the signature (raw or DER) and puts the object together.
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen(js_name = finishSign)]
pub fn finish_sign(
    request: &Ts<SigningRequest>,
    signature: &[u8],
    jwk: &Ts<Jwk>,
) -> Result<Ts<FlattenedJws>, JsValue> {
    give(&sign::finish(&read(request)?, signature, &read(jwk)?).map_err(refuse)?)
}

/// Compact text of a signed object, as enrolments and events travel.
///
/// # Errors
/// `boundary/type`.
#[wasm_bindgen(js_name = toCompact)]
pub fn to_compact(jws: &Ts<FlattenedJws>) -> Result<String, JsValue> {
    Ok(sign::to_compact(&read(jws)?))
}

/// Thumbprint of a public key (RFC 7638).
///
/// # Errors
/// Refusals of the core, as thrown objects.
#[wasm_bindgen]
pub fn thumbprint(jwk: &Ts<Jwk>) -> Result<String, JsValue> {
    jwk::thumbprint(&read(jwk)?).map_err(refuse)
}

/// A signing key in the module's memory. Its private part never leaves it and is wiped when it is freed.
#[wasm_bindgen]
pub struct SoftwareKey {
    pub(crate) inner: Secret<SigningKey>,
}

/// A new key: `Ed25519` or `P-256`.
///
/// # Errors
/// `boundary/type` for another algorithm, `crypto/entropy`.
#[wasm_bindgen(js_name = generateSoftwareKey)]
pub fn generate_software_key(algorithm: &str) -> Result<SoftwareKey, JsValue> {
    let algorithm = match algorithm {
        "Ed25519" => Algorithm::Ed25519,
        "P-256" => Algorithm::P256,
        _ => return Err(wrong_type()),
    };
    wiping(|| {
        let key = SigningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)?;
        Ok(SoftwareKey { inner: Secret::new(key) })
    })
}

#[wasm_bindgen]
impl SoftwareKey {
    /// The public key.
    ///
    /// # Errors
    /// None in practice.
    pub fn jwk(&self) -> Result<Ts<Jwk>, JsValue> {
        give(&self.inner.public())
    }

    /// Both steps at once.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn sign(&self, request: &Ts<SigningRequest>) -> Result<Ts<FlattenedJws>, JsValue> {
        let request = read(request)?;
        give(&wiping(|| self.inner.sign(&request)).map_err(refuse)?)
    }
}
