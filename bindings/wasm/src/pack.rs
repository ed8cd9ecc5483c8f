//! A pack and the forms in it.

use std::sync::Arc;

use motcua::Failure;
use motcua::flow::Procedures;
use motcua::forms::CompiledProcedure;
use motcua::json::Object;
use motcua::types::Record;
use motcua::types::pack::{Catalogue, PackInfo};
use motcua::types::procedure::Procedure;
use motcua::types::report::{FormState, Issue, Report};
use motcua::types::submission::{Attachment, ProcedureRef};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{channel, document, give, give_list, plain, read, read_any, refuse, seconds};
use crate::messages::length;

/// A pack of which every document was checked, and its signature, where it has one.
#[wasm_bindgen]
pub struct Pack {
    procedures: Procedures,
}

impl Pack {
    /// Of several mistakes the first: all of them stand in `motcua procedure check`.
    pub(crate) fn of_procedures(loaded: Result<Procedures, Failure>) -> Result<Self, JsValue> {
        loaded.map(|procedures| Self { procedures }).map_err(refuse)
    }

    #[cfg(feature = "whole")]
    pub(crate) const fn procedures(&self) -> &Procedures {
        &self.procedures
    }

    /// The version of a procedure in force at a moment.
    pub(crate) fn at(&self, code: &str, now: i64) -> Result<&Arc<CompiledProcedure>, JsValue> {
        self.procedures.at(code, now).map_err(refuse)
    }

    /// The version that a dossier was filed under, where one is named; otherwise the one in force at the moment.
    pub(crate) fn of(
        &self,
        code: &str,
        reference: &JsValue,
        now: i64,
    ) -> Result<&Arc<CompiledProcedure>, JsValue> {
        let reference: Option<ProcedureRef> =
            if reference.is_undefined() { None } else { Some(read_any(reference)?) };
        self.procedures.filed_under(code, reference.as_ref(), now).map_err(refuse)
    }

    /// The version in force on a day or at a moment; without one, the newest.
    fn on(&self, code: &str, on: Option<&str>) -> Result<&Arc<CompiledProcedure>, JsValue> {
        self.procedures.on(code, on).map_err(refuse)
    }
}

#[wasm_bindgen]
impl Pack {
    /// What the pack holds.
    ///
    /// # Errors
    /// None in practice.
    pub fn info(&self) -> Result<Ts<PackInfo>, JsValue> {
        give(self.procedures.library().info())
    }

    /// A procedure's document.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn procedure(&self, code: &str, on: Option<String>) -> Result<Ts<Procedure>, JsValue> {
        // As it was loaded: written from the record, members that it leaves out would differ from what was signed.
        plain(self.on(code, on.as_deref())?.source()).map(Ts::new_unchecked)
    }

    /// The document that a dossier was filed under.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    #[wasm_bindgen(js_name = procedureOf)]
    pub fn procedure_of(&self, reference: &JsValue) -> Result<Ts<Procedure>, JsValue> {
        let reference: ProcedureRef = read_any(reference)?;
        let found = self.procedures.by_reference(&reference).map_err(refuse)?;
        plain(found.source()).map(Ts::new_unchecked)
    }

    /// Code, version and hash of a procedure's document.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn reference(&self, code: &str, on: Option<String>) -> Result<Ts<ProcedureRef>, JsValue> {
        give(&self.on(code, on.as_deref())?.reference())
    }

    /// A catalogue.
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn catalogue(&self, name: &str) -> Result<Ts<Catalogue>, JsValue> {
        give(self.procedures.catalogue(name).map_err(refuse)?)
    }

    /// Entries of a catalogue by name.
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn search(
        &self,
        name: &str,
        query: &str,
        parent: Option<String>,
        limit: u32,
    ) -> Result<JsValue, JsValue> {
        let found = self.procedures.search(name, query, parent.as_deref(), limit as usize);
        give_list(&found.map_err(refuse)?)
    }

    /// State of a form over its present data (JSON text).
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn evaluate(
        &self,
        code: &str,
        data: &str,
        attachments: &JsValue,
        by: &JsValue,
        now: &str,
        version: &JsValue,
    ) -> Result<Ts<FormState>, JsValue> {
        let attachments: Vec<Attachment> = read_any(attachments)?;
        let now = seconds(now)?;
        give(&self.of(code, version, now)?.evaluate(&document(data)?, &attachments, channel(by)?, now))
    }

    /// Verdict on data (JSON text).
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn validate(
        &self,
        code: &str,
        data: &str,
        attachments: &JsValue,
        by: &JsValue,
        now: &str,
        version: &JsValue,
    ) -> Result<Ts<Report>, JsValue> {
        self.validate_text(code, data.as_bytes(), attachments, by, now, version)
    }

    /// Verdict on bytes of JSON text.
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    #[wasm_bindgen(js_name = validateText)]
    pub fn validate_text(
        &self,
        code: &str,
        text: &[u8],
        attachments: &JsValue,
        by: &JsValue,
        now: &str,
        version: &JsValue,
    ) -> Result<Ts<Report>, JsValue> {
        let attachments: Vec<Attachment> = read_any(attachments)?;
        let now = seconds(now)?;
        let procedure = self.of(code, version, now)?;
        give(&procedure.validate_text(text, &attachments, channel(by)?, now).map_err(refuse)?)
    }

    /// The sentence of an issue in the words of a version, or of the newest one; its code where it has none.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn message(
        &self,
        code: &str,
        issue: &Ts<Issue>,
        lang: &str,
        long: bool,
        version: &JsValue,
    ) -> Result<String, JsValue> {
        let issue = read(issue)?;
        let spoke = if version.is_undefined() { self.on(code, None)? } else { self.of(code, version, 0)? };
        Ok(spoke.message(&issue, lang, length(long)).unwrap_or(issue.code))
    }

    /// A form filled from the claims of a login (JSON text).
    ///
    /// # Errors
    /// Refusals of the core, as thrown objects.
    pub fn prefill(&self, code: &str, claims: &str, now: &str) -> Result<JsValue, JsValue> {
        let now = seconds(now)?;
        let (data, provenance) = self.at(code, now)?.prefill(&document(claims)?, now);
        let mut given = Object::new();
        given.insert("data", data);
        given.insert("provenance", provenance.to_value().map_err(refuse)?);
        plain(&given.into())
    }
}
