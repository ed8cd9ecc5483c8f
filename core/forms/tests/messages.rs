//! Sentences: plurals, parameters, and a long form that is heard as well as it is read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::messages::{Length, codes, render};
use motcua_types::report::Param;

fn said(code: &str, params: &[(&str, &str)], lang: &str, form: Length) -> String {
    let params: Vec<Param> = params.iter().map(|(name, value)| Param::new(*name, *value)).collect();
    render(code, &params, lang, form).unwrap_or_else(|| panic!("no sentence for {code}"))
}

#[test]
fn english_knows_one_and_many() {
    let short = |code, limit| said(code, &[("limit", limit)], "en", Length::Short);
    assert_eq!(short("attachment/count", "1"), "At most 1 file here. Please remove some.");
    assert_eq!(short("attachment/count", "2"), "At most 2 files here. Please remove some.");
    assert_eq!(short("form/minItems", "1"), "At least 1 entry is needed.");
    assert_eq!(short("form/minItems", "0"), "At least 0 entries are needed.");
    assert_eq!(short("form/contains", "1"), "At least 1 entry of the wanted kind is needed.");
    let counted = |amount, unit, lang| {
        let params =
            [("amount", amount), ("unitEn", unit), ("unitVi", "ngày làm việc"), ("date", "2026-10-05")];
        said("deadline/counted", &params, lang, Length::Short)
    };
    assert_eq!(counted("1", "working days", "en"), "The term (1 working day) ends on 05/10/2026.");
    assert_eq!(counted("3", "working days", "en-GB"), "The term (3 working days) ends on 05/10/2026.");
    assert!(counted("1", "working days", "vi").contains("1 ngày làm việc"));
    // Without its number a sentence stays one.
    assert_eq!(said("form/maxItems", &[], "en", Length::Short), "At most  entries. Please remove some.");
}

#[test]
fn dates_are_said_in_words() {
    let date = [("date", "2026-10-05")];
    let at = [("at", "2026-10-05T17:00:00+07:00")];
    for (code, params, lang, short, long) in [
        ("deadline/reappointed", date, "vi", "05/10/2026", "ngày 5 tháng 10 năm 2026"),
        ("deadline/reappointed", date, "en", "05/10/2026", "5 October 2026"),
        ("deadline/startsAt", at, "vi", "17:00 05/10/2026", "17 giờ ngày 5 tháng 10 năm 2026"),
        ("deadline/startsAt", at, "en", "17:00 05/10/2026", "17:00 on 5 October 2026"),
    ] {
        for (form, wanted) in [(Length::Short, short), (Length::Long, long)] {
            let sentence = said(code, &params, lang, form);
            assert!(sentence.contains(wanted), "{sentence}");
            assert!(!sentence.to_lowercase().contains("ngày ngày"), "{sentence}");
        }
    }
    let size = said("attachment/size", &[("bytes", "5767168")], "vi", Length::Long);
    assert!(size.contains("5,5 MB"), "{size}");
}

/// Codes that only people who write procedures or programs see; they name members and operators.
fn is_technical(code: &str) -> bool {
    let area = code.split('/').next().unwrap();
    ["boundary", "conformance", "json", "pack", "procedure", "runtime"].contains(&area)
}

#[test]
fn what_is_spoken_is_whole_sentences() {
    for lang in ["vi", "en"] {
        for code in codes(lang).filter(|code| !is_technical(code)) {
            let sentence = said(code, &[], lang, Length::Long);
            let trimmed = sentence.trim();
            assert!(trimmed.split_whitespace().count() >= 3, "{lang} {code}: {trimmed}");
            assert!(trimmed.ends_with(['.', '!', '?', ':']), "{lang} {code}: {trimmed}");
            // Signs that screen readers skip, or name.
            let sign = ['/', '<', '>', '|', '&', '=', '≤', '≥', '×', '→', '…', '*', '#'];
            assert!(!trimmed.contains(sign), "{lang} {code}: {trimmed}");
        }
    }
}

#[test]
fn both_languages_use_the_same_parameters() {
    let read = |lang: &str| {
        let path = format!("{}/messages/{lang}.json", env!("CARGO_MANIFEST_DIR"));
        motcua_json::parse(&std::fs::read(path).unwrap(), &motcua_json::Policy::PROFILE).unwrap()
    };
    let names = |text: &str| {
        let inside = text.split('{').skip(1).filter_map(|part| part.split('}').next());
        let mut names: Vec<String> = inside
            .map(|inside| inside.split('|').next().unwrap())
            .map(|name| name.trim_end_matches("Vi").trim_end_matches("En").to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    };
    let (vi, en) = (read("vi"), read("en"));
    for (code, message) in vi.as_object().unwrap().iter() {
        let of = |message: &motcua_json::Value, form: &str| {
            let text = message.get(form).or(message.get("short")).unwrap();
            names(text.as_str().unwrap())
        };
        let short = of(message, "short");
        for (lang, form) in [("vi", "long"), ("en", "short"), ("en", "long")] {
            let other = if lang == "vi" { message } else { en.get(code).unwrap() };
            assert_eq!(of(other, form), short, "{code} {lang} {form}");
        }
    }
}
