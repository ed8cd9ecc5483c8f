//! `jwk.*`, `jws.*`, `packet.*`

use motcua::crypto::{b64, jwk, seal, sign};
use motcua::json::{Object, Policy, Value, parse, to_value};
use motcua::types::jose::Jwk;

use crate::args::{Answer, Args};

fn code(error: motcua::crypto::Error) -> String {
    error.code().to_owned()
}

/// A JOSE object given as JSON value, as text or, for hostile bytes, as `…B64`.
fn object(args: &Args<'_>, name: &str) -> Result<Vec<u8>, String> {
    match args.optional(name) {
        Some(Value::String(text)) => Ok(text.as_bytes().to_vec()),
        Some(value) => Ok(motcua::json::canonicalize(value)),
        None => args.bytes(&format!("{name}B64")),
    }
}

fn keys(args: &Args<'_>) -> Result<Vec<Jwk>, String> {
    args.list("keys")?.iter().map(|key| jwk::from_value(key).map_err(code)).collect()
}

pub(super) fn thumbprint(args: &Args<'_>) -> Answer {
    let key = jwk::from_value(args.value("jwk")?).map_err(code)?;
    let kid = jwk::thumbprint(&key).map_err(code)?;
    Ok(Value::Object([("kid", Value::from(kid.as_str()))].into_iter().collect()))
}

pub(super) fn verify(args: &Args<'_>) -> Answer {
    let bytes = object(args, "jws")?;
    let jws = if bytes.first() == Some(&b'{') {
        sign::parse_flattened(&bytes)
    } else {
        core::str::from_utf8(&bytes).map_err(|_| "json/utf8".to_owned()).map(sign::from_compact)?
    }
    .map_err(code)?;
    let kind = sign::Kind::from_typ(args.text("typ")?).ok_or("conformance/badArgs")?;
    let verified = sign::verify(&jws, kind, &keys(args)?).map_err(code)?;
    let mut answer = Object::new();
    answer.insert("payloadB64", b64::encode(&verified.payload).as_str());
    answer.insert("kid", verified.kid.as_str());
    answer.insert("alg", verified.alg);
    answer.insert("typ", kind.typ());
    Ok(Value::Object(answer))
}

pub(super) fn inspect_packet(args: &Args<'_>) -> Answer {
    let bytes = object(args, "packet")?;
    parse(&bytes, &Policy::PROFILE).map_err(|error| error.code().to_owned())?;
    let context = seal::parse(&bytes).and_then(|packet| seal::inspect(&packet)).map_err(code)?;
    to_value(&context).map_err(|error| error.code().to_owned())
}
