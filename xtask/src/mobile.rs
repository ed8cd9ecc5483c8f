//! `cargo xtask mobile`: what app teams take: the jar, the Android archive, and the Swift package with its framework.

mod android;
mod apple;
mod elf;
mod macho;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files;
use crate::proc::{Cmd, cargo};
use crate::steps::facade;

/// How much is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// Every processor, as it would be published.
    Whole,
    /// One processor for each system: what the test run has time for.
    Trial,
}

/// How libraries for phones are compiled.
const PROFILE: &str = "mobile";

impl Build {
    /// The slices of a system that are built, the first one always.
    fn of<T>(self, slices: &[T]) -> &[T] {
        match self {
            Self::Whole => slices,
            Self::Trial => slices.get(..1).unwrap_or_default(),
        }
    }
}

/// Compiles the library for a target.
fn rustc(target: &str, kind: &str) -> Cmd {
    cargo()
        .args(["rustc", "--quiet", "-p", "motcua-uniffi", "--lib", "--profile", PROFILE])
        .args(["--target", target, "--crate-type", kind])
        .limit(Duration::from_secs(1800))
}

/// Where cargo leaves it.
fn built(target: &str, name: &str) -> PathBuf {
    files::target().join(target).join(PROFILE).join(name)
}

/// What was built for a system, what was not, and what is not proven.
pub(crate) struct Remark {
    /// One line.
    pub(crate) line: String,
    /// Whether everything that was asked for is there.
    pub(crate) complete: bool,
}

/// The command.
pub(crate) fn run() -> Result<(), String> {
    let out = files::target().join("artefacts");
    for remark in assemble(&out, Build::Whole)? {
        println!("{}", remark.line);
    }
    Ok(())
}

/// Puts everything into `out`.
pub(crate) fn assemble(out: &Path, build: Build) -> Result<Vec<Remark>, String> {
    let out = files::empty_dir(out)?;
    let version = env!("CARGO_PKG_VERSION");
    let work = files::make(&out.join("work"))?;
    let library = host_library(build)?;
    let Some(classes) = facade(&work, &library)? else {
        let line = "NOT BUILT: needs a JDK and jna.jar; see the step kotlin".to_owned();
        return Ok(vec![Remark { line, complete: false }]);
    };
    let named = out.join(format!("motcua-{version}.jar"));
    jar(&named, &classes, &library)?;
    size("jar, with the library of this machine", &named)?;
    let android = android::assemble(&out, &classes, version, build)?;
    let apple = apple::assemble(&out, &library, build)?;
    Ok(vec![android, apple])
}

/// The jar for the JVM: the facade's classes, and the library of this machine where JNA looks for it.
pub(crate) fn jar(to: &Path, classes: &Path, library: &Path) -> Result<(), String> {
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let inside = format!("{system}-{machine}/{}", host_name());
    archive(to, &[(classes, None), (library, Some(inside.as_str()))])
}

fn host_name() -> String {
    format!("{}motcua_uniffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// The library of this machine. In the test run it is the one that the steps before have compiled.
pub(crate) fn host_library(build: Build) -> Result<PathBuf, String> {
    let (profile, folder) = match build {
        Build::Whole => (PROFILE, PROFILE),
        Build::Trial => ("dev", "debug"),
    };
    cargo()
        .args(["build", "--quiet", "-p", "motcua-uniffi", "--lib", "--profile", profile])
        .limit(Duration::from_secs(1800))
        .run()?;
    Ok(files::target().join(folder).join(host_name()))
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

/// The linker that comes with the compiler; it knows the formats of both systems.
fn linker() -> Result<PathBuf, String> {
    let sysroot = Cmd::new("rustc").args(["--print", "sysroot"]).output()?;
    let host = Cmd::new("rustc").args(["--print", "host-tuple"]).output()?;
    Ok(PathBuf::from(sysroot.trim()).join("lib/rustlib").join(host.trim()).join("bin/rust-lld"))
}
