//! One macro so that every record carries the same derives.

/// Declares a record (struct or enum) of the boundary: serde in camelCase, `Clone`, `Debug`,
/// `PartialEq`, and a TypeScript declaration with feature `wasm`.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub struct $name { $($body)* }
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        $(#[$meta])*
        #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[cfg_attr(feature = "wasm", tsify(hashmap_as_object))]
        pub enum $name { $($body)* }
    };
}
