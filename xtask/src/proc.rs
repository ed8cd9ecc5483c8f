//! Child processes: start, watch, stop.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::files;

/// A command to run from the root of the repository.
pub(crate) struct Cmd {
    inner: Command,
    shown: String,
    limit: Option<Duration>,
}

/// Cargo, of the toolchain that runs us.
pub(crate) fn cargo() -> Cmd {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cmd = Cmd::new(program);
    cmd.shown = "cargo".to_owned();
    cmd
}

impl Cmd {
    /// A program found on PATH, or a path.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut inner = Command::new(program.as_ref());
        inner.current_dir(files::root());
        Self { inner, shown: program.as_ref().to_string_lossy().into_owned(), limit: None }
    }

    /// One argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.inner.arg(arg);
        self
    }

    /// Several arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    /// An environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.inner.env(name, value);
        self
    }

    /// Hides an environment variable from the child.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.inner.env_remove(name);
        self
    }

    /// Working folder.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.inner.current_dir(dir);
        self
    }

    /// Kills the child and all its descendants after this time.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs with the output on our terminal.
    pub(crate) fn run(mut self) -> Result<(), String> {
        self.inner.stdin(Stdio::null());
        let mut child = self.spawn()?;
        let status = self.wait(&mut child)?;
        self.judge(status)
    }

    /// Runs with the output in `log`; what it says is shown when it fails.
    pub(crate) fn quiet(self, log: &Path) -> Result<(), String> {
        self.logged(log).inspect_err(|_| eprint!("{}", files::read(log).unwrap_or_default()))
    }

    /// Runs with the output in `log`, also when it fails: for what may fail.
    pub(crate) fn logged(mut self, log: &Path) -> Result<(), String> {
        if let Some(folder) = log.parent() {
            files::make_dir(folder)?;
        }
        let file =
            File::create(log).map_err(|error| format!("cannot write {}: {error}", files::short(log)))?;
        let twin = file.try_clone().map_err(|error| error.to_string())?;
        self.inner.stdin(Stdio::null()).stdout(file).stderr(twin);
        let mut child = self.spawn()?;
        let status = self.wait(&mut child)?;
        self.judge(status)
    }

    /// Runs and returns what it wrote to standard output.
    pub(crate) fn output(mut self) -> Result<String, String> {
        self.inner.stdin(Stdio::null()).stderr(Stdio::inherit());
        let output = self.inner.output().map_err(|error| self.not_started(&error))?;
        self.judge(output.status)?;
        String::from_utf8(output.stdout).map_err(|_| format!("`{}` did not answer in UTF-8", self.shown))
    }

    /// Runs and hands over each line of standard output as it comes.
    pub(crate) fn lines(mut self, mut each: impl FnMut(&str)) -> Result<(), String> {
        self.inner.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = self.spawn()?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                each(&line.map_err(|error| format!("`{}`: {error}", self.shown))?);
            }
        }
        let status = self.wait(&mut child)?;
        self.judge(status)
    }

    /// Becomes the command; returns only when it could not start.
    pub(crate) fn become_it(mut self) -> String {
        use std::os::unix::process::CommandExt as _;
        let error = self.inner.exec();
        self.not_started(&error)
    }

    fn spawn(&mut self) -> Result<Child, String> {
        self.inner.spawn().map_err(|error| self.not_started(&error))
    }

    fn wait(&self, child: &mut Child) -> Result<ExitStatus, String> {
        let Some(limit) = self.limit else {
            return child.wait().map_err(|error| format!("`{}`: {error}", self.shown));
        };
        let start = Instant::now();
        loop {
            if let Some(status) = child.try_wait().map_err(|error| format!("`{}`: {error}", self.shown))? {
                return Ok(status);
            }
            if start.elapsed() > limit {
                stop(child);
                return Err(format!("`{}` was stopped after {} s", self.shown, limit.as_secs()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn judge(&self, status: ExitStatus) -> Result<(), String> {
        if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", self.shown)) }
    }

    fn not_started(&self, error: &std::io::Error) -> String {
        format!("`{}` did not start: {error}", self.shown)
    }
}

/// Kills a child with everything it started: a browser left behind would hold the machine.
///
/// No process group of its own, since Ctrl-C must go on to reach the child.
fn stop(child: &mut Child) {
    let family = descendants(&processes(), child.id());
    if !family.is_empty() {
        let ids: Vec<String> = family.iter().map(u32::to_string).collect();
        // The shell's own `kill`: a small Debian has no other.
        let kill = format!("kill -KILL {}", ids.join(" "));
        let _ = Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Every process and its parent: from /proc, or from `ps` where there is none.
fn processes() -> Vec<(u32, u32)> {
    let entries = files::list(Path::new("/proc")).unwrap_or_default();
    let mut pairs: Vec<(u32, u32)> = entries
        .iter()
        .filter_map(|entry| {
            let pid = entry.file_name()?.to_str()?.parse().ok()?;
            let stat = files::read(&entry.join("stat")).ok()?;
            // `pid (name) state parent …`, where the name may hold anything.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect();
    if pairs.is_empty() {
        let output = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output();
        let text =
            output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        pairs.extend(text.lines().filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse::<u32>);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        }));
    }
    pairs
}

/// Everything below `parent` in pairs of process and parent.
fn descendants(pairs: &[(u32, u32)], parent: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![parent];
    while let Some(next) = open.pop() {
        for (pid, _) in pairs.iter().filter(|(pid, above)| *above == next && *pid != next) {
            if !found.contains(pid) {
                found.push(*pid);
                open.push(*pid);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_whole_family() {
        let mut found = descendants(&[(1, 0), (10, 1), (11, 10), (12, 11), (20, 1), (0, 0)], 10);
        found.sort_unstable();
        assert_eq!(found, [11, 12]);
    }

    #[test]
    fn a_child_that_hangs_is_stopped_with_its_own() {
        let start = Instant::now();
        let dir = files::empty_dir(&files::target().join("xtask/stop-test")).unwrap();
        let script = "sleep 30 & echo $! > pid; wait";
        let hangs = Cmd::new("sh").args(["-c", script]).dir(&dir).limit(Duration::from_millis(300));
        assert!(hangs.run().unwrap_err().contains("was stopped"));
        assert!(start.elapsed() < Duration::from_secs(10));
        let grandchild: u32 = files::read(&dir.join("pid")).unwrap().trim().parse().unwrap();
        // Dead is also what waits for its new parent to notice.
        let state = format!(
            "ps -o stat= -p {grandchild} 2>/dev/null || cut -d' ' -f3 /proc/{grandchild}/stat 2>/dev/null"
        );
        let alive = || {
            let state = Cmd::new("sh").args(["-c", &state]).output().unwrap_or_default();
            !state.trim().is_empty() && !state.starts_with('Z')
        };
        let waiting = Instant::now();
        while alive() {
            assert!(waiting.elapsed() < Duration::from_secs(5), "the grandchild lives on");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn failure_and_absence_differ() {
        assert!(Cmd::new("sh").args(["-c", "exit 3"]).run().unwrap_err().contains("failed"));
        assert!(Cmd::new("no-such-program-here").run().unwrap_err().contains("did not start"));
        assert_eq!(Cmd::new("sh").args(["-c", "echo a"]).output().unwrap(), "a\n");
    }
}
