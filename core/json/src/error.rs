//! What can go wrong, as stable codes with a place and never with a value of the document.

use std::fmt;

use crate::Value;

/// Why a text, a value or a record was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text does not follow the JSON grammar (RFC 8259).
    Syntax,
    /// The bytes are not UTF-8.
    Utf8,
    /// An object has the same member name twice (after unescaping).
    DuplicateKey,
    /// An escape sequence leaves half of a surrogate pair alone.
    LoneSurrogate,
    /// A string holds a Unicode noncharacter.
    Noncharacter,
    /// A string is not in Unicode Normalization Form C.
    NotNfc,
    /// A number is not a finite double, or its token is too long.
    Number,
    /// An integer lies outside the range that is wanted: ±(2^53-1) in a document, the field's own in a record.
    IntegerRange,
    /// Arrays and objects are nested too deeply.
    Depth,
    /// The text, an object or a member name is larger than the policy allows.
    TooLarge,
    /// Something follows the value.
    Trailing,
    /// The value has another type than the record wants.
    Type,
    /// A member that the record needs is absent.
    MissingMember,
    /// A member is present that the record does not know.
    UnknownMember,
    /// A name is not among those that are allowed here.
    UnknownVariant,
    /// The value has the right type but is not acceptable.
    Value,
    /// The text is not a JSON Pointer, or the place it names cannot be set.
    Pointer,
}

impl ErrorKind {
    /// The stable code of this kind.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Syntax => "json/syntax",
            Self::Utf8 => "json/utf8",
            Self::DuplicateKey => "json/duplicateKey",
            Self::LoneSurrogate => "json/loneSurrogate",
            Self::Noncharacter => "json/noncharacter",
            Self::NotNfc => "json/notNfc",
            Self::Number => "json/number",
            Self::IntegerRange => "json/integerRange",
            Self::Depth => "json/depth",
            Self::TooLarge => "json/tooLarge",
            Self::Trailing => "json/trailing",
            Self::Type => "json/type",
            Self::MissingMember => "json/missingMember",
            Self::UnknownMember => "json/unknownMember",
            Self::UnknownVariant => "json/unknownVariant",
            Self::Value => "json/value",
            Self::Pointer => "json/pointer",
        }
    }
}

/// Every kind.
const KINDS: [ErrorKind; 17] = [
    ErrorKind::Syntax,
    ErrorKind::Utf8,
    ErrorKind::DuplicateKey,
    ErrorKind::LoneSurrogate,
    ErrorKind::Noncharacter,
    ErrorKind::NotNfc,
    ErrorKind::Number,
    ErrorKind::IntegerRange,
    ErrorKind::Depth,
    ErrorKind::TooLarge,
    ErrorKind::Trailing,
    ErrorKind::Type,
    ErrorKind::MissingMember,
    ErrorKind::UnknownMember,
    ErrorKind::UnknownVariant,
    ErrorKind::Value,
    ErrorKind::Pointer,
];

/// Every code this crate can give.
pub const CODES: &[&str] = &[
    ErrorKind::Syntax.code(),
    ErrorKind::Utf8.code(),
    ErrorKind::DuplicateKey.code(),
    ErrorKind::LoneSurrogate.code(),
    ErrorKind::Noncharacter.code(),
    ErrorKind::NotNfc.code(),
    ErrorKind::Number.code(),
    ErrorKind::IntegerRange.code(),
    ErrorKind::Depth.code(),
    ErrorKind::TooLarge.code(),
    ErrorKind::Trailing.code(),
    ErrorKind::Type.code(),
    ErrorKind::MissingMember.code(),
    ErrorKind::UnknownMember.code(),
    ErrorKind::UnknownVariant.code(),
    ErrorKind::Value.code(),
    ErrorKind::Pointer.code(),
];

/// A refusal: its kind and, where known, its place.
///
/// The pointer is made of member names and indices, never of values. Names come from the document when the
/// text itself is refused or a member is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    offset: Option<usize>,
    pointer: Option<String>,
}

