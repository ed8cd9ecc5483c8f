//! Records in and out of documents: one reader and one writer that walk tables, so that a record itself is hardly
//! any code.
//!
//! `#[derive(Part)]` gives a record its table of names and the list of its members' types. [`from_value`] and
//! [`to_value`] have the errors of their namesakes for serde, at the same places.
//!
//! A [`Reader`] meets the members in the order in which the document has them and keeps the first thing that is
//! wrong; from there on it gives empty parts, so that no record needs a way out for each of its members.

mod part;
mod reader;
mod table;
mod writer;

pub use motcua_record::Part;
pub use reader::Reader;
pub use writer::Writer;

use crate::{Error, Value};

/// How deep parts may lie in each other.
const MAX_DEPTH: usize = crate::de::MAX_RECORD_DEPTH;

/// What can be read from a place of a document, and written to one.
pub trait Part: Sized {
    /// Takes the reader's next value. Where there is none, or it is wrong, the part is an empty one, which nobody
    /// sees.
    fn read(reader: &mut Reader<'_>) -> Self;

    /// Puts the part at the writer's next place.
    fn write(&self, writer: &mut Writer);
}

/// Makes a part of a value.
///
/// # Errors
/// Those of [`crate::from_value`].
pub fn from_value<T: Part>(value: &Value) -> Result<T, Error> {
    let mut reader = Reader::new(value);
    let part = T::read(&mut reader);
    reader.finish().map(|()| part)
}

/// Makes a value of a part.
///
/// # Errors
/// Those of [`crate::to_value`].
pub fn to_value<T: Part>(part: &T) -> Result<Value, Error> {
    let mut writer = Writer::new();
    part.write(&mut writer);
    writer.finish()
}
