//! The tables of `core/vn/data` as arrays, read while compiling: a check looks a number up without reading any text, and
//! the comments of the files stay out of the program.
#![allow(clippy::indexing_slicing, reason = "runs while compiling, where a slip is an error of the build")]

use std::borrow::Cow;

use super::dossier::Shape;
use crate::place::data::PROVINCES;
use crate::table::table;

const PHONES: &str = include_str!("../../data/phones.txt");
const PLATES: &str = include_str!("../../data/plates.txt");
const DOSSIER_CODES_TEXT: &str = table!("dossier-codes.txt");

/// A province before 2025, and the one it belongs to since 2025-07-01 (Resolution 202/2025/QH15).
#[derive(Clone, Copy)]
pub(crate) struct OldProvince {
    /// Two-digit code; `0` and these are the first three digits of the citizen number.
    pub(crate) code: u16,
    /// Code since 2025-07-01.
    pub(crate) now: u16,
    /// Where the name stands in the file, from and to.
    name: (u16, u16),
}

impl OldProvince {
    /// Name until 2025-06-30.
    pub(crate) fn name(&self) -> &'static str {
        super::cut(PROVINCES, self.name.0.into(), self.name.1.into())
    }
}

static OLD_PROVINCES: [OldProvince; 63] = old_provinces();
/// The shapes of dossier codes.
pub(super) static DOSSIER_CODES: [Shape; 6] = [shape(0), shape(1), shape(2), shape(3), shape(4), shape(5)];
static LANDLINES: [(u16, u16); 63] = rows(PHONES, "landline");
static MOBILES: [(u16, u16); 39] = rows(PHONES, "mobile");
static RETIRED: [(u16, u16); 21] = rows(PHONES, "retired");
static MOVED: [(u16, u16); 59] = rows(PHONES, "moved");
static SHORT: [(u16, u16); 6] = rows(PHONES, "short");
static NUMBERS_OF_PLATES: [(u16, u16); 81] = rows(PLATES, "plate");

/// The province that had this code before 2025.
pub(crate) fn old_province(code: u32) -> Option<&'static OldProvince> {
    OLD_PROVINCES.iter().find(|province| u32::from(province.code) == code)
}

/// The province that a landline code serves; codes without their leading `0`.
pub(super) fn landline(code: u32) -> Option<u16> {
    find(&LANDLINES, code)
}

/// Whether a mobile prefix, without its leading `0`, is in use.
pub(super) fn is_mobile(prefix: u32) -> bool {
    find(&MOBILES, prefix).is_some()
}

/// What took the place of a mobile prefix withdrawn in 2018; both without their leading `0`.
pub(super) fn retired(prefix: u32) -> Option<u16> {
    find(&RETIRED, prefix)
}

/// What took the place of a landline code in 2017; both without their leading `0`.
pub(super) fn moved(code: u32) -> Option<u16> {
    find(&MOVED, code)
}

/// Whether this is a short number for everybody.
pub(super) fn is_short(number: u32) -> bool {
    find(&SHORT, number).is_some()
}

/// The province before 2025 of a plate's first two digits; 0 is the central agencies.
pub(super) fn plate(number: u32) -> Option<u16> {
    find(&NUMBERS_OF_PLATES, number)
}

fn find(table: &[(u16, u16)], key: u32) -> Option<u16> {
    table.iter().find(|(known, _)| u32::from(*known) == key).map(|(_, value)| *value)
}

/// The rows `word;number` or `word;number;number` of a text, which must be `N`.
const fn rows<const N: usize>(text: &str, word: &str) -> [(u16, u16); N] {
    let bytes = text.as_bytes();
    let mut table = [(0, 0); N];
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        if starts(bytes, at, word) {
            let (first, end) = number(bytes, at + word.len() + 1);
            let second = if bytes[end] == b';' { number(bytes, end + 1).0 } else { 0 };
            table[count] = (first, second);
            count += 1;
        }
        at = next_line(bytes, at);
    }
    assert!(count == N);
    table
}

const fn old_provinces() -> [OldProvince; 63] {
    let bytes = PROVINCES.as_bytes();
    let mut table = [OldProvince { code: 0, now: 0, name: (0, 0) }; 63];
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        let next = next_line(bytes, at);
        if starts(bytes, at, "old") {
            let (code, end) = number(bytes, at + 4);
            let (now, end) = number(bytes, end + 1);
            assert!(next < u16::MAX as usize);
            table[count] = OldProvince { code, now, name: (end as u16 + 1, next as u16 - 1) };
            count += 1;
        }
        at = next;
    }
    assert!(count == 63);
    table
}

/// A row of the file, counted from 0.
const fn shape(mut row: usize) -> Shape {
    let bytes = DOSSIER_CODES_TEXT.as_bytes();
    let mut at = 0;
    while row > 0 || !starts(bytes, at, "shape") {
        row -= starts(bytes, at, "shape") as usize;
        at = next_line(bytes, at);
    }
    let name = at + "shape;".len();
    let end = semicolon(bytes, name);
    let Ok(text) = core::str::from_utf8(bytes.split_at(end).0.split_at(name).1) else { panic!("not UTF-8") };
    let mut numbers = [0; 5];
    let (mut i, mut next) = (0, semicolon(bytes, end + 1));
    while i < numbers.len() {
        (numbers[i], next) = number(bytes, next + 1);
        i += 1;
    }
    Shape { name: Cow::Borrowed(text), level_one: bytes[end + 1], numbers }
}

const fn semicolon(bytes: &[u8], mut at: usize) -> usize {
    while bytes[at] != b';' {
        at += 1;
    }
    at
}

/// Whether a row of this kind starts here.
const fn starts(bytes: &[u8], at: usize, word: &str) -> bool {
    let word = word.as_bytes();
    let mut i = 0;
    while i < word.len() {
        if at + i >= bytes.len() || bytes[at + i] != word[i] {
            return false;
        }
        i += 1;
    }
    at + i < bytes.len() && bytes[at + i] == b';'
}

/// The number that starts here, and where it ends.
const fn number(bytes: &[u8], mut at: usize) -> (u16, usize) {
    let mut value = 0;
    while bytes[at].is_ascii_digit() {
        value = value * 10 + (bytes[at] - b'0') as u16;
        at += 1;
    }
    (value, at)
}

const fn next_line(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    at + 1
}
