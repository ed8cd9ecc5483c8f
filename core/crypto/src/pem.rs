//! Keys in PEM (RFC 7468): public keys as SubjectPublicKeyInfo (RFC 5280), private keys as PKCS#8 (RFC 5958),
//! as HSMs, `openssl` and Java hand them out. Ed25519 and X25519 follow RFC 8410, P-256 RFC 5480 and RFC 5915.

use motcua_types::jose::Jwk;
use zeroize::Zeroizing;

use crate::der::{self, Reader};
use crate::jwk::{Point, PublicKey};
use crate::software::{OpeningKey, Secret, SigningKey};
use crate::{Error, ErrorKind, b64, p256};

const PUBLIC: &str = "PUBLIC KEY";
const PRIVATE: &str = "PRIVATE KEY";
/// No key of the format comes near this many characters.
const MAX_TEXT: usize = 4096;
/// Characters of base64 in a line, as writers must have them and readers may (RFC 7468 section 2).
const LINE: usize = 64;

/// id-Ed25519, 1.3.101.112.
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
/// id-X25519, 1.3.101.110.
const X25519: &[u8] = &[0x2b, 0x65, 0x6e];
/// id-ecPublicKey, 1.2.840.10045.2.1.
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// secp256r1, 1.2.840.10045.3.1.7.
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

#[derive(Clone, Copy, PartialEq)]
enum Curve {
    Ed25519,
    X25519,
    P256,
}

/// Reads a public key (`-----BEGIN PUBLIC KEY-----`).
///
/// # Errors
/// `crypto/pem` if the text is no such block, `crypto/key` for another algorithm, curve, encoding or point.
pub fn read_public(text: &str) -> Result<Jwk, Error> {
    let der = unwrap(text, PUBLIC)?;
    Ok(spki_key(&der)?.jwk().clone())
}

/// Writes a public key.
///
/// # Errors
/// Those of [`PublicKey::from_jwk`].
pub fn write_public(jwk: &Jwk) -> Result<String, Error> {
    let key = PublicKey::from_jwk(jwk)?;
    Ok(wrap(PUBLIC, &spki(&key)))
}

/// The DER of a SubjectPublicKeyInfo.
pub(crate) fn spki(key: &PublicKey) -> Vec<u8> {
    let (curve, bytes) = match key.point() {
        Point::Ed25519(key) => (Curve::Ed25519, key.as_bytes().to_vec()),
        Point::X25519(bytes) => (Curve::X25519, bytes.to_vec()),
        Point::P256(key) => (Curve::P256, uncompressed(key)),
    };
    der::write(der::SEQUENCE, &[&algorithm(curve), &der::write(der::BIT_STRING, &[&[0], &bytes])])
}

/// The key of a SubjectPublicKeyInfo.
pub(crate) fn spki_key(bytes: &[u8]) -> Result<PublicKey, Error> {
    let read = || {
        let mut whole = Reader::new(bytes);
        let mut info = whole.enter(der::SEQUENCE)?;
        let curve = read_algorithm(&mut info)?;
        let (unused, key) = info.take(der::BIT_STRING)?.split_first()?;
        (*unused == 0 && info.is_empty() && whole.is_empty()).then_some((curve, key))
    };
    let (curve, key) = read().ok_or(ErrorKind::Key)?;
    PublicKey::from_jwk(&public_jwk(curve, key)?)
}

fn public_jwk(curve: Curve, key: &[u8]) -> Result<Jwk, Error> {
    let (kty, crv, x, y) = match (curve, key.len(), key) {
        (Curve::Ed25519, 32, x) => ("OKP", "Ed25519", x, None),
        (Curve::X25519, 32, x) => ("OKP", "X25519", x, None),
        (Curve::P256, 65, [4, rest @ ..]) => {
            let (x, y) = rest.split_at(32);
            ("EC", "P-256", x, Some(b64::encode(y)))
        }
        _ => return Err(ErrorKind::Key.into()),
    };
    Ok(Jwk { kty: kty.into(), crv: crv.into(), x: b64::encode(x), y, kid: None, alg: None, usage: None })
}

/// A point as certificates write it (SEC 1 section 2.3.3).
fn uncompressed(key: &p256::PublicKey) -> Vec<u8> {
    let (x, y) = key.coordinates();
    [[4].as_slice(), &x, &y].concat()
}

