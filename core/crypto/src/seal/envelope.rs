//! Everything about a sealed object that shows without a key.

use motcua_json::{Object, Policy, Value, canonicalize, parse, sort_by};
use motcua_types::Record;
use motcua_types::jose::{Recipient, SealContext, SealedObject};

use super::MAX_RECIPIENTS;
use crate::jwk::PublicKey;
use crate::{Error, ErrorKind, b64, header, key_wrap, shape};

const TYPE: &str = "egov-sealed+jwe";
const ENCRYPTION: &str = "A256GCM";
/// Room for sixteen thumbprints and the identifiers.
const MAX_CONTEXT: usize = 4096;
const MAX_CIPHERTEXT: usize = super::MAX_PLAINTEXT.div_ceil(3) * 4;

/// An object whose open parts are in order.
pub(super) struct Checked {
    pub(super) context: SealContext,
    pub(super) iv: [u8; 12],
    pub(super) tag: [u8; 16],
    pub(super) wrapped: Vec<WrappedKey>,
}

/// A recipient's entry, decoded.
pub(super) struct WrappedKey {
    pub(super) kid: String,
    pub(super) ephemeral: PublicKey,
    pub(super) key: [u8; 40],
}

/// The protected header as it is written.
pub(super) fn protected() -> String {
    header::write(&[("alg", key_wrap::ALGORITHM), ("cty", "json"), ("enc", ENCRYPTION), ("typ", TYPE)])
}

/// The bytes that the tag covers besides the content (RFC 7516 section 5.1 step 14).
pub(super) fn authenticated(protected: &str, aad: &str) -> Vec<u8> {
    [protected.as_bytes(), b".", aad.as_bytes()].concat()
}

/// The canonical context.
pub(super) fn canonical_context(context: &SealContext) -> Vec<u8> {
    let mut object = Object::new();
    object.insert("v", context.v);
    object.insert("purpose", context.purpose.as_str());
    object.insert("dossier", context.dossier.as_str());
    object.insert("procedure", context.procedure.as_str());
    object.insert("rcpt", context.rcpt.iter().collect::<Value>());
    if let Some(kc) = &context.kc {
        object.insert("kc", kc.as_str());
    }
    canonicalize(&object.into())
}

/// Refuses a context that the format does not have.
pub(super) fn check_context(context: &SealContext) -> Result<(), Error> {
    let purpose = super::PURPOSES.contains(&context.purpose.as_str());
    let identifiers = shape::is_dossier(&context.dossier) && shape::is_procedure(&context.procedure);
    let commitment = context.kc.as_deref().is_none_or(|kc| b64::decode_array::<32>(kc).is_ok());
    if context.v != 1 || !purpose || !identifiers || !commitment {
        return Err(ErrorKind::Context.into());
    }
    let ordered = context.rcpt.is_sorted_by(|a, b| a < b);
    let digests = context.rcpt.iter().all(|kid| b64::decode_array::<32>(kid).is_ok());
    if ordered && digests { Ok(()) } else { Err(ErrorKind::Recipients.into()) }
}

/// Checks an object without a key. Counts and sizes come first, so that a large object is cheap to refuse.
pub(super) fn check(object: &SealedObject) -> Result<Checked, Error> {
    if object.recipients.is_empty() || object.recipients.len() > MAX_RECIPIENTS {
        return Err(ErrorKind::RecipientCount.into());
    }
    if object.ciphertext.len() > MAX_CIPHERTEXT || object.aad.len() > MAX_CONTEXT * 4 / 3 {
        return Err(ErrorKind::TooLarge.into());
    }
    check_header(object)?;
    let iv = b64::decode_array(&object.iv)?;
    let tag = b64::decode_array(&object.tag)?;
    b64::decode(&object.ciphertext)?;
    let context = read_context(&object.aad)?;
    let mut kids: Vec<&str> = object.recipients.iter().map(|entry| entry.header.kid.as_str()).collect();
    sort_by(&mut kids, |a, b| a.cmp(b));
    if kids != context.rcpt {
        return Err(ErrorKind::Recipients.into());
    }
    let wrapped = object.recipients.iter().map(decode_recipient).collect::<Result<_, _>>()?;
    Ok(Checked { context, iv, tag, wrapped })
}

/// `alg` stands in the protected header, or, from some stock producers, in the header of every recipient;
/// never in both (RFC 7516 section 7.2.1).
fn check_header(object: &SealedObject) -> Result<(), Error> {
    let header = header::read(&object.protected, &["alg", "cty", "enc", "typ"])?;
    header::want(&header, "typ", TYPE, ErrorKind::Type)?;
    header::want(&header, "cty", "json", ErrorKind::ContentType)?;
    header::want(&header, "enc", ENCRYPTION, ErrorKind::Encryption)?;
    let in_recipients = object.recipients.iter().filter_map(|entry| entry.header.alg.as_deref());
    if header.contains_key("alg") {
        header::want(&header, "alg", key_wrap::ALGORITHM, ErrorKind::Algorithm)?;
        return if in_recipients.count() == 0 { Ok(()) } else { Err(ErrorKind::Header.into()) };
    }
    match in_recipients.filter(|alg| *alg == key_wrap::ALGORITHM).count() {
        count if count == object.recipients.len() => Ok(()),
        _ => Err(ErrorKind::Algorithm.into()),
    }
}

fn read_context(aad: &str) -> Result<SealContext, Error> {
    let bytes = b64::decode(aad)?;
    let value = parse(&bytes, &Policy::PROFILE.with_max_bytes(MAX_CONTEXT))?;
    let context = SealContext::from_value(&value)?;
    check_context(&context)?;
    if canonical_context(&context) == bytes { Ok(context) } else { Err(ErrorKind::NotCanonical.into()) }
}

fn decode_recipient(entry: &Recipient) -> Result<WrappedKey, Error> {
    let ephemeral = PublicKey::from_jwk(&entry.header.epk)?;
    if !ephemeral.can_seal() {
        return Err(ErrorKind::KeyUse.into());
    }
    Ok(WrappedKey { kid: entry.header.kid.clone(), ephemeral, key: b64::decode_array(&entry.encrypted_key)? })
}
