//! Data of a dossier at rest: its keys, documents in chunks, and data by classes.

use std::sync::{Mutex, PoisonError};

use motcua::crypto::attachment::{self, Assembler, Place};
use motcua::crypto::seal;
use motcua::flow::at_rest;
use motcua::json::Value;
use motcua::types::audit::{AccessStatement, AuditRecord};
use motcua::types::jose::SealedObject;
use motcua::types::office::SealedField;
use motcua::types::submission::{Attachment, ProcedureRef};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::{document, give, give_any, keys, plain, record, shape, value_of};
use crate::entropy::HostEntropy;
use crate::error::{calm, of_code, refuse};
use crate::opening::OpeningKey;
use crate::pack::Pack;
use crate::sealing::{ChunkPlace, sealed_object};

/// Something that was opened, and the record of it.
type Opened<'py, T> = (T, Bound<'py, PyAny>);

fn together<'py>(
    py: Python<'py>,
    (data, audit): (Value, Vec<AuditRecord>),
) -> PyResult<Opened<'py, Bound<'py, PyAny>>> {
    Ok((plain(py, &data)?, give_any(py, &audit)?))
}

/// The key of a dossier's documents and data. Its bytes never leave the core.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct DossierKey {
    inner: attachment::DossierKey,
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
        let (sealed, access): (_, AccessStatement) = (sealed_object(sealed)?, record(access)?);
        let opened =
            calm(|| attachment::DossierKey::open(&sealed, key.opener(), dossier, &access).map_err(refuse))?;
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
        let sealed = calm(|| self.inner.seal(&recipients, &procedure, &mut HostEntropy).map_err(refuse))?;
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
            key.open(place.part(), sealed, &access).map_err(refuse)
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

    /// Opens the parts of the classes named, or of all, and puts them together: the data, and a record for each opening.
    #[pyo3(signature = (fields, classes=None, *, access))]
    fn open_data<'py>(
        &self,
        py: Python<'py>,
        fields: &Bound<'py, PyAny>,
        classes: Option<Vec<String>>,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (fields, access): (Vec<SealedField>, AccessStatement) = (shape(fields)?, record(access)?);
        let opened = calm(|| {
            let Some(classes) = &classes else {
                return at_rest::open_all(&fields, &self.inner, &access).map_err(refuse);
            };
            let found: Result<Vec<_>, _> = classes.iter().map(|class| self.inner.class(class)).collect();
            let found = found.map_err(refuse)?;
            at_rest::open(&fields, &found.iter().collect::<Vec<_>>(), &access).map_err(refuse)
        });
        together(py, opened?)
    }

    /// The key of one class of data.
    fn class_key(&self, name: &str) -> PyResult<ClassKey> {
        calm(|| Ok(ClassKey { inner: self.inner.class(name).map_err(refuse)? }))
    }

    fn __repr__(&self) -> String {
        format!("DossierKey({:?})", self.inner.kid())
    }
}

/// The key of one class of a dossier's data. Its bytes never leave the core.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct ClassKey {
    inner: attachment::ClassKey,
}

