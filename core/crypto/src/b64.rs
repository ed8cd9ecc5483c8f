//! Base64url without padding (RFC 4648 section 5), in its one strict form.
//!
//! Keys pass through here, so both directions are arithmetic: no table index and no branch depends on a
//! character or a byte.

use crate::{Error, ErrorKind};

/// Encodes bytes.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut padded = [0u8; 3];
        for (slot, byte) in padded.iter_mut().zip(group) {
            *slot = *byte;
        }
        let [a, b, c] = padded;
        let sextets = [a >> 2, (a << 4 | b >> 4) & 63, (b << 2 | c >> 6) & 63, c & 63];
        for sextet in sextets.into_iter().take(group.len() + 1) {
            out.push(char::from(to_char(sextet)));
        }
    }
    out
}

/// Decodes text in the strict form.
///
/// # Errors
/// `crypto/base64` for padding, white space, characters of the other alphabet, a length that no bytes have,
/// and stray bits after the last byte.
pub fn decode(text: &str) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let mut wrong = 0i16;
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for &character in group {
            let sextet = from_char(character);
            wrong |= sextet;
            bits = bits << 6 | u32::from(sextet as u8 & 63);
        }
        let [_, a, b, c] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        match group.len() {
            4 => out.extend_from_slice(&[a, b, c]),
            3 => {
                out.extend_from_slice(&[a, b]);
                wrong |= -i16::from(c);
            }
            2 => {
                out.push(a);
                wrong |= -(i16::from(b) | i16::from(c));
            }
            _ => wrong = -1,
        }
    }
    if wrong < 0 { Err(ErrorKind::Base64.into()) } else { Ok(out) }
}

/// Decodes text that must hold exactly `N` bytes.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Result<[u8; N], Error> {
    let bytes = zeroize::Zeroizing::new(decode(text)?);
    bytes.as_slice().try_into().map_err(|_| ErrorKind::Base64.into())
}

/// Decodes the padded form with the standard alphabet (RFC 4648 section 4), as key files and `x5c` have it.
///
/// # Errors
/// `crypto/base64`, with the same strictness as [`decode`].
pub fn decode_standard(text: &str) -> Result<Vec<u8>, Error> {
    let body = text.trim_end_matches('=');
    let padded = text.len() - body.len() == (4 - body.len() % 4) % 4;
    if !padded || body.contains(['-', '_']) {
        return Err(ErrorKind::Base64.into());
    }
    let url: zeroize::Zeroizing<String> = zeroize::Zeroizing::new(
        body.bytes().map(|byte| char::from(exchange(byte, (b'+', b'-'), (b'/', b'_')))).collect(),
    );
    decode(&url)
}

/// Encodes bytes in the padded form with the standard alphabet.
pub fn encode_standard(bytes: &[u8]) -> String {
    let url = zeroize::Zeroizing::new(encode(bytes));
    let mut out = String::with_capacity(url.len() + 2);
    out.extend(url.bytes().map(|byte| char::from(exchange(byte, (b'-', b'+'), (b'_', b'/')))));
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

/// One of two characters exchanged for another, any other as it is, without a branch.
fn exchange(character: u8, first: (u8, u8), second: (u8, u8)) -> u8 {
    let c = i16::from(character);
    let step = |(from, to): (u8, u8)| {
        let (from, to) = (i16::from(from), i16::from(to));
        // All ones only when the difference is zero.
        let equal = negative((c - from).abs() - 1);
        equal & (to - from)
    };
    (c + step(first) + step(second)) as u8
}

/// All ones when `x` is negative.
const fn negative(x: i16) -> i16 {
    x >> 15
}

fn to_char(sextet: u8) -> u8 {
    let s = i16::from(sextet);
    let letter = s + i16::from(b'A');
    let lower = negative(25 - s) & 6;
    let digit = negative(51 - s) & 75;
    let dash = negative(61 - s) & 13;
    let underscore = negative(62 - s) & 49;
    (letter + lower - digit - dash + underscore) as u8
}

/// The six bits of a character, or -1.
fn from_char(character: u8) -> i16 {
    let c = i16::from(character);
    let within = |low: u8, high: u8| negative(i16::from(low) - 1 - c) & negative(c - i16::from(high) - 1);
    -1 + (within(b'A', b'Z') & (c - 64))
        + (within(b'a', b'z') & (c - 70))
        + (within(b'0', b'9') & (c + 5))
        + (within(b'-', b'-') & 63)
        + (within(b'_', b'_') & 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc4648_vectors() {
        let pairs =
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")];
        for (plain, text) in pairs {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), plain.as_bytes());
        }
        assert_eq!(encode(&[0xfb, 0xff, 0xbf]), "-_-_");
    }

    #[test]
    fn every_character_is_read_as_it_is_written() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (value, &character) in alphabet.iter().enumerate() {
            assert_eq!(to_char(value as u8), character);
            assert_eq!(from_char(character), value as i16);
        }
        for other in (0..=255u8).filter(|c| !alphabet.contains(c)) {
            assert_eq!(from_char(other), -1, "{other}");
        }
    }

    #[test]
    fn round_trip_of_every_length() {
        let bytes: Vec<u8> = (0..=255).collect();
        for end in 0..bytes.len() {
            assert_eq!(decode(&encode(&bytes[..end])).unwrap(), &bytes[..end]);
        }
    }

    #[test]
    fn the_padded_form_of_key_files() {
        for (plain, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("\u{7bf}\u{fbf}", "3r/gvr8=")]
        {
            assert_eq!(encode_standard(plain.as_bytes()), text);
            assert_eq!(decode_standard(text).unwrap(), plain.as_bytes());
        }
        assert_eq!(decode_standard("+/+/").unwrap(), decode("-_-_").unwrap());
        for wrong in ["Zg", "Zg=", "Zg===", "Zm8", "-_-_", "Zm9v=", "====", "Zh==", "Zm9v\n", "Zé=="] {
            assert_eq!(decode_standard(wrong).unwrap_err().code(), "crypto/base64", "{wrong}");
        }
    }

    #[test]
    fn only_the_strict_form() {
        for text in
            ["Zg==", "Zg=", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "+_-_", "-/-_", "Zh", "Zm9", "Zm8é", "Zm9vYh"]
        {
            assert_eq!(decode(text).unwrap_err().code(), "crypto/base64", "{text}");
        }
        assert!(decode_array::<2>("Zm8").is_ok());
        assert!(decode_array::<3>("Zm8").is_err());
    }
}
