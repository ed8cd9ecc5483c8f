//! Asking a second party to sign, and being that party.

use motcua::crypto::seal;
use motcua::flow::cosign;
use motcua::types::jose::CoSignature;
use motcua::types::submission::CosignRequest;
use pyo3::prelude::*;

use crate::convert::{give, keys, plain, record, seconds, signed};
use crate::directory::Directory;
use crate::entropy::HostEntropy;
use crate::error::{calm, refuse};
use crate::opening::OpeningKey;
use crate::sealing::sealed_object;
use crate::signing::SigningRequest;

/// A request over a signed submission to the party of that reference; `until` is when it ends.
#[pyfunction]
#[pyo3(signature = (jws, *, reference, until))]
pub(crate) fn request_cosign<'py>(
    py: Python<'py>,
    jws: &Bound<'py, PyAny>,
    reference: &str,
    until: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (jws, until) = (signed(jws)?, seconds(until)?);
    give(py, &calm(|| cosign::request(&jws, reference, until).map_err(refuse))?)
}

/// Seals a request to keys of the person asked.
#[pyfunction]
pub(crate) fn seal_cosign_request<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyAny>,
    recipients: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (request, recipients): (CosignRequest, _) = (record(request)?, keys(recipients)?);
    let sealed = calm(|| cosign::seal(&request, &recipients, &mut HostEntropy).map_err(refuse))?;
    plain(py, &seal::to_value(&sealed))
}

/// Opens a sealed request: `{"request", "payload", "payloadHash", "by"}`.
#[pyfunction]
#[pyo3(signature = (sealed, key, *, directory, now))]
pub(crate) fn open_cosign_request<'py>(
    py: Python<'py>,
    sealed: &Bound<'py, PyAny>,
    key: &OpeningKey,
    directory: &Directory,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (sealed, now) = (sealed_object(sealed)?, seconds(now)?);
    give(py, &calm(|| cosign::open(&sealed, key.opener(), directory.inner(), now).map_err(refuse))?)
}

/// Reads a request that came in the open: the first signature verifies, and it is open still.
#[pyfunction]
#[pyo3(signature = (request, *, directory, now))]
pub(crate) fn read_cosign_request<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyAny>,
    directory: &Directory,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (request, now): (CosignRequest, _) = (record(request)?, seconds(now)?);
    give(py, &calm(|| cosign::read(&request, directory.inner(), now).map_err(refuse))?)
}

/// First step of signing, with the enrolment (compact) of the person asked.
#[pyfunction]
#[pyo3(signature = (request, *, enrolment, directory, now))]
pub(crate) fn begin_cosign(
    request: &Bound<'_, PyAny>,
    enrolment: &str,
    directory: &Directory,
    now: &Bound<'_, PyAny>,
) -> PyResult<SigningRequest> {
    let (request, now): (CosignRequest, _) = (record(request)?, seconds(now)?);
    Ok(calm(|| cosign::begin(&request, enrolment, directory.inner(), now).map_err(refuse))?.into())
}

/// Second step: the co-signature of what was signed, checked as the asker will check it.
#[pyfunction]
#[pyo3(signature = (request, jws, *, enrolment, directory, now))]
pub(crate) fn finish_cosign<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyAny>,
    jws: &Bound<'py, PyAny>,
    enrolment: &str,
    directory: &Directory,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (request, jws, now): (CosignRequest, _, _) = (record(request)?, signed(jws)?, seconds(now)?);
    give(py, &calm(|| cosign::finish(&request, &jws, enrolment, directory.inner(), now).map_err(refuse))?)
}

/// Verifies an answer before it goes into the packet; gives whose it is.
#[pyfunction]
#[pyo3(signature = (request, cosignature, *, directory, now))]
pub(crate) fn verify_cosignature<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyAny>,
    cosignature: &Bound<'py, PyAny>,
    directory: &Directory,
    now: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (request, given): (CosignRequest, CoSignature) = (record(request)?, record(cosignature)?);
    let now = seconds(now)?;
    give(py, &calm(|| cosign::verify(&request, &given, directory.inner(), now).map_err(refuse))?)
}

/// First step of saying no; the object that was signed goes back to who asked.
#[pyfunction]
#[pyo3(signature = (request, *, enrolment, directory, now))]
pub(crate) fn begin_cosign_refusal(
    request: &Bound<'_, PyAny>,
    enrolment: &str,
    directory: &Directory,
    now: &Bound<'_, PyAny>,
) -> PyResult<SigningRequest> {
    let (request, now): (CosignRequest, _) = (record(request)?, seconds(now)?);
    Ok(calm(|| cosign::begin_refusal(&request, enrolment, directory.inner(), now).map_err(refuse))?.into())
}

/// Verifies a refusal.
#[pyfunction]
#[pyo3(signature = (jws, request, *, directory))]
pub(crate) fn verify_cosign_refusal<'py>(
    py: Python<'py>,
    jws: &Bound<'py, PyAny>,
    request: &Bound<'py, PyAny>,
    directory: &Directory,
) -> PyResult<Bound<'py, PyAny>> {
    let (jws, request): (_, CosignRequest) = (signed(jws)?, record(request)?);
    give(py, &calm(|| cosign::verify_refusal(&jws, &request, directory.inner()).map_err(refuse))?)
}
