//! Who may have signed an event, and what that signer may write.

use motcua_json::sorted::Map;

use motcua_crypto::directory::Directory;
use motcua_crypto::sign::{self, Kind, Verifier};
use motcua_crypto::{Error as CryptoError, ErrorKind};
use motcua_types::Record;
use motcua_types::event::{ActorRole, DossierEvent, EventClaims};
use motcua_types::fee::FeeMoment;
use motcua_types::jose::Jwk;
use motcua_types::keys::{DirectoryKey, KeyStatus, KeyUse};

use crate::{Error, body};

/// Whose signatures a reader believes.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'a> {
    /// Those of the directory's signing keys, each in its time and under the name of its owner.
    Directory(&'a Directory),
    /// Those of a few keys that the host vouches for itself. Whoever holds one is believed to be who the event
    /// says; only signatures, chain and workflow are checked.
    Keys(&'a [Jwk]),
}

/// The keys that have signed so far, read once each. Most events of a log stand under the same few headers.
pub(super) struct Signers<'a> {
    trust: Trust<'a>,
    known: Map<String, Known<'a>>,
}

struct Known<'a> {
    verifier: Verifier,
    entry: Option<Owner<'a>>,
}

/// What the directory says about a key.
struct Owner<'a> {
    key: &'a DirectoryKey,
    issuer: String,
    opens: bool,
}

/// The signer of an event whose signature verified.
pub(super) struct Signer<'s> {
    pub(super) kid: &'s str,
    /// Agencies whose duties it took over.
    succeeds: &'s [String],
    /// Whether its unit has a key that opens packets. A signing key alone, such as that of an intake, may
    /// register dossiers and no more, even if it is stolen.
    opens: bool,
    /// Since when the key is in other hands; the event itself is older.
    pub(super) compromised: Option<i64>,
}

impl<'a> Signers<'a> {
    pub(super) const fn new(trust: Trust<'a>) -> Self {
        Self { trust, known: Map::new() }
    }

    /// Verifies one event and finds who signed it.
    pub(super) fn open<'s>(&'s mut self, event: &str) -> Result<(EventClaims, Signer<'s>), Error> {
        let mut parts = event.split('.');
        let (Some(protected), Some(payload), Some(_), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Error::LogBadEvent);
        };
        if payload.is_empty() {
            return Err(Error::LogBadEvent);
        }
        if !self.known.contains_key(protected) {
            let known = self.find(protected).map_err(|_| Error::LogBadSignature)?;
            self.known.insert(protected.to_owned(), known);
        }
        let known = self.known.get(protected).ok_or(Error::LogBadEvent)?;
        let verified = known.verifier.verify(event).map_err(|_| Error::LogBadSignature)?;
        let claims = EventClaims::from_value(&verified.value).map_err(|_| Error::LogBadEvent)?;
        let kid = known.verifier.kid();
        let signer = match (&known.entry, self.trust) {
            (Some(owner), Trust::Directory(directory)) => {
                directory.signer(kid, claims.iat).map_err(|error| not_then(&error))?;
                if owner.issuer != claims.iss {
                    return Err(Error::LogUnknownIssuer);
                }
                Signer {
                    kid,
                    succeeds: &owner.key.succeeds,
                    opens: owner.opens,
                    compromised: (owner.key.status == KeyStatus::Compromised)
                        .then_some(owner.key.from.unwrap_or(i64::MIN)),
                }
            }
            _ => Signer { kid, succeeds: &[], opens: true, compromised: None },
        };
        Ok((claims, signer))
    }

    fn find(&self, protected: &str) -> Result<Known<'a>, CryptoError> {
        let kid = sign::named_key(protected, Kind::Event)?;
        let unknown = || CryptoError::from(ErrorKind::UnknownKey);
        match self.trust {
            Trust::Directory(directory) => {
                let key = directory.find(&kid).filter(|key| key.usage == KeyUse::Sign).ok_or_else(unknown)?;
                let issuer = body::issuer(key);
                let keys = &directory.payload().keys;
                let opens = keys.iter().any(|key| key.usage == KeyUse::Seal && body::issuer(key) == issuer);
                let verifier = Verifier::new(protected, Kind::Event, &key.jwk)?;
                Ok(Known { verifier, entry: Some(Owner { key, issuer, opens }) })
            }
            Trust::Keys(keys) => {
                let mut found = keys.iter().filter_map(|key| Verifier::new(protected, Kind::Event, key).ok());
                Ok(Known { verifier: found.next().ok_or_else(unknown)?, entry: None })
            }
        }
    }
}

impl Signer<'_> {
    /// Whether the signer may write a body, on a dossier that `holder` decides on.
    pub(super) fn may_write(
        &self,
        body: &DossierEvent,
        iss: &str,
        holder: Option<&str>,
    ) -> Result<(), Error> {
        let office = match body {
            DossierEvent::Status(change) => decides(change.actor),
            DossierEvent::Transfer(transfer) if transfer.from != iss => return Err(Error::LogUnknownIssuer),
            DossierEvent::Transfer(_) | DossierEvent::Access(_) => true,
            DossierEvent::Fee(change) => matches!(change.moment, FeeMoment::Refunded | FeeMoment::Exempt),
            DossierEvent::Received(_) | DossierEvent::Unknown(_) => false,
        };
        if office && !self.opens {
            return Err(Error::LogUnknownIssuer);
        }
        let holds = match body {
            // Data may be looked at by whoever could open them; decisions are the holder's.
            DossierEvent::Access(_) => true,
            _ => !office || holder.is_none_or(|holder| acts_for(iss, self.succeeds, holder)),
        };
        if holds { Ok(()) } else { Err(Error::LogNotHolder) }
    }
}

/// Whether a change by this actor is a decision of an office.
pub(super) const fn decides(actor: ActorRole) -> bool {
    match actor {
        ActorRole::Citizen | ActorRole::Intake => false,
        ActorRole::Reception | ActorRole::Processing | ActorRole::Delivery | ActorRole::System => true,
    }
}

/// The agency in the name of a signer.
pub(super) fn agency(issuer: &str) -> &str {
    issuer.split_once('/').map_or(issuer, |(agency, _)| agency)
}

/// Whether `issuer` is the holder: the very unit, any unit where the holder is a whole agency, or any unit of an
/// agency that took over its duties.
fn acts_for(issuer: &str, succeeds: &[String], holder: &str) -> bool {
    issuer == holder || agency(issuer) == holder || succeeds.iter().any(|old| old == agency(holder))
}

fn not_then(error: &CryptoError) -> Error {
    match error.kind() {
        ErrorKind::KeysCompromised => Error::LogSignerCompromised,
        ErrorKind::KeysUnknownSigner | ErrorKind::KeysNotSigner => Error::LogUnknownIssuer,
        _ => Error::LogSignerNotValid,
    }
}
