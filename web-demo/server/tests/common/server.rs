//! The server as a process of its own.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use motcua_server::app::rfc3339;

use super::http::Client;
use super::now;

/// A folder that goes away at the end of the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("motcua-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

pub struct Server {
    child: Child,
    pub url: String,
    log: PathBuf,
}

/// The program with a data directory; its clock starts at the moment of the test, unless the arguments say otherwise.
pub fn program(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua-server"));
    command.arg("--data").arg(data).args(args);
    if !args.contains(&"--clock") {
        command.args(["--clock", &rfc3339(now())]);
    }
    command
}

impl Server {
    /// Starts it on a free port and waits until it listens.
    pub fn start(data: &Path, args: &[&str]) -> Self {
        Self::try_start(data, args).unwrap_or_else(|message| panic!("the server did not start: {message}"))
    }

    /// The same, or what it said when it gave up.
    pub fn try_start(data: &Path, args: &[&str]) -> Result<Self, String> {
        let log = data.join("test.log");
        let errors = File::options().create(true).append(true).open(&log).unwrap();
        let mut child =
            program(data, args).args(["--port", "0"]).stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        match lines.next() {
            Some(Ok(line)) => {
                let url = line.rsplit(' ').next().unwrap().to_owned();
                assert!(url.starts_with("http://127.0.0.1:"), "{line}");
                Ok(Self { child, url, log })
            }
            _ => {
                child.wait().unwrap();
                Err(std::fs::read_to_string(&log).unwrap())
            }
        }
    }

    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// A client that is signed in.
    pub fn signed_in(&self, account: &str) -> Client {
        let mut client = self.client();
        client.sign_in(account);
        client
    }

    /// Everything it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
