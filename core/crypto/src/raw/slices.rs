//! The same over plain slices, as suites give them: the one size of everything that the format uses, and a code for
//! every other.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use motcua_types::jose::Jwk;

use crate::jwk::PublicKey;
use crate::software::{OpeningKey, Secret, SigningKey};
use crate::{Error, ErrorKind, b64, gcm, key_wrap, sign};

fn fixed<const N: usize>(bytes: &[u8], otherwise: ErrorKind) -> Result<[u8; N], Error> {
    bytes.try_into().map_err(|_| otherwise.into())
}

fn secret(bytes: &[u8]) -> Result<Zeroizing<[u8; 32]>, Error> {
    fixed(bytes, ErrorKind::Key).map(Zeroizing::new)
}

fn okp(crv: &str, x: &[u8]) -> Result<PublicKey, Error> {
    let x: [u8; 32] = fixed(x, ErrorKind::Key)?;
    let (kty, x) = ("OKP".to_owned(), b64::encode(&x));
    PublicKey::from_jwk(&Jwk { kty, crv: crv.to_owned(), x, y: None, kid: None, alg: None, usage: None })
}

/// Ed25519 (RFC 8032): the signature of a message under a seed of 32 bytes.
///
/// # Errors
/// `crypto/key`.
pub fn ed25519_sign(seed: &[u8], message: &[u8]) -> Result<[u8; 64], Error> {
    SigningKey::from_secret(&Secret::Ed25519(secret(seed)?))?.sign_bytes(message)
}

/// Ed25519, strict: canonical encodings, no keys of small order, no batch equation.
///
/// # Errors
/// `crypto/key`, `crypto/signatureFormat`, `crypto/signature`.
pub fn ed25519_verify(public: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Error> {
    sign::verify_bytes(message, signature, &okp("Ed25519", public)?, "EdDSA")
}

/// X25519 (RFC 7748): the shared secret.
///
/// # Errors
/// `crypto/key`; `crypto/cannotOpen` for a point with which everybody shares the same secret.
pub fn x25519(private: &[u8], public: &[u8]) -> Result<Zeroizing<[u8; 32]>, Error> {
    OpeningKey::from_secret(&Secret::X25519(secret(private)?))?.agree(&okp("X25519", public)?)
}

/// HKDF-SHA-256 (RFC 5869).
///
/// # Errors
/// `crypto/context` for more than 8,160 bytes.
pub fn hkdf(ikm: &[u8], salt: &[u8], info: &[u8], size: usize) -> Result<Vec<u8>, Error> {
    if size > 255 * 32 {
        return Err(ErrorKind::Context.into());
    }
    let mut out = vec![0; size];
    Hkdf::<Sha256>::new(Some(salt), ikm)
        .expand(info, &mut out)
        .map_err(|_| Error::new(ErrorKind::Context))?;
    Ok(out)
}

/// AES-256-GCM with a vector of 12 bytes: ciphertext and tag.
///
/// # Errors
/// `crypto/key`, `crypto/enc` for another size of the vector.
pub fn gcm_seal(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Result<(Vec<u8>, [u8; 16]), Error> {
    let (key, iv) = (secret(key)?, fixed(iv, ErrorKind::Encryption)?);
    let mut data = plaintext.to_vec();
    let tag = gcm::encrypt(&key, &iv, aad, &mut data)?;
    Ok((data, tag))
}

/// AES-256-GCM with a vector of 12 and a tag of 16 bytes: the plaintext.
///
/// # Errors
/// `crypto/key`, `crypto/enc` for other sizes, `crypto/cannotOpen`.
pub fn gcm_open(key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Result<Vec<u8>, Error> {
    let key = secret(key)?;
    let (iv, tag) = (fixed(iv, ErrorKind::Encryption)?, fixed(tag, ErrorKind::Encryption)?);
    let mut data = ciphertext.to_vec();
    gcm::decrypt(&key, &iv, aad, &mut data, &tag)?;
    Ok(data)
}

/// AES-256 key wrap (RFC 3394) of a key of 32 bytes.
///
/// # Errors
/// `crypto/key`.
pub fn kw_wrap(kek: &[u8], key: &[u8]) -> Result<[u8; 40], Error> {
    key_wrap::wrap_key(&*secret(kek)?, &*secret(key)?)
}

/// The key of 32 bytes in a wrap of 40.
///
/// # Errors
/// `crypto/key`, `crypto/cannotOpen`.
pub fn kw_unwrap(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, Error> {
    let wrapped: [u8; 40] = fixed(wrapped, ErrorKind::CannotOpen)?;
    key_wrap::unwrap_key(&*secret(kek)?, &wrapped)
}
