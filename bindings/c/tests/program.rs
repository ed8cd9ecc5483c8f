//! A C program over the header, linked with the shared and with the static library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Where cargo puts the libraries that it builds for this test.
fn libraries() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{out}{err}");
    out.into_owned()
}

/// A trial city, by the command in the same workspace: the one that the tests of the whole workspace have built, or else
/// one that is built now. (Always building it would compile the core again, with the features of the command alone.)
fn city() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c-city");
    let built = libraries().parent().map(|debug| debug.join("motcua")).filter(|path| path.is_file());
    let mut command = built.map_or_else(
        || {
            let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            let manifest = Path::new(HERE).join("../cli/Cargo.toml");
            cargo.args(["run", "--quiet", "--manifest-path"]).arg(manifest).arg("--");
            cargo
        },
        Command::new,
    );
    run(command.arg("trial").arg(&folder));
    folder
}

#[test]
fn a_packet_is_made_and_verified_from_c() {
    let city = city();
    let compile = |name: &str, link: &[String]| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        run(Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
            .args(["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Werror", "-I"])
            .arg(Path::new(HERE).join("include"))
            .arg(Path::new(HERE).join("tests/first_packet.c"))
            .arg("-o")
            .arg(&program)
            .args(link));
        program
    };
    let folder = libraries().display().to_string();
    let shared = [format!("-L{folder}"), format!("-Wl,-rpath,{folder}"), "-lmotcua_c".to_owned()];
    let mut fixed = vec![format!("{folder}/libmotcua_c.a"), "-lpthread".to_owned(), "-lm".to_owned()];
    if cfg!(target_os = "linux") {
        fixed.extend(["-ldl", "-lrt"].map(str::to_owned));
    }
    for (name, link) in [("c-shared", &shared[..]), ("c-static", &fixed)] {
        assert_eq!(run(Command::new(compile(name, link)).arg(&city)), "standing \"integrity\"\n");
    }
}
