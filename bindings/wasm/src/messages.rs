//! Sentences for codes.

use motcua::forms::{Length, render};
use motcua::types::Record;
use motcua::types::report::Param;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{document, refuse};

pub(crate) const fn length(long: bool) -> Length {
    if long { Length::Long } else { Length::Short }
}

/// The sentence of a code; `params` is JSON text of a list of parameters. Nothing for a code without one.
///
/// # Errors
/// `json/…` when `params` is no such list.
#[wasm_bindgen(js_name = renderMessage)]
pub fn render_message(code: &str, params: &str, lang: &str, long: bool) -> Result<Option<String>, JsValue> {
    let params: Vec<Param> = Record::from_value(&document(params)?).map_err(refuse)?;
    Ok(render(code, &params, lang, length(long)))
}

/// Brings the sentences of a language (JSON text), once.
#[wasm_bindgen(js_name = addMessages)]
pub fn add_messages(lang: &str, catalogue: &str) {
    motcua::forms::messages::add(lang, catalogue);
}

/// Version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Bytes of the module's memory.
#[wasm_bindgen(js_name = memorySize)]
pub fn memory_size() -> f64 {
    #[cfg(target_arch = "wasm32")]
    let pages = core::arch::wasm32::memory_size(0);
    #[cfg(not(target_arch = "wasm32"))]
    let pages = 0_usize;
    // Never more than 65,536 pages, so exact.
    #[allow(clippy::cast_precision_loss)]
    let bytes = pages as f64 * 65_536.0;
    bytes
}
