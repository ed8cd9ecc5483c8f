//! An open form: each change judges only what depends on it, and says what changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use motcua::forms::session::{FormSession as Core, SessionError};
use motcua::types::session::FormChange;
use pyo3::prelude::*;

use crate::convert::{attachments, channel, give, give_any, plain, seconds, value_of};
use crate::error::{calm, refuse};

/// A form while somebody fills it in.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct FormSession {
    inner: Mutex<Core>,
}

type Told<'py> = PyResult<Option<Bound<'py, PyAny>>>;

impl FormSession {
    pub(crate) const fn of(core: Core) -> Self {
        Self { inner: Mutex::new(core) }
    }

    fn lock(&self) -> MutexGuard<'_, Core> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told<'py>(
        &self,
        py: Python<'py>,
        change: impl FnOnce(&mut Core) -> Result<Option<FormChange>, SessionError>,
    ) -> Told<'py> {
        let change = calm(|| change(&mut self.lock()).map_err(refuse))?;
        change.map(|change| give(py, &change)).transpose()
    }
}

#[pymethods]
impl FormSession {
    /// Sets a field; `None` empties it. A text is one, whatever it looks like.
    fn set<'py>(&self, py: Python<'py>, pointer: &str, value: &Bound<'py, PyAny>) -> Told<'py> {
        let value = value_of(value)?;
        self.told(py, |form| form.set(pointer, value))
    }

    /// Adds an item to a list, at its end or before the item at a position.
    #[pyo3(signature = (list, value, at=None))]
    fn add_item<'py>(
        &self,
        py: Python<'py>,
        list: &str,
        value: &Bound<'py, PyAny>,
        at: Option<usize>,
    ) -> Told<'py> {
        let value = value_of(value)?;
        self.told(py, |form| form.add_item(list, at, value))
    }

    /// Removes an item of a list.
    fn remove_item<'py>(&self, py: Python<'py>, list: &str, at: usize) -> Told<'py> {
        self.told(py, |form| form.remove_item(list, at))
    }

    /// Moves an item of a list.
    fn move_item<'py>(&self, py: Python<'py>, list: &str, start: usize, end: usize) -> Told<'py> {
        self.told(py, |form| form.move_item(list, start, end))
    }

    /// Takes over what is attached.
    fn set_attachments<'py>(&self, py: Python<'py>, manifest: &Bound<'py, PyAny>) -> Told<'py> {
        let manifest = attachments(Some(manifest))?;
        self.told(py, |form| Ok(form.set_attachments(manifest)))
    }

    /// Takes over another channel.
    fn set_channel<'py>(&self, py: Python<'py>, word: &str) -> Told<'py> {
        let word = channel(word)?;
        self.told(py, |form| Ok(form.set_channel(word)))
    }

    /// Takes over another moment.
    fn set_now<'py>(&self, py: Python<'py>, now: &Bound<'py, PyAny>) -> Told<'py> {
        let now = seconds(now)?;
        self.told(py, |form| Ok(form.set_now(now)))
    }

    /// The whole state.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &calm(|| Ok(self.lock().state()))?)
    }

    /// Everything typed so far, hidden parts too.
    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.lock().data())
    }

    /// The data as it is signed.
    #[getter]
    fn signed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, self.lock().signed())
    }

    /// Where each value came from, as it is signed.
    #[getter]
    fn provenance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give_any(py, &calm(|| Ok(self.lock().provenance()))?)
    }

    /// The form to be stored. It holds personal data: keep it in a vault.
    #[getter]
    fn draft<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &calm(|| Ok(self.lock().draft()))?)
    }

    /// Says that somebody saw that the value of this place was dropped; whether there was one.
    fn acknowledge(&self, pointer: &str) -> bool {
        self.lock().acknowledge(pointer)
    }

    fn __repr__(&self) -> &'static str {
        "FormSession()"
    }
}
