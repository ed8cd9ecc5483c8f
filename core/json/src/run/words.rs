//! Eight bytes in a word: in each test the lowest byte that is marked is truly one that was looked for.

use super::Run;

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes that are zero.
const fn zeros(x: u64) -> u64 {
    x.wrapping_sub(ONES) & !x & TOPS
}

const fn equal(word: u64, byte: u8) -> u64 {
    zeros(word ^ (ONES * byte as u64))
}

pub(super) fn text_run(bytes: &[u8]) -> Run {
    let mut run = Run { len: 0, ascii: true, plain: true, chars: 0 };
    loop {
        let rest = bytes.get(run.len..).unwrap_or_default();
        let ascii = ascii_run(rest);
        run.len += ascii;
        run.chars += ascii;
        let rest = rest.get(ascii..).unwrap_or_default();
        if !matches!(rest, [0x80..=0xFF, ..]) {
            return run;
        }
        run.ascii = false;
        let len = match rest {
            [0xC2..=0xCB, 0x80..=0xBF, ..] => 2,
            [0xE1, 0xBA, 0xA0..=0xBF, ..] | [0xE1, 0xBB, 0x80..=0xB9, ..] => 3,
            _ => {
                run.plain = false;
                1
            }
        };
        run.len += len;
        run.chars += 1;
    }
}

/// The ASCII characters that need no attention.
fn ascii_run(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(ONES * 0x20) & !word & TOPS;
        let marks = equal(word, b'"') | equal(word, b'\\') | control | (word & TOPS);
        if marks != 0 {
            return index * 8 + (marks.trailing_zeros() / 8) as usize;
        }
    }
    let rest = tail.iter().take_while(|&&b| (0x20..0x80).contains(&b) && b != b'"' && b != b'\\');
    words.len() * 8 + rest.count()
}

pub(super) fn short_text(bytes: &[u8]) -> Option<usize> {
    let block = bytes.first_chunk::<16>()?;
    let len = ascii_run(block);
    (block.get(len) == Some(&b'"')).then_some(len)
}

pub(super) fn find_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let marks = equal(u64::from_le_bytes(*word), byte);
        if marks != 0 {
            return Some(index * 8 + (marks.trailing_zeros() / 8) as usize);
        }
    }
    let at = tail.iter().position(|other| *other == byte)?;
    Some(words.len() * 8 + at)
}
