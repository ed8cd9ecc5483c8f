//! Steps that are Node's work: the package, and everything that uses it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::build::Workshop;
use crate::npm::{Engine, Flavour};
use crate::proc::Cmd;
use crate::setup::{self, Browser};
use crate::table::{Outcome, StepResult, ok};
use crate::{files, json, npm, size};

/// The package, and its module's weight against the budget.
pub(crate) fn npm(workshop: &mut Workshop) -> StepResult {
    workshop.tarball()?;
    size::print()?;
    let mut told = Vec::new();
    for module in &size::MODULES {
        let weight = module.measure()?;
        if weight > module.budget() {
            return Err(format!(
                "the module of {} has {weight} bytes after brotli, over its budget of {}",
                module.name,
                module.budget()
            ));
        }
        told.push(format!("{}: {}", module.name, module.standing(weight)));
    }
    Ok(Outcome::Ok(format!("after brotli: {}", told.join("; "))))
}

/// The package's own tests: its API in Node, its element in a browser.
pub(crate) fn library(workshop: &mut Workshop) -> StepResult {
    workshop.tarball()?;
    let chromium = match setup::chromium()? {
        Browser::Found(path) => path,
        Browser::Missing(reason) => return Ok(Outcome::Skipped(reason)),
    };
    let test_build = workshop.conform_web()?;
    let folder = files::root().join("bindings/wasm/npm");
    let tests = files::list(&folder.join("test"))?;
    let tests = tests.into_iter().filter(|path| path.to_string_lossy().ends_with(".test.mjs"));
    Cmd::new("node")
        .arg("--test")
        .args(tests)
        .dir(&folder)
        .env("MOTCUA_CHROMIUM", chromium)
        .env("MOTCUA_CONFORM_WEB", test_build)
        .limit(Duration::from_secs(300))
        .run()?;
    ok()
}

/// Equal bytes from the native core and from the module in Node, with and without vectors.
pub(crate) fn conformance(workshop: &mut Workshop) -> StepResult {
    Cmd::new("node")
        .args(["--test", "tests/conformance/test/seeded.test.mjs", "tests/conformance/test/api.test.mjs"])
        .env("MOTCUA_CLI", workshop.cli()?)
        .limit(Duration::from_secs(120))
        .run()?;
    let script = script("tests/conformance", "run.mjs")?
        .env("MOTCUA_CASES", files::root().join("tests/cases"))
        .env("MOTCUA_CLI", workshop.cli()?);
    workshop.tarball()?;
    script
        .env("MOTCUA_WEB", npm::web(Flavour::Ship, Engine::Simd))
        .env("MOTCUA_CONFORM_WEB", workshop.conform_web()?)
        .env("MOTCUA_CONFORM_WEB_SCALAR", workshop.conform_web_scalar()?)
        .limit(Duration::from_secs(600))
        .run()?;
    ok()
}

/// Looks for differences between the targets by itself, for some minutes.
pub(crate) fn differential(workshop: &mut Workshop) -> StepResult {
    let streams = std::mem::take(&mut workshop.streams);
    let members: Vec<(&str, String)> =
        streams.iter().map(|(name, words)| (name.as_str(), json::list(words))).collect();
    let names: String = members.iter().map(|(name, _)| format!(", {name}")).collect();
    script("tests/conformance", "differential.mjs")?
        .env("MOTCUA_CASES", files::root().join("tests/cases"))
        .env("MOTCUA_CLI", workshop.cli()?)
        .env("MOTCUA_CONFORM_WEB", workshop.conform_web()?)
        .env("MOTCUA_CONFORM_WEB_SCALAR", workshop.conform_web_scalar()?)
        .env("MOTCUA_STREAMS", json::object(&members))
        .limit(Duration::from_secs(1_200))
        .run()?;
    Ok(Outcome::Ok(format!("native beside node, scalar{names}")))
}

/// Empty projects that install the tarball, and other people's form libraries on it.
pub(crate) fn packaging(workshop: &mut Workshop) -> StepResult {
    for (name, folder) in [("run.mjs", "packaging"), ("ecosystem.mjs", "ecosystem")] {
        script("tests/packaging", name)?
            .env("MOTCUA_TARBALL", workshop.tarball()?)
            .env("MOTCUA_TMP", scratch(folder)?)
            .limit(Duration::from_secs(600))
            .run()?;
    }
    ok()
}

