//! Reading of enums whose variant stands in a member, as serde's `tag` writes them.

use std::fmt;
use std::marker::PhantomData;

use motcua_json::{Error, ErrorKind, Object, Value};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Unexpected, Visitor};

/// An object of which one member, the tag, says what the others are.
pub(crate) struct Tagged<K> {
    /// What the tag says.
    pub(crate) kind: K,
    members: Object,
}

impl<K> Tagged<K> {
    /// Reads the object; `tag` is the name of the tag.
    pub(crate) fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        tag: &'static str,
    ) -> Result<Self, D::Error>
    where
        K: Deserialize<'de>,
    {
        deserializer.deserialize_map(Reader { tag, kind: PhantomData })
    }

    /// A member that must be there.
    pub(crate) fn member<E: de::Error>(&mut self, name: &'static str) -> Result<Value, E> {
        self.members.remove(name).ok_or_else(|| E::missing_field(name))
    }

    /// A text that must be there.
    pub(crate) fn text<E: de::Error>(&mut self, name: &'static str) -> Result<String, E> {
        self.member(name).and_then(text)
    }

    /// A text that may be null or absent.
    pub(crate) fn optional<E: de::Error>(&mut self, name: &'static str) -> Result<Option<String>, E> {
        match self.members.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => text(value).map(Some),
        }
    }
}

/// The value as a text.
pub(crate) fn text<E: de::Error>(value: Value) -> Result<String, E> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(E::invalid_type(Unexpected::Other(other.type_name()), &"text")),
    }
}

/// An error of a part that was read by itself, with its kind; its place is the object that holds the part.
pub(crate) fn refuse<E: de::Error>(error: Error) -> E {
    match error.kind() {
        ErrorKind::Type => E::invalid_type(Unexpected::Other("part"), &"a record"),
        ErrorKind::MissingMember => E::missing_field("body"),
        ErrorKind::UnknownMember => E::unknown_field("", &[]),
        ErrorKind::UnknownVariant => E::unknown_variant("", &[]),
        ErrorKind::IntegerRange => E::invalid_value(Unexpected::Signed(0), &"an integer in range"),
        _ => E::custom("not such a record"),
    }
}

struct Reader<K> {
    tag: &'static str,
    kind: PhantomData<K>,
}

impl<'de, K: Deserialize<'de>> Visitor<'de> for Reader<K> {
    type Value = Tagged<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with member {}", self.tag)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tagged<K>, A::Error> {
        let mut kind = None;
        let mut members = Object::new();
        while let Some(name) = map.next_key::<String>()? {
            let repeated = if name == self.tag {
                kind.replace(map.next_value()?).is_some()
            } else {
                members.insert(name, map.next_value::<Value>()?).is_some()
            };
            if repeated {
                return Err(de::Error::custom("a member name comes twice"));
            }
        }
        let kind = kind.ok_or_else(|| de::Error::missing_field(self.tag))?;
        Ok(Tagged { kind, members })
    }
}
