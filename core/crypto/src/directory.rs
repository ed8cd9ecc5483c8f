//! The key directory: which agency and unit holds which key, signed by a root that the host has pinned.

use motcua_json::Value;
use motcua_types::Record;
use motcua_types::jose::Jwk;
use motcua_types::keys::{DirectoryKey, KeyDirectory, KeyStatus, KeyUse, NamedRecipient, RecipientPurpose};

use crate::jwk::PublicKey;
use crate::sign::{self, Kind};
use crate::{Error, ErrorKind};

/// How far a directory may be issued in the future, for clocks that differ: seconds.
const SKEW: i64 = 300;

/// A directory that verified against the pinned root.
#[derive(Clone, Debug)]
pub struct Directory {
    payload: KeyDirectory,
    root: Jwk,
}

impl Directory {
    /// Opens a directory. `now` is in seconds since 1970; `min_seq` is the highest `seq` that the host has
    /// seen (0 at first), below which a directory is a rollback.
    ///
    /// # Errors
    /// `keys/wrongRoot` if `root` did not sign it, the refusals of [`sign::verify`], `keys/version`,
    /// `keys/rollback`, `keys/expired`, `keys/notYetValid`, `keys/kidMismatch`, `keys/duplicate`, `keys/use`.
    pub fn open(jws: &[u8], root: &Jwk, now: i64, min_seq: i64) -> Result<Self, Error> {
        Self::authenticate(jws, std::slice::from_ref(root), now)?.current(now, min_seq)
    }

    /// Opens the last of a chain of directories, for a host that has missed a change of the root: the first is
    /// signed by the pinned root, each later one by a root that the one before it holds as active. Only the
    /// last one has to be in force. Pin [`Directory::root`] and [`Directory::seq`] afterwards.
    ///
    /// # Errors
    /// As [`Directory::open`]; `keys/rollback` if the numbers do not grow along the chain; `keys/wrongRoot` for
    /// an empty chain.
    pub fn follow(chain: &[&[u8]], root: &Jwk, now: i64, min_seq: i64) -> Result<Self, Error> {
        let mut last: Option<Self> = None;
        for jws in chain {
            let next = match &last {
                None => Self::authenticate(jws, std::slice::from_ref(root), now)?,
                Some(last) => {
                    let next = Self::authenticate(jws, &last.successors_of_root(), now)?;
                    if next.payload.seq <= last.payload.seq {
                        return Err(ErrorKind::KeysRollback.into());
                    }
                    let entry = last.find(next.root.kid.as_deref().unwrap_or_default());
                    if entry.is_some_and(|entry| !(entry.nbf..entry.exp).contains(&next.payload.iat)) {
                        return Err(ErrorKind::KeysWrongRoot.into());
                    }
                    next
                }
            };
            last = Some(next);
        }
        last.ok_or(ErrorKind::KeysWrongRoot)?.current(now, min_seq)
    }

    /// A directory that one of `roots` signed, however old.
    fn authenticate(jws: &[u8], roots: &[Jwk], now: i64) -> Result<Self, Error> {
        let jws = sign::parse_flattened(jws)?;
        let verified = sign::verify(&jws, Kind::Keys, roots).map_err(|error| {
            if error.kind() == ErrorKind::UnknownKey { ErrorKind::KeysWrongRoot.into() } else { error }
        })?;
        let payload = read(&verified.value)?;
        if payload.v != 1 {
            return Err(ErrorKind::KeysVersion.into());
        }
        if payload.iat > now.saturating_add(SKEW) {
            return Err(ErrorKind::KeysNotYetValid.into());
        }
        check_keys(&payload.keys)?;
        let mut candidates = roots.iter().filter_map(|root| PublicKey::from_jwk(root).ok());
        let root = candidates.find(|root| root.kid() == verified.kid).ok_or(ErrorKind::KeysWrongRoot)?;
        Ok(Self { payload, root: root.jwk().clone() })
    }

    /// The directory, if it is in force and none that the host has gone beyond.
    fn current(self, now: i64, min_seq: i64) -> Result<Self, Error> {
        if self.payload.seq < min_seq {
            return Err(ErrorKind::KeysRollback.into());
        }
        if now >= self.payload.exp {
            return Err(ErrorKind::KeysExpired.into());
        }
        Ok(self)
    }

