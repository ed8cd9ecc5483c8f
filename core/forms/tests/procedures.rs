//! The procedures that ship: each loads without a diagnostic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::check_procedure;
use motcua_json::{Policy, parse};

#[test]
fn birth_registration_is_clean() {
    let text = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/procedures/1.001193.json")).unwrap();
    let document = parse(&text, &Policy::PROFILE).unwrap();
    let found = check_procedure(&document);
    assert!(found.is_empty(), "{found:#?}");
}
