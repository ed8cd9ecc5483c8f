//! Normal forms, keys and the order of names, and a day of the calendar.

use std::hint::black_box;

use motcua::vn::calendar::Calendar;
use motcua::vn::date::Date;
use motcua::vn::text::{compare_people, fold_tones, normalize, search_key};
use unicode_normalization::UnicodeNormalization as _;

use crate::measure::Group;

const NAME: &str = "Nguyễn Thị Hòa";

/// Text as the macOS file system and some keyboards write it.
fn decomposed() -> String {
    NAME.nfd().collect()
}

pub(super) fn groups() -> Result<Vec<Group>, String> {
    let day = Date::new(2026, 4, 27).ok_or("a day")?;
    let (one, long) = (decomposed(), decomposed().repeat(40_000));
    let (peer_one, peer_long) = (one.clone(), long.clone());
    let marks = format!("a{}", "\u{301}\u{323}\u{31B}".repeat(170_000));
    let (peer_marks, length, heavy) = (marks.clone(), long.len(), marks.len());
    Ok(vec![
        Group::new("NFC of a name that is in NFC")
            .case("motcua", || motcua_nfc::nfc(black_box(NAME)).len())
            .peer("unicode-normalization", || black_box(NAME).nfc().collect::<String>().len()),
        Group::new("NFC of a decomposed name")
            .case("motcua", move || motcua_nfc::nfc(black_box(&one)).len())
            .peer("unicode-normalization", move || black_box(&peer_one).nfc().collect::<String>().len()),
        Group::new("NFC of a megabyte of decomposed names")
            .case("motcua", move || motcua_nfc::nfc(black_box(&long)).len())
            .bytes(length)
            .peer("unicode-normalization", move || black_box(&peer_long).nfc().collect::<String>().len())
            .bytes(length),
        Group::new("NFD of a letter with a megabyte of marks out of order")
            .case("motcua", move || motcua_nfc::nfd(black_box(&marks)).len())
            .bytes(heavy)
            .peer("unicode-normalization", move || black_box(&peer_marks).nfd().collect::<String>().len())
            .bytes(heavy),
        Group::new("one name")
            .case("normalize", || normalize(black_box(NAME)))
            .case("match key", || fold_tones(black_box(NAME)))
            .case("search key", || search_key(black_box(NAME)))
            .case("people's order", || compare_people(black_box(NAME), black_box("Trần Văn Bình")))
            .case("working day", move || Calendar::embedded().is_working_day(black_box(day)).is_ok()),
    ])
}
