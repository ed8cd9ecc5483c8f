//! Runs one suite of measurements: `motcua-bench SUITE [--out FILE]`, or names them: `motcua-bench --list`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]

mod leakage;
mod measure;
mod report;
mod suites;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

fn main() -> ExitCode {
    match run(Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("motcua-bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut parser: Parser) -> Result<(), String> {
    let (mut name, mut out, mut list) = (None, None, false);
    while let Some(arg) = parser.next().map_err(|error| error.to_string())? {
        match arg {
            Arg::Long("list") => list = true,
            Arg::Long("out") => out = Some(PathBuf::from(parser.value().map_err(|error| error.to_string())?)),
            Arg::Value(value) if name.is_none() => {
                name = Some(value.string().map_err(|error| error.to_string())?);
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    if list {
        suites::TABLE.iter().for_each(|suite| println!("{}", suite.name));
        println!("dudect");
        return Ok(());
    }
    let name = name.ok_or("name a suite")?;
    if name == "dudect" {
        let findings: Vec<_> = suites::dudect::probes()?.into_iter().map(leakage::Probe::measure).collect();
        print!("{}", leakage::table(&findings));
        return keep(out, leakage::json(&findings));
    }
    let suite = suites::TABLE.iter().find(|suite| suite.name == name);
    let suite = suite.ok_or_else(|| format!("no suite is called {name}"))?;
    let results: Vec<_> = (suite.groups)()?.into_iter().map(measure::Group::measure).collect();
    print!("{}", report::table(&results));
    keep(out, report::json(suite.name, &results))
}

fn keep(out: Option<PathBuf>, text: String) -> Result<(), String> {
    match out {
        Some(path) => {
            std::fs::write(&path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
        }
        None => Ok(()),
    }
}
