//! Key agreement with key wrapping: ECDH-ES+A256KW (RFC 7518 section 4.6, RFC 3394).

use motcua_primitives::{curve25519, hash, key_wrap};
use zeroize::Zeroizing;

use crate::jwk::PublicKey;
use crate::software::OpeningKey;
use crate::{Entropy, Error, ErrorKind};

/// The only key management algorithm.
pub(crate) const ALGORITHM: &str = "ECDH-ES+A256KW";

/// A content key wrapped for one recipient.
pub(crate) struct Wrapped {
    pub(crate) ephemeral: PublicKey,
    pub(crate) key: [u8; 40],
}

/// Wraps a content key for the holder of `recipient`, with an ephemeral key of its own.
pub(crate) fn wrap(
    content_key: &[u8; 32],
    recipient: &PublicKey,
    entropy: &mut dyn Entropy,
) -> Result<Wrapped, Error> {
    if !recipient.can_seal() {
        return Err(ErrorKind::KeyUse.into());
    }
    let ephemeral = OpeningKey::generate_like(recipient, entropy)?;
    let kek = key_encryption_key(&*ephemeral.agree(recipient)?);
    Ok(Wrapped { ephemeral: ephemeral.public_key().clone(), key: wrap_key(&kek, content_key)? })
}

/// AES-256 key wrap (RFC 3394).
pub(crate) fn wrap_key(kek: &[u8; 32], key: &[u8; 32]) -> Result<[u8; 40], Error> {
    key_wrap::wrap(kek, key).map_err(|_| ErrorKind::CannotOpen.into())
}

/// Undoes [`wrap_key`].
pub(crate) fn unwrap_key(kek: &[u8; 32], wrapped: &[u8; 40]) -> Result<Zeroizing<[u8; 32]>, Error> {
    key_wrap::unwrap(kek, wrapped).map_err(|_| ErrorKind::CannotOpen.into())
}

/// The content key, if it was wrapped under this shared secret.
pub(crate) fn unwrap(wrapped: &[u8; 40], shared: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, Error> {
    unwrap_key(&key_encryption_key(shared), wrapped)
}

/// One round of the Concat KDF (NIST SP 800-56A section 5.8.1) with empty PartyUInfo and PartyVInfo.
fn key_encryption_key(shared: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut digest = hash::Stream::default();
    digest.update(&1u32.to_be_bytes());
    digest.update(shared);
    digest.update(&(ALGORITHM.len() as u32).to_be_bytes());
    digest.update(ALGORITHM.as_bytes());
    digest.update(&0u32.to_be_bytes());
    digest.update(&0u32.to_be_bytes());
    digest.update(&256u32.to_be_bytes());
    Zeroizing::new(digest.finish())
}

/// The shared secret of an X25519 agreement; one that does not depend on both keys is refused (RFC 7748
/// section 6.1).
pub(crate) fn x25519(secret: &[u8; 32], public: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, Error> {
    curve25519::x25519(secret, public).ok_or_else(|| ErrorKind::CannotOpen.into())
}
