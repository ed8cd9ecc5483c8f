//! Arguments and help texts.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print this text and succeed.
    Help(&'static str),
    /// Build and start the demonstration portal.
    Demo(Demo),
    /// Run the checks.
    Test(Test),
    /// Build the npm tarball.
    Npm,
    /// Build what app teams take.
    Mobile,
    /// Build the portal alone, for work on it by hand.
    Portal {
        /// Stop when `node_modules` is complete.
        deps_only: bool,
    },
    /// Run the measurements.
    Bench(Bench),
    /// Print the sizes of what ships.
    Size,
    /// Rewrite the registry of error codes.
    Codes,
    /// Rewrite the tables of the normal forms.
    Unicode,
    /// Rewrite pictures and tables of the workflows.
    Workflows,
}

/// Options of `demo`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Demo {
    /// Run the stories and exit.
    pub(crate) check: bool,
    /// Take screenshots into this folder and exit.
    pub(crate) shots: Option<PathBuf>,
    /// Port on 127.0.0.1.
    pub(crate) port: u16,
    /// Where keys and database live; `None` means the usual place below `target`.
    pub(crate) data: Option<PathBuf>,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// A skipped step is a failed step.
    pub(crate) strict: bool,
    /// Add the long runs.
    pub(crate) long: bool,
    /// Names the steps and exits.
    pub(crate) list: bool,
    /// Only these steps; empty means all.
    pub(crate) only: Vec<String>,
}

/// Options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bench {
    /// Names the suites and exits.
    pub(crate) list: bool,
    /// Only these suites; empty means all.
    pub(crate) only: Vec<String>,
}

const HELP: &str = "\
Usage: cargo xtask COMMAND [OPTIONS]

  demo       build everything and start the demonstration portal on this machine
  test       run every check and end with a table
  npm        build the npm package into target/npm
  mobile     build the jar, the Android archive and the framework for iOS into target/artefacts
  portal     build the portal against that package
  bench      run the measurements
  size       print raw, gzip and brotli sizes of what ships
  codes      rewrite the registry of error codes from the crates
  unicode    rewrite the tables of the Unicode normal forms
  workflows  rewrite the pictures of the workflows and the tables of their changes

`cargo xtask COMMAND --help` says more.
Needed: cargo, a C compiler, Node 20 or newer. What else is needed is set up, or named when it cannot be.
";

const HELP_DEMO: &str = "\
Usage: cargo xtask demo [--port N] [--data DIR]
       cargo xtask demo --check
       cargo xtask demo --shots DIR

Builds the npm package, the portal and the server, starts the server on 127.0.0.1 and prints its URL and the
sign-in links. Ctrl-C stops it.

  --port N      port to listen on (8040)
  --data DIR    keys and database (target/demo); delete the folder to begin anew
  --check       run the stories against real server processes, print them in a table, exit
  --shots DIR   start a server of its own, take screenshots of every page into DIR, exit
";

const HELP_TEST: &str = "\
Usage: cargo xtask test [--strict] [--only a,b] [--long] [--list]

Runs every check. Each step ends as OK, FAILED, SKIPPED with its reason, or NOT PRESENT (published vectors).
Exits with 1 when a step failed.

  --strict      a skipped step counts as failed; meant for Debian as root, which can install what is missing
  --only a,b    only these steps, in the usual order (what they build upon is built as well)
  --long        add the long steps
  --list        name the steps and exit

MOTCUA_VECTORS   folder with the published test suites; unset: the step `vectors` says NOT PRESENT
MOTCUA_CHROMIUM  browser to use in place of the one found on PATH
MOTCUA_WORDS     file with words, one a line, that must not stand anywhere in the repository
";

const HELP_NPM: &str = "\
Usage: cargo xtask npm

Compiles the module, makes its glue, optimises it and packs target/npm/motcua-<version>.tgz; prints the sizes.
";

const HELP_MOBILE: &str = "\
Usage: cargo xtask mobile

