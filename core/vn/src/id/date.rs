//! Dates as typed: whole, or known to the month or the year.

use super::{Context, Refusal};
use crate::Check;
use crate::date::{DateError, PartialDate};

pub(super) fn check(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let date = PartialDate::parse(text).map_err(DateError::code)?;
    let (precision, month, day) = match date {
        PartialDate::Year(_) => ("year", None, None),
        PartialDate::YearMonth(_, month) => ("month", Some(month), None),
        PartialDate::Full(date) => ("day", Some(date.month()), Some(date.day())),
    };
    check.normalized = Some(date.to_string());
    check.add("precision", precision);
    check.add_number("year", date.year().unsigned_abs(), 4);
    for (name, value) in [("month", month), ("day", day)] {
        if let Some(value) = value {
            check.add_number(name, value.into(), 2);
        }
    }
    Ok(())
}
