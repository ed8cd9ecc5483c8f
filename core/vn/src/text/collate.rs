//! The order of Vietnamese words (CLDR `vi`) and of people.
//!
//! First level: the alphabet a ă â b c d đ e ê … o ô ơ … u ư. Second: the tones ngang, huyền, hỏi, ngã, sắc, nặng.
//! Third: small letters before capitals. The place of the tone is folded first, so `hòa` and `hoà` are equal, which
//! they are not in CLDR.

use super::{move_tones, normalize};
use std::cmp::Ordering;

use motcua_nfc::nfd;

/// Compares two texts in Vietnamese order (CLDR 48, collation `vi`), the tone's place folded first.
pub fn compare(a: &str, b: &str) -> Ordering {
    compare_elements(&elements(a), &elements(b))
}

/// Compares two people's names as Vietnamese lists do by custom: by given name (the last word), then the middle names,
/// then the family name. No law orders lists.
pub fn compare_people(a: &str, b: &str) -> Ordering {
    let (a, b) = (normalize(a), normalize(b));
    let (a, b) = (person(&a), person(&b));
    compare(a.0, b.0).then_with(|| compare(a.1, b.1)).then_with(|| compare(a.2, b.2))
}

/// Given, middle and family name of a normalised name.
fn person(name: &str) -> (&str, &str, &str) {
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((family, rest)), Some((_, given))) => {
            (given, rest.strip_suffix(given).unwrap_or_default().trim_end(), family)
        }
        _ => (name, "", ""),
    }
}

/// One letter with its marks: the three levels of comparison.
struct Element {
    primary: u32,
    secondary: u32,
    upper: bool,
}

fn compare_elements(a: &[Element], b: &[Element]) -> Ordering {
    a.iter()
        .map(|e| e.primary)
        .cmp(b.iter().map(|e| e.primary))
        .then_with(|| a.iter().map(|e| e.secondary).cmp(b.iter().map(|e| e.secondary)))
        .then_with(|| a.iter().map(|e| e.upper).cmp(b.iter().map(|e| e.upper)))
}

fn elements(text: &str) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::with_capacity(text.len());
    for c in nfd(&move_tones(&normalize(text))).chars() {
        match (out.last_mut(), c) {
            (Some(letter), '\u{300}'..='\u{36F}') => add_mark(letter, c),
            _ => out.push(element(c)),
        }
    }
    out
}

/// First-level weights leave room after each Latin letter for the letters Vietnamese makes of it.
const LATIN: u32 = 0x1000;
const STEP: u32 = 4;
const OTHER: u32 = 0x2000;
/// Signs in the order of the CLDR root, before the digits.
const SIGNS: &str = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

fn latin(letter: char) -> u32 {
    LATIN + (u32::from(letter) - u32::from('a')) * STEP
}

fn element(c: char) -> Element {
    let upper = c.is_uppercase();
    let low = super::lower(c);
    let primary = match low {
        'a'..='z' => latin(low),
        'đ' => latin('d') + 1,
        '0'..='9' => 0x800 + u32::from(low),
        _ => match SIGNS.chars().zip(1..).find(|(sign, _)| *sign == low) {
            Some((_, place)) => place,
            None => OTHER + u32::from(low),
        },
    };
    Element { primary, secondary: 0, upper }
}

/// The weight of the last tone.
const DOT_BELOW: u32 = 5;

/// A mark makes another letter of a, e, o or u, or is a tone, or is foreign and decides last.
fn add_mark(letter: &mut Element, mark: char) {
    let base = letter.primary;
    // Another mark in between keeps letter and shape apart; only the dot below stands before it in canonical order.
    let free = matches!(letter.secondary, 0 | DOT_BELOW);
    let made = match mark {
        _ if !free => None,
        '\u{306}' if base == latin('a') => Some(1),
        '\u{302}' if base == latin('a') => Some(2),
        '\u{302}' if base == latin('e') || base == latin('o') => Some(1),
        '\u{31B}' if base == latin('o') => Some(2),
        '\u{31B}' if base == latin('u') => Some(1),
        _ => None,
    };
    if let Some(step) = made {
        letter.primary += step;
        return;
    }
    let weight = match mark {
        '\u{300}' => 1,
        '\u{309}' => 2,
        '\u{303}' => 3,
        '\u{301}' => 4,
        '\u{323}' => DOT_BELOW,
        other => u32::from(other) - 0x300 + 8,
    };
    letter.secondary = letter.secondary.saturating_mul(0x80).saturating_add(weight);
}
