//! Forms that come without a signed pack.

use motcua::flow::Procedures;
use motcua::forms::Library;
use motcua::json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{document, wrong_type};
use crate::pack::Pack;

/// Opens `{procedures, catalogues?}` (JSON text), documents that the host vouches for.
///
/// # Errors
/// `procedure/…`, `pack/badItem` and `pack/duplicateItem` with the place in that object, `boundary/type`.
#[wasm_bindgen(js_name = openForms)]
pub fn open_forms(text: &str) -> Result<Pack, JsValue> {
    let value = document(text)?;
    let list = |name: &str| value.get(name).map(|list| list.as_array().ok_or_else(wrong_type)).transpose();
    let procedures: &[Value] = list("procedures")?.ok_or_else(wrong_type)?;
    let loaded = Library::of_forms(procedures, list("catalogues")?.unwrap_or_default());
    Pack::of_procedures(Procedures::of(loaded))
}
