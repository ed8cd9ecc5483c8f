//! `src/tables.rs` is what `unicode-normalization` says: `cargo xtask unicode` writes it, this test holds it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_normalization::UNICODE_VERSION;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

/// Whether a character is a Hangul syllable: those are computed.
fn is_hangul(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

/// One step of a canonical decomposition.
struct Pair {
    whole: char,
    first: char,
    second: Option<char>,
    composes: bool,
}

/// Every character with a canonical decomposition, in the order of characters. The first half may itself have one,
/// the second never has.
fn pairs() -> Vec<Pair> {
    let mut full = BTreeMap::new();
    for whole in ('\0'..='\u{10FFFF}').filter(|c| !is_hangul(*c)) {
        let mut parts = String::new();
        decompose_canonical(whole, |c| parts.push(c));
        if !parts.chars().eq([whole]) {
            full.insert(whole, parts);
        }
    }
    let step = |whole: char, parts: &str| {
        let mut rest = parts.chars();
        let last = rest.next_back().unwrap();
        let head = rest.as_str();
        let mut chars = head.chars();
        let (first, second) = match (chars.next(), chars.next()) {
            (None, _) => (last, None),
            (Some(only), None) => (only, Some(last)),
            // Of the characters with this decomposition the one that composes, if one does.
            _ => {
                let all = || full.iter().filter(|(_, parts)| parts.as_str() == head).map(|(c, _)| *c);
                let first = all().find(|c| compose(*c, last) == Some(whole)).or_else(|| all().next());
                (first.expect("a character for all but the last part"), Some(last))
            }
        };
        let composes = second.is_some_and(|second| compose(first, second) == Some(whole));
        Pair { whole, first, second, composes }
    };
    full.iter().map(|(whole, parts)| step(*whole, parts)).collect()
}

/// Runs of characters with one combining class: first character, length, class.
fn runs() -> Vec<(u32, u32, u8)> {
    let mut runs: Vec<(u32, u32, u8)> = Vec::new();
    for c in '\0'..='\u{10FFFF}' {
        let (code, class) = (u32::from(c), canonical_combining_class(c));
        match runs.last_mut() {
            _ if class == 0 => {}
            Some((start, length, same)) if *start + *length == code && *same == class => *length += 1,
            _ => runs.push((code, 1, class)),
        }
    }
    runs
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Small for small steps up and down.
fn zigzag(step: i64) -> u32 {
    u32::try_from(if step < 0 { -2 * step - 1 } else { 2 * step }).unwrap()
}

/// The columns of the tables, each with what it holds.
fn columns() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let (mut gaps, mut lengths, mut classes) = (Vec::new(), Vec::new(), Vec::new());
    let mut end = 0;
    for (start, length, class) in runs() {
        varint(start - end, &mut gaps);
        varint(length, &mut lengths);
        classes.push(class);
        end = start + length;
    }
    let pairs = pairs();
    let mut seconds: Vec<char> = pairs.iter().filter_map(|pair| pair.second).collect();
    seconds.sort_unstable();
    seconds.dedup();
    let (mut alphabet, mut wholes, mut firsts, mut kinds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut before = 0;
    for second in &seconds {
        varint(u32::from(*second) - before, &mut alphabet);
        before = u32::from(*second);
    }
    let (mut whole_before, mut first_before) = (0, 0);
    for pair in &pairs {
        varint(u32::from(pair.whole) - whole_before, &mut wholes);
        whole_before = u32::from(pair.whole);
        let first = i64::from(u32::from(pair.first));
        varint(zigzag(first - first_before), &mut firsts);
        first_before = first;
        let at = pair.second.map_or(0, |second| seconds.binary_search(&second).unwrap() + 1);
        assert!(at < 0x80, "the seconds fit into seven bits");
        kinds.push(at as u8 | if pair.composes { 0x80 } else { 0 });
    }
    vec![
        ("RUN_GAPS", "Characters between the end of a run of one combining class and the next run.", gaps),
        ("RUN_LENGTHS", "Characters in each run.", lengths),
        ("RUN_CLASSES", "The combining class of each run, one byte.", classes),
        ("SECONDS", "The steps between the characters that stand second in a pair.", alphabet),
        ("WHOLES", "The steps between the characters that decompose.", wholes),
        ("FIRSTS", "The steps between what each decomposes to first, zigzag.", firsts),
        ("KINDS", "What comes second, counted from 1 in `SECONDS`, 0 for nothing; 0x80: composes.", kinds),
    ]
}

fn source() -> String {
    let (major, minor, update) = UNICODE_VERSION;
    let mut text = format!(
        "//! Generated by `cargo xtask unicode` from the canonical mappings of Unicode {major}.{minor}.{update}; \
         `tests/tables.rs`\n//! writes it. Numbers are varints: seven bits a byte, the lowest first, the eighth for \
         more.\n\n/// The version of Unicode that the tables are of.\n\
         pub const UNICODE_VERSION: (u8, u8, u8) = ({major}, {minor}, {update});\n"
    );
    for (name, about, bytes) in columns() {
        write!(text, "\n/// {about}\n#[rustfmt::skip]\npub(crate) static {name}: &[u8] = b\"").unwrap();
        for line in bytes.chunks(28) {
            text.push_str("\\\n    ");
            for byte in line {
                write!(text, "\\x{byte:02x}").unwrap();
            }
        }
        text.push_str("\";\n");
    }
    text
}

#[test]
fn the_tables_are_those_of_the_stated_version() {
    let expected = source();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tables.rs");
    if std::env::var_os("MOTCUA_BLESS").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let present = std::fs::read_to_string(path).unwrap();
    assert!(present == expected, "core/nfc/src/tables.rs is stale: run `cargo xtask unicode`");
}

/// The bytes of all tables, for whoever weighs them.
#[test]
fn the_tables_are_small() {
    let all: Vec<u8> = columns().into_iter().flat_map(|(_, _, bytes)| bytes).collect();
    assert!(all.len() < 12_000, "{} bytes", all.len());
    if let Some(path) = std::env::var_os("MOTCUA_TABLE_BYTES") {
        std::fs::write(path, all).unwrap();
    }
}
