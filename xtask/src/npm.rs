//! The npm package: compile, glue, optimise, pack.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::proc::{Cmd, cargo};
use crate::{files, setup, size};

/// Folder of the package's hand-written part.
pub(crate) const PACKAGE: &str = "bindings/wasm/npm";

/// Which of the modules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// The one that ships.
    Ship,
    /// The same commit with the conformance entry; never packed.
    Conform,
    /// Forms alone (`motcua/forms`). It ships once, without vectors, for every engine.
    Forms,
}

/// Which engines run the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// With 128-bit vectors: every browser since 2023, Node 20.
    Simd,
    /// Without; the loader takes it where vectors are missing. The same answers, more slowly.
    Scalar,
}

/// `cargo xtask npm`.
pub(crate) fn run() -> Result<(), String> {
    let tarball = package()?;
    println!("{}", files::short(&tarball));
    size::print()
}

/// Folder that holds the glue and the module of a flavour.
pub(crate) fn web(flavour: Flavour, engine: Engine) -> PathBuf {
    let folder = match (flavour, engine) {
        (Flavour::Ship, Engine::Simd) => "npm/web",
        (Flavour::Ship, Engine::Scalar) => "npm/web-scalar",
        (Flavour::Conform, Engine::Simd) => "npm-conform/web",
        (Flavour::Conform, Engine::Scalar) => "npm-conform/web-scalar",
        (Flavour::Forms, _) => "npm/web-forms",
    };
    files::target().join(folder)
}

/// Builds the tarball that ships.
pub(crate) fn package() -> Result<PathBuf, String> {
    let web = module(Flavour::Ship, Engine::Simd)?;
    let scalar = module(Flavour::Ship, Engine::Scalar)?;
    let forms = module(Flavour::Forms, Engine::Scalar)?;
    let version = env!("CARGO_PKG_VERSION");
    let out = files::target().join("npm");
    let tarball = out.join(format!("motcua-{version}.tgz"));
    // An old one must not pass for the new one.
    if tarball.exists() {
        std::fs::remove_file(&tarball)
            .map_err(|error| format!("cannot remove {}: {error}", files::short(&tarball)))?;
    }
    Cmd::new("node")
        .arg(format!("{PACKAGE}/build.mjs"))
        .env("MOTCUA_WEB", &web)
        .env("MOTCUA_WEB_SCALAR", &scalar)
        .env("MOTCUA_WEB_FORMS", &forms)
        .env("MOTCUA_OUT", &out)
        .env("MOTCUA_VERSION", version)
        .limit(Duration::from_secs(300))
        .run()?;
    if tarball.is_file() {
        Ok(tarball)
    } else {
        Err(format!("{PACKAGE}/build.mjs left no {}", files::short(&tarball)))
    }
}

/// Compiles one flavour and returns the folder with `core.js`, `core_bg.wasm` and `core.d.ts`.
pub(crate) fn module(flavour: Flavour, engine: Engine) -> Result<PathBuf, String> {
    setup::wasm_target()?;
    setup::npm_ci(&files::root().join(PACKAGE))?;
    let which = if flavour == Flavour::Forms { " of forms alone" } else { "" };
    println!(
        "   compiling the module{which}{}",
        if engine == Engine::Scalar { " without vectors" } else { "" }
    );
    compile(flavour, engine)?;
    let compiled = files::target().join("wasm32-unknown-unknown/wasm/motcua_wasm.wasm");
    let web = files::empty_dir(&web(flavour, engine))?;
    println!("   writing its glue");
    cargo().args(["run", "--quiet", "-p", "xtask-bindgen", "--"]).arg(&compiled).arg(&web).run()?;
    // So that Node takes core.js for what it is.
    files::write(&web.join("package.json"), b"{\"type\":\"module\",\"private\":true}\n")?;
    println!("   optimising it");
    let module = web.join("core_bg.wasm");
    optimise(&module)?;
    let bytes =
        std::fs::read(&module).map_err(|error| format!("cannot read {}: {error}", files::short(&module)))?;
    match machine_paths().into_iter().find(|(path, _)| holds(&bytes, path)) {
        Some((path, _)) => Err(format!("{} holds a path of this machine ({path})", files::short(&module))),
        None => Ok(web),
    }
}

