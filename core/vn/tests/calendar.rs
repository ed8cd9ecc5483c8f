//! Working days.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::calendar::{Calendar, CalendarError, HolidayKind, Mark, Reason, WorkingHours};
use motcua_vn::date::Date;

fn d(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn works(date: &str) -> bool {
    Calendar::embedded().is_working_day(d(date)).unwrap().working
}

#[test]
fn the_embedded_years() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.covers(), (2020, 2027));
    let counted = |mark: Mark| calendar.holidays().iter().filter(|h| h.mark == mark).count();
    assert_eq!((calendar.holidays().len(), counted(Mark::Uncertain)), (116, 1));
    assert_eq!(calendar.makeup_days().len(), 5);
    assert!(calendar.holidays().windows(2).all(|pair| pair[0].date < pair[1].date), "each day once");
    assert!(calendar.holidays().iter().all(|h| !h.legal_basis.is_empty() && !h.name_en.is_empty()));
    assert_eq!(calendar.hours().mark(), Mark::Assumed);
}

/// Each year has the eleven statutory days of Labour Code Art. 112 (ten until 2020), and 24 November since 2026.
#[test]
fn each_year_has_the_days_the_law_names() {
    let calendar = Calendar::embedded();
    for year in 2020..=2027 {
        let of = |name: &str| {
            let mine = |h: &&motcua_vn::calendar::Holiday| {
                h.date.year() == year && h.name_en.contains(name) && h.kind == HolidayKind::Statutory
            };
            calendar.holidays().iter().filter(mine).count()
        };
        assert_eq!(of("New Year's Day"), 1, "{year}");
        assert_eq!(of("Hung Kings"), 1, "{year}");
        assert_eq!((of("Victory"), of("International Labour")), (1, 1), "{year}");
        assert_eq!(of("National Day"), if year == 2020 { 1 } else { 2 }, "{year}");
        assert_eq!(of("Culture"), usize::from(year >= 2026), "{year}");
        let tet = calendar.holidays().iter().filter(|h| {
            h.date.year() == year
                && h.name_en == "Lunar New Year"
                && matches!(h.kind, HolidayKind::Statutory | HolidayKind::Leave)
        });
        assert!(tet.count() >= 5, "{year}");
    }
}

/// A holiday on a weekly rest day is compensated by one working day (Art. 111); days of Tết are set as one block.
#[test]
fn holidays_at_the_weekend_are_compensated() {
    let calendar = Calendar::embedded();
    for year in 2021..=2027 {
        let rows =
            || calendar.holidays().iter().filter(|h| h.date.year() == year && h.name_en != "Lunar New Year");
        let lost =
            rows().filter(|h| h.kind == HolidayKind::Statutory && h.date.weekday().is_weekend()).count();
        let given = rows().filter(|h| h.kind == HolidayKind::Compensatory).count();
        assert_eq!(lost, given, "{year}");
        assert!(rows().all(|h| h.kind != HolidayKind::Compensatory || !h.date.weekday().is_weekend()));
    }
}

#[test]
fn exchanged_days() {
    for makeup in Calendar::embedded().makeup_days() {
        let certain = makeup.mark != Mark::Uncertain;
        assert_eq!(works(&makeup.date.to_string()), certain, "{}", makeup.date);
        assert_eq!(works(&makeup.in_place_of.to_string()), !certain, "{}", makeup.in_place_of);
    }
    assert!(works("2026-08-22") && !works("2026-08-31") && works("2026-01-10") && !works("2026-01-02"));
}

#[test]
fn uncertain_rows_are_off_until_asked_for() {
    assert!(works("2026-11-23") && !works("2026-11-28") && !works("2026-11-24"));
    let asked = Calendar::embedded().clone().include_uncertain(true);
    assert!(!asked.is_working_day(d("2026-11-23")).unwrap().working);
    assert!(matches!(asked.is_working_day(d("2026-11-28")).unwrap().reason, Some(Reason::Makeup(_))));
}

