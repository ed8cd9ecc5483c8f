//! Packs: the procedures, compiled.

use std::sync::Arc;

use motcua::crypto::pack;
use motcua::flow::load_pack;
use motcua::forms::{CompiledProcedure, Library};
use motcua::json::{Policy, parse};
use motcua::vn::date::DateTime;

use crate::directory::Directory;
use crate::error::{MotCuaError, mistakes, of_code, refuse};
use crate::records::{Attachment, Channel, Issue, Language, MessageForm, PackInfo, Report};

/// A pack whose signature and hashes verified, compiled.
#[derive(uniffi::Object)]
pub struct Pack {
    library: Library,
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
    let trust = pack::Trust::Directory(directory.inner());
    let pack = pack::open(jws.as_bytes(), trust, now, min_seq, motcua::ENGINE_VERSION).map_err(refuse)?;
    let library = load_pack(&pack).map_err(|found| mistakes(&found))?;
    Ok(Arc::new(Pack { library }))
}

#[uniffi::export]
impl Pack {
    /// What the pack holds.
    pub fn info(&self) -> PackInfo {
        self.library.info().clone().into()
    }

    /// The verdict on a form. `data` is JSON text, `now` in seconds since 1970. A refused form is a report with
    /// findings; errors are for text that is no such document and for unknown procedures.
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`.
    pub fn validate(
        &self,
        procedure: String,
        data: String,
        attachments: Vec<Attachment>,
        channel: Channel,
        now: i64,
    ) -> Result<Report, MotCuaError> {
        let procedure = self.procedure(&procedure, now)?;
        let data = parse(data.as_bytes(), &Policy::PROFILE).map_err(refuse)?;
        let attachments: Vec<_> = attachments.into_iter().map(Into::into).collect();
        Ok(procedure.validate(&data, &attachments, channel.into(), now).into())
    }

    /// A finding as a sentence. `now` is the moment of the verdict: it says which version of the procedure spoke.
    ///
    /// # Errors
    /// `pack/noProcedure`.
    pub fn message(
        &self,
        procedure: String,
        issue: Issue,
        language: Language,
        form: MessageForm,
        now: i64,
    ) -> Result<Option<String>, MotCuaError> {
        Ok(self.procedure(&procedure, now)?.message(&issue.into(), language.tag(), form.into()))
    }
}

impl Pack {
    /// The version of a procedure that is in force at a moment, by the calendar of Vietnam.
    fn procedure(&self, code: &str, now: i64) -> Result<&CompiledProcedure, MotCuaError> {
        let day = DateTime::from_unix(now).ok_or_else(|| of_code("boundary/type"))?.date();
        self.library.procedure(code, day).map(AsRef::as_ref).ok_or_else(|| of_code("pack/noProcedure"))
    }
}
