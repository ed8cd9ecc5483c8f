//! The table of targets, one file each.

mod document;
mod json_pointer;
mod json_reader;
mod log;
mod merkle;
mod nfc;
mod procedure;
mod rules;
mod schema;
mod vn_calendar;
mod vn_date;
mod vn_text;

use crate::Target;

/// Every target, in the order they run.
pub const TARGETS: &[Target] = &[
    json_reader::TARGET,
    json_pointer::TARGET,
    schema::TARGET,
    rules::TARGET,
    procedure::TARGET,
    nfc::TARGET,
    vn_text::TARGET,
    vn_date::TARGET,
    vn_calendar::TARGET,
    procedure::TARGET,
    log::TARGET,
    merkle::TARGET,
    document::TARGET,
];

/// Texts as seeds.
fn texts(list: &[&str]) -> Vec<Vec<u8>> {
    list.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// An input in two parts, which a line feed separates: no JSON text needs one.
fn halves(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|&byte| byte == b'\n')?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

/// Words of JSON.
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e9",
    "\"a\"",
    "\"\\u00e9\"",
    "\"\\ud83d\\ude02\"",
    "9007199254740992",
    "\"\"",
    " ",
    "\\n",
    "\\\"",
    "Nguyễn",
];
