//! `vault.*`: keys and drafts at rest.

use motcua::Failure;
use motcua::crypto::vault::{Secret, Vault};
use motcua::failure::of_code;
use motcua::types::vault::VaultBox;
use zeroize::Zeroizing;

use super::{Op, give, keys, refuse};
use crate::entropy::System;
use crate::params::Kind::{Bytes, Handle, Json, Record, Text};
use crate::params::{Param, Params, may, need};

const VAULT: Param = need("vault", Handle("vault"));
const NAME: Param = need("name", Text);
const BOX: Param = need("box", Record("VaultBox"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "vault.create",
        about: "a new vault under a passphrase, or under 32 bytes that a key store gives",
        params: &[may("passphrase", Text), may("prf", Bytes)],
        result: "{vault}",
        run: |handles, params| {
            let vault = with_secret(params, |secret| Vault::create(secret, &mut System))?;
            Ok(handles.keep(vault).into())
        },
    },
    Op {
        name: "vault.unlock",
        about: "the vault that sealed a box",
        params: &[BOX, may("passphrase", Text), may("prf", Bytes)],
        result: "{vault}",
        run: |handles, params| {
            let sealed: VaultBox = params.record("box")?;
            let vault = with_secret(params, |secret| Vault::unlock(&sealed, secret))?;
            Ok(handles.keep(vault).into())
        },
    },
    Op {
        name: "vault.seal",
        about: "seals a draft under a name",
        params: &[VAULT, NAME, need("draft", Json)],
        result: "VaultBox",
        run: |handles, params| {
            let (draft, name) = (params.document("draft")?, params.text("name")?);
            give(&handles.vault(params.text("vault")?)?.seal(name, &draft, &mut System).map_err(refuse)?)
        },
    },
    Op {
        name: "vault.open",
        about: "opens a draft; never a key",
        params: &[VAULT, NAME, BOX],
        result: "json",
        run: |handles, params| {
            let sealed: VaultBox = params.record("box")?;
            handles.vault(params.text("vault")?)?.open(params.text("name")?, &sealed).map_err(refuse)
        },
    },
    Op {
        name: "vault.sealKey",
        about: "seals a signing key under a name",
        params: &[VAULT, NAME, need("signingKey", Handle("signingKey"))],
        result: "VaultBox",
        run: |handles, params| {
            let (vault, key) =
                (handles.vault(params.text("vault")?)?, handles.signing_key(params.text("signingKey")?)?);
            give(&vault.seal_key(params.text("name")?, key, &mut System).map_err(refuse)?)
        },
    },
    Op {
        name: "vault.openKey",
        about: "opens a signing key, which stays behind its handle",
        params: &[VAULT, NAME, BOX],
        result: "{signingKey, jwk}",
        run: |handles, params| {
            let sealed: VaultBox = params.record("box")?;
            let vault = handles.vault(params.text("vault")?)?;
            let key = vault.open_key(params.text("name")?, &sealed).map_err(refuse)?;
            keys::keep(handles, key)
        },
    },
    Op {
        name: "vault.sealOpeningKey",
        about: "seals an opening key under a name",
        params: &[VAULT, NAME, need("openingKey", Handle("openingKey"))],
        result: "VaultBox",
        run: |handles, params| {
            let (vault, key) =
                (handles.vault(params.text("vault")?)?, handles.opening_key(params.text("openingKey")?)?);
            give(&vault.seal_opening_key(params.text("name")?, key, &mut System).map_err(refuse)?)
        },
    },
    Op {
        name: "vault.openOpeningKey",
        about: "opens an opening key, which stays behind its handle",
        params: &[VAULT, NAME, BOX],
        result: "{openingKey, jwk}",
        run: |handles, params| {
            let sealed: VaultBox = params.record("box")?;
            let vault = handles.vault(params.text("vault")?)?;
            let key = vault.open_opening_key(params.text("name")?, &sealed).map_err(refuse)?;
            keys::keep_opening(handles, key)
        },
    },
];

/// Runs `task` with the one secret that was given, and wipes the copy of it.
fn with_secret<T>(
    params: &Params<'_>,
    task: impl FnOnce(Secret<'_>) -> Result<T, motcua::crypto::Error>,
) -> Result<T, Failure> {
    match (params.maybe_text("passphrase"), params.has("prf")) {
        (Some(text), false) => task(Secret::Passphrase(text)).map_err(refuse),
        (None, true) => {
            let bytes = Zeroizing::new(params.bytes("prf")?);
            let bytes: &[u8; 32] =
                bytes.as_slice().try_into().map_err(|_| of_code("boundary/type").at("/params/prf"))?;
            task(Secret::Prf(bytes)).map_err(refuse)
        }
        _ => Err(of_code("boundary/type").at("/params")),
    }
}