Builds target/artefacts: a jar with the library of this machine, an Android archive (arm64, armv7, x86_64; 16 KB pages,
imports and exports are checked) and the Swift package MotCua with its framework (device and simulator, unsigned); prints
the size of every slice. Needs java, JNA and python3.

ANDROID_NDK_HOME  Android NDK, release 28 or newer; without one the libraries pass a link gate and load on no device
";

const HELP_PORTAL: &str = "\
Usage: cargo xtask portal [--deps]

Builds the npm package, installs it into web-demo/portal and builds web-demo/portal/dist.

  --deps        stop when node_modules is complete; then `npm run dev` works in that folder
";

const HELP_BENCH: &str = "\
Usage: cargo xtask bench [--only a,b] [--list]

Runs the measurements side by side; each suite prints a table and writes target/bench/SUITE.json.

  --only a,b    only these suites
  --list        name the suites and exit

MOTCUA_TARBALL  for `calls`: an npm package that is built already
";

const HELP_SIZE: &str = "\
Usage: cargo xtask size

Builds the npm package and prints raw, gzip and brotli sizes of its parts; then the sizes
of the native artefacts that a release build and earlier runs have left.
";

const HELP_CODES: &str = "\
Usage: cargo xtask codes

Collects the codes of every crate and rewrites the public registry. Fails on duplicates.
";

const HELP_WORKFLOWS: &str = "\
Usage: cargo xtask workflows

Rewrites docs/workflows (pictures) and core/dossier/tests/table (every status, change and role) from the workflow
documents. Look at the pictures, and read the tables against the law, before you commit them.
";

const HELP_UNICODE: &str = "\
Usage: cargo xtask unicode

Rewrites core/nfc/src/tables.rs from the version of unicode-normalization that core/nfc/Cargo.toml pins.
";

/// Reads the command line.
pub(crate) fn parse(mut parser: Parser) -> Result<Command, String> {
    let name = match next(&mut parser)? {
        None | Some(Word::Help) => return Ok(Command::Help(HELP)),
        Some(Word::Value(name)) => name.string().map_err(text)?,
        Some(Word::Option(name)) => return Err(format!("unknown option --{name}")),
    };
    match name.as_str() {
        "help" => Ok(Command::Help(HELP)),
        "demo" => demo(&mut parser),
        "test" => test(&mut parser),
        "bench" => bench(&mut parser),
        "portal" => portal(&mut parser),
        "npm" => plain(&mut parser, HELP_NPM, Command::Npm),
        "mobile" => plain(&mut parser, HELP_MOBILE, Command::Mobile),
        "size" => plain(&mut parser, HELP_SIZE, Command::Size),
        "codes" => plain(&mut parser, HELP_CODES, Command::Codes),
        "unicode" => plain(&mut parser, HELP_UNICODE, Command::Unicode),
        "workflows" => plain(&mut parser, HELP_WORKFLOWS, Command::Workflows),
        other => Err(format!("unknown command {other}")),
    }
}

/// One word of the command line.
enum Word {
    Help,
    Option(String),
    Value(OsString),
}

fn next(parser: &mut Parser) -> Result<Option<Word>, String> {
    Ok(parser.next().map_err(text)?.map(|arg| match arg {
        Arg::Short('h') | Arg::Long("help") => Word::Help,
        Arg::Short(letter) => Word::Option(letter.to_string()),
        Arg::Long(name) => Word::Option(name.to_owned()),
        Arg::Value(value) => Word::Value(value),
    }))
}

/// A command without options.
fn plain(parser: &mut Parser, help: &'static str, command: Command) -> Result<Command, String> {
    match next(parser)? {
        None => Ok(command),
        Some(Word::Help) => Ok(Command::Help(help)),
        Some(other) => Err(unexpected(&other)),
    }
}

fn portal(parser: &mut Parser) -> Result<Command, String> {
    let mut deps_only = false;
    while let Some(word) = next(parser)? {
        match word {
            Word::Help => return Ok(Command::Help(HELP_PORTAL)),
            Word::Option(option) if option == "deps" => deps_only = true,
            other => return Err(unexpected(&other)),
        }
    }
    Ok(Command::Portal { deps_only })
}

