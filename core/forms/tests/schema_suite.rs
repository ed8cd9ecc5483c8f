//! JSON-Schema-Test-Suite, draft 2020-12, from the folder that `MOTCUA_VECTORS` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};

use motcua_forms::batch::Checker;
use motcua_forms::schema::{Options, Schema};
use motcua_json::{Policy, Value, canonicalize, parse};

fn folder() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT RUN: json-schema-test-suite (MOTCUA_VECTORS is unset)");
        return None;
    };
    Some(PathBuf::from(root).join("json-schema-test-suite"))
}

fn read(path: &Path) -> Value {
    parse(&fs::read(path).unwrap(), &Policy::RFC8259).unwrap()
}

/// Every document below a folder, under the address that the suite gives it.
fn remotes(dir: &Path, address: &str, found: &mut Vec<(String, Value)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let address = format!("{address}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            remotes(&path, &address, found);
        } else {
            found.push((address, read(&path)));
        }
    }
}

fn run(files: &[PathBuf], formats: bool, left_out: &[(&str, &str, &str)]) -> usize {
    let root = folder().unwrap();
    let mut resources = Vec::new();
    remotes(&root.join("remotes/draft2020-12"), "http://localhost:1234/draft2020-12", &mut resources);
    resources
        .push(("http://localhost:1234/integer.json".to_owned(), read(&root.join("remotes/integer.json"))));
    let options = Options { resources, assert_formats: formats };
    let (mut passed, mut wrong, mut used) = (0, Vec::new(), vec![0; left_out.len()]);
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        for group in read(file).as_array().unwrap() {
            let about = group.get("description").and_then(Value::as_str).unwrap();
            let schema = Schema::compile_draft(group.get("schema").unwrap(), &options);
            for test in group.get("tests").and_then(Value::as_array).unwrap() {
                let what = test.get("description").and_then(Value::as_str).unwrap();
                let expected = test.get("valid").and_then(Value::as_bool).unwrap();
                if let Ok(schema) = &schema {
                    both_ways(schema, test.get("data").unwrap(), &format!("{name}: {about}: {what}"));
                }
                let answer = match &schema {
                    Ok(schema) => Ok(schema.check(test.get("data").unwrap()).0.is_empty()),
                    Err(found) => Err(format!("{found:?}")),
                };
                let known = left_out
                    .iter()
                    .position(|(file, group, _)| *file == name && (*group == about || *group == "*"));
                match (answer == Ok(expected), known) {
                    (true, _) => passed += 1,
                    (false, Some(at)) => used[at] += 1,
                    (false, None) => {
                        wrong.push(format!("{name}: {about}: {what}: {answer:?}, not {expected}"))
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{passed} passed, {} wrong\n{}", wrong.len(), wrong.join("\n"));
    for ((file, group, _), used) in left_out.iter().zip(used) {
        assert!(used > 0, "{file}: {group} is listed as left out, and passes");
    }
    passed
}

/// The scanner says what the validator of trees says, in the same order.
fn both_ways(schema: &Schema, data: &Value, what: &str) {
    let checker = Checker::new(schema.clone(), Policy::RFC8259);
    let (mut scanned, mut walked) = (Vec::new(), Vec::new());
    let text = canonicalize(data);
    checker.check(&text, &mut Default::default(), &mut scanned);
    checker.check_tree(&text, &mut walked);
    assert_eq!(scanned, walked, "{what}");
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    found.sort();
    found
}

#[test]
fn required() {
    let Some(root) = folder() else { return };
    let files = files(&root.join("tests/draft2020-12"));
    assert_eq!(files.len(), 46);
    let passed = run(&files, false, &[]);
    assert!(passed >= 1295, "{passed}");
}

/// Optional cases that are not taken: file, group (`*` for all that fail in it), reason.
const OPTIONAL: &[(&str, &str, &str)] = &[
    (
        "cross-draft",
        "refs to historic drafts are processed as historic drafts",
        "older drafts are not read; a reference to one is refused at load",
    ),
    (
        "dependencies-compatibility",
        "*",
        "`dependencies` is no keyword of 2020-12, which has two in its place",
    ),
];

#[test]
fn optional() {
    let Some(root) = folder() else { return };
    let passed = run(&files(&root.join("tests/draft2020-12/optional")), false, OPTIONAL);
    assert!(passed >= 51, "{passed}");
}

/// Cases of formats that are not taken: file, group (`*` for all that fail in it), reason.
const FORMATS: &[(&str, &str, &str)] =
    &[("uri-template", "*", "not a format of forms; an unknown format stays an annotation")];

#[test]
fn formats() {
    let Some(root) = folder() else { return };
    let passed = run(&files(&root.join("tests/draft2020-12/optional/format")), true, FORMATS);
    assert!(passed >= 503, "{passed}");
}
