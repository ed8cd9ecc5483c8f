//! The SDK for Kotlin and Swift: a thin shell between UniFFI and [`motcua`].
//!
//! Records cross as plain data, people's documents and signed objects as JSON text for the core's own strict reader,
//! moments as seconds since 1970. No callback and nothing asynchronous crosses: signing is two steps, and the host
//! signs in between with whatever holds its key. Every refusal is one [`MotCuaError`] with a registered code. A
//! panic, which no input reaches, would be caught at the border and arrive as the generated code's internal error
//! wherever a function can fail.

#[cfg(feature = "conform")]
mod conform;
mod directory;
mod entropy;
mod error;
mod messages;
mod pack;
mod records;
mod signing;

#[cfg(feature = "conform")]
pub use conform::conform;
pub use directory::{Directory, open_directory};
pub use error::MotCuaError;
pub use messages::{canonicalize, content_hash, engine_version, render_message};
pub use pack::{Pack, open_pack};
pub use records::{
    Attachment, Channel, Issue, Jwk, Language, MessageForm, PackInfo, Param, ProcedureSummary, Report,
    Severity, SignedObject, SigningRequest, Text,
};
pub use signing::{KeyAlgorithm, SignedKind, SoftwareKey, begin_sign, finish_sign, thumbprint};

uniffi::setup_scaffolding!("motcua");
