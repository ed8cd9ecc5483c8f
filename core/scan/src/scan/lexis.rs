//! White space, words, texts and numbers of JSON, read where they stand.

use std::borrow::Cow;

use motcua_json::{Lexer, Token, is_profile_text, text_run};

use super::{Scan, Slow};

/// A text without its quotes.
pub(super) enum Text<'s> {
    /// Plain characters, which nearly all are: its bytes serve as they stand.
    Plain { bytes: &'s [u8], ascii: bool, chars: usize },
    /// Any other; owned where it had escapes.
    Other(Cow<'s, str>),
}

/// A number, and whether it is whole.
pub(super) struct Numeral {
    pub(super) value: f64,
    pub(super) whole: bool,
}

impl Text<'_> {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Plain { bytes, .. } => bytes,
            Self::Other(text) => text.as_bytes(),
        }
    }

    /// Number of its characters.
    pub(super) fn chars(&self) -> usize {
        match self {
            Self::Plain { chars, .. } => *chars,
            Self::Other(text) => text.chars().count(),
        }
    }
}

impl<'s> Scan<'s> {
    /// Skips white space and looks at the next byte.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at).copied()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    #[inline(always)]
    pub(super) fn rest(&self) -> &'s [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    pub(super) fn literal(&mut self, word: &[u8]) -> Result<(), Slow> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            Ok(())
        } else {
            Err(Slow)
        }
    }

    /// A text, from its opening quote.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Result<Text<'s>, Slow> {
        let start = self.at + 1;
        let run = text_run(self.bytes.get(start..).unwrap_or_default());
        let end = start + run.len;
        match self.bytes.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                let raw = self.bytes.get(start..end).unwrap_or_default();
                if run.plain {
                    return Ok(Text::Plain { bytes: raw, ascii: run.ascii, chars: run.chars });
                }
                self.other(raw)
            }
            Some(b'\\') => self.escaped(start - 1, end),
            _ => Err(Slow),
        }
    }

    /// A text of any characters.
    #[cold]
    #[inline(never)]
    fn other(&self, raw: &'s [u8]) -> Result<Text<'s>, Slow> {
        let text = std::str::from_utf8(raw).map_err(|_| Slow)?;
        if self.table.policy.is_profile() && !is_profile_text(text) {
            return Err(Slow);
        }
        Ok(Text::Other(Cow::Borrowed(text)))
    }

    /// A text with escapes: the reader's own tokenizer reads it, once its end is known.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, start: usize, mut end: usize) -> Result<Text<'s>, Slow> {
        loop {
            match self.bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(0x20..) => end += 1,
                _ => return Err(Slow),
            }
            end += text_run(self.bytes.get(end..).unwrap_or_default()).len;
        }
        let slice = self.bytes.get(start..=end).ok_or(Slow)?;
        let mut lexer = Lexer::new(slice, &self.table.policy).map_err(|_| Slow)?;
        match lexer.next_token() {
            Ok(Some(Token::String(text))) if lexer.offset() == slice.len() => {
                self.at = end + 1;
                Ok(Text::Other(text))
            }
            _ => Err(Slow),
        }
    }

    /// A number. Integers of at most 15 digits are read here; the rest by the reader's own tokenizer.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Result<Numeral, Slow> {
        let rest = self.rest();
        let negative = rest.first() == Some(&b'-');
        let digits = rest.get(usize::from(negative)..).unwrap_or_default();
        let mut value = 0_u64;
        let mut len = 0;
        while let Some(digit @ b'0'..=b'9') = digits.get(len) {
            // Wraps for a longer one, which is not taken here.
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            len += 1;
        }
        let plain = !matches!(digits.get(len), Some(b'.' | b'e' | b'E'));
        let leading_zero = len > 1 && digits.first() == Some(&b'0');
        if plain && (1..=15).contains(&len) && !leading_zero {
            self.at += len + usize::from(negative);
            let value = value as f64;
            return Ok(Numeral { value: if negative { -value } else { value }, whole: true });
        }
        self.long_number()
    }

    #[cold]
    #[inline(never)]
    fn long_number(&mut self) -> Result<Numeral, Slow> {
        let belongs = |b: &u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let len = self.rest().iter().take_while(|b| belongs(b)).count();
        let slice = self.rest().get(..len).unwrap_or_default();
        let mut lexer = Lexer::new(slice, &self.table.policy).map_err(|_| Slow)?;
        match lexer.next_token() {
            Ok(Some(Token::Number(number))) if lexer.offset() == len => {
                self.at += len;
                Ok(Numeral { value: number.as_f64(), whole: number.is_integer() })
            }
            _ => Err(Slow),
        }
    }
}

/// Whether two texts are equal. Choices and names are short: eight bytes or four, and the last ones again, settle it
/// without a call.
#[inline(always)]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(x), Some(y)) = (a.first_chunk::<8>(), b.first_chunk::<8>()) {
        return x == y
            && a.last_chunk::<8>() == b.last_chunk::<8>()
            && (a.len() <= 16 || a.get(8..a.len() - 8) == b.get(8..b.len() - 8));
    }
    if let (Some(x), Some(y)) = (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        return x == y && a.last_chunk::<4>() == b.last_chunk::<4>();
    }
    a.iter().eq(b)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn equal_texts_are_the_same() {
        for len in 0..40 {
            let text: Vec<u8> = (0..len).collect();
            assert!(same(&text, &text.clone()));
            for at in 0..text.len() {
                let mut other = text.clone();
                other[at] ^= 0x10;
                assert!(!same(&text, &other), "{at} of {len}");
            }
            assert!(!same(&text, &[text.as_slice(), b"x"].concat()));
        }
    }
}
