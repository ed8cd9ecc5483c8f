//! What must not stand in the repository.
//!
//! Words that are looked for are written in halves here, so that this file is searched like any other.

use std::path::Path;

use super::text::{Source, sources};
use crate::build::Workshop;
use crate::files;
use crate::table::{Outcome, StepResult};

/// Left in Rust, these say that something is unfinished or silenced.
const RUST: &[&str] = &[
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[ig", "nore"),
    concat!("assert!(tr", "ue)"),
    concat!("db", "g!("),
];

/// The same in JavaScript and TypeScript.
const SCRIPT: &[&str] = &[
    concat!("it.sk", "ip("),
    concat!("test.sk", "ip("),
    concat!("describe.sk", "ip("),
    concat!("it.on", "ly("),
    concat!("test.on", "ly("),
    concat!("it.to", "do("),
    concat!("test.to", "do("),
    concat!("expect(tr", "ue)"),
    concat!("debug", "ger;"),
];

/// Notes to oneself, in any source file.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// The largest file that may be committed, in bytes.
const LARGEST: usize = 1_500_000;

/// The step.
pub(crate) fn run(_: &mut Workshop) -> StepResult {
    let sources = sources()?;
    let rules = Rules::new(&sources)?;
    let mut faults = Vec::new();
    for source in &sources {
        rules.check(source, &mut faults);
    }
    if faults.is_empty() {
        let words = if rules.words.is_empty() { "; no list of words was given" } else { "" };
        return Ok(Outcome::Ok(format!("{} files{words}", sources.len())));
    }
    for fault in &faults {
        println!("   {fault}");
    }
    Err(format!("{} faults", faults.len()))
}

struct Rules {
    /// Absolute paths of this machine.
    paths: Vec<String>,
    /// The path beside the repository that only the CI entry may name.
    beside: Vec<String>,
    hosts: Vec<String>,
    words: Vec<String>,
    /// Codes of the procedures that ship: they are data, and no program knows one.
    procedures: Vec<String>,
}

impl Rules {
    fn new(sources: &[Source]) -> Result<Self, String> {
        let ci = sources.iter().find(|source| source.path == CI).and_then(|source| source.text.as_deref());
        let words = match std::env::var_os("MOTCUA_WORDS") {
            Some(path) => lines(&files::read(Path::new(&path))?),
            None => Vec::new(),
        };
        Ok(Self {
            paths: machine_paths(),
            beside: ci.map(paths_beside).unwrap_or_default(),
            hosts: lines(&files::read(&files::root().join("xtask/hosts.txt"))?),
            words: words.iter().map(|word| word.to_lowercase()).collect(),
            procedures: procedure_codes()?,
        })
    }

    fn check(&self, source: &Source, faults: &mut Vec<String>) {
        if source.bytes > LARGEST {
            faults.push(format!(
                "{}: {} bytes; what is this large is built or fetched",
                source.path, source.bytes
            ));
        }
        let Some(text) = &source.text else { return };
        let lock = matches!(source.name(), "package-lock.json" | "Cargo.lock");
        for (number, code) in named_procedures(&source.path, source.extension(), text, &self.procedures) {
            faults.push(format!("{}:{number}: the procedure {code}; what is about one is data", source.path));
        }
        for (number, line) in text.lines().enumerate() {
            let mut fault = |what: String| faults.push(format!("{}:{}: {what}", source.path, number + 1));
            if lock {
                lock_fault(line).into_iter().for_each(&mut fault);
            } else {
                hosts(line).filter(|host| !known(host, &self.hosts)).for_each(|host| {
                    fault(format!("{host} is not in xtask/hosts.txt"));
                });
            }
            unfinished(source.extension(), line).into_iter().for_each(&mut fault);
            if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
                fault("a merge conflict".to_owned());
            }
            for path in self.paths.iter().filter(|path| names_path(line, path)) {
                fault(format!("a path of one machine ({path})"));
            }
            for path in self.beside.iter().filter(|path| source.path != CI && line.contains(path.as_str())) {
                fault(format!("{path} lies outside the repository; only {CI} may name it"));
            }
            let lower = if self.words.is_empty() { String::new() } else { line.to_lowercase() };
            for word in self.words.iter().filter(|word| holds_word(&lower, word)) {
                fault(format!("the word {word:?}"));
            }
        }
    }
}

/// The entry of continuous integration.
const CI: &str = ".ci/run";

/// Codes of the procedures that ship, from the names of their files.
fn procedure_codes() -> Result<Vec<String>, String> {
    let found = files::list(&files::root().join("core/forms/procedures"))?;
    let codes: Vec<String> = found
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
        .collect();
    if codes.is_empty() { Err("core/forms/procedures holds no procedure".to_owned()) } else { Ok(codes) }
}

/// Lines of a program that name a procedure, from 1. Comments, examples and tests may: also those inside a file, which
/// stand at its end.
fn named_procedures<'c>(
    path: &str,
    extension: &str,
    text: &str,
    codes: &'c [String],
) -> Vec<(usize, &'c str)> {
    let program = matches!(
        extension,
        "rs" | "ts" | "mts" | "js" | "mjs" | "cjs" | "jsx" | "vue" | "kt" | "java" | "swift" | "py"
    );
    let part = |name: &str| path.split('/').any(|part| part == name);
    let about_tests = ["tests", "test", "androidTest", "Tests", "vectors", "examples", "tests.rs"];
    if !program || about_tests.iter().any(|name| part(name)) {
        return Vec::new();
    }
    let lines = text.lines().enumerate().take_while(|(_, line)| line.trim() != concat!("#[cfg(te", "st)]"));
    lines
        .filter(|(_, line)| !["//", "*", "/*", "#"].iter().any(|mark| line.trim_start().starts_with(mark)))
        .flat_map(|(number, line)| {
            codes.iter().filter(|code| holds_word(line, code)).map(move |code| (number + 1, code.as_str()))
        })
        .collect()
}

