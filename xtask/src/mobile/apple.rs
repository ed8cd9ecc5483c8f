//! For Apple's systems: a framework of static libraries, for devices and for the simulator, in a Swift package.

use std::path::{Path, PathBuf};

use super::{Build, Remark, built, linker, macho, rustc, size};
use crate::proc::Cmd;
use crate::steps::{copy, copy_dir, generate};
use crate::{files, setup};

/// One library of the framework.
struct Slice {
    target: &'static str,
    folder: &'static str,
    platform: macho::Platform,
}

const SLICES: &[Slice] = &[
    Slice { target: "aarch64-apple-ios", folder: "ios-arm64", platform: macho::Platform::Ios },
    Slice {
        target: "aarch64-apple-ios-sim",
        folder: "ios-arm64-simulator",
        platform: macho::Platform::Simulator,
    },
];

/// Oldest iOS; `mobile/apple/Package.swift` says the same.
const IOS: u32 = 15;

/// Builds the framework, unsigned, and the package around it; the remark says what was not proven.
pub(super) fn assemble(out: &Path, host: &Path, build: Build) -> Result<Remark, String> {
    let package = package(out, host)?;
    let framework = package.join("CMotCua.xcframework");
    let mut slices = Vec::new();
    let mut absent = String::new();
    for slice in build.of(SLICES) {
        let Some(library) = library(slice)? else {
            absent.push_str(&format!(
                " NOT BUILT: {}, the compiler has no {} here.",
                slice.folder, slice.target
            ));
            continue;
        };
        check(slice, &library)?;
        let linked = link(slice, &library, &out.join("work"))?;
        reasons(slice, &linked)?;
        let home = files::make(&framework.join(slice.folder))?;
        // A folder named as the module: Xcode puts the headers of all frameworks into one.
        let headers = files::make(&home.join("Headers/CMotCua"))?;
        copy(&library, &home.join("libmotcua_uniffi.a"))?;
        copy(&out.join("work/swift/CMotCua.h"), &headers.join("CMotCua.h"))?;
        files::write(
            &headers.join("module.modulemap"),
            b"module CMotCua {\n    header \"CMotCua.h\"\n    export *\n}\n",
        )?;
        size(&format!("{}, iOS {IOS} and up", slice.folder), &home.join("libmotcua_uniffi.a"))?;
        size(
            &format!("{}, what an app grows by: linked, what nobody calls left out", slice.folder),
            &linked,
        )?;
        slices.push(slice);
    }
    if slices.is_empty() {
        return Ok(Remark { line: format!("iOS:{absent}"), complete: false });
    }
    // Property lists are Python's to write: its standard library knows them.
    let entries = slices.iter().map(|slice| match slice.platform {
        macho::Platform::Ios => format!("{}:", slice.folder),
        macho::Platform::Simulator => format!("{}:simulator", slice.folder),
    });
    Cmd::new("python3")
        .arg(files::root().join("xtask/py/framework.py"))
        .arg(&framework)
        .arg(package.join("Sources/MotCua/PrivacyInfo.xcprivacy"))
        .args(entries)
        .run()?;
    println!("              {}", files::short(&package));
    let line = format!("iOS: BUILT, NOT RUN: not signed, and no Xcode here.{absent}");
    Ok(Remark { line, complete: absent.is_empty() })
}

/// The package that an app adds: sources, what the generator writes, and a place for the framework.
fn package(out: &Path, host: &Path) -> Result<PathBuf, String> {
    let sources = files::root().join("mobile/apple");
    let manifest = files::read(&sources.join("Package.swift"))?;
    if !manifest.contains(&format!(".iOS(.v{IOS})")) {
        return Err(format!("mobile/apple/Package.swift names another iOS than {IOS}"));
    }
    let generated = out.join("work/swift");
    generate("swift", host, "generate.toml", &generated)?;
    let package = files::make(&out.join("MotCua"))?;
    copy(&sources.join("Package.swift"), &package.join("Package.swift"))?;
    copy_dir(&sources.join("Sources/MotCua"), &package.join("Sources/MotCua"))?;
    let ffi = files::make(&package.join("Sources/MotCuaFFI"))?;
    copy(&generated.join("MotCuaFFI.swift"), &ffi.join("MotCuaFFI.swift"))?;
    Ok(package)
}

