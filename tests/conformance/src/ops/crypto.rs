//! `jwk.*`, `jws.*`, `jwe.*`

use motcua::crypto::software::SigningKey;
use motcua::crypto::stock::{self, StockKey, StockOpeningKey};
use motcua::crypto::{b64, jwk, sign};
use motcua::json::{Object, Value};
use motcua::types::jose::Jwk;

use crate::args::{Answer, Args};

pub(super) fn code(error: motcua::crypto::Error) -> String {
    error.code().to_owned()
}

/// A JOSE object given as JSON value, as text or, for hostile bytes, as `…B64`.
pub(super) fn object(args: &Args<'_>, name: &str) -> Result<Vec<u8>, String> {
    match args.optional(name) {
        Some(Value::String(text)) => Ok(text.as_bytes().to_vec()),
        Some(value) => Ok(motcua::json::canonicalize(value)),
        None => args.bytes(&format!("{name}B64")),
    }
}

fn keys(args: &Args<'_>) -> Result<Vec<Jwk>, String> {
    args.list("keys")?.iter().map(|key| jwk::from_value(key).map_err(code)).collect()
}

fn one(name: &str, text: &str) -> Value {
    Value::Object([(name, text)].into_iter().collect())
}

/// A public key as other makers write it: its own `kid` is a label, the answer the thumbprint.
pub(super) fn import(args: &Args<'_>) -> Answer {
    Ok(one("kid", StockKey::from_value(args.value("jwk")?).map_err(code)?.kid()))
}

pub(super) fn thumbprint(args: &Args<'_>) -> Answer {
    let key = jwk::from_value(args.value("jwk")?).map_err(code)?;
    Ok(one("kid", &jwk::thumbprint(&key).map_err(code)?))
}

pub(super) fn sign_payload(args: &Args<'_>) -> Answer {
    let kind = sign::Kind::from_typ(args.text("typ")?).ok_or("conformance/badArgs")?;
    let key = SigningKey::from_private_jwk(args.value("key")?).map_err(code)?;
    Ok(sign::flattened_to_value(&key.sign_payload(kind, args.value("payload")?).map_err(code)?))
}

/// With `typ`, an object of that kind of ours; without, any JWS within the profile's algorithms.
pub(super) fn verify(args: &Args<'_>) -> Answer {
    let bytes = object(args, "jws")?;
    if args.optional("typ").is_none() {
        return verify_stock(args, &bytes);
    }
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

fn verify_stock(args: &Args<'_>, bytes: &[u8]) -> Answer {
    let keys = args.list("keys")?.iter().map(|key| StockKey::from_value(key).map_err(code));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let detached = args.optional("payloadB64").map(|_| args.bytes("payloadB64")).transpose()?;
    let verified = stock::verify(bytes, &keys, detached.as_deref()).map_err(code)?;
    let mut answer = Object::new();
    answer.insert("payloadB64", b64::encode(&verified.payload).as_str());
    answer.insert("kid", verified.kid.as_str());
    answer.insert("alg", verified.alg.as_str());
    if let Some(typ) = &verified.typ {
        answer.insert("typ", typ.as_str());
    }
    Ok(Value::Object(answer))
}

pub(super) fn decrypt(args: &Args<'_>) -> Answer {
    let keys = args.list("keys")?.iter().map(|key| StockOpeningKey::from_value(key).map_err(code));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let (plaintext, kid) = stock::decrypt(&object(args, "jwe")?, &keys).map_err(code)?;
    let mut answer = Object::new();
    answer.insert("plaintextB64", b64::encode(&plaintext).as_str());
    answer.insert("kid", kid.as_str());
    Ok(Value::Object(answer))
}
