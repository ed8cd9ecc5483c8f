//! Numbers, due dates and codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use motcua_dossier::{CODES, Error, due, number};
use motcua_types::deadline::{Term, TermUnit};
use motcua_vn::calendar::Calendar;
use motcua_vn::date::DateTime;

fn at(text: &str) -> i64 {
    DateTime::parse(text).unwrap().unix()
}

fn term(amount: u32, unit: TermUnit, cutoff: Option<&str>) -> Term {
    Term {
        amount, unit, cutoff: cutoff.map(str::to_owned), legal_basis: "Luật Hộ tịch, Điều 16".to_owned()
    }
}

#[test]
fn codes_are_bound_to_the_local_day() {
    // Late in the evening in London is the next day here.
    let moment = at("2026-03-09T18:30:00Z");
    assert_eq!(number::official("H29.01.15", moment, 420).unwrap(), "H29.01.15-260310-0420");
    assert_eq!(number::official("000.00.01.H29", moment, 1_234_567).unwrap(), "000.00.01.H29-260310-1234567");
    assert_eq!(number::provisional(moment, 7).unwrap(), "TN-260310-000007");
    for agency in ["", "H2", "h29", "29", "H29.", "H29..1", "H29.G20", "H29.0-1", &"H29.1234567".repeat(4)] {
        assert_eq!(number::official(agency, moment, 1), Err(Error::Number), "{agency}");
    }
    for serial in [0, 10_000_000] {
        assert_eq!(number::official("H29", moment, serial), Err(Error::Number));
    }
    assert_eq!(number::provisional(moment, 1_000_000), Err(Error::Number));
    assert_eq!(number::provisional(i64::MAX, 1), Err(Error::Number));
}

/// Numbers of intakes, of stations and of ids, over many of each: none is ever given twice.
#[test]
fn numbers_that_are_given_offline_never_collide() {
    let moment = at("2026-11-22T08:00:00+07:00");
    let mut dice = common::Dice(5);
    let mut seen = std::collections::BTreeSet::new();
    for serial in 1..=400 {
        assert!(seen.insert(number::provisional(moment, serial).unwrap()));
        for station in ["A7K2", "A7K3", "B000"] {
            assert!(seen.insert(number::offline(moment, station, serial).unwrap()), "{station} {serial}");
        }
        let id = motcua_crypto::packet::new_dossier_id(&mut dice).unwrap();
        let number = number::of_id(moment, &id).unwrap();
        assert_eq!(number, number::of_id(moment, &id).unwrap());
        assert!(number.len() == 39 && seen.insert(number));
    }
    assert_eq!(number::offline(moment, "A7K2", 12).unwrap(), "TN-261122-A7K2-0012");
    // Every random bit of an id counts: each change of one hexadecimal digit makes another number.
    let id = "urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10";
    assert_eq!(number::of_id(moment, id).unwrap(), "TN-261122-0ZJQ2-JMD8F-A6NTQ-0C7GQ-HYYGG");
    let mut changed = 0;
    for (place, old) in id.char_indices().skip(9) {
        for digit in "0123456789abcdef".chars().filter(|digit| old != '-' && *digit != old) {
            let mut other = id.to_owned();
            other.replace_range(place..=place, &digit.to_string());
            if let Ok(number) = number::of_id(moment, &other) {
                assert!(seen.insert(number), "{other}");
                changed += 1;
            }
        }
    }
    assert_eq!(changed, 30 * 15 + 3, "30 digits are random, one more in two bits");
    for bad in [
        "3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10",
        "urn:uuid:3F2B8A54-6A1E-4A35-9D5C-0C3C2F1F7A10",
        "urn:uuid:3f2b8a54-6a1e-1a35-9d5c-0c3c2f1f7a10",
        "urn:uuid:3f2b8a54-6a1e-4a35-0d5c-0c3c2f1f7a10",
        "urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a1",
        "urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a100",
        "urn:uuid:3f2b8a546a1e4a359d5c0c3c2f1f7a100000",
    ] {
        assert_eq!(number::of_id(moment, bad), Err(Error::Number), "{bad}");
    }
    for (station, serial) in
        [("a7k2", 1), ("7AK2", 1), ("A7K", 1), ("A7K22", 1), ("A7Ằ", 1), ("A7K2", 0), ("A7K2", 1_000_000)]
    {
        assert_eq!(number::offline(moment, station, serial), Err(Error::Number), "{station} {serial}");
    }
}

#[test]
fn every_code_reads_back_as_a_dossier_code() {
    for serial in [1, 42, 9_999, 10_000, 9_999_999] {
        let code = number::official("H29.01.15", at("2026-11-22T08:00:00+07:00"), serial).unwrap();
        let check = motcua_vn::id::check("dossierCode", &code, &motcua_vn::id::Context::default()).unwrap();
        assert_eq!(check.verdict, motcua_vn::Verdict::Valid, "{code}");
    }
}

#[test]
fn the_due_date_carries_its_reasons() {
    let calendar = Calendar::embedded();
    let due = due::due_date(calendar, &term(3, TermUnit::WorkingDay, None), at("2026-11-20T09:00:00+07:00"))
        .unwrap();
    assert_eq!(&due.due[..10], "2026-11-26", "a weekend and the Culture Day lie between");
    assert!(due.steps.iter().all(|step| step.code.starts_with("deadline/") && !step.legal_basis.is_empty()));
    let holiday = due.steps.iter().any(|step| step.params.iter().any(|param| param.value == "2026-11-24"));
    assert!(holiday, "the holiday is named");
    let late = term(0, TermUnit::SameDay, Some("15:00"));
    let due = due::due_date(calendar, &late, at("2026-11-19T15:00:00+07:00")).unwrap();
    assert_eq!((&due.start[..10], &due.due[..10]), ("2026-11-20", "2026-11-20"));
}

#[test]
fn nothing_is_guessed_beyond_the_calendar() {
    let calendar = Calendar::embedded();
    let far = due::due_date(calendar, &term(3, TermUnit::WorkingDay, None), at("2031-01-02T09:00:00+07:00"));
    assert_eq!(far, Err(Error::CalendarNotCovered));
    let cutoff =
        due::due_date(calendar, &term(0, TermUnit::SameDay, Some("3pm")), at("2026-11-19T15:00:00+07:00"));
    assert_eq!(cutoff, Err(Error::Term));
    assert_eq!(due::due_date(calendar, &term(1, TermUnit::Month, None), i64::MIN), Err(Error::Term));
}

#[test]
fn codes_are_unique_and_well_formed() {
    let mut seen = std::collections::BTreeSet::new();
    for code in CODES {
        let (area, name) = code.split_once('/').unwrap();
        assert!(area.chars().all(|c| c.is_ascii_lowercase()) && !name.is_empty(), "{code}");
        assert!(seen.insert(code), "{code} twice");
    }
}
