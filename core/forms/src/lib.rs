//! Procedures as data, and the one engine that checks what is filled in.
//!
//! A [`Library`] holds everything of a pack, compiled. Its [`CompiledProcedure`]s evaluate data without a clock, a
//! network or a locale: `now` is an argument, and equal input gives an equal [`Report`](motcua_types::report::Report).
//!
//! | Module | What it does |
//! |---|---|
//! | [`schema`] | JSON Schema 2020-12, compiled once |
//! | [`batch`] | many records in one pass over their bytes |
//! | [`pattern`] | regular expressions in linear time |
//! | [`logic`] | JsonLogic with CertLogic's date operators, three-valued over partial dates |
//! | [`session`] | an open form: what one change changes, drafts, migration |
//! | [`procedure`] | a procedure document, checked and compiled |
//! | [`library`] | a pack: procedures, catalogues, workflows, calendar |
//! | [`messages`] | every code as a sentence, in Vietnamese and English |
//!
//! **Form profile.** A member that is `null` or blank text counts as not filled and is not signed; an object that
//! holds nothing is not written. Hidden fields are not signed either. `format` is always asserted.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod attachments;
mod author;
pub mod batch;
mod build;
pub mod catalogue;
mod check;
mod codes;
pub mod library;
pub mod logic;
pub mod messages;
mod parties;
mod plan;
mod prefill;
pub mod procedure;
pub mod schema;
pub mod session;
mod shape;
mod state;
mod ui;

pub use author::{PROCEDURE_SCHEMA, lint_procedure};
pub use catalogue::CatalogueTable;
pub use codes::CODES;
pub use library::Library;
pub use messages::{Length, render};
pub use motcua_scan::pattern;
pub use procedure::{CompiledProcedure, check_procedure};
pub use session::FormSession;
