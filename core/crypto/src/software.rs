//! Private keys in memory, for servers and for devices without key hardware. Wiped when dropped; never shown.

use std::fmt;

use motcua_json::{Object, Value};
use motcua_primitives::curve25519;
use motcua_types::Record;
use motcua_types::jose::{FlattenedJws, Jwk, SigningRequest};
use zeroize::Zeroizing;

use crate::jwk::{Point, PublicKey};
use crate::{Entropy, Error, ErrorKind, b64, entropy, key_wrap, p256, shape, sign};

/// Which curve a key is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Signing with Ed25519 (`EdDSA`, RFC 8037).
    Ed25519,
    /// Signing (`ES256`) or opening with P-256.
    P256,
    /// Opening with X25519 (RFC 8037).
    X25519,
}

/// How often a random number may miss the range of private keys of P-256; once has a chance of 2^-32.
const TRIES: usize = 8;

fn p256_secret(entropy: &mut dyn Entropy) -> Result<p256::SecretKey, Error> {
    for _ in 0..TRIES {
        let bytes = entropy::draw(entropy)?;
        if let Ok(key) = p256::SecretKey::from_bytes(&bytes) {
            return Ok(key);
        }
    }
    Err(ErrorKind::Entropy.into())
}

/// The private number `d` of a private JWK and the public key beside it.
fn read_private(value: &Value) -> Result<(PublicKey, Zeroizing<[u8; 32]>), Error> {
    let object = shape::exact(value, &["kty", "crv", "x", "d"], &["y", "kid", "alg", "use"])
        .map_err(|_| ErrorKind::Key)?;
    let d = Zeroizing::new(b64::decode_array(shape::text(object, "d")?)?);
    let public: Object =
        object.iter().filter(|(name, _)| *name != "d").map(|(n, v)| (n, v.clone())).collect();
    let jwk = Jwk::from_value(&public.into())?;
    Ok((PublicKey::from_jwk(&jwk)?, d))
}

/// The private JWK of a key, without `alg` and `use`.
fn write_private(public: &PublicKey, d: &[u8; 32]) -> Value {
    let jwk = public.jwk();
    let mut object = Object::new();
    object.insert("kty", jwk.kty.as_str());
    object.insert("crv", jwk.crv.as_str());
    object.insert("x", jwk.x.as_str());
    if let Some(y) = &jwk.y {
        object.insert("y", y.as_str());
    }
    object.insert("kid", public.kid());
    object.insert("d", b64::encode(d));
    object.into()
}

/// The private number of a key, on its way from or to a file. Wiped when dropped.
pub(crate) enum Secret {
    Ed25519(Zeroizing<[u8; 32]>),
    X25519(Zeroizing<[u8; 32]>),
    P256(Zeroizing<[u8; 32]>),
}

impl Secret {
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        let (Self::Ed25519(bytes) | Self::X25519(bytes) | Self::P256(bytes)) = self;
        bytes
    }
}

fn p256_of(bytes: &[u8; 32]) -> Result<p256::SecretKey, Error> {
    p256::SecretKey::from_bytes(bytes).map_err(|_| ErrorKind::Key.into())
}

enum SigningSecret {
    Ed25519(Box<curve25519::SigningKey>),
    P256(Box<p256::SigningKey>),
}

/// A private key that signs.
pub struct SigningKey {
    secret: SigningSecret,
    public: PublicKey,
}

impl SigningKey {
    /// A new key.
    ///
    /// # Errors
    /// `crypto/entropy`; `crypto/keyUse` for [`Algorithm::X25519`], which cannot sign.
    pub fn generate(algorithm: Algorithm, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        match algorithm {
            Algorithm::Ed25519 => Ok(Self::ed25519(&*entropy::draw(entropy)?)),
            Algorithm::P256 => Ok(Self::p256(&p256_secret(entropy)?)),
            Algorithm::X25519 => Err(ErrorKind::KeyUse.into()),
        }
    }

