//! A calendar that a pack carries takes the place of the embedded one, with no release of any program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::Library;
use motcua_json::{Object, Value};
use motcua_types::pack::{Pack, PackItem};
use motcua_vn::calendar::Calendar;
use motcua_vn::date::Date;

fn pack(rows: &[&str]) -> Pack {
    let rows: Vec<Value> = rows.iter().map(|row| Value::from(*row)).collect();
    let mut body = Object::new();
    body.insert("rows", rows);
    Pack {
        v: 1,
        id: "law".into(),
        seq: 1,
        valid_from: "2028-01-01".into(),
        min_engine: "0.1".into(),
        items: vec![PackItem {
            path: "calendar.json".into(),
            hash: String::new(),
            body: Value::Object(body),
        }],
    }
}

const ROWS: &[&str] = &[
    "covers;2026;2028",
    "basis;n;Thông báo về ngày nghỉ",
    "hours;07:30-11:30,13:30-17:30;verified;n",
    "name;swap;Ngày nghỉ hoán đổi;Day off exchanged for a Saturday",
    "off;2026-11-23;swap;swap;n;verified",
    "work;2026-11-28;2026-11-23;n;verified",
];

#[test]
fn a_pack_brings_its_own_days_and_hours() {
    let library = Library::from_pack(&pack(ROWS)).unwrap();
    let works = |calendar: &Calendar, date| {
        calendar.is_working_day(Date::parse_iso(date).unwrap()).map(|d| d.working)
    };
    // An exchange that the embedded calendar knows as a proposal only, and a year that it does not know.
    for (date, embedded, own) in [
        ("2026-11-23", Some(true), Some(false)),
        ("2026-11-28", Some(false), Some(true)),
        ("2028-01-03", None, Some(true)),
        ("2025-01-02", Some(true), None),
    ] {
        assert_eq!(works(Calendar::embedded(), date).ok(), embedded, "{date}");
        assert_eq!(works(library.calendar(), date).ok(), own, "{date}");
    }
    assert_eq!(library.calendar().hours().closes(), 17 * 3600 + 1800);
    assert_eq!(library.calendar().hours().legal_basis(), "Thông báo về ngày nghỉ");
}

#[test]
fn without_one_the_embedded_calendar_counts() {
    let mut none = pack(ROWS);
    none.items.clear();
    assert_eq!(Library::from_pack(&none).unwrap().calendar(), Calendar::embedded());
}

#[test]
fn a_calendar_that_cannot_be_read_is_refused_whole() {
    for (at, row) in [
        (0, "covers;2028;2026"),
        (4, "off;2026-11-31;swap;swap;n;verified"),
        (5, "work;2026-11-28;2026-11-23;x;verified"),
    ] {
        let mut rows = ROWS.to_vec();
        rows[at] = row;
        let found = Library::from_pack(&pack(&rows)).err().unwrap();
        assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["pack/badItem"], "{row}");
    }
}
