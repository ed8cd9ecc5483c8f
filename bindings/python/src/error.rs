//! The one exception.

use motcua::types::report::Diagnostic;
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

/// A pack with mistakes in it: the first one. All of them stand in the answer of `motcua procedure check`.
pub(crate) fn mistakes(found: &[Diagnostic]) -> PyErr {
    let Some(first) = found.first() else { return of_code("pack/badItem") };
    let mut failure = failure::of_code(&first.code).at(first.pointer.as_str());
    failure.params.clone_from(&first.params);
    raise(&failure)
}
