//! Text: normal form, keys, order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::text::{
    LegacyEncoding, compare, compare_people, fold_tones, inspect, is_nfc, legacy, normalize, register_case,
    search_key,
};
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
fn names_in_the_register() {
    for (typed, written) in [
        ("Nguyễn  Thị Hòa", "NGUYỄN THỊ HÒA"),
        ("đặng Nguye\u{302}\u{303}n", "ĐẶNG NGUYỄN"),
        ("H’Hen Niê", "H’HEN NIÊ"),
        ("Groß", "GROSS"),
        ("", ""),
    ] {
        assert_eq!(register_case(typed), written);
        assert_eq!(register_case(written), written);
        assert_eq!(fold_tones(&register_case(typed)), fold_tones(&typed.replace('ß', "ss")), "{typed}");
    }
}

#[test]
fn people_by_given_name() {
    let mut people = ["Trần Văn Bình", "Nguyễn An", "Lê Thị Ánh", "An", "Đặng Văn Bình", "Lê An Bình"];
    people.sort_by(|a, b| compare_people(a, b));
    assert_eq!(people, ["An", "Nguyễn An", "Lê Thị Ánh", "Lê An Bình", "Đặng Văn Bình", "Trần Văn Bình"]);
}

/// However a name was typed, one key: a thousand names, composed and decomposed, with the tone in either place, in
/// capitals, with the spaces of a copied table.
#[test]
fn a_thousand_names_have_one_match_key_each() {
    const FAMILY: &[&str] = &["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Võ", "Niê", "Y-Bhăm", "K'"];
    const MIDDLE: &[&str] = &["Thị", "Văn", "Thuý", "Ngọc", "Hoà", "Quý", "Đức", "Khoẻ", "Như", "Hữu"];
    const GIVEN: &[&str] = &["Hoà", "Thuỷ", "Loan", "Xoè", "Ánh", "Luỹ", "Giang", "Oanh", "Thuý", "Toạ"];
    // The same vowels with the tone on the first letter.
    const OLD: &[(&str, &str)] =
        &[("oà", "òa"), ("oạ", "ọa"), ("oẻ", "ỏe"), ("oè", "òe"), ("uỷ", "ủy"), ("uý", "úy"), ("uỹ", "ũy")];
    let (mut keys, mut names, mut moved) = (std::collections::BTreeSet::new(), 0, 0);
    for family in FAMILY {
        for middle in MIDDLE {
            for given in GIVEN {
                let name = format!("{family} {middle} {given}");
                let old = OLD.iter().fold(name.clone(), |text, (new, old)| text.replace(new, old));
                moved += usize::from(old != name);
                names += 1;
                let key = fold_tones(&name);
                for spelling in [&name, &old] {
                    let decomposed = motcua_nfc::nfd(spelling).into_owned();
                    let copied = format!("\u{A0}{}\t ", spelling.replace(' ', " \u{200B} "));
                    for typed in [spelling.clone(), decomposed, spelling.to_uppercase(), copied] {
                        assert_eq!(fold_tones(&typed), key, "{typed}");
                        assert_eq!(search_key(&typed), search_key(&name), "{typed}");
                        assert_eq!(
                            compare(&typed.to_lowercase(), &name.to_lowercase()),
                            Ordering::Equal,
                            "{typed}"
                        );
                    }
                }
                keys.insert(key);
            }
        }
    }
    assert_eq!((names, keys.len()), (1_000, 1_000), "different names keep different keys");
    assert!(moved > 500, "{moved} names have a tone that moves");
}

#[test]
fn old_encodings_are_noticed() {
    for (typed, encoding, meant) in [
        ("NguyÔn V¨n An", LegacyEncoding::Tcvn3, Some("Nguyễn Văn An")),
        ("TrÇn ThÞ Hoa", LegacyEncoding::Tcvn3, Some("Trần Thị Hoa")),
        ("Hµ Néi", LegacyEncoding::Tcvn3, Some("Hà Nội")),
        ("§Æng Quèc V\u{AD}¬ng, Lª Th¾ng", LegacyEncoding::Tcvn3, Some("Đặng Quốc Vương, Lê Thắng")),
        ("Nguyeãn Vaên An", LegacyEncoding::Vni, Some("Nguyễn Văn An")),
        ("TRAÀN THÒ HÖÔNG", LegacyEncoding::Vni, Some("TRẦN THỊ HƯƠNG")),
        ("Ñaëng Quoác Vöông", LegacyEncoding::Vni, Some("Đặng Quốc Vương")),
        // What cannot be read whole is noticed, and left alone.
        ("NguyÔn V¨n ☺", LegacyEncoding::Tcvn3, None),
    ] {
        let found = legacy(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!((found.encoding, found.suggestion.as_deref()), (encoding, meant), "{typed}");
        assert!(!format!("{found:?}").contains(typed));
    }
    let names = [
        "Nguyễn Văn An",
        "HOÀ",
        "Hoà",
        "Hoã",
        "Đoàn Thị Xoã",
        "K'Dang",
        "Y-lăng",
        "Ngô Ê Ban",
        "José",
        "TRẦN THỊ ÁNH",
        "Saïgon",
        "Noël",
        "Citroën",
        "Müller",
        "Bjørn",
        "Raphaël",
        "5 µm × 3",
        "© ® ½",
        "",
    ];
    for name in names {
        assert_eq!(legacy(name), None, "{name}");
    }
}

#[test]
fn a_text_is_looked_over() {
    for (text, codes, normalized) in [
        ("Nguyễn An", &[] as &[&str], "Nguyễn An"),
        ("Nguye\u{302}\u{303}n", &["text/notNfc"], "Nguyễn"),
        (" a  b ", &["text/extraSpace"], "a b"),
        ("a\u{A0}b\u{200B}", &["text/zeroWidth", "text/space"], "a b"),
        ("a\u{202E}b\u{7}", &["text/bidi", "text/control"], "a\u{202E}b\u{7}"),
        ("V¨n", &["text/tcvn3"], "V¨n"),
        ("", &[], ""),
    ] {
        let found = inspect(text);
        assert_eq!(found.codes, codes, "{text:?}");
        assert_eq!(found.normalized.as_deref(), Some(normalized), "{text:?}");
        assert_ne!(found.verdict, motcua_vn::Verdict::Invalid);
    }
    assert_eq!(inspect("Vaên").part("suggestion"), Some("Văn"));
}

/// Long texts in any script take the time that their length asks for: what is quadratic would not end here.
#[test]
fn long_texts_of_anything() {
    for unit in
        ["\u{301}", "a\u{323}\u{302}", "hòa ", "\u{1100}\u{1161}", "ก", "V¨n", "aâ", " \u{200B}", "ù", "🙂"]
    {
        let text = unit.repeat(200_000 / unit.len());
        let n = normalize(&text);
        assert!(is_nfc(&n));
        assert!(search_key(&text).len() <= text.len() * 3);
        assert!(fold_tones(&text).len() <= text.len() * 3);
        assert_eq!(compare(&text, &n), Ordering::Equal);
        assert_eq!(compare_people(&text, &n), Ordering::Equal);
        inspect(&text);
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
        legacy(&s);
        prop_assert_eq!(inspect(&s).normalized, Some(n));
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