    /// Roots that may sign the next directory: those that this one holds as active, and its own unless it says
    /// something else about that.
    fn successors_of_root(&self) -> Vec<Jwk> {
        let active = |key: &&DirectoryKey| key.usage == KeyUse::Root && key.status == KeyStatus::Active;
        let mut roots: Vec<Jwk> =
            self.payload.keys.iter().filter(active).map(|key| key.jwk.clone()).collect();
        if self.root.kid.as_deref().is_none_or(|kid| self.find(kid).is_none()) {
            roots.push(self.root.clone());
        }
        roots
    }

    /// The root that signed this directory, for the host to pin.
    pub const fn root(&self) -> &Jwk {
        &self.root
    }

    /// The directory as it was signed.
    pub const fn payload(&self) -> &KeyDirectory {
        &self.payload
    }

    /// Number of this issue. The host keeps the highest one it has seen.
    pub const fn seq(&self) -> i64 {
        self.payload.seq
    }

    /// Keys to seal to for an agency, or for one unit of it, at `now`. When the agency has none, those of the
    /// agencies that took over its duties. Empty when there is no such key.
    pub fn seal_keys(&self, agency: &str, unit: Option<&str>, now: i64) -> Vec<Jwk> {
        self.sealing(agency, unit, now).into_iter().map(|key| key.jwk.clone()).collect()
    }

    fn sealing(&self, agency: &str, unit: Option<&str>, now: i64) -> Vec<&DirectoryKey> {
        let usable = |key: &&DirectoryKey| {
            key.usage == KeyUse::Seal
                && key.status == KeyStatus::Active
                && (key.nbf..key.exp).contains(&now)
                && unit.is_none_or(|unit| key.unit.as_deref() == Some(unit))
        };
        let keys = || self.payload.keys.iter().filter(usable);
        let own: Vec<_> = keys().filter(|key| key.agency == agency).collect();
        if !own.is_empty() {
            return own;
        }
        keys().filter(|key| self.acts_for(&key.agency, agency)).collect()
    }

    /// Everybody to whom a packet for an agency's unit is sealed, with the purpose of each, for the page that
    /// the citizen reviews: the unit, and the `recovery` recipient if the procedure names one. Nobody else can
    /// be added without being shown.
    ///
    /// # Errors
    /// `keys/noRecipient` if the unit, or a recovery recipient that the procedure names, has no key at `now`.
    pub fn recipients(
        &self,
        agency: &str,
        unit: &str,
        recovery: Option<&str>,
        now: i64,
    ) -> Result<Vec<NamedRecipient>, Error> {
        let mut out = Vec::new();
        let wanted = [(RecipientPurpose::Unit, Some(unit)), (RecipientPurpose::Recovery, recovery)];
        for (purpose, unit) in wanted.into_iter().filter_map(|(purpose, unit)| Some((purpose, unit?))) {
            let keys = self.sealing(agency, Some(unit), now);
            if keys.is_empty() {
                return Err(ErrorKind::KeysNoRecipient.into());
            }
            out.extend(keys.into_iter().map(|key| NamedRecipient {
                purpose,
                agency: key.agency.clone(),
                unit: unit.to_owned(),
                jwk: key.jwk.clone(),
            }));
        }
        Ok(out)
    }

    /// Whether `agency` is `former`, or has taken over its duties, perhaps through others in between.
    pub fn acts_for(&self, agency: &str, former: &str) -> bool {
        let mut known = vec![agency];
        let mut next = 0;
        while let Some(&heir) = known.get(next) {
            if heir == former {
                return true;
            }
            let entries = self.payload.keys.iter().filter(|key| key.agency == heir);
            for old in entries.flat_map(|key| &key.succeeds) {
                if !known.contains(&old.as_str()) {
                    known.push(old);
                }
            }
            next += 1;
        }
        false
    }

