//! The npm module: a thin shell between JavaScript and [`motcua`].
//!
//! Records cross as plain objects (`Ts<T>`), documents of people as JSON text for the core's own strict
//! reader, moments as RFC 3339 text. Every refusal is thrown as a plain `{code, pointer, params}`; the
//! package's JavaScript makes a real `Error` of it. Methods take `&self`, so that no call can meet a handle
//! that is borrowed.

#[cfg(feature = "whole")]
mod at_rest;
mod boundary;
#[cfg(feature = "conform")]
mod conform;
#[cfg(feature = "whole")]
pub mod cosign;
#[cfg(not(feature = "whole"))]
mod definitions;
#[cfg(feature = "whole")]
mod directory;
#[cfg(feature = "whole")]
mod entropy;
#[cfg(feature = "whole")]
mod filing;
#[cfg(feature = "whole")]
mod hash;
mod messages;
#[cfg(feature = "whole")]
mod open;
mod pack;
#[cfg(feature = "whole")]
mod proofs;
#[cfg(feature = "conform")]
mod raw;
mod room;
mod schema;
#[cfg(feature = "whole")]
mod seal;
mod session;
#[cfg(feature = "whole")]
mod sign;
#[cfg(feature = "whole")]
mod values;
#[cfg(feature = "whole")]
mod vault;
#[cfg(feature = "whole")]
mod wipe;

#[cfg(feature = "whole")]
pub use at_rest::{
    AttachmentReader, ClassKey, DossierKey, chunk_to_jwe, generate_dossier_key, open_class_key,
    open_dossier_key, shred,
};
#[cfg(feature = "conform")]
pub use conform::{conform, fault};
#[cfg(not(feature = "whole"))]
pub use definitions::open_forms;
#[cfg(feature = "whole")]
pub use directory::{Directory, open_directory};
#[cfg(feature = "whole")]
pub use hash::Sha256;
pub use messages::{add_messages, memory_size, render_message, version};
#[cfg(feature = "whole")]
pub use open::{
    OpeningKey, agreed, begin_open, generate_opening_key, open_packet, packet_checks, rewrap, transfer_packet,
};
pub use pack::Pack;
#[cfg(feature = "whole")]
pub use proofs::{document_style, render_document, verify_consistency, verify_inclusion};
#[cfg(feature = "conform")]
pub use raw::{RawGcm, RawOpener, RawSigner, RawVerifier};
pub use room::{module_memory, text_room};
pub use schema::{Schema, SchemaBatch, compile_schema, error_codes};
#[cfg(feature = "whole")]
pub use seal::{new_dossier_id, seal_submission};
pub use session::FormSession;
#[cfg(feature = "whole")]
pub use sign::{SoftwareKey, begin_sign, finish_sign, generate_software_key, thumbprint, to_compact};
#[cfg(feature = "whole")]
pub use values::{
    Places, add_working_days, check_value, compare_text, date_in_words, inspect_text, money_in_words,
    office_day, read_transfer_code, text_form, value_kinds, working_days_between, write_transfer_code,
};
#[cfg(feature = "whole")]
pub use vault::{Vault, create_vault, unlock_vault};
