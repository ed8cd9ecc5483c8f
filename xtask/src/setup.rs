//! What a fresh machine lacks, and how it gets it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files;
use crate::proc::Cmd;

/// Oldest Node that everything here runs on.
const NODE: u32 = 20;

/// The standard library for the WebAssembly target.
pub(crate) fn wasm_target() -> Result<(), String> {
    let name = "wasm32-unknown-unknown";
    if has_target(name)? {
        return Ok(());
    }
    println!("   adding the {name} target");
    add_target().arg(name).quiet(&log("rustup-target")).map_err(|error| {
        format!(
            "{error}\nthe Rust toolchain has no {name} target; add it with rustup or your system's packages"
        )
    })
}

/// Makes sure that there is a standard library for a target that not every compiler has; false where it cannot be had.
/// Whoever calls says what is missing.
pub(crate) fn rare_target(name: &str) -> Result<bool, String> {
    Ok(has_target(name)? || add_target().arg(name).logged(&log("rustup-target")).is_ok())
}

fn has_target(name: &str) -> Result<bool, String> {
    let sysroot = Cmd::new("rustc").args(["--print", "sysroot"]).output()?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(name).join("lib").is_dir())
}

fn add_target() -> Cmd {
    Cmd::new("rustup").args(["target", "add"])
}

/// A cargo subcommand that comes as a toolchain component.
pub(crate) fn component(subcommand: &str, name: &str) -> Result<(), String> {
    let probe = Cmd::new("cargo").args([subcommand, "--version"]).quiet(&log("component-probe"));
    if probe.is_ok() {
        return Ok(());
    }
    println!("   adding the {name} component");
    Cmd::new("rustup").args(["component", "add", name]).quiet(&log("rustup-component"))
}

/// Node and npm, new enough.
pub(crate) fn node() -> Result<(), String> {
    let version = Cmd::new("node").arg("--version").output().map_err(|error| {
        format!("{error}\nNode {NODE} or newer is needed, with npm; install it from your system's packages")
    })?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|part| part.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(format!("Node {NODE} or newer is needed; this is {}", version.trim()));
    }
    which("npm").map(drop).ok_or_else(|| "npm is not on PATH; it comes with Node".to_owned())
}

/// `npm ci` in a folder, unless its `node_modules` already answers to the lock file.
pub(crate) fn npm_ci(dir: &Path) -> Result<(), String> {
    node()?;
    let lock = dir.join("package-lock.json");
    if !lock.is_file() {
        return Err(format!(
            "{} is missing; run `npm install` there once and commit it",
            files::short(&lock)
        ));
    }
    let wanted = files::read(&lock)? + &files::read(&dir.join("package.json"))?;
    let modules = dir.join("node_modules");
    let stamp = modules.join(".motcua-lock");
    if files::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("   npm ci in {}", files::short(dir));
    let log = log(&format!("npm-ci-{}", files::short(dir).replace('/', "-")));
    let install = || {
        let args = ["ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
        Cmd::new("npm").args(args).dir(dir).limit(Duration::from_secs(600)).quiet(&log)
    };
    // npm 11 sometimes trips over a tree it meets; from nothing it does not.
    install().or_else(|_| {
        println!("   once more, from an empty node_modules");
        files::remove_dir(&modules)?;
        install()
    })?;
    files::make_dir(&modules)?;
    files::write(&stamp, wanted.as_bytes())
}

/// What became of the search for a browser.
pub(crate) enum Browser {
    /// The program to start.
    Found(PathBuf),
    /// Why there is none, in words for the user.
    Missing(String),
}

/// A Chromium, installed where we may.
pub(crate) fn chromium() -> Result<Browser, String> {
    if let Some(path) = std::env::var_os("MOTCUA_CHROMIUM").map(PathBuf::from) {
        return if path.is_file() {
            Ok(Browser::Found(path))
        } else {
            Err(format!("MOTCUA_CHROMIUM names {}, which is not a file", path.display()))
        };
    }
    let vietnamese = Cmd::new("fc-list").arg(":lang=vi").output().is_ok_and(|fonts| !fonts.trim().is_empty());
    let complete = vietnamese || cfg!(target_os = "macos");
    match find_chromium() {
        Some(path) if complete => return Ok(Browser::Found(path)),
        _ if debian() && superuser() => apt(&["chromium", "fonts-noto-core", "fontconfig"])?,
        Some(_) => {
            return Ok(Browser::Missing(
                "no font with Vietnamese letters; install fonts-noto-core".to_owned(),
            ));
        }
        None => {}
    }
    Ok(find_chromium().map_or_else(
        || Browser::Missing("no Chromium or Chrome; install one, or name it in MOTCUA_CHROMIUM".to_owned()),
        Browser::Found,
    ))
}

/// Firefox, installed where we may.
pub(crate) fn firefox() -> Result<Browser, String> {
    let find = || which("firefox-esr").or_else(|| which("firefox"));
    found_or_installed(find, &["firefox-esr"], "no Firefox on PATH")
}

/// The small browser that comes with WebKitGTK, and a screen without a display for it.
pub(crate) fn minibrowser() -> Result<Browser, String> {
    let find = || {
        which("xvfb-run")?;
        let files = Cmd::new("dpkg").args(["-L", "libwebkit2gtk-4.1-0"]).output().ok()?;
        files.lines().find(|line| line.ends_with("/MiniBrowser")).map(PathBuf::from)
    };
    let packages = ["libwebkit2gtk-4.1-0", "xvfb", "xauth"];
    found_or_installed(find, &packages, "no WebKitGTK with its MiniBrowser, or no xvfb-run")
}

fn found_or_installed(
    find: impl Fn() -> Option<PathBuf>,
    packages: &[&str],
    missing: &str,
) -> Result<Browser, String> {
    if find().is_none() {
        debian_packages(packages)?;
    }
    Ok(find().map_or_else(|| Browser::Missing(missing.to_owned()), Browser::Found))
}

fn find_chromium() -> Option<PathBuf> {
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .iter()
        .find_map(|name| which(name))
        .or_else(|| mac.is_file().then_some(mac))
}

/// A program on PATH.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// Whether we may install packages: on Debian as root.
pub(crate) fn may_install() -> bool {
    debian() && superuser()
}

/// Installs packages where we may. False where we may not.
pub(crate) fn debian_packages(packages: &[&str]) -> Result<bool, String> {
    if !may_install() {
        return Ok(false);
    }
    apt(packages).map(|()| true)
}

fn debian() -> bool {
    files::read(Path::new("/etc/os-release")).is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

fn superuser() -> bool {
    Cmd::new("id").arg("-u").output().is_ok_and(|id| id.trim() == "0")
}

fn apt(packages: &[&str]) -> Result<(), String> {
    println!("   apt-get install {}", packages.join(" "));
    let log = log("apt");
    Cmd::new("apt-get").args(["update", "-qq"]).quiet(&log)?;
    Cmd::new("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .quiet(&log)
}

/// Where a quiet command writes.
pub(crate) fn log(name: &str) -> PathBuf {
    files::target().join("xtask/logs").join(format!("{name}.log"))
}
