//! Proofs over trees of entries, and papers.

use motcua::dossier::document::{self, Lang, Layouts};
use motcua::dossier::{Error, merkle};
use motcua::types::document::DossierDocument;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{read, read_any, refuse, whole, wrong_type};

/// Checks that an entry stands at its place in a tree (RFC 6962). Hashes are `sha-256:<base64url>`.
///
/// # Errors
/// `merkle/range`, `merkle/proof`.
#[wasm_bindgen(js_name = verifyInclusion)]
pub fn verify_inclusion(
    entry: &[u8],
    index: f64,
    size: f64,
    proof: &JsValue,
    root: &str,
) -> Result<(), JsValue> {
    let (index, size) = (count(index)?, count(size)?);
    merkle::verify_inclusion(&merkle::leaf(entry), index, size, &hashes(proof)?, &hash(root)?).map_err(refuse)
}

/// Checks that a tree is a beginning of another (RFC 6962). Hashes are `sha-256:<base64url>`.
///
/// # Errors
/// `merkle/range`, `merkle/proof`.
#[wasm_bindgen(js_name = verifyConsistency)]
pub fn verify_consistency(
    old_size: f64,
    new_size: f64,
    old_root: &str,
    new_root: &str,
    proof: &JsValue,
) -> Result<(), JsValue> {
    let (old, new) = (count(old_size)?, count(new_size)?);
    merkle::verify_consistency(old, new, &hash(old_root)?, &hash(new_root)?, &hashes(proof)?).map_err(refuse)
}

/// Draws a paper, as a whole page or as one article.
///
/// # Errors
/// `document/…`.
#[wasm_bindgen(js_name = renderDocument)]
pub fn render_document(paper: &Ts<DossierDocument>, lang: &str, page: bool) -> Result<String, JsValue> {
    let layouts = Layouts::shipped().map_err(refuse)?;
    let draw = if page { document::page } else { document::article };
    draw(&read(paper)?, Lang::of(lang), &layouts).map_err(refuse)
}

/// Style of the article that `renderDocument` gives.
#[wasm_bindgen(js_name = documentStyle)]
pub fn document_style() -> String {
    document::STYLE.to_owned()
}

fn count(number: f64) -> Result<u64, JsValue> {
    u64::try_from(whole(Some(number))?).map_err(|_| wrong_type())
}

fn hash(text: &str) -> Result<merkle::Hash, JsValue> {
    merkle::hash_from_text(text).ok_or_else(|| refuse(Error::MerkleProof))
}

fn hashes(list: &JsValue) -> Result<Vec<merkle::Hash>, JsValue> {
    read_any::<Vec<String>>(list)?.iter().map(|text| hash(text)).collect()
}
