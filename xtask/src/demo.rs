//! The demonstration: build all, start the server, or tell the stories, or take the pictures.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

use crate::cli::Demo;
use crate::proc::Cmd;
use crate::setup::Browser;
use crate::{build, files, npm, setup, stories};

/// `cargo xtask demo`.
pub(crate) fn run(options: &Demo) -> Result<(), String> {
    let progress = Progress(Instant::now());
    if options.check {
        progress.say("telling the stories");
        let count = stories::run()?;
        progress.say(&format!("{count} stories, all as they should be"));
        return Ok(());
    }
    match &options.shots {
        Some(dir) => shots(dir, &progress),
        None => serve(options, &progress),
    }
}

struct Progress(Instant);

impl Progress {
    fn say(&self, what: &str) {
        println!("[{:>5.1} s] {what}", self.0.elapsed().as_secs_f64());
    }
}

/// The parts that a running demonstration is made of.
struct Parts {
    tarball: PathBuf,
    portal: PathBuf,
    server: PathBuf,
}

/// Builds the parts side by side: linking the module keeps one core busy, the server and npm use the other.
fn build(progress: &Progress) -> Result<Parts, String> {
    std::thread::scope(|scope| {
        let fetch = scope.spawn(|| {
            build::portal_npm_ci()?;
            progress.say("what the portal is built with is here");
            Ok(())
        });
        let compile = scope.spawn(|| {
            let server = build::server()?;
            progress.say("server built");
            Ok(server)
        });
        let tarball = npm::package()?;
        progress.say("npm package built");
        join(fetch)?;
        let portal = build::portal(&tarball)?;
        progress.say("portal built");
        let server = join(compile)?;
        Ok(Parts { tarball, portal, server })
    })
}

fn join<T>(thread: ScopedJoinHandle<'_, Result<T, String>>) -> Result<T, String> {
    thread.join().unwrap_or_else(|_| Err("a build thread stopped".to_owned()))
}

fn server(parts: &Parts, data: &Path, port: u16) -> Cmd {
    Cmd::new(&parts.server)
        .args(["--role", "all", "--data"])
        .arg(data)
        .args(["--port", &port.to_string(), "--portal"])
        .arg(&parts.portal)
}

fn serve(options: &Demo, progress: &Progress) -> Result<(), String> {
    free(options.port)?;
    let parts = build(progress)?;
    let data = options.data.clone().unwrap_or_else(|| files::target().join("demo"));
    files::make_dir(&data)?;
    progress.say(&format!("starting; data in {}", files::short(&data)));
    Err(server(&parts, &data, options.port).become_it())
}

/// Says at once that the port is taken, not after minutes of building.
fn free(port: u16) -> Result<(), String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|error| {
        format!("port {port} on 127.0.0.1 cannot be used ({error}); choose another with --port")
    })
}

/// Takes the pictures, from a server that lives on the day of the tests.
fn shots(dir: &Path, progress: &Progress) -> Result<(), String> {
    let tests = files::root().join("tests/e2e");
    setup::npm_ci(&tests)?;
    let chromium = match setup::chromium()? {
        Browser::Found(path) => path,
        Browser::Missing(reason) => return Err(reason),
    };
    let parts = build(progress)?;
    files::make_dir(dir)?;
    let dir = dir.canonicalize().map_err(|error| format!("cannot use {}: {error}", dir.display()))?;
    let scratch = files::empty_dir(&files::target().join("xtask/shots"))?;
    progress.say("taking the pictures");
    Cmd::new("node")
        .arg("tests/e2e/shots.mjs")
        .env("MOTCUA_SHOTS", &dir)
        .env("MOTCUA_CHROMIUM", chromium)
        .env("MOTCUA_SERVER", &parts.server)
        .env("MOTCUA_PORTAL", &parts.portal)
        .env("MOTCUA_TARBALL", &parts.tarball)
        .env("MOTCUA_TMP", &scratch)
        .limit(Duration::from_secs(600))
        .run()?;
    progress.say(&format!("pictures in {}", dir.display()));
    Ok(())
}
