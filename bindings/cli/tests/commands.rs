//! The real command on real input: what it prints, and with which exit code it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::fs;
use std::path::Path;

use common::{MOMENT, REPO, birth, file, json, read, run, run_with};
use motcua::json::{Value, to_canonical_string};

#[test]
fn validate_finds_nothing_in_a_good_form() {
    let (data, attachments) = birth();
    let good = file("good.json", &to_canonical_string(&data));
    let args = ["validate", "--procedure", "1.001193", "--attachments", &attachments, "--now", MOMENT, &good];
    let ran = run(&args);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "Nothing to object to.\n", ""));
    let ran = run(&[&args[..], &["--json"]].concat());
    let answer = json(&ran.out);
    assert_eq!(answer.get("ok"), Some(&Value::Bool(true)));
    assert_eq!(answer.get("findings").and_then(Value::as_array), Some(&[][..]));
}

#[test]
fn validate_shows_where_and_why() {
    let text = "{\n  \"requester\": {\n    \"fullName\": \"An 7\"\n  }\n}\n";
    let args = ["validate", "--procedure", "1.001193", "--now", MOMENT, "-", "--lang", "vi"];
    let ran = run_with(&args, text);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("-:3:17: lỗi fullName/digit /requester/fullName\n"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "colours go to terminals only");
    let answer = json(&run_with(&[&args[..], &["--json"]].concat(), text).out);
    let findings = answer.get("findings").and_then(Value::as_array).unwrap();
    let name = findings.iter().find(|f| f.get("code").and_then(Value::as_str) == Some("fullName/digit"));
    let place = |member| name.unwrap().get(member).and_then(Value::as_i64);
    assert_eq!((place("line"), place("column")), (Some(3), Some(17)));
}

#[test]
fn refused_input_is_not_a_finding() {
    let args = ["validate", "--procedure", "1.001193", "-"];
    let ran = run_with(&args, "{\n \"a\": 1,\n \"a\": 2}");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.starts_with("-:3:2: json/duplicateKey"), "{}", ran.err);
    let ran = run_with(&[&args[..], &["--json"]].concat(), "[");
    assert_eq!(ran.code, 3);
    let answer = json(&ran.out);
    assert_eq!(answer.pointer("/refused/code").and_then(Value::as_str), Some("json/syntax"));
    let deep = run_with(&args, &"[".repeat(100_000));
    assert_eq!(deep.code, 3);
    assert!(deep.err.contains("json/depth"));
}

#[test]
fn a_pack_file_takes_the_place_of_the_embedded_one() {
    let empty = r#"{"v":1,"id":"t","seq":1,"validFrom":"2025-07-01","minEngine":"0.1","items":[]}"#;
    let pack = file("empty-pack.json", empty);
    let args = ["validate", "--procedure", "1.001193", "--pack", &pack, "-"];
    let ran = run_with(&args, "{}");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("has no procedure"), "{}", ran.err);
    let signed = file("signed.json", r#"{"protected":"e30","payload":"e30","signature":"AA"}"#);
    let ran = run_with(&["validate", "--procedure", "1.001193", "--pack", &signed, "-"], "{}");
    assert_eq!(ran.code, 2, "a signed pack is not taken without a root");
    assert!(ran.err.contains("--root"), "{}", ran.err);
}

