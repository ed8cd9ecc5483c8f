//! Procedure documents: any document gets its diagnostics, and one that has none judges any data.

use motcua::forms::{CompiledProcedure, check_procedure};
use motcua::json::{Policy, parse};
use motcua::types::submission::Channel;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "procedure",
    seeds: || {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/forms/procedures");
        let mut seeds: Vec<Vec<u8>> = std::fs::read_dir(folder)
            .expect("the procedures are there")
            .filter_map(|entry| std::fs::read(entry.ok()?.path()).ok())
            .map(|text| {
                let value = parse(&text, &Policy::RFC8259).expect("a procedure is JSON");
                let mut line = motcua::json::canonicalize(&value);
                line.extend_from_slice(b"\n{\"child\":{\"name\":\"An\"}}");
                line
            })
            .collect();
        seeds.sort();
        seeds
    },
    words: &[
        "\"rules\":[",
        "\"form\":{",
        "\"ui\":{",
        "\"assert\":",
        "{\"var\":\"",
        "{\"and\":[",
        "{\"if\":[",
        "\"affects\":[",
        "\"visibility\":[",
        "\"computed\":[",
        "\"prefill\":{",
        "null",
        "true",
        "[]",
        "{}",
        "\"error\"",
        "\n",
        "\"a\"",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Some((document, data)) = super::halves(bytes) else { return };
    let Ok(document) = parse(document, &Policy::PROFILE) else { return };
    let found = check_procedure(&document);
    let compiled = CompiledProcedure::compile(&document);
    assert!(found.is_empty() || compiled.is_err(), "what has diagnostics does not compile");
    let (Ok(compiled), Ok(data)) = (compiled, parse(data, &Policy::PROFILE)) else { return };
    let now = 1_790_000_000;
    let first = compiled.validate(&data, &[], Channel::Online, now);
    assert!(first == compiled.validate(&data, &[], Channel::Online, now), "a report is a function");
}
