//! The DER form of an ECDSA signature (RFC 3279 section 2.2.3), as phones and smart cards give it.

use crate::{Error, ErrorKind};

/// `r || s`, 32 bytes each, from `SEQUENCE { INTEGER r, INTEGER s }` in strict DER.
pub(crate) fn ecdsa_p256(bytes: &[u8]) -> Result<[u8; 64], Error> {
    read(bytes).ok_or_else(|| ErrorKind::SignatureFormat.into())
}

fn read(bytes: &[u8]) -> Option<[u8; 64]> {
    let [0x30, length, content @ ..] = bytes else { return None };
    // Two integers of at most 33 bytes always fit the short form of a length.
    if usize::from(*length) != content.len() || *length > 0x7f {
        return None;
    }
    let (r, rest) = integer(content)?;
    let (s, rest) = integer(rest)?;
    if !rest.is_empty() {
        return None;
    }
    let mut raw = [0u8; 64];
    let (left, right) = raw.split_at_mut(32);
    left.copy_from_slice(&r);
    right.copy_from_slice(&s);
    Some(raw)
}

/// A positive integer below 2^256 in its shortest form, and what follows it.
fn integer(bytes: &[u8]) -> Option<([u8; 32], &[u8])> {
    let [0x02, length, rest @ ..] = bytes else { return None };
    let (content, rest) = rest.split_at_checked(usize::from(*length))?;
    let magnitude = match content {
        [] => return None,
        [0, tail @ ..] => tail.first().is_some_and(|byte| byte & 0x80 != 0).then_some(tail)?,
        [first, ..] if first & 0x80 != 0 => return None,
        all => all,
    };
    let mut out = [0u8; 32];
    let start = out.len().checked_sub(magnitude.len())?;
    out.get_mut(start..)?.copy_from_slice(magnitude);
    Some((out, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_high_integers() {
        let raw = ecdsa_p256(&[0x30, 7, 2, 1, 5, 2, 2, 0, 0x80]).unwrap();
        assert_eq!((raw[31], raw[63]), (5, 0x80));
        let mut long = vec![0x30, 70, 2, 33, 0];
        long.extend([0xff; 32]);
        long.extend([2, 33, 0]);
        long.extend([0xee; 32]);
        assert_eq!(ecdsa_p256(&long).unwrap()[..32], [0xff; 32]);
    }

    #[test]
    fn anything_but_strict_der_is_refused() {
        let wrong: &[&[u8]] = &[
            &[],
            &[0x30],
            &[0x30, 0],
            &[0x31, 6, 2, 1, 5, 2, 1, 5],
            &[0x30, 5, 2, 1, 5, 2, 1, 5],
            &[0x30, 7, 2, 1, 5, 2, 1, 5],
            &[0x30, 0x81, 6, 2, 1, 5, 2, 1, 5],
            &[0x30, 7, 2, 1, 5, 2, 1, 5, 0],
            &[0x30, 7, 2, 2, 0, 5, 2, 1, 5],
            &[0x30, 6, 2, 1, 0x80, 2, 1, 5],
            &[0x30, 6, 2, 1, 0, 2, 1, 5],
            &[0x30, 5, 2, 0, 2, 1, 5],
            &[0x30, 6, 3, 1, 5, 2, 1, 5],
            &[0x30, 6, 2, 9, 5, 2, 1, 5],
        ];
        for bytes in wrong {
            assert_eq!(ecdsa_p256(bytes).unwrap_err().code(), "crypto/signatureFormat", "{bytes:?}");
        }
        let mut too_long = vec![0x30, 38, 2, 33, 1];
        too_long.extend([0; 32]);
        too_long.extend([2, 1, 5]);
        assert!(ecdsa_p256(&too_long).is_err());
    }
}
