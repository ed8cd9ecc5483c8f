//! The lunar calendar, and the days off that hang on it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_vn::calendar::lunar::{LunarDate, from_solar};
use motcua_vn::calendar::{Calendar, HolidayKind};
use motcua_vn::date::Date;

fn lunar(date: &str) -> (i32, u8, u8, bool) {
    let LunarDate { year, month, day, leap } = from_solar(Date::parse_iso(date).unwrap()).unwrap();
    (year, month, day, leap)
}

#[test]
fn known_days() {
    // Years in which Vietnam and China began the year on different days.
    assert_eq!(lunar("1985-01-21"), (1985, 1, 1, false));
    assert_eq!(lunar("2007-02-17"), (2007, 1, 1, false));
    assert_eq!(lunar("2030-02-02"), (2030, 1, 1, false));
    assert_eq!(lunar("2026-02-16"), (2025, 12, 29, false));
    assert_eq!(lunar("2026-02-17"), (2026, 1, 1, false));
    // Leap months: the second month of 2023, the sixth of 2025.
    assert_eq!(lunar("2023-03-22"), (2023, 2, 1, true));
    assert_eq!(lunar("2023-04-20"), (2023, 3, 1, false));
    assert_eq!(lunar("2025-07-25"), (2025, 6, 1, true));
    assert_eq!(from_solar(Date::parse_iso("1899-12-31").unwrap()), None);
}

/// Seventy-five first days of the year and forty-four days of the Hung Kings.
#[test]
fn days_of_another_library() {
    let mut seen = (0, 0);
    for row in
        include_str!("data/lunar.csv").lines().filter(|row| row.starts_with(|c: char| c.is_ascii_digit()))
    {
        let [year, first, kings] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let year = year.parse().unwrap();
        assert_eq!(lunar(first), (year, 1, 1, false), "{row}");
        seen.0 += 1;
        if !kings.is_empty() {
            assert_eq!(lunar(kings), (year, 3, 10, false), "{row}");
            seen.1 += 1;
        }
    }
    assert_eq!(seen, (75, 44));
}

/// Days follow one another: a day adds one, or begins a month that adds one, repeats, or begins a year.
#[test]
fn no_day_is_lost() {
    let mut date = Date::parse_iso("1900-01-01").unwrap();
    let mut before = from_solar(date).unwrap();
    let mut months = 0;
    while let Some(now) = date.add_days(1).and_then(from_solar) {
        date = date.add_days(1).unwrap();
        if now.day == before.day + 1 {
            assert_eq!((now.year, now.month, now.leap), (before.year, before.month, before.leap), "{date}");
        } else {
            assert!(now.day == 1 && matches!(before.day, 29 | 30), "{date} {before:?} {now:?}");
            let repeats = now.leap && now.month == before.month && now.year == before.year;
            let follows = !now.leap && now.month == before.month + 1 && now.year == before.year;
            let begins = !now.leap && now.month == 1 && before.month == 12 && now.year == before.year + 1;
            assert!(repeats || follows || begins, "{date} {before:?} {now:?}");
            months += 1;
        }
        before = now;
    }
    assert!((2484..=2488).contains(&months), "{months} months in 201 years");
}

/// The first days of the year and the tenth of the third month are off in every year of the calendar.
#[test]
fn days_off_stand_on_their_lunar_days() {
    let calendar = Calendar::embedded();
    for year in calendar.covers().0..=calendar.covers().1 {
        let mut first_days = 0;
        let mut date = Date::new(year, 1, 1).unwrap();
        while date.year() == year {
            let l = from_solar(date).unwrap();
            let row = calendar.holidays().iter().find(|h| h.date == date);
            if l.year == year && l.month == 1 && l.day <= 3 {
                assert_eq!(row.map(|h| h.name_en.as_str()), Some("Lunar New Year"), "{date}");
                first_days += 1;
            }
            let of_the_kings =
                row.is_some_and(|h| h.name_en.starts_with("Hung") && h.kind == HolidayKind::Statutory);
            assert_eq!(of_the_kings, (l.month, l.day, l.leap) == (3, 10, false), "{date}");
            date = date.add_days(1).unwrap();
        }
        assert_eq!(first_days, 3, "{year}");
    }
}
