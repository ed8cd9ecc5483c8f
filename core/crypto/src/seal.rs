//! Sealed objects: JWE in general JSON serialisation (RFC 7516), ECDH-ES+A256KW with A256GCM.
//!
//! A sealed object says who can open it and what it belongs to, and nothing about who made it: what is inside
//! counts only after its own signature verified.

mod envelope;
mod opener;

pub use opener::{Opener, begin_open, open, rewrap};

use motcua_json::{Object, Policy, Value, canonicalize, sort_by};
use motcua_types::Record;
use motcua_types::jose::{Jwk, Recipient, RecipientHeader, SealContext, SealedObject};
use motcua_types::submission::ProcedureRef;

use crate::jwk::PublicKey;
use crate::{Entropy, Error, ErrorKind, b64, derive, entropy, gcm, hash, key_wrap, shape};

/// Most recipients of one object.
pub const MAX_RECIPIENTS: usize = 16;
/// Largest content, in bytes: a signed object of the largest payload, in its own base64url.
pub const MAX_PLAINTEXT: usize = 12 << 20;
/// Purpose of a sealed submission.
pub const PURPOSE_SUBMISSION: &str = "submission";
/// Purpose of a sealed request to co-sign.
pub const PURPOSE_COSIGN: &str = "cosign";
/// Purpose of a sealed dossier key.
pub const PURPOSE_DOSSIER_KEY: &str = "dossierKey";
/// Purpose of a sealed key of one class of a dossier's data.
pub const PURPOSE_CLASS_KEY: &str = "classKey";
/// Every purpose.
const PURPOSES: [&str; 4] = [PURPOSE_SUBMISSION, PURPOSE_DOSSIER_KEY, PURPOSE_CLASS_KEY, PURPOSE_COSIGN];

/// Largest text of a sealed object.
const MAX_TEXT: usize = MAX_PLAINTEXT / 3 * 4 + (32 << 10);

/// `<code>@<version>`, as a context names a procedure.
pub fn procedure_name(procedure: &ProcedureRef) -> String {
    format!("{}@{}", procedure.code, procedure.version)
}

/// A context for [`seal`], which adds the recipients and the commitment to the key.
///
/// `procedure` is `<code>@<version>`, `dossier` is `urn:uuid:…`.
pub fn context(purpose: &str, dossier: &str, procedure: &str) -> SealContext {
    SealContext {
        v: 1,
        purpose: purpose.to_owned(),
        dossier: dossier.to_owned(),
        procedure: procedure.to_owned(),
        rcpt: Vec::new(),
        kc: None,
    }
}

/// Seals bytes to one to sixteen recipients under a fresh key. `rcpt` and `kc` of the context are filled in.
///
/// # Errors
/// `crypto/recipientCount`, `crypto/recipients` when one is named twice, `crypto/keyUse` and the other
/// refusals of keys, `crypto/context`, `crypto/tooLarge`, `crypto/entropy`.
pub fn seal(
    plaintext: &[u8],
    context: SealContext,
    recipients: &[Jwk],
    entropy: &mut dyn Entropy,
) -> Result<SealedObject, Error> {
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    if recipients.is_empty() || recipients.len() > MAX_RECIPIENTS {
        return Err(ErrorKind::RecipientCount.into());
    }
    let mut keys = recipients.iter().map(PublicKey::from_jwk).collect::<Result<Vec<_>, _>>()?;
    sort_by(&mut keys, |a, b| a.kid().cmp(b.kid()));

    let content_key = entropy::draw(entropy)?;
    let context = SealContext {
        rcpt: keys.iter().map(|key| key.kid().to_owned()).collect(),
        kc: Some(derive::commitment(&content_key)?),
        ..context
    };
    envelope::check_context(&context)?;

    let mut wrapped = Vec::with_capacity(keys.len());
    for key in &keys {
        wrapped.push(recipient(key, &key_wrap::wrap(&content_key, key, entropy)?));
    }
    let protected = envelope::protected();
    let aad = b64::encode(&envelope::canonical_context(&context));
    let iv = entropy::draw_iv(entropy)?;
    let mut data = plaintext.to_vec();
    let tag = gcm::encrypt(&content_key, &iv, &envelope::authenticated(&protected, &aad), &mut data)?;
    Ok(SealedObject {
        protected,
        recipients: wrapped,
        aad,
        iv: b64::encode(&iv),
        ciphertext: b64::encode(&data),
        tag: b64::encode(&tag),
    })
}

