//! Files that are written: by a process that is killed, by two at once, and who may read them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::{folder, good, json, run};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn private_files_are_the_owners_alone() {
    let at = folder("modes");
    let key = at.join("key");
    let text = key.display().to_string();
    let made = good(&["keys", "generate", "-o", &text]);
    assert_eq!(mode(&key), 0o600);
    let before = fs::read(&key).unwrap();
    let ran = run(&["keys", "generate", "-o", &text]);
    assert!(ran.code == 2 && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(fs::read(&key).unwrap(), before, "a key that is there stays");
    let again = good(&["keys", "generate", "-o", &text, "--force"]);
    assert_ne!(again.get("kid"), made.get("kid"));
    assert_eq!(mode(&key), 0o600);
    let left: Vec<_> = fs::read_dir(&at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["key"], "nothing is left beside it");
}

#[test]
fn of_many_processes_that_make_the_same_key_one_succeeds() {
    let at = folder("race");
    let key = at.join("key").display().to_string();
    let racers: Vec<_> = (0..8)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_motcua"))
                .args(["keys", "generate", "--json", "-o", &key])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    let answers: Vec<_> = racers.into_iter().map(|racer| racer.wait_with_output().unwrap()).collect();
    let winners: Vec<_> = answers.iter().filter(|answer| answer.status.success()).collect();
    assert_eq!(winners.len(), 1);
    let kid = json(std::str::from_utf8(&winners[0].stdout).unwrap());
    assert_eq!(good(&["keys", "public", &key]).get("kid"), kid.get("kid"), "the file is the winner's");
}

#[test]
fn two_processes_that_replace_a_file_leave_one_of_the_two() {
    let at = folder("two");
    let out = at.join("pack.json").display().to_string();
    let build = |seq: usize| {
        Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["pack", "build", "--id", "x", "--seq", &seq.to_string(), "-o", &out, "embedded"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let both = [build(1), build(2)];
    for mut one in both {
        assert!(one.wait().unwrap().success());
    }
    let pack = json(&fs::read_to_string(&out).unwrap());
    assert!(matches!(pack.get("seq").and_then(motcua::json::Value::as_i64), Some(1 | 2)));
    assert_eq!(fs::read_dir(&at).unwrap().count(), 1);
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let at = folder("killed");
    let records = at.join("records.ndjson");
    fs::write(&records, "{\"a\":1}\n".repeat(20_000)).unwrap();
    let schema = common::file("killed-schema.json", r#"{"properties":{"a":{"type":"string"}}}"#);
    let out = at.join("issues.ndjson");
    let whole = 20_000 + 1;
    let (mut old, mut new) = (0, 0);
    for attempt in 0..30_u64 {
        fs::write(&out, "old\n").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["validate", "--batch", "--schema", &schema, "-o"])
            .args([&out, &records])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(attempt * 5));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let text = fs::read_to_string(&out).unwrap();
        match text.lines().count() {
            1 if text == "old\n" => old += 1,
            count if count == whole && text.ends_with("\"records\":20000}\n") => new += 1,
            count => panic!("{count} lines after a kill"),
        }
    }
    assert!(old > 0, "no attempt was killed in time: {old} {new}");
    // What was left in between does not stand in the way of the next.
    let ran = run(&[
        "validate",
        "--batch",
        "--schema",
        &schema,
        "-o",
        &out.display().to_string(),
        &records.display().to_string(),
    ]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}
