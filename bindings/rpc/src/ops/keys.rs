//! `key.*` and `sign.*`: signing in two steps, and keys that this process holds.

use motcua::crypto::sign::{self, Kind as Signed};
use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::crypto::{enrolment, jwk, pack, pem};
use motcua::failure::of_code;
use motcua::json::Value;
use motcua::types::jose::{Jwk, SigningRequest};

use super::{Answer, Op, give, refuse};
use crate::entropy::System;
use crate::handles::Handles;
use crate::params::Kind::{Bytes, Handle, Json, Record, Text, Word};
use crate::params::{Params, may, need};

const KINDS: &[&str] = &["submission", "receipt", "keys", "enrol", "pack", "decision", "cosign", "event"];

pub(super) const OPS: &[Op] = &[
    Op {
        name: "sign.begin",
        about: "first step: the text to sign with whatever holds the key",
        params: &[need("kind", Word(KINDS)), need("payload", Json), need("key", Record("Jwk"))],
        result: "SigningRequest",
        run: |_, params| {
            let kind = Signed::from_name(params.text("kind")?).ok_or_else(|| of_code("boundary/type"))?;
            let key: Jwk = params.record("key")?;
            // Records that have rules of their own are held to them before anybody signs.
            let request = match kind {
                Signed::Enrol => enrolment::begin(&params.record("payload")?, &key),
                Signed::Pack => pack::begin(&params.record("payload")?, &key),
                _ => sign::begin(kind, &params.document("payload")?, &key),
            };
            give(&request.map_err(refuse)?)
        },
    },
    Op {
        name: "sign.finish",
        about: "second step: checks the signature (64 bytes, or DER) and puts the object together",
        params: &[
            need("request", Record("SigningRequest")),
            need("signature", Bytes),
            need("key", Record("Jwk")),
        ],
        result: "FlattenedJws",
        run: |_, params| {
            let request: SigningRequest = params.record("request")?;
            let key: Jwk = params.record("key")?;
            give(&sign::finish(&request, &params.bytes("signature")?, &key).map_err(refuse)?)
        },
    },
    Op {
        name: "sign.toCompact",
        about: "compact text of a signed object, as enrolments and events travel",
        params: &[need("jws", crate::params::Kind::Signed)],
        result: "text",
        run: |_, params| Ok(sign::to_compact(&params.signed("jws")?).into()),
    },
    Op {
        name: "jwk.thumbprint",
        about: "checks a public key and names it (RFC 7638)",
        params: &[need("key", Record("Jwk"))],
        result: "text",
        run: |_, params| {
            let key = jwk::from_value(&params.document("key")?).map_err(refuse)?;
            Ok(jwk::thumbprint(&key).map_err(refuse)?.into())
        },
    },
    Op {
        name: "jwk.toPem",
        about: "a public key as PEM",
        params: &[need("key", Record("Jwk"))],
        result: "text",
        run: |_, params| {
            let key = jwk::from_value(&params.document("key")?).map_err(refuse)?;
            Ok(pem::write_public(&key).map_err(refuse)?.into())
        },
    },
    Op {
        name: "jwk.fromPem",
        about: "a public key from PEM",
        params: &[need("pem", Text)],
        result: "Jwk",
        run: |_, params| give(&pem::read_public(params.text("pem")?).map_err(refuse)?),
    },
    Op {
        name: "key.generate",
        about: "a new signing key in this process; it never leaves it",
        params: &[need("algorithm", Word(&["Ed25519", "P-256"]))],
        result: "{signingKey, jwk}",
        run: |handles, params| {
            let algorithm = match params.text("algorithm")? {
                "Ed25519" => Algorithm::Ed25519,
                _ => Algorithm::P256,
            };
            keep(handles, SigningKey::generate(algorithm, &mut System).map_err(refuse)?)
        },
    },
    Op {
        name: "key.load",
        about: "a signing key from the key file of a server: a private JWK or PEM",
        params: &[may("jwk", Record("PrivateJwk")), may("pem", Text)],
        result: "{signingKey, jwk}",
        run: |handles, params| {
            let key = match source(params)? {
                Source::Jwk(jwk) => SigningKey::from_private_jwk(jwk),
                Source::Pem(text) => SigningKey::from_pem(text),
            };
            keep(handles, key.map_err(refuse)?)
        },
    },
    Op {
        name: "key.sign",
        about: "both steps at once: signs what sign.begin prepared for this key",
        params: &[need("signingKey", Handle("signingKey")), need("request", Record("SigningRequest"))],
        result: "FlattenedJws",
        run: |handles, params| {
            let request: SigningRequest = params.record("request")?;
            give(&handles.signing_key(params.text("signingKey")?)?.sign(&request).map_err(refuse)?)
        },
    },
    Op {
        name: "openingKey.generate",
        about: "a new key in this process that opens what was sealed to it",
        params: &[need("algorithm", Word(&["X25519", "P-256"]))],
        result: "{openingKey, jwk}",
        run: |handles, params| {
            let algorithm = match params.text("algorithm")? {
                "X25519" => Algorithm::X25519,
                _ => Algorithm::P256,
            };
            keep_opening(handles, OpeningKey::generate(algorithm, &mut System).map_err(refuse)?)
        },
    },
    Op {
        name: "openingKey.load",
        about: "an opening key from the key file of a server: a private JWK or PEM",
        params: &[may("jwk", Record("PrivateJwk")), may("pem", Text)],
        result: "{openingKey, jwk}",
        run: |handles, params| {
            let key = match source(params)? {
                Source::Jwk(jwk) => OpeningKey::from_private_jwk(jwk),
                Source::Pem(text) => OpeningKey::from_pem(text),
            };
            keep_opening(handles, key.map_err(refuse)?)
        },
    },
];

enum Source<'a> {
    Jwk(&'a Value),
    Pem(&'a str),
}

fn source<'a>(params: &Params<'a>) -> Result<Source<'a>, motcua::Failure> {
    match (params.private("jwk"), params.maybe_text("pem")) {
        (Ok(jwk), None) => Ok(Source::Jwk(jwk)),
        (Err(_), Some(text)) => Ok(Source::Pem(text)),
        _ => Err(of_code("boundary/type").at("/params")),
    }
}

pub(super) fn keep(handles: &mut Handles, key: SigningKey) -> Answer {
    let public = give(&key.public())?;
    let mut answer = handles.keep(key);
    answer.insert("jwk", public);
    Ok(answer.into())
}

pub(super) fn keep_opening(handles: &mut Handles, key: OpeningKey) -> Answer {
    let public = give(&key.public())?;
    let mut answer = handles.keep(key);
    answer.insert("jwk", public);
    Ok(answer.into())
}
