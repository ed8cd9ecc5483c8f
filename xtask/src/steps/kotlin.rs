//! The Kotlin facade on the JVM: compiled, tested against the library that ships, compared.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bindings::{CODES, Pair, Scene, generate, pair, parity};
use super::node::scratch;
use super::quickstart;
use super::shrink::Shrink;
use crate::build::Workshop;
use crate::proc::Cmd;
use crate::table::{Outcome, StepResult};
use crate::{files, mobile, setup};

/// The facade's module.
const MODULE: &str = "mobile/android/motcua/src";

/// The compiler, from npm: there it is a plain folder of jars.
const TOOLS: &str = "mobile/android/tools";

/// Where Debian keeps jars.
const JARS: &str = "/usr/share/java";

/// Platform types that the sample app names, declared by hand.
const STUBS: &str = "tests/stubs/android";

/// Oldest Java virtual machine that the compiled facade runs on here.
const JVM_TARGET: &str = "11";

/// The facade's classes over a library, for `cargo xtask mobile`; none without Java and its jars.
pub(crate) fn facade(home: &Path, library: &Path) -> Result<Option<PathBuf>, String> {
    let Some(jars) = jars()? else { return Ok(None) };
    setup::npm_ci(&files::root().join(TOOLS))?;
    generate("kotlin", library, "generate.toml", &home.join("ffi"))?;
    println!("   compiling the facade");
    let jar = home.join("motcua.jar");
    kotlinc(&[home.join("ffi"), source("main")], &jars, None, &jar)?;
    Ok(Some(jar))
}

/// Compiles a program against a jar of ours that carries its library; returns the class path that it runs with.
pub(crate) fn jvm_program(source: &Path, jar: &Path, to: &Path) -> Result<String, String> {
    let mut path = jars()?.ok_or("needs a JDK and jna.jar; see the step kotlin")?;
    path.push(jar.to_path_buf());
    kotlinc(&[source.to_path_buf()], &path, None, to)?;
    path.extend([to.to_path_buf(), stdlib()]);
    join(&path)
}

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    let Some(jars) = jars()? else {
        return Ok(Outcome::Skipped(format!(
            "needs a JDK, and jna.jar and junit4.jar in {JARS}; on Debian: default-jdk-headless libjna-java junit4"
        )));
    };
    setup::npm_ci(&files::root().join(TOOLS))?;
    let home = scratch("kotlin")?;
    let native = home.join("native");
    let Pair { shipped, test } = pair(&native)?;
    generate("kotlin", &test, "generate-conform.toml", &home.join("conform"))?;
    generate("kotlin", &shipped, "generate.toml", &home.join("ffi"))?;

    println!("   compiling the facade and its tests");
    let main = home.join("motcua.jar");
    let tests = home.join("tests.jar");
    let sources = [home.join("ffi"), source("main")];
    kotlinc(&sources, &jars, None, &main)?;
    let sample = files::root().join("mobile/android/sample/model");
    let sources = [home.join("conform"), source("test"), sample];
    let mut with_main = jars.clone();
    with_main.push(main.clone());
    kotlinc(&sources, &with_main, Some(&main), &tests)?;

    with_main.extend([tests, stdlib()]);
    let class_path = join(&with_main)?;
    let libraries = format!("-Djna.library.path={}", native.display());
    Cmd::new("java")
        .arg(&libraries)
        .arg(format!("-Dmotcua.procedures={}", files::root().join("core/forms/procedures").display()))
        .arg(format!("-Dmotcua.cases={}", files::root().join("tests/cases").display()))
        .arg(format!("-Dmotcua.codes={}", files::root().join(CODES).display()))
        .args(["-cp", &class_path, "org.junit.runner.JUnitCore"])
        .args(test_classes()?)
        .env("RUST_BACKTRACE", "0")
        .limit(Duration::from_secs(120))
        .run()?;
    programs(&home, &jars, &main, &libraries, &class_path)?;
    quick_start(workshop, &home, &jars, &main, &shipped)?;
    app(&home, &jars, &main)?;
    let command = ["java", &libraries, "-cp", &class_path, "vn.motcua.Conform"];
    Ok(Outcome::Ok(parity(workshop, "kotlin", &command)?))
}

/// Runs the program of the quick start as it stands on its page, on the jar that carries its library.
fn quick_start(
    workshop: &mut Workshop,
    home: &Path,
    jars: &[PathBuf],
    main: &Path,
    library: &Path,
) -> Result<(), String> {
    let folder = scratch("quickstart-java")?;
    let cli = workshop.cli()?;
    quickstart::trial(&cli, &folder, &setup::log("quickstart"))?;
    let whole = home.join("motcua-whole.jar");
    mobile::jar(&whole, main, library)?;
    let class_path = join(&[&[whole, stdlib()], jars].concat())?;
    for program in quickstart::blocks("docs/quickstart/java.md", "java")? {
        files::write(&folder.join("FirstPacket.java"), program.as_bytes())?;
        Cmd::new("java")
            .args(["-cp", &class_path, "-Dfile.encoding=UTF-8", "FirstPacket.java"])
            .dir(&folder)
            // `cargo run` puts its own folder there, where JNA looks before it looks into the jar.
            .without("LD_LIBRARY_PATH")
            .env("PATH", quickstart::path(&cli)?)
            .limit(Duration::from_secs(60))
            .run()?;
    }
    Ok(())
}

