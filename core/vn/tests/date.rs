//! Dates, partial dates, moments, words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::date::{
    Date, DateError, DateTime, PartialDate, TimeOfDay, Weekday, is_rfc3339_date, is_rfc3339_date_time,
    is_rfc3339_time,
};
use proptest::prelude::*;

fn d(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

#[test]
fn written_dates() {
    for text in ["2024-02-29", "29/02/2024", "29-2-2024", "29.02.2024"] {
        assert_eq!(Date::parse(text), Ok(d("2024-02-29")), "{text}");
    }
    for text in ["31/02/2026", "2023-02-29", "00/01/2024", "1/13/2024", "1900-02-29"] {
        assert_eq!(Date::parse(text), Err(DateError::NotReal), "{text}");
    }
    let odd = [
        "",
        "2024",
        "29/02/24",
        "29/02-2024",
        "2024-2-9",
        "2024/02/29",
        "a/b/c",
        "1/1/2024/",
        "+1/1/2024",
        "١/1/2024",
    ];
    for text in odd {
        assert_eq!(Date::parse(text), Err(DateError::Form), "{text}");
    }
}

#[test]
fn partial_dates() {
    for (text, iso, first, last) in [
        ("1990", "1990", "1990-01-01", "1990-12-31"),
        ("2/1992", "1992-02", "1992-02-01", "1992-02-29"),
        ("1992-02", "1992-02", "1992-02-01", "1992-02-29"),
        ("17.5.1990", "1990-05-17", "1990-05-17", "1990-05-17"),
    ] {
        let date = PartialDate::parse(text).unwrap();
        assert_eq!(date.to_string(), iso);
        assert_eq!((date.earliest(), date.latest()), (Some(d(first)), Some(d(last))));
    }
    assert_eq!(PartialDate::parse("13/1990"), Err(DateError::NotReal));
    assert_eq!(PartialDate::parse("90"), Err(DateError::Form));
}

#[test]
fn arithmetic() {
    assert_eq!(d("1970-01-01").to_days(), 0);
    assert_eq!(d("2000-03-01").to_days(), 11_017);
    assert_eq!(d("2026-11-24").weekday(), Weekday::Tuesday);
    assert_eq!(d("2024-01-31").add_months(1), Some(d("2024-02-29")));
    assert_eq!(d("2024-03-31").add_months(-13), Some(d("2023-02-28")));
    assert_eq!(d("9999-12-31").add_days(1), None);
    assert_eq!(Date::MIN.add_days(-1), None);
    assert_eq!(Date::MAX.add_months(i32::MAX), None);
    assert_eq!(d("2024-02-28").days_between(d("2024-03-01")), 2);
    assert_eq!(d("2008-02-29").years_until(d("2026-02-28")), 17);
    assert_eq!(d("2008-02-29").years_until(d("2026-03-01")), 18);
}

#[test]
fn words_of_the_register() {
    for (date, words) in [
        ("1973-11-09", "ngày mùng chín tháng mười một năm một nghìn chín trăm bảy mươi ba"),
        ("2005-04-24", "ngày hai mươi tư tháng tư năm hai nghìn không trăm linh năm"),
        ("1915-12-31", "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm mười lăm"),
        ("2010-01-10", "ngày mùng mười tháng một năm hai nghìn không trăm mười"),
        ("2000-05-15", "ngày mười lăm tháng năm năm hai nghìn"),
    ] {
        assert_eq!(d(date).in_words(), words);
    }
    for (date, words) in [
        ("1973", "năm một nghìn chín trăm bảy mươi ba"),
        ("04/1955", "tháng tư năm một nghìn chín trăm năm mươi lăm"),
        ("9999-12-31", "ngày ba mươi mốt tháng mười hai năm chín nghìn chín trăm chín mươi chín"),
    ] {
        assert_eq!(PartialDate::parse(date).unwrap().in_words(), words);
    }
}

#[test]
fn moments() {
    let moment = DateTime::parse("2026-11-22T17:30:00.250Z").unwrap();
    assert_eq!(moment.local(), (d("2026-11-23"), 1800));
    assert_eq!(moment.to_rfc3339(), "2026-11-23T00:30:00.25+07:00");
    assert_eq!(DateTime::parse("1970-01-01T07:00:00+07:00").unwrap().unix(), 0);
    assert_eq!(DateTime::from_unix(-1).unwrap().to_rfc3339(), "1970-01-01T06:59:59+07:00");
    assert_eq!(DateTime::from_local(d("2026-01-01"), u32::MAX).local().1, 86_399);
    assert_eq!(DateTime::from_unix(i64::MAX), None);
    assert_eq!(DateTime::parse("9999-12-31T23:59:59Z"), None);
    let leap = DateTime::parse("1998-12-31T23:59:60Z").unwrap();
    assert_eq!(leap, DateTime::parse("1999-01-01T00:00:00Z").unwrap());
    assert_eq!(TimeOfDay::parse("15:00").unwrap().seconds(), 54_000);
    assert!(TimeOfDay::parse("24:00").is_none() && TimeOfDay::parse("9:00").is_none());
}

#[test]
fn rfc_3339_to_the_letter() {
    for good in [
        "1963-06-19T08:30:06.283185Z",
        "1937-01-01t12:00:27.87+00:20",
        "1990-12-31T15:59:50.123-08:00",
        "1998-12-31T15:59:60.123-08:00",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.99999999999999z",
    ] {
        assert!(is_rfc3339_date_time(good), "{good}");
    }
    for bad in [
        "1990-02-31T15:59:59.123-08:00",
        "1998-12-31T23:58:60Z",
        "1998-12-31T22:59:60Z",
        "1990-12-31T15:59:59-24:00",
        "1963-06-19T08:30:06.28123+01:00Z",
        "06/19/1963 08:30:06 PST",
        "2013-350T01:01:01",
        "1963-6-19T08:30:06Z",
        "1963-06-19T08:30:06.Z",
        "1963-06-19T08:30:06",
        "1963-06-1৪T00:00:00Z",
        "1963-06-11T0৪:00:00Z",
        "1963-06-19 08:30:06Z",
        "",
    ] {
        assert!(!is_rfc3339_date_time(bad), "{bad}");
    }
    assert!(is_rfc3339_date("2020-01-31") && !is_rfc3339_date("2020-01-32") && !is_rfc3339_date("20200131"));
    assert!(
        is_rfc3339_time("23:59:60Z") && is_rfc3339_time("01:29:60+01:30") && !is_rfc3339_time("12:00:00")
    );
}

proptest! {
    #[test]
    fn days_round_trip(days in Date::MIN.to_days()..=Date::MAX.to_days()) {
        let date = Date::from_days(days).unwrap();
        prop_assert_eq!(date.to_days(), days);
        prop_assert_eq!(Date::parse_iso(&date.to_string()), Ok(date));
        prop_assert!(!date.in_words().is_empty());
        if let Some(next) = date.add_days(1) {
            prop_assert!(next > date);
        }
    }

    #[test]
    fn moments_round_trip(seconds in -62_000_000_000_i64..253_000_000_000) {
        let moment = DateTime::from_unix(seconds).unwrap();
        prop_assert_eq!(DateTime::parse(&moment.to_rfc3339()), Some(moment));
        let (date, second) = moment.local();
        prop_assert_eq!(DateTime::from_local(date, second), moment);
    }

    #[test]
    fn any_text_is_answered(s in any::<String>(), near in "[0-9TtZz:+.\\-/]{0,30}") {
        for text in [&s, &near] {
            let _ = (Date::parse(text), PartialDate::parse(text), DateTime::parse(text), TimeOfDay::parse(text));
            prop_assert!(DateTime::parse(text).is_none() || is_rfc3339_date_time(text));
            is_rfc3339_time(text);
        }
    }
}
