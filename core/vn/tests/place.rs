//! Places: days, codes, free text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_vn::CODES;
use motcua_vn::date::Date;
use motcua_vn::place::{Gazetteer, Level, Mark, Resolution, Unit};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn today() -> Date {
    day("2026-11-20")
}

fn all() -> &'static Gazetteer {
    Gazetteer::builtin()
}

fn resolve(text: &str) -> Resolution<'static> {
    all().resolve(text, today())
}

fn names(units: &[&Unit]) -> Vec<String> {
    units.iter().map(|unit| unit.full_name()).collect()
}

/// The likeliest candidate's code, and what is to be told.
#[track_caller]
fn is(text: &str, code: &str, codes: &[&str]) -> Vec<String> {
    let found = resolve(text);
    let first = found.candidates.first().unwrap_or_else(|| panic!("{text}: nothing"));
    assert_eq!((first.unit.code.as_str(), found.codes.as_slice()), (code, codes), "{text}");
    names(&first.units)
}

#[test]
fn the_tables_are_whole() {
    let on = |day: Date, level| {
        all().units().iter().filter(|unit| unit.exists(day) && unit.level() == level).count()
    };
    let (before, after) = (day("2025-06-30"), day("2025-07-01"));
    assert_eq!((on(before, Level::Province), on(after, Level::Province)), (63, 34));
    assert_eq!((on(before, Level::Commune), on(after, Level::Commune)), (441, 168));
    assert_eq!((on(before, Level::District), on(after, Level::District)), (38, 0));
    for unit in all().units() {
        assert!(
            unit.until.is_none() || !unit.becomes.is_empty() || unit.level() == Level::District,
            "{unit:?}"
        );
        assert!(!all().on_day(unit, today()).is_empty(), "{unit:?} leads nowhere");
        let province = all().province_of(unit).unwrap_or_else(|| panic!("{unit:?} lies nowhere"));
        assert_eq!(province.level(), Level::Province);
        assert!(!unit.basis.is_empty());
    }
    // Cities of 2026; the day of the third was not found in a text.
    let cities =
        all().units().iter().filter(|unit| unit.exists(today()) && unit.full_name().starts_with("Thành phố"));
    assert_eq!(cities.filter(|unit| unit.level() == Level::Province).count(), 9);
    let bac_ninh = all().by_code("24", today()).next().unwrap();
    assert_eq!(bac_ninh.mark, Mark::Uncertain);
    let dong_nai = |on| all().by_code("75", day(on)).map(Unit::full_name).collect::<Vec<_>>();
    assert_eq!(dong_nai("2026-04-29"), ["Tỉnh Đồng Nai"]);
    assert_eq!(dong_nai("2026-04-30"), ["Thành phố Đồng Nai"]);
}

#[test]
fn codes_mean_what_they_meant_on_the_day() {
    let name = |code, on| all().by_code(code, day(on)).map(Unit::full_name).collect::<Vec<_>>();
    assert_eq!(name("25747", "2025-06-30"), ["Phường Phú Cường"]);
    assert_eq!(name("25747", "2025-07-01"), ["Phường Thủ Dầu Một"]);
    assert_eq!(name("26732", "2026-01-01"), ["Đặc khu Côn Đảo"]);
    assert!(name("99999", "2026-01-01").is_empty());

    let found = all().resolve_code("77", today());
    assert_eq!(found.codes, ["place/changed"]);
    assert_eq!(names(&found.candidates[0].units), ["Thành phố Hồ Chí Minh"]);
    let found = all().resolve_code("26740", day("2024-03-01"));
    assert_eq!((found.candidates[0].unit.full_name().as_str(), found.codes.len()), ("Phường Bến Nghé", 0));
    // A new code asked for at an old day: what it was made from.
    let found = all().resolve_code("79", day("2020-01-01"));
    assert_eq!(names(&found.candidates[0].units), ["Thành phố Hồ Chí Minh"]);
}

