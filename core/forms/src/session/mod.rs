//! An open form.
//!
//! [`FormSession::set`] takes one input and judges again only what depends on it: the field itself, the rules that read
//! it, what is shown, required or computed because of it. It tells what changed. Whatever was set in whatever order, a
//! session finds the same as [`CompiledProcedure::evaluate`] over its data.
//!
//! A change that brings or takes a part of the form (visibility, the first value of an optional object) is judged as a
//! whole; so is a document whose shape the schema does not know.

mod changes;
mod clause;
mod draft;
mod index;
mod list;
mod live;

pub use draft::migrate;
pub(crate) use index::Index;
pub use list::ListEdit;

use std::sync::Arc;

use motcua_json::{Error, Object, Value, pointer};
use motcua_types::report::{ComputedValue, FormState, Report, SectionProgress};
use motcua_types::session::{DroppedValue, FormChange, PrefilledValue};
use motcua_types::submission::{Attachment, Channel, Provenance};

use crate::CompiledProcedure;
use crate::state::{extra, run};
use changes::{Before, Ledger};
use live::{Around, Live, at_mut, computed_map};

/// Why a session refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionError {
    /// The place cannot hold a value: not a pointer, or its way leads through a text or a number.
    Place(Error),
    /// There is no list at the place, it has no such item, or no field has the number.
    NotAnItem,
    /// The draft has another version than this code reads.
    DraftVersion,
    /// The draft belongs to another procedure, or to another version of it: migrate it first.
    OtherForm,
}

impl SessionError {
    /// The registered code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Place(error) => error.code(),
            Self::NotAnItem => "session/notAnItem",
            Self::DraftVersion => "draft/version",
            Self::OtherForm => "draft/otherForm",
        }
    }
}

impl From<Error> for SessionError {
    fn from(error: Error) -> Self {
        Self::Place(error)
    }
}

/// What surrounds the data of an open form.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// Seconds since 1970.
    pub now: i64,
    /// How the dossier comes in.
    pub channel: Channel,
    /// What is attached so far.
    pub attachments: Vec<Attachment>,
}

/// A form while somebody fills it in.
pub struct FormSession {
    procedure: Arc<CompiledProcedure>,
    around: Circumstances,
    extra: Vec<(&'static str, Value)>,
    /// Everything typed, hidden parts too.
    raw: Value,
    prefilled: Vec<PrefilledValue>,
    dropped: Vec<DroppedValue>,
    ledger: Ledger,
    sections: Vec<SectionProgress>,
    view: View,
}

enum View {
    /// Judged part by part.
    Parts(Box<Live>),
    /// Judged as a whole after each change.
    Whole { data: Value, hidden: Vec<String>, computed: Vec<ComputedValue> },
}

impl FormSession {
    /// Opens a form over data, for example what [`CompiledProcedure::prefill`] gave. `prefilled` says where the form's
    /// values came from.
    pub fn open(
        procedure: Arc<CompiledProcedure>,
        around: Circumstances,
        data: Value,
        prefilled: Vec<PrefilledValue>,
    ) -> Self {
        let data = if data.is_null() { Value::Object(Object::new()) } else { data };
        let extra = extra(&around.attachments, around.channel, around.now);
        let view = View::Whole { data: Value::Null, hidden: Vec::new(), computed: Vec::new() };
        let mut session = Self {
            procedure,
            around,
            extra,
            raw: data,
            prefilled,
            dropped: Vec::new(),
            ledger: Ledger::default(),
            sections: Vec::new(),
            view,
        };
        session.evaluate();
        session.ledger.settle();
        session
    }

    /// Opens a form filled from the claims of a login; see [`CompiledProcedure::prefill`].
    pub fn prefill(procedure: Arc<CompiledProcedure>, around: Circumstances, claims: &Value) -> Self {
        let (data, given) = procedure.prefill(claims, around.now);
        let prefilled = given_values(&data, given);
        Self::open(procedure, around, data, prefilled)
    }

    /// The procedure.
    pub fn procedure(&self) -> &CompiledProcedure {
        &self.procedure
    }

    /// Everything typed so far, hidden parts too.
    pub fn data(&self) -> &Value {
        &self.raw
    }

