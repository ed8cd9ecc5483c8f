//! The records that cross the boundary between the core and its hosts, and the registry of error codes.
//!
//! Every record is plain data: no behaviour beyond construction, no maps with free keys, no 64-bit
//! surprises for JavaScript, camelCase member names on the wire. With feature `wasm` each record has a
//! TypeScript declaration; with feature `uniffi` the boundary records derive UniFFI's traits.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

#[macro_use]
mod record;

pub mod deadline;
pub mod dossier;
pub mod error;
mod error_code;
pub mod event;
pub mod jose;
pub mod keys;
pub mod pack;
pub mod party;
pub mod procedure;
pub mod report;
pub mod submission;

pub use error::Failure;
pub use error_code::ErrorCode;
pub use motcua_json::Value;
