//! Sizes of what ships beside the npm package.

use std::path::{Path, PathBuf};

use crate::files;

/// What `cargo build --release` makes for integrators, by the name on Linux; elsewhere some are called otherwise.
const BUILT: &[&str] = &["motcua", "libmotcua_c.so", "libmotcua_c.dylib", "libmotcua_c.a"];

/// Files that other commands leave, by their ending.
const LEFT: &[(&str, &[&str])] =
    &[("python", &[".whl"]), ("kotlin", &[".jar", ".aar", ".so"]), ("artefacts", &[".aar", ".jar", ".a"])];

/// Prints what a release build and earlier runs have left; nothing is built for it.
pub(crate) fn print() {
    let built: Vec<PathBuf> = BUILT.iter().map(|name| files::target().join("release").join(name)).collect();
    println!("\n{:<34} {:>9}", "bytes", "raw");
    if !built.iter().any(|path| path.is_file()) {
        println!("cargo build --release -p motcua-cli -p motcua-c makes the command and the C library");
    }
    built.iter().for_each(|path| line(path));
    for (folder, endings) in LEFT {
        for path in below(&files::target().join(folder)) {
            if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                line(&path);
            }
        }
    }
}

fn line(path: &Path) {
    if let Ok(about) = path.metadata() {
        println!("{:<34} {:>9}", files::short(path), about.len());
    }
}

/// Every file below a folder; none where it is absent.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in files::list(folder).unwrap_or_default() {
        if path.is_dir() { found.extend(below(&path)) } else { found.push(path) }
    }
    found
}
