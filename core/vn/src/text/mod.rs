//! Vietnamese text: one normal form, keys to search and match by, and the order of words and of people.
//!
//! Vietnamese has 89 lower-case letters, all precomposed in Unicode, and two legal habits of placing the tone in
//! `oa`, `oe` and `uy` (`hòa` in older gazettes, `hoà` in newer data). Text is stored as typed, in NFC, and
//! compared by key.

mod collate;
mod inspect;
mod legacy;
mod syllable;

pub use collate::{compare, compare_people};
pub use inspect::inspect;
pub use legacy::{Legacy, LegacyEncoding, legacy};

use std::borrow::Cow;

use motcua_nfc::{nfc, nfd};

/// Characters without width that people paste without knowing.
fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The form to store: NFC (UAX #15, of the Unicode version that `motcua_nfc` states), no zero-width characters, every
/// run of white space (no-break spaces, tabs and line ends too) one space, none at the ends.
///
/// Bidirectional marks and control characters stay, so that a check can refuse them.
pub fn normalize(text: &str) -> String {
    // Most of what is typed: nothing to do.
    let mut after_space = true;
    let fine = text.chars().all(|c| {
        let before = std::mem::replace(&mut after_space, c == ' ');
        if after_space { !before } else { stays(c) }
    });
    if fine && !after_space {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_zero_width(*c)) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    match nfc(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(composed) => composed,
    }
}

/// Whether a character stays what it is whatever stands beside it: no white space, no mark, and nothing invisible.
const fn stays(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{C0}'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}')
}

/// Whether the text is in Normalization Form C (UAX #15).
pub fn is_nfc(text: &str) -> bool {
    motcua_nfc::is_nfc(text)
}

/// The key to search by: lower case, no marks, `đ` as `d`, white space collapsed. No law: what people type.
///
/// Only the marks of European alphabets (U+0300–U+036F) are dropped, so other scripts keep their vowels.
pub fn search_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in nfd(&normalize(text)).chars() {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'đ' | 'Đ' => out.push('d'),
            '’' | '‘' | 'ʼ' => out.push('\''),
            c => out.extend(c.to_lowercase().filter(|l| !('\u{300}'..='\u{36F}').contains(l))),
        }
    }
    // Dropping marks can leave a space at an end ("\u{20}\u{301}"), and letters that compose (Hangul).
    normalize(&out)
}

/// The key to match by, however a text was typed: lower case, one place for the tone (`hòa` and `HOÀ` give `hoà`), one
/// apostrophe, white space collapsed. Tones stay: `hoa` and `hoà` are different words.
///
/// Both places of the tone are in lawful use: gazettes print `hòa`, newer lists of places `hoà`.
pub fn fold_tones(text: &str) -> String {
    let lower = lower_case(&normalize(text));
    let one_apostrophe: String = lower.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    move_tones(&normalize(&one_apostrophe))
}

/// Every character in lower case, whatever stands beside it.
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A name as civil-status registers write it: in capitals with all its marks (Circular 04/2020/TT-BTP, Art. 30–31), in
/// the form of [`normalize`].
pub fn register_case(name: &str) -> String {
    normalize(&normalize(name).to_uppercase())
}

/// Marks that turn the direction of writing: a text may then look other than it reads (Unicode Technical Report 36).
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Moves the tone of `oa`, `oe`, `uy` and of any vowel after `qu` from the first letter to the second, keeping case.
pub(crate) fn move_tones(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut previous = None;
    while let Some(c) = chars.next() {
        let moved = chars.peek().and_then(|next| shift(previous, c, *next));
        previous = Some(c);
        match moved {
            Some((bare, toned)) => {
                out.push(bare);
                out.push(toned);
                chars.next();
                previous = Some(toned);
            }
            None => out.push(c),
        }
    }
    out
}

const TONED_O: [char; 6] = ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'];
const TONED_U: [char; 6] = ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'];
/// Vowels that can take the tone over, each with its six tones in the order ngang, huyền, hỏi, ngã, sắc, nặng.
const TARGETS: [[char; 6]; 8] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
];

fn shift(previous: Option<char>, first: char, second: char) -> Option<(char, char)> {
    let low = lower(first);
    let low_second = lower(second);
    let after_q = previous.is_some_and(|p| matches!(p, 'q' | 'Q'));
    let (bare, tone, allowed) = if let Some(tone) = tone_in(&TONED_O, low) {
        ('o', tone, matches!(low_second, 'a' | 'e'))
    } else {
        ('u', tone_in(&TONED_U, low)?, low_second == 'y' || after_q)
    };
    if tone == 0 || !allowed {
        return None;
    }
    let toned = *TARGETS.iter().find(|row| row.first() == Some(&low_second))?.get(tone)?;
    Some((like(first, bare), like(second, toned)))
}

fn tone_in(row: &[char; 6], c: char) -> Option<usize> {
    row.iter().position(|r| *r == c)
}

fn lower(c: char) -> char {
    let mut it = c.to_lowercase();
    match (it.next(), it.next()) {
        (Some(l), None) => l,
        _ => c,
    }
}

/// `c` in the case of `model`. Every Vietnamese letter has one upper-case letter.
fn like(model: char, c: char) -> char {
    if model.is_uppercase() { c.to_uppercase().next().unwrap_or(c) } else { c }
}
