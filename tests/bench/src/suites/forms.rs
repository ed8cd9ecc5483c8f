//! A batch of forms as NDJSON, one thread, beside the `jsonschema` crate; and what is hostile, beside half of it.
//!
//! `MOTCUA_BENCH_RECORDS` names the records, made by `tests/bench/forms/records.mjs`; `MOTCUA_BENCH_PYTHON` an
//! interpreter that has pydantic.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use motcua::forms::batch::{Batch, Checker};
use motcua::forms::schema::{Options, Schema};
use motcua::json::{Policy, parse};

use crate::measure::{Goal, Group};

const SCHEMA: &str = include_str!("../../forms/schema.json");

pub(super) fn groups() -> Result<Vec<Group>, String> {
    let path = std::env::var("MOTCUA_BENCH_RECORDS").map_err(|_| "MOTCUA_BENCH_RECORDS is not set")?;
    let records: &'static [u8] = fs::read(&path).map_err(|error| format!("{path}: {error}"))?.leak();
    let count = records.iter().filter(|byte| **byte == b'\n').count();
    let units = u32::try_from(count).map_err(|error| error.to_string())?;
    let document = parse(SCHEMA.as_bytes(), &Policy::RFC8259).map_err(|error| error.to_string())?;
    let options = Options { assert_formats: true, ..Options::default() };
    let schema = Schema::compile_draft(&document, &options).map_err(|found| format!("{found:?}"))?;
    let ours = |policy| {
        let checker = Checker::new(schema.clone(), policy);
        move || {
            let (mut batch, mut packed) = (Batch::default(), Vec::new());
            batch.feed(&checker, records, &mut packed);
            batch.finish(&checker, &mut packed);
            batch.failed()
        }
    };
    let wrong = count.div_ceil(20);
    let profile = ours(Policy::PROFILE);
    if usize::try_from(profile()) != Ok(wrong) {
        return Err(format!("{} records of {wrong} are found wrong", profile()));
    }
    let mut group = Group::new("a batch of forms, one thread (time for a record)")
        .case("motcua, profile", profile)
        .bytes(records.len())
        .units(units)
        .goal(Goal::TimesPeer(3.5))
        .case("motcua, rfc8259", ours(Policy::RFC8259))
        .bytes(records.len())
        .units(units)
        .goal(Goal::TimesPeer(3.5));
    group = peers(group, records, units, wrong)?;
    let mut groups = vec![group];
    if let Ok(python) = std::env::var("MOTCUA_BENCH_PYTHON") {
        let mut peer = Peer::start(&python, &path)?;
        let found = peer.batch();
        if found != Some(wrong) {
            return Err(format!("pydantic finds {found:?} records of {wrong} wrong"));
        }
        groups.push(
            Group::new("the same beside pydantic, in a process of its own")
                .case("motcua, profile", ours(Policy::PROFILE))
                .bytes(records.len())
                .units(units)
                .goal(Goal::TimesPeer(7.0))
                .peer("pydantic, from bytes", move || peer.batch())
                .bytes(records.len())
                .units(units),
        );
    }
    groups.extend(super::hostile::groups()?);
    Ok(groups)
}

/// A process that validates the same records each time it is asked.
struct Peer {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    fn start(python: &str, records: &str) -> Result<Self, String> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/forms/peer.py");
        let command =
            Command::new(python).args([script, records]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = command.map_err(|error| format!("{python}: {error}"))?;
        let answers = child.stdout.take().ok_or("no output of the peer")?;
        Ok(Self { child, answers: BufReader::new(answers) })
    }

    fn batch(&mut self) -> Option<usize> {
        self.child.stdin.as_mut()?.write_all(b"\n").ok()?;
        let mut line = String::new();
        self.answers.read_line(&mut line).ok()?;
        line.trim().parse().ok()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Without input it ends by itself.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

#[cfg(not(feature = "peers"))]
fn peers(group: Group, _: &'static [u8], _: u32, _: usize) -> Result<Group, String> {
    Ok(group)
}

#[cfg(feature = "peers")]
fn peers(group: Group, records: &'static [u8], units: u32, wrong: usize) -> Result<Group, String> {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).map_err(|error| error.to_string())?;
    let validator = jsonschema::validator_for(&schema).map_err(|error| error.to_string())?;
    let lines = move || records.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let run = move || {
        let failed = lines().filter(|line| match serde_json::from_slice::<serde_json::Value>(line) {
            Ok(value) => validator.iter_errors(&value).count() > 0,
            Err(_) => true,
        });
        failed.count()
    };
    if run() != wrong {
        return Err(format!("jsonschema finds {} records of {wrong} wrong", run()));
    }
    let parse_only =
        move || lines().filter(|line| serde_json::from_slice::<serde_json::Value>(line).is_ok()).count();
    Ok(group
        .peer("serde_json + jsonschema, all errors", run)
        .bytes(records.len())
        .units(units)
        .case("serde_json alone", parse_only)
        .bytes(records.len())
        .units(units))
}