    pub(crate) fn ed25519(seed: &[u8; 32]) -> Self {
        let secret = curve25519::SigningKey::from_seed(seed);
        let public = PublicKey::from_point(Point::Ed25519(Box::new(secret.public().clone())));
        Self { secret: SigningSecret::Ed25519(Box::new(secret)), public }
    }

    fn p256(secret: &p256::SecretKey) -> Self {
        let public = PublicKey::from_point(Point::P256(Box::new(secret.public())));
        Self { secret: SigningSecret::P256(Box::new(secret.into())), public }
    }

    /// Reads a key from a private JWK, as a server keeps it in a key file.
    ///
    /// # Errors
    /// `crypto/key` and the other refusals of public keys; `crypto/kidMismatch` if the public half is not that
    /// of the private one.
    pub fn from_private_jwk(value: &Value) -> Result<Self, Error> {
        let (public, d) = read_private(value)?;
        let key = match public.point() {
            Point::Ed25519(_) => Self::ed25519(&d),
            Point::P256(_) => Self::p256(&p256_of(&d)?),
            Point::X25519(_) => return Err(ErrorKind::KeyUse.into()),
        };
        if key.kid() == public.kid() && public.can_sign() {
            Ok(key)
        } else {
            Err(ErrorKind::KidMismatch.into())
        }
    }

    /// The private JWK, for a server's key file. Bindings must not offer this to a page or an app.
    pub fn export_private_jwk(&self) -> Value {
        write_private(&self.public, self.secret().bytes())
    }

    pub(crate) fn from_secret(secret: &Secret) -> Result<Self, Error> {
        match secret {
            Secret::Ed25519(bytes) => Ok(Self::ed25519(bytes)),
            Secret::P256(bytes) => Ok(Self::p256(&p256_of(bytes)?)),
            Secret::X25519(_) => Err(ErrorKind::KeyUse.into()),
        }
    }

    pub(crate) fn secret(&self) -> Secret {
        match &self.secret {
            SigningSecret::Ed25519(key) => Secret::Ed25519(key.seed().clone()),
            SigningSecret::P256(key) => Secret::P256(key.to_bytes()),
        }
    }

    pub(crate) const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The public key.
    pub fn public(&self) -> Jwk {
        self.public.jwk().clone()
    }

    /// The thumbprint of the public key.
    pub fn kid(&self) -> &str {
        self.public.kid()
    }

    /// Signs what [`sign::begin`] prepared for this key.
    ///
    /// # Errors
    /// `crypto/signingRequest` if it was prepared for another key.
    pub fn sign(&self, request: &SigningRequest) -> Result<FlattenedJws, Error> {
        let signature = self.sign_bytes(request.signing_input.as_bytes())?;
        sign::finish(request, &signature, &self.public())
    }

    /// Both steps at once: begins, signs and finishes a signed object over `payload`.
    ///
    /// # Errors
    /// As [`sign::begin`].
    pub fn sign_payload(&self, kind: sign::Kind, payload: &Value) -> Result<FlattenedJws, Error> {
        self.sign(&sign::begin(kind, payload, self.public.jwk())?)
    }

    /// The 64 bytes of the signature: Ed25519, or ES256 as `r || s` with the nonce of RFC 6979.
    pub(crate) fn sign_bytes(&self, message: &[u8]) -> Result<[u8; 64], Error> {
        match &self.secret {
            SigningSecret::Ed25519(key) => Ok(key.sign(message)),
            SigningSecret::P256(key) => key.sign(message).map_err(|_| ErrorKind::Signature.into()),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.kid())
    }
}

enum OpeningSecret {
    X25519(Box<Zeroizing<[u8; 32]>>),
    P256(Box<p256::SecretKey>),
}

/// A private key that opens what was sealed to it.
pub struct OpeningKey {
    secret: OpeningSecret,
    public: PublicKey,
}

