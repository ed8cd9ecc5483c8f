//! Signed objects: flattened or compact JWS (RFC 7515) over canonical JSON (RFC 8785).
//!
//! Signing has two steps, because the best private keys cannot be called from here: [`begin`] gives the text
//! to sign, the host signs it with whatever holds the key, and [`finish`] verifies the outcome before anything
//! leaves the core.

mod algorithm;
mod general;

pub use general::{GeneralReport, SignatureReport, verify_general};

use motcua_json::{Object, Policy, Value, canonicalize, parse};
use motcua_types::jose::{FlattenedJws, Jwk, SigningRequest};

pub(crate) use algorithm::verify_bytes;

use crate::jwk::PublicKey;
use crate::{Error, ErrorKind, b64, header, shape};

/// Largest payload, in bytes.
pub const MAX_PAYLOAD: usize = 8 << 20;
/// Largest text of a signed object: the payload in base64url and some room for the rest.
const MAX_TEXT: usize = MAX_PAYLOAD / 3 * 4 + (16 << 10);

/// What a signed object is. Its `typ` keeps a signature over one kind from passing as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A submission.
    Submission,
    /// A receipt over a dossier's log.
    Receipt,
    /// A key directory.
    Keys,
    /// An enrolment of a key.
    Enrol,
    /// A pack of procedures and tables.
    Pack,
    /// A decision of an agency.
    Decision,
    /// A co-signature.
    Cosign,
    /// An event of a dossier's log: a Security Event Token (RFC 8417).
    Event,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Submission,
        Self::Receipt,
        Self::Keys,
        Self::Enrol,
        Self::Pack,
        Self::Decision,
        Self::Cosign,
        Self::Event,
    ];

    /// The value of the header member `typ`.
    pub const fn typ(self) -> &'static str {
        match self {
            Self::Submission => "egov-submission+jws",
            Self::Receipt => "egov-receipt+jws",
            Self::Keys => "egov-keys+jws",
            Self::Enrol => "egov-enrol+jws",
            Self::Pack => "egov-pack+jws",
            Self::Decision => "egov-decision+jws",
            Self::Cosign => "egov-cosign+jws",
            Self::Event => "secevent+jwt",
        }
    }

    /// The kind that hosts call by this word: `submission`, `receipt`, `keys`, `enrol`, `pack`, `decision`, `cosign` or
    /// `event`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "submission" => Some(Self::Submission),
            "receipt" => Some(Self::Receipt),
            "keys" => Some(Self::Keys),
            "enrol" => Some(Self::Enrol),
            "pack" => Some(Self::Pack),
            "decision" => Some(Self::Decision),
            "cosign" => Some(Self::Cosign),
            "event" => Some(Self::Event),
            _ => None,
        }
    }

    /// The kind of a `typ`.
    pub fn from_typ(typ: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.typ() == typ)
    }
}

/// A signed object whose signature verified.
#[derive(Clone)]
pub struct Verified {
    /// The exact payload bytes.
    pub payload: Vec<u8>,
    /// The payload, read under the strict policy.
    pub value: Value,
    /// Thumbprint of the key that verified it, recomputed.
    pub kid: String,
    /// `EdDSA`, `Ed25519` or `ES256`, as the header says.
    pub alg: &'static str,
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Verified({} bytes, {})", self.payload.len(), self.kid)
    }
}

/// A protected header that has been checked against its kind.
pub(crate) struct Header {
    pub(crate) alg: &'static str,
    pub(crate) kid: String,
}

/// Reads a protected header; `kind` decides its exact members.
pub(crate) fn read_header(protected: &str, kind: Kind) -> Result<Header, Error> {
    let allowed: &[&str] =
        if kind == Kind::Event { &["alg", "kid", "typ"] } else { &["alg", "cty", "kid", "typ"] };
    let object = header::read(protected, allowed)?;
    header::want(&object, "typ", kind.typ(), ErrorKind::Type)?;
    if kind != Kind::Event {
        header::want(&object, "cty", "json", ErrorKind::ContentType)?;
    }
    let alg = match header::text(&object, "alg")? {
        "EdDSA" => "EdDSA",
        "Ed25519" => "Ed25519",
        "ES256" => "ES256",
        _ => return Err(ErrorKind::Algorithm.into()),
    };
    Ok(Header { alg, kid: header::text(&object, "kid")?.to_owned() })
}

/// Reads the payload of a signed object that has not been verified.
pub(crate) fn read_payload(jws: &FlattenedJws) -> Result<(Vec<u8>, Value), Error> {
    let text = jws.payload.as_deref().ok_or(ErrorKind::Detached)?;
    if text.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let bytes = b64::decode(text)?;
    let value = read_canonical(&bytes)?;
    Ok((bytes, value))
}

