//! The scanner says what the validator of trees says, of any schema whose parts stand beside one another, whatever the
//! order of the members.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::batch::{Checker, Memory};
use motcua_forms::schema::{Options, Schema};
use motcua_json::{Policy, parse};
use motcua_types::ErrorCode;
use motcua_types::report::Report;
use proptest::prelude::*;
use proptest::sample::select;

const NAMES: [&str; 5] = ["a", "b", "c", "họ", "0"];

fn values() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "null",
        "true",
        "1",
        "2.5",
        "-3",
        "1e2",
        "\"\"",
        "\"a\"",
        "\"ệ\"",
        "\"2026-01-31\"",
        "\"e\u{301}\"",
        "\"\\u00e9\"",
        "12345678901234567890",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(" , "))),
            // Names repeat now and then, and come in any order.
            prop::collection::vec((select(&NAMES[..]), inner), 0..5).prop_map(|members| {
                let all: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", all.join(","))
            }),
        ]
    })
}

/// Values, and now and then one that ends early or has a sign too many, too few or another.
fn documents() -> impl Strategy<Value = String> {
    let signs = select(vec!["", ",", ":", "{", "}", "[", "]", "\"", "\\", "0", "x", " ", "\u{1}"]);
    let damaged =
        (values(), any::<prop::sample::Index>(), signs, 0..3_usize).prop_map(|(value, at, sign, over)| {
            let at = at.index(value.chars().count() + 1);
            let (head, rest): (String, String) =
                (value.chars().take(at).collect(), value.chars().skip(at + over).collect());
            if sign.is_empty() && over == 0 { head } else { format!("{head}{sign}{rest}") }
        });
    prop_oneof![3 => values(), 1 => damaged]
}

fn schemas() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        r#"{}"#,
        "true",
        "false",
        r#"{"type":"object"}"#,
        r#"{"type":["string","null"]}"#,
        r#"{"type":"integer","minimum":1}"#,
        r#"{"const":"a"}"#,
        r#"{"const":1}"#,
        r#"{"enum":["a","ệ",null,1]}"#,
        r#"{"maxLength":0}"#,
        r#"{"pattern":"^[a-c]$"}"#,
        r#"{"format":"date"}"#,
        // Its findings can be warnings.
        r#"{"format":"vn-full-name"}"#,
        r#"{"required":["a","b"]}"#,
        r#"{"required":["họ"]}"#,
        r#"{"minProperties":2}"#,
        r#"{"maxItems":1}"#,
        r#"{"uniqueItems":true}"#,
        r#"{"dependentRequired":{"a":["b","0"]}}"#,
        r##"{"$ref":"#/$defs/one"}"##,
        r##"{"$dynamicRef":"#/$defs/two"}"##,
        r##"{"$ref":"#"}"##,
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(4, 40, 4, |inner| {
        let one = inner.clone();
        let part = prop_oneof![
            prop::collection::vec((select(&NAMES[..]), one.clone()), 1..4).prop_map(|members| {
                let all: Vec<_> =
                    members.iter().map(|(name, schema)| format!("\"{name}\":{schema}")).collect();
                format!("\"properties\":{{{}}}", all.join(","))
            }),
            one.clone().prop_map(|schema| format!("\"additionalProperties\":{schema}")),
            one.clone().prop_map(|schema| format!("\"items\":{schema}")),
            one.clone().prop_map(|schema| format!("\"not\":{schema}")),
            (select(vec!["allOf", "anyOf", "oneOf"]), prop::collection::vec(one.clone(), 1..4))
                .prop_map(|(word, schemas)| format!("\"{word}\":[{}]", schemas.join(","))),
            (one.clone(), one.clone(), one.clone())
                .prop_map(|(a, b, c)| format!("\"if\":{a},\"then\":{b},\"else\":{c}")),
            (one.clone(), one.clone()).prop_map(|(a, b)| format!("\"if\":{a},\"then\":{b}")),
            (select(&NAMES[..]), one.clone())
                .prop_map(|(name, schema)| format!("\"dependentSchemas\":{{\"{name}\":{schema}}}")),
            select(vec![
                "\"required\":[\"c\"]",
                "\"type\":[\"object\",\"array\",\"string\"]",
                "\"minItems\":2",
                "\"unevaluatedProperties\":false",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(part, 1..4).prop_map(|parts| format!("{{{}}}", parts.join(",")))
    })
}

fn compile(schema: &str) -> Option<Schema> {
    let defs = r#""$defs":{"one":{"properties":{"b":{"type":"string"}},"anyOf":[{"required":["c"]},{"type":"string"}]},"two":{"items":{"type":"integer"},"required":["a"]}}"#;
    let text = match schema {
        "true" | "false" => schema.to_owned(),
        "{}" => format!("{{{defs}}}"),
        _ => format!("{},{defs}}}", schema.strip_suffix('}')?),
    };
    // A word may stand twice, and such a text is refused.
    let document = parse(text.as_bytes(), &Policy::RFC8259).ok()?;
    Schema::compile_draft(&document, &Options { assert_formats: true, ..Options::default() }).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_say_the_same(schema in schemas(), records in prop::collection::vec(documents(), 1..4)) {
        let Some(compiled) = compile(&schema) else { return Ok(()) };
        for policy in [Policy::PROFILE, Policy::RFC8259] {
            let checker = Checker::new(compiled.clone(), policy);
            let fields = checker.fields();
            let mut memory = Memory::default();
            // Twice, the second time with what the first has learned.
            for record in records.iter().chain(&records) {
                let (mut scanned, mut walked) = (Vec::new(), Vec::new());
                checker.check(record.as_bytes(), &mut memory, &mut scanned);
                checker.check_tree(record.as_bytes(), &mut walked);
                let shown = |issues: &[(u32, u32)]| -> Vec<String> {
                    let one = |&(field, code): &(u32, u32)| {
                        format!("{} {}", ErrorCode::ALL[code as usize].as_str(), fields[field as usize])
                    };
                    issues.iter().map(one).collect()
                };
                prop_assert_eq!(shown(&scanned), shown(&walked), "{} of {}", record, schema);

                let report = checker.validate(record.as_bytes(), &mut memory);
                let whole = parse(record.as_bytes(), &policy);
                let whole = whole.map(|value| Report::new(compiled.check(&value).0));
                prop_assert_eq!(report, whole, "{} of {}", record, schema);
            }
        }
    }
}
