//! Times of day, and moments in Vietnamese local time.

use super::{Date, fixed, rfc3339};
use core::fmt;

/// A time of day to the minute, 00:00 to 23:59. Displays as `HH:MM`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// 00:00.
    pub const MIDNIGHT: Self = Self { minutes: 0 };

    /// A time, if there is such a minute.
    pub const fn new(hour: u8, minute: u8) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self { minutes: hour as u16 * 60 + minute as u16 }) } else { None }
    }

    /// Reads `HH:MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        Self::new(u8::try_from(fixed(hour, 2)?).ok()?, u8::try_from(fixed(minute, 2)?).ok()?)
    }

    /// Seconds since midnight.
    pub const fn seconds(self) -> u32 {
        self.minutes as u32 * 60
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A moment, kept as UTC with nanoseconds, whose date in Vietnam is 0000-01-01 to 9999-12-31.
///
/// Displays as RFC 3339 at `+07:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    unix: i64,
    nanos: u32,
}

/// Vietnam is UTC+7 all year.
const OFFSET: i64 = 7 * 3600;
const DAY: i64 = 86_400;

impl DateTime {
    /// The moment that many seconds after 1970-01-01T00:00:00Z, if its local date can be written.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        Self::build(seconds, 0)
    }

    fn build(unix: i64, nanos: u32) -> Option<Self> {
        Date::from_days(unix.checked_add(OFFSET)?.div_euclid(DAY))?;
        Some(Self { unix, nanos })
    }

    /// Reads an RFC 3339 date-time with any offset; `None` when it is not one, or its year in Vietnam is not 0 to
    /// 9999. A leap second is the first second of the next minute.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = rfc3339::date_time(text)?;
        let unix = date.to_days() * DAY + time.seconds - time.offset + i64::from(time.leap);
        Self::build(unix, time.nanos)
    }

    /// The moment of a Vietnamese date and second of the day. A second past the end counts as the day's last.
    pub fn from_local(date: Date, seconds: u32) -> Self {
        let second = i64::from(seconds).min(DAY - 1);
        Self { unix: date.to_days() * DAY + second - OFFSET, nanos: 0 }
    }

    /// Date and second of the day in Vietnam.
    pub fn local(self) -> (Date, u32) {
        let local = self.unix + OFFSET;
        let second = u32::try_from(local.rem_euclid(DAY)).unwrap_or_default();
        // Every constructor has made sure that the date exists.
        (Date::from_days(local.div_euclid(DAY)).unwrap_or(Date::MIN), second)
    }

    /// Date in Vietnam.
    pub fn date(self) -> Date {
        self.local().0
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.unix
    }

    /// Nanoseconds of the second.
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// RFC 3339 at `+07:00`, with only as many digits of a second as are needed.
    pub fn to_rfc3339(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, second) = self.local();
        write!(f, "{date}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
        if self.nanos > 0 {
            let digits = format!("{:09}", self.nanos);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("+07:00")
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
