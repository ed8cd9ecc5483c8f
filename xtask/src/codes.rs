//! The public registry of error codes.

use crate::proc::cargo;

/// `cargo xtask codes`: the test that compares the registry with the crates writes it when asked to.
pub(crate) fn run() -> Result<(), String> {
    cargo().args(["test", "--quiet", "-p", "motcua", "--test", "registry"]).env("MOTCUA_BLESS", "1").run()?;
    println!("the registry agrees with the crates; read the difference before you commit it");
    Ok(())
}
