//! Civil dates, dates known only in part, moments at UTC+7, and dates in words.
//!
//! Vietnam has one time zone, UTC+7 without daylight saving, so a fixed offset is exact.

mod civil;
mod moment;
mod partial;
mod rfc3339;
mod words;

pub use civil::{Date, Weekday};
pub use moment::{DateTime, TimeOfDay};
pub use partial::{DateError, PartialDate};
pub use rfc3339::{is_rfc3339_date, is_rfc3339_date_time, is_rfc3339_time};

/// A number of `1..=max` ASCII digits and nothing else.
pub(crate) fn digits(text: &str, max: usize) -> Option<u32> {
    if text.is_empty() || text.len() > max || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A number of exactly `count` ASCII digits.
pub(crate) fn fixed(text: &str, count: usize) -> Option<u32> {
    if text.len() == count { digits(text, count) } else { None }
}