#[pymethods]
impl ClassKey {
    /// Opens the sealed key of a class: the key, and the record of the opening.
    #[staticmethod]
    #[pyo3(signature = (sealed, key, *, dossier, name, access))]
    fn open<'py>(
        py: Python<'py>,
        sealed: &Bound<'py, PyAny>,
        key: &OpeningKey,
        dossier: &str,
        name: &str,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<Opened<'py, Self>> {
        let (sealed, access): (_, AccessStatement) = (sealed_object(sealed)?, record(access)?);
        let opened = calm(|| {
            attachment::ClassKey::open(&sealed, key.opener(), dossier, name, &access).map_err(refuse)
        })?;
        Ok((Self { inner: opened.value }, give(py, &opened.audit)?))
    }

    /// The class, `basic` or `sensitive:<kind>`.
    #[getter]
    fn name(&self) -> &str {
        self.inner.class()
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
        let sealed = calm(|| self.inner.seal(&recipients, &procedure, &mut HostEntropy).map_err(refuse))?;
        plain(py, &seal::to_value(&sealed))
    }

    /// Seals the value of a field, as compact JWE.
    #[pyo3(signature = (pointer, value, *, version))]
    fn seal_field(&self, pointer: &str, value: &Bound<'_, PyAny>, version: u32) -> PyResult<String> {
        let value = value_of(value)?;
        calm(|| self.inner.field_seal(pointer, version, &value, &mut HostEntropy).map_err(refuse))
    }

    /// Opens a field: its value, and the record of the opening.
    #[pyo3(signature = (pointer, jwe, *, version, access))]
    fn open_field<'py>(
        &self,
        py: Python<'py>,
        pointer: &str,
        jwe: &str,
        version: u32,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<Opened<'py, Bound<'py, PyAny>>> {
        let access: AccessStatement = record(access)?;
        let opened = calm(|| self.inner.field_open(pointer, version, jwe, &access).map_err(refuse))?;
        Ok((plain(py, &opened.value)?, give(py, &opened.audit)?))
    }

    /// Opens the parts of this class and leaves out the others: the data, and a record for each opening.
    #[pyo3(signature = (fields, *, access))]
    fn open_data<'py>(
        &self,
        py: Python<'py>,
        fields: &Bound<'py, PyAny>,
        access: &Bound<'py, PyAny>,
    ) -> PyResult<Opened<'py, Bound<'py, PyAny>>> {
        let (fields, access): (Vec<SealedField>, AccessStatement) = (shape(fields)?, record(access)?);
        together(py, calm(|| at_rest::open(&fields, &[&self.inner], &access).map_err(refuse))?)
    }

    /// Begins to open a document that a signed manifest names.
    #[pyo3(signature = (manifest, *, access))]
    fn read_attachment(
        &self,
        manifest: &Bound<'_, PyAny>,
        access: &Bound<'_, PyAny>,
    ) -> PyResult<AttachmentReader> {
        let (manifest, access): (Attachment, AccessStatement) = (record(manifest)?, record(access)?);
        let assembler = calm(|| Assembler::new(&self.inner, &manifest, &access).map_err(refuse))?;
        Ok(AttachmentReader { inner: Mutex::new(Some(assembler)) })
    }

    fn __repr__(&self) -> String {
        format!("ClassKey({:?})", self.inner.class())
    }
}

/// A document that is opened chunk by chunk, in order. Nothing of it counts before `finish`.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct AttachmentReader {
    inner: Mutex<Option<Assembler>>,
}

#[pymethods]
impl AttachmentReader {
    /// Opens the next chunk.
    fn push<'py>(&self, py: Python<'py>, sealed: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        let opened = calm(|| {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner.as_mut().ok_or_else(|| of_code("boundary/type"))?.push(sealed).map_err(refuse)
        })?;
        Ok(PyBytes::new(py, &opened))
    }

    /// Checks that the chunks are the document that was signed; the record of the opening.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let audit = calm(|| {
            let assembler = self.inner.lock().unwrap_or_else(PoisonError::into_inner).take();
            assembler.ok_or_else(|| of_code("boundary/type"))?.finish().map_err(refuse)
        })?;
        give(py, &audit)
    }
}

/// Names the sealed keys of a dossier for destruction: the record of that, which the host keeps before it deletes them.
#[pyfunction]
#[pyo3(signature = (dossier, wraps, *, access))]
pub(crate) fn shred<'py>(
    py: Python<'py>,
    dossier: &str,
    wraps: Vec<Bound<'py, PyAny>>,
    access: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let wraps: Vec<SealedObject> = wraps.iter().map(sealed_object).collect::<PyResult<_>>()?;
    let access: AccessStatement = record(access)?;
    give(py, &calm(|| attachment::shred(dossier, &wraps, &access).map_err(refuse))?)
}
