//! The random source of the browser or of Node.

use motcua::crypto::{Entropy, Error, ErrorKind};

/// `crypto.getRandomValues`.
pub(crate) struct HostEntropy;

impl Entropy for HostEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(out).map_err(|_| Error::new(ErrorKind::Entropy))
    }
}
