//! The Android archive: the facade's classes, the rules that keep them, and a library for each kind of processor.

use std::path::{Path, PathBuf};

use super::{Build, Remark, archive, built, elf, linker, rustc, size};
use crate::steps::copy;
use crate::{files, setup};

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

/// Builds the slices and the archive; the remark says what was not proven.
pub(super) fn assemble(out: &Path, jar: &Path, version: &str, build: Build) -> Result<Remark, String> {
    let ndk = ndk();
    let mut parts = Vec::new();
    let mut absent = String::new();
    for (name, abi) in build.of(SLICES) {
        if !setup::rare_target(name)? {
            absent.push_str(&format!(" NOT BUILT: {abi}, the compiler has no {name} here."));
            continue;
        }
        let library = match &ndk {
            Some(ndk) => with_ndk(ndk, name)?,
            None => gate(out, name)?,
        };
        check(&library, abi)?;
        size(&format!("{abi}, pages of 16 KB"), &library)?;
        // Also where the Gradle module looks for it.
        let place = files::make(&out.join("work/jni").join(abi))?.join("libmotcua_uniffi.so");
        copy(&library, &place)?;
        parts.push((place, format!("jni/{abi}/libmotcua_uniffi.so")));
    }
    let aar = match ndk {
        Some(_) => out.join(format!("motcua-{version}.aar")),
        None => out.join(format!("motcua-{version}-linkgate.aar")),
    };
    let module = files::root().join(MODULE);
    let manifest = module.join("src/main/AndroidManifest.xml");
    if !files::read(&manifest)?.contains(&format!("android:minSdkVersion=\"{API}\"")) {
        return Err(format!("{} names another API level than {API}", files::short(&manifest)));
    }
    let empty = out.join("work/R.txt");
    files::write(&empty, b"")?;
    parts.extend([
        (manifest, "AndroidManifest.xml".to_owned()),
        (module.join("consumer-rules.pro"), "proguard.txt".to_owned()),
        (jar.to_path_buf(), "classes.jar".to_owned()),
        (empty, "R.txt".to_owned()),
    ]);
    let parts: Vec<_> = parts.iter().map(|(path, name)| (path.as_path(), Some(name.as_str()))).collect();
    archive(&aar, &parts)?;
    size(&format!("Android archive, API level {API} and up"), &aar)?;
    let standing = if ndk.is_some() {
        "BUILT, NOT RUN: no Android device here."
    } else {
        // Nothing stands behind the libraries, so only what they ask for and give can be checked.
        "LINK GATE, NOT FOR DEVICES: no NDK (ANDROID_NDK_HOME); pages, imports and exports are checked."
    };
    Ok(Remark { line: format!("Android: {standing}{absent}"), complete: absent.is_empty() })
}

/// The NDK that the environment names.
fn ndk() -> Option<PathBuf> {
    let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"].into_iter().find_map(std::env::var_os)?;
    let prebuilt = PathBuf::from(named).join("toolchains/llvm/prebuilt");
    files::list(&prebuilt).ok()?.into_iter().next()
}

/// Where cargo is told the linker of a target.
fn variable(name: &str) -> String {
    format!("CARGO_TARGET_{}_LINKER", name.to_uppercase().replace('-', "_"))
}

fn with_ndk(ndk: &Path, name: &str) -> Result<PathBuf, String> {
    // Clang has its own name for 32-bit ARM.
    let clang = name.replace("armv7-linux", "armv7a-linux");
    let clang = ndk.join("bin").join(format!("{clang}{API}-clang"));
    rustc(name, "cdylib")
        .env(&variable(name), clang)
        .args([
            "--",
            "-C",
            "link-arg=-Wl,-z,max-page-size=16384",
            "-C",
            "link-arg=-Wl,-soname,libmotcua_uniffi.so",
        ])
        .run()?;
    Ok(built(name, "libmotcua_uniffi.so"))
}

/// Links with Rust's own linker. What the C library gives stays open, to be checked by name.
fn gate(out: &Path, name: &str) -> Result<PathBuf, String> {
    let stubs = files::make(&out.join("work/stubs"))?;
    for library in ["dl", "log", "unwind", "m", "c", "gcc"] {
        files::write(&stubs.join(format!("lib{library}.a")), b"!<arch>\n")?;
    }
    rustc(name, "cdylib")
        .env(&variable(name), linker()?)
        .args(["--", "-C", "linker-flavor=ld.lld", "-C"])
        .arg(format!("link-arg=-L{}", stubs.display()))
        .args(["-C", "link-arg=--unresolved-symbols=ignore-all", "-C", "link-arg=--no-dependent-libraries"])
        .args(["-C", "link-arg=-zmax-page-size=16384", "-C", "link-arg=-soname=libmotcua_uniffi.so"])
        .run()?;
    Ok(built(name, "libmotcua_uniffi.so"))
}

/// Pages, exports, imports.
fn check(library: &Path, abi: &str) -> Result<(), String> {
    let found = elf::read(library)?;
    if found.alignments.iter().any(|alignment| *alignment < PAGE) {
        return Err(format!("{abi}: segments are aligned to {:?}, not to {PAGE}", found.alignments));
    }
    let known: Vec<&str> = SYSTEM.lines().filter(|line| !line.starts_with('#')).collect();
    // The NDK links the unwinder, and on 32-bit ARM arithmetic, into the library itself.
    let linked =
        |name: &str| ["_Unwind_", "__gnu_unwind_", "__aeabi_"].iter().any(|start| name.starts_with(start));
    let strange: Vec<&String> =
        found.imports.iter().filter(|name| !known.contains(&name.as_str()) && !linked(name)).collect();
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
