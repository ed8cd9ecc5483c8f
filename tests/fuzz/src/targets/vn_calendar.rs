//! The text of a calendar that a pack carries.

use motcua::vn::calendar::Calendar;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "vn-calendar",
    seeds: || {
        super::texts(&[
            "covers;2030;2031\nbasis;b;Basis\nhours;07:30-11:30,13:00-17:00;assumed;b\nname;n;Tên;Name\n\
             off;2030-01-01;n;statutory;b+b;verified\noff;2030-01-04;n;swap;b;uncertain\n\
             work;2030-01-05;2030-01-04;b;uncertain\n",
            "# nothing else\ncovers;2030;2030\nbasis;b;\nhours;00:00-23:59;verified;b\n",
        ])
    },
    words: &[
        ";",
        "\n",
        "covers;",
        "hours;",
        "basis;",
        "name;",
        "off;",
        "work;",
        "b+b",
        "2030-12-31",
        "9999",
        "statutory",
        "leave",
        "compensatory",
        "swap",
        "verified",
        "derived",
        "uncertain",
        "08:00-12:00",
        "#",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(calendar) = Calendar::parse(text) else { return };
    let (first, last) = calendar.covers();
    assert!(first <= last, "years in order");
    assert!(calendar.holidays().windows(2).all(|days| days[0].date < days[1].date), "days in order");
    assert!(calendar.hours().opens() < calendar.hours().closes(), "offices open before they close");
    for uncertain in [false, true] {
        let calendar = calendar.clone().include_uncertain(uncertain);
        for day in
            calendar.holidays().iter().map(|h| h.date).chain(calendar.makeup_days().iter().map(|m| m.date))
        {
            assert!((first..=last).contains(&day.year()), "rows are covered");
            let Ok(kind) = calendar.is_working_day(day) else { panic!("a covered day has an answer") };
            assert!(kind.reason.is_some() || !uncertain || kind.working, "a row counts when asked for");
            if let Ok(next) = calendar.next_working_day(day) {
                assert_eq!(
                    calendar.working_days_between(day, next),
                    Ok(1),
                    "the next working day is one day on"
                );
            }
        }
    }
}
