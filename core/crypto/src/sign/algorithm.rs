//! The two signature algorithms.

use crate::jwk::{Point, PublicKey};
use crate::{Error, ErrorKind, der, p256};

/// Verifies a signature of exactly 64 bytes. The key decides the algorithm; the header may only agree.
pub(crate) fn verify_bytes(
    message: &[u8],
    signature: &[u8],
    key: &PublicKey,
    alg: &str,
) -> Result<(), Error> {
    if !key.can_sign() {
        return Err(ErrorKind::KeyUse.into());
    }
    let raw: &[u8; 64] = signature.try_into().map_err(|_| ErrorKind::SignatureFormat)?;
    match (key.point(), alg) {
        (Point::Ed25519(key), "EdDSA" | "Ed25519") => {
            if !key.verify(message, raw) {
                return Err(ErrorKind::Signature.into());
            }
        }
        (Point::P256(key), "ES256") => {
            // Either s is accepted: stock producers do not choose the smaller one.
            if !key.verify(message, raw) {
                return Err(ErrorKind::Signature.into());
            }
        }
        _ => return Err(ErrorKind::Algorithm.into()),
    }
    Ok(())
}

/// The signature as the format writes it, verified: 64 bytes, ES256 with the smaller `s`.
pub(crate) fn normalise(
    message: &[u8],
    signature: &[u8],
    key: &PublicKey,
    alg: &str,
) -> Result<[u8; 64], Error> {
    let es256 = alg == "ES256";
    let raw = match <[u8; 64]>::try_from(signature) {
        Ok(raw) if verify_bytes(message, &raw, key, alg).is_ok() => raw,
        // A DER signature may happen to be 64 bytes long, too.
        Ok(_) if !(es256 && signature.first() == Some(&0x30)) => return Err(ErrorKind::Signature.into()),
        _ if es256 => {
            let raw = der::ecdsa_p256(signature)?;
            verify_bytes(message, &raw, key, alg)?;
            raw
        }
        _ => return Err(ErrorKind::SignatureFormat.into()),
    };
    if !es256 {
        return Ok(raw);
    }
    p256::with_low_s(&raw).map_err(|_| ErrorKind::Signature.into())
}
