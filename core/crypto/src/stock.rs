//! Signed and sealed objects of other makers, under the same strict reader but bound to no kind of ours: for
//! tools, tests and back offices that have to look into what a stock library wrote.
//!
//! A key may carry its maker's own `kid` here, as a label by which a header finds it; what comes back is the
//! thumbprint.

use motcua_json::{Object, Policy, Value, parse};
use motcua_types::Record;
use motcua_types::jose::Jwk;
use zeroize::Zeroizing;

use crate::jwk::PublicKey;
use crate::seal::{MAX_PLAINTEXT, MAX_RECIPIENTS};
use crate::sign::verify_bytes;
use crate::software::OpeningKey;
use crate::{Error, ErrorKind, b64, gcm, header, jwk, key_wrap, shape};

const MAX_TEXT: usize = MAX_PLAINTEXT / 3 * 4 + (32 << 10);

/// A public key and the label that its maker gave it.
#[derive(Clone, Debug)]
pub struct StockKey {
    label: Option<String>,
    key: PublicKey,
}

impl StockKey {
    /// Reads a public JWK whose `kid` may be anything.
    ///
    /// # Errors
    /// As [`jwk::from_value`], but for `crypto/kidMismatch`.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        jwk::refuse_private(value)?;
        let jwk = Jwk::from_value(value)?;
        let label = jwk.kid.clone();
        Ok(Self { label, key: PublicKey::from_jwk(&Jwk { kid: None, ..jwk })? })
    }

    /// The thumbprint.
    pub fn kid(&self) -> &str {
        self.key.kid()
    }

    fn is(&self, kid: &str) -> bool {
        self.key.kid() == kid || self.label.as_deref() == Some(kid)
    }
}

/// A private key that opens and the label that its maker gave it.
#[derive(Debug)]
pub struct StockOpeningKey {
    label: Option<String>,
    key: OpeningKey,
}

impl StockOpeningKey {
    /// Reads a private JWK whose `kid` may be anything.
    ///
    /// # Errors
    /// As [`OpeningKey::from_private_jwk`].
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let mut plain = value.clone();
        let label = plain.as_object_mut().and_then(|object| object.remove("kid"));
        let label = label.as_ref().and_then(Value::as_str).map(str::to_owned);
        Ok(Self { label, key: OpeningKey::from_private_jwk(&plain)? })
    }

    /// The key.
    pub const fn key(&self) -> &OpeningKey {
        &self.key
    }
}

/// A signed object that verified.
#[derive(Clone)]
pub struct Verified {
    /// The exact payload bytes, which may be anything.
    pub payload: Vec<u8>,
    /// Thumbprint of the key of the first signature.
    pub kid: String,
    /// Its algorithm: `EdDSA`, `Ed25519` or `ES256`.
    pub alg: String,
    /// Its type, if it states one.
    pub typ: Option<String>,
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verified({} bytes, {})", self.payload.len(), self.kid)
    }
}

/// Verifies a compact, flattened or general JWS. Every signature of it has to verify. `detached` is the payload
/// of an object that has none.
///
/// # Errors
/// `json/…`, `crypto/shape`, `crypto/detached`, and the refusals of [`crate::sign::verify`].
pub fn verify(bytes: &[u8], keys: &[StockKey], detached: Option<&[u8]>) -> Result<Verified, Error> {
    if bytes.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let (payload, parts) =
        if bytes.first() == Some(&b'{') { read_json(bytes)? } else { read_compact(bytes)? };
    let payload = match (payload.filter(|text| !text.is_empty()), detached) {
        (Some(text), None) => text,
        (None, Some(bytes)) => b64::encode(bytes),
        (None, None) => return Err(ErrorKind::Detached.into()),
        (Some(_), Some(_)) => return Err(ErrorKind::Shape.into()),
    };
    let mut first = None;
    for (protected, signature) in &parts {
        let verified = verify_one(protected, &payload, signature, keys)?;
        first.get_or_insert(verified);
    }
    let (kid, alg, typ) = first.ok_or(ErrorKind::Shape)?;
    Ok(Verified { payload: b64::decode(&payload)?, kid, alg, typ })
}

type Parts = (Option<String>, Vec<(String, String)>);

fn read_compact(bytes: &[u8]) -> Result<Parts, Error> {
    let text = core::str::from_utf8(bytes).map_err(|_| ErrorKind::Shape)?;
    let mut parts = text.split('.').map(str::to_owned);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(protected), payload, Some(signature), None) => Ok((payload, vec![(protected, signature)])),
        _ => Err(ErrorKind::Shape.into()),
    }
}

