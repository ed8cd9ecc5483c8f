//! Records through `to_value` and `from_value`, with the serde attributes that records of the SDK use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Debug;

use motcua_json::{Error, Number, Object, Policy, Value, from_value, parse, to_canonical_string, to_value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    from_value(&value(text))
}

/// A record and its canonical text, both ways.
fn same<T: Serialize + DeserializeOwned + PartialEq + Debug>(record: &T, text: &str) {
    assert_eq!(to_canonical_string(&to_value(record).unwrap()), text);
    assert_eq!(&read::<T>(text).unwrap(), record);
}

#[track_caller]
fn refused<T: DeserializeOwned>(text: &str, code: &str, pointer: &str) {
    let error = read::<T>(text).err().expect("must be refused");
    assert_eq!((error.code(), error.pointer()), (code, Some(pointer)));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Person {
    full_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_year: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    children: Vec<Person>,
    address: Option<Address>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    ward_code: Code,
    lines: (String, bool),
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
struct Code(String);

fn person() -> Person {
    Person {
        full_name: "Nguyễn Văn An".into(),
        birth_year: Some(1990),
        children: vec![Person {
            full_name: "Bình".into(),
            birth_year: None,
            children: vec![],
            address: None,
        }],
        address: Some(Address { ward_code: Code("26734".into()), lines: ("12/3".into(), true) }),
    }
}

#[test]
fn structs() {
    same(
        &person(),
        r#"{"address":{"lines":["12/3",true],"wardCode":"26734"},"birthYear":1990,"children":[{"address":null,"fullName":"Bình"}],"fullName":"Nguyễn Văn An"}"#,
    );
}

#[test]
fn errors_in_structs_say_where() {
    refused::<Person>("[]", "json/type", "");
    refused::<Person>("{}", "json/missingMember", "/fullName");
    refused::<Person>(r#"{"fullName":1}"#, "json/type", "/fullName");
    refused::<Person>(r#"{"fullName":"A","birthYear":-1}"#, "json/integerRange", "/birthYear");
    refused::<Person>(r#"{"fullName":"A","birthYear":1.5}"#, "json/type", "/birthYear");
    refused::<Person>(r#"{"fullName":"A","birthYear":4294967296}"#, "json/integerRange", "/birthYear");
    refused::<Person>(r#"{"fullName":"A","a/b":1}"#, "json/unknownMember", "/a~1b");
    let inner = r#"{"fullName":"A","children":[{"fullName":"B"},{"fullName":"C","children":[{}]}]}"#;
    refused::<Person>(inner, "json/missingMember", "/children/1/children/0/fullName");
    let lines = |lines: &str| format!(r#"{{"fullName":"A","address":{{"wardCode":"1","lines":{lines}}}}}"#);
    refused::<Person>(&lines(r#"["x"]"#), "json/type", "/address/lines");
    refused::<Person>(&lines(r#"["x",1]"#), "json/type", "/address/lines/1");
    refused::<Person>(&lines(r#"["x",true,1]"#), "json/type", "/address/lines");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Channel {
    Online,
    Post(String),
    Desk { number: u8, open: bool },
    Both(Box<Channel>, Box<Channel>),
}

#[test]
fn externally_tagged_enums() {
    same(&Channel::Online, r#""online""#);
    same(&Channel::Post("70000".into()), r#"{"post":"70000"}"#);
    same(&Channel::Desk { number: 3, open: true }, r#"{"desk":{"number":3,"open":true}}"#);
    let both = Channel::Both(Box::new(Channel::Online), Box::new(Channel::Post(String::new())));
    same(&both, r#"{"both":["online",{"post":""}]}"#);
    refused::<Channel>(r#""fax""#, "json/unknownVariant", "");
    refused::<Channel>(r#"{"fax":1}"#, "json/unknownVariant", "");
    refused::<Channel>(r#""post""#, "json/type", "");
    refused::<Channel>(r#"{"online":1}"#, "json/type", "/online");
    refused::<Channel>(r#"{"desk":{"number":300,"open":true}}"#, "json/integerRange", "/desk/number");
    refused::<Channel>(r#"{"desk":[]}"#, "json/type", "/desk");
    refused::<Channel>(r#"{"both":["online",{"both":["online",7]}]}"#, "json/type", "/both/1/both/1");
    refused::<Channel>(r#"{"post":"x","desk":1}"#, "json/type", "");
    refused::<Vec<Channel>>(r#"["online","fax"]"#, "json/unknownVariant", "/1");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Event {
    Opened,
    Moved { to_agency: String, at_seconds: i64, weight: Option<f64> },
    Noted(Note),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    text: String,
    extra: Value,
}

#[test]
fn internally_tagged_enums() {
    same(&Event::Opened, r#"{"kind":"opened"}"#);
    let moved = Event::Moved { to_agency: "H29".into(), at_seconds: -5, weight: Some(0.25) };
    same(&moved, r#"{"atSeconds":-5,"kind":"moved","toAgency":"H29","weight":0.25}"#);
    let extra = value(r#"{"a":[1,-2.5,1e300,null,"x",{}],"b":9007199254740991}"#);
    let noted = Event::Noted(Note { text: "x".into(), extra });
    same(
        &noted,
        r#"{"extra":{"a":[1,-2.5,1e+300,null,"x",{}],"b":9007199254740991},"kind":"noted","text":"x"}"#,
    );
    refused::<Vec<Event>>(r#"[{"kind":"lost"}]"#, "json/unknownVariant", "/0/kind");
    refused::<Vec<Event>>(r#"[{"kind":"opened"},{}]"#, "json/missingMember", "/1/kind");
    refused::<Vec<Event>>(r#"[{"kind":"moved","toAgency":"H29"}]"#, "json/missingMember", "/0/atSeconds");
    // Serde reads the rest from a copy, so these are told at the object.
    refused::<Vec<Event>>(r#"[{"kind":"moved","toAgency":1,"atSeconds":1}]"#, "json/type", "/0");
    refused::<Vec<Event>>(r#"[{"kind":"noted","text":"x","extra":1,"more":2}]"#, "json/unknownMember", "/0");
    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    enum Outer {
        #[allow(dead_code)]
        Moved { text: String, note: Note },
    }
    let nested = r#"{"o":{"kind":"Moved","text":"x","note":{"extra":1}}}"#;
    refused::<BTreeMap<String, Outer>>(nested, "json/missingMember", "/o");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    id: u64,
    #[serde(flatten)]
    event: Event,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[test]
fn flattened_parts() {
    let rest = BTreeMap::from([("z".to_owned(), Value::from(vec![1]))]);
    let envelope = Envelope { id: 7, event: Event::Opened, rest };
    assert_eq!(to_canonical_string(&to_value(&envelope).unwrap()), r#"{"id":7,"kind":"opened","z":[1]}"#);
    let read: Envelope = read(r#"{"id":7,"kind":"opened","z":[1]}"#).unwrap();
    assert_eq!((read.id, &read.event, read.rest.get("z")), (7, &Event::Opened, Some(&Value::from(vec![1]))));
    let clash = Envelope { rest: BTreeMap::from([("id".to_owned(), Value::Null)]), ..envelope };
    let error = to_value(&clash).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("json/duplicateKey", Some("/id")));
}

#[test]
fn maps() {
    same(&BTreeMap::from([("b".to_owned(), 1u8), ("a".to_owned(), 2)]), r#"{"a":2,"b":1}"#);
    same(&BTreeMap::from([(Code("x".into()), ())]), r#"{"x":null}"#);
    same(&BTreeMap::from([(2026i32, true), (-1, false)]), r#"{"-1":false,"2026":true}"#);
    refused::<BTreeMap<u8, bool>>(r#"{"01":true}"#, "json/type", "/01");
    refused::<BTreeMap<u8, bool>>(r#"{"256":true}"#, "json/type", "/256");
    refused::<BTreeMap<String, Vec<u8>>>(r#"{"a":[1],"b":[1,""]}"#, "json/type", "/b/1");
    assert_eq!(to_value(&BTreeMap::from([(vec![1], 1)])).unwrap_err().code(), "json/type");
}

#[test]
fn numbers() {
    same(&(i64::from(i32::MIN), u32::MAX, 0.1f64), "[-2147483648,4294967295,0.1]");
    assert_eq!(read::<f64>("3").unwrap(), 3.0);
    assert_eq!(read::<u8>("3.0").unwrap(), 3);
    assert_eq!(to_canonical_string(&to_value(&9007199254740991i64).unwrap()), "9007199254740991");
    #[derive(Serialize)]
    struct Deep {
        list: Vec<u64>,
    }
    let error = to_value(&Deep { list: vec![0, 1 << 53] }).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("json/integerRange", Some("/list/1")));
    assert_eq!(to_value(&i64::MIN).unwrap_err().code(), "json/integerRange");
    assert_eq!(to_value(&u128::MAX).unwrap_err().code(), "json/integerRange");
    assert_eq!(to_value(&Some(f64::NAN)).unwrap_err().code(), "json/number");
    refused::<Number>(r#""1""#, "json/type", "");
    refused::<Object>("[]", "json/type", "");
    refused::<i64>("9007199254740992", "json/type", "");
}

#[test]
fn values_pass_unchanged() {
    let text =
        r#"{"":[null,true,0,-1,0.5,1e+300,9007199254740991,18446744073709552000,"\u0000 😂"],"a":{"b":{}}}"#;
    let original = value(text);
    assert_eq!(to_value(&original).as_ref(), Ok(&original));
    assert_eq!(from_value::<Value>(&original).as_ref(), Ok(&original));
    assert_eq!(from_value::<Option<Value>>(&Value::Null), Ok(None));
    assert_eq!(from_value::<Object>(&original).unwrap().len(), 2);
    same(&Some(Number::from(5)), "5");
}

#[test]
fn depth_is_bounded_both_ways() {
    let nested = |depth: usize| value(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
    assert!(from_value::<Value>(&nested(128)).is_ok() && to_value(&nested(128)).is_ok());
    assert_eq!(from_value::<Value>(&nested(200)).unwrap_err().code(), "json/depth");
    assert_eq!(to_value(&nested(200)).unwrap_err().code(), "json/depth");
    let noted = Value::Object(
        [("kind", "noted".into()), ("text", "x".into()), ("extra", nested(200))].into_iter().collect(),
    );
    assert_eq!(from_value::<Event>(&noted).unwrap_err().code(), "json/depth");
}

#[test]
fn errors_repeat_no_value() {
    for text in [r#"{"fullName":["canary"]}"#, r#"{"fullName":"A","birthYear":"canary"}"#] {
        let error = read::<Person>(text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
    let error = read::<Channel>(r#""canary""#).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"));
}
