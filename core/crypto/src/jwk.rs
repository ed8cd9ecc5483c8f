//! Public keys as JSON Web Keys (RFC 7517, RFC 8037) and their thumbprints (RFC 7638).

use std::fmt;

use motcua_json::{Object, Value, canonicalize};
use motcua_primitives::curve25519;
use motcua_types::Record;
use motcua_types::jose::Jwk;

use crate::{Error, ErrorKind, b64, hash, p256};

/// Members that only a private or symmetric key has (RFC 7518 section 6).
const PRIVATE: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The key itself, checked.
#[derive(Clone)]
pub(crate) enum Point {
    Ed25519(Box<curve25519::VerifyingKey>),
    X25519([u8; 32]),
    P256(Box<p256::PublicKey>),
}

/// A public key that has been checked: kind, length, point on its curve, not of small order.
#[derive(Clone)]
pub struct PublicKey {
    point: Point,
    jwk: Jwk,
    kid: String,
}

impl PublicKey {
    /// Checks a key. Its `kid`, if it has one, must be its thumbprint.
    ///
    /// # Errors
    /// `crypto/key`, `crypto/keyUse` when `use` or `alg` contradict the curve, `crypto/base64`,
    /// `crypto/kidMismatch`.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, Error> {
        let x: [u8; 32] = b64::decode_array(&jwk.x)?;
        let point = match (jwk.kty.as_str(), jwk.crv.as_str(), jwk.y.as_deref()) {
            ("OKP", "Ed25519", None) => Point::Ed25519(Box::new(ed25519(&x)?)),
            ("OKP", "X25519", None) => Point::X25519(x25519(x)?),
            ("EC", "P-256", Some(y)) => Point::P256(Box::new(p256_point(&x, &b64::decode_array(y)?)?)),
            _ => return Err(ErrorKind::Key.into()),
        };
        let key = Self::from_point(point);
        if jwk.kid.as_ref().is_some_and(|kid| *kid != key.kid) {
            return Err(ErrorKind::KidMismatch.into());
        }
        let (alg, usage) = (jwk.alg.clone(), jwk.usage.clone());
        let jwk = Jwk { alg, usage, ..key.jwk };
        let key = Self { jwk, ..key };
        if key.can_sign() || key.can_seal() { Ok(key) } else { Err(ErrorKind::KeyUse.into()) }
    }

    pub(crate) fn from_point(point: Point) -> Self {
        let (kty, crv, x, y) = match &point {
            Point::Ed25519(key) => ("OKP", "Ed25519", b64::encode(key.as_bytes()), None),
            Point::X25519(x) => ("OKP", "X25519", b64::encode(x), None),
            Point::P256(key) => {
                let (x, y) = key.coordinates();
                ("EC", "P-256", b64::encode(&x), Some(b64::encode(&y)))
            }
        };
        let mut jwk = Jwk { kty: kty.into(), crv: crv.into(), x, y, kid: None, alg: None, usage: None };
        let kid = thumbprint_of_members(&jwk);
        jwk.kid = Some(kid.clone());
        Self { point, jwk, kid }
    }

    /// The thumbprint: SHA-256 over the required members in canonical form, base64url.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key as a JWK with its `kid`.
    pub const fn jwk(&self) -> &Jwk {
        &self.jwk
    }

    /// Whether signatures are checked with this key.
    pub fn can_sign(&self) -> bool {
        let alg = self.jwk.alg.as_deref();
        self.jwk.usage.as_deref().is_none_or(|usage| usage == "sig")
            && match self.point {
                Point::Ed25519(_) => matches!(alg, None | Some("EdDSA" | "Ed25519")),
                Point::P256(_) => matches!(alg, None | Some("ES256")),
                Point::X25519(_) => false,
            }
    }

    /// Whether packets are sealed to this key.
    pub fn can_seal(&self) -> bool {
        self.jwk.usage.as_deref().is_none_or(|usage| usage == "enc")
            && matches!(self.jwk.alg.as_deref(), None | Some("ECDH-ES+A256KW"))
            && !matches!(self.point, Point::Ed25519(_))
    }

    /// The `alg` of signatures with this key: `EdDSA` or `ES256`. `Ed25519` (RFC 9864) only for a key that says
    /// so itself, because most readers still know the older name alone.
    pub(crate) fn signature_algorithm(&self) -> Result<&'static str, Error> {
        match self.point {
            _ if !self.can_sign() => Err(ErrorKind::KeyUse.into()),
            Point::Ed25519(_) if self.jwk.alg.as_deref() == Some("Ed25519") => Ok("Ed25519"),
            Point::Ed25519(_) => Ok("EdDSA"),
            _ => Ok("ES256"),
        }
    }

    pub(crate) const fn point(&self) -> &Point {
        &self.point
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} {})", self.jwk.crv, self.kid)
    }
}

/// The thumbprint of a key (RFC 7638), after checking the key.
///
/// # Errors
/// As [`PublicKey::from_jwk`].
pub fn thumbprint(jwk: &Jwk) -> Result<String, Error> {
    Ok(PublicKey::from_jwk(jwk)?.kid)
}

/// Reads a public key from JSON.
///
/// # Errors
/// `crypto/privateKey` if there is any private member, `json/…` for other members than those of [`Jwk`], and
/// the errors of [`PublicKey::from_jwk`].
pub fn from_value(value: &Value) -> Result<Jwk, Error> {
    refuse_private(value)?;
    let jwk = Jwk::from_value(value)?;
    PublicKey::from_jwk(&jwk)?;
    Ok(jwk)
}

