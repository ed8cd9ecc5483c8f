//! Batches of records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::{MOMENT, birth, file, folder, json, run, run_with, text};
use motcua::json::{Value, to_canonical_string};

#[test]
fn each_record_is_judged_as_if_it_were_alone() {
    let (data, attachments) = birth();
    let good = to_canonical_string(&data);
    let bad = r#"{"child":{"fullName":"An 7"}}"#;
    let lines = [good.as_str(), bad, "", "{\"a\":1,\"a\":2}", &good, "[", bad];
    let common = ["--procedure", "1.001193", "--attachments", &attachments, "--now", MOMENT];
    let args = [&["validate", "--batch", "-"][..], &common].concat();
    let ran = run_with(&args, &lines.join("\n"));
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let answers: Vec<Value> = ran.out.lines().map(json).collect();
    let record = |at: usize| answers[at].get("record").and_then(Value::as_i64);
    assert_eq!((record(0), record(1), record(2), record(3)), (Some(1), Some(2), Some(4), Some(5)));
    assert_eq!(text(&answers[1], "/issues/0/code"), "json/duplicateKey");
    assert_eq!(text(&answers[2], "/issues/0/code"), "json/syntax");
    assert_eq!(ran.out.lines().last(), Some(r#"{"done":true,"failed":4,"records":6}"#));

    let alone = run_with(&[&["validate", "--json", "-"][..], &common].concat(), bad);
    let codes = |value: &Value, list: &str| {
        let list = value.get(list).and_then(Value::as_array).unwrap();
        list.iter().map(|one| text(one, "/code").to_owned() + text(one, "/pointer")).collect::<Vec<_>>()
    };
    assert_eq!(codes(&answers[0], "issues"), codes(&json(&alone.out), "findings"));

    let packed = run_with(&[&args[..], &["--packed"]].concat(), &lines.join("\n"));
    let first = json(packed.out.lines().next().unwrap());
    assert_eq!(first.at(0).and_then(Value::as_i64), Some(1));
    assert_eq!(text(&first, "/1").to_owned(), text(&answers[0], "/issues/0/pointer"));
    assert_eq!(text(&first, "/2").to_owned(), text(&answers[0], "/issues/0/code"));
}

#[test]
fn a_schema_takes_the_place_of_a_procedure() {
    let schema = file("batch-schema.json", r#"{"required":["a"],"properties":{"a":{"type":"integer"}}}"#);
    let args = ["validate", "--batch", "--schema", &schema, "-"];
    let ran = run_with(&args, "{\"a\":1}\n{\"a\":\"x\"}\n{}\n");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[0].contains("form/type") && lines[0].contains("\"/a\"") && lines[0].contains("\"record\":1")
    );
    assert_eq!(lines[2], r#"{"done":true,"failed":2,"records":3}"#);
    let ran = run_with(&[&args[..], &["--progress", "always", "--lang", "vi"]].concat(), "{\"a\":1}\n");
    assert_eq!((ran.code, ran.out.as_str()), (0, "{\"done\":true,\"failed\":0,\"records\":1}\n"));
    assert!(ran.err.contains("1 bản ghi, 0 có lỗi"), "{}", ran.err);
    assert_eq!(run(&["validate", "--schema", &schema, &schema]).code, 2);
    let bad = file("bad-schema.json", r#"{"type":7}"#);
    assert_eq!(run(&["validate", "--batch", "--schema", &bad, "-"]).code, 3);
}

/// The most memory that a process ever had, in KiB.
#[cfg(target_os = "linux")]
fn peak(child: &std::process::Child) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_records() {
    let schema = file("memory-schema.json", r#"{"properties":{"a":{"type":"string"}}}"#);
    let out = folder("memory").join("out").display().to_string();
    let feed = |megabytes: usize| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["validate", "--batch", "--schema", &schema, "-o", &out, "-"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        // Records of 1 KB, and one line of 20 MB without an end in sight.
        let record = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1_000));
        input.write_all("y".repeat(20 << 20).as_bytes()).unwrap();
        let block = format!("\n{}", record.repeat(1_000));
        for _ in 0..megabytes {
            input.write_all(block.as_bytes()).unwrap();
        }
        // More than a pipe holds, so that the process has read everything before.
        input.write_all(record.repeat(200).as_bytes()).unwrap();
        let peak = peak(&child);
        drop(input);
        assert_eq!(child.wait().unwrap().code(), Some(1), "the long line");
        peak
    };
    let (little, much) = (feed(10), feed(60));
    assert!(much < little + 12_000, "{little} KiB for 10 MB, {much} KiB for 60 MB");
    assert!(much < 120_000, "{much} KiB");
}
