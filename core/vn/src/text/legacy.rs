//! Text typed in the eight-bit encodings used before Unicode, shown as if it were Latin-1.

use super::normalize;

/// Whether the text looks like TCVN3 (`NguyÔn V¨n`) or VNI (`Nguyeãn Vaên`) read as Latin-1.
///
/// A guess for a hint, never for a refusal: three patterns that Vietnamese spelling does not have.
pub fn looks_legacy(text: &str) -> bool {
    let mut previous: Option<char> = None;
    for c in normalize(text).chars() {
        if let Some(before) = previous
            && before.is_alphabetic()
            && (is_tcvn3_sign(c) || is_stray_capital(before, c) || is_vni_pair(before, c))
        {
            return true;
        }
        previous = Some(c);
    }
    false
}

/// TCVN3 puts letters where Latin-1 has signs: `V¨n`, `Th¾ng`, `T©m`.
fn is_tcvn3_sign(c: char) -> bool {
    matches!(c, '\u{A8}'..='\u{AE}' | '\u{B5}'..='\u{BE}' | '×')
}

/// TCVN3 puts small letters where Latin-1 has accented capitals: `NguyÔn`.
fn is_stray_capital(before: char, c: char) -> bool {
    before.is_ascii_lowercase() && matches!(c, '\u{C0}'..='\u{DE}')
}

/// VNI writes a mark as a letter of its own after the vowel: `Nguyeãn`, `Traàn`, `Vaên`.
fn is_vni_pair(before: char, c: char) -> bool {
    match before.to_ascii_lowercase() {
        'a' => matches!(
            c,
            'á' | 'à' | 'ã' | 'â' | 'ä' | 'å' | 'ê' | 'é' | 'è' | 'ë' | 'ù' | 'ø' | 'û' | 'õ' | 'ï'
        ),
        'e' => matches!(c, 'á' | 'à' | 'ã' | 'â' | 'ä' | 'å' | 'ù' | 'ø' | 'û' | 'õ' | 'ï'),
        'o' => matches!(c, 'â' | 'ä' | 'å' | 'ù' | 'ø' | 'û' | 'õ' | 'ï'),
        'u' => matches!(c, 'ù' | 'ø' | 'û' | 'õ' | 'ï'),
        _ => false,
    }
}
