//! Escape sequences in strings (RFC 8259 section 7).

use crate::ErrorKind;

/// Reads the escape that `bytes` begins with: the character, and how many bytes it took.
pub(crate) fn unescape(bytes: &[u8]) -> Result<(char, usize), ErrorKind> {
    let simple = match bytes.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes),
        _ => return Err(ErrorKind::Syntax),
    };
    Ok((simple, 2))
}

/// `\uXXXX`, or two of them that form a surrogate pair.
fn unicode(bytes: &[u8]) -> Result<(char, usize), ErrorKind> {
    let first = code_unit(bytes).ok_or(ErrorKind::Syntax)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, 6));
    }
    let second = bytes.get(6..).and_then(code_unit);
    match (first, second) {
        (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
            let code = 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00);
            char::from_u32(code).map(|character| (character, 12)).ok_or(ErrorKind::LoneSurrogate)
        }
        _ => Err(ErrorKind::LoneSurrogate),
    }
}

fn code_unit(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(unescape(b"\\n..."), Ok(('\n', 2)));
        assert_eq!(unescape(b"\\u1eC5"), Ok(('ễ', 6)));
        assert_eq!(unescape(b"\\uD83D\\uDE02"), Ok(('😂', 12)));
        assert_eq!(unescape(b"\\uDBFF\\uDFFF"), Ok(('\u{10FFFF}', 12)));
        for lone in [
            "\\uD83D",
            "\\uD83Dx",
            "\\uD83D\\n",
            "\\uDE02\\uD83D",
            "\\uD83D\\uD83D",
            "\\uDE02",
            "\\uD83D\\u00",
        ] {
            assert_eq!(unescape(lone.as_bytes()), Err(ErrorKind::LoneSurrogate), "{lone}");
        }
        for bad in ["\\", "\\x", "\\u12", "\\u12g4", "\\U0041", "\\'"] {
            assert_eq!(unescape(bad.as_bytes()), Err(ErrorKind::Syntax), "{bad}");
        }
    }
}
