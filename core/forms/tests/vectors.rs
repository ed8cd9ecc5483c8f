//! Published suites of JsonLogic and CertLogic, from the folder that `MOTCUA_VECTORS` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use motcua_forms::logic::{Expr, Scope, evaluate};
use motcua_json::{Policy, Value, parse, to_canonical_string};

fn suite(path: &str) -> Option<Value> {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT RUN: {path} (MOTCUA_VECTORS is unset)");
        return None;
    };
    let file = std::path::Path::new(&root).join(path);
    let text = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Some(parse(&text, &Policy::RFC8259).unwrap())
}

/// The result, or the code of the first diagnostic, or that nobody can know.
fn answer(rule: &Value, data: &Value) -> Result<Value, String> {
    let expr = Expr::compile(rule).map_err(|found| found[0].code.clone())?;
    evaluate(&expr, &Scope::new(data, &[])).map_err(|why| format!("{why:?}"))
}

/// CertLogic cases whose answer differs: suite, data, reason.
const DIFFERENT: &[(&str, &str, &str)] = &[
    (
        "date-times",
        r#"{"d1":"2020-12-25","d2":"2021-06-23T00:00:00Z"}"#,
        "a date is a day in Vietnam, UTC+7, not in UTC",
    ),
    ("if", "{}", "an empty object is true, as in JsonLogic"),
    (
        "recognising-minors-with-plusTime",
        r#"{"external":{"validationClock":"2021-12-31T23:59:59.999Z"},"payload":{"dob":"2004-01-01"}}"#,
        "a date is a day in Vietnam, UTC+7, not in UTC",
    ),
    (
        "recognising-minors-with-plusTime",
        r#"{"external":{"validationClock":"2022-01-30T13:37:00.042Z"},"payload":{"dob":"2004-01"}}"#,
        "a partial date is unknown within its bounds; CertLogic takes its last day",
    ),
    (
        "recognising-minors-with-plusTime",
        r#"{"external":{"validationClock":"2022-01-31T00:00:00.000"},"payload":{"dob":"2004-01"}}"#,
        "a time without an offset is not RFC 3339",
    ),
    (
        "recognising-minors-with-plusTime",
        r#"{"external":{"validationClock":"2022-12-30T13:37:00.042Z"},"payload":{"dob":"2004"}}"#,
        "a partial date is unknown within its bounds; CertLogic takes its last day",
    ),
];

/// JsonLogic rules that are refused at load: a path must be known then, so that the field can be checked.
fn is_dynamic(rule: &str) -> bool {
    rule.contains(r#"{"var":[{"#) || rule.contains(r#"{"var":{"#)
}

#[test]
fn jsonlogic() {
    let Some(cases) = suite("jsonlogic-compat/suites/compatible.json") else { return };
    let (mut wrong, mut passed) = (Vec::new(), 0);
    for case in cases.as_array().unwrap().iter().filter(|case| case.get("rule").is_some()) {
        let rule = case.get("rule").unwrap();
        let text = to_canonical_string(rule);
        let data = case.get("data").cloned().unwrap_or_default();
        let said = answer(rule, &data);
        if is_dynamic(&text) {
            assert!(said.is_err(), "{text}");
        } else if said.as_ref().ok() == case.get("result") {
            passed += 1;
        } else {
            wrong.push(format!(
                "{text} over {} gives {:?}",
                to_canonical_string(&data),
                said.map(|v| to_canonical_string(&v))
            ));
        }
    }
    assert!(wrong.is_empty(), "{passed} passed\n{}", wrong.join("\n"));
    assert!(passed > 250, "{passed}");
}

#[test]
fn certlogic() {
    let files = [
        "JsonLogic-testSuite",
        "and",
        "comparison",
        "date-times",
        "equality",
        "if",
        "in",
        "ins-with-nulls",
        "recognising-minors-with-plusTime",
        "var",
    ];
    let (mut wrong, mut passed, mut different) = (Vec::new(), 0, std::collections::BTreeSet::new());
    for file in files {
        let Some(suite) = suite(&format!("certlogic/testSuite/{file}.json")) else { return };
        for case in suite.get("cases").and_then(Value::as_array).unwrap() {
            for assertion in case.get("assertions").and_then(Value::as_array).unwrap() {
                let rule =
                    assertion.get("certLogicExpression").or_else(|| case.get("certLogicExpression")).unwrap();
                let data = assertion.get("data").cloned().unwrap_or_default();
                let (text, shown) = (to_canonical_string(rule), to_canonical_string(&data));
                let said = answer(rule, &data);
                let known = DIFFERENT.iter().find(|(suite, data, _)| *suite == file && *data == shown);
                match (said.as_ref().ok() == assertion.get("expected"), known) {
                    (true, _) => passed += 1,
                    (false, Some(known)) => drop(different.insert(*known)),
                    (false, None) => wrong.push(format!("{file}: {text} over {shown} gives {said:?}")),
                }
            }
        }
    }
    assert_eq!(different.len(), DIFFERENT.len(), "a listed difference is none");
    assert!(passed > 150, "{passed}");
    assert!(wrong.is_empty(), "{passed} passed\n{}", wrong.join("\n"));
}
