//! `ed25519.*`, `x25519.*`, `hkdf.*`, `aesGcm.*`, `aesKw.*`: the bare algorithms.

use motcua::crypto::b64;
use motcua::json::{Object, Value};
use motcua_crypto::raw::slices;

use super::crypto::code;
use crate::args::{Answer, Args};

fn bytes(members: &[(&str, &[u8])]) -> Value {
    let mut object = Object::new();
    for (name, bytes) in members {
        object.insert(*name, b64::encode(bytes).as_str());
    }
    Value::Object(object)
}

pub(super) fn ed25519_sign(args: &Args<'_>) -> Answer {
    let signature =
        slices::ed25519_sign(&args.bytes("seedB64")?, &args.bytes("messageB64")?).map_err(code)?;
    Ok(bytes(&[("signatureB64", &signature)]))
}

pub(super) fn ed25519_verify(args: &Args<'_>) -> Answer {
    let [public, message, signature] =
        [args.bytes("publicKeyB64")?, args.bytes("messageB64")?, args.bytes("signatureB64")?];
    slices::ed25519_verify(&public, &message, &signature).map_err(code)?;
    Ok(Value::Object(Object::new()))
}

pub(super) fn x25519_agree(args: &Args<'_>) -> Answer {
    let shared = slices::x25519(&args.bytes("privateKeyB64")?, &args.bytes("publicKeyB64")?).map_err(code)?;
    Ok(bytes(&[("sharedB64", shared.as_slice())]))
}

pub(super) fn hkdf_derive(args: &Args<'_>) -> Answer {
    let [ikm, salt, info] = [args.bytes("ikmB64")?, args.bytes("saltB64")?, args.bytes("infoB64")?];
    let size = args.value("size")?.as_i64().and_then(|size| usize::try_from(size).ok());
    let okm = slices::hkdf(&ikm, &salt, &info, size.ok_or("conformance/badArgs")?).map_err(code)?;
    Ok(bytes(&[("okmB64", &okm)]))
}

pub(super) fn gcm_seal(args: &Args<'_>) -> Answer {
    let [key, iv, aad] = [args.bytes("keyB64")?, args.bytes("ivB64")?, args.bytes("aadB64")?];
    let sealed = slices::gcm_seal(&key, &iv, &aad, &args.bytes("plaintextB64")?);
    let (ciphertext, tag) = sealed.map_err(code)?;
    Ok(bytes(&[("ciphertextB64", &ciphertext), ("tagB64", &tag)]))
}

pub(super) fn gcm_open(args: &Args<'_>) -> Answer {
    let [key, iv, aad] = [args.bytes("keyB64")?, args.bytes("ivB64")?, args.bytes("aadB64")?];
    let [ciphertext, tag] = [args.bytes("ciphertextB64")?, args.bytes("tagB64")?];
    let plaintext = slices::gcm_open(&key, &iv, &aad, &ciphertext, &tag).map_err(code)?;
    Ok(bytes(&[("plaintextB64", &plaintext)]))
}

pub(super) fn kw_wrap(args: &Args<'_>) -> Answer {
    let wrapped = slices::kw_wrap(&args.bytes("keyB64")?, &args.bytes("plaintextB64")?).map_err(code)?;
    Ok(bytes(&[("wrappedB64", &wrapped)]))
}

pub(super) fn kw_unwrap(args: &Args<'_>) -> Answer {
    let key = slices::kw_unwrap(&args.bytes("keyB64")?, &args.bytes("wrappedB64")?).map_err(code)?;
    Ok(bytes(&[("plaintextB64", key.as_slice())]))
}
