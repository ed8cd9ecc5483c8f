//! `motcua procedure check`: the mistakes of a procedure document, with line and column.

use motcua::crypto::hash::sha256_text;
use motcua::forms::lint_procedure;
use motcua::json::{Policy, Value, canonicalize};
use motcua::types::report::Severity;

use crate::args::Call;
use crate::locate::place;
use crate::outcome::{Exit, Finding, Outcome, Stop};
use crate::{input, text};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let file = call.operand();
    let bytes = input::bytes(file)?;
    let document = input::json(file, &bytes, &Policy::PROFILE)?;
    let findings: Vec<Finding> = lint_procedure(&document)
        .into_iter()
        .map(|found| Finding {
            message: text::message(&found.code, &found.params, call.lang),
            place: place(&bytes, &found.pointer),
            code: found.code,
            severity: Severity::Error,
            pointer: found.pointer,
            params: found.params,
        })
        .collect();
    // The hash is what submissions bind, so an author wants to see whether an edit changed it.
    let hash = sha256_text(&canonicalize(&document));
    let member = |name| document.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (code, version) = (member("code"), member("version"));
    let mut summary = text::summary(&findings, call.lang);
    if findings.is_empty() {
        summary.push_str(&format!("{code} {version} {hash}\n"));
    }
    Ok(Outcome {
        exit: if findings.is_empty() { Exit::Good } else { Exit::Findings },
        text: summary,
        members: vec![
            ("file", file.into()),
            ("code", code.into()),
            ("version", version.into()),
            ("hash", hash.into()),
        ],
        file: file.to_owned(),
        findings: Some(findings),
    })
}
