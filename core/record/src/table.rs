//! Names as the reader and the writer want them.

use proc_macro2::{Literal, Span};

/// Most of what a table can number.
const MOST: usize = 64;

/// One member in the table; `motcua_json::record::table` reads it.
pub(crate) struct Entry {
    /// Name on the wire.
    pub(crate) name: String,
    /// Which of the record's fields it is, from 0.
    pub(crate) rank: usize,
    pub(crate) may_miss: bool,
    pub(crate) skips_none: bool,
    pub(crate) skips_empty: bool,
}

/// The table, in canonical order of the names: `[rank, flags and length, name]` for each.
pub(crate) fn literal<'a>(entries: impl IntoIterator<Item = &'a Entry>, span: Span) -> syn::Result<Literal> {
    let mut bytes = Vec::new();
    for Entry { name, rank, may_miss, skips_none, skips_empty } in entries {
        if name.len() >= MOST || *rank >= MOST || !name.is_ascii() {
            return Err(syn::Error::new(span, "at most 64 members with short ASCII names"));
        }
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        bytes.push(small(*rank) | flag(*skips_empty, 0x80));
        bytes.push(small(name.len()) | flag(*may_miss, 0x80) | flag(*skips_none, 0x40));
        bytes.extend_from_slice(name.as_bytes());
    }
    Ok(Literal::byte_string(&bytes))
}

fn small(n: usize) -> u8 {
    u8::try_from(n).unwrap_or(u8::MAX)
}
