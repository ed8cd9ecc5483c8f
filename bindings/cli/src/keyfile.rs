//! Key files: a private or public JWK, PEM, or a vault that a passphrase opens. What is private stays behind the key types
//! of the core, which wipe themselves and never show it.

use motcua::crypto::software::{OpeningKey, SigningKey};
use motcua::crypto::vault::{Secret, Vault};
use motcua::crypto::{Error, jwk, pem};
use motcua::json::{Policy, Value, to_canonical_string};
use motcua::types::Record as _;
use motcua::types::jose::Jwk;
use motcua::types::vault::VaultBox;
use zeroize::Zeroizing;

use crate::args::Call;
use crate::entropy::System;
use crate::input;
use crate::outcome::Stop;

/// Name under which a vault file holds its key.
const NAME: &str = "motcua key";

/// A key as a file holds it.
pub(crate) enum Key {
    Public(Jwk),
    Signing(SigningKey),
    Opening(OpeningKey),
}

/// What a private key is for, where its curve does not say.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Use {
    Sign,
    Open,
}

impl Key {
    pub(crate) fn public(&self) -> Jwk {
        match self {
            Self::Public(jwk) => jwk.clone(),
            Self::Signing(key) => key.public(),
            Self::Opening(key) => key.public(),
        }
    }
}

/// Reads a key file; a private key on P-256 may sign or open, as `wanted` says.
pub(crate) fn read(call: &Call, file: &str, wanted: Use) -> Result<Key, Stop> {
    let bytes = Zeroizing::new(input::bytes(file)?);
    let refuse = |error: Error| Stop::refused(file, &error);
    if let Some(text) = std::str::from_utf8(&bytes).ok().filter(|text| text.trim_start().starts_with("-----"))
    {
        if text.contains("PUBLIC KEY-----") {
            return pem::read_public(text).map(Key::Public).map_err(refuse);
        }
        return of_either(wanted, SigningKey::from_pem(text), || OpeningKey::from_pem(text)).map_err(refuse);
    }
    let value = input::json(file, &bytes, &Policy::PROFILE)?;
    if value.get("jwe").is_some() {
        let sealed = VaultBox::from_value(&value).map_err(|error| Stop::refused(file, &error))?;
        let passphrase = passphrase(call)?;
        let vault = Vault::unlock(&sealed, Secret::Passphrase(&passphrase)).map_err(refuse)?;
        return match vault.open_key(NAME, &sealed) {
            Ok(key) => Ok(Key::Signing(key)),
            Err(error) if error.code() == "vault/content" => {
                vault.open_opening_key(NAME, &sealed).map(Key::Opening).map_err(refuse)
            }
            Err(error) => Err(refuse(error)),
        };
    }
    if value.get("d").is_none() {
        return jwk::from_value(&value).map(Key::Public).map_err(refuse);
    }
    of_either(wanted, SigningKey::from_private_jwk(&value), || OpeningKey::from_private_jwk(&value))
        .map_err(refuse)
}

/// The key that is wanted; where the curve can only be the other kind, that one.
fn of_either(
    wanted: Use,
    signing: Result<SigningKey, Error>,
    opening: impl FnOnce() -> Result<OpeningKey, Error>,
) -> Result<Key, Error> {
    match (wanted, signing) {
        (Use::Sign, Ok(key)) => Ok(Key::Signing(key)),
        (Use::Sign, Err(error)) if error.code() != "crypto/keyUse" => Err(error),
        (_, signing) => match (opening(), signing) {
            (Ok(key), _) => Ok(Key::Opening(key)),
            (Err(error), Ok(key)) if error.code() == "crypto/keyUse" => Ok(Key::Signing(key)),
            (Err(error), _) => Err(error),
        },
    }
}

/// A key that signs.
pub(crate) fn signing(call: &Call, file: &str) -> Result<SigningKey, Stop> {
    match read(call, file, Use::Sign)? {
        Key::Signing(key) => Ok(key),
        _ => Err(Stop::refused_code(file, "crypto/keyUse")),
    }
}

/// A key that opens.
pub(crate) fn opening(call: &Call, file: &str) -> Result<OpeningKey, Stop> {
    match read(call, file, Use::Open)? {
        Key::Opening(key) => Ok(key),
        _ => Err(Stop::refused_code(file, "crypto/keyUse")),
    }
}

/// The text of `--passphrase-file`, without the line feed at its end.
pub(crate) fn passphrase(call: &Call) -> Result<Zeroizing<String>, Stop> {
    let file = call.required("passphrase-file")?;
    let bytes = Zeroizing::new(input::bytes(file)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| Stop::refused_code(file, "json/utf8"))?;
    Ok(Zeroizing::new(text.trim_end_matches(['\n', '\r']).to_owned()))
}

/// A public key as a file: JWK or PEM.
pub(crate) fn public_text(call: &Call, jwk: &Jwk, format: &str) -> Result<String, Stop> {
    let refuse = |error: Error| Stop::refused(call.operand(), &error);
    if format == "pem" {
        return pem::write_public(jwk).map_err(refuse);
    }
    let value = jwk.to_value().map_err(|error| Stop::refused(call.operand(), &error))?;
    Ok(to_canonical_string(&value) + "\n")
}

/// A private key as a file: JWK, PEM, or a vault under the passphrase.
pub(crate) fn private_text(call: &Call, key: &Key, format: &str) -> Result<Zeroizing<String>, Stop> {
    let refuse = |error: Error| Stop::refused(call.operand(), &error);
    let jwk = || match key {
        Key::Signing(key) => Some(key.export_private_jwk()),
        Key::Opening(key) => Some(key.export_private_jwk()),
        Key::Public(_) => None,
    };
    let line = |value: &Value| Zeroizing::new(to_canonical_string(value) + "\n");
    match (format, key) {
        ("pem", Key::Signing(key)) => Ok(key.export_private_pem()),
        ("pem", Key::Opening(key)) => Ok(key.export_private_pem()),
        ("vault", key) => {
            let passphrase = passphrase(call)?;
            let vault = Vault::create(Secret::Passphrase(&passphrase), &mut System).map_err(refuse)?;
            let sealed = match key {
                Key::Signing(key) => vault.seal_key(NAME, key, &mut System),
                Key::Opening(key) => vault.seal_opening_key(NAME, key, &mut System),
                Key::Public(_) => return Err(Stop::refused_code(call.operand(), "crypto/keyUse")),
            };
            let sealed = sealed.map_err(refuse)?.to_value();
            sealed.map(|value| line(&value)).map_err(|error| Stop::refused(call.operand(), &error))
        }
        _ => {
            jwk().map(|value| line(&value)).ok_or_else(|| Stop::refused_code(call.operand(), "crypto/keyUse"))
        }
    }
}
