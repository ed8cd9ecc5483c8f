//! The framework for Apple's systems: a static library for devices and one for the simulator, with the C header.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{size, target};
use crate::files;
use crate::proc::{Cmd, cargo};
use crate::steps::{copy, generate, shipped};

/// One library of the framework.
struct Slice {
    target: &'static str,
    folder: &'static str,
    simulator: bool,
}

const SLICES: &[Slice] = &[
    Slice { target: "aarch64-apple-ios", folder: "ios-arm64", simulator: false },
    Slice { target: "aarch64-apple-ios-sim", folder: "ios-arm64-simulator", simulator: true },
];

/// Oldest iOS; `mobile/apple/Package.swift` says the same.
const IOS: &str = "15.0";

/// Builds the framework, unsigned.
pub(super) fn assemble(out: &Path) -> Result<(), String> {
    let framework = out.join("MotCuaFFI.xcframework");
    let work = out.join("work");
    let host = shipped(&work.join("native"))?;
    generate("swift", &host, "generate.toml", &work.join("swift"))?;
    let mut entries = String::new();
    for slice in SLICES {
        let Some(library) = library(slice)? else {
            println!("              {}: the compiler has no {} here", slice.folder, slice.target);
            continue;
        };
        let home = files::make(&framework.join(slice.folder))?;
        let headers = files::make(&home.join("Headers"))?;
        copy(&library, &home.join("libmotcua_uniffi.a"))?;
        copy(&work.join("swift/CMotCua.h"), &headers.join("CMotCua.h"))?;
        files::write(
            &headers.join("module.modulemap"),
            b"module CMotCua {\n    header \"CMotCua.h\"\n    export *\n}\n",
        )?;
        size(slice.folder, &home.join("libmotcua_uniffi.a"))?;
        entries.push_str(&entry(slice));
    }
    if entries.is_empty() {
        println!("              no framework: the compiler knows none of Apple's systems here");
        return Ok(());
    }
    let plist = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\t<key>AvailableLibraries</key>\n\t<array>\n{entries}\t</array>\n\
         \t<key>CFBundlePackageType</key>\n\t<string>XFWK</string>\n\
         \t<key>XCFrameworkFormatVersion</key>\n\t<string>1.0</string>\n</dict>\n</plist>\n"
    );
    files::write(&framework.join("Info.plist"), plist.as_bytes())?;
    println!("              {}", files::short(&framework));
    println!("              BUILT, NOT RUN: unsigned, and no Xcode here.");
    Ok(())
}

fn entry(slice: &Slice) -> String {
    let variant = if slice.simulator {
        "\t\t\t<key>SupportedPlatformVariant</key>\n\t\t\t<string>simulator</string>\n"
    } else {
        ""
    };
    format!(
        "\t\t<dict>\n\t\t\t<key>BinaryPath</key>\n\t\t\t<string>libmotcua_uniffi.a</string>\n\
         \t\t\t<key>HeadersPath</key>\n\t\t\t<string>Headers</string>\n\
         \t\t\t<key>LibraryIdentifier</key>\n\t\t\t<string>{}</string>\n\
         \t\t\t<key>LibraryPath</key>\n\t\t\t<string>libmotcua_uniffi.a</string>\n\
         \t\t\t<key>SupportedArchitectures</key>\n\t\t\t<array>\n\t\t\t\t<string>arm64</string>\n\t\t\t</array>\n\
         \t\t\t<key>SupportedPlatform</key>\n\t\t\t<string>ios</string>\n{variant}\t\t</dict>\n",
        slice.folder
    )
}

/// A slice's library. Where the compiler has no standard library for the simulator, a nightly one builds it from source.
fn library(slice: &Slice) -> Result<Option<PathBuf>, String> {
    let common = |command: Cmd| {
        command
            .args(["rustc", "--quiet", "-p", "motcua-uniffi", "--lib", "--profile", "mobile"])
            .args(["--target", slice.target, "--crate-type", "staticlib"])
            .env("IPHONEOS_DEPLOYMENT_TARGET", IOS)
            .limit(Duration::from_secs(1800))
    };
    if target(slice.target)? {
        common(cargo()).run()?;
    } else {
        let nightly = Cmd::new("rustup").args(["run", "nightly", "rustc", "--print", "sysroot"]).output();
        let source = nightly.map(|root| PathBuf::from(root.trim()).join("lib/rustlib/src/rust/library"));
        if !source.is_ok_and(|source| source.is_dir()) {
            return Ok(None);
        }
        common(Cmd::new("rustup").args(["run", "nightly", "cargo"]))
            .arg("-Zbuild-std=std,panic_unwind")
            .without("RUSTC")
            .without("RUSTUP_TOOLCHAIN")
            .without("CARGO")
            .run()?;
    }
    Ok(Some(files::target().join(slice.target).join("mobile/libmotcua_uniffi.a")))
}
