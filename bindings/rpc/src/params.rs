//! Parameters: what an operation says it takes is what is checked, and what `rpc.describe` tells.

use motcua::crypto::{b64, sign};
use motcua::failure::of_code;
use motcua::json::{Object, Policy, Value, canonicalize, parse};
use motcua::types::Record;
use motcua::types::jose::FlattenedJws;
use motcua::vn::date::DateTime;
use motcua::{Failure, ToFailure};

/// What a parameter may be.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A moment, RFC 3339.
    Moment,
    /// A whole number from 0 that every JSON reader holds exactly.
    Whole,
    /// `true` or `false`.
    Flag,
    /// Bytes: base64url without padding.
    Bytes,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Anything: the data of a form, read again under the profile of signed documents.
    Json,
    /// A signed object: flattened, or its text in either serialisation.
    Signed,
    /// A record that the TypeScript declarations describe under this name.
    Record(&'static str),
    /// A list of such records, or of texts.
    List(&'static str),
    /// A handle of a kind; an empty name stands for any.
    Handle(&'static str),
}

/// One parameter.
pub(crate) struct Param {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) optional: bool,
}

/// A parameter that must be there.
pub(crate) const fn need(name: &'static str, kind: Kind) -> Param {
    Param { name, kind, optional: false }
}

/// A parameter that may be left out.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Param {
    Param { name, kind, optional: true }
}

impl Kind {
    /// As `rpc.describe` and the documentation write it.
    pub(crate) fn describe(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Moment => "moment".to_owned(),
            Self::Whole => "whole".to_owned(),
            Self::Flag => "flag".to_owned(),
            Self::Bytes => "bytes".to_owned(),
            Self::Word(words) => words.join("|"),
            Self::Json => "json".to_owned(),
            Self::Signed => "signed".to_owned(),
            Self::Record(name) => name.to_owned(),
            Self::List(name) => format!("{name}[]"),
            Self::Handle(name) => if name.is_empty() { "handle" } else { name }.to_owned(),
        }
    }

    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Text | Self::Moment | Self::Bytes | Self::Handle(_) => value.as_str().is_some(),
            Self::Whole => value.as_i64().is_some_and(|number| number >= 0),
            Self::Flag => value.as_bool().is_some(),
            Self::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::Json => true,
            Self::Signed => value.as_str().is_some() || value.as_object().is_some(),
            Self::Record(_) => value.as_object().is_some(),
            Self::List(_) => value.as_array().is_some(),
        }
    }
}

/// A JSON Pointer (RFC 6901) of names.
pub(crate) fn pointer(names: &[&str]) -> String {
    names.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect()
}

fn wrong(name: &str) -> Failure {
    of_code("boundary/type").at(pointer(&["params", name]))
}

/// A refusal of the core inside of a parameter, with the whole way to it.
fn inside(name: &str, error: &motcua::json::Error) -> Failure {
    let below = error.pointer().unwrap_or_default();
    let at = pointer(&["params", name]) + below;
    Failure { pointer: Some(at), ..error.to_failure() }
}

/// Parameters that have the shape that their operation says.
pub(crate) struct Params<'a>(&'a Object);

impl<'a> Params<'a> {
    /// Checks the shape of all of them: none missing, none unknown.
    pub(crate) fn check(value: &'a Value, declared: &[Param]) -> Result<Self, Failure> {
        let object = value.as_object().ok_or_else(|| of_code("boundary/type").at("/params"))?;
        if let Some((name, _)) =
            object.iter().find(|(name, _)| !declared.iter().any(|param| param.name == *name))
        {
            return Err(wrong(name));
        }
        for param in declared {
            let fits = match object.get(param.name) {
                None => param.optional,
                Some(value) => param.kind.holds(value),
            };
            if !fits {
                return Err(wrong(param.name));
            }
        }
        Ok(Self(object))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    fn value(&self, name: &str) -> Result<&'a Value, Failure> {
        self.0.get(name).ok_or_else(|| wrong(name))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Failure> {
        self.value(name)?.as_str().ok_or_else(|| wrong(name))
    }

    pub(crate) fn maybe_text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn whole(&self, name: &str) -> Result<i64, Failure> {
        self.value(name)?.as_i64().ok_or_else(|| wrong(name))
    }

    /// A whole number, or 0 where it is left out.
    pub(crate) fn whole_or_zero(&self, name: &str) -> i64 {
        self.0.get(name).and_then(Value::as_i64).unwrap_or(0)
    }

    /// A whole number that fits where it goes.
    pub(crate) fn count<T: TryFrom<i64>>(&self, name: &str) -> Result<T, Failure> {
        T::try_from(self.whole(name)?).map_err(|_| wrong(name))
    }

    /// Seconds since 1970.
    pub(crate) fn moment(&self, name: &str) -> Result<i64, Failure> {
        DateTime::parse(self.text(name)?).map(DateTime::unix).ok_or_else(|| wrong(name))
    }

    pub(crate) fn maybe_moment(&self, name: &str) -> Result<Option<i64>, Failure> {
        if self.has(name) { self.moment(name).map(Some) } else { Ok(None) }
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, Failure> {
        b64::decode(self.text(name)?).map_err(|_| wrong(name))
    }

    /// Data of a person, as the strict reader has it: the request itself is read under a wider policy, so that its `id`
    /// is known when this refuses.
    pub(crate) fn document(&self, name: &str) -> Result<Value, Failure> {
        let text = canonicalize(self.value(name)?);
        // The offset would be one into a text that the caller never saw.
        parse(&text, &Policy::PROFILE).map_err(|error| Failure { params: Vec::new(), ..inside(name, &error) })
    }

    /// Data of a person, or an empty object where it is left out.
    pub(crate) fn document_or_empty(&self, name: &str) -> Result<Value, Failure> {
        if self.has(name) { self.document(name) } else { Ok(Value::Object(Object::new())) }
    }

    pub(crate) fn record<T: Record>(&self, name: &str) -> Result<T, Failure> {
        T::from_value(&self.document(name)?)
            .map_err(|error| Failure { pointer: inside(name, &error).pointer, ..of_code("boundary/type") })
    }

    /// A list of records or texts, empty where it is left out.
    pub(crate) fn list<T: Record>(&self, name: &str) -> Result<Vec<T>, Failure> {
        if !self.has(name) {
            return Ok(Vec::new());
        }
        Record::from_value(&self.document(name)?)
            .map_err(|error| Failure { pointer: inside(name, &error).pointer, ..of_code("boundary/type") })
    }

    /// A value that is no record of the boundary.
    pub(crate) fn shape<T: Record>(&self, name: &str) -> Result<T, Failure> {
        Record::from_value(&self.document(name)?)
            .map_err(|error| Failure { pointer: inside(name, &error).pointer, ..of_code("boundary/type") })
    }

    /// A private JWK; it is not read under the profile, and stands in no failure.
    pub(crate) fn private(&self, name: &str) -> Result<&'a Value, Failure> {
        self.value(name)
    }

    pub(crate) fn signed(&self, name: &str) -> Result<FlattenedJws, Failure> {
        let read = match self.value(name)? {
            Value::String(text) if text.trim_start().starts_with('{') => {
                sign::parse_flattened(text.as_bytes())
            }
            Value::String(text) => sign::from_compact(text.trim()),
            object => sign::parse_flattened(&canonicalize(object)),
        };
        read.map_err(|error| error.to_failure())
    }

    /// A signed object as flattened JSON text.
    pub(crate) fn signed_text(&self, name: &str) -> Result<String, Failure> {
        self.signed(name).map(|jws| sign::to_json(&jws))
    }
}
