//! Moments within bounds, at UTC+7.

use motcua_json::Value;
use motcua_vn::date::{Date, DateTime, PartialDate};

/// A moment between two seconds since 1970, both included. A whole date is its midnight at UTC+7; a partial date
/// reaches from its first day's midnight to its last day's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) lo: i64,
    pub(super) hi: i64,
}

fn midnight(date: Date) -> i64 {
    DateTime::from_local(date, 0).unix()
}

impl Span {
    /// Reads an ISO date, a partial ISO date or an RFC 3339 date-time.
    pub(super) fn parse(value: &Value) -> Option<Self> {
        let text = value.as_str()?;
        if text.len() > 10 {
            let at = DateTime::parse(text)?.unix();
            return Some(Self { lo: at, hi: at });
        }
        let date = iso_partial(text)?;
        Some(Self { lo: midnight(date.earliest()?), hi: midnight(date.latest()?) })
    }

    /// First and last day it can be.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        Some((DateTime::from_unix(self.lo)?.date(), DateTime::from_unix(self.hi)?.date()))
    }

    /// The moment moved; a day that the month does not have becomes the month's last (Civil Code 91/2015/QH13,
    /// Art. 148). `None` outside the calendar.
    pub(super) fn plus(self, amount: i64, unit: &str) -> Option<Self> {
        Some(Self { lo: moved(self.lo, amount, unit)?, hi: moved(self.hi, amount, unit)? })
    }

    /// RFC 3339 when the moment is exact.
    pub(super) fn to_text(self) -> Option<String> {
        if self.lo == self.hi { DateTime::from_unix(self.lo).map(DateTime::to_rfc3339) } else { None }
    }
}

/// A partial date in ISO form only: the data of a form is neutral.
pub(crate) fn iso_partial(text: &str) -> Option<PartialDate> {
    let iso = text
        .bytes()
        .enumerate()
        .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    if iso && matches!(text.len(), 4 | 7 | 10) { PartialDate::parse(text).ok() } else { None }
}

fn moved(at: i64, amount: i64, unit: &str) -> Option<i64> {
    let months = |n: i64| i32::try_from(amount.checked_mul(n)?).ok();
    let (date, second) = DateTime::from_unix(at)?.local();
    let date = match unit {
        "hour" => {
            let moved = at.checked_add(amount.checked_mul(3600)?)?;
            return DateTime::from_unix(moved).map(DateTime::unix);
        }
        "day" => date.add_days(amount)?,
        "month" => date.add_months(months(1)?)?,
        "year" => date.add_months(months(12)?)?,
        _ => return None,
    };
    Some(DateTime::from_local(date, second).unix())
}
