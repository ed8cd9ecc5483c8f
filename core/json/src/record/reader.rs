//! From values to parts.

use super::MAX_DEPTH;
use super::table::Table;
use crate::object::Iter;
use crate::{Error, ErrorKind, Value};

/// Gives the values of a document, in order, to the parts that want them.
pub struct Reader<'a> {
    frames: Vec<Frame<'a>>,
    /// A value that was looked at and not yet taken.
    held: Option<&'a Value>,
    error: Option<Error>,
}

/// What is open, from the root inwards.
enum Frame<'a> {
    /// The whole document.
    Root(Option<&'a Value>),
    Items {
        items: std::slice::Iter<'a, Value>,
        /// How many were taken.
        taken: usize,
    },
    Members {
        members: Iter<'a>,
        /// The member that comes next.
        next: Option<(&'a str, &'a Value)>,
        table: Table,
        /// Whether an unknown member is refused.
        is_strict: bool,
        /// The member at hand.
        name: &'a str,
        /// The needed member that is absent and comes first in the record's declaration.
        missing: Option<(u8, &'a str)>,
    },
}

impl<'a> Reader<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self { frames: vec![Frame::Root(Some(value))], held: None, error: None }
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        self.error.map_or(Ok(()), Err)
    }

    /// Refuses what stands at the place that was reached. The first refusal counts.
    #[cold]
    #[inline(never)]
    pub(super) fn fail(&mut self, kind: ErrorKind) {
        self.fail_with(Error::new(kind).with_pointer(String::new()));
    }

    fn fail_with(&mut self, error: Error) {
        if self.error.is_none() {
            self.error = Some(self.frames.iter().rev().fold(error, |error, frame| match frame {
                Frame::Root(_) => error,
                Frame::Items { taken, .. } => error.inside(&taken.saturating_sub(1).to_string()),
                Frame::Members { name, .. } => error.inside(name),
            }));
        }
    }

    /// Takes the next value; none where a member is absent, and after a refusal.
    #[inline(never)]
    pub(super) fn take(&mut self) -> Option<&'a Value> {
        if let Some(value) = self.held.take() {
            return Some(value);
        }
        if self.error.is_some() {
            return None;
        }
        let value = match self.frames.last_mut()? {
            Frame::Root(value) => value.take(),
            Frame::Items { items, taken } => {
                *taken += 1;
                items.next()
            }
            Frame::Members { .. } => self.member(),
        };
        // The root's frame holds nothing up.
        if value.is_some() && self.frames.len() > MAX_DEPTH + 1 {
            self.fail(ErrorKind::Depth);
            return None;
        }
        value
    }

    /// The member of which the table says that it comes next.
    fn member(&mut self) -> Option<&'a Value> {
        let Some(Frame::Members { members, next, table, is_strict, name, missing }) = self.frames.last_mut()
        else {
            return None;
        };
        let entry = table.next()?;
        while let Some((present, value)) = *next {
            if present == entry.name {
                *name = present;
                *next = members.next();
                return Some(value);
            }
            if crate::compare_names(present, entry.name).is_gt() {
                break;
            }
            *next = members.next();
            if *is_strict {
                *name = present;
                self.fail(ErrorKind::UnknownMember);
                return None;
            }
        }
        if !entry.may_miss() && missing.is_none_or(|(rank, _)| entry.rank() < rank) {
            *missing = Some((entry.rank(), entry.name));
        }
        None
    }

    /// Whether the next value is there. It is taken and held for the part that takes it; an absent one is passed.
    pub fn has_next(&mut self) -> bool {
        self.held = self.take();
        self.held.is_some()
    }

    /// Whether the next value is there and not null; a null is passed as well.
    #[inline(never)]
    pub(super) fn has_content(&mut self) -> bool {
        self.held = self.take().filter(|value| !value.is_null());
        self.held.is_some()
    }

    /// Opens an object whose members the table names.
    #[inline(never)]
    pub fn open(&mut self, table: &'static str, is_strict: bool) {
        match self.take() {
            Some(Value::Object(object)) => {
                let mut members = object.iter();
                let next = members.next();
                let table = Table::new(table);
                self.frames.push(Frame::Members { members, next, table, is_strict, name: "", missing: None });
            }
            value => self.without(value),
        }
    }

    /// A part that has nothing to read from is empty throughout.
    fn without(&mut self, value: Option<&'a Value>) {
        match value {
            Some(_) => self.fail(ErrorKind::Type),
            None if self.error.is_none() => self.frames.push(Frame::Root(None)),
            None => {}
        }
    }

    /// Opens an object of which the member `tag` names one of the variants in `names`, and says which; then comes
    /// [`members`](Self::members).
    #[inline(never)]
    pub fn open_tagged(&mut self, tag: &'static str, names: &str) -> usize {
        self.open("", false);
        let Some(Frame::Members { members, next, name, .. }) = self.frames.last_mut() else { return 0 };
        if self.error.is_some() {
            return 0;
        }
        *name = tag;
        let found = (*next).into_iter().chain(members.clone()).find(|(name, _)| *name == tag);
        self.chosen(found.map(|(_, value)| value), names, ErrorKind::MissingMember)
    }

    /// Names the members of the variant that was found.
    pub fn members(&mut self, names: &'static str) {
        if let Some(Frame::Members { table, .. }) = self.frames.last_mut() {
            *table = Table::new(names);
        }
    }

    /// Opens a list; then comes [`more`](Self::more) before each item.
    pub(super) fn open_items(&mut self) {
        match self.take() {
            Some(Value::Array(items)) => self.frames.push(Frame::Items { items: items.iter(), taken: 0 }),
            value => self.without(value),
        }
    }

    /// Whether the list has another item to give.
    pub(super) fn more(&self) -> bool {
        match self.frames.last() {
            Some(Frame::Items { items, .. }) => self.error.is_none() && items.len() > 0,
            _ => false,
        }
    }

    /// Closes what was opened last: what the table does not know is refused, then what it needs and did not find.
    #[inline(never)]
    pub fn close(&mut self) {
        if self.error.is_some() {
            return;
        }
        if let Some(Frame::Members { next, is_strict, name, missing, .. }) = self.frames.last_mut() {
            if let Some((unknown, _)) = next.filter(|_| *is_strict) {
                *name = unknown;
                return self.fail(ErrorKind::UnknownMember);
            }
            if let Some((_, absent)) = *missing {
                *name = absent;
                return self.fail(ErrorKind::MissingMember);
            }
        }
        self.frames.pop();
    }

    /// Which of the names the next text is, counted from 0.
    #[inline(never)]
    pub fn variant(&mut self, names: &str) -> usize {
        let value = self.take();
        self.chosen(value, names, ErrorKind::Type)
    }

    fn chosen(&mut self, value: Option<&Value>, names: &str, absent: ErrorKind) -> usize {
        let kind = match value {
            Some(Value::String(text)) => match position(names, text) {
                Some(at) => return at,
                None => ErrorKind::UnknownVariant,
            },
            Some(_) => ErrorKind::Type,
            None if absent == ErrorKind::MissingMember => absent,
            None => return 0,
        };
        self.fail(kind);
        0
    }

    /// Which of the names the next text is, or the text itself.
    ///
    /// # Errors
    /// None: the text is no refusal.
    pub fn variant_or_text(&mut self, names: &str) -> Result<usize, String> {
        let text = self.text();
        position(names, &text).ok_or(text)
    }

    pub(super) fn text(&mut self) -> String {
        match self.take() {
            Some(Value::String(text)) => text.clone(),
            value => {
                self.refuse(value);
                String::new()
            }
        }
    }

    pub(super) fn truth(&mut self) -> bool {
        match self.take() {
            Some(Value::Bool(truth)) => *truth,
            value => {
                self.refuse(value);
                false
            }
        }
    }

    /// An integer up to `most`, from `least`.
    #[inline(never)]
    pub(super) fn integer(&mut self, least: i64, most: i64) -> i64 {
        match self.take() {
            Some(Value::Number(number)) => match number.as_i64() {
                Some(n) if (least..=most).contains(&n) => return n,
                Some(_) => self.fail(ErrorKind::IntegerRange),
                None => self.fail(ErrorKind::Type),
            },
            value => self.refuse(value),
        }
        0
    }

    /// Any value, as it is.
    pub(super) fn any(&mut self) -> Value {
        let Some(value) = self.take() else { return Value::Null };
        // The root's frame counts one.
        if let Some(error) = too_deep(value, (MAX_DEPTH + 1).saturating_sub(self.frames.len())) {
            self.fail_with(error);
            return Value::Null;
        }
        value.clone()
    }

    /// Another type than the part wants; where nothing is, nothing more is said.
    fn refuse(&mut self, value: Option<&Value>) {
        if value.is_some() {
            self.fail(ErrorKind::Type);
        }
    }
}

/// Where a name stands in a list, counted from 0.
pub(super) fn position(names: &str, text: &str) -> Option<usize> {
    names.split(',').position(|name| name == text)
}

/// The first part that lies more than `levels` below the value.
fn too_deep(value: &Value, levels: usize) -> Option<Error> {
    let below = |value: &Value, token: &str| match levels.checked_sub(1) {
        None => Some(Error::new(ErrorKind::Depth).inside(token)),
        Some(levels) => too_deep(value, levels).map(|error| error.inside(token)),
    };
    match value {
        Value::Array(items) => items.iter().enumerate().find_map(|(at, item)| below(item, &at.to_string())),
        Value::Object(object) => object.iter().find_map(|(name, member)| below(member, name)),
        _ => None,
    }
}
