//! Sealing to an office: submissions, and documents in chunks.

use std::sync::{Mutex, PoisonError};

use motcua::crypto::attachment::{self, Part};
use motcua::crypto::hash::Sha256Stream;
use motcua::crypto::{packet, seal};
use motcua::types::jose::{CoSignature, SealedObject};
use motcua::types::submission::ProcedureRef;
use pyo3::prelude::*;

use crate::convert::{document, keys, plain, record, shape, signed};
use crate::entropy::HostEntropy;
use crate::error::{calm, refuse};

/// A random dossier id, `urn:uuid:…`.
#[pyfunction]
pub(crate) fn new_dossier_id() -> PyResult<String> {
    calm(|| packet::new_dossier_id(&mut HostEntropy).map_err(refuse))
}

/// A sealed object from a dictionary or its text.
pub(crate) fn sealed_object(data: &Bound<'_, PyAny>) -> PyResult<SealedObject> {
    seal::from_value(&document(data)?).map_err(refuse)
}

/// Seals a signed submission, with co-signatures beside it, to one to sixteen recipients.
#[pyfunction]
#[pyo3(signature = (signed, *, procedure, dossier, recipients, cosignatures=None))]
pub(crate) fn seal_submission<'py>(
    py: Python<'py>,
    signed: &Bound<'py, PyAny>,
    procedure: &Bound<'py, PyAny>,
    dossier: &str,
    recipients: &Bound<'py, PyAny>,
    cosignatures: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let jws = self::signed(signed)?;
    let beside: Vec<CoSignature> = cosignatures.map(shape).transpose()?.unwrap_or_default();
    let (procedure, keys): (ProcedureRef, _) = (record(procedure)?, keys(recipients)?);
    let sealed = calm(|| {
        packet::seal_cosigned(&jws, &beside, &procedure, dossier, &keys, &mut HostEntropy).map_err(refuse)
    })?;
    plain(py, &seal::to_value(&sealed))
}

/// A chunk's place as a dictionary: `attachment`, `index`, `count`, `size`, and `class` where it is sealed or opened.
#[derive(serde::Deserialize)]
pub(crate) struct ChunkPlace {
    #[serde(default)]
    pub(crate) class: String,
    pub(crate) attachment: String,
    pub(crate) index: u32,
    pub(crate) count: u32,
    pub(crate) size: u32,
}

impl ChunkPlace {
    pub(crate) const fn part(&self) -> Part {
        Part { index: self.index, count: self.count, size: self.size }
    }
}

/// Number of chunks that a document of so many bytes is sealed in.
#[pyfunction]
pub(crate) fn chunk_count(size: u64) -> u64 {
    attachment::chunk_count(size)
}

/// A sealed chunk as flattened JWE, the same ciphertext in another wrapping.
#[pyfunction]
pub(crate) fn chunk_to_jwe<'py>(
    py: Python<'py>,
    place: &Bound<'py, PyAny>,
    sealed: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    let place: ChunkPlace = shape(place)?;
    plain(py, &calm(|| place.part().to_jwe(&place.attachment, sealed).map_err(refuse))?)
}

/// SHA-256 of a file in pieces.
#[pyclass(frozen, module = "motcua")]
#[derive(Default)]
pub(crate) struct Sha256 {
    stream: Mutex<Sha256Stream>,
}

#[pymethods]
impl Sha256 {
    /// Starts.
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    fn update(&self, data: &[u8]) {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).update(data);
    }

    /// `sha-256:<base64url>` of everything so far; the hash starts anew.
    fn digest(&self) -> String {
        std::mem::take(&mut *self.stream.lock().unwrap_or_else(PoisonError::into_inner)).finish_text()
    }
}
