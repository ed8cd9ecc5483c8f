//! The steps that every host takes in the same order: filling, co-signing, opening, handing on, keeping.

pub mod at_rest;
pub mod cosign;
mod load;
pub mod open;
mod prepare;

pub use load::load_pack;
pub use prepare::{Draft, Prefilled, prepare};
