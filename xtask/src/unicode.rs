//! The tables of the Unicode normal forms.

use crate::proc::cargo;

/// `cargo xtask unicode`: the test that compares the tables with their source writes them when asked to.
pub(crate) fn run() -> Result<(), String> {
    cargo()
        .args(["test", "--quiet", "-p", "motcua-nfc", "--test", "tables"])
        .env("MOTCUA_BLESS", "1")
        .run()?;
    println!(
        "core/nfc/src/tables.rs is that of its pinned source; `cargo test -p motcua-nfc` compares the forms"
    );
    Ok(())
}