fn demo(parser: &mut Parser) -> Result<Command, String> {
    let mut options = Demo { check: false, shots: None, port: 8040, data: None };
    while let Some(word) = next(parser)? {
        match word {
            Word::Help => return Ok(Command::Help(HELP_DEMO)),
            Word::Option(option) => match option.as_str() {
                "check" => options.check = true,
                "shots" => options.shots = Some(parser.value().map_err(text)?.into()),
                "port" => options.port = parser.value().and_then(|value| value.parse()).map_err(text)?,
                "data" => options.data = Some(parser.value().map_err(text)?.into()),
                _ => return Err(format!("unknown option --{option}")),
            },
            other => return Err(unexpected(&other)),
        }
    }
    if options.check && options.shots.is_some() {
        return Err("--check and --shots are two commands; choose one".to_owned());
    }
    Ok(Command::Demo(options))
}

fn test(parser: &mut Parser) -> Result<Command, String> {
    let mut options = Test::default();
    while let Some(word) = next(parser)? {
        match word {
            Word::Help => return Ok(Command::Help(HELP_TEST)),
            Word::Option(option) => match option.as_str() {
                "strict" => options.strict = true,
                "long" => options.long = true,
                "list" => options.list = true,
                "only" => options.only.extend(names(parser)?),
                _ => return Err(format!("unknown option --{option}")),
            },
            other => return Err(unexpected(&other)),
        }
    }
    Ok(Command::Test(options))
}

fn bench(parser: &mut Parser) -> Result<Command, String> {
    let mut options = Bench::default();
    while let Some(word) = next(parser)? {
        match word {
            Word::Help => return Ok(Command::Help(HELP_BENCH)),
            Word::Option(option) => match option.as_str() {
                "list" => options.list = true,
                "only" => options.only.extend(names(parser)?),
                _ => return Err(format!("unknown option --{option}")),
            },
            other => return Err(unexpected(&other)),
        }
    }
    Ok(Command::Bench(options))
}

/// The comma-separated value of `--only`.
fn names(parser: &mut Parser) -> Result<Vec<String>, String> {
    let list = parser.value().and_then(ValueExt::string).map_err(text)?;
    let names: Vec<String> =
        list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() { Err("--only needs at least one name".to_owned()) } else { Ok(names) }
}

fn unexpected(word: &Word) -> String {
    match word {
        Word::Help => "unexpected --help".to_owned(),
        Word::Option(option) => format!("unknown option --{option}"),
        Word::Value(value) => format!("unexpected argument {}", value.to_string_lossy()),
    }
}

fn text(error: lexopt::Error) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Command, String> {
        parse(Parser::from_args(args))
    }

    #[test]
    fn selects_steps() {
        let wanted = Test { strict: true, only: vec!["fmt".into(), "unit".into()], ..Test::default() };
        assert_eq!(read(&["test", "--strict", "--only", "fmt, unit"]), Ok(Command::Test(wanted)));
        assert!(read(&["test", "--only", ","]).is_err());
        assert!(read(&["test", "--stirct"]).is_err());
    }

    #[test]
    fn demo_does_one_thing() {
        let wanted = Demo { check: false, shots: None, port: 9000, data: Some("d".into()) };
        assert_eq!(read(&["demo", "--port=9000", "--data", "d"]), Ok(Command::Demo(wanted)));
        assert!(read(&["demo", "--check", "--shots", "x"]).is_err());
        assert!(read(&["demo", "--port", "99999"]).is_err());
    }

    #[test]
    fn every_command_has_help() {
        for name in
            ["demo", "test", "npm", "mobile", "portal", "bench", "size", "codes", "unicode", "workflows"]
        {
            let Ok(Command::Help(text)) = read(&[name, "--help"]) else { panic!("{name} has no help") };
            assert!(text.starts_with(&format!("Usage: cargo xtask {name}")), "{name}");
            assert!(HELP.contains(name), "{name}");
        }
        assert_eq!(read(&["portal", "--deps"]), Ok(Command::Portal { deps_only: true }));
    }
}
