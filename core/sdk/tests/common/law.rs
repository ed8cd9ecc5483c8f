//! An invented change of law: a new version of birth registration, made from the shipped document by a JSON Patch.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};

use motcua::json::{Policy, Value, parse, pointer};

/// The procedure that changes.
pub const BIRTH: &str = "1.001193";

fn root() -> PathBuf {
    // The crates that use this lie two folders below the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn read(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text, &Policy::PROFILE).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The shipped documents with their paths in a pack.
pub fn shipped() -> Vec<(String, Value)> {
    let folder = root().join("core/forms/procedures");
    let mut items = Vec::new();
    for (kind, folder) in [
        ("procedures", folder.clone()),
        ("catalogues", folder.join("catalogues")),
        ("workflows", folder.join("workflows")),
    ] {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|ext| ext == "json") {
                let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
                items.push((format!("{kind}/{name}"), read(&entry)));
            }
        }
    }
    items.sort_by(|a, b| a.0.cmp(&b.0));
    items
}

/// Birth registration as the law of 2027-03-01 would have it.
pub fn birth_of_2027() -> Value {
    let mut document = read(&root().join(format!("core/forms/procedures/{BIRTH}.json")));
    let patch = read(&root().join("tests/cases/law/birth-2027.json"));
    for change in patch.as_array().unwrap() {
        let text = |name: &str| change.get(name).and_then(Value::as_str).unwrap();
        let path = text("path");
        match text("op") {
            "remove" => drop(pointer::remove(&mut document, path).expect(path)),
            "replace" => *document.pointer_mut(path).expect(path) = change.get("value").unwrap().clone(),
            "add" => {
                let before = pointer::set(&mut document, path, change.get("value").unwrap().clone());
                assert!(before.unwrap().is_none(), "{path} is there already");
            }
            other => panic!("{other}"),
        }
    }
    document
}
