//! Sizes of what ships, and the budget of the module.

use std::path::PathBuf;

use crate::npm::{Engine, Flavour};
use crate::proc::Cmd;
use crate::{files, natives, npm};

/// A module that ships: what it weighs after brotli, in bytes, and what it is to weigh.
#[derive(Clone, Copy)]
pub(crate) struct Weight {
    /// What it is called.
    pub(crate) name: &'static str,
    flavour: Flavour,
    engine: Engine,
    /// What it weighed at the last landing that says so in ARCHITECTURE.md: lowered with every change that makes it
    /// smaller, raised only together with a line there that names what was added.
    reached: u64,
    goal: u64,
}

/// Every module with a budget. The message catalogues lie beside them.
pub(crate) const MODULES: [Weight; 2] = [
    Weight {
        name: "everything",
        flavour: Flavour::Ship,
        engine: Engine::Simd,
        reached: 358_882,
        goal: 180_000,
    },
    Weight {
        name: "forms alone",
        flavour: Flavour::Forms,
        engine: Engine::Scalar,
        reached: 202_676,
        goal: 80_000,
    },
];

impl Weight {
    /// What it may weigh: what it has reached, and 2 % for what a fix needs.
    pub(crate) const fn budget(&self) -> u64 {
        self.reached + self.reached / 50
    }

    fn module(&self) -> PathBuf {
        npm::web(self.flavour, self.engine).join("core_bg.wasm")
    }

    /// What it weighs now.
    pub(crate) fn measure(&self) -> Result<u64, String> {
        measure(&[self.module()])?.pop().map(|size| size.brotli).ok_or_else(|| "nothing measured".to_owned())
    }

    /// A weight beside the budget and the goal.
    pub(crate) fn standing(&self, weight: u64) -> String {
        let goal = match weight.checked_sub(self.goal) {
            Some(over @ 1..) => format!("goal {}, not reached: {over} more", self.goal),
            _ => format!("goal {}, reached", self.goal),
        };
        format!("{weight} bytes, budget {}, {goal}", self.budget())
    }
}

/// One file, in bytes.
#[derive(Debug, PartialEq, Eq)]
struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    /// After brotli at its strongest.
    brotli: u64,
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
    for module in &MODULES {
        println!("{} after brotli: {}", module.name, module.standing(module.measure()?));
    }
    Ok(())
}

fn parts() -> Vec<PathBuf> {
    let web = npm::web(Flavour::Ship, Engine::Simd);
    let dist = files::root().join(npm::PACKAGE).join("dist");
    let mut parts = vec![web.join("core_bg.wasm"), web.join("core.js"), dist.join("forms/forms.wasm")];
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
        let [whole, _] = MODULES;
        assert!(whole.standing(whole.goal + 7).ends_with("not reached: 7 more"));
        assert!(whole.standing(whole.goal).ends_with("goal 180000, reached"));
    }

    #[test]
    fn reads_a_line() {
        let size = Size { name: "core_bg.wasm".into(), raw: 3, gzip: 2, brotli: 1 };
        assert_eq!(parse("core_bg.wasm 3 2 1"), Some(size));
        assert_eq!(parse("core_bg.wasm 3"), None);
    }
}
