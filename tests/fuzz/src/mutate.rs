//! Mutations that know a little of structure: brackets, strings, numbers and the target's own words.

use crate::random::Random;

/// Longest input that mutation grows to, in bytes.
const MAX_LEN: usize = 1 << 16;

/// Fragments that break readers of text.
const ODD: &[&[u8]] = &[
    b"\0",
    b"\xFF",
    b"\xC0\x80",
    b"\xED\xA0\x80",
    b"\xF4\x90\x80\x80",
    b"\xEF\xBB\xBF",
    b"\\ud800",
    b"\\u0000",
    b"1e999",
    b"-0",
    b"0.1e-400",
    b"9007199254740993",
    b"\xCC\x81",
    b"\xEF\xBF\xBF",
    b"{}",
    b"[]",
    b"\"\"",
    b"[[[[",
    b"{\"a\":",
    b",",
    b":",
    b"null",
    b"true",
    b"\"__proto__\"",
    b"\r\n",
    b"~1",
    b"/",
];

/// Makes a new input out of `input`; `other` is one to splice with.
pub fn mutate(input: &[u8], other: &[u8], words: &[&str], random: &mut Random) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=random.below(6) {
        step(&mut out, other, words, random);
    }
    out.truncate(MAX_LEN);
    out
}

fn step(out: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    let at = random.below(out.len() + 1);
    match random.below(12) {
        0 => {
            if let Some(byte) = out.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => {
            if let Some(byte) = out.get_mut(at) {
                *byte = u8::try_from(random.below(256)).unwrap_or(0);
            }
        }
        2 => drop(out.splice(at..stretch(out, at, random), [])),
        3 => {
            // A piece of itself once more, somewhere else.
            let piece = out[at..stretch(out, at, random)].to_vec();
            let place = random.below(out.len() + 1);
            insert(out, place, &piece);
        }
        4 => {
            let from = random.below(other.len() + 1);
            let piece = &other[from..stretch(other, from, random)];
            insert(out, at, piece);
        }
        5 => {
            // The head of one and the tail of the other.
            out.truncate(at);
            out.extend_from_slice(&other[random.below(other.len() + 1)..]);
        }
        6 => insert(out, at, random.pick(ODD).copied().unwrap_or_default()),
        7 => {
            // The same fragment many times: depth and length.
            let piece = random.pick(ODD).copied().unwrap_or_default();
            insert(out, at, &piece.repeat(1 << random.below(9)));
        }
        8 => {
            // Swaps two neighbours that commas separate.
            let commas: Vec<usize> = (0..out.len()).filter(|&i| out[i] == b',').collect();
            if let Some(&comma) = random.pick(&commas) {
                let end = commas.iter().copied().find(|&next| next > comma).unwrap_or(out.len());
                let piece: Vec<u8> = out.drain(comma..end).collect();
                let place = random.pick(&commas).copied().unwrap_or(0).min(out.len());
                insert(out, place, &piece);
            }
        }
        9 => {
            // Another digit where one is.
            let digits: Vec<usize> = (0..out.len()).filter(|&i| out[i].is_ascii_digit()).collect();
            if let Some(&digit) = random.pick(&digits) {
                out[digit] = b'0' + u8::try_from(random.below(10)).unwrap_or(0);
            }
        }
        _ => {
            let word = random.pick(words).copied().unwrap_or("null");
            if random.below(2) == 0 {
                insert(out, at, word.as_bytes());
            } else {
                // In place of another word or string.
                let end = (at..out.len()).find(|&i| b"\",:{}[]".contains(&out[i])).unwrap_or(out.len());
                out.splice(at..end, word.bytes());
            }
        }
    }
}

/// The end of a stretch that begins at `from`: mostly short.
fn stretch(bytes: &[u8], from: usize, random: &mut Random) -> usize {
    let longest = if random.below(8) == 0 { bytes.len() } else { 16 };
    (from + random.below(longest) + 1).min(bytes.len())
}

fn insert(out: &mut Vec<u8>, at: usize, piece: &[u8]) {
    if out.len() + piece.len() <= MAX_LEN {
        out.splice(at..at, piece.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_change_and_stay_bounded() {
        let mut random = Random::new(1);
        let mut input = b"{\"a\":[1,2]}".to_vec();
        let mut changed = 0;
        for _ in 0..5000 {
            let next = mutate(&input, b"{\"b\":null}", &["\"type\""], &mut random);
            assert!(next.len() <= MAX_LEN);
            changed += usize::from(next != input);
            input = next;
        }
        assert!(changed > 4000, "{changed}");
        assert!(mutate(b"", b"", &[], &mut random).len() <= MAX_LEN);
    }
}
