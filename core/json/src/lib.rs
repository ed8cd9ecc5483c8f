//! JSON the way signed documents need it: one strict reader, one canonical writer, and a serde bridge whose
//! errors say where they happened.
//!
//! * [`parse`] reads UTF-8 text under a [`Policy`]: [`Policy::PROFILE`] for documents that are signed (I-JSON,
//!   RFC 7493, with NFC strings and safe integers) and [`Policy::RFC8259`] for JSON from anywhere else.
//! * [`canonicalize`] writes the one byte sequence of RFC 8785 that a value has.
//! * [`mod@pointer`] is RFC 6901; [`from_value`] and [`to_value`] carry records in and out.
//!
//! ```
//! use motcua_json::{Policy, canonicalize, parse};
//!
//! let value = parse("{\"tên\": \"An\", \"n\": 1.0}".as_bytes(), &Policy::PROFILE)?;
//! assert_eq!(value.pointer("/tên").and_then(|name| name.as_str()), Some("An"));
//! assert_eq!(canonicalize(&value), "{\"n\":1,\"tên\":\"An\"}".as_bytes());
//!
//! let error = parse(b"{\"a\": [1, 1e999]}", &Policy::PROFILE).unwrap_err();
//! assert_eq!((error.code(), error.pointer()), ("json/number", Some("/a/1")));
//! # Ok::<(), motcua_json::Error>(())
//! ```
//!
//! Nothing here panics on input, recurses over input while reading or writing text, or repeats a value of the
//! document in an error or in `Debug`.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod bridge;
mod de;
mod error;
mod es6;
mod float;
mod lexer;
mod noncharacter;
mod number;
mod object;
mod parse;
pub mod pointer;
mod policy;
pub mod record;
mod run;
mod ser;
mod sort;
pub mod sorted;
mod unescape;
mod value;
mod write;

pub use de::from_value;
pub use error::{CODES, Error, ErrorKind};
pub use float::parse_double;
pub use lexer::{Lexer, Token, is_profile_text};
pub use number::{MAX_SAFE_INTEGER, Number};
pub use object::{Object, compare_names};
pub use parse::parse;
pub use pointer::Pointer;
pub use policy::Policy;
pub use run::{Run, find_byte, short_text, text_run};
pub use ser::to_value;
pub use sort::sort_by;
pub use value::Value;
pub use write::{canonicalize, to_canonical_string};
