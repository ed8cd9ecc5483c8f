//! The conformance entry, in test builds only.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs one line of the conformance protocol.
#[wasm_bindgen]
pub fn conform(line: &str) -> String {
    motcua_conform::conform(line)
}
