//! From parts to values.

use super::MAX_DEPTH;
use super::table::{Entry, Table};
use crate::{Error, ErrorKind, Number, Object, Value};

/// Puts the values of parts, in order, where their tables say.
pub struct Writer {
    frames: Vec<Frame>,
    root: Value,
    error: Option<Error>,
}

/// What is open, from the root inwards.
enum Frame {
    Items(Vec<Value>),
    Members {
        object: Object,
        table: Table,
        /// The member that comes next.
        next: Option<Entry>,
    },
}

impl Frame {
    fn is_left_out(&self, is_left_out: fn(Entry) -> bool) -> bool {
        matches!(self, Self::Members { next: Some(entry), .. } if is_left_out(*entry))
    }
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self { frames: Vec::new(), root: Value::Null, error: None }
    }

    pub(super) fn finish(self) -> Result<Value, Error> {
        match self.error {
            None => Ok(self.root),
            Some(error) => Err(error),
        }
    }

    /// Refuses what is to stand at the next place. The first refusal counts.
    fn fail(&mut self, error: Error) {
        if self.error.is_none() {
            let error = self.frames.iter().rev().fold(error, |error, frame| match frame {
                Frame::Items(items) => error.inside(&items.len().to_string()),
                Frame::Members { next, .. } => error.inside(next.map_or("", |entry| entry.name)),
            });
            self.error = Some(error);
        }
    }

    /// Puts a value at the next place.
    #[inline(never)]
    pub(super) fn put(&mut self, value: Value) {
        match self.frames.last_mut() {
            None => self.root = value,
            Some(Frame::Items(items)) => items.push(value),
            Some(Frame::Members { object, next, .. }) => {
                if let Some(entry) = next {
                    object.insert(entry.name, value);
                }
                self.advance();
            }
        }
    }

    fn advance(&mut self) {
        if let Some(Frame::Members { table, next, .. }) = self.frames.last_mut() {
            *next = table.next();
        }
    }

    /// Nothing stands at the next place: no member, or null.
    pub(super) fn nothing(&mut self) {
        match self.frames.last() {
            Some(frame) if frame.is_left_out(Entry::skips_none) => self.advance(),
            _ => self.put(Value::Null),
        }
    }

    /// Opens an object whose members the table names.
    #[inline(never)]
    pub fn open(&mut self, table: &'static str) {
        let mut table = Table::new(table);
        let next = table.next();
        self.push(Frame::Members { object: Object::new(), table, next });
    }

    fn push(&mut self, frame: Frame) {
        if self.frames.len() >= MAX_DEPTH {
            self.fail(Error::new(ErrorKind::Depth).with_pointer(String::new()));
        }
        self.frames.push(frame);
    }

    /// Opens an object of which the member `tag` says the variant, that `names` has at a place.
    #[inline(never)]
    pub fn open_tagged(&mut self, table: &'static str, tag: &'static str, names: &str, at: usize) {
        self.open(table);
        if let Some(Frame::Members { object, .. }) = self.frames.last_mut() {
            object.insert(tag, name(names, at));
        }
    }

    /// Opens a list.
    pub(super) fn open_items(&mut self) {
        self.push(Frame::Items(Vec::new()));
    }

    /// Closes what was opened last.
    #[inline(never)]
    pub fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Members { object, .. }) => self.put(Value::Object(object)),
            Some(Frame::Items(items)) => {
                let skips = self.frames.last().is_some_and(|frame| frame.is_left_out(Entry::skips_empty));
                if skips && items.is_empty() { self.advance() } else { self.put(Value::Array(items)) }
            }
            None => {}
        }
    }

    /// Puts the name that stands at a place of a list.
    #[inline(never)]
    pub fn variant(&mut self, names: &str, at: usize) {
        self.put(name(names, at).into());
    }

    pub(super) fn integer(&mut self, n: i64) {
        match Number::from_integer(n) {
            Some(number) => self.put(Value::Number(number)),
            None => self.fail(Error::new(ErrorKind::IntegerRange).with_pointer(String::new())),
        }
    }

    /// Puts any value, as it is.
    pub(super) fn any(&mut self, value: &Value) {
        match too_deep(value, MAX_DEPTH.saturating_sub(self.frames.len())) {
            Some(error) => self.fail(error),
            None => self.put(value.clone()),
        }
    }
}

fn name(names: &str, at: usize) -> &str {
    names.split(',').nth(at).unwrap_or_default()
}

/// The first array or object that lies `levels` or more below the value's place.
fn too_deep(value: &Value, levels: usize) -> Option<Error> {
    let below = |value: &Value, token: &str| {
        too_deep(value, levels.saturating_sub(1)).map(|error| error.inside(token))
    };
    match value {
        Value::Array(_) | Value::Object(_) if levels == 0 => {
            Some(Error::new(ErrorKind::Depth).with_pointer(String::new()))
        }
        Value::Array(items) => items.iter().enumerate().find_map(|(at, item)| below(item, &at.to_string())),
        Value::Object(object) => object.iter().find_map(|(name, member)| below(member, name)),
        _ => None,
    }
}
