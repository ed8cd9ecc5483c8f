//! What is unusual in a text that somebody typed, pasted or migrated.

use super::{LegacyEncoding, is_bidi_control, is_zero_width, legacy, normalize};
use crate::Check;

/// Looks a text over. The answer is never `invalid`, since no law judges a text as such; `normalized` is
/// [`normalize`]'s form.
///
/// | Code | What was found |
/// |---|---|
/// | `text/zeroWidth` | characters without width; the normal form drops them |
/// | `text/space` | no-break or other unusual spaces, tabs, line ends; the normal form has plain ones |
/// | `text/extraSpace` | spaces at the ends, or several in a row; the normal form has one between words |
/// | `text/notNfc` | letters and marks that Unicode writes as one (UAX #15); the normal form does |
/// | `text/bidi` | marks that turn the direction of writing; they stay |
/// | `text/control` | control characters; they stay |
/// | `text/tcvn3`, `text/vni` | an old encoding read as Latin-1; the part `suggestion` is the text it was meant to be |
pub fn inspect(text: &str) -> Check {
    let mut check = Check::new();
    let mut found = |code, is: bool| {
        if is {
            check.warn(code);
        }
    };
    let white = |c: char| c.is_whitespace();
    found("text/zeroWidth", text.chars().any(is_zero_width));
    found("text/space", text.chars().any(|c| white(c) && c != ' '));
    found("text/extraSpace", text.starts_with(white) || text.ends_with(white) || has_run_of_spaces(text));
    found("text/notNfc", !motcua_nfc::is_nfc(text));
    found("text/bidi", text.chars().any(is_bidi_control));
    found("text/control", text.chars().any(|c| c.is_control() && !white(c)));
    if let Some(old) = legacy(text) {
        check.warn(match old.encoding {
            LegacyEncoding::Tcvn3 => "text/tcvn3",
            LegacyEncoding::Vni => "text/vni",
        });
        if let Some(meant) = old.suggestion {
            check.add("suggestion", &normalize(&meant));
        }
    }
    check.finish(normalize(text))
}

fn has_run_of_spaces(text: &str) -> bool {
    let mut before = false;
    text.chars().any(|c| std::mem::replace(&mut before, c.is_whitespace()) && c.is_whitespace())
}
