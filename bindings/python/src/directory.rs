//! The key directory.

use motcua::crypto::directory;
use pyo3::prelude::*;

use crate::convert::{key, seconds};
use crate::error::refuse;

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
        let root = key(root)?;
        let inner =
            directory::Directory::open(jws.as_bytes(), &root, seconds(now)?, min_seq).map_err(refuse)?;
        Ok(Self { inner })
    }

    /// Number of this issue; the host keeps the highest it has seen.
    #[getter]
    fn seq(&self) -> i64 {
        self.inner.seq()
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
