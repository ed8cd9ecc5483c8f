//! `cargo xtask mobile`: what app teams take: the jar, the Android archive and the framework for Apple's systems.

mod android;
mod apple;
mod elf;

use std::path::{Path, PathBuf};

use crate::files;
use crate::proc::{Cmd, cargo};
use crate::steps::facade;

/// Where everything is put.
fn out() -> PathBuf {
    files::target().join("mobile")
}

/// The command.
pub(crate) fn run() -> Result<(), String> {
    let out = files::empty_dir(&out())?;
    let version = env!("CARGO_PKG_VERSION");
    let jar =
        facade(&files::make(&out.join("work"))?)?.ok_or("needs java and jna.jar; see the kotlin step")?;
    let lib = host_library()?;
    let named = out.join(format!("motcua-{version}.jar"));
    // The library of this machine travels inside, where JNA looks for it.
    archive(&named, &[(jar.as_path(), None), (lib.0.as_path(), Some(lib.1.as_str()))])?;
    size("jar, with the library of this machine", &named)?;
    android::assemble(&out, &jar, version)?;
    apple::assemble(&out)?;
    Ok(())
}

/// The library of this machine, and where JNA looks for it in a jar.
fn host_library() -> Result<(PathBuf, String), String> {
    cargo().args(["build", "--quiet", "-p", "motcua-uniffi", "--lib", "--profile", "mobile"]).run()?;
    let name = format!("{}motcua_uniffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    Ok((files::target().join("mobile").join(&name), format!("{system}-{machine}/{name}")))
}

/// Adds files to an archive: a jar's content where no name is given, else a file under that name.
fn archive(to: &Path, parts: &[(&Path, Option<&str>)]) -> Result<(), String> {
    let mut command = Cmd::new("python3").arg(files::root().join("xtask/py/archive.py")).arg(to);
    for (path, name) in parts {
        command = command.arg(path).arg(name.unwrap_or(""));
    }
    command.run()
}

/// Says how large something is.
fn size(what: &str, path: &Path) -> Result<(), String> {
    let bytes = std::fs::metadata(path).map_err(|error| format!("{}: {error}", files::short(path)))?.len();
    println!("{bytes:>12}  {}  {what}", files::short(path));
    Ok(())
}

/// Makes sure that a target of the compiler is there; false where it cannot be had.
fn target(name: &str) -> Result<bool, String> {
    let installed = Cmd::new("rustup").args(["target", "list", "--installed"]).output()?;
    if installed.lines().any(|line| line == name) {
        return Ok(true);
    }
    Ok(Cmd::new("rustup").args(["target", "add", name]).quiet(&crate::setup::log("rustup-target")).is_ok())
}
