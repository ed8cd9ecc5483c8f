//! Due dates and their explanation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::CODES;
use motcua_vn::calendar::{Calendar, Holiday, HolidayKind, Mark, Reason, WorkingHours};
use motcua_vn::date::{Date, DateTime, TimeOfDay};
use motcua_vn::deadline::{CUTOFF_15, Due, Pause, Term, Unit, due, due_after};
use proptest::prelude::*;

fn at(text: &str) -> DateTime {
    DateTime::parse(&format!("{text}:00+07:00")).unwrap()
}

fn term(amount: u32, unit: Unit) -> Term {
    Term { amount, unit, cutoff: CUTOFF_15 }
}

fn count(start: &str, amount: u32, unit: Unit) -> Due {
    due(Calendar::embedded(), at(start), term(amount, unit)).unwrap()
}

#[track_caller]
fn due_at(start: &str, amount: u32, unit: Unit, expected: &str) {
    assert_eq!(count(start, amount, unit).due, at(expected), "{start} + {amount} {unit:?}");
}

use Unit::{CalendarDay, Month, SameDay, WorkingDay, WorkingHour};

#[test]
fn units_have_words() {
    for unit in [SameDay, WorkingDay, CalendarDay, WorkingHour, Month, Unit::Hour, Unit::Minute] {
        assert_eq!(Unit::from_word(unit.as_str()), Some(unit));
    }
    assert_eq!(Unit::from_word("week"), None);
}

#[test]
fn working_days() {
    due_at("2026-11-16T09:00", 3, WorkingDay, "2026-11-19T17:00");
    due_at("2026-11-19T09:00", 3, WorkingDay, "2026-11-25T17:00"); // weekend and 24 November
    due_at("2026-11-16T14:59", 1, WorkingDay, "2026-11-17T17:00");
    due_at("2026-11-16T15:00", 1, WorkingDay, "2026-11-18T17:00"); // after the cut-off
    due_at("2026-11-20T16:00", 1, WorkingDay, "2026-11-25T17:00"); // Friday afternoon counts as Monday
    due_at("2026-11-21T10:00", 1, WorkingDay, "2026-11-25T17:00"); // and so does Saturday
    due_at("2026-08-21T09:00", 1, WorkingDay, "2026-08-22T17:00"); // a Saturday worked
    due_at("2026-02-13T09:00", 1, WorkingDay, "2026-02-23T17:00"); // the Lunar New Year
    due_at("2026-11-16T09:00", 0, WorkingDay, "2026-11-16T17:00");
}

#[test]
fn days_and_months_end_on_an_open_day() {
    due_at("2026-11-16T09:00", 3, CalendarDay, "2026-11-19T17:00");
    due_at("2026-11-16T09:00", 5, CalendarDay, "2026-11-23T17:00"); // Saturday
    due_at("2026-11-16T09:00", 8, CalendarDay, "2026-11-25T17:00"); // 24 November
    due_at("2025-12-31T09:00", 2, Month, "2026-03-02T17:00"); // 28 February is a Saturday
    due_at("2026-01-30T09:00", 1, Month, "2026-03-02T17:00");
    due_at("2026-03-31T09:00", 1, Month, "2026-05-04T17:00"); // 30 April, 1 May, a weekend
}

#[test]
fn the_same_day_and_hours() {
    due_at("2026-11-16T09:00", 0, SameDay, "2026-11-16T17:00");
    due_at("2026-11-16T15:00", 0, SameDay, "2026-11-17T17:00");
    due_at("2026-11-16T10:30", 2, WorkingHour, "2026-11-16T14:00");
    due_at("2026-11-16T12:00", 4, WorkingHour, "2026-11-16T17:00");
    due_at("2026-11-16T07:00", 8, WorkingHour, "2026-11-16T17:00");
    due_at("2026-11-20T14:00", 4, WorkingHour, "2026-11-23T08:30");
    due_at("2026-11-20T15:30", 1, WorkingHour, "2026-11-23T08:30");
    // The clock runs on closed days too.
    let clock = |start, amount, unit| due(Calendar::embedded(), at(start), term(amount, unit)).unwrap().due;
    assert_eq!(clock("2026-11-20T16:00", 24, Unit::Hour), at("2026-11-21T16:00"));
    assert_eq!(clock("2026-11-24T23:58", 5, Unit::Minute), at("2026-11-25T00:03"));
    // Without a cut-off the Civil Code alone counts, and a moment after hours is too late for the same day.
    let free = |start, amount, unit| {
        due(Calendar::embedded(), at(start), Term { amount, unit, cutoff: None }).unwrap().due
    };
    assert_eq!(free("2026-11-16T16:00", 1, WorkingDay), at("2026-11-17T17:00"));
    assert_eq!(free("2026-11-21T10:00", 1, WorkingDay), at("2026-11-23T17:00"));
    assert_eq!(free("2026-11-16T18:00", 0, SameDay), at("2026-11-17T17:00"));
    assert_eq!(free("2026-11-16T18:00", 1, WorkingHour), at("2026-11-17T08:30"));
}

