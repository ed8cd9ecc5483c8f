//! The random source of the operating system.

use motcua::crypto::{Entropy, Error, ErrorKind};

/// What the operating system gives.
pub(crate) struct HostEntropy;

impl Entropy for HostEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(out).map_err(|_| Error::new(ErrorKind::Entropy))
    }
}
