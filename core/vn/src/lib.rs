//! Vietnamese text, identifiers, dates and working days, with the law that says so.
//!
//! Everything here is a pure function of its arguments: no clock, no locale, no I/O. Rules are hard errors only
//! where a law makes them so; everything else is a warning with a stable code. Facts that could not be verified
//! in a public source are marked so in the data and are off, or configurable.
//!
//! | Module | What it answers |
//! |---|---|
//! | [`text`] | one normal form, search and match keys, Vietnamese order |
//! | [`date`] | civil dates, partial dates, RFC 3339 moments at UTC+7, dates in words |
//! | [`id`] | names, numbers and codes: verdict, codes, normal form, parts |
//! | [`calendar`] | public holidays, make-up days, office hours |
//! | [`words`] | numbers and sums of money in words |
//! | [`place`] | provinces and communes with their days, free text to candidates |
//! | [`deadline`] | when a result is due, and every step of the count |

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod calendar;
mod check;
mod codes;
pub mod date;
pub mod deadline;
pub mod id;
pub mod place;
mod split;
mod table;
pub mod text;
pub mod words;

pub use check::{Check, Verdict};
pub use codes::CODES;
