//! What a pack is for beyond its forms: signatures, payloads, papers.

use motcua::crypto::directory::Directory;
use motcua::dossier::document::issue;
use motcua::flow::{self, Draft, Prefilled, Procedures};
use motcua::types::document::{DocumentFacts, DossierDocument};
use motcua::types::dossier::{DossierState, Workflow};
use motcua::types::submission::Submission;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{document, give, read, read_any, refuse, seconds, shape};
use crate::pack::Pack;

impl Pack {
    pub(crate) fn open(jws: &str, directory: &Directory, now: i64, min_seq: i64) -> Result<Self, JsValue> {
        Self::of_procedures(Procedures::open(jws.as_bytes(), directory, now, min_seq))
    }

    /// A workflow of the pack.
    pub(crate) fn rules(&self, id: &str) -> Result<&Workflow, JsValue> {
        self.procedures().workflow(id).map_err(refuse)
    }
}

#[wasm_bindgen]
impl Pack {
    /// The paper of a form that a dossier's log issued, for a procedure of the pack.
    ///
    /// # Errors
    /// `pack/noProcedure`, `pack/noWorkflow`, `document/form`.
    #[wasm_bindgen(js_name = issueDocument)]
    pub fn issue_document(
        &self,
        code: &str,
        form: &str,
        state: &Ts<DossierState>,
        facts: &Ts<DocumentFacts>,
        now: &str,
        version: &JsValue,
    ) -> Result<Ts<DossierDocument>, JsValue> {
        let now = seconds(now)?;
        let procedure = self.of(code, version, now)?.document();
        let rules = self.rules(&procedure.workflow)?;
        give(&issue(form, &read(state)?, rules, procedure, read(facts)?, now).map_err(refuse)?)
    }

    /// A workflow.
    ///
    /// # Errors
    /// `pack/noWorkflow`.
    pub fn workflow(&self, id: &str) -> Result<Ts<Workflow>, JsValue> {
        give(self.rules(id)?)
    }

    /// The payload to sign: `data` as JSON text, `prefilled` what `prefill` gave, as JSON text. `version` is the
    /// reference of the document that the dossier was filed under, for a supplement to an older one.
    ///
    /// # Errors
    /// `form/invalid` when the report has errors, other refusals of the core.
    pub fn prepare(
        &self,
        code: &str,
        data: &str,
        prefilled: Option<String>,
        draft: &JsValue,
        now: &str,
        version: &JsValue,
    ) -> Result<Ts<Submission>, JsValue> {
        let draft: Draft = read_any(draft)?;
        let now = seconds(now)?;
        let prefilled: Prefilled = match prefilled {
            Some(text) => shape(&document(&text)?)?,
            None => Prefilled::default(),
        };
        let submission =
            flow::prepare(self.of(code, version, now)?, &document(data)?, &prefilled, draft, now);
        give(&submission.map_err(refuse)?)
    }
}
