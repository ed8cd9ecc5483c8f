//! Lists the sources of the pack (procedures, catalogues, workflows), so that a new procedure is a new file and
//! nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../core/forms/procedures");
    let folder = folder.canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        // Procedures lie at the top of the folder, everything else in a folder with the name of its kind.
        let path = if name.contains('/') { name } else { format!("procedures/{name}") };
        writeln!(
            list,
            "    Source {{ path: {path:?}, text: include_str!({:?}) }},",
            file.display().to_string()
        )
        .map_err(io::Error::other)?;
        println!("cargo::rerun-if-changed={}", file.display());
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("sources.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}
