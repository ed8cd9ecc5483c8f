//! Vietnamese text, identifiers, dates and working days, with the law that says so.
//!
//! Everything here is a pure function of its arguments: no clock, no locale, no I/O. Rules are hard errors only
//! where a law makes them so; everything else is a warning with a stable code. Facts that could not be verified
//! in a public source are marked so in the data and are off, or configurable.
//!
//! | Module | What it answers |
//! |---|---|
//! | [`text`] | one normal form, search and match keys, Vietnamese order |
//! | [`date`] | civil dates, partial dates, RFC 3339 moments at UTC+7, dates in words |
//! | [`id`] | names, numbers and codes: verdict, codes, normal form, parts |
//! | [`calendar`] | public holidays, make-up days, office hours |
//! | [`words`] | numbers and sums of money in words |
//! | [`place`] | provinces and communes with their days, free text to candidates |
//! | [`deadline`] | when a result is due, and every step of the count |
//!
//! A check answers with data, never with an error: a verdict, codes, the form to store, and what was read out of it.
//!
//! ```
//! use motcua_vn::Verdict;
//! use motcua_vn::date::Date;
//! use motcua_vn::id::{Context, Sex, check};
//! use motcua_vn::place::Gazetteer;
//! use motcua_vn::text::{fold_tones, search_key};
//!
//! let form = Context { sex: Some(Sex::Female), ..Context::default() };
//! let found = check("citizenId", "079 200 000 001", &form).expect("a kind");
//! assert_eq!((found.verdict, found.codes.as_slice()), (Verdict::Warning, &["citizenId/sexMismatch"][..]));
//! assert_eq!(found.normalized.as_deref(), Some("079200000001"));
//! assert_eq!(found.part("birthYear"), Some("2000"));
//!
//! let today = Date::parse_iso("2026-11-20")?;
//! let place = Gazetteer::builtin().resolve("p. bến nghé, q.1", today);
//! assert_eq!(place.codes, ["place/changed"]);
//! assert_eq!(place.candidates[0].units[0].full_name(), "Phường Sài Gòn");
//!
//! assert_eq!(search_key("Nguyễn Thị Hòa"), "nguyen thi hoa");
//! assert_eq!(fold_tones("HÒA"), fold_tones("hoà"));
//! # Ok::<(), motcua_vn::date::DateError>(())
//! ```
//!
//! Days come from a table with its sources:
//!
//! ```
//! use motcua_vn::calendar::Calendar;
//! use motcua_vn::date::Date;
//!
//! let offices = Calendar::embedded();
//! let friday = Date::parse_iso("2026-11-20").expect("a day");
//! assert_eq!(offices.add_working_days(friday, 1).map(|day| day.to_string()), Ok("2026-11-23".to_owned()));
//! assert!(offices.is_working_day(Date::MAX).is_err(), "nobody knows that year");
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod calendar;
mod check;
mod codes;
pub mod date;
pub mod deadline;
pub mod id;
pub mod place;
mod split;
mod table;
pub mod text;
pub mod words;

pub use check::{Check, Verdict};
pub use codes::CODES;
