//! Một Cửa SDK: one core that decides, in the same way on every screen, whether a public-service form is
//! valid, who signed it, who may read it, and where the dossier stands.
//!
//! This crate is the facade: integrators and bindings depend on it and on nothing below it. The parts keep
//! their names ([`forms`], [`crypto`], [`dossier`], [`vn`], [`json`]); the records that cross the boundary
//! are in [`types`]; [`flow`] holds the steps that every host takes in the same order, [`schema`] plain schemas as hosts
//! hand them over, [`value`] the answers about single values and places.
//!
//! Nothing here reads a clock, a network, a disk or a random source: the host passes `now`, bytes and
//! [`crypto::Entropy`].

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod failure;
pub mod flow;
pub mod host;
pub mod schema;
pub mod value;

pub use failure::ToFailure;
pub use motcua_crypto as crypto;
pub use motcua_dossier as dossier;
pub use motcua_forms as forms;
pub use motcua_json as json;
pub use motcua_nfc as nfc;
pub use motcua_types as types;
pub use motcua_types::{ErrorCode, Failure};
pub use motcua_vn as vn;

/// Version of the engine as packs name it: `major.minor`.
pub const ENGINE_VERSION: &str =
    concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
