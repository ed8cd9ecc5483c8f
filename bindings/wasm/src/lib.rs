//! The npm module: a thin shell between JavaScript and [`motcua`].
//!
//! Records cross as plain objects (`Ts<T>`), documents of people as JSON text for the core's own strict
//! reader, moments as RFC 3339 text. Every refusal is thrown as a plain `{code, pointer, params}`; the
//! package's JavaScript makes a real `Error` of it. Methods take `&self`, so that no call can meet a handle
//! that is borrowed.

mod at_rest;
mod boundary;
#[cfg(feature = "conform")]
mod conform;
pub mod cosign;
mod directory;
mod entropy;
mod hash;
mod messages;
mod open;
mod pack;
mod proofs;
#[cfg(feature = "conform")]
mod raw;
mod schema;
mod seal;
mod session;
mod sign;
mod values;
mod vault;
mod wipe;

pub use at_rest::{
    AttachmentReader, ClassKey, DossierKey, chunk_to_jwe, generate_dossier_key, open_class_key,
    open_dossier_key, shred,
};
#[cfg(feature = "conform")]
pub use conform::{conform, fault};
pub use directory::{Directory, open_directory};
pub use hash::Sha256;
pub use messages::{add_messages, memory_size, render_message, version};
pub use open::{
    OpeningKey, agreed, begin_open, generate_opening_key, open_packet, packet_checks, rewrap, transfer_packet,
};
pub use pack::Pack;
pub use proofs::{document_style, render_document, verify_consistency, verify_inclusion};
#[cfg(feature = "conform")]
pub use raw::{RawGcm, RawOpener, RawSigner, RawVerifier};
pub use schema::{Schema, SchemaBatch, compile_schema, error_codes};
pub use seal::{new_dossier_id, seal_submission};
pub use session::FormSession;
pub use sign::{SoftwareKey, begin_sign, finish_sign, generate_software_key, thumbprint, to_compact};
pub use values::{
    Places, add_working_days, check_value, compare_text, date_in_words, inspect_text, money_in_words,
    office_day, read_transfer_code, text_form, value_kinds, working_days_between, write_transfer_code,
};
pub use vault::{Vault, create_vault, unlock_vault};
