//! The conformance entry, in test builds only.

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs one line of the conformance protocol.
#[wasm_bindgen]
pub fn conform(line: &str) -> String {
    motcua_conform::conform(line)
}

/// Fails as a fault of our own would, so that what follows it can be tested.
#[wasm_bindgen]
#[allow(clippy::panic)]
pub fn fault() {
    panic!("asked for")
}
