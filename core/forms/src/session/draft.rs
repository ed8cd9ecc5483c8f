//! Drafts: a form that is put away and taken up again, also under another version of it.

use std::sync::Arc;

use motcua_json::pointer::set;
use motcua_json::{Number, Object, Value, parse_double, to_canonical_string};
use motcua_types::session::{DropReason, DroppedValue, FormDraft, Migration};

use super::{Circumstances, FormSession, SessionError};
use crate::CompiledProcedure;
use crate::shape::{LIST, NUMBER, OBJECT, Shape, TEXT, kind_of};

/// The version that is written and read.
const VERSION: u32 = 1;

impl FormSession {
    /// The form as it is now, to be stored.
    pub fn draft(&self) -> FormDraft {
        FormDraft {
            v: VERSION,
            procedure: self.procedure.reference(),
            data: self.raw.clone(),
            prefilled: self.prefilled.clone(),
            attachments: self.around.attachments.clone(),
            channel: self.around.channel,
            dropped: self.dropped.clone(),
        }
    }

    /// Takes a draft up again. `now` in seconds since 1970.
    ///
    /// # Errors
    /// `draft/version`; `draft/otherForm` when it belongs to another document, also to another version of this one.
    pub fn restore(
        procedure: Arc<CompiledProcedure>,
        draft: FormDraft,
        now: i64,
    ) -> Result<Self, SessionError> {
        if draft.v != VERSION {
            return Err(SessionError::DraftVersion);
        }
        if draft.procedure != procedure.reference() {
            return Err(SessionError::OtherForm);
        }
        let FormDraft { data, prefilled, attachments, channel, dropped, .. } = draft;
        let mut session = Self::open(procedure, Circumstances { now, channel, attachments }, data, prefilled);
        session.dropped = dropped;
        Ok(session)
    }

    /// Values that a migration could not keep and that nobody has acknowledged.
    pub fn dropped(&self) -> &[DroppedValue] {
        &self.dropped
    }

    /// Somebody has seen that the value of this place was dropped; it leaves the draft. Whether there was one.
    pub fn acknowledge(&mut self, pointer: &str) -> bool {
        let before = self.dropped.len();
        self.dropped.retain(|value| value.pointer != pointer);
        self.dropped.len() < before
    }
}

/// Carries a draft over to another version of its form. Each value is kept, written in another type, or dropped; a
/// dropped one stays in the draft until [`FormSession::acknowledge`].
///
/// # Errors
/// `draft/version`; `draft/otherForm` when the draft belongs to another procedure.
pub fn migrate(draft: FormDraft, to: &CompiledProcedure) -> Result<Migration, SessionError> {
    if draft.v != VERSION {
        return Err(SessionError::DraftVersion);
    }
    if draft.procedure.code != to.document().code {
        return Err(SessionError::OtherForm);
    }
    let mut mover = Mover { data: Value::Object(Object::new()), ..Mover::default() };
    mover.value(&draft.data, &mut String::new(), &Shape::root(&to.document().form));
    let Mover { data, kept, changed, dropped } = mover;
    let mut all_dropped = draft.dropped;
    all_dropped.extend(dropped.iter().cloned());
    let mut prefilled = draft.prefilled;
    // What has no place any more was not given to this form.
    prefilled.retain(|entry| data.pointer(&entry.provenance.pointer).is_some());
    let draft = FormDraft { procedure: to.reference(), data, prefilled, dropped: all_dropped, ..draft };
    Ok(Migration { draft, kept, changed, dropped })
}

#[derive(Default)]
struct Mover {
    data: Value,
    kept: Vec<String>,
    changed: Vec<String>,
    dropped: Vec<DroppedValue>,
}

impl Mover {
    fn value(&mut self, value: &Value, place: &mut String, shape: &Shape<'_>) {
        match value {
            Value::Object(object) if shape.kinds() & OBJECT != 0 => {
                for (name, value) in object.iter() {
                    self.below(name, value, place, shape.step(name));
                }
            }
            Value::Array(items) if shape.kinds() & LIST != 0 => {
                self.put(place, Value::Array(Vec::new()));
                let item = shape.item();
                if items.is_empty() {
                    self.kept.push(place.clone());
                }
                for (index, value) in items.iter().enumerate() {
                    // An item keeps its position even when nothing of it can be kept.
                    self.put(&format!("{place}/{index}"), Value::Null);
                    self.below(&index.to_string(), value, place, Some(item.clone()));
                }
            }
            Value::Null => {}
            plain => self.plain(plain, place, shape),
        }
    }

    fn below(&mut self, name: &str, value: &Value, place: &mut String, shape: Option<Shape<'_>>) {
        let len = place.len();
        place.push('/');
        place.push_str(&motcua_json::pointer::escape(name));
        match shape {
            Some(shape) => self.value(value, place, &shape),
            None => self.lose(value, place, DropReason::NoField),
        }
        place.truncate(len);
    }

    fn plain(&mut self, value: &Value, place: &str, shape: &Shape<'_>) {
        let kinds = shape.kinds();
        let same = kinds & kind_of(value) != 0;
        let new = if same { Some(value.clone()) } else { converted(value, kinds) };
        let Some(new) = new else { return self.lose(value, place, DropReason::OtherType) };
        if shape.choices().is_some_and(|choices| !choices.contains(&&new)) {
            return self.lose(value, place, DropReason::NoChoice);
        }
        self.put(place, new);
        let list = if same { &mut self.kept } else { &mut self.changed };
        list.push(place.to_owned());
    }

    fn put(&mut self, place: &str, value: Value) {
        // The place comes from the draft's own data.
        let _ = set(&mut self.data, place, value);
    }

    fn lose(&mut self, value: &Value, place: &str, reason: DropReason) {
        self.dropped.push(DroppedValue { pointer: place.to_owned(), value: value.clone(), reason });
    }
}

/// The same said in another type: a number in digits, and digits that are the shortest text of a number.
fn converted(value: &Value, kinds: u8) -> Option<Value> {
    match value {
        Value::Number(_) if kinds & TEXT != 0 => Some(to_canonical_string(value).into()),
        Value::String(text) if kinds & NUMBER != 0 => {
            let number = Value::Number(Number::from_f64(parse_double(text.trim())?)?);
            (to_canonical_string(&number) == text.trim()).then_some(number)
        }
        _ => None,
    }
}
