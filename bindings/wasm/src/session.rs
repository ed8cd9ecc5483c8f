//! An open form. A change comes back as JSON text, and as nothing when nothing but the value changed.

use std::cell::RefCell;

use motcua::forms::session::{Circumstances, FormSession as Core, SessionError};
use motcua::json::{Value, is_profile_text, to_canonical_string};
use motcua::types::Record;
use motcua::types::report::FormState;
use motcua::types::session::{FormChange, FormDraft, Migration, PrefilledValue};
use motcua::types::submission::{Attachment, Channel};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{
    channel, document, give, give_list, plain, read_any, refuse, seconds, shape, wrong_type,
};
use crate::pack::Pack;
use crate::room::written;

/// A form while somebody fills it in.
#[wasm_bindgen]
pub struct FormSession {
    inner: RefCell<Core>,
    /// What came of a field that was typed, until it is fetched.
    change: RefCell<Result<Option<String>, JsValue>>,
}

impl FormSession {
    fn new(inner: Core) -> Self {
        Self { inner: RefCell::new(inner), change: RefCell::new(Ok(None)) }
    }
}

#[wasm_bindgen]
impl Pack {
    /// Opens a form over `{data, prefilled}` (JSON text), the second as a session's draft lists it.
    ///
    /// # Errors
    /// `pack/noProcedure`, refusals of the reader.
    #[wasm_bindgen(js_name = openForm)]
    pub fn open_form(
        &self,
        code: &str,
        start: &str,
        attachments: &JsValue,
        by: &JsValue,
        now: &str,
        version: &JsValue,
    ) -> Result<FormSession, JsValue> {
        let now = seconds(now)?;
        let attachments: Vec<Attachment> = read_any(attachments)?;
        let start = document(start)?;
        let data = start.get("data").cloned().ok_or_else(wrong_type)?;
        let prefilled: Vec<PrefilledValue> = shape(start.get("prefilled").ok_or_else(wrong_type)?)?;
        let procedure = self.of(code, version, now)?.clone();
        let around = Circumstances { now, channel: channel(by)?, attachments };
        Ok(FormSession::new(Core::open(procedure, around, data, prefilled)))
    }

    /// Opens a form that starts with the claims of a login (JSON text).
    ///
    /// # Errors
    /// `pack/noProcedure`, refusals of the reader.
    #[wasm_bindgen(js_name = prefillForm)]
    pub fn prefill_form(
        &self,
        code: &str,
        claims: &str,
        by: &JsValue,
        now: &str,
    ) -> Result<FormSession, JsValue> {
        let now = seconds(now)?;
        let procedure = self.of(code, &JsValue::UNDEFINED, now)?.clone();
        let around = Circumstances { now, channel: channel(by)?, attachments: Vec::new() };
        Ok(FormSession::new(Core::prefill(procedure, around, &document(claims)?)))
    }

    /// Takes a draft (JSON text) up again.
    ///
    /// # Errors
    /// `draft/…`, `pack/noProcedure`, `boundary/type`.
    #[wasm_bindgen(js_name = restoreForm)]
    pub fn restore_form(&self, draft: &str, now: &str) -> Result<FormSession, JsValue> {
        let now = seconds(now)?;
        let draft = FormDraft::from_value(&document(draft)?).map_err(refuse)?;
        let reference = give(&draft.procedure)?;
        let procedure = self.of(&draft.procedure.code, &reference.js_value(), now)?.clone();
        Core::restore(procedure, draft, now).map(FormSession::new).map_err(refuse)
    }

    /// Carries a draft (JSON text) over to the version that is in force at a moment.
    ///
    /// # Errors
    /// `draft/…`, `pack/noProcedure`, `boundary/type`.
    #[wasm_bindgen(js_name = migrateDraft)]
    pub fn migrate_draft(&self, draft: &str, now: &str) -> Result<Ts<Migration>, JsValue> {
        let draft = FormDraft::from_value(&document(draft)?).map_err(refuse)?;
        let to = self.of(&draft.procedure.code, &JsValue::UNDEFINED, seconds(now)?)?.clone();
        give(&motcua::forms::session::migrate(draft, &to).map_err(refuse)?)
    }
}

/// The change as text; a change that changed nothing costs nothing to cross.
fn told(change: Result<Option<FormChange>, SessionError>) -> Result<Option<String>, JsValue> {
    match change.map_err(refuse)? {
        None => Ok(None),
        Some(change) => Ok(Some(to_canonical_string(&change.to_value().map_err(refuse)?))),
    }
}

/// What is typed, in normal form C, where the strict reader takes it: a draft is read by it again.
fn typed(text: &str) -> Option<Value> {
    if motcua::nfc::is_plain(text) {
        return Some(Value::from(text));
    }
    let composed = motcua::nfc::nfc(text);
    is_profile_text(&composed).then(|| Value::from(composed))
}

/// The refusal of what is typed.
fn mistyped(text: &str) -> JsValue {
    document(&to_canonical_string(&Value::from(motcua::nfc::nfc(text)))).err().unwrap_or_else(wrong_type)
}

#[wasm_bindgen]
impl FormSession {
    /// Sets a field to a value (JSON text).
    ///
    /// # Errors
    /// `json/…`.
    pub fn set(&self, pointer: &str, value: &str) -> Result<Option<String>, JsValue> {
        told(self.inner.borrow_mut().set(pointer, document(value)?))
    }