#[test]
fn each_step_is_told() {
    let due = count("2026-11-20T16:00", 1, WorkingDay);
    let told: Vec<_> = due.steps.iter().map(|s| (s.code, s.date.unwrap().to_string())).collect();
    let expected = [
        ("deadline/afterCutoff", "2026-11-20"),
        ("deadline/closedDaySkipped", "2026-11-21"),
        ("deadline/closedDaySkipped", "2026-11-22"),
        ("deadline/startsAt", "2026-11-23"),
        ("deadline/closedDaySkipped", "2026-11-24"),
        ("deadline/counted", "2026-11-25"),
        ("deadline/endOfHours", "2026-11-25"),
    ];
    assert_eq!(told.iter().map(|(c, d)| (*c, d.as_str())).collect::<Vec<_>>(), expected);
    assert_eq!(due.start, at("2026-11-23T07:30"));
    assert!(due.steps[4].params.contains(&("nameVi", "Ngày Văn hóa Việt Nam".to_owned())));
    assert!(due.steps.iter().all(|s| !s.legal_basis.is_empty() && CODES.contains(&s.code)));
    // The hours of the office are assumed until set, and the step says so.
    assert!(due.steps[6].params.contains(&("mark", "assumed".to_owned())));
    let own = WorkingHours::parse("07:00-11:30,13:30-16:30", Mark::Verified).unwrap();
    let calendar = Calendar::embedded().clone().with_hours(own);
    let due = motcua_vn::deadline::due(&calendar, at("2026-11-16T09:00"), term(1, WorkingDay)).unwrap();
    assert_eq!(due.due, at("2026-11-17T16:30"));
}

#[test]
fn beyond_the_calendar_there_is_no_date() {
    for (start, amount, unit) in [
        ("2027-12-31T09:00", 1, WorkingDay),
        ("2027-12-31T09:00", 9, WorkingHour),
        ("2027-12-01T09:00", 31, CalendarDay),
        ("2027-12-01T09:00", 1, Month),
        ("2019-12-31T09:00", 1, WorkingDay),
        ("2026-01-05T09:00", u32::MAX, CalendarDay),
        ("2026-01-05T09:00", u32::MAX, Month),
        ("2026-01-05T09:00", u32::MAX, WorkingDay),
        ("2026-01-05T09:00", u32::MAX, WorkingHour),
    ] {
        let error = due(Calendar::embedded(), at(start), term(amount, unit)).unwrap_err();
        assert_eq!(error.code(), "calendar/notCovered");
    }
}

fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(SameDay), Just(WorkingDay), Just(CalendarDay), Just(WorkingHour), Just(Month)]
}

fn cutoffs() -> impl Strategy<Value = Option<TimeOfDay>> {
    prop_oneof![Just(None), Just(CUTOFF_15)]
}

/// Minutes of 2020–2025, so that every term below ends within the calendar.
const MINUTES: i64 = 6 * 365 * 24 * 60;

fn start() -> impl Strategy<Value = DateTime> {
    let first = at("2020-01-01T00:00").unix();
    (0..MINUTES).prop_map(move |minute| DateTime::from_unix(first + minute * 60).unwrap())
}

fn amount(unit: Unit, amount: u32) -> u32 {
    if unit == Month { amount % 12 } else { amount }
}

/// Pauses after a moment, in order and apart: minutes of waiting and of pausing in turn.
fn pauses_from(start: DateTime, spans: &[(i64, i64)]) -> Vec<Pause> {
    let mut at = start.unix();
    let mut next = |minutes: i64| {
        at += minutes * 60;
        DateTime::from_unix(at).unwrap()
    };
    spans.iter().map(|(wait, length)| Pause { from: next(*wait), to: next(*length) }).collect()
}

