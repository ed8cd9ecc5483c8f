//! Strict DER (ITU-T X.690): what a phone's signature, a key file and a certificate need, and no more.

use crate::{Error, ErrorKind};

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

/// What is left to read of some DER.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    pub(crate) const fn new(bytes: &'d [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tag of the next element.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The content of the next element, if it has this tag and the shortest form of its length.
    pub(crate) fn take(&mut self, tag: u8) -> Option<&'d [u8]> {
        Some(self.element(tag)?.1)
    }

    /// The next element with its tag and length, and its content alone.
    pub(crate) fn element(&mut self, tag: u8) -> Option<(&'d [u8], &'d [u8])> {
        let [found, length, ..] = self.0 else { return None };
        if *found != tag {
            return None;
        }
        let (head, length) = match usize::from(*length) {
            short @ 0..=0x7f => (2, short),
            count @ 0x81..=0x83 => {
                let digits = self.0.get(2..2 + (count & 0x7f))?;
                let length = digits.iter().fold(0usize, |sum, digit| sum << 8 | usize::from(*digit));
                let shortest = digits.first() != Some(&0) && length > 0x7f;
                shortest.then_some((2 + digits.len(), length))?
            }
            _ => return None,
        };
        let (whole, rest) = self.0.split_at_checked(head + length)?;
        self.0 = rest;
        Some((whole, whole.get(head..)?))
    }

    /// Reads into the next element, which must have this tag.
    pub(crate) fn enter(&mut self, tag: u8) -> Option<Reader<'d>> {
        self.take(tag).map(Reader)
    }

    /// A positive integer below 2^256 in its shortest form.
    fn integer(&mut self) -> Option<[u8; 32]> {
        let magnitude = match self.take(INTEGER)? {
            [] => return None,
            [0, tail @ ..] => tail.first().is_some_and(|byte| byte & 0x80 != 0).then_some(tail)?,
            [first, ..] if first & 0x80 != 0 => return None,
            all => all,
        };
        let mut out = [0u8; 32];
        let start = out.len().checked_sub(magnitude.len())?;
        out.get_mut(start..)?.copy_from_slice(magnitude);
        Some(out)
    }
}

/// One element. `parts` are its content, in order.
pub(crate) fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(length + 4);
    out.push(tag);
    match u8::try_from(length) {
        Ok(short @ 0..=0x7f) => out.push(short),
        Ok(long) => out.extend_from_slice(&[0x81, long]),
        Err(_) => {
            let [.., high, low] = length.to_be_bytes();
            out.extend_from_slice(&[0x82, high, low]);
        }
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// `r || s`, 32 bytes each, from `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279 section 2.2.3), as phones and
/// smart cards give an ECDSA signature.
pub(crate) fn ecdsa_p256(bytes: &[u8]) -> Result<[u8; 64], Error> {
    read_ecdsa(bytes).ok_or_else(|| ErrorKind::SignatureFormat.into())
}

fn read_ecdsa(bytes: &[u8]) -> Option<[u8; 64]> {
    let mut whole = Reader::new(bytes);
    let mut pair = whole.enter(SEQUENCE)?;
    let (r, s) = (pair.integer()?, pair.integer()?);
    if !whole.is_empty() || !pair.is_empty() {
        return None;
    }
    let mut raw = [0u8; 64];
    let (left, right) = raw.split_at_mut(32);
    left.copy_from_slice(&r);
    right.copy_from_slice(&s);
    Some(raw)
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
        assert_eq!(write(SEQUENCE, &[&[1; 0x7f]])[..2], [0x30, 0x7f]);
        assert_eq!(write(SEQUENCE, &[&[1; 0x80]])[..3], [0x30, 0x81, 0x80]);
        assert_eq!(write(SEQUENCE, &[&[1; 0x180], &[2; 0x80]])[..4], [0x30, 0x82, 0x02, 0x00]);
        for length in [0, 0x7f, 0x80, 0xff, 0x100, 0x1234] {
            let content = vec![7; length];
            let written = write(OCTET_STRING, &[&content]);
            assert_eq!(Reader::new(&written).take(OCTET_STRING).unwrap(), content);
            assert!(Reader::new(&written[..written.len() - 1]).take(OCTET_STRING).is_none());
        }
        let mut too_long = vec![0x30, 38, 2, 33, 1];
        too_long.extend([0; 32]);
        too_long.extend([2, 1, 5]);
        assert!(ecdsa_p256(&too_long).is_err());
    }
}
