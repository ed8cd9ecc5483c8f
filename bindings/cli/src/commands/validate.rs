//! `motcua validate`: a form's data against its procedure.

use std::sync::Arc;

use motcua::crypto::pack::{self, Trust};
use motcua::flow::load_pack;
use motcua::forms::{CompiledProcedure, Length, Library};
use motcua::json::{Policy, from_value};
use motcua::types::pack::Pack;
use motcua::types::report::Severity;
use motcua::types::submission::{Attachment, Channel};
use motcua::vn::date::DateTime;

use super::batch;
use crate::args::Call;
use crate::locate::place;
use crate::outcome::{Exit, Finding, Outcome, Stop};
use crate::{embedded, input, text, trust};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    if call.flag("batch") {
        return batch::run(call);
    }
    if call.option("schema").is_some() {
        return Err(Stop::usage("--schema cần --batch.".into(), "--schema goes with --batch.".into()));
    }
    let now = input::now(call)?;
    let procedure = procedure(call, now)?;
    let code = procedure.document().code.clone();
    let file = call.operand();
    let bytes = input::bytes(file)?;
    let data = input::json(file, &bytes, &Policy::PROFILE)?;
    let report = procedure.validate(&data, &attachments(call)?, channel(call)?, now);
    let findings: Vec<Finding> = report
        .issues
        .iter()
        .map(|issue| Finding {
            message: procedure
                .message(issue, call.lang.tag(), Length::Short)
                .unwrap_or_else(|| issue.code.clone()),
            place: place(&bytes, &issue.pointer),
            code: issue.code.clone(),
            severity: issue.severity,
            pointer: issue.pointer.clone(),
            params: issue.params.clone(),
        })
        .collect();
    let exit = match findings.iter().any(|finding| finding.severity == Severity::Error) {
        true => Exit::Findings,
        false => Exit::Good,
    };
    Ok(Outcome {
        exit,
        text: text::summary(&findings, call.lang),
        members: vec![("file", file.into()), ("procedure", code.into())],
        file: file.to_owned(),
        findings: Some(findings),
    })
}

/// The version of the procedure in `--procedure` that is in force.
pub(super) fn procedure(call: &Call, now: i64) -> Result<Arc<CompiledProcedure>, Stop> {
    let code = call.required("procedure")?;
    let today = DateTime::from_unix(now).map(|moment| moment.local().0);
    let library = library(call, now)?;
    today.and_then(|today| library.procedure(code, today)).cloned().ok_or_else(|| {
        Stop::usage(
            format!("Gói không có thủ tục {code} có hiệu lực vào ngày đó."),
            format!("The pack has no procedure {code} in force on that day."),
        )
    })
}

/// The pack in `--pack`: the embedded one, a signed one that is verified, or the plain record of one.
pub(super) fn library(call: &Call, now: i64) -> Result<Library, Stop> {
    let name = call.option("pack").unwrap_or("embedded");
    let pack = if name == "embedded" {
        embedded::pack().map_err(|error| Stop::refused(name, &error))?
    } else {
        let bytes = input::bytes(name)?;
        let value = input::json(name, &bytes, &Policy::PROFILE.with_max_bytes(16 << 20))?;
        if value.get("signature").is_some() {
            let directory = trust::directory(call, now)?;
            pack::open(&bytes, Trust::Directory(&directory), now, 0, motcua::ENGINE_VERSION)
                .map_err(|error| Stop::refused(name, &error))?
        } else {
            from_value::<Pack>(&value).map_err(|error| Stop::refused(name, &error))?
        }
    };
    load_pack(&pack).map_err(|found| match found.first() {
        Some(first) => Stop::refused_code(name, &first.code),
        None => Stop::refused_code(name, "pack/badItem"),
    })
}

/// The manifest in `--attachments`: a JSON array of attachments.
pub(super) fn attachments(call: &Call) -> Result<Vec<Attachment>, Stop> {
    let Some(file) = call.option("attachments") else { return Ok(Vec::new()) };
    let value = input::json(file, &input::bytes(file)?, &Policy::PROFILE)?;
    from_value(&value).map_err(|error| Stop::refused(file, &error))
}

pub(super) fn channel(call: &Call) -> Result<Channel, Stop> {
    match call.option("channel").unwrap_or("online") {
        "online" => Ok(Channel::Online),
        "desk" => Ok(Channel::Desk),
        "post" => Ok(Channel::Post),
        _ => Err(Stop::usage(
            "--channel là online, desk hoặc post.".into(),
            "--channel is online, desk or post.".into(),
        )),
    }
}
