//! Plain schemas: one record as text, and batches of them as columns.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motcua::forms::batch::{Batch, Checker, Memory};
use motcua::json::Policy;
use motcua::{ErrorCode, schema};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping};

use crate::convert::text_under;
use crate::error::{calm, of_code, refuse};
use crate::report::Report;

/// A compiled JSON Schema (draft 2020-12).
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Schema {
    checker: Arc<Checker>,
}

/// Every code by its number in packed answers.
#[pyfunction]
pub(crate) fn error_codes() -> Vec<&'static str> {
    ErrorCode::ALL.iter().map(|code| code.as_str()).collect()
}

#[pymethods]
impl Schema {
    /// Compiles a schema: a dictionary, a boolean, or JSON text. Nothing is fetched; `resources` are further schemas by
    /// their address.
    #[staticmethod]
    #[pyo3(signature = (schema, *, resources=None, assert_formats=false, policy="profile"))]
    fn compile(
        schema: &Bound<'_, PyAny>,
        resources: Option<&Bound<'_, PyAny>>,
        assert_formats: bool,
        policy: &str,
    ) -> PyResult<Self> {
        let policy = match policy {
            "profile" => Policy::PROFILE,
            "rfc8259" => Policy::RFC8259,
            _ => return Err(of_code("boundary/type")),
        };
        let resources = resources.map_or_else(|| Ok(Vec::new()), further)?;
        let text = text_under(schema, &Policy::RFC8259)?;
        let further = resources.iter().map(|(address, text)| (address.as_str(), text.as_slice()));
        let checker = calm(|| schema::compile(&text, further, assert_formats, policy).map_err(refuse))?;
        Ok(Self { checker: Arc::new(checker) })
    }

    /// Fields by their number in packed answers: JSON Pointers, with `*` for any index or name.
    #[getter]
    fn fields(&self) -> Vec<String> {
        self.checker.fields()
    }

    /// Findings of one record, each with its place.
    fn validate(&self, record: &Bound<'_, PyAny>) -> PyResult<Report> {
        let text = text_under(record, self.checker.policy())?;
        calm(|| Ok(self.checker.validate(&text, &mut Memory::default()).map_err(refuse)?.into()))
    }

    /// Findings of one record's text: `(field, code)` each. What is no JSON is a finding too.
    fn check(&self, record: &Bound<'_, PyAny>) -> PyResult<Vec<(u32, u32)>> {
        let text: Cow<'_, [u8]> = match record.cast::<PyBytes>() {
            Ok(bytes) => Cow::Borrowed(bytes.as_bytes()),
            Err(_) => {
                Cow::Owned(record.extract::<String>().map_err(|_| of_code("boundary/type"))?.into_bytes())
            }
        };
        calm(|| {
            let (mut memory, mut found) = (Memory::default(), Vec::new());
            self.checker.check(&text, &mut memory, &mut found);
            Ok(found)
        })
    }

    /// Begins a batch of records.
    fn batch(&self) -> SchemaBatch {
        SchemaBatch { checker: Arc::clone(&self.checker), batch: Mutex::default() }
    }
}

/// Texts of further schemas by their address, in the order of the mapping.
fn further(resources: &Bound<'_, PyAny>) -> PyResult<Vec<(String, Vec<u8>)>> {
    let resources = resources.cast::<PyMapping>().map_err(|_| of_code("boundary/type"))?;
    let mut read = Vec::new();
    for pair in resources.items()? {
        let (address, schema): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let address = address.extract().map_err(|_| of_code("boundary/type"))?;
        read.push((address, text_under(&schema, &Policy::RFC8259)?.into_owned()));
    }
    Ok(read)
}

/// Records as NDJSON bytes, in chunks that may be cut anywhere. Memory does not grow.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct SchemaBatch {
    checker: Arc<Checker>,
    batch: Mutex<Batch>,
}

/// Three columns of unsigned 32-bit numbers in the machine's order, as `numpy.frombuffer` and Arrow's buffers take them.
type Columns<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

#[pymethods]
impl SchemaBatch {
    /// Findings of the records that end in these bytes: `(record, field, code)` each. Other threads go on meanwhile.
    fn feed(&self, py: Python<'_>, chunk: &[u8]) -> PyResult<Vec<(u32, u32, u32)>> {
        Ok(triples(&self.packed(py, Some(chunk))?))
    }

    /// Findings of a last record without a line feed.
    fn finish(&self, py: Python<'_>) -> PyResult<Vec<(u32, u32, u32)>> {
        Ok(triples(&self.packed(py, None)?))
    }

    /// The same as `feed`, as three columns.
    fn feed_columns<'py>(&self, py: Python<'py>, chunk: &[u8]) -> PyResult<Columns<'py>> {
        Ok(columns(py, &self.packed(py, Some(chunk))?))
    }

    /// The same as `finish`, as three columns.
    fn finish_columns<'py>(&self, py: Python<'py>) -> PyResult<Columns<'py>> {
        Ok(columns(py, &self.packed(py, None)?))
    }

    /// Number of records so far.
    #[getter]
    fn records(&self) -> u32 {
        self.lock().records()
    }

    /// Number of records so far that had findings.
    #[getter]
    fn failed(&self) -> u32 {
        self.lock().failed()
    }
}

impl SchemaBatch {
    fn lock(&self) -> MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Record, field and code, again and again.
    fn packed(&self, py: Python<'_>, chunk: Option<&[u8]>) -> PyResult<Vec<u32>> {
        py.detach(|| {
            calm(|| {
                let mut packed = Vec::new();
                match chunk {
                    Some(chunk) => self.lock().feed(&self.checker, chunk, &mut packed),
                    None => self.lock().finish(&self.checker, &mut packed),
                }
                Ok(packed)
            })
        })
    }
}

fn triples(packed: &[u32]) -> Vec<(u32, u32, u32)> {
    let (triples, _) = packed.as_chunks::<3>();
    triples.iter().map(|&[record, field, code]| (record, field, code)).collect()
}

fn columns<'py>(py: Python<'py>, packed: &[u32]) -> Columns<'py> {
    let (triples, _) = packed.as_chunks::<3>();
    let column = |pick: fn(&[u32; 3]) -> u32| {
        let bytes: Vec<u8> = triples.iter().flat_map(|triple| pick(triple).to_ne_bytes()).collect();
        PyBytes::new(py, &bytes)
    };
    (column(|&[record, _, _]| record), column(|&[_, field, _]| field), column(|&[_, _, code]| code))
}
