//! Batches: the scanner against the validator of trees, chunks cut anywhere, records of every kind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::batch::{Batch, Checker, MAX_RECORD};
use motcua_forms::schema::{Options, Schema};
use motcua_json::{Policy, parse};
use motcua_types::ErrorCode;

const PERSON: &str = r##"{
    "type": "object", "required": ["name", "kind", "address"], "additionalProperties": false,
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 30, "pattern": "^\\p{L}[\\p{L} ]*$"},
        "kind": {"enum": ["citizen", "foreigner"]},
        "born": {"type": "string", "format": "date"},
        "address": {"$ref": "#/$defs/address"},
        "children": {"type": "array", "maxItems": 3, "minItems": 1, "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "copies": {"type": "integer", "minimum": 1, "exclusiveMaximum": 20},
        "passport": {"type": "string"},
        "tags": {"type": "array", "uniqueItems": true}
    },
    "dependentRequired": {"passport": ["born"]},
    "if": {"properties": {"kind": {"const": "foreigner"}}},
    "then": {"required": ["passport"]},
    "$defs": {"address": {"type": "object", "required": ["ward"], "properties": {"ward": {"type": "string"}, "no": {"type": ["number", "null"]}}}}
}"##;

fn checker(schema: &str) -> Checker {
    let document = parse(schema.as_bytes(), &Policy::RFC8259).unwrap();
    let options = Options { assert_formats: true, ..Options::default() };
    Checker::new(Schema::compile_draft(&document, &options).unwrap(), Policy::PROFILE)
}

/// Issues of a record as `code field`, which both ways must agree on.
fn issues(checker: &Checker, record: &[u8]) -> String {
    let (mut scanned, mut walked) = (Vec::new(), Vec::new());
    checker.check(record, &mut Default::default(), &mut scanned);
    checker.check_tree(record, &mut walked);
    assert_eq!(scanned, walked, "{}", String::from_utf8_lossy(record));
    let fields = checker.fields();
    let shown = scanned.iter().map(|(field, code)| {
        format!("{} {}", ErrorCode::ALL[*code as usize].as_str(), fields[*field as usize])
    });
    shown.collect::<Vec<_>>().join(",")
}

