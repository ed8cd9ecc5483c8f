//! Deadlines worked out by hand, from a printed calendar and the article that each names: `hand` in the request holds
//! what a person found, and the answer must say the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::Path;

use motcua::json::{Policy, Value, parse};
use motcua_conform::conform;

fn read(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).and_then(Value::as_str)
}

#[test]
fn deadlines_are_the_ones_worked_by_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases/golden.jsonl");
    let mut faults = Vec::new();
    let mut cases = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let request = read(line);
        let answer = read(&conform(line));
        let hand = |name: &str| text(&request, &format!("/hand/{name}"));
        assert!(hand("article").is_some_and(|article| article.len() > 10), "{line}");
        assert!(hand("why").is_some_and(|why| !why.is_empty()), "{line}");
        let found = match hand("code") {
            Some(_) => text(&answer, "/code"),
            None if request.pointer("/args/events").is_some() => text(&answer, "/value/due/due"),
            None => text(&answer, "/value/due"),
        };
        let clock = hand("clock").is_none_or(|clock| text(&answer, "/value/clock") == Some(clock));
        if found != hand("code").or(hand("due")) || !clock {
            faults.push(format!("{}: by hand {:?}, found {found:?}", hand("why").unwrap(), hand("due")));
        }
        cases += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(cases >= 60, "{cases} cases");
}
