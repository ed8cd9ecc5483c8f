//! Reading arguments; whatever does not fit is `conformance/badArgs`.

use motcua::crypto::b64;
use motcua::json::Value;

/// Answer of an operation: a value, or a registered code.
pub(crate) type Answer = Result<Value, String>;

/// The arguments of one request.
pub(crate) struct Args<'a>(&'a Value);

fn bad() -> String {
    "conformance/badArgs".to_owned()
}

impl<'a> Args<'a> {
    pub(crate) fn new(value: &'a Value) -> Self {
        Self(value)
    }

    pub(crate) fn value(&self, name: &str) -> Result<&'a Value, String> {
        self.0.get(name).ok_or_else(bad)
    }

    pub(crate) fn optional(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !matches!(value, Value::Null))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'a str, String> {
        self.value(name)?.as_str().ok_or_else(bad)
    }

    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<&'a str>, String> {
        self.optional(name).map(|value| value.as_str().ok_or_else(bad)).transpose()
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, String> {
        b64::decode(self.text(name)?).map_err(|_| bad())
    }

    pub(crate) fn list(&self, name: &str) -> Result<&'a [Value], String> {
        self.value(name)?.as_array().ok_or_else(bad)
    }

    /// A record of the SDK among the arguments.
    pub(crate) fn record<T: motcua::types::Record>(&self, name: &str) -> Result<T, String> {
        T::from_value(self.value(name)?).map_err(|_| bad())
    }

    /// A moment (RFC 3339) as seconds since 1970.
    pub(crate) fn moment(&self, name: &str) -> Result<i64, String> {
        motcua::vn::date::DateTime::parse(self.text(name)?).map(|moment| moment.unix()).ok_or_else(bad)
    }
}
