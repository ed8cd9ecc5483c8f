//! Records read by tables: serde's own reading of the same declarations is the oracle, verdict by verdict and place by
//! place.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use motcua_json::record::{self, Part};
use motcua_json::{Error, Object, Value, canonicalize, parse, to_value};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(rename_all = "camelCase")]
enum Word {
    First,
    SecondOne,
    #[serde(rename = "third/word")]
    Third,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Strict {
    zeta: u8,
    #[serde(rename = "type")]
    kind: Word,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    some_text: Option<String>,
    alpha: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(rename_all = "camelCase")]
struct Lax {
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Strict>,
    inner: Strict,
    #[serde(default)]
    numbers: Vec<u32>,
    far: i64,
    #[serde(default = "second")]
    word: Word,
    any: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maybe: Option<Strict>,
    nothing: Option<i64>,
    #[serde(default)]
    count: u32,
}

const fn second() -> Word {
    Word::SecondOne
}

prop_compose! {
    fn strict()(zeta: u8, at in 0..3_usize, some_text in option::of(".{0,3}"), alpha: bool) -> Strict {
        Strict { zeta, kind: [Word::First, Word::SecondOne, Word::Third][at], some_text, alpha }
    }
}

const SAFE: std::ops::RangeInclusive<i64> = -9_007_199_254_740_991..=9_007_199_254_740_991;

prop_compose! {
    fn lax()(
        name in ".{0,4}", parts in vec(strict(), 0..3), inner in strict(), numbers in vec(any::<u32>(), 0..3),
        far in SAFE, maybe in option::of(strict()), nothing in option::of(SAFE), count: u32, any in odd_value(),
    ) -> Lax {
        Lax { name, parts, inner, numbers, far, word: Word::First, any, maybe, nothing, count }
    }
}

/// What no member of the records wants to see, mostly.
fn odd_value() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        "null",
        "true",
        "-1",
        "300",
        "4294967296",
        "1.5",
        "\"\"",
        "\"first\"",
        "[]",
        "[7]",
        "{}",
        "{\"zeta\":1}",
        "{\"type\":\"first\",\"zeta\":1,\"alpha\":true}",
        "[[],{\"a\":[1]}]",
    ])
    .prop_map(|text| parse(text.as_bytes(), &motcua_json::Policy::PROFILE).unwrap())
}

/// One change somewhere in a document.
#[derive(Clone, Debug)]
struct Change {
    /// Which way down, one choice a level.
    way: Vec<usize>,
    kind: usize,
    name: &'static str,
    value: Value,
}

fn change() -> impl Strategy<Value = Change> {
    let names = proptest::sample::select(vec![
        "a", "alpha", "b~/", "far", "kind", "name", "someText", "type", "zeta", "zz", "€",
    ]);
    (vec(0..12_usize, 0..4), 0..3_usize, names, odd_value()).prop_map(|(way, kind, name, value)| Change {
        way,
        kind,
        name,
        value,
    })
}

impl Change {
    fn apply(&self, root: &mut Value) {
        let mut at = root;
        for step in &self.way {
            let inside = match at {
                Value::Array(items) if !items.is_empty() => *step % items.len(),
                Value::Object(object) if !object.is_empty() => *step % object.len(),
                _ => break,
            };
            at = match at {
                Value::Array(items) => &mut items[inside],
                Value::Object(object) => object.iter_mut().nth(inside).unwrap().1,
                _ => unreachable!(),
            };
        }
        match (self.kind, &mut *at) {
            (0, Value::Object(object)) => drop(object.insert(self.name, self.value.clone())),
            (1, Value::Object(object)) if !object.is_empty() => {
                let name = object.keys().nth(self.way.len() % object.len()).unwrap().to_owned();
                object.remove(&name);
            }
            _ => *at = self.value.clone(),
        }
    }
}

