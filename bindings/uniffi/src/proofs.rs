//! Proofs over trees of entries (RFC 6962), and papers.

#![allow(clippy::missing_errors_doc, reason = "what cannot fail gives a result too, see the crate")]

use motcua::dossier::document::{self, Lang, Layouts};
use motcua::dossier::{Error, merkle};
use motcua::types::document::DossierDocument;

use crate::error::{MotCuaError, Result, refuse};
use crate::records::Language;
use crate::text::read;

fn hash(text: &str) -> Result<merkle::Hash> {
    merkle::hash_from_text(text).ok_or_else(|| refuse(Error::MerkleProof))
}

fn hashes(list: &[String]) -> Result<Vec<merkle::Hash>> {
    list.iter().map(|text| hash(text)).collect()
}

/// Checks that an entry stands at `index`, from 0, in the tree of `size` entries. Hashes are `sha-256:<base64url>`.
///
/// # Errors
/// `merkle/range`, `merkle/proof`.
#[uniffi::export]
pub fn verify_inclusion(
    entry: Vec<u8>,
    index: u64,
    size: u64,
    proof: Vec<String>,
    root: String,
) -> Result<(), MotCuaError> {
    merkle::verify_inclusion(&merkle::leaf(&entry), index, size, &hashes(&proof)?, &hash(&root)?)
        .map_err(refuse)
}

/// Checks that the tree of `old_size` entries is a beginning of the one of `new_size`.
///
/// # Errors
/// `merkle/range`, `merkle/proof`.
#[uniffi::export]
pub fn verify_consistency(
    old_size: u64,
    new_size: u64,
    old_root: String,
    new_root: String,
    proof: Vec<String>,
) -> Result<(), MotCuaError> {
    merkle::verify_consistency(old_size, new_size, &hash(&old_root)?, &hash(&new_root)?, &hashes(&proof)?)
        .map_err(refuse)
}

/// The HTML of a paper (JSON text): one `<article class="motcua-document">`, or a whole page with its style. No script,
/// no link; every text is escaped.
///
/// # Errors
/// `document/…`, `boundary/type`.
#[uniffi::export]
pub fn render_document(paper: String, language: Language, page: bool) -> Result<String, MotCuaError> {
    let paper: DossierDocument = read(&paper)?;
    let layouts = Layouts::shipped().map_err(refuse)?;
    let draw = if page { document::page } else { document::article };
    draw(&paper, Lang::of(language.tag()), &layouts).map_err(refuse)
}

/// CSS of the articles, for screen and print.
#[uniffi::export]
pub fn document_style() -> Result<String, MotCuaError> {
    Ok(document::STYLE.to_owned())
}
