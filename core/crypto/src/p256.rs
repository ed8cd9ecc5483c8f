//! P-256: ECDSA with SHA-256 (FIPS 186-5) and key agreement (NIST SP 800-56A section 5.7.1.2), over the crate `p256`.
//!
//! Coordinates and private numbers are 32 bytes, the most significant first; signatures are `r || s`.

use ::p256::ecdsa::signature::{Signer, Verifier};
use ::p256::ecdsa::{self, Signature};
use ::p256::{FieldBytes, Sec1Point};
use motcua_primitives::Refused;
use zeroize::Zeroizing;

/// A point of the curve, other than the one at infinity.
#[derive(Clone)]
pub(crate) struct PublicKey(::p256::PublicKey);

impl PublicKey {
    /// The point with these coordinates.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn from_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, Refused> {
        let encoded = Sec1Point::from_affine_coordinates(x.into(), y.into(), false);
        ::p256::PublicKey::try_from(&encoded).map(Self).map_err(|_| Refused)
    }

    /// Its coordinates `x` and `y`.
    pub(crate) fn coordinates(&self) -> ([u8; 32], [u8; 32]) {
        let encoded = Sec1Point::from(&self.0);
        // Both are there: the point is not the one at infinity.
        let bytes = |one: Option<&FieldBytes>| one.copied().unwrap_or_default().into();
        (bytes(encoded.x()), bytes(encoded.y()))
    }

    /// Whether `signature` is one of this key over `message`, with either of the two `s`.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| ecdsa::VerifyingKey::from(&self.0).verify(message, &signature).is_ok())
    }
}

/// A private number. Wiped when dropped.
pub(crate) struct SecretKey(::p256::SecretKey);

impl SecretKey {
    /// The key of a number.
    ///
    /// # Errors
    /// If it is zero, or not below the order of the curve.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Refused> {
        ::p256::SecretKey::from_slice(bytes).map(Self).map_err(|_| Refused)
    }

    /// The number.
    pub(crate) fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The public key.
    pub(crate) fn public(&self) -> PublicKey {
        PublicKey(self.0.public_key())
    }

    /// The secret shared with the holder of another key: the `x` of the common point.
    pub(crate) fn agree(&self, other: &PublicKey) -> Zeroizing<[u8; 32]> {
        let shared = self.0.diffie_hellman(&other.0);
        Zeroizing::new((*shared.raw_secret_bytes()).into())
    }
}

/// A private number that signs. Wiped when dropped.
pub(crate) struct SigningKey(ecdsa::SigningKey);

impl SigningKey {
    /// The number.
    pub(crate) fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// Signs, with the nonce of RFC 6979.
    ///
    /// # Errors
    /// None in practice: for a nonce or a signature of zero.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<[u8; 64], Refused> {
        let signature: Signature = self.0.try_sign(message).map_err(|_| Refused)?;
        Ok(signature.to_bytes().into())
    }
}

impl From<&SecretKey> for SigningKey {
    fn from(secret: &SecretKey) -> Self {
        Self((&secret.0).into())
    }
}

/// The same signature with the smaller of its two `s`.
///
/// # Errors
/// If `r` or `s` is zero, or not below the order of the curve.
pub(crate) fn with_low_s(signature: &[u8; 64]) -> Result<[u8; 64], Refused> {
    let signature = Signature::from_slice(signature).map_err(|_| Refused)?;
    Ok(signature.normalize_s().to_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6979 appendix A.2.5: the key, and the signature of "sample" with SHA-256.
    const X: &str = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    const UX: &str = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    const UY: &str = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
    const R: &str = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    const S: &str = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    fn hex(text: &str) -> [u8; 32] {
        let bytes: Vec<u8> =
            (0..64).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        bytes.try_into().unwrap()
    }

    #[test]
    fn rfc6979() {
        let secret = SecretKey::from_bytes(&hex(X)).unwrap();
        let public = secret.public();
        assert_eq!(public.coordinates(), (hex(UX), hex(UY)));
        let key = SigningKey::from(&secret);
        assert_eq!((*key.to_bytes(), *secret.to_bytes()), (hex(X), hex(X)));
        let signature = key.sign(b"sample").unwrap();
        assert_eq!(signature.as_slice(), [hex(R), hex(S)].concat());
        // The published one has the larger `s`; either is accepted.
        let low = with_low_s(&signature).unwrap();
        assert_ne!(low, signature);
        assert_eq!(with_low_s(&low), Ok(low));
        assert!(public.verify(b"sample", &low) && public.verify(b"sample", &signature));
        assert!(!public.verify(b"simple", &signature));
    }

    #[test]
    fn numbers_out_of_range_and_points_off_the_curve_are_refused() {
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        for bytes in [[0; 32], order, [0xff; 32]] {
            assert!(SecretKey::from_bytes(&bytes).is_err());
        }
        for (x, y) in [(hex(UX), hex(UX)), ([0; 32], [0; 32]), ([0xff; 32], hex(UY))] {
            assert!(PublicKey::from_coordinates(&x, &y).is_err());
        }
        assert!(PublicKey::from_coordinates(&hex(UX), &hex(UY)).is_ok());
    }

    #[test]
    fn both_sides_agree() {
        let (one, other) =
            (SecretKey::from_bytes(&[1; 32]).unwrap(), SecretKey::from_bytes(&[2; 32]).unwrap());
        assert_eq!(one.agree(&other.public()), other.agree(&one.public()));
        assert_ne!(one.agree(&other.public()), one.agree(&one.public()));
    }
}
