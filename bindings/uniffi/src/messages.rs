//! Codes as sentences, and other functions that need no handle.

use motcua::json::{Policy, parse, to_canonical_string};

use crate::error::{MotCuaError, refuse};
use crate::records::{Language, MessageForm, Param};

/// The sentence for a code of the registry; nothing for a code that this version does not know.
#[uniffi::export]
pub fn render_message(
    code: String,
    params: Vec<Param>,
    language: Language,
    form: MessageForm,
) -> Option<String> {
    let params: Vec<_> = params.into_iter().map(Into::into).collect();
    motcua::forms::render(&code, &params, language.tag(), form.into())
}

/// JSON text in its canonical form (RFC 8785), read under the strict profile of signed documents.
///
/// # Errors
/// `json/…`.
#[uniffi::export]
pub fn canonicalize(json: String) -> Result<String, MotCuaError> {
    Ok(to_canonical_string(&parse(json.as_bytes(), &Policy::PROFILE).map_err(refuse)?))
}

/// SHA-256 of some bytes as packs and manifests of attachments write it: `sha-256:<base64url>`.
#[uniffi::export]
pub fn content_hash(bytes: Vec<u8>) -> String {
    motcua::crypto::hash::sha256_text(&bytes)
}

/// Version of the engine as packs name it, `major.minor`.
#[uniffi::export]
pub fn engine_version() -> String {
    motcua::ENGINE_VERSION.to_owned()
}
