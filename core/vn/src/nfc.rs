//! The one place that knows a table of Unicode normalisation (UAX #15).

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Characters that are always in NFC and never combine with a neighbour: no table is needed for them. They cover
/// plain Vietnamese: everything below the combining marks, and the precomposed block U+1EA0–U+1EF9.
fn is_settled(c: char) -> bool {
    c < '\u{300}' || ('\u{1EA0}'..='\u{1EF9}').contains(&c)
}

/// Canonical composition.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_settled) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Canonical decomposition, lazily.
pub(crate) fn nfd(text: &str) -> impl Iterator<Item = char> {
    text.nfd()
}

/// Whether composing would change nothing.
pub(crate) fn is_nfc(text: &str) -> bool {
    text.chars().all(is_settled) || text.nfc().eq(text.chars())
}
