//! Running the real command.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use motcua::json::{Policy, Value, parse, to_canonical_string};

pub const REPO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
pub const MOMENT: &str = "2026-10-05T09:00:00+07:00";

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn run_with(args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(args)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that has its answer before it has read everything closes its input: no fault of either.
    match child.stdin.take().unwrap().write_all(input.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => panic!("{error}"),
        _ => {}
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn run(args: &[&str]) -> Ran {
    run_with(args, "")
}

pub fn json(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

pub fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

pub fn read(path: &str) -> String {
    fs::read_to_string(Path::new(REPO).join(path)).unwrap()
}

/// A filled-in form of the shared cases, with its attachments.
pub fn birth() -> (Value, String) {
    let case = json(&read("tests/cases/forms/birth/01-mother-online.json"));
    let attachments = to_canonical_string(case.get("attachments").unwrap());
    (case.get("data").unwrap().clone(), file("attachments.json", &attachments))
}

/// An empty folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The text of a member of an answer.
pub fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}"))
}

/// Runs a command that must succeed, and gives its answer in JSON.
pub fn good(args: &[&str]) -> Value {
    let ran = run(&[args, &["--json"]].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
    json(&ran.out)
}