    /// Roots that may sign later directories, at `now`: the host pins the next one from here.
    pub fn roots(&self, now: i64) -> Vec<Jwk> {
        let usable = |key: &&DirectoryKey| {
            key.usage == KeyUse::Root && key.status == KeyStatus::Active && (key.nbf..key.exp).contains(&now)
        };
        self.payload.keys.iter().filter(usable).map(|key| key.jwk.clone()).collect()
    }

    /// The entry of a key, whatever its state.
    pub fn find(&self, kid: &str) -> Option<&DirectoryKey> {
        self.payload.keys.iter().find(|key| key.kid == kid)
    }

    /// The signing key `kid`, if what it signed at `at` is to be believed.
    ///
    /// `at` must come from something that the holder of the key could not choose alone, such as the time of
    /// receipt: a thief of a key can write any date. A key that was retired stays good for what it signed
    /// before; a compromised one for what it signed before `from`, if `from` is known.
    ///
    /// # Errors
    /// `keys/unknownSigner`, `keys/notSigner`, `keys/signerExpired`, `keys/compromised`.
    pub fn signer(&self, kid: &str, at: i64) -> Result<&DirectoryKey, Error> {
        let key = self.find(kid).ok_or(ErrorKind::KeysUnknownSigner)?;
        if key.usage != KeyUse::Sign {
            return Err(ErrorKind::KeysNotSigner.into());
        }
        self.not_compromised(kid, at)?;
        let retired = matches!(key.status, KeyStatus::Retired | KeyStatus::DecryptOnly)
            && key.from.is_some_and(|from| at >= from);
        if retired || !(key.nbf..key.exp).contains(&at) {
            return Err(ErrorKind::KeysSignerExpired.into());
        }
        Ok(key)
    }

    /// Whether the directory withdraws an enrolled key from `at` on: it lists the key as compromised or retired.
    /// Keys that are not listed are not withdrawn here.
    pub(crate) fn withdraws(&self, kid: &str, at: i64) -> bool {
        self.find(kid).is_some_and(|key| {
            matches!(key.status, KeyStatus::Compromised | KeyStatus::Retired)
                && key.from.is_none_or(|from| at >= from)
        })
    }

    /// Refuses a key that is known as compromised at `at`.
    pub(crate) fn not_compromised(&self, kid: &str, at: i64) -> Result<(), Error> {
        let key = self.find(kid).ok_or(ErrorKind::KeysUnknownSigner)?;
        if key.status == KeyStatus::Compromised && key.from.is_none_or(|from| at >= from) {
            return Err(ErrorKind::KeysCompromised.into());
        }
        Ok(())
    }
}

/// Reads the payload, with an own code for private members.
fn read(value: &Value) -> Result<KeyDirectory, Error> {
    for (index, key) in value.get("keys").and_then(Value::as_array).unwrap_or_default().iter().enumerate() {
        if let Some(jwk) = key.get("jwk") {
            crate::jwk::refuse_private(jwk).map_err(|error| error.at(format!("/keys/{index}/jwk")))?;
        }
    }
    Ok(KeyDirectory::from_value(value)?)
}

fn check_keys(keys: &[DirectoryKey]) -> Result<(), Error> {
    let mut seen = motcua_json::sorted::Set::new();
    for (index, entry) in keys.iter().enumerate() {
        let place = || format!("/keys/{index}");
        let key = PublicKey::from_jwk(&entry.jwk).map_err(|error| match error.kind() {
            ErrorKind::KidMismatch => Error::new(ErrorKind::KeysKidMismatch).at(place()),
            _ => error.at(format!("/keys/{index}/jwk")),
        })?;
        if key.kid() != entry.kid {
            return Err(Error::new(ErrorKind::KeysKidMismatch).at(place()));
        }
        // One key has one use: a key that opens packets never signs.
        if !seen.insert(entry.kid.as_str()) {
            return Err(Error::new(ErrorKind::KeysDuplicate).at(place()));
        }
        let fits = match entry.usage {
            KeyUse::Seal => key.can_seal(),
            KeyUse::Sign | KeyUse::Root => key.can_sign(),
        };
        if !fits || entry.nbf >= entry.exp {
            return Err(Error::new(ErrorKind::KeysUse).at(place()));
        }
    }
    Ok(())
}