/// Lays the package's own scripts beside a module, as the build does, for tests and measurements of a module that is
/// never packed.
pub(crate) fn scripts(web: &Path) -> Result<(), String> {
    for script in files::list(&files::root().join(PACKAGE).join("src"))? {
        if let Some(name) = script.file_name().filter(|_| script.extension().is_some_and(|kind| kind == "js"))
        {
            files::write(&web.join(name), files::read(&script)?.as_bytes())?;
        }
    }
    let sentences = |lang: &str| files::read(&files::root().join(format!("core/forms/messages/{lang}.json")));
    let (vi, en) = (sentences("vi")?, sentences("en")?);
    let messages = format!("export default {{ vi: JSON.stringify({vi}), en: JSON.stringify({en}) }};\n");
    files::write(&web.join("messages.js"), messages.as_bytes())
}

fn compile(flavour: Flavour, engine: Engine) -> Result<(), String> {
    let target = "wasm32-unknown-unknown";
    let mut build =
        cargo().args(["build", "--quiet", "-p", "motcua-wasm", "--profile", "wasm", "--target", target]);
    build = match flavour {
        Flavour::Ship => build,
        Flavour::Conform => build.args(["--features", "conform"]),
        Flavour::Forms => build.arg("--no-default-features"),
    };
    // With --target these flags reach the module alone, not the build scripts that run here.
    build.env("CARGO_ENCODED_RUSTFLAGS", rustflags(engine).join("\u{1f}")).run()
}

/// Vectors where the engine has them, and no path of this machine in the module: panic messages carry file names.
fn rustflags(engine: Engine) -> Vec<String> {
    let vectors = (engine == Engine::Simd).then(|| "-Ctarget-feature=+simd128".to_owned());
    let paths = machine_paths().into_iter().map(|(from, to)| format!("--remap-path-prefix={from}={to}"));
    vectors.into_iter().chain(paths).collect()
}

/// Where sources lie here, and what the module shall say instead.
fn machine_paths() -> [(String, &'static str); 2] {
    let home = std::env::var("HOME").unwrap_or_default();
    let set = std::env::var("CARGO_HOME").ok().filter(|path| !path.is_empty());
    let cargo_home = set.unwrap_or_else(|| format!("{home}/.cargo"));
    // The last prefix that fits wins, so the more special one stands later.
    [(cargo_home, "cargo"), (files::root().display().to_string(), "motcua")]
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn optimise(module: &Path) -> Result<(), String> {
    let tool = files::root().join(PACKAGE).join("node_modules/.bin/wasm-opt");
    let small = module.with_extension("opt");
    // No feature flags: the module says itself what it uses, and more would be refused by older engines. The passes
    // skipped make a module smaller and what travels larger, after brotli: inlining what has one caller by 7 %, the
    // others by up to 1 % each. Functions ordered by name lie beside those that they resemble. The lowest KiB of
    // memory is the end of the stack, where no pointer plus a constant leads.
    Cmd::new(tool)
        .args(["-Os", "--one-caller-inline-max-function-size=0", "--low-memory-unused"])
        .args(["--skip-pass=local-cse", "--skip-pass=simplify-locals", "--skip-pass=memory-packing"])
        .args(["--reorder-functions-by-name", "--strip-debug", "--strip-producers", "-o"])
        .arg(&small)
        .arg(module)
        .limit(Duration::from_secs(300))
        .run()?;
    std::fs::rename(&small, module)
        .map_err(|error| format!("cannot replace {}: {error}", files::short(module)))
}
