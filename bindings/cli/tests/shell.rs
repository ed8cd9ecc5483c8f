//! What shells and manuals get from the help pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::process::Command;

use common::{file, run};

/// The answer of a program, or nothing where it is not installed.
fn program(name: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(name).args(args).output().ok()?;
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn bash_completes_commands_options_and_values() {
    let script = file("motcua.bash", &run(&["completions", "bash"]).out);
    let complete = |words: &[&str]| {
        let list = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let line = format!(
            "source {script}; COMP_WORDS=({list}); COMP_CWORD={}; _motcua; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.len() - 1
        );
        program("bash", &["-c", &line]).map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let Some(commands) = complete(&["motcua", "ke"]) else { return };
    assert_eq!(commands, ["keys"]);
    assert_eq!(complete(&["motcua", "keys", ""]).unwrap(), ["generate", "public", "convert", "thumbprint"]);
    let options = complete(&["motcua", "keys", "generate", "--a"]).unwrap();
    assert_eq!(options, ["--algorithm"]);
    let values = complete(&["motcua", "keys", "generate", "--algorithm", ""]).unwrap();
    assert_eq!(values, ["Ed25519", "P-256", "X25519"]);
    assert_eq!(complete(&["motcua", "validate", "--channel", "d"]).unwrap(), ["desk"]);
    assert_eq!(complete(&["motcua", "verify", "--lang", "v"]).unwrap(), ["vi"]);
}

#[test]
fn fish_completes_commands_options_and_values() {
    let script = file("motcua.fish", &run(&["completions", "fish"]).out);
    let complete = |line: &str| {
        let text = program("fish", &["-c", &format!("source {script}; complete -C '{line}'")]);
        text.map(|text| {
            text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
        })
    };
    let Some(commands) = complete("motcua ke") else { return };
    assert_eq!(commands, ["keys"]);
    assert_eq!(complete("motcua keys ").unwrap(), ["convert", "generate", "public", "thumbprint"]);
    assert_eq!(complete("motcua keys generate --alg").unwrap(), ["--algorithm"]);
    let values = complete("motcua keys generate --algorithm ").unwrap();
    assert_eq!(values, ["Ed25519", "P-256", "X25519"]);
    assert!(complete("motcua validate --alg").unwrap().is_empty());
}

#[test]
fn zsh_completes_commands_options_and_values() {
    for lang in ["en", "vi"] {
        let script = file(&format!("_motcua-{lang}"), &run(&["completions", "zsh", "--lang", lang]).out);
        // What zsh calls, in place of the line editor that a test does not have.
        let ask = |words: &str, current: usize| {
            let stubs =
                "compdef() { : }; _describe() { print -l -- ${(P)2} }; _arguments() { print -l -- $@ };";
            let line = format!("{stubs} source {script}; words=({words}); CURRENT={current}; _motcua");
            program("zsh", &["-f", "-c", &line])
        };
        let Some(commands) = ask("motcua", 2) else { return };
        assert!(commands.lines().any(|line| line.starts_with("keys:")), "{commands}");
        let words = ask("motcua keys", 3).unwrap();
        assert!(
            words.lines().any(|line| line.starts_with("generate:")) && words.lines().count() == 4,
            "{words}"
        );
        let options = ask("motcua keys generate", 4).unwrap();
        assert!(
            options.contains("--algorithm[") && options.contains(":value:(Ed25519 P-256 X25519)"),
            "{options}"
        );
        assert!(options.contains("--output[") && options.contains(":file:_files"), "{options}");
    }
    assert_eq!(run(&["completions", "powershell"]).code, 2);
}

#[test]
fn the_manual_has_every_command_and_formats() {
    for lang in ["en", "vi"] {
        let page = run(&["man", "--lang", lang]).out;
        for words in ["VALIDATE", "KEYS GENERATE", "PACK VERIFY", "RPC"] {
            assert!(page.contains(&format!(".SH \"{words}\"\n")), "{words}");
        }
        assert!(page.contains("\\fB\\-o, \\-\\-output\\fR"));
        let path = file(&format!("motcua-{lang}.1"), &page);
        if let Some(text) = program("groff", &["-man", "-Tutf8", "-Kutf8", "-ww", "-P-bcu", &path]) {
            assert!(text.contains("KEYS GENERATE"));
        }
    }
}

#[test]
fn colour_is_asked_for_or_not() {
    let ask = |args: &[&str], no_color: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        command.args(["validate", "--procedure", "1.001193", "-"]).args(args).env_remove("NO_COLOR");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let input = std::fs::File::open(file("colour.json", "{}")).unwrap();
        String::from_utf8(command.stdin(input).output().unwrap().stdout).unwrap().contains('\u{1b}')
    };
    assert!(!ask(&[], false), "a pipe is no terminal");
    assert!(ask(&["--color", "always"], false));
    assert!(ask(&["--color", "always"], true), "what is asked for on the line wins");
    assert!(!ask(&["--color", "always", "--no-color"], false));
    assert_eq!(run(&["man", "--color", "sometimes"]).code, 2);
}