    /// The data as it is signed: hidden and unfilled fields removed, computed values put in, texts in normal form.
    pub fn signed(&self) -> &Value {
        match &self.view {
            View::Parts(live) => &live.data,
            View::Whole { data, .. } => data,
        }
    }

    /// Whether the form has no error now.
    pub fn is_valid(&self) -> bool {
        self.ledger.is_valid()
    }

    /// Everything a renderer needs; the same as [`CompiledProcedure::evaluate`] over [`data`](Self::data).
    pub fn state(&self) -> FormState {
        FormState {
            report: Report::new(self.ledger.issues().cloned().collect()),
            hidden: self.hidden(),
            required: self.ledger.required().cloned().collect(),
            computed: self.computed().to_vec(),
            sections: self.sections.clone(),
        }
    }

    /// The provenance to sign: a value that was changed is the person's own declaration, one that was removed or is
    /// hidden has none.
    pub fn provenance(&self) -> Vec<Provenance> {
        let given = |entry: &PrefilledValue| {
            let now = self.signed().pointer(&entry.provenance.pointer)?;
            Some(crate::prefill::said(&entry.provenance, *now == entry.value))
        };
        self.prefilled.iter().filter_map(given).collect()
    }

    /// Where the value of a field came from, if the form was given it and nobody changed it.
    pub fn source(&self, pointer: &str) -> Option<&Provenance> {
        let entry = self.prefilled.iter().find(|entry| entry.provenance.pointer == pointer)?;
        (self.raw.pointer(pointer) == Some(&entry.value)).then_some(&entry.provenance)
    }

    /// Sets a field; `null` empties it. `None` when nothing but the value changed.
    ///
    /// # Errors
    /// `json/pointer` when no value can stand there; nothing changed then.
    pub fn set(&mut self, pointer: &str, value: Value) -> Result<Option<FormChange>, SessionError> {
        if self.put(pointer, value)? { Ok(self.changed(pointer)) } else { Ok(None) }
    }

    /// Puts a value into the raw data, or empties the place. Whether anything was done.
    fn put(&mut self, pointer: &str, value: Value) -> Result<bool, SessionError> {
        let place = pointer::get_mut(&mut self.raw, pointer);
        match (place, value.is_null()) {
            (Some(place), false) => *place = value,
            (None, false) => drop(pointer::set(&mut self.raw, pointer, value)?),
            (None, true) => return Ok(false),
            (Some(place), true) if pointer.is_empty() => *place = Value::Object(Object::new()),
            (Some(place), true) => {
                *place = Value::Null;
                if !in_list(pointer) {
                    pointer::remove(&mut self.raw, pointer);
                }
            }
        }
        Ok(true)
    }

    /// The number of the field that stands at a pointer, for [`set_field`](Self::set_field): the same as long as the form is
    /// open. `None` where the form is not judged by its fields, and for what stands inside of one, such as the items of
    /// a list.
    pub fn field(&self, pointer: &str) -> Option<usize> {
        self.procedure.index().unit_at(pointer)
    }

    /// The same as [`set`](Self::set) at a field's pointer.
    ///
    /// # Errors
    /// `session/notAnItem` for a number that no field has; otherwise those of `set`.
    pub fn set_field(&mut self, field: usize, value: Value) -> Result<Option<FormChange>, SessionError> {
        let procedure = Arc::clone(&self.procedure);
        let Some(unit) = procedure.index().units.get(field) else {
            return Err(SessionError::NotAnItem);
        };
        if let Some(slot) = at_mut(&mut self.raw, &unit.place).filter(|_| !value.is_null()) {
            *slot = value;
        } else if !self.put(&unit.pointer, value)? {
            return Ok(None);
        }
        Ok(self.changed_unit(Some(field)))
    }

    /// Adds an item to a repeating group, at its end or before the item `at`. A list that is not there yet is made.
    ///
    /// # Errors
    /// `session/notAnItem`, `json/pointer`; nothing changed then.
    pub fn add_item(
        &mut self,
        list: &str,
        at: Option<usize>,
        value: Value,
    ) -> Result<Option<FormChange>, SessionError> {
        if self.raw.pointer(list).is_none_or(Value::is_null) {
            if at.is_some_and(|at| at > 0) {
                return Err(SessionError::NotAnItem);
            }
            pointer::set(&mut self.raw, list, Value::Array(vec![value]))?;
            return Ok(self.edited(list, ListEdit::Added { at: 0 }));
        }
        let items = self.items(list)?;
        let at = at.unwrap_or(items.len());
        if at > items.len() {
            return Err(SessionError::NotAnItem);
        }
        items.insert(at, value);
        Ok(self.edited(list, ListEdit::Added { at }))
    }

