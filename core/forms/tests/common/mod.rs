//! The library of the procedures that ship, made from their files as a pack is.

use std::path::{Path, PathBuf};

use motcua_crypto::hash::sha256_text;
use motcua_forms::Library;
use motcua_json::{Policy, Value, canonicalize, parse};
use motcua_types::pack::{Pack, PackItem};

pub(crate) fn procedures_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures")
}

pub(crate) fn read(path: &Path) -> Value {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text, &Policy::PROFILE).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    files
}

pub(crate) fn pack() -> Pack {
    let root = procedures_folder();
    let mut items = Vec::new();
    for (kind, folder) in [
        ("procedures", root.clone()),
        ("catalogues", root.join("catalogues")),
        ("workflows", root.join("workflows")),
    ] {
        for file in json_files(&folder) {
            let body = read(&file);
            let path = format!("{kind}/{}", file.file_name().unwrap().to_str().unwrap());
            items.push(PackItem { path, hash: sha256_text(&canonicalize(&body)), body });
        }
    }
    Pack { v: 1, id: "test".into(), seq: 1, valid_from: "2025-07-01".into(), min_engine: "0.1".into(), items }
}

pub(crate) fn library() -> Library {
    Library::from_pack(&pack()).unwrap_or_else(|found| panic!("{found:#?}"))
}

pub(crate) fn cases_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/forms")
}

pub(crate) fn cases(folder: &str) -> Vec<PathBuf> {
    json_files(&cases_folder().join(folder))
}

/// Names of the folders with cases.
#[allow(dead_code)]
pub(crate) fn case_folders() -> Vec<String> {
    let entries = std::fs::read_dir(cases_folder()).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_str().unwrap().to_owned())
        .collect()
}

/// The text of a value for people to review: indented, short lists and objects on one line.
#[allow(dead_code)]
pub(crate) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let short = motcua_json::to_canonical_string(value);
    let (open, close, items) = match value {
        Value::Array(items) if short.len() + indent > 100 => {
            ('[', ']', items.iter().map(|item| (String::new(), item)).collect::<Vec<_>>())
        }
        Value::Object(object) if short.len() + indent > 100 => {
            let name = |name: &str| format!("{}: ", motcua_json::to_canonical_string(&name.into()));
            ('{', '}', object.iter().map(|(member, item)| (name(member), item)).collect())
        }
        _ => return out.push_str(&short),
    };
    out.push(open);
    for (index, (name, item)) in items.into_iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + 2));
        out.push_str(&name);
        write(item, indent + 2, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}
