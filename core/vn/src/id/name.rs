//! Full names: family name, middle name and given name in one field.
//!
//! The name of a Vietnamese citizen is in Vietnamese or another ethnic language of Vietnam; it is not a number and not
//! a sign that is no letter (Civil Code 91/2015/QH13, Art. 26). No law sets a greatest length.

use super::{Context, Refusal};
use crate::text::{is_apostrophe, is_bidi_control, legacy, normalize};
use crate::{Check, Verdict};

pub(super) fn check(typed: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    let mut name = normalize(typed);
    if name.is_empty() {
        return Err("fullName/empty");
    }
    if name.contains(is_apostrophe) {
        name = name.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    }
    let mut word = Word::default();
    for c in name.chars() {
        if c == ' ' {
            core::mem::take(&mut word).end(check);
        } else {
            motcua_nfc::decompose(c, &mut |part| word.add(part, ctx.foreign, check));
        }
    }
    word.end(check);
    if let Some(old) = legacy(typed) {
        check.warn("fullName/legacyEncoding");
        if let Some(meant) = old.suggestion {
            check.add("suggestion", &normalize(&meant));
        }
    }
    if ctx.foreign {
        if name.chars().any(is_not_latin) {
            check.warn("fullName/notLatin");
        }
    } else if check.verdict != Verdict::Invalid {
        parts(&name, check);
    }
    check.normalized = Some(name);
    Ok(())
}

/// Family name first, given name last, as the names of Vietnam are written.
fn parts(name: &str, check: &mut Check) {
    let (Some((family, rest)), Some((before, given))) = (name.split_once(' '), name.rsplit_once(' ')) else {
        return check.warn("fullName/singleWord");
    };
    check.add("familyName", family);
    if before != family {
        check.add("middleName", rest.strip_suffix(given).unwrap_or_default().trim_end());
    }
    check.add("givenName", given);
}

/// A word while its characters are read, in canonical decomposition.
#[derive(Default)]
struct Word {
    letters: usize,
    /// Marks on the last letter.
    marks: usize,
    /// Whether there is something else than signs that names may have.
    other: bool,
}

impl Word {
    fn add(&mut self, c: char, foreign: bool, check: &mut Check) {
        if is_mark(c) {
            self.marks += 1;
            // A letter carries at most a shape and a tone, in ethnic alphabets one mark more.
            if self.letters == 0 || self.marks > 3 {
                check.refuse("fullName/character");
            } else if !foreign && !is_vietnamese_mark(c) {
                check.refuse("fullName/letter");
            }
            self.other = true;
            return;
        }
        self.marks = 0;
        if matches!(c, '\'' | '-') || (foreign && c == '.') {
            return;
        }
        // What else stands here is refused, or is a letter.
        self.other |= c != '.';
        if matches!(c, 'a'..='z' | 'A'..='Z' | 'đ' | 'Đ' | 'ƀ' | 'Ƀ') {
            self.letters += 1;
        } else if c.is_numeric() {
            check.refuse("fullName/digit");
        } else if is_hidden(c) {
            check.refuse("fullName/hiddenCharacter");
        } else if c.is_alphabetic() {
            self.letters += 1;
            if !foreign {
                check.refuse("fullName/letter");
            }
        } else {
            check.refuse("fullName/character");
        }
    }

    /// A word of signs alone is none: "-".
    fn end(self, check: &mut Check) {
        if !self.other {
            check.refuse("fullName/character");
        }
    }
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
