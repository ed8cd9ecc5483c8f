//! The SDK for Python: a thin shell between PyO3 and [`motcua`].
//!
//! Documents cross as JSON text or as plain Python values, keys as dictionaries, moments as aware `datetime` or seconds
//! since 1970. Every refusal is a `MotCuaError` with `code`, `pointer` and `params`. The Python package `motcua` wraps
//! this module and documents it for integrators.

mod at_rest;
mod convert;
mod cosigning;
mod directory;
mod entropy;
mod error;
mod log;
mod opening;
mod pack;
mod report;
mod schema;
mod sealing;
mod session;
mod signing;
mod values;
mod vault;

/// The native half of the package.
#[pyo3::pymodule]
mod _native {
    use motcua::json::to_canonical_string;
    use motcua::types::report::Param;
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::at_rest::{AttachmentReader, ClassKey, DossierKey, shred};
    #[pymodule_export]
    use super::cosigning::{
        begin_cosign, begin_cosign_refusal, finish_cosign, open_cosign_request, read_cosign_request,
        request_cosign, seal_cosign_request, verify_cosign_refusal, verify_cosignature,
    };
    #[pymodule_export]
    use super::directory::Directory;
    #[pymodule_export]
    use super::error::MotCuaError;
    #[pymodule_export]
    use super::log::{
        EventLog, document_style, render_document, verify_consistency, verify_inclusion, verify_log,
    };
    #[pymodule_export]
    use super::opening::{
        OpeningKey, begin_open, finish_open, open_packet, packet_checks, rewrap, transfer_packet,
    };
    #[pymodule_export]
    use super::pack::Pack;
    #[pymodule_export]
    use super::report::{Issue, PackInfo, ProcedureSummary, Report};
    #[pymodule_export]
    use super::schema::{Schema, SchemaBatch, error_codes};
    #[pymodule_export]
    use super::sealing::{Sha256, chunk_count, chunk_to_jwe, new_dossier_id, seal_submission};
    #[pymodule_export]
    use super::session::FormSession;
    #[pymodule_export]
    use super::signing::{
        SignedObject, SigningRequest, SoftwareKey, begin_sign, finish_sign, thumbprint, to_compact,
    };
    #[pymodule_export]
    use super::values::{
        Places, add_working_days, check_value, check_values, compare_texts, date_in_words, due_date,
        inspect_text, lunar_day, match_key, money_in_words, normalize_text, read_transfer_code,
        register_case, resolve_place, resolve_place_code, search_key, value_kinds, working_day,
        working_days_between, write_transfer_code,
    };
    #[pymodule_export]
    use super::vault::Vault;
    #[cfg(feature = "conform")]
    #[pymodule_export]
    use super::{conform, fault};

    #[pymodule_export]
    const ENGINE_VERSION: &str = motcua::ENGINE_VERSION;

    /// The sentence for a code, or None for a code that this version does not know.
    #[pyfunction]
    #[pyo3(signature = (code, params=None, *, lang="vi", form="short"))]
    fn render_message(
        code: &str,
        params: Option<std::collections::BTreeMap<String, String>>,
        lang: &str,
        form: &str,
    ) -> PyResult<Option<String>> {
        let params: Vec<Param> =
            params.unwrap_or_default().into_iter().map(|(name, value)| Param { name, value }).collect();
        let (lang, form) = (super::convert::language(lang)?, super::convert::length(form)?);
        Ok(motcua::forms::render(code, &params, lang, form))
    }

    /// SHA-256 of some bytes as packs and manifests of attachments write it: `sha-256:<base64url>`.
    #[pyfunction]
    fn content_hash(data: &[u8]) -> String {
        motcua::crypto::hash::sha256_text(data)
    }

    /// Canonical JSON text (RFC 8785) of a document.
    #[pyfunction]
    fn canonicalize(data: &Bound<'_, PyAny>) -> PyResult<String> {
        Ok(to_canonical_string(&super::convert::document(data)?))
    }
}

/// One line of the conformance protocol, in test builds only.
#[cfg(feature = "conform")]
#[pyo3::pyfunction]
fn conform(line: &str) -> String {
    motcua_conform::conform(line)
}

/// Fails as a fault of our own would, so that what follows it can be tested.
#[cfg(feature = "conform")]
#[pyo3::pyfunction]
#[allow(clippy::panic)]
fn fault() -> pyo3::PyResult<()> {
    error::calm(|| panic!("asked for"))
}
