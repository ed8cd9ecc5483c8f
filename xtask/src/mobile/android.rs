//! The Android archive: the facade's classes, the rules that keep them, and a library for each kind of processor.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{archive, elf, size, target};
use crate::files;
use crate::proc::{Cmd, cargo};

/// Rust's name of a target, and Android's name of its processors.
const SLICES: &[(&str, &str)] = &[
    ("aarch64-linux-android", "arm64-v8a"),
    ("armv7-linux-androideabi", "armeabi-v7a"),
    ("x86_64-linux-android", "x86_64"),
];

/// Oldest Android that the libraries are linked for.
const API: u32 = 26;

/// Page size of new devices; a library with less alignment does not load there.
const PAGE: u64 = 16_384;

/// Where the module's manifest and rules lie.
const MODULE: &str = "mobile/android/motcua";

/// Names of the C library of Android that Rust's standard library asks for. Anything else would be a surprise on a device.
const SYSTEM: &str = include_str!("android-imports.txt");

/// Builds every slice and the archive.
pub(super) fn assemble(out: &Path, jar: &Path, version: &str) -> Result<(), String> {
    let ndk = ndk();
    let mut parts = Vec::new();
    for (name, abi) in SLICES {
        if !target(name)? {
            println!("              {abi}: the compiler has no {name} here");
            continue;
        }
        let library = match &ndk {
            Some(ndk) => with_ndk(ndk, name)?,
            None => gate(out, name)?,
        };
        check(&library, abi)?;
        size(&format!("{abi}, 16 KB pages"), &library)?;
        parts.push((library, format!("jni/{abi}/libmotcua_uniffi.so")));
    }
    let aar = match ndk {
        Some(_) => out.join(format!("motcua-{version}.aar")),
        None => out.join(format!("motcua-{version}-linkgate.aar")),
    };
    let module = files::root().join(MODULE);
    let empty = out.join("work/R.txt");
    files::write(&empty, b"")?;
    parts.extend([
        (module.join("src/main/AndroidManifest.xml"), "AndroidManifest.xml".to_owned()),
        (module.join("consumer-rules.pro"), "proguard.txt".to_owned()),
        (jar.to_path_buf(), "classes.jar".to_owned()),
        (empty, "R.txt".to_owned()),
    ]);
    let parts: Vec<_> = parts.iter().map(|(path, name)| (path.as_path(), Some(name.as_str()))).collect();
    archive(&aar, &parts)?;
    size("Android archive", &aar)?;
    if ndk.is_some() {
        println!("              BUILT, NOT RUN: no Android device here.");
    } else {
        println!(
            "              LINK GATE: without an NDK (ANDROID_NDK_HOME) the libraries are linked against nothing, so that\n\
             \x20             size, pages, exports and imports can be checked. They do not load on a device; do not publish them."
        );
    }
    Ok(())
}

/// The NDK that the environment names.
fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"].into_iter().find_map(std::env::var_os)?;
    let prebuilt = PathBuf::from(named).join("toolchains/llvm/prebuilt");
    files::list(&prebuilt).ok()?.into_iter().next()
}

fn build(name: &str) -> Cmd {
    cargo()
        .args(["rustc", "--quiet", "-p", "motcua-uniffi", "--lib", "--profile", "mobile"])
        .args(["--target", name, "--crate-type", "cdylib"])
        .limit(Duration::from_secs(1800))
}

fn built(name: &str) -> PathBuf {
    files::target().join(name).join("mobile/libmotcua_uniffi.so")
}

fn linker(name: &str) -> String {
    format!("CARGO_TARGET_{}_LINKER", name.to_uppercase().replace('-', "_"))
}

fn with_ndk(ndk: &Path, name: &str) -> Result<PathBuf, String> {
    // Clang has its own name for 32-bit ARM.
    let clang = name.replace("armv7-linux", "armv7a-linux");
    let clang = ndk.join("bin").join(format!("{clang}{API}-clang"));
    build(name)
        .env(&linker(name), clang)
        .args([
            "--",
            "-C",
            "link-arg=-Wl,-z,max-page-size=16384",
            "-C",
            "link-arg=-Wl,-soname,libmotcua_uniffi.so",
        ])
        .run()?;
    Ok(built(name))
}

/// Links with Rust's own linker. What the C library gives stays open, to be checked by name.
fn gate(out: &Path, name: &str) -> Result<PathBuf, String> {
    let stubs = files::make(&out.join("work/stubs"))?;
    for library in ["dl", "log", "unwind", "m", "c", "gcc"] {
        files::write(&stubs.join(format!("lib{library}.a")), b"!<arch>\n")?;
    }
    let sysroot = Cmd::new("rustc").args(["--print", "sysroot"]).output()?;
    let host = Cmd::new("rustc").args(["--print", "host-tuple"]).output()?;
    let lld = PathBuf::from(sysroot.trim()).join("lib/rustlib").join(host.trim()).join("bin/rust-lld");
    build(name)
        .env(&linker(name), lld)
        .args(["--", "-C", "linker-flavor=ld.lld", "-C"])
        .arg(format!("link-arg=-L{}", stubs.display()))
        .args(["-C", "link-arg=--unresolved-symbols=ignore-all", "-C", "link-arg=--no-dependent-libraries"])
        .args(["-C", "link-arg=-zmax-page-size=16384", "-C", "link-arg=-soname=libmotcua_uniffi.so"])
        .run()?;
    Ok(built(name))
}

/// Pages, exports, imports.
fn check(library: &Path, abi: &str) -> Result<(), String> {
    let found = elf::read(library)?;
    // Android asks for it where addresses have 64 bits.
    if !abi.starts_with("armeabi") && found.alignments.iter().any(|alignment| *alignment < PAGE) {
        return Err(format!("{abi}: segments are aligned to {:?}, not to {PAGE}", found.alignments));
    }
    let known: Vec<&str> = SYSTEM.lines().filter(|line| !line.starts_with('#')).collect();
    let strange: Vec<&String> = found
        .imports
        .iter()
        .filter(|name| {
            !known.contains(&name.as_str()) && !name.starts_with("_Unwind_") && !name.starts_with("__aeabi_")
        })
        .collect();
    if !strange.is_empty() {
        return Err(format!("{abi}: asks its system for {strange:?}, which is not in android-imports.txt"));
    }
    if !found.exports.iter().any(|name| name.starts_with("uniffi_motcua")) {
        return Err(format!("{abi}: gives none of our functions"));
    }
    if found.exports.iter().any(|name| name.ends_with("_func_conform")) {
        return Err(format!("{abi}: ships with the conformance entry"));
    }
    Ok(())
}