#[test]
fn one_pass_says_what_a_tree_says() {
    let checker = checker(PERSON);
    for (record, expected) in [
        (r#"{"name":"Nguyễn Thị Ánh","kind":"citizen","address":{"ward":"Bến Nghé","no":12.5}}"#, ""),
        (r#" { "kind" : "citizen" , "address":{"ward":"x"}, "name":"An" } "#, ""),
        (r#"{"name":"A\u006e","kind":"citizen","address":{"ward":"\"x\""}}"#, ""),
        (r#"{"na\u006de":"An","kind":"citizen","address":{"ward":"x"}}"#, ""),
        (
            r#"{"zz":1,"kind":"x","copies":20,"name":"A1","address":{}}"#,
            "form/required /address/ward,form/exclusiveMaximum /copies,form/enum /kind,form/pattern /name,form/unknownField ",
        ),
        (r#"{"kind":"foreigner","name":"An","address":{"ward":"x"}}"#, "form/required /passport"),
        (r#"{"kind":"foreigner","name":"An","address":{"ward":"x"},"passport":"C1"}"#, "form/required /born"),
        (
            r#"{"kind":"citizen","name":"An","address":{"ward":"x"},"children":[],"born":"2026-02-30"}"#,
            "date/notReal /born,form/minItems /children",
        ),
        (
            r#"{"kind":"citizen","name":"An","address":{"ward":"x"},"children":[{"name":1},2,{},{}]}"#,
            "form/maxItems /children,form/type /children/*/name,form/type /children/*",
        ),
        (r#"{"kind":"citizen","name":"An","address":{"ward":"x"},"tags":[1,1.0]}"#, "form/uniqueItems /tags"),
        ("[]", "form/type "),
        ("3", "form/type "),
        (r#"{"kind":"citizen","kind":"citizen"}"#, "json/duplicateKey "),
        (r#"{"x":1,"x":1}"#, "json/duplicateKey "),
        (r#"{"copies":01}"#, "json/syntax "),
        (r#"{"copies":9007199254740992}"#, "json/integerRange "),
        (r#"{"copies":1e999}"#, "json/number "),
        (r#"{"name":"e\u0301"}"#, "json/notNfc "),
        ("{\"name\":\"e\u{301}\"}", "json/notNfc "),
        ("{\"name\":\"\u{FFFE}\"}", "json/noncharacter "),
        (r#"{"name":"\ud800"}"#, "json/loneSurrogate "),
        ("{} {}", "json/trailing "),
        ("{\"a\"", "json/syntax "),
        ("{\"a\":1,}", "json/syntax "),
        ("", "json/syntax "),
    ] {
        assert_eq!(issues(&checker, record.as_bytes()), expected, "{record}");
    }
    assert_eq!(issues(&checker, b"{\"name\":\"\xFF\"}"), "json/utf8 ");
    assert_eq!(issues(&checker, &b"[".repeat(65)), "json/depth ");
}

#[test]
fn schemas_that_need_a_tree() {
    let tree = r##"{"$id":"https://a.example/t","$dynamicAnchor":"n","type":"object","required":["v"],"properties":{"k":{"items":{"$dynamicRef":"#n"}}}}"##;
    assert_eq!(issues(&checker(tree), br#"{"v":1,"k":[{"v":2},{"k":[]}]}"#), "form/required /k/*/v");
    let list = r##"{"$ref":"#/$defs/l","$defs":{"l":{"type":"object","properties":{"next":{"$ref":"#/$defs/l"},"n":{"type":"integer"}}}}}"##;
    assert_eq!(issues(&checker(list), br#"{"n":1,"next":{"n":2,"next":{"n":"x"}}}"#), "form/type /next");
    let open = r#"{"patternProperties":{"^x":{"type":"null"}},"propertyNames":{"maxLength":2},"properties":{"a":{"multipleOf":3}}}"#;
    assert_eq!(
        issues(&checker(open), br#"{"x1":1,"abc":1,"a":4}"#),
        "form/multipleOf ,form/propertyName ,form/type "
    );
    let both = r#"{"allOf":[{"properties":{"a":{"type":"string"}}},{"minProperties":2}],"anyOf":[{"required":["b"]},{"required":["c"]}],"type":"object"}"#;
    assert_eq!(issues(&checker(both), br#"{"a":1}"#), "form/type /a,form/minProperties ,form/anyOf ");
    assert_eq!(issues(&checker(both), b"[]"), "form/type ");
}

/// The budget of steps is the record's, not that of each place at which the scanner asks for a tree.
#[test]
fn many_places_that_need_a_tree_have_one_budget() {
    let level = |n: usize| {
        format!(r##""e{n}":{{"anyOf":[{{"$ref":"#/$defs/e{0}"}},{{"$ref":"#/$defs/e{0}"}}]}}"##, n + 1)
    };
    let levels: Vec<String> = (0..20).map(level).collect();
    let schema = format!(
        r##"{{"items":{{"$ref":"#/$defs/e0"}},"$defs":{{{},"e20":{{"type":"string"}}}}}}"##,
        levels.join(",")
    );
    let record = format!("[{}1]", "1,".repeat(200));
    assert!(issues(&checker(&schema), record.as_bytes()).ends_with("form/tooComplex "));
}

fn run(checker: &Checker, chunks: &[&[u8]]) -> (Vec<u32>, u32, u32) {
    let (mut batch, mut packed) = (Batch::default(), Vec::new());
    for chunk in chunks {
        batch.feed(checker, chunk, &mut packed);
    }
    batch.finish(checker, &mut packed);
    (packed, batch.records(), batch.failed())
}

#[test]
fn chunks_may_be_cut_anywhere() {
    let checker = checker(PERSON);
    let text = "{\"name\":\"Nguyễn\",\"kind\":\"citizen\",\"address\":{\"ward\":\"x\"}}\r\n\n  \n{\"name\":1}\n[1,\n\"x\"";
    let bytes = text.as_bytes();
    let whole = run(&checker, &[bytes]);
    assert_eq!((whole.1, whole.2), (4, 3));
    assert_eq!(whole.0.len() % 3, 0);
    for cut in 0..bytes.len() {
        assert_eq!(run(&checker, &[&bytes[..cut], &bytes[cut..]]), whole, "{cut}");
    }
    let singles: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(run(&checker, &singles), whole);
    assert_eq!(run(&checker, &[]), (vec![], 0, 0));
}

#[test]
fn a_record_that_never_ends_takes_no_memory() {
    // 2.5 MiB, and a record may have one.
    let checker = checker("true");
    let (mut batch, mut packed) = (Batch::default(), Vec::new());
    for _ in 0..40 {
        batch.feed(&checker, &[b'1'; 1 << 16], &mut packed);
    }
    batch.feed(&checker, b"\n1\n", &mut packed);
    let code = ErrorCode::ALL.iter().position(|code| code.as_str() == "json/tooLarge").unwrap();
    assert_eq!(packed, [0, 0, code as u32]);
    assert_eq!((batch.records(), batch.failed()), (2, 1));
}

#[cfg(feature = "parallel")]
#[test]
fn all_processors_say_what_one_says() {
    let checker = checker(PERSON);
    let good = r#"{"name":"Nguyễn","kind":"citizen","address":{"ward":"x"}}"#;
    let lines: Vec<&str> = (0..20_000).map(|n| if n % 17 == 3 { "{}" } else { good }).collect();
    for text in [lines.join("\n"), lines.join("\n") + "\n", String::new(), "\n\n".to_owned()] {
        assert!(
            motcua_forms::batch::check_parallel(&checker, text.as_bytes())
                == run(&checker, &[text.as_bytes()])
        );
    }
}

#[test]
fn a_single_record_may_be_longer_than_one_of_a_batch() {
    let checker = checker(r#"{"type": "object", "properties": {"note": {"type": "string"}}}"#);
    let note = "a".repeat(MAX_RECORD);
    let judged = |record: String| checker.validate(record.as_bytes(), &mut Default::default());
    assert!(judged(format!(r#"{{"note":"{note}"}}"#)).unwrap().valid);
    assert_eq!(judged(format!(r#"{{"note":"{note}"}}x"#)).unwrap_err().code(), "json/trailing");
    assert_eq!(issues(&checker, format!(r#"{{"note":"{note}"}}"#).as_bytes()), "json/tooLarge ");
}
