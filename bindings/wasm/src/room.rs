//! A short way in for texts: JavaScript writes UTF-8 straight into memory that is kept for it, and passes the length
//! alone. The way of the generated glue asks for memory, asks for more, and gives it back, for each text.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The module's memory, which the host writes into.
#[wasm_bindgen(js_name = moduleMemory)]
pub fn module_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Address of room for so many bytes, which stays there until more is asked for.
#[wasm_bindgen(js_name = textRoom)]
pub fn text_room(bytes: u32) -> u32 {
    ROOM.with_borrow_mut(|room| {
        if room.len() < bytes as usize {
            // Nothing is carried over: what was written there has been wiped.
            *room = vec![0; bytes as usize];
        }
        u32::try_from(room.as_mut_ptr().expose_provenance()).unwrap_or(0)
    })
}

/// Hands over what was written, and wipes it. The task calls no JavaScript, so nothing is written meanwhile.
pub(crate) fn written<T>(bytes: u32, task: impl FnOnce(&[u8]) -> T) -> T {
    ROOM.with_borrow_mut(|room| {
        let text = room.get_mut(..bytes as usize).unwrap_or_default();
        let answer = task(text);
        text.fill(0);
        answer
    })
}