/// An enum of words is read from text alone; serde also takes `{"first": null}`.
fn has_word_as_object(value: &Value) -> bool {
    match value {
        Value::Object(object) if object.len() == 1 => true,
        Value::Object(object) => object.values().any(has_word_as_object),
        Value::Array(items) => items.iter().any(has_word_as_object),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, max_global_rejects: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_what_serde_writes(record in lax()) {
        let written = record::to_value(&record).unwrap();
        prop_assert_eq!(canonicalize(&written), canonicalize(&to_value(&record).unwrap()));
        prop_assert_eq!(record::from_value::<Lax>(&written), Ok(Lax { any: record.any.clone(), ..record }));
    }

    #[test]
    fn what_is_changed_is_judged_as_serde_judges_it(record in lax(), changes in vec(change(), 1..4)) {
        let mut value = record::to_value(&record).unwrap();
        changes.iter().for_each(|change| change.apply(&mut value));
        prop_assume!(!has_word_as_object(&value));
        prop_assert_eq!(record::from_value::<Lax>(&value), motcua_json::from_value::<Lax>(&value));
        prop_assert_eq!(record::from_value::<Vec<Strict>>(&value), motcua_json::from_value::<Vec<Strict>>(&value));
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(tag = "by", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Tagged {
    Plain,
    WithParts {
        the_text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        age: Option<u32>,
        inner: Strict,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(tag = "type", content = "body", rename_all = "camelCase")]
enum Content {
    Strict(Strict),
    Text(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Part)]
#[serde(rename_all = "camelCase")]
enum Open {
    Known,
    #[serde(untagged)]
    Other(String),
}

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &motcua_json::Policy::PROFILE).unwrap()
}

fn same<T: Part + Serialize + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug>(text: &str) {
    let value = value(text);
    let record = record::from_value::<T>(&value).unwrap();
    assert_eq!(Ok(&record), motcua_json::from_value::<T>(&value).as_ref());
    assert_eq!(canonicalize(&record::to_value(&record).unwrap()), text.as_bytes());
    assert_eq!(canonicalize(&to_value(&record).unwrap()), text.as_bytes());
}

fn refused<T: Part + std::fmt::Debug>(text: &str, code: &str, pointer: &str) {
    let error = record::from_value::<T>(&value(text)).unwrap_err();
    assert_eq!((error.code(), error.pointer()), (code, Some(pointer)), "{text}");
}

#[test]
fn enums() {
    const STRICT: &str = r#"{"alpha":true,"type":"third/word","zeta":7}"#;
    same::<Tagged>(r#"{"by":"plain"}"#);
    same::<Tagged>(&format!(r#"{{"age":3,"by":"withParts","inner":{STRICT},"theText":"x"}}"#));
    same::<Tagged>(&format!(r#"{{"by":"withParts","inner":{STRICT},"theText":"x"}}"#));
    same::<Content>(&format!(r#"{{"body":{STRICT},"type":"strict"}}"#));
    same::<Content>(r#"{"body":"x","type":"text"}"#);
    same::<Open>(r#""known""#);
    same::<Open>(r#""something else""#);
    same::<Vec<Word>>(r#"["first","third/word","secondOne"]"#);
}

#[test]
fn errors_in_enums_say_where() {
    refused::<Tagged>("[]", "json/type", "");
    refused::<Tagged>("{}", "json/missingMember", "/by");
    refused::<Tagged>(r#"{"by":1}"#, "json/type", "/by");
    refused::<Tagged>(r#"{"by":"other","theText":1}"#, "json/unknownVariant", "/by");
    refused::<Tagged>(
        r#"{"by":"withParts","inner":{"more":1},"theText":"x"}"#,
        "json/unknownMember",
        "/inner/more",
    );
    refused::<Tagged>(r#"{"by":"withParts"}"#, "json/missingMember", "/theText");
    refused::<Content>(r#"{"type":"text"}"#, "json/missingMember", "/body");
    refused::<Content>(r#"{"body":[],"type":"text"}"#, "json/type", "/body");
    refused::<Vec<Open>>(r#"["known",1]"#, "json/type", "/1");
    refused::<Vec<Word>>(r#"[{"first":null}]"#, "json/type", "/0");
}

/// A text of `levels` arrays around nothing.
fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Array(Vec::new()), |inner, _| Value::Array(vec![inner]))
}

#[test]
fn depth_is_bounded_both_ways() {
    for levels in 120..135 {
        let mut object = Object::new();
        object.insert("at", nested(levels));
        let value = Value::Object(object);

        #[derive(Debug, PartialEq, Serialize, Deserialize, Part)]
        struct Holder {
            at: Value,
        }
        let read = record::from_value::<Holder>(&value);
        assert_eq!(read, motcua_json::from_value::<Holder>(&value), "{levels}");
        let written = |holder: &Holder| -> (Result<Value, Error>, Result<Value, Error>) {
            (record::to_value(holder), to_value(holder))
        };
        let (ours, oracle) = written(&Holder { at: nested(levels) });
        assert_eq!(
            ours.map(|value| canonicalize(&value)),
            oracle.map(|value| canonicalize(&value)),
            "{levels}"
        );
    }
}

#[test]
fn integers_keep_their_range_both_ways() {
    refused::<u8>("256", "json/integerRange", "");
    refused::<u8>("-1", "json/integerRange", "");
    refused::<u32>("4294967296", "json/integerRange", "");
    refused::<i64>("1.5", "json/type", "");
    let error = record::to_value(&vec![1, i64::MAX]).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("json/integerRange", Some("/1")));
    assert_eq!(to_value(&vec![1, i64::MAX]).unwrap_err(), error);
}