impl OpeningKey {
    /// A new key.
    ///
    /// # Errors
    /// `crypto/entropy`; `crypto/keyUse` for [`Algorithm::Ed25519`], which cannot open.
    pub fn generate(algorithm: Algorithm, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        match algorithm {
            Algorithm::X25519 => Ok(Self::x25519(&*entropy::draw(entropy)?)),
            Algorithm::P256 => Ok(Self::p256(p256_secret(entropy)?)),
            Algorithm::Ed25519 => Err(ErrorKind::KeyUse.into()),
        }
    }

    /// A new key on the same curve as another.
    pub(crate) fn generate_like(other: &PublicKey, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        let algorithm = match other.point() {
            Point::P256(_) => Algorithm::P256,
            _ => Algorithm::X25519,
        };
        Self::generate(algorithm, entropy)
    }

    pub(crate) fn x25519(bytes: &[u8; 32]) -> Self {
        let public = PublicKey::from_point(Point::X25519(curve25519::x25519_public(bytes)));
        Self { secret: OpeningSecret::X25519(Box::new(Zeroizing::new(*bytes))), public }
    }

    fn p256(secret: p256::SecretKey) -> Self {
        let public = PublicKey::from_point(Point::P256(Box::new(secret.public())));
        Self { secret: OpeningSecret::P256(Box::new(secret)), public }
    }

    /// Reads a key from a private JWK, as a server keeps it in a key file.
    ///
    /// # Errors
    /// As [`SigningKey::from_private_jwk`].
    pub fn from_private_jwk(value: &Value) -> Result<Self, Error> {
        let (public, d) = read_private(value)?;
        let key = match public.point() {
            Point::X25519(_) => Self::x25519(&d),
            Point::P256(_) => Self::p256(p256_of(&d)?),
            Point::Ed25519(_) => return Err(ErrorKind::KeyUse.into()),
        };
        if key.kid() == public.kid() && public.can_seal() {
            Ok(key)
        } else {
            Err(ErrorKind::KidMismatch.into())
        }
    }

    /// The private JWK, for a server's key file. Bindings must not offer this to a page or an app.
    pub fn export_private_jwk(&self) -> Value {
        write_private(&self.public, self.secret().bytes())
    }

    pub(crate) fn from_secret(secret: &Secret) -> Result<Self, Error> {
        match secret {
            Secret::X25519(bytes) => Ok(Self::x25519(bytes)),
            Secret::P256(bytes) => Ok(Self::p256(p256_of(bytes)?)),
            Secret::Ed25519(_) => Err(ErrorKind::KeyUse.into()),
        }
    }

    pub(crate) fn secret(&self) -> Secret {
        match &self.secret {
            OpeningSecret::X25519(key) => Secret::X25519((**key).clone()),
            OpeningSecret::P256(key) => Secret::P256(key.to_bytes()),
        }
    }

    /// The public key.
    pub fn public(&self) -> Jwk {
        self.public.jwk().clone()
    }

    /// The thumbprint of the public key.
    pub fn kid(&self) -> &str {
        self.public.kid()
    }

    pub(crate) const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The secret shared with the holder of another key of the same curve: what a host's own key store answers
    /// between [`crate::seal::begin_open`] and opening.
    ///
    /// # Errors
    /// `crypto/cannotOpen` for a key of another curve, or one with which everybody shares the same secret.
    pub fn agree_with(&self, other: &Jwk) -> Result<Zeroizing<[u8; 32]>, Error> {
        self.agree(&PublicKey::from_jwk(other)?)
    }

    /// The secret shared with the holder of another key of the same curve.
    pub(crate) fn agree(&self, other: &PublicKey) -> Result<Zeroizing<[u8; 32]>, Error> {
        match (&self.secret, other.point()) {
            (OpeningSecret::X25519(secret), Point::X25519(public)) => key_wrap::x25519(secret, public),
            (OpeningSecret::P256(secret), Point::P256(public)) => Ok(secret.agree(public)),
            _ => Err(ErrorKind::CannotOpen.into()),
        }
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpeningKey({})", self.kid())
    }
}
