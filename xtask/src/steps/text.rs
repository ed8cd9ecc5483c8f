//! The files of the repository, as git sees them.

use std::path::{Path, PathBuf};

use crate::files;
use crate::proc::Cmd;

/// One file.
pub(crate) struct Source {
    /// Path from the root of the repository, with forward slashes.
    pub(crate) path: String,
    /// Size in bytes.
    pub(crate) bytes: usize,
    /// Content, unless it is binary.
    pub(crate) text: Option<String>,
}

impl Source {
    /// The part of the name after the last dot.
    pub(crate) fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|extension| extension.to_str()).unwrap_or_default()
    }

    /// The name without its folder.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Everything that is committed or would be with `git add --all`.
pub(crate) fn sources() -> Result<Vec<Source>, String> {
    let list = Cmd::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .map_err(|error| format!("{error}\nthis step needs a git checkout"))?;
    let mut sources = Vec::new();
    for path in list.split('\0').filter(|path| !path.is_empty()) {
        let full: PathBuf = files::root().join(path);
        // A file removed but not yet committed is still listed.
        if !full.is_file() {
            continue;
        }
        let bytes = std::fs::read(&full).map_err(|error| format!("cannot read {path}: {error}"))?;
        let size = bytes.len();
        let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        sources.push(Source { path: path.to_owned(), bytes: size, text });
    }
    Ok(sources)
}
