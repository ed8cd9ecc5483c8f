//! Code points that are no characters.

/// Noncharacters (The Unicode Standard, section 23.7): reserved for ever, refused by I-JSON (RFC 7493, section 2.1).
pub(crate) const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixty_six() {
        assert_eq!(('\0'..='\u{10FFFF}').filter(|&c| is_noncharacter(c)).count(), 66);
        // So the reader may take plain text without looking for them.
        assert!(
            ('\0'..='\u{10FFFF}')
                .filter(|&c| is_noncharacter(c))
                .all(|c| !motcua_nfc::is_plain(&c.to_string()))
        );
    }
}