/// A slice's library. Where there is no standard library for it, the pinned compiler builds one from source: that is
/// not stable yet, so it has to be told that it may.
fn library(slice: &Slice) -> Result<Option<PathBuf>, String> {
    let compile = rustc(slice.target, "staticlib").env("IPHONEOS_DEPLOYMENT_TARGET", format!("{IOS}.0"));
    if setup::rare_target(slice.target)? {
        compile.run()?;
    } else {
        let sources = Cmd::new("rustup").args(["component", "add", "rust-src"]);
        if sources.logged(&setup::log("rust-src")).is_err() {
            return Ok(None);
        }
        compile.arg("-Zbuild-std=std,panic_unwind").env("RUSTC_BOOTSTRAP", "1").run()?;
    }
    Ok(Some(built(slice.target, "libmotcua_uniffi.a")))
}

/// Links everything that the facade can call. What the system gives stays open: there is no SDK of Apple's here.
fn link(slice: &Slice, library: &Path, work: &Path) -> Result<PathBuf, String> {
    let exports = work.join("exports.txt");
    files::write(&exports, b"_uniffi_motcua_*\n_ffi_motcua_*\n")?;
    let linked = work.join(format!("{}.dylib", slice.folder));
    let platform = match slice.platform {
        macho::Platform::Ios => "ios",
        macho::Platform::Simulator => "ios-simulator",
    };
    let version = format!("{IOS}.0");
    Cmd::new(linker()?)
        .args(["-flavor", "darwin", "-arch", "arm64", "-platform_version", platform, &version, &version])
        .args(["-dylib", "-undefined", "dynamic_lookup", "-dead_strip", "-all_load", "-x", "-S"])
        .arg("-exported_symbols_list")
        .arg(&exports)
        .arg("-o")
        .arg(&linked)
        .arg(library)
        .run()?;
    Ok(linked)
}

/// Functions whose use Apple wants a reason for in the privacy manifest ("required reason API"), as C names.
const REASONED: &[&str] = &[
    "fgetattrlist",
    "fstat",
    "fstatat",
    "fstatfs",
    "fstatvfs",
    "getattrlist",
    "getattrlistat",
    "getattrlistbulk",
    "lstat",
    "mach_absolute_time",
    "stat",
    "statfs",
    "statvfs",
];

/// The one that Rust's standard library calls, for files that it opens itself; `PrivacyInfo.xcprivacy` has its reason.
const DECLARED: &str = "fstat";

fn reasons(slice: &Slice, linked: &Path) -> Result<(), String> {
    for name in macho::read(linked)?.imports {
        let name = name.trim_start_matches('_').split('$').next().unwrap_or_default();
        if REASONED.contains(&name) && name != DECLARED {
            return Err(format!(
                "{}: calls {name}, for which the privacy manifest has no reason",
                slice.folder
            ));
        }
    }
    Ok(())
}

/// The system that it is for, and what it gives.
fn check(slice: &Slice, library: &Path) -> Result<(), String> {
    let found = macho::read(library)?;
    let folder = slice.folder;
    if found.platforms != [slice.platform] {
        return Err(format!("{folder}: holds code for {:?}", found.platforms));
    }
    if found.oldest.0 > IOS {
        return Err(format!("{folder}: asks for iOS {}.{}, not for {IOS}", found.oldest.0, found.oldest.1));
    }
    if !found.exports.iter().any(|name| name.starts_with("_uniffi_motcua_uniffi_fn_func_")) {
        return Err(format!("{folder}: gives none of our functions"));
    }
    if found.exports.iter().any(|name| name.ends_with("_func_conform")) {
        return Err(format!("{folder}: ships with the conformance entry"));
    }
    Ok(())
}
