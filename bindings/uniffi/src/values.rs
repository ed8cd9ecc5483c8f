//! Single values: texts, identifiers, places, days, codes of transfers.

#![allow(clippy::missing_errors_doc, reason = "what cannot fail gives a result too, see the crate")]

use std::cmp::Ordering;
use std::sync::Arc;

use motcua::types::deadline::Term;
use motcua::vn::calendar::{Calendar, lunar};
use motcua::vn::date::{Date, PartialDate};
use motcua::vn::place::Gazetteer;
use motcua::vn::{id, text, words};
use motcua::{dossier, value};

use crate::error::{MotCuaError, Result, of_code, refuse};
use crate::records::{CheckedValue, Due, LunarDay, PlaceAnswer, TransferCode, ValueContext, WorkingDay};
use crate::text::read;

/// Kinds of values that [`check_value`] knows.
#[uniffi::export]
pub fn value_kinds() -> Result<Vec<String>, MotCuaError> {
    Ok(id::KINDS.iter().map(|kind| (*kind).to_owned()).collect())
}

/// Checks a text as a value of a kind. Whatever is wrong with the text is data in the answer.
///
/// # Errors
/// `boundary/type` for an unknown kind, or a member of the context that is not as described.
#[uniffi::export]
pub fn check_value(kind: String, text: String, context: ValueContext) -> Result<CheckedValue, MotCuaError> {
    Ok(value::check_value(&kind, &text, &context.into())?.into())
}

/// What is odd about a text: signs that nobody sees, an old encoding, letters taken apart.
#[uniffi::export]
pub fn inspect_text(text: String) -> Result<CheckedValue, MotCuaError> {
    Ok(value::inspect_text(&text).into())
}

/// A text in normal form C with single spaces, as it is stored.
#[uniffi::export]
pub fn normalize_text(text: String) -> Result<String, MotCuaError> {
    Ok(text::normalize(&text))
}

/// Key under which a text is found whatever its accents and case.
#[uniffi::export]
pub fn search_key(text: String) -> Result<String, MotCuaError> {
    Ok(text::search_key(&text))
}

/// What equal texts share however they were typed: lower case, one place for the tone, tones kept.
#[uniffi::export]
pub fn match_key(text: String) -> Result<String, MotCuaError> {
    Ok(text::fold_tones(&text))
}

/// A name as civil registers write it.
#[uniffi::export]
pub fn register_case(name: String) -> Result<String, MotCuaError> {
    Ok(text::register_case(&name))
}