    /// Removes an item of a repeating group; later ones move up.
    ///
    /// # Errors
    /// `session/notAnItem`; nothing changed then.
    pub fn remove_item(&mut self, list: &str, at: usize) -> Result<Option<FormChange>, SessionError> {
        let items = self.items(list)?;
        if at >= items.len() {
            return Err(SessionError::NotAnItem);
        }
        items.remove(at);
        Ok(self.edited(list, ListEdit::Removed { at }))
    }

    /// Moves an item of a repeating group to another position; those between shift by one.
    ///
    /// # Errors
    /// `session/notAnItem`; nothing changed then.
    pub fn move_item(
        &mut self,
        list: &str,
        from: usize,
        to: usize,
    ) -> Result<Option<FormChange>, SessionError> {
        let items = self.items(list)?;
        if from >= items.len() || to >= items.len() {
            return Err(SessionError::NotAnItem);
        }
        let item = items.remove(from);
        items.insert(to, item);
        Ok(self.edited(list, ListEdit::Moved { from, to }))
    }

    /// Takes over what is attached now.
    pub fn set_attachments(&mut self, attachments: Vec<Attachment>) -> Option<FormChange> {
        self.around.attachments = attachments;
        self.surrounded()
    }

    /// Takes over how the dossier is to come in.
    pub fn set_channel(&mut self, channel: Channel) -> Option<FormChange> {
        self.around.channel = channel;
        self.surrounded()
    }

    /// Takes over another moment, in seconds since 1970: dates are compared with it.
    pub fn set_now(&mut self, now: i64) -> Option<FormChange> {
        self.around.now = now;
        self.surrounded()
    }

    /// What surrounds the data now.
    pub fn circumstances(&self) -> &Circumstances {
        &self.around
    }

    fn items(&mut self, list: &str) -> Result<&mut Vec<Value>, SessionError> {
        match pointer::get_mut(&mut self.raw, list) {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(SessionError::NotAnItem),
        }
    }

    fn edited(&mut self, list: &str, edit: ListEdit) -> Option<FormChange> {
        // A value that was given stays the one that was given, wherever its item moves.
        self.prefilled.retain_mut(|entry| match edit.rebase(list, &entry.provenance.pointer) {
            Some(pointer) => {
                entry.provenance.pointer = pointer;
                true
            }
            None => false,
        });
        self.changed(list)
    }

    fn surrounded(&mut self) -> Option<FormChange> {
        self.extra = extra(&self.around.attachments, self.around.channel, self.around.now);
        self.whole(Before::default())
    }

    fn hidden(&self) -> Vec<String> {
        match &self.view {
            View::Parts(live) => live.all_hidden().cloned().collect(),
            View::Whole { hidden, .. } => hidden.clone(),
        }
    }

    fn computed(&self) -> &[ComputedValue] {
        match &self.view {
            View::Parts(live) => &live.computed,
            View::Whole { computed, .. } => computed,
        }
    }

    /// Judges what a change of the raw data at a place concerns.
    fn changed(&mut self, pointer: &str) -> Option<FormChange> {
        self.changed_unit(self.procedure.index().unit_of(pointer))
    }

    /// The same at or below a unit; without one the form is judged as a whole.
    fn changed_unit(&mut self, unit: Option<usize>) -> Option<FormChange> {
        let procedure = Arc::clone(&self.procedure);
        let mut before = Before::default();
        let (View::Parts(live), Some(unit)) = (&mut self.view, unit) else { return self.whole(before) };
        let around = Around {
            procedure: &procedure,
            extra: &self.extra,
            attachments: &self.around.attachments,
            channel: self.around.channel,
        };
        let slots_hidden = live.slots_hidden().to_vec();
        if live.update(unit, &self.raw, &around, &mut self.ledger, &mut before).is_err() {
            return self.whole(before);
        }
        let (hidden, shown) = apart(&slots_hidden, live.slots_hidden());
        let computed: Vec<ComputedValue> = live
            .computed
            .iter()
            .filter(|entry| before.values.contains_key(&entry.pointer))
            .cloned()
            .collect();
        self.tell(hidden, shown, computed)
    }