    /// Sets a field to a text, in normal form C whatever the keyboard gave.
    ///
    /// # Errors
    /// `json/…`.
    #[wasm_bindgen(js_name = setText)]
    pub fn set_text(&self, pointer: &str, text: &str) -> Result<Option<String>, JsValue> {
        told(self.inner.borrow_mut().set(pointer, typed(text).ok_or_else(|| mistyped(text))?))
    }

    /// The number of a field, for `typeInto`: one for as long as the form is open.
    pub fn field(&self, pointer: &str) -> Option<u32> {
        self.inner.borrow().field(pointer).and_then(|field| u32::try_from(field).ok())
    }

    /// Sets a field to the text that the host wrote: whether something came of it, which `change` gives. What changes
    /// nothing but the value makes nothing.
    #[wasm_bindgen(js_name = typeInto)]
    pub fn type_into(&self, field: u32, bytes: u32) -> bool {
        let value = written(bytes, |text| {
            let text = std::str::from_utf8(text).unwrap_or_default();
            typed(text).ok_or_else(|| text.to_owned())
        });
        let change = match value {
            Ok(value) => told(self.inner.borrow_mut().set_field(field as usize, value)),
            Err(text) => Err(mistyped(&text)),
        };
        if matches!(change, Ok(None)) {
            return false;
        }
        *self.change.borrow_mut() = change;
        true
    }

    /// What came of the last `typeInto`; once.
    ///
    /// # Errors
    /// `json/…`.
    pub fn change(&self) -> Result<Option<String>, JsValue> {
        self.change.replace(Ok(None))
    }

    /// Adds an item (JSON text) to a list, at its end without a position.
    ///
    /// # Errors
    /// `session/notAnItem`, `json/…`.
    #[wasm_bindgen(js_name = addItem)]
    pub fn add_item(&self, list: &str, at: Option<u32>, value: &str) -> Result<Option<String>, JsValue> {
        told(self.inner.borrow_mut().add_item(list, at.map(|at| at as usize), document(value)?))
    }

    /// Removes an item of a list.
    ///
    /// # Errors
    /// `session/notAnItem`.
    #[wasm_bindgen(js_name = removeItem)]
    pub fn remove_item(&self, list: &str, at: u32) -> Result<Option<String>, JsValue> {
        told(self.inner.borrow_mut().remove_item(list, at as usize))
    }

    /// Moves an item of a list.
    ///
    /// # Errors
    /// `session/notAnItem`.
    #[wasm_bindgen(js_name = moveItem)]
    pub fn move_item(&self, list: &str, from: u32, to: u32) -> Result<Option<String>, JsValue> {
        told(self.inner.borrow_mut().move_item(list, from as usize, to as usize))
    }

    /// Takes over what is attached.
    ///
    /// # Errors
    /// `boundary/type`.
    #[wasm_bindgen(js_name = setAttachments)]
    pub fn set_attachments(&self, attachments: &JsValue) -> Result<Option<String>, JsValue> {
        // Read before the form is borrowed: reading an object runs its `toJSON`, which may ask the form.
        let attachments = read_any(attachments)?;
        told(Ok(self.inner.borrow_mut().set_attachments(attachments)))
    }

    /// Takes over another channel.
    ///
    /// # Errors
    /// `boundary/type`.
    #[wasm_bindgen(js_name = setChannel)]
    pub fn set_channel(&self, by: &JsValue) -> Result<Option<String>, JsValue> {
        let by: Channel = read_any(by)?;
        told(Ok(self.inner.borrow_mut().set_channel(by)))
    }

    /// Takes over another moment.
    ///
    /// # Errors
    /// `boundary/type`.
    #[wasm_bindgen(js_name = setNow)]
    pub fn set_now(&self, now: &str) -> Result<Option<String>, JsValue> {
        told(Ok(self.inner.borrow_mut().set_now(seconds(now)?)))
    }

    /// The whole state.
    ///
    /// # Errors
    /// None in practice.
    pub fn state(&self) -> Result<Ts<FormState>, JsValue> {
        give(&self.inner.borrow().state())
    }

    /// Everything typed so far.
    ///
    /// # Errors
    /// None in practice.
    pub fn data(&self) -> Result<JsValue, JsValue> {
        plain(self.inner.borrow().data())
    }

    /// The data as it is signed.
    ///
    /// # Errors
    /// None in practice.
    pub fn signed(&self) -> Result<JsValue, JsValue> {
        plain(self.inner.borrow().signed())
    }

    /// The provenance as it is signed.
    ///
    /// # Errors
    /// None in practice.
    pub fn provenance(&self) -> Result<JsValue, JsValue> {
        give_list(&self.inner.borrow().provenance())
    }

    /// The form to be stored.
    ///
    /// # Errors
    /// None in practice.
    pub fn draft(&self) -> Result<Ts<FormDraft>, JsValue> {
        give(&self.inner.borrow().draft())
    }

    /// A dropped value was seen.
    pub fn acknowledge(&self, pointer: &str) -> bool {
        self.inner.borrow_mut().acknowledge(pointer)
    }
}
