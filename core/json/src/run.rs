//! The stretches of a string that need no attention, which is nearly all of most strings.
//!
//! One pass tells where a string ends and whether its text may be taken as it stands: sixteen bytes at a time where the
//! target has vectors (through `wide`, which has the same words for all of them), else eight in a word. Both give the
//! same answers, and the tests compare them.

#[cfg(any(
    target_feature = "sse2",
    target_feature = "simd128",
    all(target_arch = "aarch64", target_feature = "neon")
))]
mod vector;
#[cfg(any(
    test,
    not(any(
        target_feature = "sse2",
        target_feature = "simd128",
        all(target_arch = "aarch64", target_feature = "neon")
    ))
))]
mod words;

#[cfg(any(
    target_feature = "sse2",
    target_feature = "simd128",
    all(target_arch = "aarch64", target_feature = "neon")
))]
use vector as blocks;
#[cfg(not(any(
    target_feature = "sse2",
    target_feature = "simd128",
    all(target_arch = "aarch64", target_feature = "neon")
)))]
use words as blocks;

/// The beginning of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its length in bytes.
    pub len: usize,
    /// Whether all of it is ASCII.
    pub ascii: bool,
    /// Whether it is known to be UTF-8 of characters that [`motcua_nfc::is_plain`] takes, which precomposed Vietnamese
    /// is: NFC then, and without noncharacters.
    pub plain: bool,
    /// Number of its characters, if it is `plain`.
    pub chars: usize,
}

/// How far a string goes on without a quote, a backslash or a control character, and what it is made of.
#[inline]
pub fn text_run(bytes: &[u8]) -> Run {
    blocks::text_run(bytes)
}

/// The length of a string of less than 16 bytes that is all ASCII without escapes; `None` for any other, and near the end
/// of the bytes. Most strings of a form are such.
#[inline(always)]
pub fn short_text(bytes: &[u8]) -> Option<usize> {
    blocks::short_text(bytes)
}

/// Where a byte stands first.
#[inline]
pub fn find_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    blocks::find_byte(bytes, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text is made of, said in the standard library's words.
    fn told(bytes: &[u8]) -> Run {
        let special = |b: &u8| *b < 0x20 || *b == b'"' || *b == b'\\';
        let len = bytes.iter().position(special).unwrap_or(bytes.len());
        let text = std::str::from_utf8(&bytes[..len]).ok().filter(|text| motcua_nfc::is_plain(text));
        Run {
            len,
            ascii: bytes[..len].is_ascii(),
            plain: text.is_some(),
            chars: text.map_or(0, |text| text.chars().count()),
        }
    }

    /// Both ways, and what they must say.
    fn agree(bytes: &[u8]) {
        let expected = told(bytes);
        for mut run in [text_run(bytes), words::text_run(bytes)] {
            if !run.plain {
                run.chars = 0;
            }
            assert_eq!(run, expected, "{bytes:?}");
        }
        let short = bytes.len() >= 16 && expected.len < 16 && expected.ascii && bytes[expected.len] == b'"';
        let short = short.then_some(expected.len);
        assert_eq!((short_text(bytes), words::short_text(bytes)), (short, short), "{bytes:?}");
    }

    #[test]
    fn runs_end_at_the_first_special_byte() {
        for special in [b'"', b'\\', 0x00, 0x1F] {
            for filler in [b' ', b'!', b'#', b'[', b']', 0x7F, 0x80, 0xA2, 0xDC, 0xFF] {
                for before in 0..40 {
                    let mut bytes = vec![filler; before];
                    bytes.push(special);
                    bytes.extend_from_slice(&[special.wrapping_add(1), 0, filler, 0xFF, b'"', 1, 2, 3]);
                    assert_eq!(text_run(&bytes).len, before, "{special} {filler}");
                    agree(&bytes);
                }
            }
        }
        agree(&[b'a'; 17]);
        agree(b"");
    }

    #[test]
    fn every_character_at_every_place_of_a_block() {
        for c in ('\0'..='\u{10FFFF}').filter(|c| *c < '\u{3000}' || u32::from(*c) % 251 < 3) {
            let places = if c < '\u{2000}' { 0..20 } else { 13..16 };
            for before in places {
                agree(format!("{}{c}ệ\"", &"a".repeat(before)).as_bytes());
            }
        }
    }

    #[test]
    fn every_three_bytes_across_the_end_of_a_block() {
        let bytes = [
            0x22, 0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xB9, 0xBA, 0xBB, 0xBC, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC6,
            0xCB, 0xCC, 0xDF, 0xE0, 0xE1, 0xE2, 0xEF, 0xF0, 0xF4, 0xFF,
        ];
        for before in [0, 13, 14, 15, 16, 29] {
            for a in bytes {
                for b in bytes {
                    for c in bytes {
                        let mut text = vec![b'a'; before];
                        text.extend([a, b, c]);
                        agree(&text);
                        text.extend([b'"', 0xBF, b'x', b'x', b'x', b'x']);
                        agree(&text);
                    }
                }
            }
        }
    }

    #[test]
    fn vietnamese_text_is_plain() {
        let text = "Nguyễn Thị Ánh, số 12 đường Lê Lợi, phường Bến Thành — không";
        let (plain, rest) = text.split_at(text.find('—').unwrap());
        assert!(text_run(plain.as_bytes()).plain && !text_run(text.as_bytes()).plain);
        agree(rest.as_bytes());
        assert_eq!(text_run(plain.as_bytes()).chars, plain.chars().count());
    }

    #[test]
    fn bytes_are_found() {
        for len in 0..70 {
            let mut bytes = vec![b'a'; len];
            assert_eq!((find_byte(&bytes, b'\n'), words::find_byte(&bytes, b'\n')), (None, None));
            for at in (0..len).rev() {
                bytes[at] = b'\n';
                assert_eq!((find_byte(&bytes, b'\n'), words::find_byte(&bytes, b'\n')), (Some(at), Some(at)));
            }
        }
    }
}