#[test]
fn outside_its_years_it_does_not_guess() {
    for date in ["2019-12-31", "2028-01-03"] {
        assert_eq!(Calendar::embedded().is_working_day(d(date)), Err(CalendarError::NotCovered(d(date))));
    }
    let end = Calendar::embedded().next_working_day(d("2027-12-31")).unwrap_err();
    assert_eq!(end.code(), "calendar/notCovered");
    assert_eq!(Calendar::embedded().next_working_day(d("2026-02-13")), Ok(d("2026-02-23")));
}

const OWN: &str = "# own\ncovers;2030;2030\nbasis;b;Basis\nhours;08:00-12:00;verified;b\nname;n;Tên;Name\n\
                   off;2030-01-01;n;statutory;b+b;verified\nwork;2030-01-05;2030-01-04;b;verified\n";

#[test]
fn other_data_can_be_read() {
    let calendar = Calendar::parse(OWN).unwrap();
    assert_eq!(calendar.holidays()[0].legal_basis, "Basis; Basis");
    assert_eq!(calendar.hours().legal_basis(), "Basis");
    assert!(calendar.is_working_day(d("2030-01-05")).unwrap().working);
    for (from, to, line) in [
        ("2030-01-01;n", "2030-02-30;n", 6),
        ("2030-01-01;n", "2031-01-01;n", 6),
        (";n;statutory", ";x;statutory", 6),
        ("b+b", "b+c", 6),
        ("b+b;verified", "b+b;sure", 6),
        ("b+b;verified", "b+b;verified;more", 6),
        ("08:00-12:00", "12:00-08:00", 4),
        ("verified;b\nname", "verified;c\nname", 4),
        ("2030;2030", "2030;2029", 2),
        ("work;", "werk;", 7),
        ("covers;2030;2030\n", "\n", 6),
        ("hours;08:00-12:00;verified;b\n", "\n", 0),
    ] {
        assert_eq!(Calendar::parse(&OWN.replace(from, to)), Err(CalendarError::Data(line)), "{to}");
    }
}

#[test]
fn days_of_other_data_stand_in_order_each_once() {
    for date in ["2030-01-01", "2030-01-02"] {
        let row = |date| format!("off;{date};n;statutory;b;verified\n");
        let text = format!("{OWN}{}{}", row("2030-01-02"), row(date));
        assert_eq!(Calendar::parse(&text), Err(CalendarError::Data(9)), "{date}");
    }
}

#[test]
fn working_days_are_counted() {
    let calendar = Calendar::embedded();
    assert_eq!(calendar.add_working_days(d("2026-02-13"), 5), Ok(d("2026-02-27")));
    assert_eq!(calendar.add_working_days(d("2026-02-15"), 0), Ok(d("2026-02-15")));
    assert_eq!(
        calendar.add_working_days(d("2026-01-01"), 6),
        Ok(d("2026-01-10")),
        "a Saturday that is worked"
    );
    assert!(calendar.add_working_days(d("2027-12-30"), u32::MAX).is_err());
    assert_eq!(calendar.working_days_between(d("2025-12-31"), d("2026-12-31")), Ok(249));
    assert_eq!(calendar.working_days_between(d("2026-02-23"), d("2026-02-13")), Ok(0));
    assert!(calendar.working_days_between(d("2027-12-31"), Date::MAX).is_err());
    let mut date = d("2020-01-01");
    for days in 0..2_000 {
        let later = calendar.add_working_days(date, days % 40).unwrap();
        assert_eq!(calendar.working_days_between(date, later), Ok(days % 40), "{date} {days}");
        date = date.add_days(1).unwrap();
    }
}

/// However often a text defines ids, reading it stays linear.
#[test]
fn definitions_are_few() {
    let text = format!("{OWN}{}", "basis;b;Basis\n".repeat(200));
    assert_eq!(Calendar::parse(&text), Err(CalendarError::Data(207)));
}

#[test]
fn hours_are_in_order() {
    assert_eq!(WorkingHours::parse("07:30-11:30,13:00-17:00", Mark::Assumed), Some(WorkingHours::assumed()));
    for bad in
        ["", "08:00", "08:00-08:00", "13:00-17:00,07:30-11:30", "07:30-11:30,11:00-12:00", "7:30-11:30"]
    {
        assert_eq!(WorkingHours::parse(bad, Mark::Assumed), None, "{bad}");
    }
}
