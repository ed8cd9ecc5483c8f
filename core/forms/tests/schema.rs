//! The schema keywords one by one, and expressions over partial dates.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::logic::{Expr, Scope, Truth, Why, truth};
use motcua_forms::schema::{Resolver, Schema};
use motcua_json::{Policy, Value, parse};
use motcua_types::report::Param;

struct Table;

impl Resolver for Table {
    fn catalogue_has(&self, catalogue: &str, code: &str) -> Option<bool> {
        (catalogue == "letters").then_some(matches!(code, "a" | "b"))
    }
}

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

/// Issues as `code pointer`, separated by commas.
fn issues(schema: &str, data: &str) -> String {
    let schema = Schema::compile(&value(schema)).unwrap_or_else(|found| panic!("{found:?}"));
    let data = value(data);
    let (issues, _) = schema.validate(&data, &Scope::new(&data, &[]), &Table);
    issues.into_iter().map(|issue| format!("{} {}", issue.code, issue.pointer)).collect::<Vec<_>>().join(",")
}

#[test]
fn limits_are_written_as_json_writes_numbers() {
    for (keyword, data) in [
        ("minimum", "-1e99"),
        ("maximum", "1e99"),
        ("exclusiveMinimum", "-1e99"),
        ("exclusiveMaximum", "1e99"),
    ] {
        for limit in ["0", "18", "0.1", "-2.5", "1500000", "1e+21", "1e-7"] {
            let schema = Schema::compile(&value(&format!(r#"{{"{keyword}":{limit}}}"#))).unwrap();
            let data = value(data);
            let (issues, _) = schema.validate(&data, &Scope::new(&data, &[]), &Table);
            assert_eq!(issues[0].params, [Param::new("limit", limit)], "{keyword}");
        }
    }
}

#[test]
fn keywords() {
    for (schema, data, expected) in [
        ("true", "1", ""),
        ("false", "1", "form/unknownField "),
        (r#"{"type":"integer"}"#, "1.0", ""),
        (r#"{"type":"integer"}"#, "1.5", "form/type "),
        (r#"{"type":["string","null"]}"#, "null", ""),
        (r#"{"enum":[1,"a"]}"#, "1.0", ""),
        (r#"{"enum":[1,"a"]}"#, "2", "form/enum "),
        (r#"{"const":{"a":[1]}}"#, r#"{"a":[1.0]}"#, ""),
        (r#"{"const":1}"#, "true", "form/const "),
        (r#"{"minLength":2}"#, r#""đ""#, "form/minLength "),
        (r#"{"maxLength":2}"#, r#""đế""#, ""),
        (r#"{"maxLength":1}"#, r#""😀😀""#, "form/maxLength "),
        (r#"{"minimum":1,"maximum":3}"#, "0", "form/minimum "),
        (r#"{"minimum":1,"maximum":3}"#, "3.5", "form/maximum "),
        (r#"{"items":{"type":"string"},"minItems":3}"#, r#"["a",1]"#, "form/minItems ,form/type /1"),
        (r#"{"maxItems":1}"#, "[1,2]", "form/maxItems "),
        (
            r#"{"properties":{"a/b":{"type":"string"}},"required":["c"]}"#,
            r#"{"a/b":1}"#,
            "form/required /c,form/type /a~1b",
        ),
        (
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r#"{"a":1,"b":2}"#,
            "form/unknownField /b",
        ),
        (r#"{"additionalProperties":{"type":"string"}}"#, r#"{"a":1}"#, "form/type /a"),
        (
            r#"{"properties":{"o":{"type":"object","required":["x"]}},"required":["o"]}"#,
            "{}",
            "form/required /o/x",
        ),
        (r##"{"$ref":"#/$defs/s","$defs":{"s":{"type":"string"}}}"##, "1", "form/type "),
        (r#"{"allOf":[{"minimum":5},{"maximum":1}]}"#, "3", "form/minimum ,form/maximum "),
        (r#"{"anyOf":[{"minimum":5},{"maximum":1}]}"#, "3", "form/anyOf "),
        (r#"{"anyOf":[{"minimum":5},{"maximum":1}]}"#, "7", ""),
        (r#"{"oneOf":[{"minimum":5},{"minimum":6}]}"#, "7", "form/oneOf "),
        (r#"{"oneOf":[{"minimum":5},{"minimum":6}]}"#, "5", ""),
        (r#"{"not":{"type":"string"}}"#, r#""x""#, "form/not "),
        (r#"{"if":{"minimum":5},"then":{"maximum":6},"else":{"const":0}}"#, "7", "form/maximum "),
        (r#"{"if":{"minimum":5},"then":{"maximum":6},"else":{"const":0}}"#, "1", "form/const "),
        (r#"{"vnCatalogue":"letters"}"#, r#""c""#, "form/catalogue "),
        (r#"{"vnCatalogue":"other"}"#, r#""c""#, ""),
        (r#"{"format":"date"}"#, r#""2026-02-29""#, "date/notReal "),
        (r#"{"format":"date"}"#, r#""2026""#, "date/form "),
        (r#"{"format":"vn-partial-date"}"#, r#""2026-02""#, ""),
        (r#"{"format":"vn-partial-date"}"#, r#""02/2026""#, "date/form "),
        (r#"{"format":"date-time"}"#, r#""2026-02-01T00:00:00Z""#, ""),
        (r#"{"format":"date-time"}"#, r#""2026-02-01""#, "date/form "),
        (r#"{"format":"vn-citizen-id"}"#, r#""123""#, "citizenId/length "),
        (r#"{"format":"vn-citizen-id"}"#, "123", ""),
    ] {
        assert_eq!(issues(schema, data), expected, "{schema} {data}");
    }
}

#[test]
fn context_reaches_the_formats_below() {
    let schema = r#"{"properties":{"p":{"vnContext":{"birthDate":{"var":"p.born"},"sex":"male"},
        "properties":{"id":{"properties":{"n":{"format":"vn-citizen-id"}}}}}}}"#;
    let data = |number: &str| format!(r#"{{"p":{{"born":"1995","id":{{"n":"{number}"}}}}}}"#);
    assert_eq!(issues(schema, &data("079095001234")), "");
    assert_eq!(issues(schema, &data("079195001234")), "citizenId/sexMismatch /p/id/n");
    assert_eq!(issues(schema, &data("079096001234")), "citizenId/birthYearMismatch /p/id/n");
}

/// Where a birth was registered and whether a paper is to prove something come from the form's own fields.
#[test]
fn context_tells_of_registration_and_of_proof() {
    let schema = r#"{"properties":{"p":{
        "vnContext":{"birthProvince":{"var":"p.registered"},"proof":{"==":[{"var":"p.use"},"proof"]},"on":{"var":"p.day"}},
        "properties":{"n":{"format":"vn-citizen-id"},"old":{"format":"vn-old-id-card"},"place":{"format":"vn-place-code"}}}}}"#;
    let number = |province: &str| {
        issues(schema, &format!(r#"{{"p":{{"registered":{province},"n":"074095001234"}}}}"#))
    };
    // Bình Dương then, Thành phố Hồ Chí Minh today.
    assert_eq!((number(r#""74""#), number(r#""79""#)), (String::new(), String::new()));
    assert_eq!(number(r#""01""#), "citizenId/provinceMismatch /p/n");
    // What is no code of a province says nothing.
    assert_eq!((number("null"), number(r#""x""#), number("74")), Default::default());

    let card = |purpose: &str, day: &str| {
        issues(schema, &format!(r#"{{"p":{{"use":"{purpose}","day":"{day}","old":"023456789"}}}}"#))
    };
    assert_eq!((card("history", "2026-10-01"), card("proof", "2024-12-31")), Default::default());
    assert_eq!(card("proof", "2025-01-01"), "oldIdCard/expired /p/old");
    let place = |day: &str| issues(schema, &format!(r#"{{"p":{{"day":"{day}","place":"77"}}}}"#));
    assert_eq!(place("2025-06-30"), "");
    assert_eq!(place("2025-07-01"), "placeCode/notInForce /p/place");
}

#[test]
fn work_is_bounded() {
    let mut defs = String::from(r#""e18":{"type":"string"}"#);
    for level in 0..14 {
        let next = if level == 13 { 18 } else { level + 1 };
        defs.push_str(&format!(
            r##","e{level}":{{"anyOf":[{{"$ref":"#/$defs/e{next}"}},{{"$ref":"#/$defs/e{next}"}}]}}"##
        ));
    }
    let schema = format!(r##"{{"items":{{"$ref":"#/$defs/e0"}},"$defs":{{{defs}}}}}"##);
    let data = format!("[{}1]", "1,".repeat(5000));
    assert!(issues(&schema, &data).ends_with("form/tooComplex "));
}

#[test]
fn partial_dates_are_three_valued() {
    let ask = |rule: &str, data: &str| {
        let data = value(data);
        let extra = [("today", Value::from("2026-10-05"))];
        truth(&Expr::compile(&value(rule)).unwrap(), &Scope::new(&data, &extra))
    };
    let adult = r#"{">=":[{"ageAt":[{"var":"born"},{"var":"today"}]},18]}"#;
    for (born, expected) in [
        ("2008-10-05", Truth::True),
        ("2008-10-06", Truth::False),
        ("2008-09", Truth::True),
        ("2008-10", Truth::Unknown(Why::Partial)),
        ("2008", Truth::Unknown(Why::Partial)),
        ("2007", Truth::True),
        ("2009", Truth::False),
        ("x", Truth::Unknown(Why::Absent)),
        ("05/10/2008", Truth::Unknown(Why::Absent)),
    ] {
        assert_eq!(ask(adult, &format!(r#"{{"born":"{born}"}}"#)), expected, "{born}");
    }
    assert_eq!(ask(adult, "{}"), Truth::Unknown(Why::Absent));

    let unknown = r#"{"after":[{"var":"born"},"2008-06-15"]}"#;
    let data = r#"{"born":"2008"}"#;
    for (rule, expected) in [
        (format!(r#"{{"or":[{unknown},true]}}"#), Truth::True),
        (format!(r#"{{"and":[{unknown},false]}}"#), Truth::False),
        (format!(r#"{{"or":[{unknown},false]}}"#), Truth::Unknown(Why::Partial)),
        (format!(r#"{{"!":{unknown}}}"#), Truth::Unknown(Why::Partial)),
        (r#"{"before":["2007-12-31",{"var":"born"},"2009-01-01"]}"#.to_owned(), Truth::True),
        (r#"{"not-after":[{"var":"born"},"2008-12-31"]}"#.to_owned(), Truth::True),
        (r#"{"not-before":[{"var":"born"},"2009-01-01"]}"#.to_owned(), Truth::False),
        (r#"{"before":[{"plusTime":[{"var":"born"},1,"year"]},"2009-01-01"]}"#.to_owned(), Truth::False),
    ] {
        assert_eq!(ask(&rule, data), expected, "{rule}");
    }
    let leap = r#"{"not-after":[{"plusTime":["2024-02-29",1,"year"]},"2025-02-28"]}"#;
    assert_eq!(ask(leap, "{}"), Truth::True);
}

#[test]
fn a_rule_ends_within_its_budget() {
    let items: Vec<String> = (0..700).map(|n| n.to_string()).collect();
    let data = value(&format!(r#"{{"a":[{}]}}"#, items.join(",")));
    let rule = r#"{"all":[{"var":"a"},{"all":[[1,2,3],{"<":[{"var":""},0]}]}]}"#;
    let fine = truth(&Expr::compile(&value(rule)).unwrap(), &Scope::new(&data, &[]));
    assert_eq!(fine, Truth::False);
    let grow = r#"{"some":[{"reduce":[{"var":"a"},{"merge":[{"var":"accumulator"},{"var":"accumulator"},[1]]},[]]},{"==":[{"var":""},2]}]}"#;
    let stopped = truth(&Expr::compile(&value(grow)).unwrap(), &Scope::new(&data, &[]));
    assert_eq!(stopped, Truth::Unknown(Why::Budget));
}
