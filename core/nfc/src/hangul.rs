//! Hangul syllables, which are computed (The Unicode Standard, section 3.12).

const SYLLABLES: u32 = 0xAC00;
const LEADING: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
/// One before the first: a syllable without a trailing consonant counts as 0.
const TRAILING: u32 = 0x11A7;
const LEADING_COUNT: u32 = 19;
const VOWEL_COUNT: u32 = 21;
const TRAILING_COUNT: u32 = 28;

/// Leading consonant, vowel, and trailing consonant if there is one.
pub(crate) fn decompose(c: char) -> Option<(char, char, Option<char>)> {
    let at = u32::from(c).checked_sub(SYLLABLES)?;
    if at >= LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT {
        return None;
    }
    let leading = char::from_u32(LEADING + at / (VOWEL_COUNT * TRAILING_COUNT))?;
    let vowel = char::from_u32(VOWELS + at / TRAILING_COUNT % VOWEL_COUNT)?;
    let trailing = match at % TRAILING_COUNT {
        0 => None,
        at => char::from_u32(TRAILING + at),
    };
    Some((leading, vowel, trailing))
}

/// A leading consonant with a vowel, or a syllable without a trailing consonant with one.
pub(crate) fn compose(first: char, second: char) -> Option<char> {
    let (first, second) = (u32::from(first), u32::from(second));
    let place = |code: u32, base: u32, count: u32| code.checked_sub(base).filter(|at| *at < count);
    if let Some(leading) = place(first, LEADING, LEADING_COUNT) {
        let vowel = place(second, VOWELS, VOWEL_COUNT)?;
        return char::from_u32(SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT);
    }
    let at = place(first, SYLLABLES, LEADING_COUNT * VOWEL_COUNT * TRAILING_COUNT)?;
    let trailing = place(second, TRAILING, TRAILING_COUNT).filter(|at| *at > 0)?;
    if at % TRAILING_COUNT == 0 { char::from_u32(first + trailing) } else { None }
}
