//! One macro so that every record carries the same derives, and one trait to read and write them.

use motcua_json::record::{self, Part};
use motcua_json::{Error, Value};

/// Reading and writing a record, or a list of records, as a document.
pub trait Record: Part {
    /// Reads the record.
    ///
    /// # Errors
    /// Those of [`motcua_json::from_value`], with the pointer of the place.
    fn from_value(value: &Value) -> Result<Self, Error> {
        record::from_value(value)
    }

    /// Writes the record.
    ///
    /// # Errors
    /// Those of [`motcua_json::to_value`].
    fn to_value(&self) -> Result<Value, Error> {
        record::to_value(self)
    }
}

impl<T: Part> Record for T {}

/// Declares a record (struct or enum) of the boundary: members in camelCase, `Clone`, `Debug`, `PartialEq`, and a
/// TypeScript declaration with feature `wasm`. `#[serde(…)]` above it and its members means what it means to serde, as
/// far as [`Part`] knows it.
///
/// A record that starts with `personal` holds what a person wrote or is called: its `Debug` names the type and
/// shows nothing of it, so that no log can.
macro_rules! record {
    (personal $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [] $(#[$meta])* pub $kind $name { $($body)* });

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
    (@declare [$($derive:path)?] $(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        #[derive(Clone, PartialEq, motcua_json::record::Part $(, $derive)?)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub struct $name { $($body)* }
        serde_by_parts!($name);
    };
    (@declare [$($derive:path)?] $(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        #[derive(Clone, PartialEq, motcua_json::record::Part $(, $derive)?)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub enum $name { $($body)* }
        serde_by_parts!($name);
    };
    ($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [Debug] $(#[$meta])* pub $kind $name { $($body)* });
    };
}