/// Reads JSON that must be its own canonical form.
fn read_canonical(bytes: &[u8]) -> Result<Value, Error> {
    let value = parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_PAYLOAD))?;
    if canonicalize(&value) == bytes { Ok(value) } else { Err(ErrorKind::NotCanonical.into()) }
}

/// First step: the text that the holder of `key` must sign for `payload` to become an object of `kind`.
///
/// # Errors
/// `crypto/keyUse` if the key does not sign, other refusals of the key, and `json/…` if the payload could not
/// be read back under the strict policy.
pub fn begin(kind: Kind, payload: &Value, key: &Jwk) -> Result<SigningRequest, Error> {
    let payload = canonicalize(payload);
    read_canonical(&payload)?;
    begin_text(kind, b64::encode(&payload), key)
}

/// First step over a payload that is in base64url already.
pub(crate) fn begin_text(kind: Kind, payload: String, key: &Jwk) -> Result<SigningRequest, Error> {
    let key = PublicKey::from_jwk(key)?;
    let alg = key.signature_algorithm()?;
    let members = [("alg", alg), ("kid", key.kid()), ("typ", kind.typ()), ("cty", "json")];
    let count = if kind == Kind::Event { 3 } else { 4 };
    let protected = header::write(members.get(..count).unwrap_or_default());
    let signing_input = format!("{protected}.{payload}");
    Ok(SigningRequest { alg: alg.to_owned(), kid: key.kid().to_owned(), protected, payload, signing_input })
}

/// Second step: the signed object, after its signature has been verified.
///
/// `signature` is 64 bytes, or for ES256 also DER as phones and cards give it; ES256 is written as `r || s`
/// with the smaller of the two possible `s`.
///
/// # Errors
/// `crypto/signingRequest` if request and key do not belong together, `crypto/signatureFormat`,
/// `crypto/signature`.
pub fn finish(request: &SigningRequest, signature: &[u8], key: &Jwk) -> Result<FlattenedJws, Error> {
    let key = PublicKey::from_jwk(key)?;
    let header = header::read(&request.protected, &["alg", "cty", "kid", "typ"])?;
    let kind = Kind::from_typ(header::text(&header, "typ")?).ok_or(ErrorKind::Type)?;
    let header = read_header(&request.protected, kind)?;
    let coherent = request.signing_input == format!("{}.{}", request.protected, request.payload)
        && request.kid == key.kid()
        && header.kid == key.kid()
        && header.alg == request.alg;
    if !coherent {
        return Err(ErrorKind::SigningRequest.into());
    }
    let raw = algorithm::normalise(request.signing_input.as_bytes(), signature, &key, header.alg)?;
    Ok(FlattenedJws {
        protected: request.protected.clone(),
        payload: Some(request.payload.clone()),
        signature: b64::encode(&raw),
    })
}

/// Verifies a signed object with whichever of `keys` its header names, and reads its payload.
///
/// # Errors
/// `crypto/typ` for another kind, `crypto/crit`, `crypto/headerMember`, `crypto/header`, `crypto/cty`,
/// `crypto/alg`, `crypto/unknownKey`, `crypto/keyUse`, `crypto/signatureFormat`, `crypto/signature`,
/// `crypto/base64`, `crypto/detached`, `crypto/notCanonical`, `crypto/tooLarge`, `json/…`.
pub fn verify(jws: &FlattenedJws, kind: Kind, keys: &[Jwk]) -> Result<Verified, Error> {
    let text = jws.payload.as_deref();
    let header = verify_part(&jws.protected, text, &jws.signature, kind, keys)?;
    let (payload, value) = read_payload(jws)?;
    Ok(Verified { payload, value, kid: header.kid, alg: header.alg })
}

/// The thumbprint that a protected header names. Says nothing about any signature.
///
/// # Errors
/// The refusals of headers that [`verify`] has.
pub fn named_key(protected: &str, kind: Kind) -> Result<String, Error> {
    Ok(read_header(protected, kind)?.kid)
}

/// Verifies many compact objects that one key signed under the same protected header, as the events of a log are:
/// header and key are read once.
#[derive(Clone, Debug)]
pub struct Verifier {
    protected: String,
    alg: &'static str,
    key: PublicKey,
}

impl Verifier {
    /// Reads header and key.
    ///
    /// # Errors
    /// The refusals of headers and keys that [`verify`] has; `crypto/unknownKey` when the header names another key.
    pub fn new(protected: &str, kind: Kind, key: &Jwk) -> Result<Self, Error> {
        let header = read_header(protected, kind)?;
        let key = find(&header.kid, std::slice::from_ref(key))?;
        Ok(Self { protected: protected.to_owned(), alg: header.alg, key })
    }

    /// Thumbprint of the key, recomputed.
    pub fn kid(&self) -> &str {
        self.key.kid()
    }

