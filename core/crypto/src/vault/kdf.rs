//! From a secret to the key of a vault.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use motcua_nfc::nfc;
use motcua_types::vault::VaultBox;
use zeroize::{Zeroize, Zeroizing};

use super::Secret;
use crate::{Error, ErrorKind, b64, derive};

const ARGON2ID: &str = "argon2id";
const HKDF: &str = "hkdf-sha256";

/// What we write: 64 MiB and three passes, the second choice of RFC 9106 section 4 with one lane, since a page has one
/// thread. About half a second on a phone of 2 GB.
const WRITTEN: Costs = Costs { m: 64 << 10, t: 3, p: 1 };
/// What we read. Below it guessing is cheap; above it a box could stop the device that reads it.
const LEAST: Costs = Costs { m: 19 << 10, t: 1, p: 1 };
const MOST: Costs = Costs { m: 256 << 10, t: 10, p: 4 };
/// Memory times passes: as long as a box may keep the reader busy, in KiB.
const MOST_WORK: u64 = 1 << 20;
/// Longest passphrase, in bytes.
const MAX_PASSPHRASE: usize = 1024;

/// Costs of Argon2id: memory in KiB, passes, lanes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Costs {
    m: u32,
    t: u32,
    p: u32,
}

impl Costs {
    fn read(sealed: &VaultBox) -> Result<Self, Error> {
        let (Some(m), Some(t), Some(p)) = (sealed.m, sealed.t, sealed.p) else {
            return Err(ErrorKind::VaultParameters.into());
        };
        let between = |least, value, most| (least..=most).contains(&value);
        let good = between(LEAST.m, m, MOST.m)
            && between(LEAST.t, t, MOST.t)
            && between(LEAST.p, p, MOST.p)
            && u64::from(m) * u64::from(t) <= MOST_WORK;
        if good { Ok(Self { m, t, p }) } else { Err(ErrorKind::VaultParameters.into()) }
    }
}

/// How the key of a vault is derived; no secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Derivation {
    /// None for HKDF.
    costs: Option<Costs>,
    salt: String,
}

impl Derivation {
    pub(super) fn new(secret: Secret<'_>, salt: &[u8; 16]) -> Self {
        let costs = match secret {
            Secret::Passphrase(_) => Some(WRITTEN),
            Secret::Prf(_) => None,
        };
        Self { costs, salt: b64::encode(salt) }
    }

    /// Reads how the key of a box is derived from this kind of secret.
    pub(super) fn read(sealed: &VaultBox, secret: Secret<'_>) -> Result<Self, Error> {
        let derivation = Self::of(sealed)?;
        // A passphrase does not open what an authenticator locked: as wrong as a wrong passphrase.
        if derivation.costs.is_some() == matches!(secret, Secret::Passphrase(_)) {
            Ok(derivation)
        } else {
            Err(ErrorKind::VaultCannotOpen.into())
        }
    }

    fn of(sealed: &VaultBox) -> Result<Self, Error> {
        if sealed.v != 1 {
            return Err(ErrorKind::VaultVersion.into());
        }
        b64::decode_array::<16>(&sealed.salt).map_err(|_| ErrorKind::VaultParameters)?;
        let costs = match sealed.kdf.as_str() {
            ARGON2ID => Some(Costs::read(sealed)?),
            HKDF if sealed.m.is_none() && sealed.t.is_none() && sealed.p.is_none() => None,
            HKDF => return Err(ErrorKind::VaultParameters.into()),
            _ => return Err(ErrorKind::VaultKdf.into()),
        };
        Ok(Self { costs, salt: sealed.salt.clone() })
    }

    /// Whether a box is of the vault with this derivation.
    pub(super) fn is_of(&self, sealed: &VaultBox) -> bool {
        Self::of(sealed).is_ok_and(|other| other == *self)
    }

    pub(super) fn write(&self, jwe: String) -> VaultBox {
        let kdf = if self.costs.is_some() { ARGON2ID } else { HKDF };
        let cost = |pick: fn(Costs) -> u32| self.costs.map(pick);
        VaultBox {
            v: 1,
            kdf: kdf.to_owned(),
            m: cost(|costs| costs.m),
            t: cost(|costs| costs.t),
            p: cost(|costs| costs.p),
            salt: self.salt.clone(),
            jwe,
        }
    }

    pub(super) fn derive(&self, secret: Secret<'_>) -> Result<Zeroizing<[u8; 32]>, Error> {
        match (secret, self.costs) {
            (Secret::Passphrase(text), Some(costs)) => argon2id(text, &self.salt, costs),
            (Secret::Prf(bytes), None) => derive::key(bytes, "egov/v1/vault", &[&self.salt]),
            _ => Err(ErrorKind::VaultCannotOpen.into()),
        }
    }
}

fn argon2id(passphrase: &str, salt: &str, costs: Costs) -> Result<Zeroizing<[u8; 32]>, Error> {
    if passphrase.is_empty() || passphrase.len() > MAX_PASSPHRASE {
        return Err(ErrorKind::VaultPassphrase.into());
    }
    let salt: [u8; 16] = b64::decode_array(salt).map_err(|_| ErrorKind::VaultParameters)?;
    let parameters = || ErrorKind::VaultParameters;
    let params = Params::new(costs.m, costs.t, costs.p, Some(32)).map_err(|_| parameters())?;
    // Memory that cannot be had is a refusal and not the end of the program.
    let mut memory = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| ErrorKind::VaultMemory)?;
    memory.resize(params.block_count(), Block::default());
    let text = Zeroizing::new(nfc(passphrase).into_owned());
    let mut key = Zeroizing::new([0u8; 32]);
    let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        text.as_bytes(),
        &salt,
        key.as_mut_slice(),
        &mut memory,
    );
    memory.zeroize();
    derived.map_err(|_| parameters())?;
    Ok(key)
}
