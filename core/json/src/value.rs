//! A JSON value.

use std::fmt;

use crate::{Number, Object, pointer};

/// Any JSON value. Equality is that of the canonical text: `1` equals `1.0`, and members have no order.
///
/// `Debug` tells the type and size only.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value.
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub const fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The number as an integer within ±(2^53-1), if it is one.
    pub const fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The number as a double.
    pub const fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    /// The items of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items of an array, to change them.
    pub const fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    pub const fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members of an object, to change them.
    pub const fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A member of an object by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// An item of an array by index from 0.
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.as_array()?.get(index)
    }

    /// The value that a JSON Pointer (RFC 6901) names; `None` also where the text is not a pointer.
    pub fn pointer(&self, text: &str) -> Option<&Value> {
        pointer::get(self, text)
    }

    /// The same as [`pointer`](Self::pointer), to change the value.
    pub fn pointer_mut(&mut self, text: &str) -> Option<&mut Value> {
        pointer::get_mut(self, text)
    }

    /// Takes the value out and leaves `null`.
    pub const fn take(&mut self) -> Value {
        std::mem::replace(self, Self::Null)
    }

    /// The word for the type: `null`, `boolean`, `number`, `string`, `array` or `object`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Bool(_) => f.write_str("Bool"),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => write!(f, "String({} bytes)", text.len()),
            Self::Array(items) => write!(f, "Array({} items)", items.len()),
            Self::Object(object) => object.fmt(f),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),* $(,)?) => {
        $(impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

value_from! {
    bool => Bool,
    &str => String,
    &String => String,
    String => String,
    std::borrow::Cow<'_, str> => String,
    i32 => Number,
    u32 => Number,
    i64 => Number,
    Number => Number,
    Object => Object,
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// Nothing is `null`.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_content() {
        let mut object = Object::new();
        object.insert("soDinhDanh", "079095001234");
        let value = Value::from(vec![Value::from("079095001234"), Value::from(79), Value::from(object)]);
        let shown = format!("{value:?} {:?} {:?} {:?}", value.at(0), value.at(1), value.at(2));
        assert!(shown.contains("String(12 bytes)"), "{shown}");
        assert!(!shown.contains("079") && !shown.contains("79") && !shown.contains("soDinhDanh"), "{shown}");
    }

    #[test]
    fn conversions() {
        assert_eq!(Value::from(None::<bool>), Value::Null);
        assert_eq!(Value::from(vec!["a", "b"]).at(1).and_then(Value::as_str), Some("b"));
        assert_eq!(["x"].into_iter().collect::<Value>(), Value::from(vec!["x"]));
        assert_eq!(Value::from(3).as_f64(), Some(3.0));
    }
}