#[test]
fn addresses_as_people_write_them() {
    let central = ["Phường Tân Định", "Phường Sài Gòn", "Phường Bến Thành", "Phường Cầu Ông Lãnh"];
    for text in
        ["q.1 tphcm", "Quận 1, TP. Hồ Chí Minh", "quan 1 sai gon", "Q1", "District 1, HCMC", "Q.01 TP HCM"]
    {
        assert_eq!(is(text, "760", &["place/divided"]), central, "{text}");
    }
    for text in ["Thủ Đức", "P. Thủ Đức", "thu duc", "PHƯỜNG THỦ ĐỨC, TPHCM"] {
        is(text, "26824", &[]);
    }
    is("TP Thủ Đức", "769", &["place/divided"]);
    is("Quận 9, TP HCM", "763", &["place/divided"]);
    for text in
        ["P. Bến Nghé, Q.1, TP.HCM", "45 Lê Duẩn, phường Bến Nghé, quận 1", "p ben nghe q1", "P.Bến Nghé Q.1"]
    {
        assert_eq!(is(text, "26740", &["place/changed"]), ["Phường Sài Gòn"], "{text}");
    }
    // A street may bear the name of a province.
    assert_eq!(
        is("12 Điện Biên Phủ, P.25, Q. Bình Thạnh, TP HCM", "26920", &["place/changed"]),
        ["Phường Thạnh Mỹ Tây"]
    );
    is("Côn Đảo", "26732", &[]);
    is("xã Hòa Long, TP Bà Rịa", "26572", &["place/changed"]);
    is("Xã Hoà Long, TP Bà Rịa", "26572", &["place/changed"]);
    is("tx phú mỹ, brvt", "754", &["place/divided"]);
    assert_eq!(is("Tỉnh Bà Rịa - Vũng Tàu", "77", &["place/changed"]), ["Thành phố Hồ Chí Minh"]);
    for text in ["Phường Sài Gòn, TP.HCM", "phuong sai gon", "P. Sài Gòn"] {
        is(text, "26740", &[]);
    }
    is("Huế", "46", &[]);
    is("Hà Nội", "01", &[]);
    // Which Phường 1? Every one of them is as likely.
    let found = resolve("Phường 1");
    assert!(found.codes.contains(&"place/several") && found.candidates.len() == 10);
    assert_eq!(resolve("Phường 1, Quận 3").candidates[0].unit.district.as_deref(), Some("770"));
}

#[test]
fn divided_communes_are_asked_about() {
    let divided =
        all().units().iter().filter(|unit| unit.level() == Level::Commune && unit.becomes.len() > 1);
    let mut seen = 0;
    for unit in divided {
        assert_eq!(unit.becomes.iter().filter(|part| part.likely).count(), 1, "{unit:?}");
        let found = all().resolve_code(&unit.code, day("2025-06-30"));
        assert!(found.candidates.iter().any(|candidate| candidate.units.len() == 1), "itself on its own day");
        assert!(all().on_day(unit, today()).len() > 1);
        seen += 1;
    }
    assert_eq!(seen, 47);
}

/// An address stored with a dossier of 2024 resolves at its own date, and at today's.
#[test]
fn a_stored_address_keeps_its_meaning() {
    let text = "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh";
    let then = all().resolve(text, day("2024-03-01"));
    assert_eq!((then.candidates[0].unit.code.as_str(), then.codes.as_slice()), ("26740", &[][..]));
    assert_eq!(all().district_of(then.candidates[0].unit).unwrap().full_name(), "Quận 1");
    assert_eq!(names(&resolve(text).candidates[0].units), ["Phường Sài Gòn"]);
    // A name of today at a day of then: what it was made from.
    let back = all().resolve("Phường Sài Gòn", day("2024-03-01"));
    assert_eq!(back.codes, ["place/divided"]);
    assert!(names(&back.candidates[0].units).contains(&"Phường Bến Nghé".to_owned()));
}