/// A pointer longer than this (in bytes) is left out, as names may be very long; where a record is read, what
/// remains is the place of an enclosing value.
const MAX_POINTER: usize = 1024;

impl Error {
    pub(crate) const fn new(kind: ErrorKind) -> Self {
        Self { kind, offset: None, pointer: None }
    }

    pub(crate) const fn at_offset(kind: ErrorKind, offset: usize) -> Self {
        Self { kind, offset: Some(offset), pointer: None }
    }

    pub(crate) fn with_pointer(mut self, pointer: String) -> Self {
        self.pointer = Some(pointer).filter(|pointer| pointer.len() <= MAX_POINTER);
        self
    }

    /// The error that displays as this text, without its offset.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (code, pointer) = text.split_once(" in ").unwrap_or((text, ""));
        let kind = KINDS.into_iter().find(|kind| kind.code() == code)?;
        Some(Self::new(kind).with_pointer(pointer.to_owned()))
    }

    /// A record lacks a member. Which object that was is not known here: [`settle`](Self::settle) follows, and
    /// until then the pointer is the bare name, without a slash.
    pub(crate) fn missing_member(name: &str) -> Self {
        Self::new(ErrorKind::MissingMember).with_pointer(crate::pointer::escape(name).into_owned())
    }

    /// Gives an error that has no place the record's own, and a missing member its record. A member that is there cannot be the one that is
    /// missing: that was further down, in a part that serde reads from a copy, and only the whole is known.
    #[cold]
    #[inline(never)]
    pub(crate) fn settle(self, record: &Value) -> Self {
        match self.pointer.as_deref() {
            Some(name) if !name.is_empty() && !name.starts_with('/') => {
                let below = format!("/{name}");
                let is_absent = record.as_object().is_some() && record.pointer(&below).is_none();
                self.with_pointer(if is_absent { below } else { String::new() })
            }
            Some(_) => self,
            None => self.with_pointer(String::new()),
        }
    }

    /// Puts a parent's name or index before the pointer, as the error travels outwards.
    #[cold]
    #[inline(never)]
    pub(crate) fn inside(self, token: &str) -> Self {
        let mut path = String::from("/");
        path.push_str(&crate::pointer::escape(token));
        path.push_str(self.pointer.as_deref().unwrap_or_default());
        self.with_pointer(path)
    }

    /// What was wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable code, such as `json/syntax`.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Where in the text, in bytes from its start (errors of [`parse`](crate::parse) only).
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// The JSON Pointer (RFC 6901) of the place, `""` being the whole document.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// Line and column of the offset in the text that was parsed, both from 1; columns count characters.
    pub fn line_column(&self, text: &[u8]) -> Option<(usize, usize)> {
        let before = text.get(..self.offset?)?;
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        let is_lead = |b: &&u8| **b & 0xC0 != 0x80;
        let column = before.get(line_start..)?.iter().filter(is_lead).count() + 1;
        Some((line, column))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        if let Some(offset) = self.offset {
            write!(f, " at byte {offset}")?;
        }
        match self.pointer.as_deref() {
            Some(pointer) if !pointer.is_empty() => write!(f, " in {pointer}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_the_area() {
        let mut seen = CODES.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), CODES.len());
        assert!(seen.iter().all(|code| code.starts_with("json/")));
    }

    #[test]
    fn line_and_column_count_characters() {
        let text = "{\n \"Họ\": ?}".as_bytes();
        let at = text.iter().position(|&b| b == b'?').unwrap();
        let error = Error::at_offset(ErrorKind::Syntax, at);
        assert_eq!(error.line_column(text), Some((2, 8)));
        assert_eq!(error.line_column(b"short"), None);
    }

    #[test]
    fn an_endless_pointer_is_left_out() {
        let error = Error::new(ErrorKind::Type).inside(&"a".repeat(5000));
        assert_eq!(error.pointer(), None);
    }
}
