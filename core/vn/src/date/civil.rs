//! A day of the Gregorian calendar, without time or zone.

use super::{DateError, PartialDate, fixed, words};
use core::fmt;

/// Day of the week; Monday first, as ISO 8601 and Vietnamese offices count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Saturday or Sunday, the weekly rest of state bodies (Labour Code 45/2019/QH14, Art. 111).
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

/// A real day from 0000-01-01 to 9999-12-31 (proleptic Gregorian). Displays as ISO 8601 `yyyy-mm-dd`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// 1970-01-01 counted from 0000-03-01, where the day count below begins.
const EPOCH: i64 = 719_468;

impl Date {
    /// The first and the last day that can be written.
    pub const MIN: Self = Self { year: 0, month: 1, day: 1 };
    /// See [`Date::MIN`].
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// A date, if there is such a day.
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if year >= 0 && year <= 9999 && day >= 1 && day <= days_in_month(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// Year, 0 to 9999.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Name of the month in English.
    pub fn month_in_english(self) -> &'static str {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        NAMES.get(usize::from(self.month()).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// Day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Reads `yyyy-mm-dd` (ISO 8601), or a whole date as people write it: `dd/MM/yyyy`, `d/M/yyyy`, with `-` or `.` too.
    ///
    /// # Errors
    /// `date/form` when it is not written so, `date/notReal` when there is no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        match PartialDate::parse(text)? {
            PartialDate::Full(date) => Ok(date),
            _ => Err(DateError::Form),
        }
    }

    /// Reads ISO 8601 `yyyy-mm-dd` and nothing else.
    ///
    /// # Errors
    /// As [`Date::parse`].
    pub fn parse_iso(text: &str) -> Result<Self, DateError> {
        let mut parts = text.splitn(3, '-');
        let (Some(y), Some(m), Some(d)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(DateError::Form);
        };
        match (fixed(y, 4), fixed(m, 2), fixed(d, 2)) {
            (Some(y), Some(m), Some(d)) => Self::from_numbers(y, m, d),
            _ => Err(DateError::Form),
        }
    }

    pub(crate) fn from_numbers(year: u32, month: u32, day: u32) -> Result<Self, DateError> {
        let year = i32::try_from(year).map_err(|_| DateError::NotReal)?;
        let month = u8::try_from(month).map_err(|_| DateError::NotReal)?;
        let day = u8::try_from(day).map_err(|_| DateError::NotReal)?;
        Self::new(year, month, day).ok_or(DateError::NotReal)
    }

    /// Days since 1970-01-01 of the proleptic Gregorian calendar (ISO 8601), negative before it.
    pub const fn to_days(self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = (self.month as i64 + 9) % 12;
        let year = self.year as i64 - (shifted >= 10) as i64;
        let day_of_year = (153 * shifted + 2) / 5 + self.day as i64 - 1;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - EPOCH
    }

    /// The day that many days after 1970-01-01, if its year is 0 to 9999.
    pub fn from_days(days: i64) -> Option<Self> {
        if !(Self::MIN.to_days()..=Self::MAX.to_days()).contains(&days) {
            return None;
        }
        let from_march = days + EPOCH;
        let cycle = from_march.div_euclid(146_097);
        let in_cycle = from_march.rem_euclid(146_097);
        let year_in_cycle = (in_cycle - in_cycle / 1_460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
        let day_of_year = in_cycle - (365 * year_in_cycle + year_in_cycle / 4 - year_in_cycle / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = (shifted + 2) % 12 + 1;
        let year = cycle * 400 + year_in_cycle + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Day of the week.
    pub const fn weekday(self) -> Weekday {
        match (self.to_days() + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The date `days` later (earlier when negative), if it can be written.
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_days(self.to_days().checked_add(days)?)
    }

    /// The same day `months` later, or the last day of that month when it is shorter (Civil Code 91/2015/QH13,
    /// Art. 148).
    pub fn add_months(self, months: i32) -> Option<Self> {
        let total = self.year.checked_mul(12)?.checked_add(i32::from(self.month) - 1)?.checked_add(months)?;
        let year = total.div_euclid(12);
        let month = u8::try_from(total.rem_euclid(12) + 1).ok()?;
        Self::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// Days from `self` to `other`, negative when `other` is earlier.
    pub const fn days_between(self, other: Self) -> i64 {
        other.to_days() - self.to_days()
    }

    /// Whole years from `self` to `at`, as an age is counted: a birthday on 29 February is reached on 1 March of a
    /// common year.
    pub const fn years_until(self, at: Self) -> i32 {
        let before = at.month < self.month || (at.month == self.month && at.day < self.day);
        at.year - self.year - before as i32
    }

    /// The date in Vietnamese words as registers write it: `ngày mùng chín tháng mười một năm một nghìn chín trăm
    /// bảy mươi ba` (Circular 04/2020/TT-BTP, Art. 30–31: birth dates in digits and in words).
    pub fn in_words(self) -> String {
        words::in_words(PartialDate::Full(self))
    }
}

/// Days of a month; 0 when there is no such month.
pub(crate) const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