fn read_json(bytes: &[u8]) -> Result<Parts, Error> {
    let value = parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_TEXT))?;
    let payload = |object: &Object| match object.get("payload") {
        None => Ok(None),
        Some(_) => shape::text(object, "payload").map(|text| Some(text.to_owned())),
    };
    let part = |object: &Object| {
        let text = |name| shape::text(object, name).map(str::to_owned);
        Ok::<_, Error>((text("protected")?, text("signature")?))
    };
    let Some(entries) = value.get("signatures") else {
        let object = shape::exact(&value, &["protected", "signature"], &["payload"])?;
        return Ok((payload(object)?, vec![part(object)?]));
    };
    let object = shape::exact(&value, &["signatures"], &["payload"])?;
    let entries = entries.as_array().ok_or(ErrorKind::Shape)?;
    if entries.is_empty() || entries.len() > MAX_RECIPIENTS {
        return Err(ErrorKind::Shape.into());
    }
    let parts = entries.iter().map(|entry| part(shape::exact(entry, &["protected", "signature"], &[])?));
    Ok((payload(object)?, parts.collect::<Result<_, _>>()?))
}

fn verify_one(
    protected: &str,
    payload: &str,
    signature: &str,
    keys: &[StockKey],
) -> Result<(String, String, Option<String>), Error> {
    let header = header::read(protected, &["alg", "kid", "typ", "cty"])?;
    let text = |name: &str| match header.get(name) {
        None => Ok(None),
        Some(_) => header::text(&header, name).map(Some),
    };
    let (alg, kid, typ) = (header::text(&header, "alg")?, text("kid")?, text("typ")?);
    text("cty")?;
    if !["EdDSA", "Ed25519", "ES256"].contains(&alg) {
        return Err(ErrorKind::Algorithm.into());
    }
    let mut candidates = keys.iter().filter(|key| kid.is_none_or(|kid| key.is(kid)));
    // Without a name there has to be one key only: trying several would make "valid" mean "by somebody".
    let (Some(found), None) = (candidates.next(), candidates.next()) else {
        return Err(ErrorKind::UnknownKey.into());
    };
    let input = [protected.as_bytes(), b".", payload.as_bytes()].concat();
    verify_bytes(&input, &b64::decode(signature)?, &found.key, alg)?;
    Ok((found.key.kid().to_owned(), alg.to_owned(), typ.map(str::to_owned)))
}

/// Decrypts a compact, flattened or general JWE of ECDH-ES+A256KW with A256GCM. Nothing is known about who made
/// it. Returns the plaintext and the thumbprint of the key that opened it.
///
/// # Errors
/// `json/…`, `crypto/shape`, `crypto/recipientCount`, `crypto/header`, `crypto/headerMember`, `crypto/crit`,
/// `crypto/alg`, `crypto/enc`, `crypto/base64`, refusals of keys, and `crypto/cannotOpen`.
pub fn decrypt(bytes: &[u8], keys: &[StockOpeningKey]) -> Result<(Zeroizing<Vec<u8>>, String), Error> {
    if bytes.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let parts = if bytes.first() == Some(&b'{') { sealed_json(bytes)? } else { sealed_compact(bytes)? };
    let allowed = ["alg", "enc", "kid", "typ", "cty", "epk"];
    let shared = header::read(&parts.protected, &allowed)?;
    let enc = header::text(&shared, "enc")?;
    if enc != "A256GCM" {
        return Err(ErrorKind::Encryption.into());
    }
    let (iv, tag) = (b64::decode_array(&parts.iv)?, b64::decode_array(&parts.tag)?);
    let mut data = Zeroizing::new(b64::decode(&parts.ciphertext)?);
    let aad = match &parts.aad {
        Some(aad) => [parts.protected.as_bytes(), b".", aad.as_bytes()].concat(),
        None => parts.protected.clone().into_bytes(),
    };
    let mut mine = None;
    for (own, wrapped) in &parts.recipients {
        let entry = recipient(&shared, own, wrapped)?;
        let found = keys.iter().find(|key| match &entry.kid {
            Some(kid) => key.key.kid() == kid || key.label.as_ref() == Some(kid),
            None => keys.len() == 1 && parts.recipients.len() == 1,
        });
        if let Some(found) = found {
            mine.get_or_insert((entry, found));
        }
    }
    let cannot_open = || Error::new(ErrorKind::CannotOpen);
    let (entry, found) = mine.ok_or_else(cannot_open)?;
    let agreed = found.key.agree(&entry.ephemeral).map_err(|_| cannot_open())?;
    let content_key = key_wrap::unwrap(&entry.wrapped, &agreed).map_err(|_| cannot_open())?;
    gcm::decrypt(&content_key, &iv, &aad, &mut data, &tag)?;
    Ok((data, found.key.kid().to_owned()))
}

