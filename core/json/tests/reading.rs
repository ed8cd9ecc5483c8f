//! The reader from outside: what each policy takes, and where an error is said to be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_json::{Error, Policy, Value, canonicalize, parse, to_canonical_string};

fn refuse(text: impl AsRef<[u8]>, policy: &Policy) -> Error {
    parse(text.as_ref(), policy).expect_err("must be refused")
}

fn code(text: impl AsRef<[u8]>, policy: &Policy) -> Option<&'static str> {
    parse(text.as_ref(), policy).err().map(|error| error.code())
}

#[test]
fn the_two_policies() {
    let rows: &[(&str, Option<&str>, Option<&str>)] = &[
        (r#"{"a":1,"a":2}"#, Some("json/duplicateKey"), Some("json/duplicateKey")),
        (r#"{"a":1,"\u0061":2}"#, Some("json/duplicateKey"), Some("json/duplicateKey")),
        (r#"{"x":{"a":1,"b":2,"a":2}}"#, Some("json/duplicateKey"), Some("json/duplicateKey")),
        (r#""\ud800""#, Some("json/loneSurrogate"), Some("json/loneSurrogate")),
        (r#"{"\udc00":1}"#, Some("json/loneSurrogate"), Some("json/loneSurrogate")),
        ("\"\u{FFFE}\"", None, Some("json/noncharacter")),
        (r#""\ufdd0""#, None, Some("json/noncharacter")),
        (r#""\ud83f\udfff""#, None, Some("json/noncharacter")),
        ("\"Nguye\u{302}\u{303}n\"", None, Some("json/notNfc")),
        (r#"{"Nguye\u0302n":1}"#, None, Some("json/notNfc")),
        (r#""Nguyễn""#, None, None),
        ("9007199254740991", None, None),
        ("-9007199254740991", None, None),
        ("9007199254740992", None, Some("json/integerRange")),
        ("-9007199254740992", None, Some("json/integerRange")),
        ("9007199254740992.0", None, Some("json/integerRange")),
        ("1e400", Some("json/number"), Some("json/number")),
        ("-1e400", Some("json/number"), Some("json/number")),
        ("1e-400", None, None),
        ("0.10000000000000000000000000000000", None, Some("json/number")),
        ("1 2", Some("json/trailing"), Some("json/trailing")),
        ("", Some("json/syntax"), Some("json/syntax")),
        ("\u{FEFF}1", Some("json/syntax"), Some("json/syntax")),
        ("01", Some("json/trailing"), Some("json/trailing")),
        ("-", Some("json/syntax"), Some("json/syntax")),
        ("[1,]", Some("json/syntax"), Some("json/syntax")),
        ("\"\t\"", Some("json/syntax"), Some("json/syntax")),
        (r#"{"__proto__":{"x":1}}"#, None, None),
    ];
    for (text, wide, strict) in rows {
        assert_eq!(code(text, &Policy::RFC8259), *wide, "{text} (RFC 8259)");
        assert_eq!(code(text, &Policy::PROFILE), *strict, "{text} (profile)");
    }
    assert_eq!(code(b"\"\xFF\"", &Policy::PROFILE), Some("json/utf8"));
}

#[test]
fn limits() {
    for (policy, depth) in [(Policy::PROFILE, 64), (Policy::RFC8259, 512)] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = |n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
            assert_eq!(code(nested(depth), &policy), None);
            assert_eq!(code(nested(depth + 1), &policy), Some("json/depth"));
            assert_eq!(code(open.repeat(100_000), &policy), Some("json/depth"));
        }
        assert_eq!(code("9".repeat(100_000), &policy), Some("json/number"));
        assert_eq!(code(format!("1.{}", "0".repeat(100_000)), &policy), Some("json/number"));
    }
    let small = Policy::PROFILE.with_max_bytes(4);
    assert_eq!(code("1234", &small), None);
    assert_eq!(code("12345", &small), Some("json/tooLarge"));
    assert_eq!(code("[[1]]", &Policy::PROFILE.with_max_depth(1)), Some("json/depth"));

    let members = |n: usize| {
        let all: Vec<String> = (0..n).map(|i| format!("\"{}\":{i}", n - i)).collect();
        format!("{{{}}}", all.join(","))
    };
    assert_eq!(code(members(10_000), &Policy::PROFILE), None);
    assert_eq!(code(members(10_001), &Policy::PROFILE), Some("json/tooLarge"));
    assert_eq!(code(members(10_001), &Policy::RFC8259), None);
    let named = |n: usize| format!("{{\"{}\":0}}", "n".repeat(n));
    assert_eq!(code(named(65_536), &Policy::PROFILE), None);
    assert_eq!(code(named(65_537), &Policy::PROFILE), Some("json/tooLarge"));
}

#[test]
fn errors_say_where() {
    let rows = [
        ("{\"a\":[1,{\"b/c\":tru}]}", 15, "/a/1/b~1c"),
        ("[[],[1,2,x]]", 9, "/1/2"),
        ("{\"a\":{\"b\":1},\"c\":{\"d\":2,\"a\":3,\"d\":4}}", 30, "/c/d"),
        ("{\"a\":[{\"x\":1},{\"y\":[0,\"\\ud800\"]}]}", 23, "/a/1/y/1"),
        ("{\"a\" 1}", 5, "/a"),
        ("[1", 2, "/1"),
        ("{}x", 2, ""),
    ];
    for (text, offset, pointer) in rows {
        let error = refuse(text, &Policy::PROFILE);
        assert_eq!((error.offset(), error.pointer()), (Some(offset), Some(pointer)), "{text}");
    }
    let text = "{\n  \"tên\": [1,\n  nul]\n}";
    assert_eq!(refuse(text, &Policy::PROFILE).line_column(text.as_bytes()), Some((3, 3)));
}

#[test]
fn errors_repeat_no_value() {
    for text in ["{\"name\":\"canary\\x\"}", "{\"id\":079095}", "[\"canary\",]", "{\"a\":\"canary\\ud800\"}"]
    {
        let error = refuse(text, &Policy::PROFILE);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary") && !shown.contains("79095"), "{shown}");
    }
}

#[test]
fn members_come_out_in_canonical_order() {
    let value =
        parse("{\"\u{FB33}\":5,\"😂\":4,\"b\":2,\"\":0,\"a\":1,\"ö\":3}".as_bytes(), &Policy::RFC8259)
            .unwrap();
    assert_eq!(to_canonical_string(&value), "{\"\":0,\"a\":1,\"b\":2,\"ö\":3,\"😂\":4,\"\u{FB33}\":5}");
}

#[test]
fn every_cut_and_every_changed_byte_is_answered() {
    let text = r#"{"a":[1,-2.5e-3,"\u00e9\ud83d\ude02 Nguyễn",{"b":null,"":true}],"c":false}"#.as_bytes();
    for end in 0..text.len() {
        assert!(parse(&text[..end], &Policy::PROFILE).is_err(), "{end}");
    }
    let mut accepted = 0;
    for at in 0..text.len() {
        for byte in 0..=255 {
            let mut changed = text.to_vec();
            changed[at] = byte;
            if let Ok(value) = parse(&changed, &Policy::PROFILE) {
                let again = parse(to_canonical_string(&value).as_bytes(), &Policy::PROFILE);
                assert_eq!(again.as_ref(), Ok(&value));
                accepted += 1;
            }
        }
    }
    assert!(accepted > text.len(), "the unchanged text at least is accepted at every place");
}

#[test]
fn a_flood_of_names_costs_no_more_than_sorting() {
    // Names that collide in common hash functions, a long common prefix, and the worst order for insertion.
    let prefix = "x".repeat(200);
    let all: Vec<String> = (0..10_000).rev().map(|i| format!("\"{prefix}{i:05}\":0")).collect();
    let text = format!("{{{}}}", all.join(","));
    let value = parse(text.as_bytes(), &Policy::PROFILE).unwrap();
    assert_eq!(value.as_object().map(motcua_json::Object::len), Some(10_000));
    assert_eq!(value.get(&format!("{prefix}00000")), Some(&Value::from(0)));
}

#[test]
fn the_profile_reads_what_it_would_write() {
    for text in ["1e17", "9007199254740992.0", "-123456789012345678.5e1", "1e20"] {
        let found = parse(text.as_bytes(), &Policy::PROFILE).map_err(|error| error.code());
        assert_eq!(found.err(), Some("json/integerRange"), "{text}");
        assert!(parse(text.as_bytes(), &Policy::RFC8259).is_ok(), "{text}");
    }
    for text in ["1e15", "9007199254740991.0", "1e21", "1.5e300", "0.1"] {
        let value = parse(text.as_bytes(), &Policy::PROFILE).unwrap();
        assert!(parse(&canonicalize(&value), &Policy::PROFILE) == Ok(value), "{text}");
    }
}
