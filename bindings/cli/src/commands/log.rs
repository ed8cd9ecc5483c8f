//! `motcua log verify`: the whole log of a dossier, held against what was kept of it.

use motcua::crypto::sign;
use motcua::dossier::log::{Reader, Trust};
use motcua::dossier::{receipt, workflow};
use motcua::json::{Policy, from_value, to_canonical_string, to_value};
use motcua::types::Record as _;
use motcua::types::dossier::Workflow;
use motcua::types::event::Checkpoint;

use super::validate::library;
use crate::args::Call;
use crate::outcome::{Outcome, Stop};
use crate::output::{self, Existing, Readers};
use crate::{input, text, trust};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let file = call.operand();
    chain(call, file, &input::bytes(file)?)
}

/// Verifies a JSON array of compact events, or a file with one of them in each line.
pub(super) fn chain(call: &Call, file: &str, bytes: &[u8]) -> Result<Outcome, Stop> {
    let now = input::now(call)?;
    let events = events(file, bytes)?;
    let directory = trust::directory(call, now)?;
    let stock = workflow::default().map_err(|error| Stop::refused(file, &error))?;
    let rules = rules(call, now, stock)?;
    let mut checkpoints = Vec::new();
    for name in call.options("checkpoint") {
        let value = input::json(name, &input::bytes(name)?, &Policy::PROFILE)?;
        checkpoints.push(Checkpoint::from_value(&value).map_err(|error| Stop::refused(name, &error))?);
    }
    for name in call.options("receipt") {
        let bytes = input::bytes(name)?;
        let jws = sign::parse_flattened(&bytes).map_err(|error| Stop::refused(name, &error))?;
        let point = receipt::checkpoint(&jws, &directory, None);
        checkpoints.push(point.map_err(|error| Stop::refused(name, &error))?);
    }
    let state = Reader::new(Trust::Directory(&directory), &rules)
        .expecting(&checkpoints)
        .read(&events)
        .map_err(|error| Stop::refused_event(file, error.code(), error.first_bad))?;
    if let Some(name) = call.option("keep") {
        let point = to_value(&motcua::dossier::log::checkpoint(&state, now));
        let text = to_canonical_string(&point.map_err(|error| Stop::refused(file, &error))?) + "\n";
        output::file(name, text.as_bytes(), Readers::Anybody, Existing::Replace)?;
    }
    let (status, size) = (state.status.to_string(), state.size.to_string());
    let lines = text::table(&[
        (call.lang.pick("hồ sơ", "dossier"), &state.dossier),
        (call.lang.pick("trạng thái", "status"), &status),
        (call.lang.pick("sự kiện", "events"), &size),
        (call.lang.pick("sự kiện cuối", "head"), &state.head),
    ]);
    let members = vec![
        ("file", file.into()),
        ("dossier", state.dossier.as_str().into()),
        ("status", i64::from(state.status).into()),
        ("size", i64::from(state.size).into()),
        ("head", state.head.as_str().into()),
    ];
    let good = call.lang.pick("nhật ký toàn vẹn", "the log is whole");
    Ok(Outcome::of(format!("{file}: {good}\n{lines}"), members))
}

fn events(file: &str, bytes: &[u8]) -> Result<Vec<String>, Stop> {
    let bytes = bytes.trim_ascii();
    if bytes.first() == Some(&b'[') {
        let value = input::json(file, bytes, &Policy::PROFILE)?;
        return from_value(&value).map_err(|error| Stop::refused(file, &error));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Stop::refused_code(file, "json/utf8"))?;
    Ok(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
}

/// The workflow of `--pack`, or the stock one.
fn rules(call: &Call, now: i64, stock: Workflow) -> Result<Workflow, Stop> {
    if call.option("pack").is_none() {
        return Ok(stock);
    }
    Ok(library(call, now)?.workflow(&stock.id).cloned().unwrap_or(stock))
}
