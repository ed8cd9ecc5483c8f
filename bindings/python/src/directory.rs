//! The key directory, and what is verified against it.

use motcua::crypto::{directory, enrolment};
use motcua::dossier::receipt;
use pyo3::prelude::*;

use crate::convert::{give, give_any, key, seconds, signed};
use crate::error::{calm, refuse};

/// A directory that verified against the pinned root.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Directory {
    inner: directory::Directory,
}

#[pymethods]
impl Directory {
    /// Opens a directory (`egov-keys+jws`).
    #[staticmethod]
    #[pyo3(signature = (jws, *, root, now, min_seq=0))]
    fn open(jws: &str, root: &Bound<'_, PyAny>, now: &Bound<'_, PyAny>, min_seq: i64) -> PyResult<Self> {
        let (root, now) = (key(root)?, seconds(now)?);
        calm(|| {
            let inner = directory::Directory::open(jws.as_bytes(), &root, now, min_seq).map_err(refuse)?;
            Ok(Self { inner })
        })
    }

    /// Number of this issue; the host keeps the highest it has seen.
    #[getter]
    fn seq(&self) -> i64 {
        self.inner.seq()
    }

    /// The directory as it was signed.
    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, self.inner.payload())
    }

    /// Keys to seal to, for an agency or one unit of it.
    #[pyo3(signature = (agency, unit=None, *, now))]
    fn seal_keys<'py>(
        &self,
        py: Python<'py>,
        agency: &str,
        unit: Option<&str>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let now = seconds(now)?;
        give_any(py, &calm(|| Ok(self.inner.seal_keys(agency, unit, now)))?)
    }

    /// Verifies an enrolment (compact `egov-enrol+jws`) at a moment.
    #[pyo3(signature = (compact, *, at))]
    fn verify_enrolment<'py>(
        &self,
        py: Python<'py>,
        compact: &str,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let at = seconds(at)?;
        give(py, &calm(|| enrolment::verify(compact, &self.inner, at).map_err(refuse))?)
    }

    /// The checkpoint that a receipt is; `kept` is when the host stored it.
    #[pyo3(signature = (receipt, *, kept=None))]
    fn receipt_checkpoint<'py>(
        &self,
        py: Python<'py>,
        receipt: &Bound<'py, PyAny>,
        kept: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (receipt, kept) = (signed(receipt)?, kept.map(seconds).transpose()?);
        give(py, &calm(|| receipt::checkpoint(&receipt, &self.inner, kept).map_err(refuse))?)
    }

    fn __repr__(&self) -> String {
        format!("Directory(seq={})", self.inner.seq())
    }
}

impl Directory {
    pub(crate) const fn inner(&self) -> &directory::Directory {
        &self.inner
    }
}
