//! Packs: the procedures, compiled.

use std::sync::Arc;

use motcua::flow::{self, Procedures};
use motcua::forms::CompiledProcedure;
use motcua::json::{Value, to_canonical_string, to_value};
use motcua::types::submission;
use motcua::{failure, types};

use crate::directory::Directory;
use crate::error::{MotCuaError, Result, refuse};
use crate::records::{
    Attachment, CatalogueEntry, Channel, FormState, Issue, Language, MessageForm, PackInfo, PartyReference,
    Prefilled, PrepareRequest, ProcedureRef, Report, SignerRule,
};
use crate::text::{document, read_any, write};

/// A pack whose signature and hashes verified, compiled.
#[derive(uniffi::Object)]
pub struct Pack {
    procedures: Procedures,
}

/// Opens a pack (`egov-pack+jws` as JSON text) that a key of the directory signed. `now` in seconds since 1970,
/// `min_seq` the highest number seen so far (0 to load an old pack for an old dossier).
///
/// # Errors
/// `pack/…`, `procedure/…`, `crypto/…`, `json/…`.
#[uniffi::export]
pub fn open_pack(
    jws: String,
    directory: &Directory,
    now: i64,
    min_seq: i64,
) -> Result<Arc<Pack>, MotCuaError> {
    let procedures = Procedures::open(jws.as_bytes(), directory.inner(), now, min_seq)?;
    Ok(Arc::new(Pack { procedures }))
}

#[uniffi::export]
impl Pack {
    /// What the pack holds.
    ///
    /// # Errors
    /// None in practice.
    pub fn info(&self) -> Result<PackInfo, MotCuaError> {
        Ok(self.procedures.library().info().clone().into())
    }

