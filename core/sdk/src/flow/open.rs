//! Opening packets and handing them on, with a key in memory or with one that the host holds.
//!
//! With a key of the host there is a step before: [`begin`] says with which ephemeral key it must agree a secret, and
//! that secret is the [`Opener`].

use motcua_crypto::Entropy;
use motcua_crypto::directory::Directory;
use motcua_crypto::packet::{self, Expected, Opening};
use motcua_crypto::seal::{self, Opener};
use motcua_crypto::software::OpeningKey;
use motcua_types::Failure;
use motcua_types::event::Transfer;
use motcua_types::jose::{AgreementRequest, Jwk, SealedObject};
use motcua_types::office::{ExpectedPacket, TransferredPacket};
use motcua_types::submission::Anchor;
use zeroize::Zeroizing;

use super::refused;

/// What opens, as a handle of a binding holds it.
pub enum Held {
    /// A key in memory.
    Key(OpeningKey),
    /// What a key of the host agreed for one sealed object, as [`begin`] asked.
    Agreed {
        /// Thumbprint of the key.
        kid: String,
        /// Output of X25519, or the x coordinate of ECDH on P-256: 32 bytes.
        secret: Zeroizing<Vec<u8>>,
    },
}

impl Held {
    /// The key in memory, where it is one.
    pub const fn key(&self) -> Option<&OpeningKey> {
        match self {
            Self::Key(key) => Some(key),
            Self::Agreed { .. } => None,
        }
    }
}

impl<'k> From<&'k Held> for Opener<'k> {
    fn from(held: &'k Held) -> Self {
        match held {
            Held::Key(key) => key.into(),
            Held::Agreed { kid, secret } => Opener::Agreed { kid, secret },
        }
    }
}

/// First step with a key that the host holds, for a packet, a request to co-sign or the key of a dossier.
///
/// # Errors
/// As [`seal::begin_open`].
pub fn begin(sealed: &SealedObject, key: &Jwk) -> Result<AgreementRequest, Failure> {
    seal::begin_open(sealed, key).map_err(refused)
}

/// Opens a packet that arrives at `now`, or with an `anchor` one that was accepted before. Certificates that the host
/// has to judge, if any, are in [`Opening::checks`]; [`Opening::finish`] gives the content.
///
/// # Errors
/// As [`packet::begin_open`] and [`packet::begin_reopen`].
pub fn packet<'k>(
    sealed: &SealedObject,
    opener: impl Into<Opener<'k>>,
    directory: &Directory,
    expected: &ExpectedPacket,
    anchor: Option<&Anchor>,
    now: i64,
) -> Result<Opening, Failure> {
    let expected = expectation(expected, now);
    match anchor {
        None => packet::begin_open(sealed, opener, directory, &expected),
        Some(anchor) => packet::begin_reopen(sealed, opener, directory, &expected, anchor),
    }
    .map_err(refused)
}

fn expectation(record: &ExpectedPacket, now: i64) -> Expected {
    let ExpectedPacket {
        aud,
        nonce,
        dossier,
        procedure,
        signers,
        min_assurance,
        max_age,
        skew,
        revoked,
        transfers,
    } = record.clone();
    Expected {
        aud,
        nonce,
        dossier,
        procedure,
        now,
        skew,
        max_age,
        allowed_auth: packet::allowed_auth(&signers),
        min_assurance,
        revoked,
        transfers,
    }
}

/// Hands a packet to another office: the same content under a new envelope, and the event that says so. `from` and `to`
/// are `agency` or `agency/unit`, `reason` is a stable code.
///
/// # Errors
/// As [`packet::transfer`].
pub fn transfer<'k>(
    sealed: &SealedObject,
    opener: impl Into<Opener<'k>>,
    (from, to, reason): (&str, &str, &str),
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<TransferredPacket, Failure> {
    let moved = packet::transfer(sealed, opener, (from, to, reason), recipients, entropy);
    let (sealed, transfer): (SealedObject, Transfer) = moved.map_err(refused)?;
    Ok(TransferredPacket { sealed, transfer })
}

/// The same content for other recipients, unread: when an office accepts, changes its key, or the recovery recipient
/// opens what the office no longer can. For packets and the keys of dossiers alike.
///
/// # Errors
/// As [`seal::rewrap`].
pub fn rewrap<'k>(
    sealed: &SealedObject,
    opener: impl Into<Opener<'k>>,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Failure> {
    seal::rewrap(sealed, opener, recipients, entropy).map_err(refused)
}
