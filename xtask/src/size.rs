//! Sizes of what ships, and the budget of the module.

use std::path::PathBuf;

use crate::npm::{Engine, Flavour};
use crate::proc::Cmd;
use crate::{files, natives, npm};

/// What the module weighed after brotli, in bytes, at the last landing that says so in ARCHITECTURE.md: lowered with every
/// change that makes it smaller, raised only together with a line there that names what was added.
const REACHED: u64 = 447_367;

/// What the module may weigh after brotli, in bytes: what it has reached, and 2 % for what a fix needs.
pub(crate) const BUDGET: u64 = REACHED + REACHED / 50;

/// What the module is to weigh after brotli, in bytes.
const GOAL: u64 = 180_000;

/// One file, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    /// After brotli at its strongest.
    pub(crate) brotli: u64,
}

/// `cargo xtask size`.
pub(crate) fn run() -> Result<(), String> {
    npm::package()?;
    print()?;
    natives::print();
    Ok(())
}

/// Prints the table of the package that was built last.
pub(crate) fn print() -> Result<(), String> {
    println!("\n{:<18} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli");
    for Size { name, raw, gzip, brotli } in measure(&parts())? {
        println!("{name:<18} {raw:>9} {gzip:>9} {brotli:>9}");
    }
    println!("core_bg.wasm after brotli: {}", standing(module()?.brotli));
    Ok(())
}

/// A weight beside the budget and the goal.
pub(crate) fn standing(weight: u64) -> String {
    let goal = match weight.checked_sub(GOAL) {
        Some(over @ 1..) => format!("goal {GOAL}, not reached: {over} more"),
        _ => format!("goal {GOAL}, reached"),
    };
    format!("{weight} bytes, budget {BUDGET}, {goal}")
}

/// The module that ships.
pub(crate) fn module() -> Result<Size, String> {
    measure(&[npm::web(Flavour::Ship, Engine::Simd).join("core_bg.wasm")])?
        .pop()
        .ok_or_else(|| "nothing measured".to_owned())
}

fn parts() -> Vec<PathBuf> {
    let web = npm::web(Flavour::Ship, Engine::Simd);
    let dist = files::root().join(npm::PACKAGE).join("dist");
    let mut parts = vec![web.join("core_bg.wasm"), web.join("core.js")];
    parts.extend(files::list(&dist).unwrap_or_default().into_iter().filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        (name.ends_with(".js") || name.ends_with(".cjs") || name.ends_with(".json")) && name != "core.js"
    }));
    parts
}

fn measure(paths: &[PathBuf]) -> Result<Vec<Size>, String> {
    let text = Cmd::new("node").arg("xtask/js/size.mjs").args(paths).output()?;
    text.lines().map(|line| parse(line).ok_or_else(|| format!("size.mjs said {line:?}"))).collect()
}

fn parse(line: &str) -> Option<Size> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let mut number = || words.next()?.parse().ok();
    Some(Size { name, raw: number()?, gzip: number()?, brotli: number()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_the_goal_is() {
        assert!(standing(GOAL + 7).ends_with("not reached: 7 more"));
        assert!(standing(GOAL).ends_with("goal 180000, reached"));
    }

    #[test]
    fn reads_a_line() {
        let size = Size { name: "core_bg.wasm".into(), raw: 3, gzip: 2, brotli: 1 };
        assert_eq!(parse("core_bg.wasm 3 2 1"), Some(size));
        assert_eq!(parse("core_bg.wasm 3"), None);
    }
}
