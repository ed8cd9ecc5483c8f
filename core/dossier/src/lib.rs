//! Where a dossier stands: the workflow as data, the signed and chained log, due dates, codes and receipts.
//!
//! A dossier is nothing but its log. [`log::read`] turns a list of compact signed events into a
//! [`DossierState`](motcua_types::dossier::DossierState) or says which event is the first bad one;
//! [`workflow::check`] says whether an actor may make the next change; [`log::append`] puts that change into
//! the claims of the next event, which the unit signs.
//!
//! | Module | What it answers |
//! |---|---|
//! | [`workflow`] | what may follow, who may do it, what it needs |
//! | [`log`] | the chain of signed events, read and extended |
//! | [`due`] | the due date by law, how a dossier stands with it, what comes next and by when |
//! | [`kpi`] | on time or late by Decision 766/QĐ-TTg, and the share of those on time |
//! | [`number`] | provisional numbers and official dossier codes |
//! | [`receipt`] | signed checkpoints of the log |
//! | [`merkle`] | proofs over trees of entries (RFC 6962) |
//! | [`fee`] | what is owed, paid, given back |
//! | [`notification`] | what applicants are told, and what may stand on a locked screen |
//! | [`return_channel`] | how the result comes back |
//! | [`rating`] | satisfaction, added up |
//! | [`document`] | papers as data, and their drawing for screen and print |

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod body;
pub mod document;
pub mod due;
mod error;
pub mod fee;
pub mod kpi;
pub mod log;
pub mod merkle;
pub mod notification;
pub mod number;
pub mod rating;
pub mod receipt;
pub mod return_channel;
pub mod state;
pub mod workflow;

pub use error::{CODES, Error, SECOND_REQUEST};
