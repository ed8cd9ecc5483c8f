//! Published suites of JsonLogic and CertLogic, from the folder that `MOTCUA_VECTORS` names.
//!
//! Every case whose answer differs from its suite stands in `logic-differences.json` with our answer and the reason. An
//! answer that differs and is not listed fails, and so does a listed one that differs no more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use motcua_forms::logic::{Expr, Scope, evaluate};
use motcua_json::{Policy, Value, parse, to_canonical_string};

fn root() -> Option<PathBuf> {
    let root = std::env::var_os("MOTCUA_VECTORS");
    if root.is_none() {
        eprintln!("NOT PRESENT: JsonLogic and CertLogic suites (MOTCUA_VECTORS is unset)");
    }
    root.map(PathBuf::from)
}

fn read(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text, &Policy::RFC8259).unwrap()
}

/// All suites below a folder, by their path in it.
fn suites(folder: &Path) -> BTreeMap<String, Value> {
    let (mut found, mut waiting) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                waiting.push(entry);
            } else if entry.extension().is_some_and(|ext| ext == "json") {
                let name = entry.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, read(&entry));
            }
        }
    }
    found
}

/// The result as canonical text, the code of the first diagnostic, or why nobody can know.
fn answer(rule: &Value, data: &Value) -> Result<String, String> {
    let expr = Expr::compile(rule).map_err(|found| found[0].code.clone())?;
    evaluate(&expr, &Scope::new(data, &[]))
        .map(|value| to_canonical_string(&value))
        .map_err(|why| format!("{why:?}"))
}

/// What was said of every case, against the list.
#[derive(Default)]
struct Tally {
    passed: usize,
    different: BTreeMap<String, String>,
}

impl Tally {
    fn take(&mut self, name: String, same: bool, said: Result<String, String>) {
        if same {
            self.passed += 1;
        } else {
            let said = said.unwrap_or_else(|code| code);
            assert!(self.different.insert(name, said).is_none());
        }
    }

    fn settle(self, family: &str, least: usize) {
        let list = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logic-differences.json"));
        let reasons = list.get("reasons").unwrap().as_object().unwrap();
        let mut listed = BTreeMap::new();
        for group in list.get(family).unwrap().as_array().unwrap() {
            let reason = group.get("reason").unwrap().as_str().unwrap();
            assert!(reasons.get(reason).is_some_and(|text| text.as_str().unwrap().len() > 20), "{reason}");
            for (name, said) in group.get("answers").unwrap().as_object().unwrap().iter() {
                assert!(
                    listed.insert(name.to_owned(), said.as_str().unwrap().to_owned()).is_none(),
                    "{name}"
                );
            }
        }
        let lines = |of: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
            let new = of.iter().filter(|(name, said)| other.get(*name) != Some(said));
            new.map(|(name, said)| format!("{name}\t{said}")).collect::<Vec<_>>().join("\n")
        };
        let (new, gone) = (lines(&self.different, &listed), lines(&listed, &self.different));
        assert!(
            new.is_empty() && gone.is_empty(),
            "not listed:\n{new}\nlisted, but differs no more:\n{gone}"
        );
        assert!(self.passed > least, "{}", self.passed);
    }
}

#[test]
fn jsonlogic() {
    let Some(root) = root() else { return };
    let mut tally = Tally::default();
    for (file, suite) in suites(&root.join("jsonlogic-compat/suites")) {
        for (index, case) in suite.as_array().unwrap().iter().enumerate() {
            let Some(rule) = case.get("rule") else { continue };
            let said = answer(rule, &case.get("data").cloned().unwrap_or_default());
            let same = match case.get("result") {
                Some(result) => said.as_ref().ok() == Some(&to_canonical_string(result)),
                // Where an error is due, a rule that is refused at load gives it, though not for a missing operator.
                None => said.as_ref().is_err_and(|code| code != "procedure/unknownOperator"),
            };
            tally.take(format!("{file}#{index}"), same, said);
        }
    }
    tally.settle("jsonlogic", 750);
}

#[test]
fn certlogic() {
    let Some(root) = root() else { return };
    let mut tally = Tally::default();
    for (file, suite) in suites(&root.join("certlogic/testSuite")) {
        for (index, case) in suite.get("cases").and_then(Value::as_array).unwrap().iter().enumerate() {
            for (part, assertion) in
                case.get("assertions").and_then(Value::as_array).unwrap().iter().enumerate()
            {
                let rule =
                    assertion.get("certLogicExpression").or_else(|| case.get("certLogicExpression")).unwrap();
                let said = answer(rule, &assertion.get("data").cloned().unwrap_or_default());
                let same = said.as_ref().ok() == assertion.get("expected").map(to_canonical_string).as_ref();
                tally.take(format!("{file}#{index}.{part}"), same, said);
            }
        }
    }
    for (file, suite) in suites(&root.join("certlogic/validation-testSuite")) {
        for (index, case) in suite.get("cases").and_then(Value::as_array).unwrap().iter().enumerate() {
            let compiled = Expr::compile(case.get("certLogicExpression").unwrap());
            let said = compiled
                .map(|_| "accepted".to_owned())
                .map_err(|found| format!("refused: {}", found[0].code));
            let due = case.get("issues").and_then(Value::as_array).is_some_and(|issues| !issues.is_empty());
            tally.take(format!("validation/{file}#{index}"), said.is_err() == due, said);
        }
    }
    tally.settle("certlogic", 150);
}
