//! Steps that are cargo's work.

use std::path::PathBuf;

use crate::build::Workshop;
use crate::proc::{Cmd, cargo};
use crate::table::{Outcome, StepResult, ok};
use crate::{files, setup, stories};

/// Variable that names the folder of the published suites.
const VECTORS: &str = "MOTCUA_VECTORS";

/// The version whose configuration format `deny.toml` follows.
const CARGO_DENY: &str = "0.20.2";

/// Formatting.
pub(crate) fn fmt(_: &mut Workshop) -> StepResult {
    setup::component("fmt", "rustfmt")?;
    cargo().args(["fmt", "--all", "--check"]).run()?;
    ok()
}

/// Lints. The core is linted for WebAssembly too, since some of its code exists only there.
pub(crate) fn clippy(_: &mut Workshop) -> StepResult {
    setup::component("clippy", "clippy")?;
    setup::wasm_target()?;
    cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()?;
    let mut wasm =
        cargo().args(["clippy", "--quiet", "--target", "wasm32-unknown-unknown", "-p", "motcua-wasm"]);
    for krate in packages("core")? {
        wasm = wasm.args(["-p", &krate.name]);
    }
    wasm.args(["--", "-D", "warnings"]).run()?;
    ok()
}

/// Tests of every crate but the server, which has steps of its own.
pub(crate) fn unit(_: &mut Workshop) -> StepResult {
    let apart = ["--exclude", "motcua-server", "--exclude", "xtask-bindgen"];
    cargo().args(["test", "--quiet", "--workspace"]).args(apart).without(VECTORS).run()?;
    // What only servers and tools switch on.
    let batch = ["-p", "motcua-forms", "--features", "parallel", "--test", "batch"];
    cargo().args(["test", "--quiet"]).args(batch).run()?;
    ok()
}

/// How many random logs the two dossier engines are compared on; the tests of the crate alone run a few.
const LOGS: &str = "100000";

/// The dossier engine beside the one in `tests/reference`.
pub(crate) fn reference(_: &mut Workshop) -> StepResult {
    let test = ["test", "--quiet", "-p", "motcua-dossier", "--test", "reference"];
    cargo().args(test).env("MOTCUA_LOGS", LOGS).run()?;
    Ok(Outcome::Ok(format!("{LOGS} logs")))
}

/// The published suites: every test of the crates that read them.
pub(crate) fn vectors(_: &mut Workshop) -> StepResult {
    let Some(folder) = std::env::var_os(VECTORS).filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return Ok(Outcome::NotPresent(format!("{VECTORS} is not set")));
    };
    let folder = folder.canonicalize().map_err(|error| format!("{VECTORS}: {error}"))?;
    let mut readers = Vec::new();
    for parent in ["core", "bindings", "tests"] {
        for krate in packages(parent)? {
            if mentions(&krate.dir, VECTORS)? {
                readers.push(krate.name);
            }
        }
    }
    if readers.is_empty() {
        return Err(format!("{VECTORS} is set, but no crate reads it"));
    }
    let mut test = cargo().args(["test", "--quiet"]).env(VECTORS, folder);
    for reader in &readers {
        test = test.args(["-p", reader]);
    }
    test.run()?;
    Ok(Outcome::Ok(readers.join(", ")))
}

/// Tests of the server, without the stories: those are the next step.
pub(crate) fn server(_: &mut Workshop) -> StepResult {
    let dir = files::root().join("web-demo/server");
    let mut test = cargo().args(["test", "--quiet", "-p", "motcua-server", "--bins"]);
    if dir.join("src/lib.rs").is_file() {
        test = test.arg("--lib");
    }
    for path in files::list(&dir.join("tests"))? {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "rs") && name != "stories" {
            test = test.args(["--test", name]);
        }
    }
    test.run()?;
    ok()
}

/// The stories over HTTP, the same as `cargo xtask demo --check`.
pub(crate) fn check(_: &mut Workshop) -> StepResult {
    Ok(Outcome::Ok(format!("{} stories", stories::run()?)))
}

/// Licences, bans and sources. Advisories need a database from elsewhere and are hosted CI's work.
pub(crate) fn deny(_: &mut Workshop) -> StepResult {
    let tools = files::target().join("tools");
    let ours = tools.join("bin/cargo-deny");
    let tool = setup::which("cargo-deny").or_else(|| ours.is_file().then(|| ours.clone()));
    let tool = match tool {
        Some(tool) => tool,
        None => {
            println!("   compiling cargo-deny {CARGO_DENY}; this takes some minutes, once");
            let log = setup::log("cargo-deny");
            let install = ["install", "--quiet", "cargo-deny", "--version", CARGO_DENY, "--root"];
            // Not --locked: its lock file may name versions younger than the registry at hand.
            cargo().args(install).arg(&tools).quiet(&log)?;
            ours
        }
    };
    Cmd::new(tool).args(["check", "licenses", "bans", "sources"]).run()?;
    ok()
}

/// A crate of the workspace.
pub(crate) struct Package {
    /// Its name for `-p`.
    pub(crate) name: String,
    dir: PathBuf,
}

/// The crates right below a folder.
pub(crate) fn packages(parent: &str) -> Result<Vec<Package>, String> {
    let mut found = Vec::new();
    for dir in files::list(&files::root().join(parent))? {
        let manifest = dir.join("Cargo.toml");
        if manifest.is_file() {
            let text = files::read(&manifest)?;
            let name = text.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
            let name = name.ok_or_else(|| format!("{} has no name", files::short(&manifest)))?.to_owned();
            found.push(Package { name, dir });
        }
    }
    Ok(found)
}

/// Whether a Rust file below `dir` contains `word`.
fn mentions(dir: &std::path::Path, word: &str) -> Result<bool, String> {
    for path in files::list(dir)? {
        let found = if path.is_dir() {
            !path.ends_with("node_modules") && !path.ends_with("target") && mentions(&path, word)?
        } else {
            path.extension().is_some_and(|extension| extension == "rs") && files::read(&path)?.contains(word)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_crates_of_the_core() {
        let names: Vec<String> = packages("core").unwrap().into_iter().map(|package| package.name).collect();
        assert!(names.contains(&"motcua-json".to_owned()), "{names:?}");
        assert!(names.contains(&"motcua".to_owned()), "{names:?}");
    }
}
