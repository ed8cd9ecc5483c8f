//! Is a string in Unicode Normalization Form C? Vietnamese text is answered without a table.

/// Whether `text` is in NFC (UAX #15).
pub fn is_nfc(text: &str) -> bool {
    is_plain(text) || unicode_normalization::is_nfc(text)
}

/// Whether every character is NFC by itself, and none a noncharacter: so for all Vietnamese text.
pub(crate) fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_plainly_nfc)
}

/// Characters that are NFC by themselves whatever stands beside them: everything below the combining marks,
/// and the precomposed Vietnamese letters.
const fn is_plainly_nfc(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}')
}

/// Noncharacters (Unicode 23.7): reserved for ever, refused by I-JSON.
pub(crate) const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_path_agrees_with_the_table() {
        let plain: Vec<char> = ('\0'..='\u{10FFFF}').filter(|&c| is_plainly_nfc(c)).collect();
        for &c in &plain {
            let alone = c.to_string();
            assert!(unicode_normalization::is_nfc(&alone), "U+{:04X}", u32::from(c));
            assert_eq!(
                unicode_normalization::is_nfc_quick(alone.chars()),
                unicode_normalization::IsNormalized::Yes
            );
        }
        let all: String = plain.iter().collect();
        assert!(unicode_normalization::is_nfc(&all));
    }

    #[test]
    fn tells_composed_from_decomposed() {
        assert!(is_nfc("Nguyễn Thị Đặng"));
        assert!(!is_nfc("Nguye\u{302}\u{303}n"));
        assert!(!is_nfc("\u{1EC5}\u{340}"));
        assert!(is_nfc("q\u{303}"), "no precomposed letter exists");
        assert!(is_nfc("中文 🙂"));
    }

    #[test]
    fn noncharacters() {
        let count = ('\0'..='\u{10FFFF}').filter(|&c| is_noncharacter(c)).count();
        assert_eq!(count, 66);
    }
}
