//! Text: normal form, keys, order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::text::{compare, compare_people, fold_tones, is_nfc, looks_legacy, normalize, search_key};
use proptest::prelude::*;
use std::cmp::Ordering;

#[test]
fn one_normal_form() {
    assert_eq!(normalize("  Nguye\u{302}\u{303}n\u{A0}\u{200B} Va\u{306}n\t\nAn \u{FEFF}"), "Nguyễn Văn An");
    // A zero-width character between a letter and its mark keeps nothing apart.
    assert_eq!(normalize("e\u{200B}\u{301}"), "é");
    assert_eq!(normalize("\u{A0} \u{200B}"), "");
    assert!(is_nfc("Nguyễn") && !is_nfc("Nguye\u{302}\u{303}n"));
    // Dot below and circumflex in the order people's keyboards give.
    assert_eq!(normalize("a\u{302}\u{323}"), "ậ");
}

#[test]
fn keys_for_search_and_match() {
    assert_eq!(search_key("ĐẶNG  Thị Hoà"), "dang thi hoa");
    assert_eq!(search_key("Y’lăng"), "y'lang");
    assert_eq!(search_key("İ"), "i");
    assert_eq!(fold_tones("Nguyễn Thị Hòa"), fold_tones("NGUYỄN THỊ HOÀ"));
    assert_ne!(fold_tones("Hoa"), fold_tones("Hòa"));
    for (old, new) in [
        ("thủy", "thuỷ"),
        ("khỏe", "khoẻ"),
        ("Lũy", "luỹ"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("tòan", "toàn"),
        ("HỌA", "hoạ"),
        ("Hòa Òa", "hoà oà"),
    ] {
        assert_eq!(fold_tones(old), new);
        assert_eq!(fold_tones(new), new);
    }
    for unmoved in ["của", "mùa", "hoa", "núi", "tội", "khuyến", "giúp"] {
        assert_eq!(fold_tones(unmoved), unmoved);
    }
}

#[test]
fn words_in_vietnamese_order() {
    let order = [
        "", "1", "a", "A", "à", "ả", "ã", "á", "ạ", "an", "ă", "ắc", "âm", "b", "ca", "d", "da", "đ", "đa",
        "e", "ê", "f", "o", "oa", "oà", "ô", "ơ", "p", "u", "ư", "v", "y",
    ];
    for pair in order.windows(2) {
        assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        assert_eq!(compare(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
    }
    assert_eq!(compare("hòa", "hoà"), Ordering::Equal);
    assert_eq!(compare("Hòa", "HOÀ"), Ordering::Less);
    // Tones decide only when the letters are equal.
    assert_eq!(compare("má a", "ma b"), Ordering::Less);
    assert_eq!(compare("e\u{302}\u{323}", "ệ"), Ordering::Equal);
}

#[test]
fn people_by_given_name() {
    let mut people = ["Trần Văn Bình", "Nguyễn An", "Lê Thị Ánh", "An", "Đặng Văn Bình", "Lê An Bình"];
    people.sort_by(|a, b| compare_people(a, b));
    assert_eq!(people, ["An", "Nguyễn An", "Lê Thị Ánh", "Lê An Bình", "Đặng Văn Bình", "Trần Văn Bình"]);
}

#[test]
fn old_encodings_are_noticed() {
    for old in ["NguyÔn V¨n An", "Nguyeãn Vaên An", "TrÇn ThÞ Hoa", "Traàn"] {
        assert!(looks_legacy(old), "{old}");
    }
    let names =
        ["Nguyễn Văn An", "HOÀ", "Đoàn Thị Xoã", "K'Dang", "Y-lăng", "Ngô Ê Ban", "José", "TRẦN THỊ ÁNH"];
    for name in names {
        assert!(!looks_legacy(name), "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_has_keys(s in any::<String>()) {
        let n = normalize(&s);
        prop_assert!(is_nfc(&n));
        prop_assert_eq!(normalize(&n), n.clone());
        let k = search_key(&s);
        prop_assert_eq!(search_key(&k), k.clone());
        let f = fold_tones(&s);
        prop_assert_eq!(fold_tones(&f), f.clone());
        prop_assert_eq!(search_key(&n), k);
        looks_legacy(&s);
    }

    #[test]
    fn order_is_total(a in "[a-zA-ZăâđêôơưĂĐ àảãáạễ'.-]{0,8}", b in "[a-zăâđêôơưàảãáạ ]{0,8}", c in any::<String>()) {
        for cmp in [compare, compare_people] {
            prop_assert_eq!(cmp(&a, &a), Ordering::Equal);
            prop_assert_eq!(cmp(&a, &b), cmp(&b, &a).reverse());
            prop_assert_eq!(cmp(&a, &c), cmp(&c, &a).reverse());
            if cmp(&a, &b).is_le() && cmp(&b, &c).is_le() {
                prop_assert!(cmp(&a, &c).is_le());
            }
        }
    }
}