impl SigningKey {
    /// Reads a private key (`-----BEGIN PRIVATE KEY-----`) that signs: Ed25519 or P-256.
    ///
    /// # Errors
    /// `crypto/pem` if the text is no such block (one with a passphrase is none), `crypto/key` for another
    /// algorithm, curve or encoding, `crypto/keyUse` for a key that cannot sign, `crypto/kidMismatch` if the
    /// public half in it is another key's.
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        let private = read_private(text)?;
        let key = match private.curve {
            Curve::Ed25519 => Self::from_secret(&Secret::Ed25519(private.secret))?,
            Curve::P256 => Self::from_secret(&Secret::P256(private.secret))?,
            Curve::X25519 => return Err(ErrorKind::KeyUse.into()),
        };
        private.public.check(key.public_key())?;
        Ok(key)
    }

    /// The private key as PKCS#8 PEM, for a server's key file. Bindings must not offer this to a page or an app.
    pub fn export_private_pem(&self) -> Zeroizing<String> {
        write_private(&self.secret(), self.public_key())
    }
}

impl OpeningKey {
    /// Reads a private key (`-----BEGIN PRIVATE KEY-----`) that opens: P-256 or X25519.
    ///
    /// # Errors
    /// As [`SigningKey::from_pem`].
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        let private = read_private(text)?;
        let key = match private.curve {
            Curve::X25519 => Self::from_secret(&Secret::X25519(private.secret))?,
            Curve::P256 => Self::from_secret(&Secret::P256(private.secret))?,
            Curve::Ed25519 => return Err(ErrorKind::KeyUse.into()),
        };
        private.public.check(key.public_key())?;
        Ok(key)
    }

    /// The private key as PKCS#8 PEM, for a server's key file. Bindings must not offer this to a page or an app.
    pub fn export_private_pem(&self) -> Zeroizing<String> {
        write_private(&self.secret(), self.public_key())
    }
}

struct Private {
    curve: Curve,
    secret: Zeroizing<[u8; 32]>,
    public: Stated,
}

/// The public half that a private key's file states, if it does.
struct Stated(Option<Vec<u8>>);

impl Stated {
    fn check(&self, key: &PublicKey) -> Result<(), Error> {
        let own = match key.point() {
            Point::Ed25519(key) => key.as_bytes().to_vec(),
            Point::X25519(bytes) => bytes.to_vec(),
            Point::P256(key) => uncompressed(key),
        };
        if self.0.as_ref().is_none_or(|stated| *stated == own) {
            Ok(())
        } else {
            Err(ErrorKind::KidMismatch.into())
        }
    }
}

fn read_private(text: &str) -> Result<Private, Error> {
    let bytes = Zeroizing::new(unwrap(text, PRIVATE)?);
    pkcs8(&bytes).ok_or_else(|| ErrorKind::Key.into())
}

fn pkcs8(bytes: &[u8]) -> Option<Private> {
    let mut whole = Reader::new(bytes);
    let mut info = whole.enter(der::SEQUENCE)?;
    let version = info.take(der::INTEGER)?;
    let curve = read_algorithm(&mut info)?;
    let inner = info.take(der::OCTET_STRING)?;
    if info.peek() == Some(0xa0) {
        info.take(0xa0)?; // attributes, which say nothing about the key
    }
    let mut public = None;
    if version == [1] && info.peek() == Some(0x81) {
        public = Some(info.take(0x81)?.strip_prefix(&[0])?.to_vec());
    }
    let secret = match curve {
        Curve::P256 => {
            let (secret, stated) = ec_private(inner)?;
            public = public.or(stated);
            secret
        }
        _ => {
            let mut octets = Reader::new(inner);
            let secret = octets.take(der::OCTET_STRING)?;
            octets.is_empty().then_some(secret)?
        }
    };
    let known = matches!(version, [0] | [1]) && info.is_empty() && whole.is_empty();
    let secret = Zeroizing::new(<[u8; 32]>::try_from(secret).ok()?);
    known.then_some(Private { curve, secret, public: Stated(public) })
}