/// Order of two texts in a Vietnamese list: below 0, 0, above 0. Of people the given name counts first.
#[uniffi::export]
pub fn compare_texts(one: String, other: String, people: bool) -> Result<i32, MotCuaError> {
    let compare = if people { text::compare_people } else { text::compare };
    Ok(match compare(&one, &other) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

/// An amount in đồng in words; nothing above what has words.
#[uniffi::export]
pub fn money_in_words(dong: u64) -> Result<Option<String>, MotCuaError> {
    Ok(words::money(dong))
}

/// A date in words, as registers write it; a month of a year (`yyyy-mm`) or a year alone too.
///
/// # Errors
/// `date/form`, `date/notReal`.
#[uniffi::export]
pub fn date_in_words(date: String) -> Result<String, MotCuaError> {
    Ok(PartialDate::parse(&date).map_err(refuse)?.in_words())
}

/// What a text means on a day (ISO): an address or any part of one, with or without diacritics.
///
/// # Errors
/// `boundary/type` when `on` is no day.
#[uniffi::export]
pub fn resolve_place(text: String, on: String) -> Result<PlaceAnswer, MotCuaError> {
    Ok(value::resolve_place(Gazetteer::builtin(), &text, &on)?.into())
}

/// What a statistical code means on a day (ISO).
///
/// # Errors
/// `boundary/type` when `on` is no day.
#[uniffi::export]
pub fn resolve_place_code(code: String, on: String) -> Result<PlaceAnswer, MotCuaError> {
    Ok(value::resolve_place_code(Gazetteer::builtin(), &code, &on)?.into())
}

/// Provinces and communes with the days they exist: what is built in, and the rows of a file.
#[derive(uniffi::Object)]
pub struct Places {
    all: Gazetteer,
}

#[uniffi::export]
impl Places {
    /// What is built in, and these rows, in the form of the built-in file of communes.
    ///
    /// # Errors
    /// `place/data` with the line that cannot be read.
    #[uniffi::constructor]
    pub fn create(rows: String) -> Result<Arc<Self>, MotCuaError> {
        Ok(Arc::new(Self { all: Gazetteer::builtin().load(&rows).map_err(refuse)? }))
    }

    /// As [`resolve_place`].
    ///
    /// # Errors
    /// `boundary/type` when `on` is no day.
    pub fn resolve(&self, text: String, on: String) -> Result<PlaceAnswer, MotCuaError> {
        Ok(value::resolve_place(&self.all, &text, &on)?.into())
    }

    /// As [`resolve_place_code`].
    ///
    /// # Errors
    /// `boundary/type` when `on` is no day.
    pub fn resolve_code(&self, code: String, on: String) -> Result<PlaceAnswer, MotCuaError> {
        Ok(value::resolve_place_code(&self.all, &code, &on)?.into())
    }
}

/// The text of a VietQR code, to be drawn as a QR code.
///
/// # Errors
/// `vietQr/…` for the first member that is not as described.
#[uniffi::export]
pub fn write_transfer_code(transfer: TransferCode) -> Result<String, MotCuaError> {
    Ok(value::write_transfer_code(&transfer.into())?)
}

/// Reads the text of a VietQR code.
///
/// # Errors
/// `vietQr/…` for the first thing that is wrong.
#[uniffi::export]
pub fn read_transfer_code(text: String) -> Result<TransferCode, MotCuaError> {
    Ok(value::read_transfer_code(&text)?.into())
}

fn day(iso: &str) -> Result<Date> {
    Date::parse_iso(iso).map_err(|_| of_code("boundary/type"))
}

/// Whether offices work on a day (ISO), and why not.
///
/// # Errors
/// `calendar/…` for a day outside of the tables, `boundary/type`.
#[uniffi::export]
pub fn working_day(on: String) -> Result<WorkingDay, MotCuaError> {
    Ok(value::office_day(Calendar::embedded(), &on)?.into())
}

/// The day (ISO) that lies so many working days after another.
///
/// # Errors
/// `calendar/…`, `boundary/type`.
#[uniffi::export]
pub fn add_working_days(from: String, count: u32) -> Result<String, MotCuaError> {
    Ok(value::add_working_days(Calendar::embedded(), &from, count)?)
}

/// Working days after one day, up to and with another (ISO).
///
/// # Errors
/// `calendar/…`, `boundary/type`.
#[uniffi::export]
pub fn working_days_between(after: String, until: String) -> Result<u32, MotCuaError> {
    Ok(value::working_days_between(Calendar::embedded(), &after, &until)?)
}

/// The due date of a term (JSON text as in a procedure's `deadline`) that counts from acceptance, seconds since 1970.
///
/// # Errors
/// `calendar/…`, `deadline/…`, `boundary/type`.
#[uniffi::export]
pub fn due_date(term: String, accepted_at: i64) -> Result<Due, MotCuaError> {
    let term: Term = read(&term)?;
    Ok(dossier::due::due_date(Calendar::embedded(), &term, accepted_at).map_err(refuse)?.into())
}

/// The day of the lunisolar calendar, for 1900 to 2100; it gives no verdict.
///
/// # Errors
/// `boundary/type` when `on` is no day.
#[uniffi::export]
pub fn lunar_day(on: String) -> Result<Option<LunarDay>, MotCuaError> {
    Ok(lunar::from_solar(day(&on)?).map(|found| LunarDay {
        year: found.year,
        month: u32::from(found.month),
        day: u32::from(found.day),
        leap: found.leap,
    }))
}
