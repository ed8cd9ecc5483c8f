//! Opening what was sealed, with a key in memory or with one that the host holds, and handing packets on.

use motcua::crypto::packet::Opening;
use motcua::crypto::seal::{self, Opener};
use motcua::crypto::software::{self, Algorithm};
use motcua::flow::open::{self, Held};
use motcua::types::jose::AgreementRequest;
use motcua::types::office::ExpectedPacket;
use motcua::types::submission::{Anchor, CaAnswer};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use zeroize::Zeroizing;

use crate::convert::{give, give_any, key, keys, plain, record, seconds, shape};
use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::error::{calm, of_code, refuse};
use crate::sealing::sealed_object;
use crate::signing::public;

/// What opens: a key in memory, or what a key of the host agreed for one sealed object. Its secret part never leaves the
/// core.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct OpeningKey {
    inner: Held,
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
        calm(|| Ok(Self::of(software::OpeningKey::generate(algorithm, &mut HostEntropy).map_err(refuse)?)))
    }

    /// Second of two steps with a key that the host holds, after `begin_open`: the secret of 32 bytes that it agreed.
    #[staticmethod]
    fn agreed(request: &Bound<'_, PyAny>, secret: &[u8]) -> PyResult<Self> {
        let request: AgreementRequest = record(request)?;
        Ok(Self { inner: Held::Agreed { kid: request.kid, secret: Zeroizing::new(secret.to_vec()) } })
    }

    /// The public key, to seal to.
    #[getter]
    fn jwk<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        public(py, self.key()?.public())
    }

    fn __repr__(&self) -> String {
        match &self.inner {
            Held::Key(key) => format!("OpeningKey({:?})", key.kid()),
            Held::Agreed { kid, .. } => format!("OpeningKey.agreed({kid:?})"),
        }
    }
}

impl OpeningKey {
    pub(crate) const fn of(key: software::OpeningKey) -> Self {
        Self { inner: Held::Key(key) }
    }

    /// The key in memory.
    pub(crate) fn key(&self) -> PyResult<&software::OpeningKey> {
        self.inner.key().ok_or_else(|| of_code("boundary/type"))
    }

    pub(crate) fn opener(&self) -> Opener<'_> {
        (&self.inner).into()
    }
}

/// First of two steps with a key that the host holds: `{"kid", "epk"}`.
#[pyfunction]
pub(crate) fn begin_open<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, key) = (sealed_object(sealed)?, self::key(key)?);
    give(py, &calm(|| open::begin(&sealed, &key).map_err(refuse))?)
}

fn opening(
    sealed: &Bound<'_, PyAny>,
    opener: Opener<'_>,
    directory: &Directory,
    expected: &Bound<'_, PyAny>,
    now: &Bound<'_, PyAny>,
    anchor: Option<&Bound<'_, PyAny>>,
) -> PyResult<Opening> {
    let (sealed, expected): (_, ExpectedPacket) = (sealed_object(sealed)?, record(expected)?);
    let (now, anchor): (_, Option<Anchor>) = (seconds(now)?, anchor.map(record).transpose()?);
    calm(|| open::packet(&sealed, opener, directory.inner(), &expected, anchor.as_ref(), now).map_err(refuse))
}

/// Opens a packet: one that has just arrived, or with an `anchor` one that was accepted before.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, directory, expected, now, anchor=None, answers=None))]
#[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
pub(crate) fn open_packet<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
    anchor: Option<&Bound<'py, PyAny>>,
    answers: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let answers: Vec<CaAnswer> = answers.map(shape).transpose()?.unwrap_or_default();
    let opening = opening(sealed, key.opener(), directory, expected, now, anchor)?;
    give(py, &calm(|| opening.finish(&answers).map_err(refuse))?)
}

/// The certificates that the host has to judge before the packet opens.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, directory, expected, now, anchor=None))]
#[allow(clippy::too_many_arguments, reason = "keywords with defaults in Python")]
pub(crate) fn packet_checks<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    directory: &Directory,
    expected: &Bound<'py, PyAny>,
    now: &Bound<'py, PyAny>,
    anchor: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let opening = opening(sealed, key.opener(), directory, expected, now, anchor)?;
    give_any(py, &opening.checks())
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
    let key = OpeningKey::agreed(request, secret)?;
    open_packet(py, sealed, &key, directory, expected, now, None, None)
}

/// Hands a packet to another office: `{"sealed", "transfer"}`.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, holder, to, reason, recipients))]
pub(crate) fn transfer_packet<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    holder: &str,
    to: &str,
    reason: &str,
    recipients: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, recipients) = (sealed_object(sealed)?, keys(recipients)?);
    let moved = calm(|| {
        open::transfer(&sealed, key.opener(), (holder, to, reason), &recipients, &mut HostEntropy)
            .map_err(refuse)
    })?;
    give(py, &moved)
}

/// The same content for other recipients, unread; for packets and the keys of dossiers alike.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, recipients))]
pub(crate) fn rewrap<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    recipients: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, recipients) = (sealed_object(sealed)?, keys(recipients)?);
    let again = calm(|| open::rewrap(&sealed, key.opener(), &recipients, &mut HostEntropy).map_err(refuse))?;
    plain(py, &seal::to_value(&again))
}
