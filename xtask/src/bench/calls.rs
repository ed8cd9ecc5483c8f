//! What starting and calling costs in each language, with the libraries as they ship.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::mobile::{self, Build};
use crate::proc::{Cmd, cargo};
use crate::steps::{copy, copy_dir, facade, interpreter, jvm_program, swift_program};
use crate::{build, files, json, npm};

/// The programs that are measured.
const SOURCES: &str = "tests/bench/calls";

/// How many records a round judges.
const RECORDS: &str = "2000";

/// A target: how its program starts, and how its runtime starts with nothing to do.
struct Target {
    name: &'static str,
    what: &'static str,
    start: Vec<String>,
    empty: Vec<String>,
    /// The program that is asked again and again; none for a command that starts for each call.
    calls: Option<Vec<String>>,
    env: Option<(&'static str, String)>,
}

/// The suite.
pub(super) fn run() -> Result<(), String> {
    let home = files::empty_dir(&files::target().join("bench/calls"))?;
    let schema = home.join("schema.json");
    copy(&files::root().join("tests/bench/forms/schema.json"), &schema)?;
    let records = home.join("records.ndjson");
    let text = Cmd::new("node").args(["tests/bench/forms/records.mjs", RECORDS]).output()?;
    files::write(&records, text.as_bytes())?;
    // Without mistakes: the command says by its status when there are some.
    let first = text.lines().nth(1).unwrap_or_default();
    files::write(&home.join("first.ndjson"), first.as_bytes())?;

    let library = mobile::host_library(Build::Whole)?;
    let mut targets = vec![command(&home, &schema)?, node(&home, &schema, &records)?];
    let others = [
        ("python", python(&home, &schema, &records)?),
        ("jvm", jvm(&home, &library, &schema, &records)?),
        ("swift", swift(&library, &schema, &records)?),
    ];
    for (name, target) in others {
        match target {
            Some(target) => targets.push(target),
            None => println!("   {name}: not measured, its tools are not here"),
        }
    }
    let list = home.join("targets.json");
    files::write(&list, described(&schema, &records, &targets)?.as_bytes())?;
    Cmd::new("node")
        .arg(files::root().join(SOURCES).join("run.mjs"))
        .arg(list)
        .arg(files::target().join("bench/calls.json"))
        .limit(Duration::from_secs(600))
        .run()
}

fn command(home: &Path, schema: &Path) -> Result<Target, String> {
    cargo().args(["build", "--quiet", "--release", "-p", "motcua-cli"]).run()?;
    let motcua = files::target().join("release/motcua");
    let start = words([
        motcua.as_os_str(),
        OsStr::new("validate"),
        OsStr::new("--batch"),
        OsStr::new("--schema"),
        schema.as_os_str(),
        home.join("first.ndjson").as_os_str(),
    ])?;
    Ok(Target {
        name: "command",
        what: "motcua validate --batch",
        start,
        empty: vec!["true".to_owned()],
        calls: None,
        env: None,
    })
}

fn node(home: &Path, schema: &Path, records: &Path) -> Result<Target, String> {
    let project = files::make(&home.join("node"))?;
    // Four modules take a while to build; whoever has the package already may say where.
    let tarball = std::env::var_os("MOTCUA_TARBALL").map(PathBuf::from);
    build::unpack(&tarball.map_or_else(npm::package, Ok)?, &project)?;
    let program = project.join("calls.mjs");
    copy(&files::root().join(SOURCES).join("calls.mjs"), &program)?;
    let calls = words([OsStr::new("node"), program.as_os_str()])?;
    Ok(Target {
        name: "node",
        what: "npm motcua in Node",
        start: first(&calls, schema, records)?,
        empty: ["node", "-e", "0"].map(str::to_owned).to_vec(),
        calls: Some(calls),
        env: None,
    })
}

fn python(home: &Path, schema: &Path, records: &Path) -> Result<Option<Target>, String> {
    let Some(python) = interpreter((3, 9))? else { return Ok(None) };
    cargo().args(["build", "--quiet", "--release", "-p", "motcua-python", "--lib"]).run()?;
    let packages = files::make(&home.join("python"))?;
    let package = packages.join("motcua");
    copy_dir(&files::root().join("bindings/python/motcua"), &package)?;
    let name = format!("{}motcua_python{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    copy(&files::target().join("release").join(name), &package.join("_native.abi3.so"))?;
    // The interpreter itself: a manager of versions in front of it would be measured too.
    let own = Cmd::new(&python).args(["-c", "import sys; print(sys.executable)"]).output()?;
    let program = files::root().join(SOURCES).join("calls.py");
    let calls = words([OsStr::new(own.trim()), program.as_os_str()])?;
    Ok(Some(Target {
        name: "python",
        what: "Python package",
        start: first(&calls, schema, records)?,
        empty: vec![own.trim().to_owned(), "-c".to_owned(), "pass".to_owned()],
        calls: Some(calls),
        env: Some(("PYTHONPATH", text(&packages)?)),
    }))
}

fn jvm(home: &Path, library: &Path, schema: &Path, records: &Path) -> Result<Option<Target>, String> {
    let work = files::make(&home.join("jvm"))?;
    let Some(classes) = facade(&work, library)? else { return Ok(None) };
    let jar = home.join("motcua.jar");
    mobile::jar(&jar, &classes, library)?;
    let program = home.join("calls.jar");
    let path = jvm_program(&files::root().join(SOURCES).join("Calls.kt"), &jar, &program)?;
    let class = |name: &str| ["java", "-cp", &path, name].map(str::to_owned).to_vec();
    let calls = class("vn.motcua.bench.Calls");
    Ok(Some(Target {
        name: "jvm",
        what: "jar on the JVM",
        start: first(&calls, schema, records)?,
        empty: class("vn.motcua.bench.Empty"),
        calls: Some(calls),
        env: None,
    }))
}

fn swift(library: &Path, schema: &Path, records: &Path) -> Result<Option<Target>, String> {
    let sources = files::root().join(SOURCES).join("swift");
    let Some(program) = swift_program(library, &sources, &[schema, records])? else { return Ok(None) };
    // Swift may live in a tree of its own, where our paths lead nowhere: the data lies beside the program.
    let calls = "calls schema.json records.ndjson";
    Ok(Some(Target {
        name: "swift",
        what: "Swift package on Linux",
        start: program.argv(&format!("{calls} first")),
        empty: program.argv("empty"),
        calls: Some(program.argv(calls)),
        env: None,
    }))
}

/// A program with the arguments for one verdict.
fn first(calls: &[String], schema: &Path, records: &Path) -> Result<Vec<String>, String> {
    let arguments = words([schema.as_os_str(), records.as_os_str(), OsStr::new("first")])?;
    Ok([calls, &arguments].concat())
}

fn words<const N: usize>(words: [&OsStr; N]) -> Result<Vec<String>, String> {
    words.into_iter().map(|word| text(Path::new(word))).collect()
}

fn text(path: &Path) -> Result<String, String> {
    path.to_str().map(str::to_owned).ok_or_else(|| format!("{} is not UTF-8", path.display()))
}

/// What `run.mjs` reads.
fn described(schema: &Path, records: &Path, targets: &[Target]) -> Result<String, String> {
    let targets: Vec<String> = targets
        .iter()
        .map(|target| {
            let mut members = vec![
                ("name", json::string(target.name)),
                ("what", json::string(target.what)),
                ("start", json::list(&target.start)),
                ("empty", json::list(&target.empty)),
            ];
            members.extend(target.calls.iter().map(|calls| ("calls", json::list(calls))));
            let env = |(name, value): &(&str, String)| json::object(&[(*name, json::string(value))]);
            members.extend(target.env.iter().map(|pair| ("env", env(pair))));
            json::object(&members)
        })
        .collect();
    Ok(json::object(&[
        ("schema", json::string(&text(schema)?)),
        ("records", json::string(&text(records)?)),
        ("targets", format!("[{}]", targets.join(","))),
    ]))
}
