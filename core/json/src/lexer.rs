//! The tokenizer. Everything that reads JSON text in the SDK reads it through here.

use std::borrow::Cow;
use std::fmt;

use motcua_nfc::{is_nfc, is_plain};

use crate::noncharacter::is_noncharacter;
use crate::number::MAX_SAFE_INTEGER;
use crate::run::text_run;
use crate::unescape::unescape;
use crate::{Error, ErrorKind, Number, Policy};

/// One token of JSON text.
#[derive(Clone, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    BeginObject,
    /// `}`
    EndObject,
    /// `[`
    BeginArray,
    /// `]`
    EndArray,
    /// `:`
    Colon,
    /// `,`
    Comma,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string or member name, unescaped; borrowed where the text had no escapes.
    String(Cow<'a, str>),
}

/// Only the kind of token: the content of documents stays out of logs.
impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeginObject => "BeginObject",
            Self::EndObject => "EndObject",
            Self::BeginArray => "BeginArray",
            Self::EndArray => "EndArray",
            Self::Colon => "Colon",
            Self::Comma => "Comma",
            Self::Null => "Null",
            Self::Bool(_) => "Bool",
            Self::Number(_) => "Number",
            Self::String(_) => "String",
        })
    }
}

/// Whether the profile takes a string's content: no noncharacter, and in NFC.
pub fn is_profile_text(text: &str) -> bool {
    is_plain(text) || (!text.chars().any(is_noncharacter) && is_nfc(text))
}

/// Cuts JSON text into tokens under a [`Policy`]. It checks each token by itself; that they form a document,
/// that names are unique, and how deep they nest, is the parser's.
#[derive(Clone)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
    policy: Policy,
}