/// Lines of a list, without comments.
fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// Home folders anywhere, and this checkout with its neighbours.
fn machine_paths() -> Vec<String> {
    let mut paths = vec![concat!("/ho", "me/").to_owned(), concat!("/Us", "ers/").to_owned()];
    if let Ok(home) = std::env::var("HOME") {
        paths.push(format!("{home}/"));
    }
    let root = files::root();
    if let Some(parent) = root.parent().filter(|parent| parent.parent().is_some()) {
        let neighbours = files::list(parent).unwrap_or_default();
        paths.extend(neighbours.iter().filter(|path| path.is_dir()).map(|path| path.display().to_string()));
    }
    paths
}

/// Whether a line names a path, rather than a longer one that happens to end alike.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + path.len()..).and_then(|text| text.chars().next());
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | ')');
        !before.is_some_and(inside) && (path.ends_with('/') || !after.is_some_and(inside))
    })
}

/// Paths that leave the repository, out of the one file that may hold them.
fn paths_beside(ci: &str) -> Vec<String> {
    let mut paths: Vec<String> = ci
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-')))
        .filter_map(|word| word.find("../").and_then(|at| word.get(at..)))
        .filter_map(|path| path.strip_prefix("../")?.split('/').next())
        .filter(|folder| !folder.is_empty())
        .map(|folder| format!("../{folder}"))
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

fn unfinished(extension: &str, line: &str) -> Option<String> {
    let marks = match extension {
        "rs" => RUST,
        "js" | "mjs" | "cjs" | "ts" | "mts" => SCRIPT,
        "css" | "html" | "toml" | "yml" | "yaml" | "kt" | "swift" | "py" => &[],
        _ => return None,
    };
    let mark = marks.iter().find(|mark| line.contains(**mark));
    let note = NOTES.iter().find(|note| holds_word(line, note));
    mark.or(note).map(|mark| format!("unfinished or silenced: {mark}"))
}

fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Lock files hold names, versions and hashes; from where is each user's own setting.
fn lock_fault(line: &str) -> Option<String> {
    let npm = line.contains("\"resolved\": \"http");
    let cargo = line.starts_with("source = ") && !line.contains("/rust-lang/crates.io-index\"");
    (npm || cargo).then(|| {
        "a download address in a lock file (npm: `npm config set omit-lockfile-registry-resolved true`)"
            .to_owned()
    })
}

/// Hosts of the web addresses in a line.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    ["http://", "https://"].into_iter().flat_map(|scheme| {
        line.split(scheme).skip(1).filter_map(|rest| {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
                .unwrap_or(rest.len());
            rest.get(..end).map(|host| host.trim_end_matches('.')).filter(|host| !host.is_empty())
        })
    })
}

/// Whether a host is in the list: exactly, or below an entry that begins with a dot.
fn known(host: &str, list: &[String]) -> bool {
    list.iter().any(|entry| entry == host || (entry.starts_with('.') && host.ends_with(entry.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_hosts() {
        let line = concat!("see https://a.example/x, http", "://b.test. and http://${host}");
        assert_eq!(hosts(line).collect::<Vec<_>>(), ["b.test", "a.example"]);
        let list = [".example".to_owned(), "b.test".to_owned()];
        assert!(known("a.example", &list) && known("b.test", &list));
        assert!(!known("c.b.test", &list) && !known("badexample", &list));
    }

    #[test]
    fn finds_marks_but_not_lookalikes() {
        assert!(unfinished("rs", concat!("    to", "do!()")).is_some());
        assert!(unfinished("ts", concat!("// FIX", "ME later")).is_some());
        assert!(unfinished("rs", "iter.skip(1); // MATODOR").is_none());
        assert!(unfinished("json", concat!("\"XX", "X\"")).is_none());
    }

    #[test]
    fn finds_procedures_in_programs_alone() {
        let codes = ["1.234567".to_owned(), "x-some".to_owned()];
        let found = |path: &str, text: &str| {
            let extension = path.rsplit('.').next().unwrap_or_default();
            named_procedures(path, extension, text, &codes).len()
        };
        let program = "// as 1.234567\nif code == \"1.234567\" || code == \"x-some\" {}";
        assert_eq!(found("core/a/src/lib.rs", program), 2);
        assert_eq!(found("web/src/a.ts", "case \"x-some\":"), 1);
        assert_eq!(found("core/a/tests/a.rs", program), 0);
        assert_eq!(found("core/a/procedures/x.json", "\"1.234567\""), 0);
        assert_eq!(found("core/a/src/lib.rs", concat!("#[cfg(te", "st)]\nmod tests { \"x-some\" }")), 0);
        assert_eq!(found("core/a/src/lib.rs", "\"11.234567\", \"x-something\""), 0);
        assert!(procedure_codes().unwrap().len() >= 6);
    }

    #[test]
    fn paths_of_a_machine() {
        assert!(names_path("open(\"/src/thing/a\")", "/src/thing"));
        assert!(!names_path("open(\"lib/src/thing/a\")", "/src/thing"));
        assert!(!names_path("open(\"/src/things\")", "/src/thing"));
        assert_eq!(paths_beside("if [ -d \"$here/../x/y\" ]; then cd .."), ["../x"]);
    }

    #[test]
    fn lock_files_name_no_host() {
        assert!(lock_fault("      \"resolved\": \"https://r.example/a.tgz\",").is_some());
        assert!(lock_fault("      \"resolved\": \"../x\",").is_none());
        assert!(lock_fault("source = \"git+https://a.example/x\"").is_some());
    }
}