struct Sealed {
    protected: String,
    recipients: Vec<(Option<Object>, String)>,
    aad: Option<String>,
    iv: String,
    ciphertext: String,
    tag: String,
}

fn sealed_compact(bytes: &[u8]) -> Result<Sealed, Error> {
    let text = core::str::from_utf8(bytes).map_err(|_| ErrorKind::Shape)?;
    let parts: Vec<&str> = text.split('.').collect();
    let [protected, key, iv, ciphertext, tag] = parts.as_slice() else {
        return Err(ErrorKind::Shape.into());
    };
    Ok(Sealed {
        protected: (*protected).to_owned(),
        recipients: vec![(None, (*key).to_owned())],
        aad: None,
        iv: (*iv).to_owned(),
        ciphertext: (*ciphertext).to_owned(),
        tag: (*tag).to_owned(),
    })
}

fn sealed_json(bytes: &[u8]) -> Result<Sealed, Error> {
    let value = parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_TEXT))?;
    let own = |object: &Object| {
        let header = match object.get("header") {
            None => None,
            Some(Value::Object(header)) => Some(header.clone()),
            Some(_) => return Err(Error::new(ErrorKind::Shape)),
        };
        Ok((header, shape::text(object, "encrypted_key")?.to_owned()))
    };
    let names = ["protected", "iv", "ciphertext", "tag"];
    let (object, recipients) = match value.get("recipients") {
        None => {
            let required = [names.as_slice(), &["encrypted_key"]].concat();
            let object = shape::exact(&value, &required, &["header", "aad"])?;
            (object, vec![own(object)?])
        }
        Some(entries) => {
            let object = shape::exact(&value, &[names.as_slice(), &["recipients"]].concat(), &["aad"])?;
            let entries = entries.as_array().ok_or(ErrorKind::Shape)?;
            if entries.is_empty() || entries.len() > MAX_RECIPIENTS {
                return Err(ErrorKind::RecipientCount.into());
            }
            let recipients =
                entries.iter().map(|entry| own(shape::exact(entry, &["encrypted_key"], &["header"])?));
            (object, recipients.collect::<Result<_, _>>()?)
        }
    };
    let text = |name| shape::text(object, name).map(str::to_owned);
    let aad = object.get("aad").map(|_| text("aad")).transpose()?;
    Ok(Sealed {
        protected: text("protected")?,
        recipients,
        aad,
        iv: text("iv")?,
        ciphertext: text("ciphertext")?,
        tag: text("tag")?,
    })
}

struct Entry {
    kid: Option<String>,
    ephemeral: PublicKey,
    wrapped: [u8; 40],
}

/// A recipient's entry, from its own header and the shared one; no member may stand in both.
fn recipient(shared: &Object, own: &Option<Object>, wrapped: &str) -> Result<Entry, Error> {
    let own = own.clone().unwrap_or_default();
    if own.contains_key("crit") {
        return Err(ErrorKind::Critical.into());
    }
    if own.keys().any(|name| !["alg", "kid", "epk"].contains(&name)) {
        return Err(ErrorKind::HeaderMember.into());
    }
    if own.keys().any(|name| shared.contains_key(name)) {
        return Err(ErrorKind::Header.into());
    }
    let member = |name: &str| own.get(name).or_else(|| shared.get(name));
    let alg = member("alg").and_then(Value::as_str).ok_or(ErrorKind::Header)?;
    if alg != key_wrap::ALGORITHM {
        return Err(ErrorKind::Algorithm.into());
    }
    let kid = match member("kid") {
        None => None,
        Some(kid) => Some(kid.as_str().ok_or(ErrorKind::Header)?.to_owned()),
    };
    let epk = StockKey::from_value(member("epk").ok_or(ErrorKind::Header)?)?.key;
    if !epk.can_seal() {
        return Err(ErrorKind::KeyUse.into());
    }
    Ok(Entry { kid, ephemeral: epk, wrapped: b64::decode_array(wrapped)? })
}
