//! The only place that reads the operating system's random source.

use motcua::crypto::{self, Entropy, b64};

use crate::problem::Problem;

/// The operating system's random source.
pub struct System;

impl Entropy for System {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), crypto::Error> {
        getrandom::fill(out).map_err(|_| crypto::Error::new(crypto::ErrorKind::Entropy))
    }
}

/// A random token of 32 bytes as base64url, for sessions and nonces.
///
/// # Errors
/// `crypto/entropy`.
pub fn token() -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    System.fill(&mut bytes).map_err(|error| Problem::new(error.code()))?;
    Ok(b64::encode(&bytes))
}
