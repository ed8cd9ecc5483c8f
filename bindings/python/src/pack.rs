//! Packs: the procedures, compiled.

use std::sync::Arc;

use motcua::flow::{self, Draft, Prefilled, Procedures};
use motcua::forms::CompiledProcedure;
use motcua::forms::session::{Circumstances, FormSession as Core, migrate};
use motcua::types::session::FormDraft;
use motcua::types::submission::ProcedureRef;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::{
    attachments, channel, document, give, give_any, language, length, plain, record, seconds,
};
use crate::directory::Directory;
use crate::error::{calm, refuse};
use crate::report::{Issue, PackInfo, Report};
use crate::session::FormSession;

/// A pack whose signature and hashes verified, compiled.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Pack {
    procedures: Procedures,
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
        let procedures = py.detach(|| {
            calm(|| Procedures::open(jws.as_bytes(), directory.inner(), now, min_seq).map_err(refuse))
        })?;
        Ok(Self { procedures })
    }

    /// What the pack holds.
    #[getter]
    fn info(&self) -> PackInfo {
        self.procedures.library().info().clone().into()
    }

    /// The document of a procedure in force at a moment.
    #[pyo3(signature = (code, *, now))]
    fn procedure<'py>(
        &self,
        py: Python<'py>,
        code: &str,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.at(code, now)?.source())
    }

    /// Code, version and hash of that document.
    #[pyo3(signature = (code, *, now))]
    fn reference<'py>(
        &self,
        py: Python<'py>,
        code: &str,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        give(py, &self.at(code, now)?.reference())
    }

    /// A catalogue.
    fn catalogue<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        give(py, self.procedures.catalogue(name).map_err(refuse)?)
    }

    /// Entries of a catalogue by name.
    #[pyo3(signature = (name, query, *, parent=None, limit=20))]
    fn search<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        query: &str,
        parent: Option<&str>,
        limit: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        give_any(py, &calm(|| self.procedures.search(name, query, parent, limit).map_err(refuse))?)
    }

    /// A workflow.
    fn workflow<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyAny>> {
        give(py, self.procedures.workflow(id).map_err(refuse)?)
    }

    /// The verdict on a form.
    #[pyo3(signature = (procedure, data, *, now, channel="online", attachments=None, version=None))]
    #[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
    fn validate(
        &self,
        py: Python<'_>,
        procedure: &str,
        data: &Bound<'_, PyAny>,
        now: &Bound<'_, PyAny>,
        channel: &str,
        attachments: Option<&Bound<'_, PyAny>>,
        version: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Report> {
        let now = seconds(now)?;
        let procedure = self.of(procedure, version, now)?;
        let (data, channel) = (document(data)?, self::channel(channel)?);
        let attachments = self::attachments(attachments)?;
        py.detach(|| calm(|| Ok(procedure.validate(&data, &attachments, channel, now).into())))
    }

    /// Everything that a renderer needs to draw a form over its present data.
    #[pyo3(signature = (procedure, data, *, now, channel="online", attachments=None, version=None))]
    #[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
    fn evaluate<'py>(
        &self,
        py: Python<'py>,
        procedure: &str,
        data: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
        channel: &str,
        attachments: Option<&Bound<'py, PyAny>>,
        version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let now = seconds(now)?;
        let procedure = self.of(procedure, version, now)?;
        let (data, channel) = (document(data)?, self::channel(channel)?);
        let attachments = self::attachments(attachments)?;
        give(py, &calm(|| Ok(procedure.evaluate(&data, &attachments, channel, now)))?)
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
        let procedure = self.at(procedure, now)?;
        let (lang, form) = (language(lang)?, length(form)?);
        calm(|| Ok(procedure.message(&issue.to_core(), lang, form)))
    }

    /// A form filled from the claims of a login: `{"data", "provenance"}`.
    #[pyo3(signature = (procedure, claims, *, now))]
    fn prefill<'py>(
        &self,
        py: Python<'py>,
        procedure: &str,
        claims: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let found = self.at(procedure, now)?;
        let (claims, now) = (document(claims)?, seconds(now)?);
        let (data, provenance) = calm(|| Ok(found.prefill(&claims, now)))?;
        let given = PyDict::new(py);
        given.set_item("data", plain(py, &data)?)?;
        given.set_item("provenance", give_any(py, &provenance)?)?;
        Ok(given.into_any())
    }

    /// The payload to sign. `draft` holds everything beside the data: `dossier`, `auth`, `nonce`, `aud`, …
    #[pyo3(signature = (procedure, data, draft, *, now, prefilled=None, version=None))]
    #[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
    fn prepare<'py>(
        &self,
        py: Python<'py>,
        procedure: &str,
        data: &Bound<'py, PyAny>,
        draft: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
        prefilled: Option<&Bound<'py, PyAny>>,
        version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let now = seconds(now)?;
        let procedure = self.of(procedure, version, now)?;
        let (data, draft): (_, Draft) = (document(data)?, record(draft)?);
        let prefilled: Prefilled = prefilled.map(record).transpose()?.unwrap_or_default();
        give(py, &calm(|| flow::prepare(procedure, &data, &prefilled, draft, now).map_err(refuse))?)
    }

    /// Opens a form over data, or over the claims of a login.
    #[pyo3(signature = (procedure, *, now, data=None, claims=None, channel="online", attachments=None, version=None))]
    #[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
    fn open_form(
        &self,
        procedure: &str,
        now: &Bound<'_, PyAny>,
        data: Option<&Bound<'_, PyAny>>,
        claims: Option<&Bound<'_, PyAny>>,
        channel: &str,
        attachments: Option<&Bound<'_, PyAny>>,
        version: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<FormSession> {
        let now = seconds(now)?;
        let procedure = Arc::clone(self.of(procedure, version, now)?);
        let around = Circumstances {
            now,
            channel: self::channel(channel)?,
            attachments: self::attachments(attachments)?,
        };
        let data = data.map(document).transpose()?.unwrap_or_default();
        let claims = claims.map(document).transpose()?;
        calm(|| {
            Ok(FormSession::of(match claims {
                Some(claims) => Core::prefill(procedure, around, &claims),
                None => Core::open(procedure, around, data, Vec::new()),
            }))
        })
    }

    /// Takes a draft up again, under the version that it was filled under.
    #[pyo3(signature = (draft, *, now))]
    fn restore_form(&self, draft: &Bound<'_, PyAny>, now: &Bound<'_, PyAny>) -> PyResult<FormSession> {
        let (draft, now): (FormDraft, _) = (record(draft)?, seconds(now)?);
        let found = self.procedures.filed_under(&draft.procedure.code, Some(&draft.procedure), now);
        let procedure = Arc::clone(found.map_err(refuse)?);
        calm(|| Core::restore(procedure, draft, now).map(FormSession::of).map_err(refuse))
    }

    /// Carries a draft over to the version in force, and says what became of each value.
    #[pyo3(signature = (draft, *, now))]
    fn migrate_draft<'py>(
        &self,
        py: Python<'py>,
        draft: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let draft: FormDraft = record(draft)?;
        let to = self.at(&draft.procedure.code.clone(), now)?;
        give(py, &calm(|| migrate(draft, to).map_err(refuse))?)
    }

    fn __repr__(&self) -> String {
        let info = self.procedures.library().info();
        format!("Pack({:?}, seq={}, {} procedures)", info.id, info.seq, info.procedures.len())
    }
}

impl Pack {
    pub(crate) const fn procedures(&self) -> &Procedures {
        &self.procedures
    }

    /// The version of a procedure that is in force at a moment, by the calendar of Vietnam.
    pub(crate) fn at(&self, code: &str, now: &Bound<'_, PyAny>) -> PyResult<&Arc<CompiledProcedure>> {
        self.procedures.at(code, seconds(now)?).map_err(refuse)
    }

    /// The version that is meant, or the one in force.
    pub(crate) fn of(
        &self,
        code: &str,
        version: Option<&Bound<'_, PyAny>>,
        now: i64,
    ) -> PyResult<&Arc<CompiledProcedure>> {
        let version: Option<ProcedureRef> = version.map(record).transpose()?;
        self.procedures.filed_under(code, version.as_ref(), now).map_err(refuse)
    }
}
