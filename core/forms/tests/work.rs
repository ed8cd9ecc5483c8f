//! Work is counted, not timed: twice the document takes at most twice the steps, whatever the schema does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::schema::{Options, Schema};
use motcua_json::{Policy, parse};

fn steps(schema: &str, data: &str) -> u64 {
    let document = parse(schema.as_bytes(), &Policy::RFC8259).unwrap();
    let schema = Schema::compile_draft(&document, &Options::default()).unwrap();
    schema.check(&parse(data.as_bytes(), &Policy::RFC8259).unwrap()).1
}

/// A schema whose alternatives double `levels` times.
fn doubling(levels: usize) -> String {
    let level = |n: usize| {
        let next = format!(r##"{{"$ref":"#/$defs/e{}"}}"##, n + 1);
        format!(r#""e{n}":{{"anyOf":[{next},{next}]}}"#)
    };
    let all: Vec<String> = (0..levels).map(level).collect();
    format!(
        r##"{{"items":{{"$ref":"#/$defs/e0"}},"$defs":{{{},"e{levels}":{{"type":"string"}}}}}}"##,
        all.join(",")
    )
}

#[test]
fn twice_the_document_takes_at_most_twice_the_steps() {
    let list = |n: usize| format!("[{}1]", "1,".repeat(n));
    let text = |n: usize| format!("\"{}\"", "a".repeat(n));
    let members = |n: usize| {
        let all: Vec<String> = (0..n).map(|n| format!("\"k{n}\":{n}")).collect();
        format!("{{{}}}", all.join(","))
    };
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    type Make<'m> = &'m dyn Fn(usize) -> String;
    let cases: [(String, Make<'_>, usize); 9] = [
        (doubling(6), &list, 2000),
        (doubling(30), &list, 1000),
        (r#"{"uniqueItems":true,"contains":{"const":2},"minContains":0}"#.to_owned(), &list, 5000),
        (r#"{"unevaluatedItems":{"anyOf":[{"type":"string"},{"type":"integer"}]}}"#.to_owned(), &list, 5000),
        (r#"{"pattern":"(a|b)*a(a|b){20}c"}"#.to_owned(), &text, 4000),
        (r#"{"pattern":"^(a?){100}a{100}$"}"#.to_owned(), &text, 4000),
        (
            r#"{"patternProperties":{"^(k|k)*9$":{"type":"integer"}},"propertyNames":{"maxLength":9},"unevaluatedProperties":true}"#.to_owned(),
            &members,
            20_000,
        ),
        (r#"{"allOf":[{"properties":{"k1":true}},{"properties":{"k2":true}}],"unevaluatedProperties":{"type":"integer"}}"#.to_owned(), &members, 5000),
        (r##"{"items":{"$ref":"#"}}"##.to_owned(), &deep, 60),
    ];
    for (schema, make, size) in cases {
        let (one, two) = (steps(&schema, &make(size)), steps(&schema, &make(2 * size)));
        assert!(one > 0 && two <= 2 * one + 100, "{schema}: {one} and {two}");
    }
}

#[test]
fn no_document_takes_more_than_its_budget() {
    let data = format!("[{}1]", "1,".repeat(3000));
    let spent = steps(&doubling(40), &data);
    assert!(spent <= 500_000 + 64 * 3002, "{spent}");
}
