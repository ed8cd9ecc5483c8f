//! Full names by Civil Code 91/2015/QH13, Art. 26: Vietnamese or another ethnic language of Vietnam, no digits, not a
//! single sign that is no letter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_vn::id::{Context, check};
use motcua_vn::{Check, Verdict};

fn name(text: &str, foreign: bool) -> Check {
    check("fullName", text, &Context { foreign, ..Context::default() }).unwrap()
}

#[test]
fn names_of_vietnam_pass_in_both_contexts() {
    for text in [
        "Nguyễn Văn An",
        "NGUYỄN THỊ HOÀ",
        "Lê Hòa",
        "K'Dang Ê Ban",
        "K’Dang",
        "Y-lăng Niê",
        "Giẻ-Triêng",
        "H'Hen Niê",
        "Y Bhĭm Čil",
        "Ksor Ơ̆ Ƀuôn",
        "Giàng A Pháo",
        "Lò Thị Zét",
        "Nguye\u{302}\u{303}n  Va\u{306}n\u{A0}An",
    ] {
        for foreign in [false, true] {
            let found = name(text, foreign);
            assert_ne!(found.verdict, Verdict::Invalid, "{text}: {:?}", found.codes);
        }
    }
    assert_eq!(name("K’Dang  Y", false).normalized.as_deref(), Some("K'Dang Y"));
}

#[test]
fn names_of_foreigners_pass_in_their_context() {
    for text in [
        "Jürgen Müller",
        "José García",
        "Søren Ågren",
        "Martin Luther King Jr.",
        "O’Brien",
        "Иван Петров",
        "สมชาย",
    ] {
        assert_ne!(name(text, true).verdict, Verdict::Invalid, "{text}");
    }
    for text in ["Jürgen Müller", "Søren Ågren", "Иван Петров", "สมชาย"] {
        assert_eq!(name(text, false).codes, ["fullName/letter"], "{text}");
    }
    assert_eq!(name("Иван Петров", true).codes, ["fullName/notLatin"]);
}

#[test]
fn digits_and_signs_pass_in_none() {
    for foreign in [false, true] {
        for text in ["Nguyễn Văn 3", "An2", "Nguyễn ٣", "Lê Ⅳ", "Trần ²", "An ①", "१२३", "Lê ５"]
        {
            assert!(name(text, foreign).codes.contains(&"fullName/digit"), "{text}");
        }
        for text in [
            "Nguyễn 😀",
            "👨\u{200D}👩\u{200D}👧",
            "An ❤\u{FE0F}",
            "@",
            "-",
            "'",
            "An & Bình",
            "An_Bình",
            "\u{301}",
            "Nguyễn, An",
        ] {
            let found = name(text, foreign);
            assert_eq!((found.verdict, found.normalized), (Verdict::Invalid, None), "{text}");
            assert!(found.codes.contains(&"fullName/character"), "{text}: {:?}", found.codes);
        }
        assert_eq!(name("Nguyễn\u{202E}An", foreign).codes, ["fullName/hiddenCharacter"]);
        assert_eq!(name("", foreign).codes, ["fullName/empty"]);
    }
}

/// No law sets a greatest length.
#[test]
fn long_names_pass() {
    let long = format!("Nguyễn {}An", "Thị Hoà ".repeat(50));
    assert_eq!(name(&long, false).verdict, Verdict::Valid);
}

#[test]
fn an_old_encoding_gets_a_suggestion() {
    let found = name("NguyÔn V¨n An", true);
    assert!(found.codes.contains(&"fullName/legacyEncoding"), "{:?}", found.codes);
    assert_eq!(found.part("suggestion"), Some("Nguyễn Văn An"));
    assert_eq!(name("V\u{AD}¬ng ThÞ Hµ", false).part("suggestion"), Some("Vương Thị Hà"));
}
