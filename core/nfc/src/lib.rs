//! Unicode Normalization Forms C and D (UAX #15), for one stated version of Unicode.
//!
//! The verdict on a text must be the same on every target, and the hosts' own `normalize` differ in their versions of
//! Unicode. So the canonical tables travel with the core: 6 KB after compression, without the compatibility forms,
//! which nothing here asks for. Vietnamese text in NFC is answered without them.
//!
//! ```
//! use motcua_nfc::{is_nfc, nfc, nfd};
//!
//! assert_eq!(nfc("Nguye\u{302}\u{303}n"), "Nguyễn");
//! assert_eq!(nfd("ệ"), "e\u{323}\u{302}");
//! assert!(is_nfc("Đặng Thị Hoà") && !is_nfc("a\u{301}"));
//! ```
//!
//! Every function takes time linear in the length of its text, whatever the text.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod hangul;
mod table;
mod tables;

use std::borrow::Cow;

use table::Table;
pub use tables::UNICODE_VERSION;

/// A character with its canonical combining class; 0 is a starter.
type Classed = (char, u8);

/// Whether every character is in NFC whatever stands beside it. True for Vietnamese in precomposed letters.
pub fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(is_plainly_nfc)
}

/// Whether `text` is in NFC.
pub fn is_nfc(text: &str) -> bool {
    is_plain(text) || {
        let mut work = Work::new();
        pieces(text).all(|piece| is_plain(piece) || work.compose(piece).iter().copied().eq(piece.chars()))
    }
}

/// `text` in NFC: canonical decomposition, then canonical composition.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut work = Work::new();
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        if is_plain(piece) {
            out.push_str(piece);
        } else {
            out.extend(work.compose(piece));
        }
    }
    Cow::Owned(out)
}

/// `text` in NFD: canonical decomposition, marks on one letter in canonical order.
pub fn nfd(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Work::new().decompose(text).iter().map(|(c, _)| *c).collect())
}

/// Hands over the characters of NFD of one character, which may be itself. Marks on one letter that come from several
/// characters are not put in order.
pub fn decompose(c: char, each: &mut dyn FnMut(char)) {
    if c.is_ascii() {
        each(c);
    } else {
        Table::get().decompose(c, |part, _| each(part));
    }
}

/// Everything below the combining marks, and the precomposed Vietnamese letters. None of them is a mark, changes in
/// NFC, or becomes a part of what stands before it; so a text may be cut before each of them.
const fn is_plainly_nfc(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}')
}

/// Cuts a text where nothing can cross: a run of plain characters but its last, then that one with all that follows
/// up to the next plain one, and so on.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at_checked(piece_length(rest)).unwrap_or((rest, ""));
        rest = after;
        Some(piece)
    })
}

fn piece_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    // Where the last of the leading plain characters begins.
    let mut last_plain = None;
    for (at, c) in chars.by_ref() {
        if is_plainly_nfc(c) {
            last_plain = Some(at);
            continue;
        }
        return match last_plain {
            Some(cut) if cut > 0 => cut,
            _ => chars.find(|(_, c)| is_plainly_nfc(*c)).map_or(text.len(), |(at, _)| at),
        };
    }
    text.len()
}

/// The table, and room that is used again for each piece.
struct Work {
    table: &'static Table,
    decomposed: Vec<Classed>,
    composed: Vec<char>,
}

impl Work {
    fn new() -> Self {
        Self { table: Table::get(), decomposed: Vec::new(), composed: Vec::new() }
    }

    /// The characters of NFD.
    fn decompose(&mut self, text: &str) -> &[Classed] {
        let out = &mut self.decomposed;
        out.clear();
        // Where the marks since the last starter begin, and whether they came in order.
        let (mut marks, mut sorted, mut last) = (0, true, 0);
        for whole in text.chars() {
            self.table.decompose(whole, |c, class| {
                if class == 0 {
                    settle(out, marks, sorted);
                    out.push((c, 0));
                    (marks, sorted, last) = (out.len(), true, 0);
                } else {
                    sorted &= last <= class;
                    last = class;
                    out.push((c, class));
                }
            });
        }
        settle(out, marks, sorted);
        out
    }

    /// The characters of NFC.
    fn compose(&mut self, text: &str) -> &[char] {
        self.decompose(text);
        let out = &mut self.composed;
        out.clear();
        // The last starter, and the class of the last mark since then that stayed: it blocks marks of its class and
        // below.
        let mut starter: Option<usize> = None;
        let mut blocked = None;
        for (c, class) in self.decomposed.iter().copied() {
            let free = blocked.is_none_or(|blocked| blocked < class);
            let base = starter.and_then(|at| out.get_mut(at)).filter(|_| free);
            if let Some(base) = base
                && let Some(both) = self.table.compose(*base, c)
            {
                *base = both;
                continue;
            }
            if class == 0 {
                starter = Some(out.len());
                blocked = None;
            } else {
                blocked = Some(class);
            }
            out.push(c);
        }
        out
    }
}

/// Puts the marks from `start` on into canonical order: by class, those of one class as they came. Linear, since
/// there are 255 classes: marks are counted, then placed.
fn settle(out: &mut [Classed], start: usize, sorted: bool) {
    let Some(marks) = out.get_mut(start..).filter(|_| !sorted) else { return };
    if let [a, b] = marks {
        std::mem::swap(a, b);
        return;
    }
    let before = marks.to_vec();
    let mut places = [0_usize; 256];
    for (_, class) in &before {
        if let Some(count) = places.get_mut(usize::from(*class)) {
            *count += 1;
        }
    }
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    for mark in before {
        if let Some(place) = places.get_mut(usize::from(mark.1))
            && let Some(slot) = marks.get_mut(*place)
        {
            *slot = mark;
            *place += 1;
        }
    }
}