fn spans() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((1_i64..20_000, 0_i64..9_000), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_pause_is_never_due_earlier_and_never_on_a_closed_day(
        s in start(), n in 0_u32..30, unit in units(), cutoff in cutoffs(), spans in spans(), without in 0_usize..4
    ) {
        let calendar = Calendar::embedded();
        let t = Term { amount: amount(unit, n), unit, cutoff };
        let pauses = pauses_from(s, &spans);
        let paused = due_after(calendar, s, t, &pauses).unwrap();
        prop_assert!(paused.due >= due(calendar, s, t).unwrap().due);
        let (date, second) = paused.due.local();
        prop_assert!(calendar.is_working_day(date).unwrap().working);
        prop_assert!(calendar.hours().sessions().iter().any(|(a, b)| a.seconds() <= second && second <= b.seconds()));
        // Nor does one pause more, whatever the others are; nor one that lasts longer.
        let mut fewer = pauses.clone();
        if without < fewer.len() {
            fewer.remove(without);
            prop_assert!(paused.due >= due_after(calendar, s, t, &fewer).unwrap().due);
        }
        let mut longer = pauses;
        if let Some(last) = longer.last_mut() {
            last.to = DateTime::from_unix(last.to.unix() + 90_000).unwrap();
            prop_assert!(due_after(calendar, s, t, &longer).unwrap().due >= paused.due);
        }
    }

    #[test]
    fn due_within_office_hours_of_an_open_day(s in start(), n in 0_u32..60, unit in units(), cutoff in cutoffs()) {
        let calendar = Calendar::embedded();
        let result = due(calendar, s, Term { amount: amount(unit, n), unit, cutoff }).unwrap();
        let (date, second) = result.due.local();
        prop_assert!(calendar.is_working_day(date).unwrap().working);
        prop_assert!(calendar.hours().sessions().iter().any(|(a, b)| a.seconds() <= second && second <= b.seconds()));
        prop_assert!(result.start >= s);
        prop_assert!(result.due >= result.start || (amount(unit, n) > 0 && result.due > s));
    }

    #[test]
    fn a_later_or_longer_start_is_never_due_earlier(
        s in start(), later in 0_i64..20_000, n in 0_u32..40, more in 0_u32..5, unit in units()
    ) {
        let calendar = Calendar::embedded();
        let t = DateTime::from_unix(s.unix() + later * 60).unwrap();
        let first = due(calendar, s, term(amount(unit, n), unit)).unwrap().due;
        let same_unit = unit != Month || n % 12 + more < 12;
        if amount(unit, n) > 0 || unit == SameDay {
            prop_assert!(due(calendar, t, term(amount(unit, n), unit)).unwrap().due >= first);
        }
        if same_unit && amount(unit, n) > 0 {
            prop_assert!(due(calendar, s, term(amount(unit, n) + more, unit)).unwrap().due >= first);
        }
    }

    #[test]
    fn a_holiday_more_is_never_due_earlier(
        s in start(), n in 0_u32..40, unit in units(), cutoff in cutoffs(), spans in spans(),
        days in prop::collection::vec(0_i64..90, 1..6)
    ) {
        let calendar = Calendar::embedded();
        let mut holidays = calendar.holidays().to_vec();
        for day in days {
            let date: Date = s.date().add_days(day).unwrap();
            holidays.push(Holiday {
                date,
                name_vi: "Ngày nghỉ".to_owned(),
                name_en: "Day off".to_owned(),
                kind: HolidayKind::Statutory,
                legal_basis: "test".to_owned(),
                mark: Mark::Verified,
            });
        }
        let makeup = calendar.makeup_days().to_vec();
        let more = Calendar::from_rows(holidays, makeup, calendar.hours().clone(), calendar.covers());
        let t = Term { amount: amount(unit, n), unit, cutoff };
        let pauses = pauses_from(s, &spans);
        let before = due_after(calendar, s, t, &pauses).unwrap();
        let after = due_after(&more, s, t, &pauses).unwrap();
        prop_assert!(after.due >= before.due);
        prop_assert!(more.is_working_day(after.due.date()).unwrap().working);
        let skipped = after.steps.iter().filter(|step| step.code == "deadline/closedDaySkipped");
        for step in skipped {
            let reason = more.is_working_day(step.date.unwrap()).unwrap().reason;
            prop_assert!(matches!(reason, Some(Reason::Weekend | Reason::Holiday(_))));
        }
    }
}