    /// Judges everything anew, and tells what differs from before.
    fn whole(&mut self, before: Before) -> Option<FormChange> {
        let hidden_before = self.hidden();
        let mut computed_before = self.computed().to_vec();
        for entry in &mut computed_before {
            if let Some(value) = before.values.get(&entry.pointer) {
                entry.value = value.clone();
            }
        }
        let old = std::mem::take(&mut self.ledger);
        let sections = self.sections.clone();
        self.evaluate();
        self.sections = sections;
        self.ledger.follow(old);
        let (hidden, shown) = apart(&hidden_before, &self.hidden());
        let was = computed_map(&computed_before);
        let now = computed_map(self.computed());
        let changed =
            self.computed().iter().filter(|entry| was.get(entry.pointer.as_str()) != Some(&&entry.value));
        let gone = computed_before.iter().filter(|entry| !now.contains_key(entry.pointer.as_str()));
        let gone = gone.map(|entry| ComputedValue { pointer: entry.pointer.clone(), value: Value::Null });
        let computed: Vec<ComputedValue> = changed.cloned().chain(gone).collect();
        self.tell(hidden, shown, computed)
    }

    fn tell(
        &mut self,
        hidden: Vec<String>,
        shown: Vec<String>,
        computed: Vec<ComputedValue>,
    ) -> Option<FormChange> {
        if self.ledger.is_settled() && hidden.is_empty() && shown.is_empty() && computed.is_empty() {
            return None;
        }
        let difference = self.ledger.settle();
        if difference.is_empty() && hidden.is_empty() && shown.is_empty() && computed.is_empty() {
            return None;
        }
        let now = self.ledger.sections(&self.procedure);
        let sections = now.iter().zip(&self.sections).filter(|(now, was)| now != was);
        let sections = sections.map(|(now, _)| now.clone()).collect();
        self.sections = now;
        Some(FormChange {
            valid: self.ledger.is_valid(),
            appeared: difference.appeared,
            gone: difference.gone,
            hidden,
            shown,
            required: difference.required,
            optional: difference.optional,
            computed,
            sections,
        })
    }

    /// Judges everything anew, into an empty ledger.
    fn evaluate(&mut self) {
        let procedure = Arc::clone(&self.procedure);
        let around = Around {
            procedure: &procedure,
            extra: &self.extra,
            attachments: &self.around.attachments,
            channel: self.around.channel,
        };
        let known = procedure.index().is_regular() && matches!(self.raw, Value::Object(_));
        let live = if known { Live::build(&self.raw, &around, &mut self.ledger) } else { None };
        self.view = match live {
            Some(live) => View::Parts(Box::new(live)),
            None => {
                self.ledger = Ledger::default();
                let Circumstances { now, channel, attachments } = &self.around;
                let outcome = run(&procedure, &self.raw, attachments, *channel, *now);
                self.ledger.replace(&procedure, &[], &outcome.issues);
                self.ledger.require(&procedure, &[], &outcome.required);
                View::Whole { data: outcome.data, hidden: outcome.hidden, computed: outcome.computed }
            }
        };
        self.sections = self.ledger.sections(&procedure);
    }
}

/// What is new and what is gone.
fn apart(before: &[String], now: &[String]) -> (Vec<String>, Vec<String>) {
    let without = |list: &[String], other: &[String]| -> Vec<String> {
        list.iter().filter(|pointer| !other.contains(pointer)).cloned().collect()
    };
    if before == now { (Vec::new(), Vec::new()) } else { (without(now, before), without(before, now)) }
}

/// Whether the last token is a position: an item of a list is emptied, not removed.
fn in_list(pointer: &str) -> bool {
    pointer
        .rsplit('/')
        .next()
        .is_some_and(|token| !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit()))
}

/// What a form was given, with the values as they stand in its data.
fn given_values(data: &Value, given: Vec<Provenance>) -> Vec<PrefilledValue> {
    let value = |entry: Provenance| {
        let value = data.pointer(&entry.pointer)?.clone();
        Some(PrefilledValue { provenance: entry, value })
    };
    given.into_iter().filter_map(value).collect()
}
