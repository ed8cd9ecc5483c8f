//! Dates as typed, moments, words, and the lunar calendar.

use motcua::vn::calendar::{Calendar, lunar};
use motcua::vn::date::{Date, DateTime, PartialDate, is_rfc3339_date, is_rfc3339_date_time, is_rfc3339_time};
use motcua::vn::words;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "vn-date",
    seeds: || {
        super::texts(&[
            "1973-11-09",
            "29/02/2024",
            "5/1973",
            "1955",
            "2026-03-02T09:00:00.123+07:00",
            "1998-12-31T23:59:60Z",
            "9007199254740991",
            "9999-12-31",
        ])
    },
    words: &[
        "-", "/", ".", ":", "T", "Z", "+07:00", "-00:00", "60", "0000", "9999", "29", "02", "31", "2024",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(date) = PartialDate::parse(text) {
        assert_eq!(PartialDate::parse(&date.to_string()), Ok(date), "a date survives its text");
        assert!(!date.in_words().contains("  "), "words");
        assert!(date.earliest() <= date.latest(), "first and last day");
    }
    let whole = Date::parse_iso(text);
    assert_eq!(whole.is_ok(), is_rfc3339_date(text));
    if let Ok(date) = whole {
        assert_eq!(Date::from_days(date.to_days()), Some(date), "a date survives its number");
        assert_eq!(lunar::from_solar(date).is_some(), (1900..=2100).contains(&date.year()));
        let calendar = Calendar::embedded();
        let (first, last) = calendar.covers();
        assert_eq!(calendar.is_working_day(date).is_ok(), (first..=last).contains(&date.year()));
    }
    if let Some(moment) = DateTime::parse(text) {
        assert!(is_rfc3339_date_time(text), "what is read is well-formed");
        assert_eq!(DateTime::parse(&moment.to_rfc3339()), Some(moment), "a moment survives its text");
    }
    is_rfc3339_time(text);
    if let Ok(number) = text.parse() {
        assert_eq!(words::number(number).is_some(), number <= words::GREATEST, "every number has words");
    }
}
