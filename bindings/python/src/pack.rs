//! Packs: the procedures, compiled.

use motcua::crypto::pack;
use motcua::flow::load_pack;
use motcua::forms::{CompiledProcedure, Library};
use motcua::vn::date::DateTime;
use pyo3::prelude::*;

use crate::convert::{attachments, channel, document, language, length, seconds};
use crate::directory::Directory;
use crate::error::{mistakes, of_code, refuse};
use crate::report::{Issue, PackInfo, Report};

/// A pack whose signature and hashes verified, compiled.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Pack {
    library: Library,
}

#[pymethods]
impl Pack {
    /// Opens a pack (`egov-pack+jws`) that a key of the directory signed.
    #[staticmethod]
    #[pyo3(signature = (jws, *, directory, now, min_seq=0))]
    fn open(
        py: Python<'_>,
        jws: &str,
        directory: &Directory,
        now: &Bound<'_, PyAny>,
        min_seq: i64,
    ) -> PyResult<Self> {
        let now = seconds(now)?;
        let trust = pack::Trust::Directory(directory.inner());
        let library = py.detach(|| {
            let pack =
                pack::open(jws.as_bytes(), trust, now, min_seq, motcua::ENGINE_VERSION).map_err(refuse)?;
            load_pack(&pack).map_err(|found| mistakes(&found))
        })?;
        Ok(Self { library })
    }

    /// What the pack holds.
    #[getter]
    fn info(&self) -> PackInfo {
        self.library.info().clone().into()
    }

    /// The verdict on a form.
    #[pyo3(name = "validate", signature = (procedure, data, *, now, channel="online", attachments=None))]
    fn validate(
        &self,
        py: Python<'_>,
        procedure: &str,
        data: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        channel: &str,
        attachments: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Report> {
        let now = seconds(now)?;
        let procedure = self.procedure(procedure, now)?;
        let (data, channel) = (document(data)?, self::channel(channel)?);
        let attachments = self::attachments(attachments)?;
        Ok(py.detach(|| procedure.validate(&data, &attachments, channel, now)).into())
    }

    /// A finding as a sentence. `now` is the moment of the verdict: it says which version of the procedure spoke.
    #[pyo3(signature = (procedure, issue, *, now, lang="vi", form="short"))]
    fn message(
        &self,
        procedure: &str,
        issue: &Issue,
        now: &Bound<'_, PyAny>,
        lang: &str,
        form: &str,
    ) -> PyResult<Option<String>> {
        let procedure = self.procedure(procedure, seconds(now)?)?;
        Ok(procedure.message(&issue.to_core(), language(lang)?, length(form)?))
    }

    fn __repr__(&self) -> String {
        let info = self.library.info();
        format!("Pack({:?}, seq={}, {} procedures)", info.id, info.seq, info.procedures.len())
    }
}

impl Pack {
    /// The version of a procedure that is in force at a moment, by the calendar of Vietnam.
    fn procedure(&self, code: &str, now: i64) -> PyResult<&CompiledProcedure> {
        let day = DateTime::from_unix(now).ok_or_else(|| of_code("boundary/type"))?.date();
        self.library.procedure(code, day).map(AsRef::as_ref).ok_or_else(|| of_code("pack/noProcedure"))
    }
}
