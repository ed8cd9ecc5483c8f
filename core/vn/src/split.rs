//! Texts cut at a sign.

/// The parts of a text between separators, at most so many: the last takes what is left.
// One copy for all kinds of rows, codes and fields.
#[inline(never)]
pub(crate) fn split(text: &str, separator: char, most: usize) -> Vec<&str> {
    text.splitn(most, separator).collect()
}
