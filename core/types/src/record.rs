//! One macro so that every record carries the same derives.

/// Declares a record (struct or enum) of the boundary: serde in camelCase, `Clone`, `Debug`, `PartialEq`, and a
/// TypeScript declaration with feature `wasm`.
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
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize $(, $derive)?)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub struct $name { $($body)* }
    };
    (@declare [$($derive:path)?] $(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize $(, $derive)?)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub enum $name { $($body)* }
    };
    ($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* }) => {
        record!(@declare [Debug] $(#[$meta])* pub $kind $name { $($body)* });
    };
}
