//! `motcua rpc` with peers in other languages: the program of the quick start as it stands there, and one in Node.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{REPO, folder, good, json, read, run_with, text};
use motcua::json::Value;

/// The directory of the command, first on the path.
fn path() -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_motcua")).parent().unwrap().display().to_string();
    format!("{bin}:{}", std::env::var("PATH").unwrap())
}

/// Whether a program can be started here.
fn there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The first block of a page that is fenced as `language`.
fn block(page: &str, language: &str) -> String {
    let text = read(page);
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_quick_start_runs_as_it_stands() {
    if !there("python3") {
        return;
    }
    let at = folder("quickstart-rpc");
    good(&["trial", &at.join("city").display().to_string()]);
    fs::write(at.join("first_packet.py"), block("docs/quickstart/rpc.md", "python")).unwrap();
    let output = Command::new("python3")
        .arg("first_packet.py")
        .current_dir(&at)
        .env("PATH", path())
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("/sender/phone "), "{said}");
    assert!(lines[1].contains("Nguyễn Thị Mai"), "{said}");
    assert!(lines[2].starts_with("packet.open: packet/wrongNonce: "), "{said}");
    assert_eq!(lines.len(), 3, "{said}");
    // What the program sealed is opened by the command too.
    let city = |name: &str| at.join("city").join(name).display().to_string();
    let opened = good(&[
        "open",
        "--key",
        &city("unit.key"),
        "--directory",
        &city("directory.jws"),
        "--root",
        &city("root.jwk"),
        "--procedure",
        "x-feedback-1022",
        "--aud",
        "H29.0.0",
        "--nonce",
        "n-1",
        &at.join("packet.json").display().to_string(),
    ]);
    assert_eq!(text(&opened, "/signers/0/standing"), "integrity");
}

#[test]
fn a_peer_in_node_signs_with_its_own_key() {
    if !there("node") {
        return;
    }
    let peer = Path::new(REPO).join("bindings/cli/tests/peer.mjs");
    let output = Command::new("node").arg(peer).env("PATH", path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("10000 malformed requests"), "{said}");
}

#[test]
fn every_stored_case_that_rpc_has_too_gives_the_same_value() {
    // Both entries call the same core; where they take the same arguments, they must give the same answers.
    let mut compared = 0;
    for (file, op, rename) in [
        ("id", "id.check", "value.check"),
        ("messages", "message.render", "message.render"),
        ("text", "text.normalize", "text.normalize"),
        ("text", "text.searchKey", "text.searchKey"),
        ("text", "text.registerCase", "text.registerCase"),
        ("text", "text.inspect", "text.inspect"),
        ("text", "words.money", "words.money"),
        ("text", "words.date", "words.date"),
    ] {
        let (requests, answers) =
            (read(&format!("tests/cases/{file}.jsonl")), read(&format!("tests/cases/{file}.expected.jsonl")));
        let mut lines = String::new();
        let mut wanted = Vec::new();
        for (request, answer) in requests.lines().zip(answers.lines()) {
            let (Ok(request), answer) =
                (motcua::json::parse(request.as_bytes(), &motcua::json::Policy::RFC8259), json(answer))
            else {
                continue;
            };
            let plain = request.get("args").is_some_and(|args| args.get("context").is_none());
            let good = answer.get("ok").and_then(Value::as_bool) == Some(true);
            if request.get("op").and_then(Value::as_str) == Some(op) && plain && good {
                let params = motcua::json::to_canonical_string(request.get("args").unwrap());
                lines += &format!("{{\"v\":1,\"id\":null,\"op\":\"{rename}\",\"params\":{params}}}\n");
                wanted.push(answer.get("value").unwrap().clone());
            }
        }
        let ran = run_with(&["rpc"], &lines);
        for (given, wanted) in ran.out.lines().zip(&wanted) {
            let given = json(given);
            let result = given.get("result").unwrap_or_else(|| panic!("{given:?}"));
            for name in ["verdict", "codes", "normalized"] {
                assert_eq!(result.get(name), wanted.get(name), "{given:?}");
            }
            if wanted.as_str().is_some() {
                assert_eq!(result, wanted);
            }
            compared += 1;
        }
        assert_eq!(ran.out.lines().count(), wanted.len());
    }
    assert!(compared > 50, "{compared} cases compared");
}
