//! Dates known only to the year or the month, as old civil-status records have them.

use super::civil::days_in_month;
use super::{Date, digits, fixed, words};
use core::fmt;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not written as a date.
    Form,
    /// Written as a date, but there is no such day (31/02) or month.
    NotReal,
}

impl DateError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "date/form",
            Self::NotReal => "date/notReal",
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for DateError {}

/// A date of which at least the year is known. Displays as `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// The year alone, 0 to 9999.
    Year(i32),
    /// Year, and month 1 to 12.
    YearMonth(i32, u8),
    /// The whole date.
    Full(Date),
}

impl PartialDate {
    /// Reads ISO (`1990`, `1990-05`, `1990-05-17`) or the Vietnamese order (`05/1990`, `17/05/1990`, `17-5-1990`,
    /// `17.05.1990`). The year always has four digits.
    ///
    /// # Errors
    /// `date/form` when it is not written so, `date/notReal` when there is no such day or month.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let separator = text.bytes().find(|b| matches!(b, b'-' | b'/' | b'.'));
        let Some(separator) = separator else {
            return Ok(Self::Year(year(text)?));
        };
        let mut parts = text.splitn(4, char::from(separator));
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(y), Some(m), None, None) if separator == b'-' && y.len() == 4 => {
                Self::year_month(year(y)?, fixed(m, 2))
            }
            (Some(y), Some(m), Some(d), None) if separator == b'-' && y.len() == 4 => {
                Self::full(fixed(d, 2), fixed(m, 2), year(y)?)
            }
            (Some(m), Some(y), None, None) => Self::year_month(year(y)?, digits(m, 2)),
            (Some(d), Some(m), Some(y), None) => Self::full(digits(d, 2), digits(m, 2), year(y)?),
            _ => Err(DateError::Form),
        }
    }

    fn year_month(year: i32, month: Option<u32>) -> Result<Self, DateError> {
        match u8::try_from(month.ok_or(DateError::Form)?) {
            Ok(month @ 1..=12) => Ok(Self::YearMonth(year, month)),
            _ => Err(DateError::NotReal),
        }
    }

    fn full(day: Option<u32>, month: Option<u32>, year: i32) -> Result<Self, DateError> {
        let (Some(day), Some(month)) = (day, month) else {
            return Err(DateError::Form);
        };
        let year = u32::try_from(year).map_err(|_| DateError::NotReal)?;
        Date::from_numbers(year, month, day).map(Self::Full)
    }

    /// The year.
    pub const fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::YearMonth(year, _) => year,
            Self::Full(date) => date.year(),
        }
    }

    /// The month, if known.
    pub const fn month(self) -> Option<u8> {
        match self {
            Self::Year(_) => None,
            Self::YearMonth(_, month) => Some(month),
            Self::Full(date) => Some(date.month()),
        }
    }

    /// What is known in Vietnamese words: `tháng năm năm một nghìn chín trăm bảy mươi ba`; see [`Date::in_words`].
    pub fn in_words(self) -> String {
        words::in_words(self)
    }

    /// The first day it can be. `None` only for a year or month built by hand outside the calendar.
    pub const fn earliest(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1),
            Self::YearMonth(year, month) => Date::new(year, month, 1),
            Self::Full(date) => Some(date),
        }
    }

    /// The last day it can be; see [`PartialDate::earliest`].
    pub const fn latest(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 12, 31),
            Self::YearMonth(year, month) => Date::new(year, month, days_in_month(year, month)),
            Self::Full(date) => Some(date),
        }
    }
}

fn year(text: &str) -> Result<i32, DateError> {
    fixed(text, 4).and_then(|y| i32::try_from(y).ok()).ok_or(DateError::Form)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::YearMonth(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Full(date) => fmt::Display::fmt(date, f),
        }
    }
}
