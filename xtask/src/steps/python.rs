//! The Python package: built, installed into an empty environment, tested, compared.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bindings::{CODES, Scene, absent, copy, library, parity};
use super::node::scratch;
use super::oracles::environment as environment_of;
use super::quickstart;
use crate::build::Workshop;
use crate::proc::Cmd;
use crate::table::{Outcome, StepResult};
use crate::{files, setup};

/// The crate.
const CRATE: &str = "motcua-python";

/// Where its Python half and its tests lie.
const FOLDER: &str = "bindings/python";

/// Name of the native half inside of the package, on every system that is not Windows.
const NATIVE: &str = "_native.abi3.so";

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    let Some(python) = interpreter((3, 9))? else {
        return Ok(Outcome::Skipped("no python3 of version 3.9 or newer".to_owned()));
    };
    println!("   compiling the module, and its test build");
    let home = scratch("python")?;
    let test = environment(&python, &home.join("conform"), true)?;
    let shipped = environment(&python, &home.join("ship"), false)?;
    absent(&shipped.native, &test.native, "motcua_conform")?;
    Cmd::new(&shipped.python)
        .args(["-m", "unittest", "discover", "-s"])
        .arg(files::root().join(FOLDER).join("tests"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("MOTCUA_PROCEDURES", files::root().join("core/forms/procedures"))
        .env("MOTCUA_CASES", files::root().join("tests/cases"))
        .env("MOTCUA_CODES", files::root().join(CODES))
        .dir(&home)
        .limit(Duration::from_secs(120))
        .run()?;
    // A panic is caught and becomes a code.
    let fault = files::root().join(FOLDER).join("tests/fault.py");
    Cmd::new(&test.python)
        .arg(fault)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .quiet(&setup::log("python-fault"))?;
    declarations(&python, &shipped)?;
    wheel(&python, &shipped.native, &home)?;
    quick_start(workshop, &shipped.python)?;
    let script = files::root().join(FOLDER).join("tests/conform.py");
    let remark = parity(workshop, "python", &[test.python, script])?;
    Ok(Outcome::Ok(remark))
}

/// Runs the program of the quick start as it stands on its page.
fn quick_start(workshop: &mut Workshop, python: &Path) -> Result<(), String> {
    let folder = scratch("quickstart-python")?;
    let cli = workshop.cli()?;
    quickstart::trial(&cli, &folder, &setup::log("quickstart"))?;
    for (number, program) in (1..).zip(quickstart::blocks("docs/quickstart/python.md", "python")?) {
        let file = format!("example_{number}.py");
        files::write(&folder.join(&file), program.as_bytes())?;
        Cmd::new(python)
            .arg(&file)
            .dir(&folder)
            .env("PATH", quickstart::path(&cli)?)
            .env("PYTHONIOENCODING", "utf-8")
            .limit(Duration::from_secs(60))
            .run()?;
    }
    Ok(())
}

/// Holds the declarations against what the module has, and the example against the declarations.
fn declarations(python: &Path, shipped: &Environment) -> Result<(), String> {
    let Some(mypy) = environment_of(python, "bindings/python/typing", "python-typing")? else {
        println!("   python3 without pip: the declarations are not checked by mypy");
        return Ok(());
    };
    let site = shipped.native.ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default();
    let run = |arguments: &[&str]| {
        let command = Cmd::new(&mypy).arg("-m").args(arguments).dir(&site);
        command.env("PYTHONPATH", &site).env("MYPYPATH", &site).limit(Duration::from_secs(120)).run()
    };
    let cache = format!("--cache-dir={}", files::target().join("xtask/mypy").display());
    run(&["mypy.stubtest", "motcua", "--ignore-disjoint-bases"])?;
    let program = files::root().join(FOLDER).join("examples/program.py");
    run(&["mypy", &cache, "--strict", &program.display().to_string()])
}

/// Puts the wheel together, installs it into an environment with nothing else, and runs the program there.
fn wheel(python: &Path, native: &Path, home: &Path) -> Result<(), String> {
    let folder = files::root().join(FOLDER);
    let wheel = Cmd::new(python)
        .arg(folder.join("wheel.py"))
        .args([native, &home.join("dist")])
        .arg(env!("CARGO_PKG_VERSION"))
        .output()?;
    let wheel = PathBuf::from(wheel.trim());
    let dir = home.join("clean");
    let log = setup::log("python-wheel");
    let inside = dir.join("bin/python");
    if Cmd::new(python).args(["-m", "venv"]).arg(&dir).quiet(&log).is_ok() {
        Cmd::new(&inside)
            .args(["-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check"])
            .arg(&wheel)
            .quiet(&log)?;
    } else {
        // Debian keeps pip in a package of its own. A wheel of one platform is an archive of its folder.
        Cmd::new(python).args(["-m", "venv", "--clear", "--without-pip"]).arg(&dir).quiet(&log)?;
        let site = Cmd::new(&inside)
            .args(["-c", "import sysconfig; print(sysconfig.get_path('platlib'))"])
            .output()?;
        Cmd::new(python).args(["-m", "zipfile", "-e"]).arg(&wheel).arg(site.trim()).run()?;
    }
    let scene = Scene::make()?;
    let program = folder.join("examples/program.py");
    scene.play("python", &[inside, program])?;
    scene.check()
}

/// Python of at least this version.
pub(crate) fn interpreter((major, minor): (u8, u8)) -> Result<Option<PathBuf>, String> {
    let found = setup::which("python3");
    if found.is_none() && !setup::debian_packages(&["python3"])? {
        return Ok(None);
    }
    let Some(python) = setup::which("python3") else { return Ok(None) };
    let probe = format!("import sys; print(sys.version_info >= ({major}, {minor}))");
    let new_enough = Cmd::new(&python).args(["-c", &probe]).output()?;
    Ok((new_enough.trim() == "True").then_some(python))
}

/// An environment with nothing but our package.
struct Environment {
    python: PathBuf,
    native: PathBuf,
}

fn environment(python: &Path, dir: &Path, conform: bool) -> Result<Environment, String> {
    // Without pip: the package needs nothing else, and Debian keeps pip in a package of its own.
    Cmd::new(python).args(["-m", "venv", "--without-pip"]).arg(dir).quiet(&setup::log("python-venv"))?;
    let python = dir.join("bin/python");
    let place = "import sysconfig; print(sysconfig.get_path('platlib'))";
    let site = PathBuf::from(Cmd::new(&python).args(["-c", place]).output()?.trim());
    let package = site.join("motcua");
    files::make_dir(&package)?;
    for name in ["__init__.py", "__init__.pyi", "py.typed"] {
        copy(&files::root().join(FOLDER).join("motcua").join(name), &package.join(name))?;
    }
    let native = package.join(NATIVE);
    library(CRATE, conform, &native)?;
    Ok(Environment { python, native })
}
