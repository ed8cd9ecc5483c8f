//! Patterns that say of each place which characters it may have, and nothing else: codes, dates, telephone numbers.
//! Eight places are compared at once.

use super::program::{Op, Program};

/// Longest text that is compared so.
const MAX_LENGTH: usize = 64;

const TOPS: u64 = 0x8080_8080_8080_8080;

/// The places of a text, eight in a word. Longer texts end with a word of their own, which overlaps the one before.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    len: usize,
    /// Where the word begins, and what is added to a byte so that its top bit says that it is high enough, and that it
    /// is too high.
    words: Vec<(usize, u64, u64)>,
}

impl Shape {
    /// The shape of a program that is anchored at both ends and takes one range of ASCII at each place.
    pub(super) fn build(program: &Program) -> Option<Self> {
        let [Op::Start, places @ .., Op::End, Op::Match] = program.ops.as_slice() else { return None };
        if places.len() > MAX_LENGTH {
            return None;
        }
        let mut ranges = Vec::with_capacity(places.len());
        for place in places {
            let Op::Take(class) = place else { return None };
            let &[(low, high)] = program.classes.get(*class)?.ranges() else { return None };
            ranges.push((u8::try_from(low).ok()?, u8::try_from(high).ok().filter(u8::is_ascii)?));
        }
        let len = ranges.len();
        let starts =
            (0..len / 8).map(|word| word * 8).chain((!len.is_multiple_of(8)).then(|| len.saturating_sub(8)));
        let word = |start: usize| {
            let mut enough = [0x80; 8];
            let mut above = [0; 8];
            for ((enough, above), (low, high)) in
                enough.iter_mut().zip(&mut above).zip(ranges.iter().skip(start))
            {
                (*enough, *above) = (0x80 - low, 0x7F - high);
            }
            (start, u64::from_le_bytes(enough), u64::from_le_bytes(above))
        };
        Some(Self { len, words: starts.map(word).collect() })
    }

    /// Whether a text has the shape.
    #[inline]
    pub(super) fn matches(&self, text: &[u8]) -> bool {
        text.len() == self.len
            && self.words.iter().all(|&(start, enough, above)| {
                let rest = text.get(start..).unwrap_or_default();
                let word = match rest.first_chunk::<8>() {
                    Some(word) => u64::from_le_bytes(*word),
                    None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
                };
                // No sum leaves its byte where all of them are ASCII.
                word & TOPS == 0 && (word + enough) & !(word + above) & TOPS == TOPS
            })
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn shape(pattern: &str) -> Option<Shape> {
        Shape::build(&Program::build(&parse(pattern).unwrap()).unwrap())
    }

    #[test]
    fn takes_only_what_says_all_of_each_place() {
        for pattern in ["^$", "^[0-9]{12}$", "^\\d{3}\\.H\\d{2}-\\d{6}$", "^[\\x00-\\x7F]$"] {
            assert!(shape(pattern).is_some(), "{pattern}");
        }
        for pattern in
            ["[0-9]{12}", "^[0-9]{2,3}$", "^\\w$", "^é$", "^[^a]$", "^a|b$", "^(?:ab)*$", "^a{65}$"]
        {
            assert!(shape(pattern).is_none(), "{pattern}");
        }
    }

    #[test]
    fn every_byte_at_every_place() {
        for len in 0..20 {
            let pattern = format!("^{}$", "[0-9]".repeat(len));
            let shape = shape(&pattern).unwrap();
            let mut text = vec![b'5'; len];
            assert!(shape.matches(&text));
            for at in 0..len {
                for byte in 0..=255 {
                    text[at] = byte;
                    assert_eq!(shape.matches(&text), byte.is_ascii_digit(), "{byte} at {at} of {len}");
                }
                text[at] = b'5';
            }
            text.push(b'5');
            assert!(!shape.matches(&text));
        }
    }
}
