//! Sealing to an office and opening there, in one step or in two.

use std::sync::{Mutex, PoisonError};

use motcua::crypto::attachment::{self, Part, Place};
use motcua::crypto::hash::Sha256Stream;
use motcua::crypto::packet;
use motcua::crypto::seal::{self, Opener};
use motcua::crypto::software::{self, Algorithm};
use motcua::flow::{self, at_rest};
use motcua::types::audit::AccessStatement;
use motcua::types::jose::{AgreementRequest, SealedObject};
use motcua::types::office::SealedField;
use motcua::types::submission::ProcedureRef;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use zeroize::Zeroizing;

use crate::convert::{document, give, give_any, key, keys, plain, record, seconds, shape, signed};
use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::error::{calm, of_code, refuse};
use crate::pack::Pack;
use crate::signing::public;

/// A random dossier id, `urn:uuid:…`.
#[pyfunction]
pub(crate) fn new_dossier_id() -> PyResult<String> {
    calm(|| packet::new_dossier_id(&mut HostEntropy).map_err(refuse))
}

fn packet_of(data: &Bound<'_, PyAny>) -> PyResult<SealedObject> {
    seal::from_value(&document(data)?).map_err(refuse)
}

/// Seals a signed submission to one to sixteen recipients.
#[pyfunction]
#[pyo3(signature = (signed, *, procedure, dossier, recipients))]
pub(crate) fn seal_submission<'py>(
    py: Python<'py>,
    signed: &Bound<'py, PyAny>,
    procedure: &Bound<'py, PyAny>,
    dossier: &str,
    recipients: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let jws = self::signed(signed)?;
    let (procedure, recipients): (ProcedureRef, _) = (record(procedure)?, keys(recipients)?);
    let sealed = calm(|| {
        packet::seal_submission(&jws, &procedure, dossier, &recipients, &mut HostEntropy).map_err(refuse)
    })?;
    plain(py, &seal::to_value(&sealed))
}

/// A key in memory that opens what is sealed to it. Its private part never leaves the core.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct OpeningKey {
    inner: software::OpeningKey,
}

#[pymethods]
impl OpeningKey {
    /// A new key: `X25519` or `P-256`.
    #[staticmethod]
    fn generate(algorithm: &str) -> PyResult<Self> {
        let algorithm = match algorithm {
            "X25519" => Algorithm::X25519,
            "P-256" => Algorithm::P256,
            _ => return Err(of_code("boundary/type")),
        };
        calm(|| {
            Ok(Self { inner: software::OpeningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)? })
        })
    }

    /// The public key, to seal to.
    #[getter]
    fn jwk<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        public(py, self.inner.public())
    }

    fn __repr__(&self) -> String {
        format!("OpeningKey({:?})", self.inner.kid())
    }
}

/// Opens a packet that has just arrived, with a key in memory.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, directory, expected, now))]
pub(crate) fn open_packet<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    opened(py, sealed, Opener::Key(&key.inner), directory, expected, now)
}

/// First of two steps with a key that the host holds: `{"kid", "epk"}`.
#[pyfunction]
pub(crate) fn begin_open<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, key) = (packet_of(sealed)?, self::key(key)?);
    give(py, &calm(|| flow::open::begin(&sealed, &key).map_err(refuse))?)
}

/// Second step: opens the packet with the secret of 32 bytes that the host agreed.
#[pyfunction]
#[pyo3(signature = (sealed, request, secret, *, directory, expected, now))]
pub(crate) fn finish_open<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    request: &Bound<'py, PyAny>,
    secret: &[u8],
    directory: &Directory,
    expected: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let request: AgreementRequest = record(request)?;
    let secret = Zeroizing::new(secret.to_vec());
    let opener = Opener::Agreed { kid: &request.kid, secret: &secret };
    opened(py, sealed, opener, directory, expected, now)
}

fn opened<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    opener: Opener<'_>,
    directory: &Directory,
    expected: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, expected, now) = (packet_of(sealed)?, record(expected)?, seconds(now)?);
    let packet = calm(|| {
        let opening = flow::open::packet(&sealed, opener, directory.inner(), &expected, None, now);
        opening.map_err(refuse)?.finish(&[]).map_err(refuse)
    })?;
    give(py, &packet)
}

/// The key of a dossier's documents and data. Its bytes never leave the core.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct DossierKey {
    inner: attachment::DossierKey,
}

/// A chunk's place as a dictionary: `attachment`, `index`, `count`, `size`, and `class` where it is sealed or opened.
#[derive(serde::Deserialize)]
struct ChunkPlace {
    #[serde(default)]
    class: String,
    attachment: String,
    index: u32,
    count: u32,
    size: u32,
}