impl fmt::Debug for Lexer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexer(at {} of {} bytes)", self.at, self.text.len())
    }
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of `bytes`.
    ///
    /// # Errors
    /// `json/tooLarge` beyond the policy's length, `json/utf8` where the bytes are not UTF-8.
    pub fn new(bytes: &'a [u8], policy: &Policy) -> Result<Self, Error> {
        if bytes.len() > policy.max_bytes {
            return Err(Error::at_offset(ErrorKind::TooLarge, policy.max_bytes));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|e| Error::at_offset(ErrorKind::Utf8, e.valid_up_to()))?;
        Ok(Self { text, at: 0, policy: *policy })
    }

    /// Where the next token is looked for, in bytes from the start.
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// The next token, or `None` at the end of the text.
    ///
    /// # Errors
    /// The codes of [`parse`](crate::parse) that concern a single token.
    pub fn next_token(&mut self) -> Result<Option<Token<'a>>, Error> {
        let Some(byte) = self.peek_token() else { return Ok(None) };
        let simple = match byte {
            b'{' => Token::BeginObject,
            b'}' => Token::EndObject,
            b'[' => Token::BeginArray,
            b']' => Token::EndArray,
            b':' => Token::Colon,
            b',' => Token::Comma,
            b'"' => return Ok(Some(Token::String(self.string()?))),
            b'-' | b'0'..=b'9' => return Ok(Some(Token::Number(self.number()?))),
            b'n' => return self.literal("null", Token::Null).map(Some),
            b't' => return self.literal("true", Token::Bool(true)).map(Some),
            b'f' => return self.literal("false", Token::Bool(false)).map(Some),
            _ => return Err(self.fail(ErrorKind::Syntax)),
        };
        self.at += 1;
        Ok(Some(simple))
    }

    /// Skips white space and looks at the byte that the next token starts with.
    #[inline]
    pub(crate) fn peek_token(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Goes past the byte that [`peek_token`](Self::peek_token) showed.
    #[inline]
    pub(crate) const fn bump(&mut self) {
        self.at += 1;
    }

    pub(crate) const fn fail(&self, kind: ErrorKind) -> Error {
        Error::at_offset(kind, self.at)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Takes `word`, which is all ASCII, if the text goes on with it.
    pub(crate) fn literal<T>(&mut self, word: &str, token: T) -> Result<T, Error> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(self.fail(ErrorKind::Syntax));
        }
        self.at += word.len();
        Ok(token)
    }

    /// A string, from its opening quote.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Error> {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        let run = text_run(self.rest());
        self.at += run.len;
        let (text, plain) = match self.peek() {
            Some(b'"') => {
                let text = self.text.get(start..self.at).ok_or(self.fail(ErrorKind::Syntax))?;
                self.at += 1;
                (Cow::Borrowed(text), run.plain)
            }
            Some(b'\\') => {
                let text = self.escaped_string(start)?;
                let plain = is_plain(&text);
                (Cow::Owned(text), plain)
            }
            _ => return Err(self.fail(ErrorKind::Syntax)),
        };
        if self.policy.profile && !plain {
            if text.chars().any(is_noncharacter) {
                return Err(Error::at_offset(ErrorKind::Noncharacter, opening));
            }
            if !is_nfc(&text) {
                return Err(Error::at_offset(ErrorKind::NotNfc, opening));
            }
        }
        Ok(text)
    }

    /// The rest of a string whose first escape has been reached; `start` is behind the opening quote.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Result<String, Error> {
        let mut plain = String::new();
        let mut from = start;
        loop {
            plain.push_str(self.text.get(from..self.at).ok_or(self.fail(ErrorKind::Syntax))?);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(plain);
                }
                Some(b'\\') => {
                    let (character, len) = unescape(self.rest()).map_err(|kind| self.fail(kind))?;
                    plain.push(character);
                    self.at += len;
                }
                _ => return Err(self.fail(ErrorKind::Syntax)),
            }
            from = self.at;
            self.at += text_run(self.rest()).len;
        }
    }

    /// A number, from its sign or first digit.
    pub(crate) fn number(&mut self) -> Result<Number, Error> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let whole = match self.peek() {
            Some(b'0') => {
                self.at += 1;
                Some(0)
            }
            Some(b'1'..=b'9') => self.integer_digits(),
            _ => return Err(self.fail(ErrorKind::Syntax)),
        };
        let mut is_integer = true;
        if self.peek() == Some(b'.') {
            is_integer = false;
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            is_integer = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        if self.at - start > self.policy.max_number_chars {
            return Err(Error::at_offset(ErrorKind::Number, start));
        }
        if is_integer {
            match whole {
                Some(n) => return Ok(Number::from(if negative { -n } else { n })),
                None if self.policy.profile => return Err(Error::at_offset(ErrorKind::IntegerRange, start)),
                None => {}
            }
        }
        let token = self.text.get(start..self.at).unwrap_or_default();
        let double = crate::parse_double(token)
            .and_then(Number::from_f64)
            .ok_or(Error::at_offset(ErrorKind::Number, start))?;
        // `1e17` would be written as an integer that the profile refuses; from 1e21 on the exponent stays.
        if self.policy.profile
            && double.as_i64().is_none()
            && double.is_integer()
            && double.as_f64().abs() < 1e21
        {
            return Err(Error::at_offset(ErrorKind::IntegerRange, start));
        }
        Ok(double)
    }

    /// The digits before a point, and their value if it is at most 2^53-1.
    fn integer_digits(&mut self) -> Option<i64> {
        let mut value = Some(0i64);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            // Within 2^53 a tenfold step cannot overflow.
            value = value.map(|n| n * 10 + i64::from(digit - b'0')).filter(|&n| n <= MAX_SAFE_INTEGER);
        }
        value
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), Error> {
        let len = self.rest().iter().take_while(|b| b.is_ascii_digit()).count();
        self.at += len;
        if len == 0 { Err(self.fail(ErrorKind::Syntax)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<Vec<Token<'_>>, Error> {
        let mut lexer = Lexer::new(text.as_bytes(), &Policy::PROFILE)?;
        std::iter::from_fn(|| lexer.next_token().transpose()).collect()
    }

    #[test]
    fn cuts_text_into_tokens() {
        let found = tokens(" {\"a\" : [ true,null,\t-0.5e1, \"\\u00e9\"] }\r\n").unwrap();
        let expected = [
            Token::BeginObject,
            Token::String("a".into()),
            Token::Colon,
            Token::BeginArray,
            Token::Bool(true),
            Token::Comma,
            Token::Null,
            Token::Comma,
            Token::Number((-5).into()),
            Token::Comma,
            Token::String("é".into()),
            Token::EndArray,
            Token::EndObject,
        ];
        assert!(found == expected);
    }
}
