//! An open form: each change judges only what depends on it, and says what changed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motcua::forms::session::{Circumstances, FormSession as Core, SessionError, migrate};
use motcua::json::{Value, to_canonical_string, to_value};
use motcua::types::session::{FormChange as Change, FormDraft};

use crate::error::{MotCuaError, Result, refuse};
use crate::pack::{Pack, manifest};
use crate::records::{Attachment, Channel, FormChange, FormState, Migration, ProcedureRef};
use crate::text::{document, read, read_any, write};

/// A form while somebody fills it in. Safe to use from several threads; each call sees the form whole.
#[derive(uniffi::Object)]
pub struct FormSession {
    inner: Mutex<Core>,
}

impl FormSession {
    fn of(core: Core) -> Arc<Self> {
        Arc::new(Self { inner: Mutex::new(core) })
    }

    /// A panic while the form was held would be a fault of ours that has been reported; the form itself is whole.
    fn lock(&self) -> MutexGuard<'_, Core> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl Pack {
    /// Opens a form over data (JSON text, `{}` at first). `prefilled` is JSON text of what a draft lists there, `[]` for
    /// nothing.
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`, `boundary/type`.
    #[allow(clippy::too_many_arguments, reason = "the facades have names and defaults for them")]
    pub fn open_form(
        &self,
        code: String,
        data: String,
        prefilled: String,
        attachments: Vec<Attachment>,
        channel: Channel,
        now: i64,
        version: Option<ProcedureRef>,
    ) -> Result<Arc<FormSession>, MotCuaError> {
        let procedure = Arc::clone(self.of(&code, version, now)?);
        let around = Circumstances { now, channel: channel.into(), attachments: manifest(attachments) };
        Ok(FormSession::of(Core::open(procedure, around, document(&data)?, read_any(&prefilled)?)))
    }

    /// Opens a form that starts with the claims of a login (JSON text).
    ///
    /// # Errors
    /// `pack/noProcedure`, `json/…`.
    pub fn prefill_form(
        &self,
        code: String,
        claims: String,
        channel: Channel,
        now: i64,
    ) -> Result<Arc<FormSession>, MotCuaError> {
        let procedure = Arc::clone(self.of(&code, None, now)?);
        let around = Circumstances { now, channel: channel.into(), attachments: Vec::new() };
        Ok(FormSession::of(Core::prefill(procedure, around, &document(&claims)?)))
    }

    /// Takes a draft (JSON text) up again, under the version that it was filled under.
    ///
    /// # Errors
    /// `draft/…`; `pack/noProcedure` when the pack does not hold that version: carry the draft over.
    pub fn restore_form(&self, draft: String, now: i64) -> Result<Arc<FormSession>, MotCuaError> {
        let draft: FormDraft = read(&draft)?;
        let procedure =
            Arc::clone(self.procedures().filed_under(&draft.procedure.code, Some(&draft.procedure), now)?);
        Ok(FormSession::of(Core::restore(procedure, draft, now).map_err(refuse)?))
    }

    /// Carries a draft (JSON text) over to the version in force, and says what became of each value.
    ///
    /// # Errors
    /// `draft/…`, `pack/noProcedure`.
    pub fn migrate_draft(&self, draft: String, now: i64) -> Result<Migration, MotCuaError> {
        let draft: FormDraft = read(&draft)?;
        let to = self.procedures().at(&draft.procedure.code, now)?;
        Migration::of(migrate(draft, to).map_err(refuse)?)
    }
}

fn told(change: std::result::Result<Option<Change>, SessionError>) -> Result<Option<FormChange>> {
    Ok(change.map_err(refuse)?.map(FormChange::from))
}

/// What is typed, as the strict reader would have it: a draft is read by it again.
fn typed(text: &str) -> Result<Value> {
    if text.is_ascii() {
        return Ok(Value::from(text));
    }
    document(&to_canonical_string(&Value::from(motcua::nfc::nfc(text))))
}

#[uniffi::export]
impl FormSession {
    /// Sets a field to a value (JSON text); `null` empties it. Gives what changed, nothing when only the value did.
    ///
    /// # Errors
    /// `json/…` for the value or the pointer.
    pub fn set(&self, pointer: String, value: String) -> Result<Option<FormChange>, MotCuaError> {
        told(self.lock().set(&pointer, document(&value)?))
    }

    /// Sets a field to a text, in normal form C whatever the keyboard gave.
    ///
    /// # Errors
    /// `json/…`.
    pub fn set_text(&self, pointer: String, text: String) -> Result<Option<FormChange>, MotCuaError> {
        told(self.lock().set(&pointer, typed(&text)?))
    }

    /// Adds an item (JSON text) to a list, at its end without a position.
    ///
    /// # Errors
    /// `session/notAnItem`, `json/…`.
    pub fn add_item(
        &self,
        list: String,
        value: String,
        at: Option<u32>,
    ) -> Result<Option<FormChange>, MotCuaError> {
        told(self.lock().add_item(&list, at.map(|at| at as usize), document(&value)?))
    }

    /// Removes an item of a list.
    ///
    /// # Errors
    /// `session/notAnItem`.
    pub fn remove_item(&self, list: String, at: u32) -> Result<Option<FormChange>, MotCuaError> {
        told(self.lock().remove_item(&list, at as usize))
    }

    /// Moves an item of a list.
    ///
    /// # Errors
    /// `session/notAnItem`.
    pub fn move_item(&self, list: String, from: u32, to: u32) -> Result<Option<FormChange>, MotCuaError> {
        told(self.lock().move_item(&list, from as usize, to as usize))
    }

    /// Takes over what is attached.
    ///
    /// # Errors
    /// None in practice.
    pub fn set_attachments(&self, attachments: Vec<Attachment>) -> Result<Option<FormChange>, MotCuaError> {
        told(Ok(self.lock().set_attachments(manifest(attachments))))
    }

    /// Takes over another channel.
    ///
    /// # Errors
    /// None in practice.
    pub fn set_channel(&self, channel: Channel) -> Result<Option<FormChange>, MotCuaError> {
        told(Ok(self.lock().set_channel(channel.into())))
    }

    /// Takes over another moment.
    ///
    /// # Errors
    /// None in practice.
    pub fn set_now(&self, now: i64) -> Result<Option<FormChange>, MotCuaError> {
        told(Ok(self.lock().set_now(now)))
    }

    /// The whole state: verdict, what is hidden and required, computed values, progress of each section.
    ///
    /// # Errors
    /// None in practice.
    pub fn state(&self) -> Result<FormState, MotCuaError> {
        Ok(self.lock().state().into())
    }

    /// Everything typed so far (JSON text), hidden parts too.
    ///
    /// # Errors
    /// None in practice.
    pub fn data(&self) -> Result<String, MotCuaError> {
        Ok(to_canonical_string(self.lock().data()))
    }

    /// The data as it is signed (JSON text).
    ///
    /// # Errors
    /// None in practice.
    pub fn signed(&self) -> Result<String, MotCuaError> {
        Ok(to_canonical_string(self.lock().signed()))
    }

    /// Where each value came from, as it is signed (JSON text).
    ///
    /// # Errors
    /// None in practice.
    pub fn provenance(&self) -> Result<String, MotCuaError> {
        Ok(to_canonical_string(&to_value(&self.lock().provenance()).map_err(refuse)?))
    }

    /// The form to be stored (JSON text). It holds personal data: keep it in a vault.
    ///
    /// # Errors
    /// None in practice.
    pub fn draft(&self) -> Result<String, MotCuaError> {
        write(&self.lock().draft())
    }

    /// Says that somebody saw that the value of this place was dropped; whether there was one.
    ///
    /// # Errors
    /// None in practice.
    pub fn acknowledge(&self, pointer: String) -> Result<bool, MotCuaError> {
        Ok(self.lock().acknowledge(&pointer))
    }
}