#[test]
fn what_is_no_place() {
    for text in ["", "   ", "12 Nguyễn Huệ", "xyz", "😀", ",;\n"] {
        let found = resolve(text);
        assert!(found.candidates.is_empty(), "{text}");
        assert_eq!(found.codes, ["place/unknown"], "{text}");
    }
    assert_eq!(resolve(&"a".repeat(501)).codes, ["place/tooLong"]);
    assert_eq!(resolve(&"p1 ".repeat(1_000_000)).codes, ["place/tooLong"]);
    assert!(!resolve(&"p1 ".repeat(166)).candidates.is_empty());
}

/// A file of the form that the communes of the whole country have, with places made up for this test.
#[test]
fn a_host_loads_more_communes() {
    let sample = "# made up\nplaces;1\nfrom;2025-07-01;Văn bản mẫu;uncertain\nnow;99001;X;Ví Dụ Một;01\nnow;99002;P;Ví Dụ Hai;01\n\
                  until;2025-06-30;Văn bản mẫu;uncertain\ndistrict;990;01;H;Ví Dụ\nold;99003;T;Ví Dụ Ba;99001,99002*\n\
                  old;26740;P;Bến Nghé;26740\n";
    let more = all().load(sample).unwrap();
    // A unit that is built in already is passed over.
    assert_eq!(more.units().len(), all().units().len() + 4);
    let found = more.resolve("tt. vi du ba, h. vi du, ha noi", today());
    assert_eq!(
        (found.candidates[0].unit.code.as_str(), found.codes.as_slice()),
        ("99003", &["place/divided"][..])
    );
    assert_eq!(names(&found.candidates[0].units), ["Xã Ví Dụ Một", "Phường Ví Dụ Hai"]);
    assert_eq!(more.resolve("q.1 tphcm", today()).candidates[0].unit.code, "760");
    // Loading the same again changes nothing.
    assert_eq!(more.load(sample).unwrap().units().len(), more.units().len());

    for (text, line) in [
        ("", 0),
        ("now;99001;X;Ví Dụ;01", 1),
        ("places;2", 1),
        ("places;1\nnow;99001;X;Ví Dụ;01", 2),
        ("places;1\nfrom;2025-07-01;x;sure", 2),
        ("places;1\nfrom;2025-07-01;x;derived\nnow;9900;X;Ví Dụ;01", 3),
        ("places;1\nfrom;2025-07-01;x;derived\nnow;99001;Q;Ví Dụ;01", 3),
        ("places;1\nfrom;2025-07-01;x;derived\nnow;99001;X;;01", 3),
        ("places;1\nuntil;2025-06-30;x;derived\nold;99001;X;Ví Dụ;99002", 3),
        ("places;1\nsomething", 2),
    ] {
        let error = all().load(text).map(|_| ()).unwrap_err();
        assert_eq!((error.line, error.code()), (line, "place/data"), "{text}");
    }
    assert_eq!(all().load(&" ".repeat((4 << 20) + 1)).map(|_| ()).unwrap_err().line, 0);
}

proptest! {
    #[test]
    fn any_text_is_answered(
        s in any::<String>(),
        likely in "([pqxhPQ]\\.?|tp|quận|phường|xã)? ?([0-9]{1,3}|bến|nghé|tân|phú|bình|dương|,|-| ){0,30}",
        days in 730_000_i64..740_000,
    ) {
        let on = Date::from_days(days - 719_468).unwrap_or_else(today);
        for text in [&s, &likely] {
            let found = all().resolve(text, on);
            prop_assert!(found.codes.iter().all(|code| CODES.contains(code)));
            prop_assert!(found.candidates.len() <= 10);
            prop_assert!(found.candidates.windows(2).all(|pair| pair[0].score >= pair[1].score));
            for candidate in &found.candidates {
                prop_assert!((1..=100).contains(&candidate.score));
                prop_assert!(candidate.units.iter().all(|unit| unit.exists(on)));
            }
        }
    }

    #[test]
    fn any_file_is_read_or_refused(s in any::<String>(), rows in "(places;1\n)?((now|old|from|until|district|alias|basis)(;[0-9XPQ\\-]{0,10}){0,6}\n){0,8}") {
        let _ = all().load(&s);
        let _ = all().load(&rows);
    }
}
