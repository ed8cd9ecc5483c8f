//! Numbers and sums of money in words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_vn::words::{GREATEST, money, number};
use proptest::prelude::*;

#[test]
fn words_as_they_are_spoken() {
    for (n, words) in [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (2_005, "hai nghìn không trăm linh năm"),
        (10_021, "mười nghìn không trăm hai mươi mốt"),
        (1_001_025, "một triệu không trăm linh một nghìn không trăm hai mươi lăm"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (
            12_345_678_901,
            "mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm linh một",
        ),
        (2_000_000_000_000, "hai nghìn tỷ"),
        (1_000_000_000_000_000, "một triệu tỷ"),
    ] {
        assert_eq!(number(n).as_deref(), Some(words), "{n}");
    }
    assert_eq!(number(GREATEST + 1), None);
    assert_eq!(number(u64::MAX), None);
    assert_eq!(money(1_200_000).as_deref(), Some("một triệu hai trăm nghìn đồng"));
    assert_eq!(money(0).as_deref(), Some("không đồng"));
    assert_eq!(money(GREATEST + 1), None);
}

/// Reads the words back: a small grammar of its own, independent of how they were made.
fn read(words: &str) -> u64 {
    let digit = |word: &str| {
        let names = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        match word {
            "mốt" => Some(1),
            "tư" => Some(4),
            "lăm" => Some(5),
            _ => names.iter().position(|name| *name == word).map(|at| at as u64),
        }
    };
    let (mut total, mut below_billion, mut group, mut last) = (0, 0, 0, 0);
    for word in words.split(' ') {
        match word {
            "tỷ" => {
                total = (below_billion + group + last) * 1_000_000_000;
                (below_billion, group, last) = (0, 0, 0);
            }
            "triệu" | "nghìn" => {
                below_billion += (group + last) * if word == "triệu" { 1_000_000 } else { 1_000 };
                (group, last) = (0, 0);
            }
            "trăm" => (group, last) = (last * 100, 0),
            "mươi" => (group, last) = (group + last * 10, 0),
            "mười" => group += 10,
            "linh" => {}
            word => last = digit(word).unwrap_or_else(|| panic!("{word} in {words}")),
        }
    }
    total + below_billion + group + last
}

#[test]
fn every_number_to_ten_thousand_reads_back() {
    for n in 0..=10_000 {
        assert_eq!(read(&number(n).unwrap()), n);
    }
}

proptest! {
    #[test]
    fn numbers_read_back(n in 0..=GREATEST, digits in 1_u32..18) {
        for n in [n, n % 10_u64.pow(digits)] {
            let words = number(n).unwrap();
            prop_assert_eq!(read(&words), n, "{}", words);
            prop_assert!(!words.contains("  ") && words.trim() == words);
        }
    }
}
