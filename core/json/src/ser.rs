//! From records to [`Value`].

use serde::ser::{self, Serialize};

use crate::de::MAX_RECORD_DEPTH;
use crate::{Error, ErrorKind, Number, Object, Value};

/// Makes a value of a record. `None` and unit become `null`, bytes an array of numbers, keys of maps that are
/// numbers or truth values their text.
///
/// # Errors
/// `json/integerRange` for an integer beyond ±(2^53-1), `json/number` for an infinity or NaN, `json/type` for a
/// map key that has no text, `json/duplicateKey` where flattened members meet, `json/depth` beyond 128 levels,
/// `json/value` where the record itself refuses. The error has the pointer of the place.
pub fn to_value<T: Serialize + ?Sized>(record: &T) -> Result<Value, Error> {
    record.serialize(Writer { depth: 0 })
}

#[derive(Clone, Copy)]
struct Writer {
    depth: usize,
}

impl Writer {
    const fn deeper(self) -> Result<Self, Error> {
        if self.depth >= MAX_RECORD_DEPTH {
            return Err(Error::new(ErrorKind::Depth));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

fn integer<N: TryInto<i64>>(n: N) -> Result<Value, Error> {
    Number::from_integer(n).map(Value::Number).ok_or(Error::new(ErrorKind::IntegerRange))
}

/// The form of a variant with content: an object whose one member is named after it.
fn tagged(variant: &'static str, content: Value) -> Value {
    Value::Object([(variant, content)].into_iter().collect())
}

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, n: $type) -> Result<Value, Error> {
            integer(n)
        })*
    };
}

impl ser::Serializer for Writer {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    integers!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128);
    integers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128);

    fn serialize_bool(self, value: bool) -> Result<Value, Error> {
        Ok(Value::Bool(value))
    }

    fn serialize_f32(self, x: f32) -> Result<Value, Error> {
        self.serialize_f64(x.into())
    }

    fn serialize_f64(self, x: f64) -> Result<Value, Error> {
        Number::try_from(x).map(Value::Number)
    }

    fn serialize_char(self, c: char) -> Result<Value, Error> {
        Ok(Value::String(c.into()))
    }

    fn serialize_str(self, text: &str) -> Result<Value, Error> {
        Ok(text.into())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, Error> {
        Ok(bytes.iter().map(|&b| u32::from(b)).collect())
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        let content = value.serialize(self.deeper()?).map_err(|e| e.inside(variant))?;
        Ok(tagged(variant, content))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Items, Error> {
        Ok(Items {
            writer: self.deeper()?,
            variant: None,
            items: Vec::with_capacity(len.unwrap_or(0).min(1024)),
        })
    }

    fn serialize_tuple(self, len: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Items, Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Items, Error> {
        Ok(Items { variant: Some(variant), ..self.deeper()?.serialize_seq(Some(len))? })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Error> {
        Ok(Members { writer: self.deeper()?, variant: None, object: Object::new(), name: None })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Members, Error> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Members, Error> {
        Ok(Members { variant: Some(variant), ..self.deeper()?.serialize_map(Some(len))? })
    }
}

/// An array in the making.
struct Items {
    writer: Writer,
    variant: Option<&'static str>,
    items: Vec<Value>,
}

impl Items {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.place(value.serialize(self.writer))
    }

    /// What is the same for every type, so that it is compiled once.
    #[inline(never)]
    fn place(&mut self, item: Result<Value, Error>) -> Result<(), Error> {
        let item = item.map_err(|e| {
            let e = e.inside(&self.items.len().to_string());
            self.variant.map_or(e.clone(), |variant| e.inside(variant))
        })?;
        self.items.push(item);
        Ok(())
    }

    fn finish(self) -> Value {
        let array = Value::Array(self.items);
        match self.variant {
            Some(variant) => tagged(variant, array),
            None => array,
        }
    }
}

macro_rules! items {
    ($($trait:ident $method:ident),*) => {
        $(impl ser::$trait for Items {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.push(value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        })*
    };
}

items!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

/// An object in the making.
struct Members {
    writer: Writer,
    variant: Option<&'static str>,
    object: Object,
    /// The key of a map whose value comes next.
    name: Option<String>,
}

impl Members {
    fn insert<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.place(name, value.serialize(self.writer))
    }

    /// What is the same for every type, so that it is compiled once.
    #[inline(never)]
    fn place(&mut self, name: &str, value: Result<Value, Error>) -> Result<(), Error> {
        let placed = value.and_then(|value| match self.object.insert(name, value) {
            None => Ok(()),
            Some(_) => Err(Error::new(ErrorKind::DuplicateKey)),
        });
        placed.map_err(|e| {
            let e = e.inside(name);
            match self.variant {
                Some(variant) => e.inside(variant),
                None => e,
            }
        })
    }

    fn finish(self) -> Value {
        let object = Value::Object(self.object);
        match self.variant {
            Some(variant) => tagged(variant, object),
            None => object,
        }
    }
}

impl ser::SerializeMap for Members {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        // Keys are written like values first: what has become a scalar has a text.
        self.name = Some(match key.serialize(self.writer)? {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => return Err(Error::new(ErrorKind::Type)),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = self.name.take().ok_or(Error::new(ErrorKind::Value))?;
        self.insert(&name, value)
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.finish())
    }
}

macro_rules! members {
    ($($trait:ident),*) => {
        $(impl ser::$trait for Members {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.insert(name, value)
            }

            fn end(self) -> Result<Value, Error> {
                Ok(self.finish())
            }
        })*
    };
}

members!(SerializeStruct, SerializeStructVariant);