#[pymethods]
impl DossierKey {
    /// A new key for a dossier.
    #[staticmethod]
    fn generate(dossier: &str) -> PyResult<Self> {
        calm(|| {
            Ok(Self { inner: attachment::DossierKey::generate(dossier, &mut HostEntropy).map_err(refuse)? })
        })
    }

    /// Opens the sealed key of a dossier: the key, and the record of the opening.
    #[staticmethod]
    #[pyo3(signature = (sealed, key, *, dossier, access))]
    fn open<'py>(
        py: Python<'py>,
        sealed: &Bound<'py, PyAny>,
        key: &OpeningKey,
        dossier: &str,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<(Self, Bound<'py, PyAny>)> {
        let (sealed, access): (_, AccessStatement) = (packet_of(sealed)?, record(access)?);
        let opened =
            calm(|| attachment::DossierKey::open(&sealed, &key.inner, dossier, &access).map_err(refuse))?;
        Ok((Self { inner: opened.value }, give(py, &opened.audit)?))
    }

    /// The key itself, sealed to recipients.
    #[pyo3(signature = (recipients, *, procedure))]
    fn seal<'py>(
        &self,
        py: Python<'py>,
        recipients: &Bound<'py, PyAny>,
        procedure: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (recipients, procedure): (_, ProcedureRef) = (keys(recipients)?, record(procedure)?);
        let name = packet::procedure_name(&procedure);
        let sealed = calm(|| self.inner.seal(&recipients, &name, &mut HostEntropy).map_err(refuse))?;
        plain(py, &seal::to_value(&sealed))
    }

    /// Seals one chunk of a document, at most 4 MiB.
    fn seal_chunk<'py>(
        &self,
        py: Python<'py>,
        place: &Bound<'py, PyAny>,
        data: &[u8],
    ) -> PyResult<Bound<'py, PyBytes>> {
        let ChunkPlace { class, attachment, index, count, size } = shape(place)?;
        let place = Place { class: &class, attachment: &attachment, index, count, size };
        let sealed = calm(|| self.inner.seal_chunk(&place, data, &mut HostEntropy).map_err(refuse))?;
        Ok(PyBytes::new(py, &sealed))
    }

    /// Opens one chunk: the bytes, and the record of the opening.
    #[pyo3(signature = (place, sealed, *, access))]
    fn open_chunk<'py>(
        &self,
        py: Python<'py>,
        place: &Bound<'py, PyAny>,
        sealed: &[u8],
        access: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyAny>)> {
        let (place, access): (ChunkPlace, AccessStatement) = (shape(place)?, record(access)?);
        let opened = calm(|| {
            let key = self.inner.attachment(&place.class, &place.attachment).map_err(refuse)?;
            let part = Part { index: place.index, count: place.count, size: place.size };
            key.open(part, sealed, &access).map_err(refuse)
        })?;
        Ok((PyBytes::new(py, &opened.value), give(py, &opened.audit)?))
    }

    /// Seals the data of an accepted submission, part by part under the key of its class.
    #[pyo3(signature = (pack, procedure, data, *, version, now))]
    fn seal_data<'py>(
        &self,
        py: Python<'py>,
        pack: &Pack,
        procedure: &str,
        data: &Bound<'py, PyAny>,
        version: u32,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (procedure, data) = (pack.at(procedure, now)?, document(data)?);
        let fields =
            calm(|| at_rest::seal(procedure, &data, &self.inner, version, &mut HostEntropy).map_err(refuse))?;
        give_any(py, &fields)
    }

    /// Opens the parts of the classes named and puts them together: the data, and a record for each opening.
    #[pyo3(signature = (fields, classes, *, access))]
    fn open_data<'py>(
        &self,
        py: Python<'py>,
        fields: &Bound<'py, PyAny>,
        classes: Vec<String>,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (fields, access): (Vec<SealedField>, AccessStatement) = (shape(fields)?, record(access)?);
        let (data, audit) = calm(|| {
            let found: Result<Vec<_>, _> = classes.iter().map(|class| self.inner.class(class)).collect();
            let found = found.map_err(refuse)?;
            at_rest::open(&fields, &found.iter().collect::<Vec<_>>(), &access).map_err(refuse)
        })?;
        Ok((plain(py, &data)?, give_any(py, &audit)?))
    }

    fn __repr__(&self) -> String {
        format!("DossierKey({:?})", self.inner.kid())
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
    let part = Part { index: place.index, count: place.count, size: place.size };
    plain(py, &calm(|| part.to_jwe(&place.attachment, sealed).map_err(refuse))?)
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
