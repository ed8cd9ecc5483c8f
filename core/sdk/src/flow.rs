//! Steps that every host takes in the same order.

mod prepare;

pub use prepare::{Draft, Prefilled, prepare};