fn recipient(key: &PublicKey, wrapped: &key_wrap::Wrapped) -> Recipient {
    // Stock producers write bare ephemeral keys; a thumbprint of one would mean nothing.
    let epk = Jwk { kid: None, ..wrapped.ephemeral.jwk().clone() };
    Recipient {
        header: RecipientHeader { kid: key.kid().to_owned(), epk, alg: None },
        encrypted_key: b64::encode(&wrapped.key),
    }
}

/// Checks everything that can be checked without a key, and gives what the object is bound to. For the intake,
/// which has no key.
///
/// # Errors
/// `crypto/recipientCount`, `crypto/recipients` when they are not those of the context, `crypto/header`,
/// `crypto/headerMember`, `crypto/crit`, `crypto/alg`, `crypto/enc`, `crypto/typ`, `crypto/cty`,
/// `crypto/context`, `crypto/notCanonical`, `crypto/base64`, `crypto/key`, `crypto/tooLarge`, `json/…`.
pub fn inspect(object: &SealedObject) -> Result<SealContext, Error> {
    envelope::check(object).map(|checked| checked.context)
}

/// Reads a sealed object from JSON. No more than its shape is checked; see [`inspect`].
///
/// # Errors
/// `json/…`, `crypto/shape`, `crypto/recipientCount`, `crypto/privateKey` if an ephemeral key has a private
/// member.
pub fn parse(bytes: &[u8]) -> Result<SealedObject, Error> {
    let value = motcua_json::parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_TEXT))?;
    from_value(&value)
}

/// Reads a sealed object from a JSON value, as [`parse`] does from text.
///
/// # Errors
/// As [`parse`].
pub fn from_value(value: &Value) -> Result<SealedObject, Error> {
    let names = ["protected", "recipients", "aad", "iv", "ciphertext", "tag"];
    let object = shape::exact(value, &names, &[])?;
    let recipients = object.get("recipients").and_then(Value::as_array).ok_or(ErrorKind::Shape)?;
    if recipients.is_empty() || recipients.len() > MAX_RECIPIENTS {
        return Err(ErrorKind::RecipientCount.into());
    }
    for epk in recipients.iter().filter_map(|entry| entry.pointer("/header/epk")) {
        crate::jwk::refuse_private(epk)?;
    }
    Ok(SealedObject::from_value(value)?)
}

/// A sealed object as JSON.
pub fn to_value(object: &SealedObject) -> Value {
    let recipients = object.recipients.iter().map(|entry| {
        let epk = &entry.header.epk;
        let mut key = Object::new();
        let members =
            [("kty", Some(&epk.kty)), ("crv", Some(&epk.crv)), ("x", Some(&epk.x)), ("y", epk.y.as_ref())];
        let hints = [("kid", &epk.kid), ("alg", &epk.alg), ("use", &epk.usage)];
        for (name, text) in members.into_iter().chain(hints.map(|(name, text)| (name, text.as_ref()))) {
            if let Some(text) = text {
                key.insert(name, text.as_str());
            }
        }
        let mut header = Object::new();
        header.insert("kid", entry.header.kid.as_str());
        header.insert("epk", key);
        if let Some(alg) = &entry.header.alg {
            header.insert("alg", alg.as_str());
        }
        let mut recipient = Object::new();
        recipient.insert("header", header);
        recipient.insert("encrypted_key", entry.encrypted_key.as_str());
        recipient
    });
    let mut out = Object::new();
    out.insert("protected", object.protected.as_str());
    out.insert("recipients", recipients.collect::<Value>());
    out.insert("aad", object.aad.as_str());
    out.insert("iv", object.iv.as_str());
    out.insert("ciphertext", object.ciphertext.as_str());
    out.insert("tag", object.tag.as_str());
    out.into()
}

/// The canonical JSON text of a sealed object.
pub fn to_json(object: &SealedObject) -> String {
    motcua_json::to_canonical_string(&to_value(object))
}

/// `sha-256:<base64url>` over the canonical JSON of a sealed object, as the log names a packet.
pub fn digest(object: &SealedObject) -> String {
    hash::sha256_text(&canonicalize(&to_value(object)))
}

#[cfg(test)]
mod tests;
