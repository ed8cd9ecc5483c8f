//! Lists the documents of the embedded pack, so that a new procedure needs no line of program text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = here.join("../../core/forms/procedures").canonicalize()?;
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("&[\n");
    // Procedures lie at the top; in a pack they have a folder like everything else.
    for (folder, prefix) in [("", "procedures"), ("catalogues", "catalogues"), ("workflows", "workflows")] {
        for path in documents(&root.join(folder))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let entry = format!("    ({:?}, include_str!({path:?})),\n", format!("{prefix}/{name}"));
            list.write_str(&entry).map_err(io::Error::other)?;
        }
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("documents.rs"), list)
}

/// The JSON files of a folder, by name.
fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
