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

/// The table, in canonical order of the names: for each three characters and the name.
pub(crate) fn literal<'a>(entries: impl IntoIterator<Item = &'a Entry>, span: Span) -> syn::Result<Literal> {
    let mut text = String::new();
    for Entry { name, rank, may_miss, skips_none, skips_empty } in entries {
        if name.len() >= MOST || *rank >= MOST || !name.is_ascii() {
            return Err(syn::Error::new(span, "at most 64 members with short ASCII names"));
        }
        let flags = usize::from(*may_miss) + 2 * usize::from(*skips_none) + 4 * usize::from(*skips_empty);
        text.extend([*rank, name.len(), flags].map(printed));
        text.push_str(name);
    }
    Ok(Literal::string(&text))
}

/// A small number as one printable character.
fn printed(n: usize) -> char {
    u8::try_from(n + usize::from(b' ')).map_or('~', char::from)
}
