//! The table of targets, one file each.

mod at_rest;
mod document;
mod json_pointer;
mod json_reader;
mod jwe;
mod jwk;
mod jws;
mod log;
mod merkle;
mod nfc;
mod pattern;
mod pem;
mod procedure;
mod rpc;
mod rules;
mod scanner;
mod schema;
mod vn_calendar;
mod vn_date;
mod vn_id;
mod vn_text;

use crate::Target;

/// Every target, in the order they run.
pub const TARGETS: &[Target] = &[
    json_reader::TARGET,
    json_pointer::TARGET,
    schema::TARGET,
    scanner::TARGET,
    pattern::TARGET,
    rules::TARGET,
    procedure::TARGET,
    nfc::TARGET,
    vn_text::TARGET,
    vn_date::TARGET,
    vn_calendar::TARGET,
    log::TARGET,
    merkle::TARGET,
    document::TARGET,
    jws::TARGET,
    jwe::TARGET,
    jwk::TARGET,
    pem::TARGET,
    at_rest::TARGET,
    rpc::TARGET,
    vn_id::IDENTIFIER,
    vn_id::PLACE,
];

/// SHA-256 over a counter, for keys that are the same in every run.
struct Counter(u64);

impl motcua::crypto::Entropy for Counter {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), motcua::crypto::Error> {
        for block in out.chunks_mut(32) {
            self.0 += 1;
            let bytes = motcua::crypto::hash::sha256(&self.0.to_be_bytes());
            block.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
        }
        Ok(())
    }
}

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
