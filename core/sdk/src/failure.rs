//! The one conversion from each crate's error to the public [`Failure`].

use motcua_types::report::Diagnostic;
use motcua_types::{ErrorCode, Failure};

/// Turns an error of a lower crate into the public failure: its registered code, its place, its parameters.
pub trait ToFailure {
    /// The public failure.
    fn to_failure(&self) -> Failure;
}

/// The failure of a code. Every code of every crate is registered (a test proves it); an unregistered one
/// would be a fault of ours and says so.
pub fn of_code(code: &str) -> Failure {
    Failure::new(ErrorCode::parse(code).unwrap_or(ErrorCode::RuntimeInternal))
}

/// The refusal of a schema that does not compile: the first of its mistakes, with its place.
pub fn of_schema(found: Vec<Diagnostic>) -> Failure {
    of_first(found, "procedure/badKeyword")
}

/// The first of the mistakes, with its place; `unnamed` where none is named.
pub(crate) fn of_first(found: Vec<Diagnostic>, unnamed: &str) -> Failure {
    match found.into_iter().next() {
        Some(Diagnostic { code, pointer, params }) => {
            Failure { pointer: Some(pointer), params, ..of_code(&code) }
        }
        None => of_code(unnamed),
    }
}

impl ToFailure for Failure {
    fn to_failure(&self) -> Failure {
        self.clone()
    }
}

impl ToFailure for motcua_json::Error {
    fn to_failure(&self) -> Failure {
        let mut failure = of_code(self.code());
        failure.pointer = self.pointer().map(str::to_owned);
        match self.offset() {
            Some(offset) => failure.with("offset", offset.to_string()),
            None => failure,
        }
    }
}

impl ToFailure for motcua_vn::calendar::CalendarError {
    fn to_failure(&self) -> Failure {
        of_code(self.code())
    }
}

impl ToFailure for motcua_vn::date::DateError {
    fn to_failure(&self) -> Failure {
        of_code(self.code())
    }
}

impl ToFailure for motcua_forms::session::SessionError {
    fn to_failure(&self) -> Failure {
        match self {
            Self::Place(error) => error.to_failure(),
            other => of_code(other.code()),
        }
    }
}

impl ToFailure for motcua_crypto::Error {
    fn to_failure(&self) -> Failure {
        of_code(self.code())
    }
}

impl ToFailure for motcua_dossier::Error {
    fn to_failure(&self) -> Failure {
        of_code(self.code())
    }
}

impl ToFailure for motcua_dossier::log::LogError {
    fn to_failure(&self) -> Failure {
        of_code(self.code()).with("firstBad", self.first_bad.to_string())
    }
}