    /// The document of a procedure in force at a moment (JSON text): form, layout, rules, papers, fee, term.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn procedure(&self, code: String, now: i64) -> Result<String, MotCuaError> {
        Ok(to_canonical_string(self.procedures.at(&code, now)?.source()))
    }

    /// Code, version and hash of that document, as a submission names it.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn reference(&self, code: String, now: i64) -> Result<ProcedureRef, MotCuaError> {
        Ok(self.procedures.at(&code, now)?.reference().into())
    }

    /// Who must sign, and how each may vouch: for [`Expected::signers`](crate::records::Expected).
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn signers(&self, code: String, now: i64) -> Result<Vec<SignerRule>, MotCuaError> {
        let rules = &self.procedures.at(&code, now)?.document().signers;
        rules.iter().map(SignerRule::of).collect()
    }

    /// A whole catalogue (JSON text).
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn catalogue(&self, name: String) -> Result<String, MotCuaError> {
        write(self.procedures.catalogue(&name)?)
    }

    /// Entries of a catalogue by name; accents, case and word order of the query do not matter.
    ///
    /// # Errors
    /// `pack/noCatalogue`.
    pub fn search(
        &self,
        name: String,
        query: String,
        parent: Option<String>,
        limit: u32,
    ) -> Result<Vec<CatalogueEntry>, MotCuaError> {
        let found = self.procedures.search(&name, &query, parent.as_deref(), limit as usize)?;
        Ok(found.into_iter().map(CatalogueEntry::from).collect())
    }

    /// A workflow (JSON text).
    ///
    /// # Errors
    /// `pack/noWorkflow`.
    pub fn workflow(&self, id: String) -> Result<String, MotCuaError> {
        write(self.procedures.workflow(&id)?)
    }

    /// Everything that a renderer needs to draw a form over its present data (JSON text).
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`.
    pub fn evaluate(
        &self,
        code: String,
        data: String,
        attachments: Vec<Attachment>,
        channel: Channel,
        now: i64,
        version: Option<ProcedureRef>,
    ) -> Result<FormState, MotCuaError> {
        let procedure = self.of(&code, version, now)?;
        let attachments = manifest(attachments);
        Ok(procedure.evaluate(&document(&data)?, &attachments, channel.into(), now).into())
    }

    /// The verdict on a form. `data` is JSON text, `now` in seconds since 1970, `version` the document that the dossier
    /// was filed under (without it, the one in force). A refused form is a report with findings; errors are for text
    /// that is no such document and for unknown procedures.
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`.
    pub fn validate(
        &self,
        code: String,
        data: String,
        attachments: Vec<Attachment>,
        channel: Channel,
        now: i64,
        version: Option<ProcedureRef>,
    ) -> Result<Report, MotCuaError> {
        self.validate_text(code, data.into_bytes(), attachments, channel, now, version)
    }

    /// The same for bytes, which may be no text at all.
    ///
    /// # Errors
    /// As [`Pack::validate`].
    pub fn validate_text(
        &self,
        code: String,
        text: Vec<u8>,
        attachments: Vec<Attachment>,
        channel: Channel,
        now: i64,
        version: Option<ProcedureRef>,
    ) -> Result<Report, MotCuaError> {
        let procedure = self.of(&code, version, now)?;
        let report = procedure.validate_text(&text, &manifest(attachments), channel.into(), now);
        Ok(report.map_err(refuse)?.into())
    }

    /// A finding as a sentence. `now` is the moment of the verdict: it says which version of the procedure spoke.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn message(
        &self,
        code: String,
        issue: Issue,
        language: Language,
        form: MessageForm,
        now: i64,
    ) -> Result<Option<String>, MotCuaError> {
        Ok(self.procedures.at(&code, now)?.message(&issue.into(), language.tag(), form.into()))
    }

    /// A form filled from the claims of a login (JSON text).
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`.
    pub fn prefill(&self, code: String, claims: String, now: i64) -> Result<Prefilled, MotCuaError> {
        let (data, provenance) = self.procedures.at(&code, now)?.prefill(&document(&claims)?, now);
        let provenance = to_value(&provenance).map_err(refuse)?;
        Ok(Prefilled { data: to_canonical_string(&data), provenance: to_canonical_string(&provenance) })
    }

    /// The payload to sign (JSON text): the form judged, hidden parts pruned, parties read, provenance settled.
    ///
    /// # Errors
    /// `form/invalid` when the report has errors, `pack/noProcedure`, `json/…`.
    pub fn prepare(
        &self,
        code: String,
        request: PrepareRequest,
        now: i64,
        version: Option<ProcedureRef>,
    ) -> Result<String, MotCuaError> {
        let procedure = self.of(&code, version, now)?;
        let PrepareRequest {
            dossier,
            data,
            prefilled,
            auth,
            nonce,
            aud,
            attachments,
            channel,
            kind,
            of,
            filed,
            references,
        } = request;
        let prefilled = match prefilled {
            Some(given) => {
                flow::Prefilled { data: document(&given.data)?, provenance: read_any(&given.provenance)? }
            }
            None => flow::Prefilled::default(),
        };
        let draft = flow::Draft {
            dossier,
            auth: auth.into(),
            nonce,
            aud,
            attachments: manifest(attachments),
            channel: channel.into(),
            kind: motcua::json::from_value(&Value::from(kind.as_str()))
                .map_err(|_| MotCuaError::from(failure::of_code("boundary/type")))?,
            of,
            filed,
            references: references.into_iter().map(PartyReference::into_core).collect::<Result<_>>()?,
        };
        write(&flow::prepare(procedure, &document(&data)?, &prefilled, draft, now)?)
    }
}

impl Pack {
    pub(crate) const fn procedures(&self) -> &Procedures {
        &self.procedures
    }

    /// The version that is meant, or the one in force.
    pub(crate) fn of(
        &self,
        code: &str,
        version: Option<ProcedureRef>,
        now: i64,
    ) -> Result<&Arc<CompiledProcedure>> {
        let version = version.map(types::submission::ProcedureRef::from);
        Ok(self.procedures.filed_under(code, version.as_ref(), now)?)
    }
}

/// The manifest of attached documents as the core has it.
pub(crate) fn manifest(attachments: Vec<Attachment>) -> Vec<submission::Attachment> {
    attachments.into_iter().map(Into::into).collect()
}
