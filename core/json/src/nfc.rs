//! Unicode Normalization Forms C and D (UAX #15). Vietnamese text is answered without a table.
//!
//! The crate `unicode-normalization` gives the tables, one character at a time. Its ready-made iterators would bring
//! the tables of the compatibility forms along, which nothing here asks for: 60 KB of the WebAssembly module.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

use crate::sort::sort_by;

/// Whether `text` is in NFC.
pub fn is_nfc(text: &str) -> bool {
    is_plain(text) || composed(text) == text
}

/// `text` in NFC: canonical decomposition, then canonical composition.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(composed(text)) }
}

/// `text` in NFD: canonical decomposition, marks on one letter in canonical order.
pub fn nfd(text: &str) -> String {
    decomposed(text).into_iter().map(|(c, _)| c).collect()
}

/// The characters of NFD, each with its combining class.
fn decomposed(text: &str) -> Vec<(char, u8)> {
    let mut out = Vec::with_capacity(text.len());
    let mut marks = Vec::new();
    for whole in text.chars() {
        decompose_canonical(whole, |c| match canonical_combining_class(c) {
            0 => {
                settle(&mut marks, &mut out);
                out.push((c, 0));
            }
            class => marks.push((c, class)),
        });
    }
    settle(&mut marks, &mut out);
    out
}

/// Puts out the marks that belong to one letter: by class, those of one class as they came.
fn settle(marks: &mut Vec<(char, u8)>, out: &mut Vec<(char, u8)>) {
    if !marks.is_sorted_by_key(|(_, class)| *class) {
        sort_by(marks, |(_, a), (_, b)| a.cmp(b));
    }
    out.append(marks);
}

fn composed(text: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    // The last starter, and the class of the last mark since then that stayed: it blocks marks of its class and below.
    let mut starter = None;
    let mut blocked = None;
    for (c, class) in decomposed(text) {
        let free = blocked.is_none_or(|blocked| blocked < class);
        let base = starter.and_then(|at: usize| out.get_mut(at)).filter(|_| free);
        if let Some(base) = base
            && let Some(both) = compose(*base, c)
        {
            *base = both;
            continue;
        }
        if class == 0 {
            starter = Some(out.len());
            blocked = None;
        } else {
            blocked = Some(class);
        }
        out.push(c);
    }
    out.into_iter().collect()
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
