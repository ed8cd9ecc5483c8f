//! Full names: family name, middle name and given name in one field.
//!
//! The name of a Vietnamese citizen is in Vietnamese or another ethnic language of Vietnam; it is not a number and not
//! a sign that is no letter (Civil Code 91/2015/QH13, Art. 26). No law sets a greatest length.

use super::Context;
use crate::Check;
use crate::text::{is_apostrophe, is_bidi_control, legacy, normalize};
use motcua_nfc::nfd;

pub(super) fn check(typed: &str, ctx: &Context) -> Check {
    let name: String = normalize(typed).chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    let name = normalize(&name);
    if name.is_empty() {
        return Check::invalid("fullName/empty");
    }
    let old = legacy(typed);
    let mut check = Check::valid(name.clone());
    for code in findings(&name, ctx.foreign) {
        check.refuse(code);
    }
    if let Some(old) = old {
        check.warn("fullName/legacyEncoding");
        if let Some(meant) = old.suggestion {
            check = check.with("suggestion", normalize(&meant));
        }
    }
    if ctx.foreign && name.chars().any(is_not_latin) {
        check.warn("fullName/notLatin");
    }
    if check.normalized.is_none() {
        return check;
    }
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((family, rest)), Some((_, given))) if !ctx.foreign => {
            check = check.with("familyName", family);
            if let Some((middle, _)) = rest.rsplit_once(' ') {
                check = check.with("middleName", middle);
            }
            check.with("givenName", given)
        }
        (None, _) if !ctx.foreign => {
            check.warn("fullName/singleWord");
            check
        }
        _ => check,
    }
}

/// Why a name is refused; each code at most once, in the order of the text.
fn findings(name: &str, foreign: bool) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut add = |code| {
        if !found.contains(&code) {
            found.push(code);
        }
    };
    for word in name.split(' ') {
        let mut letters = 0_usize;
        let mut marks = 0_usize;
        for c in nfd(word).chars() {
            match c {
                _ if is_mark(c) => {
                    marks += 1;
                    // A letter carries at most a shape and a tone, in ethnic alphabets one mark more.
                    if letters == 0 || marks > 3 {
                        add("fullName/character");
                    } else if !foreign && !is_vietnamese_mark(c) {
                        add("fullName/letter");
                    }
                    continue;
                }
                'a'..='z' | 'A'..='Z' | 'đ' | 'Đ' | 'ƀ' | 'Ƀ' => letters += 1,
                '\'' | '-' => {}
                '.' if foreign => {}
                _ if c.is_numeric() => add("fullName/digit"),
                _ if is_hidden(c) => add("fullName/hiddenCharacter"),
                _ if c.is_alphabetic() => {
                    letters += 1;
                    if !foreign {
                        add("fullName/letter");
                    }
                }
                _ => add("fullName/character"),
            }
            marks = 0;
        }
        // A word of signs alone: "-". Digits and hidden characters have said so themselves.
        if letters == 0 && word.chars().all(|c| matches!(c, '\'' | '-' | '.')) {
            add("fullName/character");
        }
    }
    found
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Marks of Vietnamese (grave, acute, circumflex, tilde, breve, hook, horn, dot below) and of the alphabets of other
/// ethnic languages (caron: `č`).
fn is_vietnamese_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            | '\u{301}'
            | '\u{302}'
            | '\u{303}'
            | '\u{306}'
            | '\u{309}'
            | '\u{30C}'
            | '\u{31B}'
            | '\u{323}'
    )
}

/// Controls, and the marks that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control() || is_bidi_control(c)
}

/// Letters of scripts other than Latin, which a passport writes in Latin letters.
fn is_not_latin(c: char) -> bool {
    c.is_alphabetic() && c > '\u{24F}' && !('\u{1E00}'..='\u{1EFF}').contains(&c)
}
