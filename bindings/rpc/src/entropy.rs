//! The random source of the operating system.

use motcua::crypto::{Entropy, Error, ErrorKind};

/// `getrandom`, `BCryptGenRandom` and their like.
pub(crate) struct System;

impl Entropy for System {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(out).map_err(|_| Error::new(ErrorKind::Entropy))
    }
}
