//! Published suites of JsonLogic and CertLogic, from the folder that `MOTCUA_VECTORS` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

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

/// Rules whose answer differs, with the reason.
const DIFFERENT: &[(&str, &str)] = &[
    ("{\"var\":[{", "a path must be known at load, so that the field can be checked"),
    ("{\"var\":{", "a path must be known at load, so that the field can be checked"),
    ("\"log\"", "an operator has no side effect"),
];

fn different(rule: &str) -> bool {
    DIFFERENT.iter().any(|(part, _)| rule.contains(part))
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
        if said.as_ref().ok() == case.get("result") {
            passed += 1;
        } else if !different(&text) {
            wrong.push(format!("{text} over {} gives {:?}", to_canonical_string(&data), said.map(|v| to_canonical_string(&v))));
        }
    }
    assert!(wrong.is_empty(), "{passed} passed\n{}", wrong.join("\n"));
    assert!(passed > 250, "{passed}");
}

#[test]
fn certlogic() {
    let files = ["JsonLogic-testSuite", "and", "comparison", "date-times", "equality", "if", "in", "ins-with-nulls", "recognising-minors-with-plusTime", "var"];
    let (mut wrong, mut passed) = (Vec::new(), 0);
    for file in files {
        let Some(suite) = suite(&format!("certlogic/testSuite/{file}.json")) else { return };
        for case in suite.get("cases").and_then(Value::as_array).unwrap() {
            for assertion in case.get("assertions").and_then(Value::as_array).unwrap() {
                let rule = assertion.get("certLogicExpression").or_else(|| case.get("certLogicExpression")).unwrap();
                let data = assertion.get("data").cloned().unwrap_or_default();
                let text = to_canonical_string(rule);
                let said = answer(rule, &data);
                if said.as_ref().ok() == assertion.get("expected") {
                    passed += 1;
                } else if !different(&text) {
                    wrong.push(format!(
                        "{file}: {text} over {} gives {:?}, not {}",
                        to_canonical_string(&data),
                        said.map(|v| to_canonical_string(&v)),
                        to_canonical_string(assertion.get("expected").unwrap())
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{passed} passed\n{}", wrong.join("\n"));
}
