//! The product's answers beside those of other people's libraries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::node::script;
use super::python::interpreter;
use crate::build::Workshop;
use crate::proc::Cmd;
use crate::table::{Outcome, StepResult};
use crate::{files, setup};

/// The folder of the comparisons.
const FOLDER: &str = "tests/oracles";

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    // What the package `holidays` asks for.
    let Some(python) = interpreter((3, 10))? else {
        return Ok(Outcome::Skipped("no python3 of version 3.10 or newer".to_owned()));
    };
    let Some(python) = environment(&python, FOLDER, "oracles-python")? else {
        return Ok(Outcome::Skipped("python3 without pip; install python3-venv".to_owned()));
    };
    let mut remark = String::new();
    script(FOLDER, "run.mjs")?
        .env("MOTCUA_CLI", workshop.cli()?)
        .env("MOTCUA_ORACLE_PYTHON", python)
        .limit(Duration::from_secs(300))
        .lines(|line| {
            println!("   {line}");
            line.clone_into(&mut remark);
        })?;
    Ok(Outcome::Ok(remark))
}

/// An environment with the pinned packages of a folder, kept until their list changes. `None` where there is no pip.
/// Lists with hashes are held to them.
pub(crate) fn environment(python: &Path, folder: &str, name: &str) -> Result<Option<PathBuf>, String> {
    let list = files::root().join(folder).join("requirements.txt");
    let wanted = files::read(&list)?;
    let dir = files::target().join("xtask").join(name);
    let (inside, stamp) = (dir.join("bin/python"), dir.join("requirements.txt"));
    if files::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(Some(inside));
    }
    files::empty_dir(&dir)?;
    let log = setup::log(name);
    // Debian keeps pip for environments in a package of its own.
    let has_pip = || Cmd::new(python).args(["-c", "import ensurepip"]).quiet(&log).is_ok();
    if !has_pip() {
        setup::debian_packages(&["python3-venv"])?;
        if !has_pip() {
            return Ok(None);
        }
    }
    println!("   installing what {} lists", files::short(&list));
    Cmd::new(python).args(["-m", "venv"]).arg(&dir).quiet(&log)?;
    Cmd::new(&inside)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary", ":all:", "-r"])
        .arg(&list)
        .limit(Duration::from_secs(300))
        .quiet(&log)?;
    files::write(&stamp, wanted.as_bytes())?;
    Ok(Some(inside))
}
