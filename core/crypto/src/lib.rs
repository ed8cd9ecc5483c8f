//! Keys, signed objects, sealed packets, the key directory and packs: the wire format v1 over JOSE.
//!
//! * [`sign`] makes and reads signed objects (RFC 7515) in two steps, so that the private key may live in
//!   hardware; [`software`] holds keys for hosts that have no such hardware.
//! * [`seal`] encrypts to one to sixteen offices (RFC 7516, ECDH-ES+A256KW with A256GCM).
//! * [`directory`] and [`enrolment`] say whose key is whose; [`packet`] puts all of it together and hands out
//!   a submission only when everything about it is as the caller expects.
//! * [`attachment`] seals documents and fields under the key of their dossier; [`pack`] opens signed
//!   procedures and tables.
//!
//! There is no clock and no random generator in here: times are seconds since 1970 and come in as arguments,
//! random bytes come from the host's [`Entropy`]. Readers accept the format's own algorithms, header members
//! and encodings and nothing else. Every refusal has its own code, except that everything that can fail while
//! a key is at work is the one `crypto/cannotOpen`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod attachment;
pub mod b64;
mod der;
mod derive;
pub mod directory;
pub mod enrolment;
mod entropy;
mod error;
mod gcm;
pub mod hash;
mod header;
pub mod jwk;
mod key_wrap;
pub mod pack;
pub mod packet;
pub mod seal;
mod shape;
pub mod sign;
pub mod software;
#[cfg(test)]
mod testing;

pub use entropy::Entropy;
pub use error::{CODES, Error, ErrorKind};
