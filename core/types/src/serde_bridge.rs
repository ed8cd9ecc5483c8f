//! Records for hosts that use serde, in any format. Both ways pass through a document, so that the core's reader and
//! writer alone decide what a record is.

use motcua_json::Value;
use motcua_json::record::{self, Part};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

/// Implements serde's traits for a record.
macro_rules! serde_by_parts {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::serde_bridge::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::serde_bridge::deserialize(deserializer)
            }
        }
    };
}

pub(crate) fn serialize<T: Part, S: Serializer>(part: &T, serializer: S) -> Result<S::Ok, S::Error> {
    record::to_value(part).map_err(S::Error::custom)?.serialize(serializer)
}

pub(crate) fn deserialize<'de, T: Part, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    record::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
}
