//! Laws that hold for every value and every text.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use motcua_json::{
    Number, Object, Pointer, Policy, Value, canonicalize, compare_names, from_value, parse, pointer,
    to_canonical_string, to_value,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn any_char() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => any::<char>(),
        4 => proptest::char::range('\0', '\u{2FF}'),
        2 => proptest::char::range('\u{1EA0}', '\u{1EF9}'),
        1 => proptest::char::range('\u{300}', '\u{345}'),
        1 => proptest::char::range('\u{E000}', '\u{10040}'),
        2 => proptest::sample::select(vec!['"', '\\', '/', '~', '\n', '\u{1F}', 'a']),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    vec(any_char(), 0..24).prop_map(String::from_iter)
}

fn any_number() -> impl Strategy<Value = Number> {
    let doubles = any::<u64>().prop_filter_map("finite", |bits| Number::from_f64(f64::from_bits(bits)));
    prop_oneof![doubles, any::<i64>().prop_map(Number::from), any::<i32>().prop_map(Number::from)]
}

fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any_number().prop_map(Value::Number),
        any_text().prop_map(Value::String),
    ];
    scalar.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Value::Array),
            vec((any_text(), inner), 0..8).prop_map(|members| Value::Object(Object::from_iter(members))),
        ]
    })
}

/// The same document written in another way: members backwards, everything escaped, white space everywhere.
fn written_otherwise(value: &Value, out: &mut String) {
    let string = |text: &str, out: &mut String| {
        out.push('"');
        for unit in text.encode_utf16() {
            out.push_str(&format!("\\u{unit:04X}"));
        }
        out.push('"');
    };
    out.push_str(" \r\n\t");
    match value {
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { " ," } else { "" });
                written_otherwise(item, out);
            }
            out.push_str("\n]");
        }
        Value::Object(object) => {
            out.push('{');
            for (i, (name, value)) in object.iter().rev().enumerate() {
                out.push_str(if i > 0 { "\t, " } else { " " });
                string(name, out);
                out.push_str(" :");
                written_otherwise(value, out);
            }
            out.push_str(" }");
        }
        Value::Number(number) if number.as_i64().is_none() => out.push_str(&format!("{:E}", number.as_f64())),
        scalar => out.push_str(&to_canonical_string(scalar)),
    }
    out.push(' ');
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn canonical_text_reads_back(value in any_value()) {
        let text = canonicalize(&value);
        let read = parse(&text, &Policy::RFC8259).unwrap();
        prop_assert!(read == value);
        prop_assert_eq!(canonicalize(&read), text);
    }

    #[test]
    fn one_document_has_one_canonical_text(value in any_value()) {
        let mut text = String::new();
        written_otherwise(&value, &mut text);
        let read = parse(text.as_bytes(), &Policy::RFC8259).unwrap();
        prop_assert_eq!(canonicalize(&read), canonicalize(&value));
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in vec(any::<u8>(), 0..64)) {
        for policy in [Policy::RFC8259, Policy::PROFILE] {
            if let Err(error) = parse(&bytes, &policy) {
                prop_assert!(error.offset().is_some_and(|at| at <= bytes.len()));
                prop_assert!(error.pointer().is_some());
                prop_assert!(error.line_column(&bytes).is_some());
            }
        }
    }

    #[test]
    fn nearly_json_gets_an_answer(tokens in vec(proptest::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"\\ud800\"", "1", "-", "0.5", "1e9", "null", "true", " ",
    ]), 0..24)) {
        let text = tokens.concat();
        match parse(text.as_bytes(), &Policy::PROFILE) {
            Ok(value) => prop_assert!(parse(&canonicalize(&value), &Policy::PROFILE) == Ok(value)),
            Err(error) => prop_assert!(error.offset().is_some_and(|at| at <= text.len())),
        }
    }

    #[test]
    fn the_profile_takes_what_it_promises(text in any_text()) {
        let value = Value::String(text.clone());
        let taken = parse(&canonicalize(&value), &Policy::PROFILE);
        let noncharacter = |c: char| matches!(u32::from(c), 0xFDD0..=0xFDEF) || u32::from(c) & 0xFFFE == 0xFFFE;
        let expected = if text.chars().any(noncharacter) {
            Some("json/noncharacter")
        } else if !motcua_nfc::is_nfc(&text) {
            Some("json/notNfc")
        } else {
            None
        };
        prop_assert_eq!(taken.err().map(|e| e.code()), expected);
    }

    #[test]
    fn names_are_ordered_by_utf16(a in any_text(), b in any_text()) {
        prop_assert_eq!(compare_names(&a, &b), a.encode_utf16().cmp(b.encode_utf16()));
    }

    #[test]
    fn numbers_are_the_shortest_that_read_back(bits in any::<u64>()) {
        let Some(number) = Number::from_f64(f64::from_bits(bits)) else { return Ok(()) };
        let text = number.to_string();
        prop_assert_eq!(text.parse::<f64>(), Ok(number.as_f64()));
        prop_assert!(text.len() <= 25, "{}", text);
        prop_assert!(!text.contains('E') && !text.ends_with(".0") && !text.starts_with('.'));
    }

    #[test]
    fn values_pass_through_serde_unchanged(value in any_value()) {
        prop_assert!(to_value(&value).as_ref() == Ok(&value));
        prop_assert!(from_value::<Value>(&value).as_ref() == Ok(&value));
    }

    #[test]
    fn pointers_survive_their_text(tokens in vec(any_text(), 0..6)) {
        let place: Pointer = tokens.iter().map(String::as_str).collect();
        prop_assert_eq!(Pointer::parse(&place.to_string()), Ok(place));
    }

    #[test]
    fn what_is_set_is_found_and_removed(root in any_value(), tokens in vec(any_text(), 1..4), value in any_value()) {
        let place = tokens.iter().map(String::as_str).collect::<Pointer>().to_string();
        let mut changed = root.clone();
        match pointer::set(&mut changed, &place, value.clone()) {
            // "-" names no item: a value that was appended there has another place.
            Ok(_) if !tokens.iter().any(|token| token == "-") => {
                prop_assert!(pointer::get(&changed, &place) == Some(&value));
                prop_assert!(pointer::remove(&mut changed, &place) == Some(value));
            }
            Ok(_) => {}
            Err(error) => {
                prop_assert_eq!(error.code(), "json/pointer");
                prop_assert!(changed == root);
            }
        }
    }
}
