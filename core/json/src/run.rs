//! The stretches of a string that need no attention, which is nearly all of most strings.

/// The beginning of a string.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Its length in bytes.
    pub len: usize,
    /// Whether all of it is ASCII.
    pub ascii: bool,
}

/// How far a string goes on without a quote, a backslash or a control character. Eight bytes at a time: in each
/// test below the lowest byte that is marked is truly one that was looked for.
#[inline]
pub fn plain_run(bytes: &[u8]) -> Run {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    const fn zero_bytes(x: u64) -> u64 {
        x.wrapping_sub(ONES) & !x & TOPS
    }
    let mut len = 0;
    let mut seen = 0u64;
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let quote = zero_bytes(word ^ (ONES * b'"' as u64));
        let backslash = zero_bytes(word ^ (ONES * b'\\' as u64));
        let control = word.wrapping_sub(ONES * 0x20) & !word & TOPS;
        let marks = quote | backslash | control;
        if marks != 0 {
            let before = marks.trailing_zeros() / 8;
            let mask = (1u64 << (before * 8)) - 1;
            return Run { len: len + before as usize, ascii: (seen | (word & mask)) & TOPS == 0 };
        }
        seen |= word;
        len += 8;
    }
    let rest = tail.iter().take_while(|&&b| b >= 0x20 && b != b'"' && b != b'\\');
    let (count, bits) = rest.fold((0, 0u8), |(count, bits), &b| (count + 1, bits | b));
    Run { len: len + count, ascii: seen & TOPS == 0 && bits < 0x80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_runs_end_at_the_first_special_byte() {
        for special in [b'"', b'\\', 0x00, 0x1F] {
            for filler in [b' ', b'!', b'#', b'[', b']', 0x7F, 0x80, 0xA2, 0xDC, 0xFF] {
                for before in 0..40 {
                    let mut bytes = vec![filler; before];
                    bytes.push(special);
                    bytes.extend_from_slice(&[special.wrapping_add(1), 0, filler, 0xFF, b'"', 1, 2, 3]);
                    let run = plain_run(&bytes);
                    assert_eq!(run.len, before, "{special} {filler}");
                    assert_eq!(run.ascii, before == 0 || filler < 0x80, "{special} {filler} {before}");
                }
            }
        }
        let run = plain_run(&[b'a'; 17]);
        assert!(run.len == 17 && run.ascii);
    }
}
