//! The one error of the boundary.

use std::fmt;

use motcua::{Failure, ToFailure, failure};

use crate::records::Param;

/// What every function of the boundary gives. Those that cannot refuse anything say so too: only through a result does a
/// panic reach Swift as an error.
pub(crate) type Result<T, E = MotCuaError> = std::result::Result<T, E>;

/// A refusal: misuse, refused input or failed cryptography. Never holds what a person typed.
#[derive(Clone, Debug, PartialEq, uniffi::Error)]
pub enum MotCuaError {
    /// The only kind; codes tell refusals apart, so that a new one breaks no app.
    Refused {
        /// Registered code, `area/name`.
        code: String,
        /// Where in the input, as a JSON Pointer (RFC 6901).
        pointer: Option<String>,
        /// Values for the placeholders of the code's sentence.
        params: Vec<Param>,
    },
}

impl fmt::Display for MotCuaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Refused { code, pointer, .. } = self;
        match pointer {
            Some(pointer) => write!(f, "{code} at {pointer:?}"),
            None => f.write_str(code),
        }
    }
}

impl std::error::Error for MotCuaError {}

impl From<Failure> for MotCuaError {
    fn from(failure: Failure) -> Self {
        Self::Refused {
            code: failure.code.as_str().to_owned(),
            pointer: failure.pointer,
            params: failure.params.into_iter().map(Param::from).collect(),
        }
    }
}

/// An error of the core as hosts see it.
pub(crate) fn refuse<E: ToFailure>(error: E) -> MotCuaError {
    error.to_failure().into()
}

/// A refusal that arises at the boundary itself.
pub(crate) fn of_code(code: &str) -> MotCuaError {
    failure::of_code(code).into()
}