/// The sample app: signer for the Android Keystore, screen and activity, which need a device to run.
fn app(home: &Path, jars: &[PathBuf], main: &Path) -> Result<(), String> {
    let sample = files::root().join("mobile/android/sample");
    let sources = [sample.join("app/src/main/kotlin"), sample.join("model/main"), files::root().join(STUBS)];
    let mut with_main = jars.to_vec();
    with_main.extend([main.to_path_buf(), library("kotlinx-coroutines-core-jvm")]);
    kotlinc(&sources, &with_main, None, &home.join("app.jar"))?;
    println!("   BUILT, NOT RUN: Keystore signer and Compose app, against {STUBS}; no Android SDK here");
    Ok(())
}

/// The programs in Kotlin and in Java, each compiled against the jar alone as an integrator's is.
fn programs(
    home: &Path,
    jars: &[PathBuf],
    main: &Path,
    libraries: &str,
    class_path: &str,
) -> Result<(), String> {
    let source = files::root().join("mobile/android/cli/src");
    let mut with_main = jars.to_vec();
    with_main.push(main.to_path_buf());
    let program = home.join("program.jar");
    kotlinc(&[source.join("Program.kt")], &with_main, None, &program)?;
    let scene = Scene::make()?;
    let kotlin = format!("{}:{class_path}", program.display());
    scene.play("kotlin", &["java", libraries, "-cp", &kotlin, "ProgramKt"])?;
    let jna = Path::new(JARS).join("jna.jar");
    let jars = [program, main.to_path_buf(), stdlib(), jna].into();
    Shrink { home, jars, beside: library("annotations-13.0"), libraries }.play(&scene)?;
    // Not the standard library of Kotlin: whoever compiles Java against the jar does not have it at hand.
    let java = home.join("java");
    files::make_dir(&java)?;
    Cmd::new("javac")
        .args(["--release", JVM_TARGET, "-Xlint:all,-classfile,-processing", "-Werror", "-cp"])
        .arg(main)
        .arg("-d")
        .arg(&java)
        .arg(source.join("JavaProgram.java"))
        .run()?;
    let path = format!("{}:{class_path}", java.display());
    scene.play("java", &["java", libraries, "-cp", &path, "JavaProgram"])?;
    scene.check()
}

fn stdlib() -> PathBuf {
    library("kotlin-stdlib")
}

/// A jar that comes with the compiler.
fn library(name: &str) -> PathBuf {
    files::root().join(TOOLS).join(format!("node_modules/kotlin-compiler/lib/{name}.jar"))
}

fn source(set: &str) -> PathBuf {
    files::root().join(MODULE).join(set).join("kotlin")
}

/// What the facade is compiled and tested with.
fn jars() -> Result<Option<Vec<PathBuf>>, String> {
    let wanted = ["jna.jar", "junit4.jar"].map(|name| Path::new(JARS).join(name));
    let jdk = || setup::which("java").is_some() && setup::which("javac").is_some();
    let present = || jdk() && wanted.iter().all(|jar| jar.is_file());
    if !present() {
        let java: &[&str] = if jdk() { &[] } else { &["default-jdk-headless"] };
        setup::debian_packages(&[java, &["libjna-java", "junit4"]].concat())?;
    }
    if !present() {
        return Ok(None);
    }
    // JUnit's own helper is one jar or two, by the release of Debian; Java passes over an absent one.
    let helpers = ["hamcrest.jar", "hamcrest-core.jar"].map(|name| Path::new(JARS).join(name));
    Ok(Some(wanted.into_iter().chain(helpers).collect()))
}

fn kotlinc(sources: &[PathBuf], jars: &[PathBuf], friend: Option<&Path>, to: &Path) -> Result<(), String> {
    let kotlin = files::root().join(TOOLS).join("node_modules/kotlin-compiler");
    let parts = [
        "kotlin-compiler",
        "kotlin-stdlib",
        "kotlin-script-runtime",
        "kotlin-reflect",
        "kotlin-daemon-client",
        "annotations-13.0",
        "kotlinx-coroutines-core-jvm",
    ];
    let compiler: Vec<PathBuf> = parts.map(library).into();
    // The compiler's main class, because its script wants bash.
    let mut compile = Cmd::new("java")
        .args(["-cp", &join(&compiler)?, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"])
        .args(sources)
        .args(["-cp", &join(jars)?, "-jvm-target", JVM_TARGET, "-no-reflect", "-kotlin-home"])
        .arg(&kotlin)
        .arg("-d")
        .arg(to)
        .limit(Duration::from_secs(600));
    if let Some(friend) = friend {
        // Tests see what is internal, as they do in every build of an Android library.
        compile = compile.arg(format!("-Xfriend-paths={}", friend.display()));
    }
    compile.quiet(&setup::log("kotlinc"))
}

fn join(jars: &[PathBuf]) -> Result<String, String> {
    let joined = std::env::join_paths(jars).map_err(|error| error.to_string())?;
    joined.into_string().map_err(|_| "a path is not UTF-8".to_owned())
}

/// `vn.motcua.NameTest` for every file of that name.
fn test_classes() -> Result<Vec<String>, String> {
    let mut classes = Vec::new();
    for file in files::list(&source("test").join("vn/motcua"))? {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if stem.ends_with("Test") {
            classes.push(format!("vn.motcua.{stem}"));
        }
    }
    classes.push("vn.motcua.sample.FormModelTest".to_owned());
    if classes.len() == 1 { Err("the Kotlin facade has no tests".to_owned()) } else { Ok(classes) }
}
