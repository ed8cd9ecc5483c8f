//! One macro so that every record carries the same derives, and one trait to read and write them.

use motcua_json::{Error, Value};

/// Reading and writing a record as a document.
///
/// serde's code for a record is large and would be compiled again in every crate that reads it. Here it is compiled
/// once, in this crate and for size, whoever calls it.
pub trait Record: Sized {
    /// Reads the record.
    ///
    /// # Errors
    /// Those of [`motcua_json::from_value`], with the pointer of the place.
    fn from_value(value: &Value) -> Result<Self, Error>;

    /// Writes the record.
    ///
    /// # Errors
    /// Those of [`motcua_json::to_value`].
    fn to_value(&self) -> Result<Value, Error>;
}

/// Declares a record (struct or enum) of the boundary: serde in camelCase, `Clone`, `Debug`, `PartialEq`, and a
/// TypeScript declaration with feature `wasm`.
///
/// A record that starts with `personal` holds what a person wrote or is called: its `Debug` names the type and
/// shows nothing of it, so that no log can. One that starts with `tagged` has its own `Deserialize` beside it, as
/// serde's for an enum with a tag reads everything below it from a copy, with code of its own.
macro_rules! record {
    (personal $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@personal [serde::Deserialize] $(#[$meta])* pub $kind $name { $($body)* });
    };
    (tagged personal $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@personal [] $(#[$meta])* pub $kind $name { $($body)* });
    };
    (tagged $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [Debug] $(#[$meta])* pub $kind $name { $($body)* });
    };
    (@personal [$($derive:path)?] $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [$($derive)?] $(#[$meta])* pub $kind $name { $($body)* });

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
    (@document $name:ident) => {
        impl crate::Record for $name {
            #[inline(never)]
            fn from_value(value: &crate::Value) -> Result<Self, motcua_json::Error> {
                motcua_json::from_value(value)
            }

            #[inline(never)]
            fn to_value(&self) -> Result<crate::Value, motcua_json::Error> {
                motcua_json::to_value(self)
            }
        }
    };
    (@declare [$($derive:path),*] $(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        #[derive(Clone, PartialEq, serde::Serialize $(, $derive)*)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub struct $name { $($body)* }
        record!(@document $name);
    };
    (@declare [$($derive:path),*] $(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        #[derive(Clone, PartialEq, serde::Serialize $(, $derive)*)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub enum $name { $($body)* }
        record!(@document $name);
    };
    ($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [Debug, serde::Deserialize] $(#[$meta])* pub $kind $name { $($body)* });
    };
}
