//! Keys, signed objects, sealed packets, the key directory and packs: the wire format v1 over JOSE.
//!
//! * [`sign`] makes and reads signed objects (RFC 7515) in two steps, so that the private key may live in
//!   hardware; [`software`] holds keys for hosts that have no such hardware.
//! * [`seal`] encrypts to one to sixteen offices (RFC 7516, ECDH-ES+A256KW with A256GCM).
//! * [`directory`] and [`enrolment`] say whose key is whose; [`packet`] puts all of it together and hands out
//!   a submission only when everything about it is as the caller expects.
//! * [`cosign`] asks a second party for a signature over the same payload; a certificate's signature is checked
//!   with the host, in two steps again.
//! * [`pem`] reads and writes key files; [`host`] names why a key that the host holds did not answer.
//! * [`stock`] looks into what other libraries wrote, under the same strict reader.
//! * [`attachment`] seals documents and fields under the key of their dossier; [`vault`] keeps keys and drafts on
//!   a device; [`pack`] opens signed procedures and tables.
//!
//! There is no clock and no random generator in here: times are seconds since 1970 and come in as arguments,
//! random bytes come from the host's [`Entropy`]. Readers accept the format's own algorithms, header members
//! and encodings and nothing else. Every refusal has its own code, except that everything that can fail while
//! a key is at work is the one `crypto/cannotOpen`.
//!
//! ```
//! use motcua_crypto::software::{Algorithm, SigningKey};
//! use motcua_crypto::{Entropy, Error, ErrorKind, sign};
//! use motcua_json::Value;
//!
//! /// The generator of a Unix host.
//! struct System(std::fs::File);
//!
//! impl Entropy for System {
//!     fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
//!         std::io::Read::read_exact(&mut self.0, out).map_err(|_| ErrorKind::Entropy.into())
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut system = System(std::fs::File::open("/dev/urandom")?);
//! let key = SigningKey::generate(Algorithm::P256, &mut system)?;
//!
//! // The text to sign goes to whatever holds the key; what comes back is verified before it is used.
//! let request = sign::begin(sign::Kind::Receipt, &Value::from("payload"), &key.public())?;
//! let receipt = key.sign(&request)?;
//!
//! let verified = sign::verify(&receipt, sign::Kind::Receipt, &[key.public()])?;
//! assert_eq!(verified.value, Value::from("payload"));
//! # Ok(())
//! # }
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod attachment;
pub mod b64;
mod ca;
pub mod cosign;
mod der;
mod derive;
pub mod directory;
pub mod enrolment;
mod entropy;
mod error;
mod gcm;
pub mod hash;
mod header;
pub mod host;
pub mod jwk;
mod key_wrap;
mod p256;
pub mod pack;
pub mod packet;
pub mod pem;
#[cfg(any(test, feature = "raw"))]
pub mod raw;
pub mod seal;
mod shape;
pub mod sign;
pub mod software;
pub mod stock;
#[cfg(test)]
mod testing;
pub mod vault;
#[cfg(test)]
mod vectors;

pub use entropy::Entropy;
pub use error::{CODES, Error, ErrorKind};
