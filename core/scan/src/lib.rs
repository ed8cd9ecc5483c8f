//! What checks texts quickly: patterns in linear time, and a scanner that judges JSON text against a table of rules in
//! one pass over its bytes.
//!
//! The table is made by whoever knows schemas; what the scanner cannot judge from bytes alone it hands to a [`Judge`]
//! as a tree, of an object only the members that are looked at.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod pattern;
mod quoted;
mod scan;
pub mod table;

pub use scan::{Issue, Judge, Memory, Slow};
pub use table::Table;
