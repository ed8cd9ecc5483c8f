//! A program under ProGuard, as an app is built: the rules that our library brings along must suffice.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bindings::Scene;
use crate::proc::Cmd;
use crate::{files, setup};

/// What consumers of the Android library are given.
const RULES: &str = "mobile/android/motcua/consumer-rules.pro";

/// Makes Java's own classes readable to ProGuard.
const PLATFORM: &str = "tests/shrink/Platform.java";

/// What any program keeps: where it begins.
const MAIN: &str = "-keep class ProgramKt { public static void main(java.lang.String[]); }";

/// What is shrunk, and what it runs with.
pub(crate) struct Shrink<'a> {
    /// Where files may be made.
    pub(crate) home: &'a Path,
    /// Program, our jar, and whatever they need; all of it ends up in one jar.
    pub(crate) jars: Vec<PathBuf>,
    /// Jars that the program does not carry.
    pub(crate) beside: PathBuf,
    /// The argument that says where the native library lies.
    pub(crate) libraries: &'a str,
}

impl Shrink<'_> {
    /// Plays the scene with the program shrunk, optimised and renamed under our rules; and without them, where it must
    /// fail, or nothing was tested.
    pub(crate) fn play(&self, scene: &Scene) -> Result<(), String> {
        if setup::which("proguard").is_none() {
            setup::debian_packages(&["proguard-cli"])?;
        }
        if setup::which("proguard").is_none() {
            println!("   NOT PRESENT: proguard (on Debian: proguard-cli), so {RULES} was not tried");
            return Ok(());
        }
        let platform = self.home.join("platform.jar");
        Cmd::new("java").arg(PLATFORM).arg(&platform).run()?;
        let with = self.shrunk(
            "shrunk",
            &platform,
            &[&format!("-include \"{}\"", files::root().join(RULES).display())],
        )?;
        scene.play("kotlin under ProGuard", &self.command(&with))?;
        let without = self.shrunk("bare", &platform, &[])?;
        let mut command = self.command(&without).into_iter();
        let program = command.next().unwrap_or_default();
        let run = Cmd::new(program).args(command).arg(&scene.folder).arg(scene.packet("bare"));
        match run.limit(Duration::from_secs(60)).quiet(&setup::log("shrink")) {
            Err(_) => Ok(()),
            Ok(()) => Err(format!("the shrunk program runs without {RULES}: nothing was tested")),
        }
    }

    fn shrunk(&self, name: &str, platform: &Path, rules: &[&str]) -> Result<PathBuf, String> {
        let jar = self.home.join(format!("{name}.jar"));
        let list = self.home.join(format!("{name}.pro"));
        let from = |jar: &PathBuf| format!("-injars \"{}\"(!META-INF/**)", jar.display());
        let mut lines: Vec<String> = self.jars.iter().map(from).collect();
        lines.push(format!("-outjars \"{}\"", jar.display()));
        lines.extend([platform, &self.beside].map(|jar| format!("-libraryjars \"{}\"", jar.display())));
        lines.push(MAIN.to_owned());
        lines.extend(rules.iter().map(|rule| (*rule).to_owned()));
        files::write(&list, lines.join("\n").as_bytes())?;
        let log = setup::log("shrink");
        Cmd::new("proguard")
            .arg(format!("@{}", list.display()))
            .limit(Duration::from_secs(120))
            .quiet(&log)?;
        Ok(jar)
    }

    fn command(&self, jar: &Path) -> Vec<OsString> {
        ["java".into(), self.libraries.into(), "-cp".into(), jar.into(), "ProgramKt".into()].into()
    }
}
