//! Stock JOSE libraries and a plain JDK beside our own reader and writer; no server, no browser.

use std::time::Duration;

use super::node::{scratch, script};
use super::oracles::environment;
use super::python::interpreter;
use crate::build::Workshop;
use crate::proc::{Cmd, cargo};
use crate::setup;
use crate::table::{Outcome, StepResult};

/// The folder of the matrix.
const FOLDER: &str = "tests/interop";
/// First Java that runs a source file with the language it is written in.
const JAVA: u32 = 17;

/// The step.
pub(crate) fn run(_: &mut Workshop) -> StepResult {
    cargo().args(["build", "--quiet", "-p", "motcua-interop"]).run()?;
    let mut command =
        script(FOLDER, "matrix.mjs")?.env("MOTCUA_TMP", scratch("matrix")?).limit(Duration::from_secs(300));
    let mut absent = Vec::new();
    let python = match interpreter((3, 9))? {
        Some(python) => environment(&python, FOLDER, "matrix-python")?,
        None => None,
    };
    match python {
        Some(python) => command = command.env("MOTCUA_PYTHON", python),
        None => absent.push("jwcrypto and joserfc: no python3 of version 3.9 with pip"),
    }
    if java()? {
        command = command.env("MOTCUA_JAVA", "java");
    } else {
        absent.push("the JDK: no javac of version 17 or newer");
    }
    let mut remarks = Vec::new();
    command.lines(|line| {
        println!("   {line}");
        remarks.push(line.to_owned());
    })?;
    if absent.is_empty() {
        let read = remarks.iter().filter(|line| line.contains(" reads ")).count();
        Ok(Outcome::Ok(format!("{read} peers")))
    } else {
        Ok(Outcome::Skipped(absent.join("; ")))
    }
}

/// Whether there is a JDK: a JRE alone cannot compile the one source file.
fn java() -> Result<bool, String> {
    let present = || {
        let version = Cmd::new("javac").arg("-version").output().unwrap_or_default();
        let major = version.trim().trim_start_matches("javac ").split('.').next().map(str::parse::<u32>);
        matches!(major, Some(Ok(major)) if major >= JAVA)
    };
    if setup::which("javac").is_none() || !present() {
        setup::debian_packages(&["default-jdk-headless"])?;
    }
    Ok(setup::which("javac").is_some() && present())
}
