//! SHA-256 of a file in pieces.

use std::cell::RefCell;

use motcua::crypto::hash::Sha256Stream;
use wasm_bindgen::prelude::wasm_bindgen;

/// A running hash.
#[wasm_bindgen]
#[derive(Default)]
pub struct Sha256 {
    stream: RefCell<Sha256Stream>,
}

#[wasm_bindgen]
impl Sha256 {
    /// Starts.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&self, bytes: &[u8]) {
        self.stream.borrow_mut().update(bytes);
    }

    /// `sha-256:<base64url>` of everything so far; the hash starts anew.
    pub fn digest(&self) -> String {
        self.stream.take().finish_text()
    }
}
