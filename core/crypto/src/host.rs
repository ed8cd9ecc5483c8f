//! Keys that the host holds: a signature or a secret that did not come, and why.
//!
//! The two steps of [`crate::sign`] and [`crate::seal`] have the host's key at work between them. When it gives
//! no answer, the host names the reason and every target reports it with the same code.

use motcua_types::jose::SigningRequest;

use crate::{Error, ErrorKind};

/// The longest message that Android's KeyMint signs with Ed25519, in bytes.
pub const KEYMINT_ED25519_LIMIT: usize = 16 << 10;

/// Why the holder of a key gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The person said no, or closed the prompt.
    Cancelled,
    /// The device or the token is locked: too many wrong PINs, or not unlocked since it was started.
    Locked,
    /// The key store does not take that many bytes.
    TooLarge,
    /// The key is gone: deleted, or invalidated by new fingerprints.
    Gone,
}

impl Refusal {
    /// The refusal that hosts call by this word: `cancelled`, `locked`, `tooLarge` or `gone`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "cancelled" => Some(Self::Cancelled),
            "locked" => Some(Self::Locked),
            "tooLarge" => Some(Self::TooLarge),
            "gone" => Some(Self::Gone),
            _ => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Cancelled => ErrorKind::KeyCancelled,
            Refusal::Locked => ErrorKind::KeyLocked,
            Refusal::TooLarge => ErrorKind::KeyTooLarge,
            Refusal::Gone => ErrorKind::KeyGone,
        }
        .into()
    }
}

/// Refuses a request that the key store is known not to take, before it is asked.
///
/// # Errors
/// `crypto/keyTooLarge` if there are more than `limit` bytes to sign.
pub fn fits(request: &SigningRequest, limit: usize) -> Result<(), Error> {
    if request.signing_input.len() > limit { Err(Refusal::TooLarge.into()) } else { Ok(()) }
}