    /// Verifies a compact object and reads its payload.
    ///
    /// # Errors
    /// As [`from_compact`] and [`verify`]; `crypto/header` when it stands under another protected header.
    pub fn verify(&self, compact: &str) -> Result<Verified, Error> {
        let (protected, payload, signature) = split_compact(compact)?;
        if protected != self.protected {
            return Err(ErrorKind::Header.into());
        }
        // What is signed is the text itself up to the last dot.
        let signed = protected.len() + 1 + payload.len();
        let input = compact.as_bytes().get(..signed).unwrap_or_default();
        verify_bytes(input, &b64::decode(signature)?, &self.key, self.alg)?;
        let payload = b64::decode(payload)?;
        let value = read_canonical(&payload)?;
        Ok(Verified { payload, value, kid: self.key.kid().to_owned(), alg: self.alg })
    }
}

/// Verifies one signature over a payload text that may stand elsewhere, and reads nothing of the payload.
pub(crate) fn verify_part(
    protected: &str,
    payload: Option<&str>,
    signature: &str,
    kind: Kind,
    keys: &[Jwk],
) -> Result<Header, Error> {
    let header = read_header(protected, kind)?;
    let key = find(&header.kid, keys)?;
    let payload = payload.ok_or(ErrorKind::Detached)?;
    if payload.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let signature = b64::decode(signature)?;
    let input = [protected.as_bytes(), b".", payload.as_bytes()].concat();
    verify_bytes(&input, &signature, &key, header.alg)?;
    Ok(header)
}

/// The `kid` that a header states, whatever else is in it; for reports.
pub(crate) fn find_kid(protected: &str) -> Option<String> {
    let header = header::decode(protected, header::MAX_BYTES).ok()?;
    header.get("kid").and_then(Value::as_str).filter(|kid| kid.len() == 43).map(str::to_owned)
}

/// The key whose recomputed thumbprint is `kid`.
fn find(kid: &str, keys: &[Jwk]) -> Result<PublicKey, Error> {
    for jwk in keys {
        // A key that states another kid cannot be the one, so only candidates are computed.
        if jwk.kid.as_deref().is_none_or(|stated| stated == kid) {
            let key = PublicKey::from_jwk(jwk)?;
            if key.kid() == kid {
                return Ok(key);
            }
        }
    }
    Err(ErrorKind::UnknownKey.into())
}

/// The compact serialisation: `protected.payload.signature`.
pub fn to_compact(jws: &FlattenedJws) -> String {
    format!("{}.{}.{}", jws.protected, jws.payload.as_deref().unwrap_or_default(), jws.signature)
}

/// Reads the compact serialisation.
///
/// # Errors
/// `crypto/shape`, `crypto/tooLarge`, `crypto/detached`.
pub fn from_compact(text: &str) -> Result<FlattenedJws, Error> {
    let (protected, payload, signature) = split_compact(text)?;
    Ok(FlattenedJws {
        protected: protected.to_owned(),
        payload: Some(payload.to_owned()),
        signature: signature.to_owned(),
    })
}

/// The three parts of a compact object, of which the payload is not empty.
fn split_compact(text: &str) -> Result<(&str, &str, &str), Error> {
    if text.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let mut parts = text.split('.');
    let (Some(protected), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(ErrorKind::Shape.into());
    };
    if payload.is_empty() {
        return Err(ErrorKind::Detached.into());
    }
    Ok((protected, payload, signature))
}

/// Reads the flattened serialisation: exactly `protected`, `payload` and `signature`, no unprotected header
/// and no second signature.
///
/// # Errors
/// `json/…`, `crypto/shape`.
pub fn parse_flattened(bytes: &[u8]) -> Result<FlattenedJws, Error> {
    flattened_from_value(&parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_TEXT))?)
}

pub(crate) fn flattened_from_value(value: &Value) -> Result<FlattenedJws, Error> {
    let object = shape::exact(value, &["protected", "signature"], &["payload"])?;
    let payload = match object.get("payload") {
        Some(_) => Some(shape::text(object, "payload")?.to_owned()),
        None => None,
    };
    Ok(FlattenedJws {
        protected: shape::text(object, "protected")?.to_owned(),
        payload,
        signature: shape::text(object, "signature")?.to_owned(),
    })
}

/// A signed object as JSON.
pub fn flattened_to_value(jws: &FlattenedJws) -> Value {
    let mut object = Object::new();
    object.insert("protected", jws.protected.as_str());
    if let Some(payload) = &jws.payload {
        object.insert("payload", payload.as_str());
    }
    object.insert("signature", jws.signature.as_str());
    object.into()
}

/// The canonical JSON text of a signed object.
pub fn to_json(jws: &FlattenedJws) -> String {
    motcua_json::to_canonical_string(&flattened_to_value(jws))
}

#[cfg(test)]
mod tests;
