//! Signing in two steps, and software keys.

use motcua::crypto::software::{Algorithm, SigningKey};
use motcua::crypto::{jwk, sign};
use motcua::types::jose::{self, FlattenedJws, Jwk};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::{document, key, signed};
use crate::entropy::HostEntropy;
use crate::error::{calm, of_code, refuse};

/// What the holder of the key `kid` has to sign: the ASCII bytes of `signing_input`.
#[pyclass(frozen, get_all, skip_from_py_object, module = "motcua")]
#[derive(Clone)]
pub(crate) struct SigningRequest {
    /// `EdDSA` or `ES256`.
    alg: String,
    /// Thumbprint of the key that must sign.
    kid: String,
    /// Protected header, base64url.
    protected: String,
    /// Payload, base64url.
    payload: String,
    /// What to sign.
    signing_input: String,
}

impl SigningRequest {
    fn to_core(&self) -> jose::SigningRequest {
        let Self { alg, kid, protected, payload, signing_input } = self.clone();
        jose::SigningRequest { alg, kid, protected, payload, signing_input }
    }
}

impl From<jose::SigningRequest> for SigningRequest {
    fn from(request: jose::SigningRequest) -> Self {
        let jose::SigningRequest { alg, kid, protected, payload, signing_input } = request;
        Self { alg, kid, protected, payload, signing_input }
    }
}

#[pymethods]
impl SigningRequest {
    fn __repr__(&self) -> String {
        format!("SigningRequest({:?}, kid={:?})", self.alg, self.kid)
    }
}

/// A signed object whose signature has been verified, in its two serialisations (RFC 7515).
#[pyclass(frozen, get_all, module = "motcua")]
pub(crate) struct SignedObject {
    /// Flattened JSON.
    pub(crate) json: String,
    /// Compact text.
    pub(crate) compact: String,
}

impl From<FlattenedJws> for SignedObject {
    fn from(jws: FlattenedJws) -> Self {
        Self { json: sign::to_json(&jws), compact: sign::to_compact(&jws) }
    }
}

/// First step: what the holder of `key` has to sign, for `payload` to become an object of this kind.
#[pyfunction]
pub(crate) fn begin_sign(
    kind: &str,
    payload: &Bound<'_, PyAny>,
    key: &Bound<'_, PyAny>,
) -> PyResult<SigningRequest> {
    let kind = sign::Kind::from_name(kind).ok_or_else(|| of_code("boundary/type"))?;
    let (payload, key) = (document(payload)?, self::key(key)?);
    Ok(calm(|| sign::begin(kind, &payload, &key).map_err(refuse))?.into())
}

/// A public key as a dictionary.
pub(crate) fn public(py: Python<'_>, key: Jwk) -> PyResult<Bound<'_, PyDict>> {
    let Jwk { kty, crv, x, y, kid, alg, usage } = key;
    let members = [
        ("kty", Some(kty)),
        ("crv", Some(crv)),
        ("x", Some(x)),
        ("y", y),
        ("kid", kid),
        ("alg", alg),
        ("use", usage),
    ];
    let jwk = PyDict::new(py);
    for (name, text) in members {
        if let Some(text) = text {
            jwk.set_item(name, text)?;
        }
    }
    Ok(jwk)
}

/// Second step: the signed object, after its signature verified. `signature` is 64 bytes, or DER for `ES256`.
#[pyfunction]
pub(crate) fn finish_sign(
    request: &Bound<'_, SigningRequest>,
    signature: &[u8],
    key: &Bound<'_, PyAny>,
) -> PyResult<SignedObject> {
    let (request, key) = (request.get().to_core(), self::key(key)?);
    Ok(calm(|| sign::finish(&request, signature, &key).map_err(refuse))?.into())
}

/// Compact text of a signed object, as enrolments and events travel.
#[pyfunction]
pub(crate) fn to_compact(jws: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(sign::to_compact(&signed(jws)?))
}

/// Thumbprint of a public key (RFC 7638), after checking the key.
#[pyfunction]
pub(crate) fn thumbprint(key: &Bound<'_, PyAny>) -> PyResult<String> {
    let key = self::key(key)?;
    calm(|| jwk::thumbprint(&key).map_err(refuse))
}

/// A signing key in memory. Its private part never leaves the core and is wiped when the object goes.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct SoftwareKey {
    pub(crate) inner: SigningKey,
}

#[pymethods]
impl SoftwareKey {
    /// A new key: `Ed25519` or `P-256`.
    #[staticmethod]
    fn generate(algorithm: &str) -> PyResult<Self> {
        let algorithm = match algorithm {
            "Ed25519" => Algorithm::Ed25519,
            "P-256" => Algorithm::P256,
            _ => return Err(of_code("boundary/type")),
        };
        calm(|| Ok(Self { inner: SigningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)? }))
    }

    /// The public key.
    #[getter]
    fn jwk<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        public(py, self.inner.public())
    }

    /// Signs what `begin_sign` prepared for this key.
    fn sign(&self, request: &Bound<'_, SigningRequest>) -> PyResult<SignedObject> {
        Ok(calm(|| self.inner.sign(&request.get().to_core()).map_err(refuse))?.into())
    }

    fn __repr__(&self) -> String {
        format!("SoftwareKey({:?})", self.inner.kid())
    }
}
