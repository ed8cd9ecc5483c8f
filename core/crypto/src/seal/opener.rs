//! Opening with a key in memory, or in two steps with a key that the host holds.

use motcua_types::jose::{AgreementRequest, Jwk, SealContext, SealedObject};
use zeroize::Zeroizing;

use super::envelope::{self, WrappedKey};
use crate::jwk::{Point, PublicKey};
use crate::software::OpeningKey;
use crate::{Entropy, Error, ErrorKind, b64, derive, gcm, key_wrap};

/// What opens a sealed object.
#[derive(Clone, Copy)]
pub enum Opener<'k> {
    /// A key in memory.
    Key(&'k OpeningKey),
    /// A key in the host's keeping, and the secret that it agreed with the ephemeral key of [`begin_open`].
    Agreed {
        /// Thumbprint of the key.
        kid: &'k str,
        /// The secret of 32 bytes: the output of X25519, or the x coordinate of ECDH on P-256.
        secret: &'k [u8],
    },
}

impl Opener<'_> {
    /// Thumbprint of the key.
    pub fn kid(&self) -> &str {
        match self {
            Self::Key(key) => key.kid(),
            Self::Agreed { kid, .. } => kid,
        }
    }

    fn agree(&self, ephemeral: &PublicKey) -> Result<Zeroizing<[u8; 32]>, Error> {
        match self {
            Self::Key(key) => key.agree(ephemeral),
            Self::Agreed { secret, .. } => {
                let secret: [u8; 32] = (*secret).try_into().map_err(|_| Error::new(ErrorKind::CannotOpen))?;
                // What a key store that does not check gives for a point of small order (RFC 7748 section 6.1).
                if secret == [0; 32] { Err(ErrorKind::CannotOpen.into()) } else { Ok(Zeroizing::new(secret)) }
            }
        }
    }
}

impl<'k> From<&'k OpeningKey> for Opener<'k> {
    fn from(key: &'k OpeningKey) -> Self {
        Self::Key(key)
    }
}

impl std::fmt::Debug for Opener<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opener({})", self.kid())
    }
}

fn entry(wrapped: Vec<WrappedKey>, kid: &str) -> Result<WrappedKey, Error> {
    wrapped.into_iter().find(|entry| entry.kid == kid).ok_or_else(|| ErrorKind::CannotOpen.into())
}

/// First step with a key that the host holds: with which ephemeral key it must agree a secret.
///
/// # Errors
/// Those of [`super::inspect`] and of the key, and `crypto/cannotOpen` if it is none of the recipients.
pub fn begin_open(object: &SealedObject, key: &Jwk) -> Result<AgreementRequest, Error> {
    let key = PublicKey::from_jwk(key)?;
    let mine = entry(envelope::check(object)?.wrapped, key.kid())?;
    match (mine.ephemeral.point(), key.point()) {
        (Point::X25519(_), Point::X25519(_)) | (Point::P256(_), Point::P256(_)) => {
            let epk = Jwk { kid: None, ..mine.ephemeral.jwk().clone() };
            Ok(AgreementRequest { kid: key.kid().to_owned(), epk })
        }
        _ => Err(ErrorKind::CannotOpen.into()),
    }
}

/// Opens an object for one of its recipients.
///
/// # Errors
/// Those of [`super::inspect`], and `crypto/cannotOpen` for every failure while the key is at work: not a
/// recipient, wrong key or secret, changed content, or a content key other than the committed one.
pub fn open<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
) -> Result<(Vec<u8>, SealContext), Error> {
    open_with(object, &opener.into())
}

fn open_with(object: &SealedObject, opener: &Opener<'_>) -> Result<(Vec<u8>, SealContext), Error> {
    let envelope::Checked { context, iv, tag, wrapped } = envelope::check(object)?;
    let cannot_open = || Error::new(ErrorKind::CannotOpen);
    let mine = entry(wrapped, opener.kid())?;
    let shared = opener.agree(&mine.ephemeral).map_err(|_| cannot_open())?;
    let content_key = key_wrap::unwrap(&mine.key, &shared).map_err(|_| cannot_open())?;
    let mut data = Zeroizing::new(b64::decode(&object.ciphertext)?);
    let aad = envelope::authenticated(&object.protected, &object.aad);
    gcm::decrypt(&content_key, &iv, &aad, &mut data, &tag)?;
    if context.kc.is_some() && context.kc != Some(derive::commitment(&content_key)?) {
        return Err(cannot_open());
    }
    Ok((std::mem::take(&mut *data), context))
}

/// The same content for other recipients: when a unit has a new key, or the recovery recipient opens what the unit
/// no longer can. What the object belongs to stays; nobody reads the content on the way.
///
/// # Errors
/// Those of [`open`] and [`super::seal`].
pub fn rewrap<'k>(
    object: &SealedObject,
    opener: impl Into<Opener<'k>>,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    let (plaintext, context) = open_with(object, &opener.into())?;
    super::seal(&Zeroizing::new(plaintext), context, recipients, entropy)
}
