//! A reproducible generator for the tests of this crate.

use crate::{Entropy, Error, hash};

/// SHA-256 over a counter.
pub(crate) struct Counter {
    seed: u64,
    count: u64,
}

impl Counter {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { seed, count: 0 }
    }
}

impl Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
        for block in out.chunks_mut(32) {
            self.count += 1;
            let bytes = hash::sha256(&[self.seed.to_be_bytes(), self.count.to_be_bytes()].concat());
            block.copy_from_slice(&bytes[..block.len()]);
        }
        Ok(())
    }
}
