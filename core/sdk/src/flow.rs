//! The steps that every host takes in the same order: filling, co-signing, opening, handing on, keeping.

pub mod at_rest;
pub mod cosign;
mod load;
mod log;
pub mod open;
mod prepare;
mod procedures;

pub use load::load_pack;
pub use log::{EventHead, EventLog};
pub use prepare::{Draft, PartyReference, Prefilled, prepare};
pub use procedures::Procedures;

use motcua_types::Failure;

use crate::ToFailure;

/// What cryptography refused, as every step says it.
#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn refused(error: motcua_crypto::Error) -> Failure {
    error.to_failure()
}