#[test]
fn procedure_check_gives_line_and_column() {
    let path = "core/forms/procedures/1.001193.json";
    let good = Path::new(REPO).join(path).display().to_string();
    let ran = run(&["procedure", "check", &good]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains(" sha-256:"));

    let text = read(path);
    let broken = text.replacen("\"workflow\":", "\"surplus\": 1,\n  \"workflow\":", 1);
    let line = broken.lines().position(|line| line.contains("\"surplus\"")).unwrap() + 1;
    let name = file("broken.json", &broken);
    let ran = run(&["procedure", "check", &name]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(&format!("broken.json:{line}:14: error json/unknownMember /surplus")),
        "{}",
        ran.out
    );

    // A document that cannot be read is told of everything that is wrong with its shape, not of the first thing.
    let name = file("torn.json", "{\n  \"code\": 7,\n  \"signer\": []\n}\n");
    let ran = run(&["procedure", "check", &name]);
    assert_eq!(ran.code, 1);
    for wanted in
        ["torn.json:2:11: error json/type /code", "torn.json:1:1: error json/missingMember /version"]
    {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    assert!(ran.out.contains("torn.json:3:13: error json/unknownMember /signer"), "{}", ran.out);
}

/// Root, directory and events of a stored conformance case.
fn log_case(number: usize) -> (String, String, String) {
    let lines = read("tests/cases/log.jsonl");
    let case = json(lines.lines().nth(number - 1).unwrap());
    let text = |name: &str| to_canonical_string(case.get("args").unwrap().get(name).unwrap());
    (
        file(&format!("root-{number}.jwk"), &text("root")),
        file(&format!("directory-{number}.jws"), &text("directory")),
        file(&format!("log-{number}.json"), &text("events")),
    )
}

#[test]
fn verify_follows_the_chain_of_trust() {
    let now = "2026-11-22T00:00:00Z";
    let (root, directory, events) = log_case(38);
    let trust = ["--root", &root, "--directory", &directory, "--now", now];
    let verify = |object: &str| run(&[&["verify"], &trust[..], &[object, "--json"]].concat());

    let answer = json(&verify(&events).out);
    assert_eq!(answer.get("status").and_then(Value::as_i64), Some(10));
    assert_eq!(answer.get("size").and_then(Value::as_i64), Some(8));

    let ran = verify(&directory);
    assert_eq!((ran.code, json(&ran.out).get("signer").and_then(Value::as_str)), (0, Some("root")));

    let list = json(&fs::read_to_string(&events).unwrap());
    let event = list.at(0).and_then(Value::as_str).unwrap();
    let ran = verify(&file("event.jws", event));
    assert_eq!(json(&ran.out).get("kind").and_then(Value::as_str), Some("secevent+jwt"));

    let (portal_root, portal_directory, forged) = log_case(8);
    let ran = run(&[
        "verify",
        "--root",
        &portal_root,
        "--directory",
        &portal_directory,
        "--now",
        now,
        &forged,
        "--json",
    ]);
    assert_eq!(ran.code, 3);
    let refused = json(&ran.out);
    assert_eq!(refused.pointer("/refused/code").and_then(Value::as_str), Some("log/badPrev"));
    assert_eq!(refused.pointer("/refused/pointer").and_then(Value::as_str), Some("/1"));

    let mut changed = event.to_owned();
    changed.replace_range(event.len() - 4.., "AAAA");
    assert_eq!(verify(&file("changed.jws", &changed)).code, 3);
    assert_eq!(run(&["verify", "--root", &root, &events]).code, 2, "a directory is needed");
}

#[test]
fn many_files_are_answered_one_by_one() {
    let (root, directory, events) = log_case(38);
    let broken = file("broken-log.json", "[\"x\"]");
    let trust = ["--root", &root, "--directory", &directory, "--now", "2026-11-22T00:00:00Z", "--json"];
    let ran = run(&[&["log", "verify"], &trust[..], &[&events, &broken, &events]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (3, ""));
    let answers: Vec<Value> = ran.out.lines().map(json).collect();
    let good: Vec<_> = answers.iter().map(|one| one.get("ok").and_then(Value::as_bool)).collect();
    assert_eq!(good, [Some(true), Some(false), Some(true)]);
    let lines: String = json(&fs::read_to_string(&events).unwrap())
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event.as_str().unwrap().to_owned() + "\n")
        .collect();
    let ran = run(&[&["log", "verify"], &trust[..], &[&file("log.txt", &lines)]].concat());
    assert_eq!(json(&ran.out).get("size").and_then(Value::as_i64), Some(8), "an event in each line");
}

#[test]
fn a_log_is_held_against_what_was_kept() {
    let (root, directory, events) = log_case(38);
    let trust = ["--root", &root, "--directory", &directory, "--now", "2026-11-22T00:00:00Z"];
    let kept = file("kept.json", "");
    let verify = |more: &[&str]| run(&[&["log", "verify"], &trust[..], more].concat());
    assert_eq!(verify(&["--keep", &kept, &events]).code, 0);
    assert_eq!(verify(&["--checkpoint", &kept, &events]).code, 0);
    let list = json(&fs::read_to_string(&events).unwrap());
    let shorter = Value::Array(list.as_array().unwrap()[..7].to_vec());
    let cut = file("cut-log.json", &to_canonical_string(&shorter));
    assert_eq!(verify(&[&cut]).code, 0, "a log alone cannot show that it was cut");
    let ran = verify(&["--checkpoint", &kept, &cut]);
    assert!(ran.code == 3 && ran.err.contains("log/truncated"), "{}", ran.err);
}

#[test]
fn thumbprints_are_those_of_the_standard() {
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    assert_eq!(run_with(&["keys", "thumbprint", "-"], jwk).out, format!("{kid}\n"));
    let set = format!("{{\"keys\":[{jwk},{jwk}]}}");
    assert_eq!(run_with(&["keys", "thumbprint", "-"], &set).out, format!("{kid}\n{kid}\n"));
    let private = jwk.replace("\"x\"", "\"d\":\"AA\",\"x\"");
    let ran = run_with(&["keys", "thumbprint", "-"], &private);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("crypto/privateKey"));
}

#[test]
fn conform_answers_line_by_line() {
    let requests = read("tests/cases/time.jsonl");
    let ran = run_with(&["conform"], &requests);
    assert_eq!((ran.code, ran.out), (0, read("tests/cases/time.expected.jsonl")));
    assert_eq!(run(&["conform", "--target", "moon"]).code, 2);

    // Another implementation: this one, the same with a fault, and one that ends at once.
    let own = format!("{} conform", env!("CARGO_BIN_EXE_motcua"));
    let ran = run_with(&["conform", "--against", &own], &requests);
    assert_eq!((ran.code, ran.out.ends_with("differing: 0\n")), (0, true), "{}", ran.out);
    let ran = run_with(&["conform", "--json", "--against", &format!("{own} | sed s/true/false/")], &requests);
    assert_eq!(ran.code, 1);
    assert!(json(&ran.out).get("differing").and_then(Value::as_i64).unwrap() > 0);
    let ran = run_with(&["conform", "--against", "exit 0"], &requests);
    assert!(ran.code == 1 && ran.out.contains("no answer"), "{}", ran.out);
}

#[test]
fn the_command_line_is_explained() {
    for (args, lang) in [(&["--help"][..], "Usage"), (&["verify", "-h", "--lang", "vi"][..], "Cách dùng")] {
        let ran = run(args);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains(lang), "{}", ran.out);
    }
    let ran = run(&["verify", "--odd", "--lang=vi"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Không có tùy chọn"), "{}", ran.err);
    assert_eq!(run(&["keys", "thumbprint", "no-such-file"]).code, 2);
}
