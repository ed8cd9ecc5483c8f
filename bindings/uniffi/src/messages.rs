//! Codes as sentences, and other functions that need no handle.

use motcua::json::to_canonical_string;

use crate::error::{MotCuaError, Result};
use crate::records::{Language, MessageForm, Param};
use crate::text::document;

/// The sentence for a code of the registry; nothing for a code that this version does not know.
///
/// # Errors
/// None in practice.
#[uniffi::export]
pub fn render_message(
    code: String,
    params: Vec<Param>,
    language: Language,
    form: MessageForm,
) -> Result<Option<String>, MotCuaError> {
    let params: Vec<_> = params.into_iter().map(Into::into).collect();
    Ok(motcua::forms::render(&code, &params, language.tag(), form.into()))
}

/// JSON text in its canonical form (RFC 8785), read under the strict profile of signed documents.
///
/// # Errors
/// `json/…`.
#[uniffi::export]
pub fn canonicalize(json: String) -> Result<String, MotCuaError> {
    Ok(to_canonical_string(&document(&json)?))
}

/// SHA-256 of some bytes as packs and manifests of attachments write it: `sha-256:<base64url>`.
///
/// # Errors
/// None in practice.
#[uniffi::export]
pub fn content_hash(bytes: Vec<u8>) -> Result<String, MotCuaError> {
    Ok(motcua::crypto::hash::sha256_text(&bytes))
}

/// Version of the engine as packs name it, `major.minor`.
///
/// # Errors
/// None in practice.
#[uniffi::export]
pub fn engine_version() -> Result<String, MotCuaError> {
    Ok(motcua::ENGINE_VERSION.to_owned())
}
