//! The one exception.

use motcua::{Failure, ToFailure, failure};
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::PyDict;

pyo3::create_exception!(
    motcua,
    MotCuaError,
    PyException,
    "A refusal: misuse, refused input or failed cryptography.\n\n\
     `code` is the registered code, `pointer` the place in the input as a JSON Pointer or None, `params` a dictionary\n\
     with the values of the placeholders of the code's sentence. Never holds what a person typed."
);

/// A failure as Python raises it.
pub(crate) fn raise(failure: &Failure) -> PyErr {
    Python::attach(|py| {
        let error = MotCuaError::new_err(failure.to_string());
        match dress(py, &error, failure) {
            Ok(()) => error,
            // Only a lack of memory leads here; Python's own exception says so.
            Err(other) => other,
        }
    })
}

fn dress(py: Python<'_>, error: &PyErr, failure: &Failure) -> PyResult<()> {
    let params = PyDict::new(py);
    for param in &failure.params {
        params.set_item(&param.name, &param.value)?;
    }
    let value = error.value(py);
    value.setattr("code", failure.code.as_str())?;
    value.setattr("pointer", failure.pointer.as_deref())?;
    value.setattr("params", params)
}

/// An error of the core as Python raises it.
pub(crate) fn refuse<E: ToFailure>(error: E) -> PyErr {
    raise(&error.to_failure())
}

/// A refusal that arises at the boundary itself.
pub(crate) fn of_code(code: &str) -> PyErr {
    raise(&failure::of_code(code))
}

/// A refusal at a place.
pub(crate) fn at(code: &str, pointer: String) -> PyErr {
    raise(&failure::of_code(code).at(pointer))
}

/// Calls the core. A panic, which no input reaches, becomes `runtime/panic`; PyO3's own exception for it is none that
/// `except Exception` catches.
pub(crate) fn calm<T>(call: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    // What a call held is dropped or whole: nothing of ours is left half changed that a later call could see.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(of_code("runtime/panic")))
}
