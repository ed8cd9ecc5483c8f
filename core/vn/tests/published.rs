//! Published numbers, read from the directory named by `MOTCUA_VECTORS`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_vn::Verdict;
use motcua_vn::id::{Context, check};

/// The quoted strings of a JSON text without escapes, enough for lists of numbers.
fn strings(json: &str) -> Vec<&str> {
    assert!(!json.contains('\\'), "escapes are not expected here");
    json.split('"').skip(1).step_by(2).collect()
}

#[test]
fn tax_numbers_of_real_companies() {
    let Ok(root) = std::env::var("MOTCUA_VECTORS") else {
        eprintln!("skipped: set MOTCUA_VECTORS to the directory of published vectors");
        return;
    };
    let path = std::path::Path::new(&root).join("vn-mst-stdnum/mst.json");
    let json = std::fs::read_to_string(&path).expect("the tax numbers are there");
    let (good, bad) = json.split_once("\"invalid\"").expect("two lists");
    let (_, good) = good.split_once("\"valid\"").expect("a list of valid numbers");
    let good = strings(good);
    assert!(good.len() >= 80, "{} numbers", good.len());
    for number in good {
        let c = check("taxCode", number, &Context::default()).unwrap();
        assert_eq!(c.verdict, Verdict::Valid, "{number} {:?}", c.codes);
    }
    let bad = strings(bad);
    let mut seen = 0;
    for entry in bad.windows(4) {
        let ["input", number, "why", why] = entry else { continue };
        let c = check("taxCode", number, &Context::default()).unwrap();
        // No law publishes the check digit: a wrong one warns, a wrong form is refused.
        let expected = if *why == "checksum" { Verdict::Warning } else { Verdict::Invalid };
        assert_eq!(c.verdict, expected, "{number} ({why})");
        seen += 1;
    }
    assert!(seen >= 5, "{seen} refused numbers");
}
