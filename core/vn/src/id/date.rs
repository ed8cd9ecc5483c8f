//! Dates as typed: whole, or known to the month or the year.

use crate::date::PartialDate;
use crate::{Check, text::normalize};

pub(super) fn check(text: &str) -> Check {
    match PartialDate::parse(&normalize(text)) {
        Ok(date) => {
            let check = Check::valid(date.to_string());
            let check = check.with("precision", precision(date)).with("year", format!("{:04}", date.year()));
            match date {
                PartialDate::Year(_) => check,
                PartialDate::YearMonth(_, month) => check.with("month", format!("{month:02}")),
                PartialDate::Full(full) => check
                    .with("month", format!("{:02}", full.month()))
                    .with("day", format!("{:02}", full.day())),
            }
        }
        Err(error) => Check::invalid(error.code()),
    }
}

fn precision(date: PartialDate) -> &'static str {
    match date {
        PartialDate::Year(_) => "year",
        PartialDate::YearMonth(..) => "month",
        PartialDate::Full(_) => "day",
    }
}
