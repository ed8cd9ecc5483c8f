//! From [`Value`] to records.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::object::Iter;
use crate::{Error, ErrorKind, Value};

/// Records nest less deeply than text may: each level costs stack.
pub(crate) const MAX_RECORD_DEPTH: usize = 128;

/// Makes a record of a value.
///
/// # Errors
/// `json/type`, `json/missingMember`, `json/unknownMember`, `json/unknownVariant`, `json/integerRange`,
/// `json/value`, and `json/depth` beyond 128 levels. The error has the pointer of the place; serde reads
/// internally tagged, untagged and flattened parts from a copy, and what is wrong inside those is told at the
/// object that holds them.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    let record = T::deserialize(Reader { value, depth: 0 });
    record.map_err(|e| e.settle(value))
}

#[derive(Clone, Copy)]
struct Reader<'de> {
    value: &'de Value,
    depth: usize,
}

impl<'de> Reader<'de> {
    /// Reads a value one level down.
    fn below<T>(self, value: &'de Value, read: impl FnOnce(Self) -> Result<T, Error>) -> Result<T, Error> {
        match read(self.deeper(value)?) {
            Ok(record) => Ok(record),
            Err(e) => Err(e.settle(value)),
        }
    }

    fn deeper(self, value: &'de Value) -> Result<Self, Error> {
        if self.depth >= MAX_RECORD_DEPTH {
            return Err(Error::new(ErrorKind::Depth));
        }
        Ok(Self { value, depth: self.depth + 1 })
    }

    fn sequence<V: Visitor<'de>>(self, items: &'de [Value], visitor: V) -> Result<V::Value, Error> {
        let mut access = Items { reader: self, items: items.iter(), next: 0 };
        let sequence = visitor.visit_seq(&mut access)?;
        // A tuple has taken what it wanted; what is left over has no place.
        if access.items.len() == 0 { Ok(sequence) } else { wrong_type() }
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.value {
                Value::Number(number) => match number.as_i64() {
                    Some(n) => visitor.visit_i64(n),
                    None => visitor.visit_f64(number.as_f64()),
                },
                _ => wrong_type(),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(_) => self.deserialize_i64(visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => self.sequence(items, visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value {
            Value::String(name) => visitor.visit_enum(Variant { name, content: None, reader: self }),
            Value::Object(object) if object.len() == 1 => match object.iter().next() {
                Some((name, content)) => {
                    visitor.visit_enum(Variant { name, content: Some(content), reader: self })
                }
                None => Err(Error::new(ErrorKind::Type)),
            },
            _ => Err(Error::new(ErrorKind::Type)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    // Each kind of wish has its own short way. Sending them all through `deserialize_any` would compile every branch
    // for every field of every record: half of the WebAssembly module, once.

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => wrong_type(),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => wrong_type(),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            _ => wrong_type(),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Array(items) => self.sequence(items, visitor),
            _ => wrong_type(),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Object(object) => {
                visitor.visit_map(Members { reader: self, members: object.iter(), pending: None })
            }
            _ => wrong_type(),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! { bytes byte_buf }
}

// What an error needs stands apart from the readers, which are compiled for every type: so it is compiled once.

#[cold]
#[inline(never)]
fn inside_item(error: Error, index: usize) -> Error {
    error.inside(&index.to_string())
}

/// The refusal of a value of another type.
#[cold]
fn wrong_type<T>() -> Result<T, Error> {
    Err(Error::new(ErrorKind::Type))
}

/// The items of an array.
struct Items<'de> {
    reader: Reader<'de>,
    items: std::slice::Iter<'de, Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(item) = self.items.next() else { return Ok(None) };
        self.next += 1;
        match self.reader.below(item, |reader| seed.deserialize(reader)) {
            Ok(element) => Ok(Some(element)),
            Err(e) => Err(inside_item(e, self.next - 1)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object.
struct Members<'de> {
    reader: Reader<'de>,
    members: Iter<'de>,
    pending: Option<(&'de str, &'de Value)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.pending = self.members.next();
        let Some((name, _)) = self.pending else { return Ok(None) };
        // A name that the record does not know is refused here.
        match seed.deserialize(Name(name)) {
            Ok(key) => Ok(Some(key)),
            Err(e) => Err(e.inside(name)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (name, value) = self.pending.take().ok_or(Error::new(ErrorKind::Value))?;
        match self.reader.below(value, |reader| seed.deserialize(reader)) {
            Ok(member) => Ok(member),
            Err(e) => Err(e.inside(name)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A member name as the key of a map: text, or what the text stands for.
struct Name<'de>(&'de str);

macro_rules! parsed_names {
    ($($method:ident $visit:ident),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            // Only the one text that the key is written as: "+1" or "01" would be a second name for "1".
            match self.0.parse() {
                Ok(key) if ToString::to_string(&key) == self.0 => visitor.$visit(key),
                _ => Err(Error::new(ErrorKind::Type)),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Error;

    parsed_names!(
        deserialize_bool visit_bool,
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64
    );

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// A variant by name: alone, or as the one member of an object that holds its content.
struct Variant<'de> {
    name: &'de str,
    content: Option<&'de Value>,
    reader: Reader<'de>,
}

impl<'de> Variant<'de> {
    fn with_content<T>(self, read: impl FnOnce(Reader<'de>) -> Result<T, Error>) -> Result<T, Error> {
        let content = self.content.ok_or(Error::new(ErrorKind::Type))?;
        self.reader.below(content, read).map_err(|e| e.inside(self.name))
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Error>::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None => Ok(()),
            Some(_) => self.with_content(de::Deserialize::deserialize),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.with_content(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.with_content(|reader| match reader.value {
            Value::Array(_) => reader.deserialize_any(visitor),
            _ => Err(Error::invalid_type(Unexpected::Other("content"), &visitor)),
        })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.with_content(|reader| match reader.value {
            Value::Object(_) => reader.deserialize_any(visitor),
            _ => Err(Error::invalid_type(Unexpected::Other("content"), &visitor)),
        })
    }
}
