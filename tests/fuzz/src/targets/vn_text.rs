//! Vietnamese text: normal form, keys, order, old encodings, and names. Two lines are compared.

use motcua::vn::Verdict;
use motcua::vn::id::{Context, check};
use motcua::vn::text::{compare, compare_people, fold_tones, inspect, is_nfc, normalize, search_key};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "vn-text",
    seeds: || {
        super::texts(&[
            "Nguyễn Thị Hòa\nNGUYE\u{302}\u{303}N THI\u{323} HOÀ",
            " K’Dang\u{A0}Ê  Ban \nY-lăng Niê",
            "NguyÔn V¨n An\nNguyeãn Vaên An",
            "thủy qúy khỏe\nthuỷ quý khoẻ",
            "Jürgen Müller\n\u{1100}\u{1161}\u{11A8}각",
            "a\u{31B}\u{323}\u{302}\u{301}\u{345}\n\u{F73}\u{344}\u{1D160}",
        ])
    },
    words: &[
        "\u{300}", "\u{301}", "\u{302}", "\u{306}", "\u{31B}", "\u{323}", "\u{A0}", "\u{200B}", "\u{AD}",
        "\u{202E}", "ò", "ỏa", "uý", "qu", "đ", "Đ", "'", "’", "-", ".", " ", "¨", "Ô", "eã", "ñ", "ß", "İ",
        "ก", "🙂", "3", "\n",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (a, b) = text.split_once('\n').unwrap_or((text, ""));
    let normal = normalize(a);
    assert!(is_nfc(&normal) && normalize(&normal) == normal, "one normal form");
    for key in [search_key, fold_tones] {
        let found = key(a);
        assert!(key(&found) == found && key(&normal) == found, "a key is its own key");
    }
    for order in [compare, compare_people] {
        assert!(order(a, b) == order(b, a).reverse() && order(a, &normal).is_eq(), "an order");
    }
    assert_ne!(inspect(a).verdict, Verdict::Invalid, "no law judges a text as such");
    for foreign in [false, true] {
        let context = Context { foreign, ..Context::default() };
        let Some(found) = check("fullName", a, &context) else { unreachable!("the kind exists") };
        assert_eq!(found.normalized.is_none(), found.verdict == Verdict::Invalid);
        if let Some(name) = &found.normalized {
            assert!(!name.is_empty() && name.chars().all(|c| !c.is_control() && !c.is_numeric()), "a name");
            let again = check("fullName", name, &context).and_then(|check| check.normalized);
            assert_eq!(again.as_ref(), Some(name), "the normal form of a name is a name");
        }
    }
}
