//! Measurements.

mod calls;

use std::time::Duration;

use crate::cli::Bench;
use crate::files;
use crate::npm::{self, Engine, Flavour};
use crate::proc::{Cmd, cargo};
use crate::setup::{self, Browser};
use crate::steps::{environment, interpreter};

/// One group of measurements, run side by side in one process tree.
struct Suite {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<(), String>,
}

/// Every suite, in the order of the table.
const SUITES: &[Suite] = &[
    Suite { name: "vn", about: "Vietnamese identifiers, one check each (native)", run: || native("vn") },
    Suite { name: "dossier", about: "logs, Merkle trees and papers (native)", run: || native("dossier") },
    Suite {
        name: "text",
        about: "normal forms, keys and order of Vietnamese text (native)",
        run: || native("text"),
    },
    Suite {
        name: "crypto",
        about: "signatures, key agreement and encryption: in Node and in Chromium, and native beside ring",
        run: || javascript("crypto", Flavour::Conform).and_then(|()| beside_peers("crypto")),
    },
    Suite {
        name: "dudect",
        about: "whether the time of a comparison tells a secret (native; a report, no gate)",
        run: || native("dudect"),
    },
    Suite {
        name: "forms",
        about: "forms as text: in Node and in Chromium, native, and beside pydantic",
        run: forms,
    },
    Suite {
        name: "start",
        about: "compiling the npm module and making an instance of it: in Node and in Chromium",
        run: || javascript("start", Flavour::Ship),
    },
    Suite {
        name: "calls",
        about: "the start and one form as text in Node, Python, on the JVM and in Swift; the start of the command",
        run: calls::run,
    },
];

/// Forms: in JavaScript, and native beside a Rust crate and pydantic.
fn forms() -> Result<(), String> {
    javascript("forms", Flavour::Conform)?;
    let records = files::target().join("bench/records.ndjson");
    let text = Cmd::new("node").args(["tests/bench/forms/records.mjs", "2000"]).output()?;
    files::write(&records, text.as_bytes())?;
    let python = match interpreter((3, 10))? {
        Some(python) => environment(&python, "tests/bench/forms", "bench-python").unwrap_or_default(),
        None => None,
    };
    if python.is_none() {
        println!("   no python3 that can install pydantic: it is not measured");
    }
    let folder = files::target().join("bench");
    let mut run = cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "-p",
            "motcua-bench",
            "--features",
            "peers",
            "--",
            "forms",
            "--out",
        ])
        .arg(folder.join("forms.json"))
        .env("MOTCUA_BENCH_RECORDS", &records);
    if let Some(python) = python {
        run = run.env("MOTCUA_BENCH_PYTHON", python);
    }
    run.run()
}

/// A suite of `tests/bench/js`, on one of the modules.
fn javascript(suite: &str, flavour: Flavour) -> Result<(), String> {
    let folder = files::root().join("tests/bench/js");
    setup::npm_ci(&folder)?;
    let module = npm::module(flavour, Engine::Simd)?;
    npm::scripts(&module)?;
    let run = Cmd::new("node")
        .arg(folder.join("run.mjs"))
        .arg(suite)
        .env("MOTCUA_MODULE", module)
        .env("MOTCUA_BENCH_OUT", files::target().join("bench"))
        .limit(Duration::from_secs(1200));
    match setup::chromium()? {
        Browser::Found(path) => run.env("MOTCUA_CHROMIUM", path).run(),
        Browser::Missing(reason) => {
            println!("   {reason}");
            run.run()
        }
    }
}

/// `cargo xtask bench`.
pub(crate) fn run(options: &Bench) -> Result<(), String> {
    let chosen = choose(SUITES, &options.only)?;
    for suite in chosen {
        println!("== {} · {}", suite.name, suite.about);
        if !options.list {
            (suite.run)()?;
        }
    }
    Ok(())
}

/// A native suite with other people's crates beside it.
fn beside_peers(name: &str) -> Result<(), String> {
    run_native(name, &["--features", "peers"])
}

/// Runs a suite of `tests/bench`; its results are left in `target/bench/<name>.json`.
fn native(name: &str) -> Result<(), String> {
    run_native(name, &[])
}

fn run_native(name: &str, features: &[&str]) -> Result<(), String> {
    let folder = files::target().join("bench");
    files::make_dir(&folder)?;
    let file = if features.is_empty() { format!("{name}.json") } else { format!("{name}-native.json") };
    cargo()
        .args(["run", "--quiet", "--release", "-p", "motcua-bench"])
        .args(features)
        .args(["--", name, "--out"])
        .arg(folder.join(file))
        .run()
}

fn choose<'a>(suites: &'a [Suite], only: &[String]) -> Result<Vec<&'a Suite>, String> {
    if let Some(unknown) = only.iter().find(|name| suites.iter().all(|suite| suite.name != **name)) {
        let names: Vec<&str> = suites.iter().map(|suite| suite.name).collect();
        return Err(format!("no suite is called {unknown} ({})", names.join(", ")));
    }
    Ok(suites.iter().filter(|suite| only.is_empty() || only.iter().any(|name| name == suite.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_by_name() {
        let suite = |name| Suite { name, about: "", run: || Ok(()) };
        let suites = [suite("forms"), suite("crypto")];
        assert_eq!(choose(&suites, &[]).unwrap().len(), 2);
        assert_eq!(choose(&suites, &["crypto".into()]).unwrap()[0].name, "crypto");
        assert!(choose(&suites, &["typo".into()]).is_err());
    }
}