/// The tarball's files in three browser engines, without a bundler, and the examples in one.
pub(crate) fn engines(workshop: &mut Workshop) -> StepResult {
    let mut engines = script("tests/packaging", "engines.mjs")?
        .env("MOTCUA_TARBALL", workshop.tarball()?)
        .env("MOTCUA_CONFORM_WEB", workshop.conform_web()?)
        .env("MOTCUA_CLI", workshop.cli()?)
        .env("MOTCUA_TMP", scratch("engines")?);
    let browsers = [
        ("MOTCUA_CHROMIUM", setup::chromium()?),
        ("MOTCUA_FIREFOX", setup::firefox()?),
        ("MOTCUA_MINIBROWSER", setup::minibrowser()?),
    ];
    let mut missing = Vec::new();
    let mut chromium = None;
    for (name, browser) in browsers {
        match browser {
            Browser::Found(path) => {
                if name == "MOTCUA_CHROMIUM" {
                    chromium = Some(path.clone());
                }
                engines = engines.env(name, path);
            }
            Browser::Missing(reason) => missing.push(reason),
        }
    }
    engines.limit(Duration::from_secs(600)).run()?;
    if let Some(chromium) = chromium {
        script("tests/packaging", "examples.mjs")?
            .env("MOTCUA_TARBALL", workshop.tarball()?)
            .env("MOTCUA_CHROMIUM", chromium)
            .env("MOTCUA_TMP", scratch("examples")?)
            .limit(Duration::from_secs(300))
            .run()?;
    }
    if missing.is_empty() { ok() } else { Ok(Outcome::Skipped(missing.join("; "))) }
}

/// Other people's JOSE library, also on the packet that the portal sent in the browser.
pub(crate) fn interop(workshop: &mut Workshop) -> StepResult {
    let packet = portal_packet();
    script("tests/interop", "run.mjs")?
        .env("MOTCUA_TARBALL", workshop.tarball()?)
        .env("MOTCUA_CLI", workshop.cli()?)
        .env("MOTCUA_SERVER", workshop.server()?)
        .env("MOTCUA_PORTAL_PACKET", &packet)
        .env("MOTCUA_TMP", scratch("interop")?)
        .limit(Duration::from_secs(300))
        .run()?;
    if packet.is_file() {
        ok()
    } else {
        Ok(Outcome::Skipped("the portal's packet, which e2e leaves".to_owned()))
    }
}

/// Where the browser test leaves the packet that the portal sent.
fn portal_packet() -> PathBuf {
    files::target().join("e2e/portal-packet.json")
}

/// The portal on the packed tarball.
pub(crate) fn portal(workshop: &mut Workshop) -> StepResult {
    workshop.portal()?;
    ok()
}

/// The stories in a browser.
pub(crate) fn e2e(workshop: &mut Workshop) -> StepResult {
    let chromium = match setup::chromium()? {
        Browser::Found(path) => path,
        Browser::Missing(reason) => return Ok(Outcome::Skipped(reason)),
    };
    // One of an earlier run must not pass for this run's.
    let _ = std::fs::remove_file(portal_packet());
    // The pictures of every page take as long again as the stories.
    let programs: &[&str] = if workshop.long { &["run.mjs", "shots.mjs"] } else { &["run.mjs"] };
    for program in programs {
        script("tests/e2e", program)?
            .env("MOTCUA_CHROMIUM", &chromium)
            .env("MOTCUA_TARBALL", workshop.tarball()?)
            .env("MOTCUA_PORTAL", workshop.portal()?)
            .env("MOTCUA_SERVER", workshop.server()?)
            .env("MOTCUA_TMP", scratch("e2e")?)
            .limit(Duration::from_secs(900))
            .run()?;
    }
    ok()
}

/// A script of our own, with what it needs from npm.
pub(crate) fn script(dir: &str, name: &str) -> Result<Cmd, String> {
    let path = Path::new(dir).join(name);
    let folder = files::root().join(dir);
    if !folder.join(name).is_file() {
        return Err(format!("{} does not exist", path.display()));
    }
    if folder.join("package.json").is_file() {
        setup::npm_ci(&folder)?;
    } else {
        setup::node()?;
    }
    Ok(Cmd::new("node").arg(path))
}

/// An empty folder for a step.
pub(crate) fn scratch(name: &str) -> Result<PathBuf, String> {
    files::empty_dir(&files::target().join("xtask").join(name))
}
