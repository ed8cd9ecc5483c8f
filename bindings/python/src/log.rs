//! The log of a dossier: verified, read, continued; its papers and proofs.

use std::sync::{Mutex, MutexGuard, PoisonError};

use motcua::dossier::document::{self, Lang, Layouts};
use motcua::dossier::workflow::Who;
use motcua::dossier::{Error, merkle};
use motcua::flow::{self, EventHead};
use motcua::types::document::DossierDocument;
use motcua::types::dossier::Action;
use motcua::types::event::{ActorRole, Checkpoint, DossierEvent};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::{give, give_any, key, language, record, seconds, shape, signed};
use crate::directory::Directory;
use crate::error::{calm, refuse};
use crate::pack::Pack;
use crate::signing::SigningRequest;

/// A log that verified whole.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct EventLog {
    inner: Mutex<flow::EventLog>,
}

/// Verifies a whole log (compact JWS each, oldest first).
#[pyfunction]
#[pyo3(signature = (events, *, directory, pack=None, checkpoints=None))]
pub(crate) fn verify_log(
    events: Vec<String>,
    directory: &Directory,
    pack: Option<&Pack>,
    checkpoints: Option<&Bound<'_, PyAny>>,
) -> PyResult<EventLog> {
    let checkpoints: Vec<Checkpoint> = checkpoints.map(shape).transpose()?.unwrap_or_default();
    let log = calm(|| {
        let pack = pack.map(Pack::procedures);
        flow::EventLog::verify(&events, directory.inner(), pack, &checkpoints).map_err(refuse)
    })?;
    Ok(EventLog { inner: Mutex::new(log) })
}

#[pymethods]
impl EventLog {
    /// A log without events, for whoever opens the dossier.
    #[staticmethod]
    #[pyo3(signature = (dossier, *, pack=None))]
    fn begin(dossier: &str, pack: Option<&Pack>) -> PyResult<Self> {
        let log = calm(|| flow::EventLog::begin(dossier, pack.map(Pack::procedures)).map_err(refuse))?;
        Ok(Self { inner: Mutex::new(log) })
    }

    /// Verifies the events that follow. When one is bad, the log ends before it.
    #[pyo3(signature = (events, *, directory))]
    fn extend(&self, events: Vec<String>, directory: &Directory) -> PyResult<()> {
        calm(|| self.lock().extend(&events, directory.inner()).map_err(refuse))
    }

