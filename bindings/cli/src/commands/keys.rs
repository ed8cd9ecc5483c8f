//! `motcua keys generate`, `keys public` and `keys convert`.

use motcua::crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua::json::Value;

use crate::args::Call;
use crate::entropy::System;
use crate::keyfile::{self, Key, Use};
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};

/// What a key is for, as `--use` says.
fn wanted(call: &Call) -> Result<Use, Stop> {
    Ok(if call.choice("use", &["sign", "seal"])? == "sign" { Use::Sign } else { Use::Open })
}

/// A new key, its private part in a file that nobody else can read.
pub(crate) fn generate(call: &Call) -> Result<Outcome, Stop> {
    let file = call.required("output")?;
    let algorithm = call.choice("algorithm", &["Ed25519", "P-256", "X25519"])?;
    let format = call.choice("format", &["jwk", "pem", "vault"])?;
    let refuse = |error: motcua::crypto::Error| Stop::refused(file, &error);
    let key = match (algorithm, wanted(call)?) {
        ("X25519", _) => OpeningKey::generate(Algorithm::X25519, &mut System).map(Key::Opening),
        ("P-256", Use::Open) => OpeningKey::generate(Algorithm::P256, &mut System).map(Key::Opening),
        ("P-256", Use::Sign) => SigningKey::generate(Algorithm::P256, &mut System).map(Key::Signing),
        (_, Use::Sign) => SigningKey::generate(Algorithm::Ed25519, &mut System).map(Key::Signing),
        _ => {
            return Err(Stop::usage(
                "Khóa Ed25519 chỉ để ký; để niêm phong dùng X25519 hoặc P-256.".into(),
                "An Ed25519 key signs; for sealing take X25519 or P-256.".into(),
            ));
        }
    }
    .map_err(refuse)?;
    let text = keyfile::private_text(call, &key, format)?;
    output::file(file, text.as_bytes(), Readers::Owner, output::existing(call))?;
    let public = key.public();
    if let Some(name) = call.option("public") {
        let text = keyfile::public_text(call, &public, if format == "pem" { "pem" } else { "jwk" })?;
        output::file(name, text.as_bytes(), Readers::Anybody, Existing::Replace)?;
    }
    named(public.kid.unwrap_or_default(), file)
}

fn named(kid: String, file: &str) -> Result<Outcome, Stop> {
    let text = format!("{kid}\n");
    Ok(Outcome::of(text, vec![("kid", kid.into()), ("file", file.into())]))
}

/// The public half of a key file.
pub(crate) fn public(call: &Call) -> Result<Outcome, Stop> {
    let key = keyfile::read(call, call.operand(), wanted(call)?)?;
    give(call, &key.public(), call.choice("format", &["jwk", "pem"])?)
}

fn give(call: &Call, public: &motcua::types::jose::Jwk, format: &str) -> Result<Outcome, Stop> {
    let text = keyfile::public_text(call, public, format)?;
    let kid = Value::from(public.kid.clone());
    match call.option("output") {
        Some(file) => {
            output::file(file, text.as_bytes(), Readers::Anybody, Existing::Replace)?;
            Ok(Outcome::of(String::new(), vec![("kid", kid), ("file", file.into())]))
        }
        None => Ok(Outcome::of(text.clone(), vec![("kid", kid), ("key", text.trim_end().into())])),
    }
}

/// A key file in another format.
pub(crate) fn convert(call: &Call) -> Result<Outcome, Stop> {
    let format = call.choice("format", &["jwk", "pem", "vault"])?;
    match keyfile::read(call, call.operand(), wanted(call)?)? {
        Key::Public(_) if format == "vault" => Err(Stop::refused_code(call.operand(), "crypto/keyUse")),
        Key::Public(public) => give(call, &public, format),
        key => {
            // A private key goes to no terminal and into no pipe.
            let file = call.required("output")?;
            let text = keyfile::private_text(call, &key, format)?;
            output::file(file, text.as_bytes(), Readers::Owner, output::existing(call))?;
            named(key.public().kid.unwrap_or_default(), file)
        }
    }
}
