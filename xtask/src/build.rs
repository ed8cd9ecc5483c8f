//! Things that several commands and steps need, each built at most once in a run.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::npm::{Engine, Flavour};
use crate::proc::{Cmd, cargo};
use crate::{files, npm, setup};

/// Folder of the portal.
const PORTAL: &str = "web-demo/portal";

/// What has been built in this run, and what failed to.
#[derive(Default)]
pub(crate) struct Workshop {
    /// Whether the long runs were asked for.
    pub(crate) long: bool,
    /// Commands that answer the conformance requests, by target: what the steps of the bindings have built.
    pub(crate) streams: Vec<(String, Vec<String>)>,
    done: HashMap<&'static str, Result<PathBuf, String>>,
}

impl Workshop {
    /// An empty one.
    pub(crate) fn new(long: bool) -> Self {
        Self { long, ..Self::default() }
    }

    /// Tarball of the npm package.
    pub(crate) fn tarball(&mut self) -> Result<PathBuf, String> {
        self.once("the npm package", npm::package)
    }

    /// Folder with the test build of the module.
    pub(crate) fn conform_web(&mut self) -> Result<PathBuf, String> {
        self.once("the test module", || npm::module(Flavour::Conform, Engine::Simd))
    }

    /// The same without vectors.
    pub(crate) fn conform_web_scalar(&mut self) -> Result<PathBuf, String> {
        self.once("the test module without vectors", || npm::module(Flavour::Conform, Engine::Scalar))
    }

    /// The native `motcua` command.
    pub(crate) fn cli(&mut self) -> Result<PathBuf, String> {
        self.once("the motcua command", || program("motcua-cli", "motcua"))
    }

    /// The portal's server.
    pub(crate) fn server(&mut self) -> Result<PathBuf, String> {
        self.once("the server", server)
    }

    /// The built portal.
    pub(crate) fn portal(&mut self) -> Result<PathBuf, String> {
        let tarball = self.tarball()?;
        self.once("the portal", || portal(&tarball))
    }

    fn once(
        &mut self,
        what: &'static str,
        build: impl FnOnce() -> Result<PathBuf, String>,
    ) -> Result<PathBuf, String> {
        if let Some(known) = self.done.get(what) {
            return known.clone().map_err(|_| format!("needs {what}, which could not be built"));
        }
        let result = build();
        self.done.insert(what, result.clone());
        result
    }
}

/// `cargo xtask portal`.
pub(crate) fn portal_by_hand(deps_only: bool) -> Result<(), String> {
    let tarball = npm::package()?;
    if deps_only {
        return portal_deps(&tarball);
    }
    println!("{}", files::short(&portal(&tarball)?));
    Ok(())
}

/// Compiles the portal's server.
pub(crate) fn server() -> Result<PathBuf, String> {
    program("motcua-server", "motcua-server")
}

/// Fetches what the portal is built with; needs nothing of ours.
pub(crate) fn portal_npm_ci() -> Result<(), String> {
    setup::npm_ci(&files::root().join(PORTAL))
}

/// Builds the portal against the package.
pub(crate) fn portal(tarball: &Path) -> Result<PathBuf, String> {
    portal_deps(tarball)?;
    println!("   building the portal");
    let dir = files::root().join(PORTAL);
    let log = setup::log("portal-build");
    Cmd::new("npm")
        .args(["run", "--silent", "build"])
        .dir(&dir)
        .limit(Duration::from_secs(300))
        .quiet(&log)?;
    let dist = dir.join("dist");
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err(format!("{PORTAL} built no dist/index.html"))
    }
}

fn portal_deps(tarball: &Path) -> Result<(), String> {
    portal_npm_ci()?;
    unpack(tarball, &files::root().join(PORTAL))
}

fn program(package: &str, name: &str) -> Result<PathBuf, String> {
    println!("   compiling {name}");
    cargo().args(["build", "--quiet", "-p", package, "--bin", name]).run()?;
    let path = files::target().join("debug").join(name);
    if path.is_file() { Ok(path) } else { Err(format!("cargo left no {}", files::short(&path))) }
}

/// Puts the package into `dir/node_modules/motcua`.
///
/// It has no dependencies, so this is all that `npm install` would do; and no lock file then holds the hash of a
/// tarball that changes with every build.
pub(crate) fn unpack(tarball: &Path, dir: &Path) -> Result<(), String> {
    let home = files::empty_dir(&dir.join("node_modules/motcua"))?;
    Cmd::new("tar").arg("-xzf").arg(tarball).args(["--strip-components", "1", "-C"]).arg(&home).run()?;
    let manifest = files::read(&home.join("package.json"))?;
    if manifest.contains("\"dependencies\"") {
        return Err("the npm package has dependencies; it must have none".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacks_a_package_without_dependencies() {
        let dir = files::empty_dir(&files::target().join("xtask/unpack-test")).unwrap();
        let pack = |manifest: &str| {
            files::make_dir(&dir.join("package")).unwrap();
            files::write(&dir.join("package/package.json"), manifest.as_bytes()).unwrap();
            Cmd::new("tar").args(["-czf", "a.tgz", "package"]).dir(&dir).run().unwrap();
            unpack(&dir.join("a.tgz"), &dir)
        };
        pack("{}").unwrap();
        assert_eq!(files::read(&dir.join("node_modules/motcua/package.json")).unwrap(), "{}");
        assert!(pack("{\"dependencies\":{\"a\":\"1\"}}").unwrap_err().contains("must have none"));
    }

    #[test]
    fn what_failed_is_not_built_twice() {
        let mut workshop = Workshop::default();
        let first = workshop.once("a thing", || Err("no disk".to_owned()));
        assert_eq!(first.unwrap_err(), "no disk");
        let second = workshop.once("a thing", || unreachable!());
        assert_eq!(second.unwrap_err(), "needs a thing, which could not be built");
    }
}