/// The secret and the public key of an ECPrivateKey.
fn ec_private(bytes: &[u8]) -> Option<(&[u8], Option<Vec<u8>>)> {
    let mut whole = Reader::new(bytes);
    let mut key = whole.enter(der::SEQUENCE)?;
    if key.take(der::INTEGER)? != [1] {
        return None;
    }
    let secret = key.take(der::OCTET_STRING)?;
    if key.peek() == Some(0xa0) {
        let mut parameters = key.enter(0xa0)?;
        (parameters.take(der::OBJECT)? == P256 && parameters.is_empty()).then_some(())?;
    }
    let mut public = None;
    if key.peek() == Some(0xa1) {
        let mut outer = key.enter(0xa1)?;
        public = Some(outer.take(der::BIT_STRING)?.strip_prefix(&[0])?.to_vec());
        outer.is_empty().then_some(())?;
    }
    (key.is_empty() && whole.is_empty()).then_some((secret, public))
}

fn write_private(secret: &Secret, public: &PublicKey) -> Zeroizing<String> {
    let (curve, bytes) = match secret {
        Secret::Ed25519(bytes) => (Curve::Ed25519, bytes),
        Secret::X25519(bytes) => (Curve::X25519, bytes),
        Secret::P256(bytes) => (Curve::P256, bytes),
    };
    let octets = Zeroizing::new(der::write(der::OCTET_STRING, &[bytes.as_slice()]));
    let inner = match public.point() {
        Point::P256(point) => {
            let public = der::write(der::BIT_STRING, &[&[0], &uncompressed(point)]);
            let version = der::write(der::INTEGER, &[&[1]]);
            Zeroizing::new(der::write(der::SEQUENCE, &[&version, &octets, &der::write(0xa1, &[&public])]))
        }
        _ => octets,
    };
    let version = der::write(der::INTEGER, &[&[0]]);
    let inner = Zeroizing::new(der::write(der::OCTET_STRING, &[&inner]));
    let whole = Zeroizing::new(der::write(der::SEQUENCE, &[&version, &algorithm(curve), &inner]));
    Zeroizing::new(wrap(PRIVATE, &whole))
}

fn algorithm(curve: Curve) -> Vec<u8> {
    let object = |id: &[u8]| der::write(der::OBJECT, &[id]);
    match curve {
        Curve::Ed25519 => der::write(der::SEQUENCE, &[&object(ED25519)]),
        Curve::X25519 => der::write(der::SEQUENCE, &[&object(X25519)]),
        Curve::P256 => der::write(der::SEQUENCE, &[&object(EC), &object(P256)]),
    }
}

fn read_algorithm(info: &mut Reader<'_>) -> Option<Curve> {
    let mut algorithm = info.enter(der::SEQUENCE)?;
    let curve = match algorithm.take(der::OBJECT)? {
        ED25519 => Curve::Ed25519,
        X25519 => Curve::X25519,
        EC if algorithm.take(der::OBJECT)? == P256 => Curve::P256,
        _ => return None,
    };
    algorithm.is_empty().then_some(curve)
}

fn wrap(label: &str, bytes: &[u8]) -> String {
    let text = Zeroizing::new(b64::encode_standard(bytes));
    let mut out = String::with_capacity(text.len() + text.len() / LINE + 2 * label.len() + 36);
    out.push_str(&format!("-----BEGIN {label}-----\n"));
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(LINE));
        out.push_str(line);
        out.push('\n');
        rest = next;
    }
    out.push_str(&format!("-----END {label}-----\n"));
    out
}

/// The bytes of the one block with this label.
fn unwrap(text: &str, label: &str) -> Result<Vec<u8>, Error> {
    let pem = || Error::new(ErrorKind::Pem);
    if text.len() > MAX_TEXT {
        return Err(ErrorKind::TooLarge.into());
    }
    let mut lines =
        text.trim_end_matches(['\r', '\n']).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(format!("-----BEGIN {label}-----").as_str()) {
        return Err(pem());
    }
    let mut body = Zeroizing::new(String::with_capacity(text.len()));
    let mut end = None;
    for line in lines.by_ref() {
        if line.starts_with('-') {
            end = Some(line);
            break;
        }
        body.push_str(line);
    }
    if end != Some(format!("-----END {label}-----").as_str()) || lines.next().is_some() {
        return Err(pem());
    }
    b64::decode_standard(&body).map_err(|_| pem())
}

#[cfg(test)]
mod tests;