    /// Where the dossier stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, self.lock().state())
    }

    /// The present status: its name, and what happens next; `None` before the first event.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.lock().status().map(|status| give(py, status)).transpose()
    }

    /// Every change that somebody in these roles may make now.
    #[pyo3(signature = (roles, *, now, issuer=""))]
    fn actions<'py>(
        &self,
        py: Python<'py>,
        roles: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
        issuer: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (roles, now): (Vec<ActorRole>, _) = (shape(roles)?, seconds(now)?);
        give_any(py, &calm(|| Ok(self.lock().actions(&Who { roles: &roles, issuer, now })))?)
    }

    /// Whether an actor may make a change now, and what follows from it: `event`, `effects` and `remarks`.
    #[pyo3(signature = (action, *, now))]
    fn apply<'py>(
        &self,
        py: Python<'py>,
        action: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (action, now): (Action, _) = (record(action)?, seconds(now)?);
        let applied = calm(|| self.lock().apply(&action, now).map_err(refuse))?;
        let answer = PyDict::new(py);
        answer.set_item("event", give(py, &DossierEvent::Status(applied.change))?)?;
        answer.set_item("effects", give_any(py, &applied.effects)?)?;
        answer.set_item("remarks", applied.remarks)?;
        Ok(answer.into_any())
    }

    /// First half of signing the event that follows; `bodies` is a list of `{"type", "body"}`.
    #[pyo3(signature = (bodies, *, issuer, at, id, transaction, key))]
    #[allow(clippy::too_many_arguments, reason = "keywords in Python")]
    fn begin_event(
        &self,
        bodies: &Bound<'_, PyAny>,
        issuer: &str,
        at: &Bound<'_, PyAny>,
        id: &str,
        transaction: &str,
        key: &Bound<'_, PyAny>,
    ) -> PyResult<SigningRequest> {
        let (bodies, key): (Vec<DossierEvent>, _) = (shape(bodies)?, self::key(key)?);
        let head = EventHead { issuer, at: seconds(at)?, id, transaction };
        Ok(calm(|| self.lock().begin_event(head, &bodies, &key).map_err(refuse))?.into())
    }

    /// How the dossier stands with its term: what is due, what comes next, and by when.
    #[pyo3(signature = (pack, procedure, *, now))]
    fn standing<'py>(
        &self,
        py: Python<'py>,
        pack: &Pack,
        procedure: &str,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (procedure, now) = (pack.at(procedure, now)?, seconds(now)?);
        let calendar = pack.procedures().library().calendar();
        give(py, &calm(|| self.lock().standing(procedure, calendar, now).map_err(refuse))?)
    }

    /// The paper of a form (`01` to `06`) that the log issued.
    #[pyo3(signature = (form, *, pack, procedure, facts, now))]
    fn issue_document<'py>(
        &self,
        py: Python<'py>,
        form: &str,
        pack: &Pack,
        procedure: &str,
        facts: &Bound<'py, PyAny>,
        now: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (procedure, facts, now) = (pack.at(procedure, now)?, record(facts)?, seconds(now)?);
        give(py, &calm(|| self.lock().issue_document(form, procedure, facts, now).map_err(refuse))?)
    }

    /// First half of signing a receipt over the log.
    #[pyo3(signature = (*, now, key))]
    fn begin_receipt(&self, now: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> PyResult<SigningRequest> {
        let (now, key) = (seconds(now)?, self::key(key)?);
        Ok(calm(|| self.lock().begin_receipt(now, &key).map_err(refuse))?.into())
    }

    /// Verifies a receipt over this log.
    #[pyo3(signature = (receipt, *, directory))]
    fn verify_receipt<'py>(
        &self,
        py: Python<'py>,
        receipt: &Bound<'py, PyAny>,
        directory: &Directory,
    ) -> PyResult<Bound<'py, PyAny>> {
        let receipt = signed(receipt)?;
        give(py, &calm(|| self.lock().covered_by(&receipt, directory.inner()).map_err(refuse))?)
    }

    /// What to keep of this log: hold the next one against it.
    #[pyo3(signature = (*, at))]
    fn checkpoint<'py>(&self, py: Python<'py>, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &self.lock().checkpoint(seconds(at)?))
    }

    fn __repr__(&self) -> String {
        let log = self.lock();
        format!(
            "EventLog({:?}, size={}, status={})",
            log.state().dossier,
            log.state().size,
            log.state().status
        )
    }
}

impl EventLog {
    fn lock(&self) -> MutexGuard<'_, flow::EventLog> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The HTML of a paper: one article, or a whole page with its style.
#[pyfunction]
#[pyo3(signature = (paper, *, lang="vi", page=false))]
pub(crate) fn render_document(paper: &Bound<'_, PyAny>, lang: &str, page: bool) -> PyResult<String> {
    let (paper, lang): (DossierDocument, _) = (record(paper)?, Lang::of(language(lang)?));
    calm(|| {
        let layouts = Layouts::shipped().map_err(refuse)?;
        let draw = if page { document::page } else { document::article };
        draw(&paper, lang, &layouts).map_err(refuse)
    })
}

/// CSS of the articles.
#[pyfunction]
pub(crate) fn document_style() -> &'static str {
    document::STYLE
}

fn hash(text: &str) -> PyResult<merkle::Hash> {
    merkle::hash_from_text(text).ok_or_else(|| refuse(Error::MerkleProof))
}

fn hashes(list: &[String]) -> PyResult<Vec<merkle::Hash>> {
    list.iter().map(|text| hash(text)).collect()
}

/// Checks that an entry stands at its place in a tree (RFC 6962).
#[pyfunction]
#[pyo3(signature = (entry, *, index, size, proof, root))]
pub(crate) fn verify_inclusion(
    entry: &[u8],
    index: u64,
    size: u64,
    proof: Vec<String>,
    root: &str,
) -> PyResult<()> {
    calm(|| {
        let leaf = merkle::leaf(entry);
        merkle::verify_inclusion(&leaf, index, size, &hashes(&proof)?, &hash(root)?).map_err(refuse)
    })
}

/// Checks that a tree is a beginning of another (RFC 6962).
#[pyfunction]
#[pyo3(signature = (*, old_size, new_size, old_root, new_root, proof))]
pub(crate) fn verify_consistency(
    old_size: u64,
    new_size: u64,
    old_root: &str,
    new_root: &str,
    proof: Vec<String>,
) -> PyResult<()> {
    calm(|| {
        let (old, new) = (hash(old_root)?, hash(new_root)?);
        merkle::verify_consistency(old_size, new_size, &old, &new, &hashes(&proof)?).map_err(refuse)
    })
}
