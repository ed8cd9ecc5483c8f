//! The Unicode normal forms beside another implementation of the same version.

use motcua_nfc::{is_nfc, is_plain, nfc, nfd};
use unicode_normalization::UnicodeNormalization as _;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "nfc",
    seeds: || {
        super::texts(&[
            "Nguye\u{302}\u{303}n Thi\u{323} Hòa",
            "a\u{345}\u{301}\u{334}\u{31B}\u{323}\u{302}",
            "\u{1100}\u{1161}\u{11A8}각\u{11A7}",
            "\u{F73}\u{344}\u{1D160}\u{FB2C}\u{2F800}\u{11938}",
            "\u{9C7}\u{9BE}\u{DD9}\u{DCA}\u{DCF}",
        ])
    },
    words: &[
        "\u{300}", "\u{301}", "\u{302}", "\u{303}", "\u{306}", "\u{309}", "\u{31B}", "\u{323}", "\u{328}",
        "\u{334}", "\u{338}", "\u{345}", "\u{F71}", "\u{F72}", "\u{9BE}", "\u{DCA}", "\u{1161}", "\u{11A8}",
        "\u{3099}", "a", "o", "ơ", "ệ", "가", "Ω",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (composed, decomposed) = (nfc(&text), nfd(&text));
    assert!(composed.chars().eq(text.nfc()), "NFC");
    assert!(decomposed.chars().eq(text.nfd()), "NFD");
    assert_eq!(is_nfc(&text), composed == text, "a text in NFC is its own NFC");
    assert!(!is_plain(&text) || is_nfc(&text), "plain text is in NFC");
}
