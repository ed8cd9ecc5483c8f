//! RFC 3339 section 5.6, read to the letter: full-date, full-time and date-time.

use super::{Date, fixed};

/// A time as written: what is needed to place it, and to judge a leap second.
pub(super) struct Time {
    /// Seconds of the local day; a leap second counts as the last second of its minute.
    pub(super) seconds: i64,
    pub(super) leap: bool,
    pub(super) nanos: u32,
    /// Seconds east of UTC.
    pub(super) offset: i64,
}

/// Splits at a byte offset that may fall anywhere.
fn take(text: &str, count: usize) -> Option<(&str, &str)> {
    text.split_at_checked(count)
}

fn two(text: &str, max: u32) -> Option<(i64, &str)> {
    let (number, rest) = take(text, 2)?;
    let value = fixed(number, 2).filter(|v| *v <= max)?;
    Some((i64::from(value), rest))
}

pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, rest) = two(text, 23)?;
    let (minute, rest) = two(rest.strip_prefix(':')?, 59)?;
    let (second, rest) = two(rest.strip_prefix(':')?, 60)?;
    let (nanos, rest) = fraction(rest)?;
    let offset = offset(rest)?;
    let leap = second == 60;
    let seconds = hour * 3600 + minute * 60 + second.min(59);
    // A leap second is the last second of a UTC day.
    if leap && (seconds - offset).rem_euclid(86_400) != 86_399 {
        return None;
    }
    Some(Time { seconds, leap, nanos, offset })
}

/// Digits beyond the ninth are read and dropped.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        return None;
    }
    let (written, rest) = take(rest, count)?;
    let mut nanos = 0;
    let mut digits = written.bytes();
    for _ in 0..9 {
        nanos = nanos * 10 + digits.next().map_or(0, |d| u32::from(d - b'0'));
    }
    Some((nanos, rest))
}

fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let (hours, rest) = two(text.strip_prefix(['+', '-'])?, 23)?;
    let (minutes, rest) = two(rest.strip_prefix(':')?, 59)?;
    rest.is_empty().then_some(sign * (hours * 3600 + minutes * 60))
}

pub(super) fn date_time(text: &str) -> Option<(Date, Time)> {
    let (date, rest) = take(text, 10)?;
    let date = Date::parse_iso(date).ok()?;
    Some((date, time(rest.strip_prefix(['T', 't'])?)?))
}

/// Whether the text is a `full-date` (RFC 3339 section 5.6).
pub fn is_rfc3339_date(text: &str) -> bool {
    Date::parse_iso(text).is_ok()
}

/// Whether the text is a `full-time` with its offset (RFC 3339 section 5.6). A leap second must fall on 23:59:60 UTC.
pub fn is_rfc3339_time(text: &str) -> bool {
    time(text).is_some()
}

/// Whether the text is a `date-time` (RFC 3339 section 5.6), whatever its year.
pub fn is_rfc3339_date_time(text: &str) -> bool {
    date_time(text).is_some()
}
