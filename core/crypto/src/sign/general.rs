//! General JSON serialisation: read, never written. Every signature is evaluated and reported.

use motcua_json::{Policy, Value, parse};
use motcua_types::jose::{FlattenedJws, Jwk};

use super::{Kind, MAX_TEXT, find_kid, read_payload, verify_part};
use crate::{Error, ErrorKind, shape};

/// Most signatures of one object.
const MAX_SIGNATURES: usize = 16;

/// One signature of a general object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// Thumbprint that the header names, when it can be read.
    pub kid: Option<String>,
    /// `EdDSA`, `Ed25519` or `ES256` if it verified, otherwise why not.
    pub outcome: Result<&'static str, Error>,
}

/// A general object of which every required signature verified.
#[derive(Clone)]
pub struct GeneralReport {
    /// The exact payload bytes.
    pub payload: Vec<u8>,
    /// The payload, read under the strict policy.
    pub value: Value,
    /// Every signature, in the order of the object.
    pub signatures: Vec<SignatureReport>,
}

impl std::fmt::Debug for GeneralReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GeneralReport({} bytes, {:?})", self.payload.len(), self.signatures)
    }
}

/// Verifies an object in general JSON serialisation. It counts only if the keys of all `required` thumbprints
/// signed it; "any one of them" would mean something else to every reader.
///
/// # Errors
/// `json/…`, `crypto/shape` (an unprotected header is one reason), `crypto/tooLarge`; the refusal of the first
/// required signature that does not verify; `crypto/unknownKey` if one is not there or nothing is required.
pub fn verify_general(
    bytes: &[u8],
    kind: Kind,
    keys: &[Jwk],
    required: &[&str],
) -> Result<GeneralReport, Error> {
    let value = parse(bytes, &Policy::PROFILE.with_max_bytes(MAX_TEXT + (16 << 10)))?;
    let object = shape::exact(&value, &["payload", "signatures"], &[])?;
    let payload = shape::text(object, "payload")?;
    let entries = object.get("signatures").and_then(Value::as_array).ok_or(ErrorKind::Shape)?;
    if entries.is_empty() || entries.len() > MAX_SIGNATURES {
        return Err(ErrorKind::Shape.into());
    }
    let mut signatures = Vec::with_capacity(entries.len());
    for entry in entries {
        let entry = shape::exact(entry, &["protected", "signature"], &[])?;
        let (protected, signature) = (shape::text(entry, "protected")?, shape::text(entry, "signature")?);
        let outcome = verify_part(protected, Some(payload), signature, kind, keys).map(|header| header.alg);
        signatures.push(SignatureReport { kid: find_kid(protected), outcome });
    }
    if required.is_empty() {
        return Err(ErrorKind::UnknownKey.into());
    }
    for kid in required {
        let mut own = signatures.iter().filter(|report| report.kid.as_deref() == Some(kid));
        match own.next() {
            Some(SignatureReport { outcome: Err(error), .. }) => return Err(error.clone()),
            Some(_) if own.next().is_none() => {}
            // Absent, or twice: a second signature by the same key has no meaning here.
            Some(_) => return Err(ErrorKind::Shape.into()),
            None => return Err(ErrorKind::UnknownKey.into()),
        }
    }
    let whole = FlattenedJws {
        protected: String::new(),
        payload: Some(payload.to_owned()),
        signature: String::new(),
    };
    let (payload, value) = read_payload(&whole)?;
    Ok(GeneralReport { payload, value, signatures })
}
