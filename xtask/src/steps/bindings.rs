//! What the steps of the language bindings share.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::build::Workshop;
use crate::files;
use crate::proc::{Cmd, cargo};
use crate::setup;

/// The error codes, one a line: what every binding has to export.
pub(crate) const CODES: &str = "core/types/codes.txt";

/// Compiles a binding and copies its library to `to`. Debug builds: the tests are about answers, not speed.
pub(crate) fn library(package: &str, conform: bool, to: &Path) -> Result<(), String> {
    let mut build = cargo().args(["build", "--quiet", "-p", package, "--lib"]);
    if conform {
        build = build.args(["--features", "conform"]);
    }
    build.run()?;
    let name = library_name(&package.replace('-', "_"));
    copy(&files::target().join("debug").join(name), to)
}

/// File name of a dynamic library on this system.
fn library_name(stem: &str) -> String {
    format!("{}{stem}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// Copies a file.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let done = std::fs::copy(from, to).map(drop);
    done.map_err(|error| format!("cannot copy {} to {}: {error}", files::short(from), files::short(to)))
}

/// Copies a folder of sources, without what a build left in it.
pub(crate) fn copy_dir(from: &Path, to: &Path) -> Result<(), String> {
    files::make_dir(to)?;
    for path in files::list(from)? {
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            if name != ".build" {
                copy_dir(&path, &to.join(name))?;
            }
        } else {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Writes one language's side of `library` into `to`.
pub(crate) fn generate(language: &str, library: &Path, config: &str, to: &Path) -> Result<(), String> {
    cargo()
        .args(["run", "--quiet", "-p", "motcua-uniffi-bindgen", "--bin", "uniffi-bindgen", "--"])
        .args(["generate", "--language", language, "--no-format", "--config"])
        .arg(files::root().join("bindings/uniffi").join(config))
        .arg("--out-dir")
        .arg(to)
        .arg(library)
        .run()
}

/// The library for phones and its test build, `libmotcua_uniffi` and `libmotcua_uniffi_conform`, in a folder.
pub(crate) struct Pair {
    /// The one that ships.
    pub(crate) shipped: PathBuf,
    /// The one with the conformance entry.
    pub(crate) test: PathBuf,
}

/// Compiles both, and makes sure that only one has the entry.
pub(crate) fn pair(folder: &Path) -> Result<Pair, String> {
    println!("   compiling the library, and its test build");
    files::make_dir(folder)?;
    let test = folder.join(library_name("motcua_uniffi_conform"));
    let shipped = folder.join(library_name("motcua_uniffi"));
    library("motcua-uniffi", true, &test)?;
    library("motcua-uniffi", false, &shipped)?;
    absent(&shipped, &test, "uniffi_motcua_uniffi_fn_func_conform")?;
    Ok(Pair { shipped, test })
}

/// A small city as files, and what a program that reads them has to print.
pub(crate) struct Scene {
    /// Where the files lie.
    pub(crate) folder: PathBuf,
    expected: String,
}

impl Scene {
    /// Makes it: the same for every language.
    pub(crate) fn make() -> Result<Self, String> {
        let folder = files::target().join("xtask/scene");
        files::make_dir(&folder)?;
        scene().arg("make").arg(&folder).run()?;
        let expected = files::read(&folder.join("expected.txt"))?;
        Ok(Self { folder, expected })
    }

    /// Runs a program over the files, and holds what it prints against what is expected.
    pub(crate) fn play(&self, name: &str, command: &[impl AsRef<OsStr>]) -> Result<(), String> {
        let (program, rest) = command.split_first().ok_or("no program")?;
        let run = Cmd::new(program).args(rest).arg(&self.folder).arg(self.packet(name));
        self.hold(name, &run.limit(Duration::from_secs(120)).output()?)
    }

    /// Where a program leaves the packet that it sealed.
    pub(crate) fn packet(&self, name: &str) -> PathBuf {
        self.folder.join(format!("packet-{name}.json"))
    }

    /// Holds what a program printed against what is expected.
    pub(crate) fn hold(&self, name: &str, printed: &str) -> Result<(), String> {
        if printed.replace('\r', "") == self.expected {
            println!(
                "   the program in {name}: pack, form, signature, packet, log, co-signature, data by class"
            );
            return Ok(());
        }
        Err(format!("the program in {name} printed\n{printed}\ninstead of\n{}", self.expected))
    }

    /// Opens every packet that a program left.
    pub(crate) fn check(&self) -> Result<(), String> {
        let packets = files::list(&self.folder)?.into_iter().filter(|path| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("packet-"))
        });
        scene().arg("check").args(packets).run()
    }
}

fn scene() -> Cmd {
    cargo().args(["run", "--quiet", "-p", "motcua", "--example", "scene", "--"])
}

/// Refuses a library that ships with the conformance entry; `test` is the build that must have it.
pub(crate) fn absent(shipped: &Path, test: &Path, mark: &str) -> Result<(), String> {
    let holds = |path: &Path| {
        let bytes =
            std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", files::short(path)))?;
        Ok::<bool, String>(bytes.windows(mark.len()).any(|window| window == mark.as_bytes()))
    };
    if !holds(test)? {
        return Err(format!("{mark} is not in the test build either; look for another mark"));
    }
    if holds(shipped)? {
        return Err(format!("{} ships with the conformance entry", files::short(shipped)));
    }
    Ok(())
}

/// Runs the conformance stream through `command` and through the native core; returns the remark for the table.
pub(crate) fn parity(
    workshop: &mut Workshop,
    name: &str,
    command: &[impl AsRef<OsStr>],
) -> Result<String, String> {
    setup::node()?;
    let words = command.iter().map(|word| word.as_ref().to_string_lossy().into_owned());
    workshop.streams.push((name.to_owned(), words.collect()));
    let stream = Cmd::new("node")
        .args(["tests/conformance/target.mjs", name])
        .args(command)
        .env("MOTCUA_CLI", workshop.cli()?)
        .env("MOTCUA_CASES", files::root().join("tests/cases"))
        .limit(Duration::from_secs(600));
    let mut remark = String::new();
    stream.lines(|line| {
        println!("   {line}");
        if line.starts_with(name) {
            line.clone_into(&mut remark);
        }
    })?;
    Ok(remark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_must_stand_in_the_test_build_alone() {
        let dir = files::empty_dir(&files::target().join("xtask/absent-test")).unwrap();
        let (with, without) = (dir.join("with"), dir.join("without"));
        files::write(&with, b"..conform..").unwrap();
        files::write(&without, b"nothing").unwrap();
        assert!(absent(&without, &with, "conform").is_ok());
        assert!(absent(&with, &with, "conform").is_err());
        assert!(absent(&without, &without, "conform").is_err());
    }
}