pub(crate) fn refuse_private(value: &Value) -> Result<(), Error> {
    match value.as_object() {
        Some(object) if PRIVATE.iter().any(|name| object.contains_key(name)) => {
            Err(ErrorKind::PrivateKey.into())
        }
        _ => Ok(()),
    }
}

fn thumbprint_of_members(jwk: &Jwk) -> String {
    let members =
        [("crv", Some(&jwk.crv)), ("kty", Some(&jwk.kty)), ("x", Some(&jwk.x)), ("y", jwk.y.as_ref())];
    let object: Object =
        members.into_iter().filter_map(|(name, text)| Some((name, Value::from(text?)))).collect();
    b64::encode(&hash::sha256(&canonicalize(&Value::from(object))))
}

/// A key that is its own canonical encoding and not of small order.
pub(crate) fn ed25519(bytes: &[u8; 32]) -> Result<curve25519::VerifyingKey, Error> {
    curve25519::VerifyingKey::from_bytes(bytes).ok_or_else(|| ErrorKind::Key.into())
}

/// A coordinate below 2^255-19; points of small order show when a secret is agreed.
pub(crate) fn x25519(bytes: [u8; 32]) -> Result<[u8; 32], Error> {
    let [first, middle @ .., last] = &bytes;
    let too_large = *last == 0x7f && *first >= 0xed && middle.iter().all(|byte| *byte == 0xff);
    if *last > 0x7f || too_large { Err(ErrorKind::Key.into()) } else { Ok(bytes) }
}

fn p256_point(x: &[u8; 32], y: &[u8; 32]) -> Result<p256::PublicKey, Error> {
    p256::PublicKey::from_coordinates(x, y).map_err(|_| ErrorKind::Key.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwk(kty: &str, crv: &str, x: &str, y: Option<&str>) -> Jwk {
        Jwk {
            kty: kty.into(),
            crv: crv.into(),
            x: x.into(),
            y: y.map(Into::into),
            kid: None,
            alg: None,
            usage: None,
        }
    }

    const ED_X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const P_X: &str = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
    const P_Y: &str = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM";

    // RFC 8037 appendix A.3.
    #[test]
    fn rfc8037_thumbprint() {
        let key = PublicKey::from_jwk(&jwk("OKP", "Ed25519", ED_X, None)).unwrap();
        assert_eq!(key.kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assert!(key.can_sign() && !key.can_seal());
    }

    // Key of RFC 7517 appendix A.1.
    #[test]
    fn p256_keys_sign_and_seal_unless_they_say_otherwise() {
        let mut key = jwk("EC", "P-256", P_X, Some(P_Y));
        let read = PublicKey::from_jwk(&key).unwrap();
        assert!(read.can_sign() && read.can_seal());
        assert_eq!(read.jwk().x, P_X);
        assert_eq!(read.jwk().y.as_deref(), Some(P_Y));
        key.usage = Some("enc".into());
        let read = PublicKey::from_jwk(&key).unwrap();
        assert!(!read.can_sign() && read.can_seal());
        key.usage = None;
        key.alg = Some("ES256".into());
        let read = PublicKey::from_jwk(&key).unwrap();
        assert!(read.can_sign() && !read.can_seal());
        key.usage = Some("enc".into());
        assert_eq!(PublicKey::from_jwk(&key).unwrap_err().code(), "crypto/keyUse");
    }

    #[test]
    fn keys_that_are_none() {
        let small_order = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let off_curve = b64::encode(&[1; 32]);
        let top_bit = b64::encode(&[0xff; 32]);
        let cases = [
            (jwk("OKP", "Ed25519", small_order, None), "crypto/key"),
            (jwk("OKP", "Ed25519", &top_bit, None), "crypto/key"),
            (jwk("OKP", "X25519", &top_bit, None), "crypto/key"),
            (jwk("OKP", "Ed25519", ED_X, Some(P_Y)), "crypto/key"),
            (jwk("EC", "P-256", P_X, None), "crypto/key"),
            (jwk("EC", "P-256", P_X, Some(&off_curve)), "crypto/key"),
            (jwk("EC", "Ed25519", ED_X, None), "crypto/key"),
            (jwk("EC", "P-384", P_X, Some(P_Y)), "crypto/key"),
            (jwk("OKP", "Ed25519", &ED_X[1..], None), "crypto/base64"),
            (jwk("OKP", "Ed25519", &format!("{ED_X}="), None), "crypto/base64"),
            (Jwk { kid: Some("another".into()), ..jwk("OKP", "Ed25519", ED_X, None) }, "crypto/kidMismatch"),
            (Jwk { alg: Some("none".into()), ..jwk("OKP", "Ed25519", ED_X, None) }, "crypto/keyUse"),
        ];
        for (key, code) in cases {
            assert_eq!(PublicKey::from_jwk(&key).unwrap_err().code(), code, "{key:?}");
        }
    }

    #[test]
    fn private_members_are_refused_before_anything_else() {
        for name in PRIVATE {
            let object: Object =
                [("kty", "OKP"), ("crv", "Ed25519"), ("x", ED_X), (*name, "AA")].into_iter().collect();
            assert_eq!(from_value(&object.into()).unwrap_err().code(), "crypto/privateKey");
        }
    }
}
