//! Files, with the path in every complaint.

use std::fs;
use std::path::{Path, PathBuf};

/// Root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's target folder: the one this program was started from, wherever the user put it.
pub(crate) fn target() -> PathBuf {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|exe| exe.ancestors().nth(2).map(Path::to_path_buf))
        .filter(|folder| folder.join("CACHEDIR.TAG").is_file());
    beside.unwrap_or_else(|| root().join("target"))
}

/// Whole file as text.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| complain("read", path, &error))
}

/// Replaces a file.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    fs::write(path, content).map_err(|error| complain("write", path, &error))
}

/// Makes a folder and those above it.
pub(crate) fn make_dir(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(|error| complain("make", path, &error))
}

/// Removes a folder with all its content, if it is there.
pub(crate) fn remove_dir(path: &Path) -> Result<(), String> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(complain("remove", path, &error)),
        _ => Ok(()),
    }
}

/// An empty folder.
pub(crate) fn empty_dir(path: &Path) -> Result<PathBuf, String> {
    remove_dir(path)?;
    make_dir(path)?;
    Ok(path.to_path_buf())
}

/// A folder, made if it is not there.
pub(crate) fn make(path: &Path) -> Result<PathBuf, String> {
    make_dir(path)?;
    Ok(path.to_path_buf())
}

/// Entries of a folder, in the order of their names.
pub(crate) fn list(path: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(path).map_err(|error| complain("list", path, &error))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(|error| complain("list", path, &error)))
        .collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

/// A path as people write it: below the root of the repository when it is there.
pub(crate) fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn complain(verb: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {verb} {}: {error}", short(path))
}
