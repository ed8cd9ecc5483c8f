//! What the wire format computes with: Ed25519 and X25519, AES-256-GCM, AES key wrap and SHA-256, over crates
//! that many use and review.
//!
//! Optimisation levels are set by crate, and generic code is compiled by the crate that names its types. So what has to
//! be fast is named here and compiled for speed, and `motcua-crypto`, which reads and writes the format, for size. P-256
//! is not among it: what its crates compute is no faster here than there.
//!
//! Keys, vectors, tags and signatures are arrays of their one size. Whatever can fail says [`Refused`] and no more;
//! the caller knows which code that is.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod curve25519;
pub mod gcm;
pub mod hash;
pub mod key_wrap;

/// Not done, and nothing about why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;
