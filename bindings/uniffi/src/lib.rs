//! The SDK for Kotlin and Swift: a thin shell between UniFFI and [`motcua`].
//!
//! Records cross as plain data, people's documents and signed objects as JSON text for the core's own strict reader,
//! moments as seconds since 1970. No callback and nothing asynchronous crosses: signing and key agreement are two steps,
//! and the host uses whatever holds its key in between. Every refusal is one [`MotCuaError`] with a registered code. A
//! panic, which no input reaches, is caught at the border and arrives as the generated code's internal error; for that
//! every function gives a `Result`, as without one the generated Swift would end the process. The facades make
//! `runtime/panic` of it.

mod at_rest;
#[cfg(feature = "conform")]
mod conform;
mod cosign;
mod directory;
mod entropy;
mod error;
mod log;
mod messages;
mod opening;
mod pack;
mod proofs;
mod records;
mod schema;
mod sealing;
mod session;
mod signing;
mod text;
mod values;
mod vault;

pub use at_rest::{
    AttachmentReader, ClassKey, DossierKey, OpenedClassKey, OpenedDossierKey, open_class_key,
    open_dossier_key, shred,
};
#[cfg(feature = "conform")]
pub use conform::{conform, fault};
pub use cosign::{
    begin_cosign, begin_cosign_refusal, finish_cosign, open_cosign_request, read_cosign_request,
    request_cosign, seal_cosign_request, verify_cosign_refusal, verify_cosignature,
};
pub use directory::{Directory, Enrolment, open_directory};
pub use error::MotCuaError;
pub use log::{EventLog, begin_log, verify_log};
pub use messages::{canonicalize, content_hash, engine_version, render_message};
pub use opening::{OpeningKey, begin_open, open_packet, packet_checks, rewrap, transfer_packet};
pub use pack::{Pack, open_pack};
pub use proofs::{document_style, render_document, verify_consistency, verify_inclusion};
pub use records::*;
pub use schema::{Schema, SchemaBatch, compile_schema, error_codes};
pub use sealing::{Sha256, chunk_count, chunk_to_jwe, new_dossier_id, seal_submission};
pub use session::FormSession;
pub use signing::{
    KeyAlgorithm, SignedKind, SoftwareKey, begin_sign, finish_sign, read_jwk, thumbprint, to_compact,
};
pub use values::{
    Places, add_working_days, check_value, compare_texts, date_in_words, due_date, inspect_text, lunar_day,
    match_key, money_in_words, normalize_text, read_transfer_code, register_case, resolve_place,
    resolve_place_code, search_key, value_kinds, working_day, working_days_between, write_transfer_code,
};
pub use vault::{Vault, VaultSecret};

uniffi::setup_scaffolding!("motcua");
