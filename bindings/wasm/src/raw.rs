//! The primitives for measurements, in test builds only: handles as the package's own code holds them.

use motcua_crypto::jwk::PublicKey;
use motcua_crypto::raw;
use motcua_crypto::software::{Algorithm, OpeningKey, SigningKey};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{refuse, wrong_type};
use crate::entropy::HostEntropy;

fn algorithm(name: &str) -> Result<Algorithm, JsValue> {
    match name {
        "Ed25519" => Ok(Algorithm::Ed25519),
        "P-256" => Ok(Algorithm::P256),
        "X25519" => Ok(Algorithm::X25519),
        _ => Err(wrong_type()),
    }
}

fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], JsValue> {
    bytes.try_into().map_err(|_| wrong_type())
}

/// A key that signs.
#[wasm_bindgen]
pub struct RawSigner {
    key: SigningKey,
}

#[wasm_bindgen]
impl RawSigner {
    /// A new key: `Ed25519` or `P-256`.
    ///
    /// # Errors
    /// Refusals of the core.
    #[wasm_bindgen(constructor)]
    pub fn new(curve: &str) -> Result<Self, JsValue> {
        let key = SigningKey::generate(algorithm(curve)?, &mut HostEntropy).map_err(refuse)?;
        Ok(Self { key })
    }

    /// The 64 bytes of a signature.
    ///
    /// # Errors
    /// None in practice.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, JsValue> {
        raw::sign(&self.key, message).map(|bytes| bytes.to_vec()).map_err(refuse)
    }

    /// What verifies them.
    ///
    /// # Errors
    /// None in practice.
    pub fn verifier(&self) -> Result<RawVerifier, JsValue> {
        PublicKey::from_jwk(&self.key.public()).map(|key| RawVerifier { key }).map_err(refuse)
    }
}

/// A key that verifies.
#[wasm_bindgen]
pub struct RawVerifier {
    key: PublicKey,
}

#[wasm_bindgen]
impl RawVerifier {
    /// Whether the signature is good.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        raw::verify(&self.key, message, signature).is_ok()
    }
}

/// A key that agrees on a secret.
#[wasm_bindgen]
pub struct RawOpener {
    key: OpeningKey,
    other: PublicKey,
}

#[wasm_bindgen]
impl RawOpener {
    /// Two new keys: `X25519` or `P-256`.
    ///
    /// # Errors
    /// Refusals of the core.
    #[wasm_bindgen(constructor)]
    pub fn new(curve: &str) -> Result<Self, JsValue> {
        let make = || OpeningKey::generate(algorithm(curve)?, &mut HostEntropy).map_err(refuse);
        let other = PublicKey::from_jwk(&make()?.public()).map_err(refuse)?;
        Ok(Self { key: make()?, other })
    }

    /// The secret of the two.
    ///
    /// # Errors
    /// None in practice.
    pub fn agree(&self) -> Result<Vec<u8>, JsValue> {
        raw::agree(&self.key, &self.other).map(|secret| secret.to_vec()).map_err(refuse)
    }
}

/// AES-256-GCM with its key expanded.
#[wasm_bindgen]
pub struct RawGcm {
    cipher: raw::Gcm,
}

#[wasm_bindgen]
impl RawGcm {
    /// Expands a key of 32 bytes.
    ///
    /// # Errors
    /// `boundary/type` for another length.
    #[wasm_bindgen(constructor)]
    pub fn new(key: &[u8]) -> Result<Self, JsValue> {
        Ok(Self { cipher: raw::Gcm::new(&array(key)?) })
    }

    /// Ciphertext and tag.
    ///
    /// # Errors
    /// `boundary/type` for a vector of another length than 12.
    pub fn seal(&self, iv: &[u8], bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        let mut out = Vec::with_capacity(bytes.len() + 16);
        out.extend_from_slice(bytes);
        let tag = self.cipher.seal(&array(iv)?, &[], &mut out).map_err(refuse)?;
        out.extend_from_slice(&tag);
        Ok(out)
    }
}
