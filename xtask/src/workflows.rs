//! Pictures and tables of the workflows.

use crate::proc::cargo;

/// `cargo xtask workflows`: the tests that compare both with the documents write them when asked to.
pub(crate) fn run() -> Result<(), String> {
    let tests = ["--test", "pictures", "--test", "table"];
    cargo().args(["test", "--quiet", "-p", "motcua-dossier"]).args(tests).env("MOTCUA_BLESS", "1").run()?;
    println!("look at docs/workflows, read core/dossier/tests/table against the law, then commit both");
    Ok(())
}
