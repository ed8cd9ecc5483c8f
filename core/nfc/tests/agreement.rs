//! The forms beside two other implementations: over every character, every pair that composes, every Hangul syllable
//! and strings of what is difficult.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use motcua_nfc::{UNICODE_VERSION, is_nfc, is_plain, nfc, nfd};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// ICU4X, whose data and code share nothing with ours.
struct Icu {
    nfc: ComposingNormalizerBorrowed<'static>,
    nfd: DecomposingNormalizerBorrowed<'static>,
}

const ICU: Icu =
    Icu { nfc: ComposingNormalizerBorrowed::new_nfc(), nfd: DecomposingNormalizerBorrowed::new_nfd() };

fn agrees_with_source(text: &str) {
    let shown: Vec<String> = text.chars().map(|c| format!("{:04X}", u32::from(c))).collect();
    assert_eq!(nfc(text), text.nfc().collect::<String>(), "NFC of {shown:?}");
    assert_eq!(nfd(text), text.nfd().collect::<String>(), "NFD of {shown:?}");
    assert_eq!(is_nfc(text), unicode_normalization::is_nfc(text), "is {shown:?} in NFC");
}

fn agrees_with_icu(text: &str) -> bool {
    nfc(text) == ICU.nfc.normalize(text)
        && nfd(text) == ICU.nfd.normalize(text)
        && is_nfc(text) == ICU.nfc.is_normalized(text)
}

/// Every character alone, and between a letter and marks of the lowest and of a high class, which shows its class.
fn settings(c: char) -> [String; 3] {
    [c.to_string(), format!("a\u{345}{c}\u{334}"), format!("e\u{301}{c}\u{323}\u{302}")]
}

#[test]
fn every_character_beside_the_source() {
    assert_eq!(UNICODE_VERSION, unicode_normalization::UNICODE_VERSION);
    for c in '\0'..='\u{10FFFF}' {
        settings(c).iter().for_each(|text| agrees_with_source(text));
    }
}

#[test]
fn every_character_beside_icu() {
    let different: Vec<String> = ('\0'..='\u{10FFFF}')
        .filter(|c| !settings(*c).iter().all(|text| agrees_with_icu(text)))
        .map(|c| format!("{:04X}", u32::from(c)))
        .collect();
    assert_eq!(different, Vec::<String>::new());
}

#[test]
fn every_pair_that_composes() {
    let mut pairs = 0;
    for whole in '\0'..='\u{10FFFF}' {
        let parts = nfd(&whole.to_string()).into_owned();
        let mut chars = parts.chars();
        let (Some(second), head) = (chars.next_back(), chars.as_str()) else { continue };
        let mut heads = nfc(head).into_owned();
        if heads.chars().count() == 1 && compose(heads.chars().next().unwrap(), second).is_some() {
            pairs += 1;
            heads.push(second);
            for text in [heads.clone(), format!("{heads}{second}"), format!("{heads}\u{323}x{heads}")] {
                agrees_with_source(&text);
                assert!(agrees_with_icu(&text), "{text:?}");
            }
        }
    }
    // 11,172 Hangul syllables and some 950 others.
    assert!((12_000..12_400).contains(&pairs), "{pairs} pairs");
}

#[test]
fn plain_text_needs_no_table() {
    for text in ["Nguyễn Thị Đặng", "HOÀ, Y-lăng, K'Dang", "\u{2FF}ỹ\u{0}"] {
        assert!(is_plain(text) && is_nfc(text), "{text}");
        assert!(matches!(nfc(text), std::borrow::Cow::Borrowed(_)), "{text}");
    }
    let all: String = ('\0'..='\u{10FFFF}').filter(|c| is_plain(&c.to_string())).collect();
    assert_eq!(all.chars().count(), 0x300 + 90);
    assert!(unicode_normalization::is_nfc(&all));
    // None of them joins what stands before it.
    for c in all.chars() {
        for before in ['a', 'Ê', '\u{301}', '\u{1100}'] {
            assert_eq!(compose(before, c), None);
        }
    }
    assert!(is_nfc("q\u{303}"), "no precomposed letter exists");
}

/// A megabyte of marks is put into order in linear time: a quadratic way would take hours.
#[test]
fn a_megabyte_of_marks() {
    let marks: String = (0..500_000).map(|at| ['\u{301}', '\u{323}', '\u{31B}'][at % 3]).collect();
    let text = format!("o{marks}");
    let ordered = nfd(&text);
    assert!(ordered.starts_with("o\u{31B}\u{31B}") && ordered.ends_with("\u{301}\u{301}"));
    assert_eq!(ordered, ICU.nfd.normalize(&text));
    let composed = nfc(&text);
    assert!(composed.starts_with("ợ\u{31B}"), "the first dot below goes through the horns' class");
    assert_eq!(composed, ICU.nfc.normalize(&text));
    assert!(!is_nfc(&text) && is_nfc(&composed));
}

/// What composes, decomposes, blocks and reorders: more of it than a random string would have.
fn difficult() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        3 => proptest::char::ranges(vec!['\u{300}'..='\u{345}', 'a'..='z', '\u{1EA0}'..='\u{1EF9}'].into()),
        1 => proptest::char::ranges(
            vec![
                '\u{1100}'..='\u{1112}', '\u{1161}'..='\u{1175}', '\u{11A7}'..='\u{11C2}',
                '\u{AC00}'..='\u{D7A3}', '\u{900}'..='\u{DFF}', '\u{F00}'..='\u{FBC}',
                '\u{1D100}'..='\u{1D1FF}', '\u{11000}'..='\u{119FF}', '\u{F900}'..='\u{FB4F}',
            ]
            .into()
        ),
        1 => any::<char>(),
    ];
    proptest::collection::vec(one, 0..24).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn difficult_strings(text in difficult()) {
        agrees_with_source(&text);
        prop_assert!(agrees_with_icu(&text));
        let (composed, decomposed) = (nfc(&text), nfd(&text));
        prop_assert!(is_nfc(&composed));
        prop_assert_eq!(nfc(&decomposed), composed.as_ref());
        prop_assert_eq!(nfd(&composed), decomposed.as_ref());
    }
}
