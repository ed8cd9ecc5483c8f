//! Random bytes come from the host; what is obviously not random is refused.

use zeroize::Zeroizing;

use crate::{Error, ErrorKind};

/// The host's cryptographically secure random generator.
pub trait Entropy {
    /// Fills all of `out` with random bytes.
    ///
    /// # Errors
    /// Whatever the host cannot provide, as [`ErrorKind::Entropy`]. There is no fallback.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Error>;
}

/// 32 random bytes. A second block is drawn and compared, so that a generator that is stuck is noticed at the
/// first use without any state here (the repetition test of NIST SP 800-90B section 4.4.1, over blocks).
pub(crate) fn draw(entropy: &mut dyn Entropy) -> Result<Zeroizing<[u8; 32]>, Error> {
    let mut block = Zeroizing::new([0u8; 32]);
    let mut next = Zeroizing::new([0u8; 32]);
    entropy.fill(block.as_mut_slice())?;
    entropy.fill(next.as_mut_slice())?;
    let stuck = *block == *next || *block == [0u8; 32] || *next == [0u8; 32];
    if stuck { Err(ErrorKind::Entropy.into()) } else { Ok(block) }
}

/// A fresh 96-bit initialisation vector.
pub(crate) fn draw_iv(entropy: &mut dyn Entropy) -> Result<[u8; 12], Error> {
    let block = draw(entropy)?;
    block.first_chunk::<12>().copied().ok_or_else(|| ErrorKind::Entropy.into())
}

/// A fresh salt.
pub(crate) fn draw_salt(entropy: &mut dyn Entropy) -> Result<[u8; 16], Error> {
    let block = draw(entropy)?;
    block.first_chunk::<16>().copied().ok_or_else(|| ErrorKind::Entropy.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Counter;

    struct Constant(u8);

    impl Entropy for Constant {
        fn fill(&mut self, out: &mut [u8]) -> Result<(), Error> {
            out.fill(self.0);
            Ok(())
        }
    }

    struct Absent;

    impl Entropy for Absent {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), Error> {
            Err(ErrorKind::Entropy.into())
        }
    }

    #[test]
    fn a_stuck_generator_is_refused() {
        for source in [&mut Constant(0) as &mut dyn Entropy, &mut Constant(7), &mut Absent] {
            assert_eq!(draw(source).unwrap_err().code(), "crypto/entropy");
        }
    }

    #[test]
    fn vectors_do_not_repeat() {
        let mut source = Counter::new(1);
        let mut seen = std::collections::HashSet::new();
        assert!((0..10_000).all(|_| seen.insert(draw_iv(&mut source).unwrap())));
    }
}
