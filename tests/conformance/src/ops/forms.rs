//! `form.validate`, `form.session`, `draft.migrate`, `logic.evaluate`, `procedure.check` and `message.render`

use std::sync::Arc;

use motcua::forms::logic::{Expr, Scope, Why, evaluate as answer};
use motcua::forms::session::{Circumstances, migrate as carry_over};
use motcua::forms::{CompiledProcedure, FormSession, Length, check_procedure, render as sentence};
use motcua::json::{Object, Policy, Value, parse, to_value};
use motcua::types::Record;
use motcua::types::report::{Diagnostic, Param};
use motcua::types::session::FormDraft;
use motcua::types::submission::{Attachment, Channel};

use crate::args::{Answer, Args};

fn code(error: motcua::json::Error) -> String {
    error.code().to_owned()
}

fn compiled(document: &Value) -> Result<CompiledProcedure, String> {
    CompiledProcedure::compile(document)
        .map_err(|found| found.into_iter().next().map_or_else(String::new, |first| first.code))
}

/// Judges `instanceB64` under the procedure document `procedure`, alone and without catalogues.
pub(super) fn validate(args: &Args<'_>) -> Answer {
    report(&compiled(args.value("procedure")?)?, args)
}

/// The same for many `forms` of one procedure, which is compiled once: the report of each, or `{code}` where it has none.
pub(super) fn validate_many(args: &Args<'_>) -> Answer {
    let compiled = compiled(args.value("procedure")?)?;
    let answers = args.list("forms")?.iter().map(|form| {
        report(&compiled, &Args::new(form))
            .unwrap_or_else(|code| Value::Object([("code", Value::from(code))].into_iter().collect()))
    });
    Ok(answers.collect())
}

fn report(compiled: &CompiledProcedure, args: &Args<'_>) -> Answer {
    let data = parse(&args.bytes("instanceB64")?, &Policy::PROFILE).map_err(code)?;
    let attachments: Vec<Attachment> = match args.optional("attachments") {
        Some(_) => args.record("attachments")?,
        None => Vec::new(),
    };
    let channel: Channel = match args.optional("channel") {
        Some(_) => args.record("channel")?,
        None => Channel::Online,
    };
    to_value(&compiled.validate(&data, &attachments, channel, args.moment("now")?)).map_err(code)
}

/// Opens the form of `procedure` with nothing in it, and takes the steps one after the other: `{set, value}`,
/// `{add, value, at?}`, `{remove, at}`, `{move, from, to}`. The reports after each, and what each changed.
pub(super) fn session(args: &Args<'_>) -> Answer {
    let procedure = Arc::new(compiled(args.value("procedure")?)?);
    let around =
        Circumstances { now: args.moment("now")?, channel: Channel::Online, attachments: Vec::new() };
    let mut session = FormSession::open(procedure, around, Value::Null, Vec::new());
    let mut reports = Vec::new();
    let mut changes = Vec::new();
    for step in args.list("steps")? {
        let step = Args::new(step);
        let at = |name: &str| -> Result<usize, String> {
            let number = step.value(name)?.as_i64().and_then(|at| usize::try_from(at).ok());
            number.ok_or_else(|| "conformance/badArgs".to_owned())
        };
        let value = || step.value("value").cloned();
        let change = if let Some(pointer) = step.optional_text("set")? {
            session.set(pointer, value()?)
        } else if let Some(list) = step.optional_text("add")? {
            let position = step.optional("at").map(|_| at("at")).transpose()?;
            session.add_item(list, position, value()?)
        } else if let Some(list) = step.optional_text("remove")? {
            session.remove_item(list, at("at")?)
        } else {
            session.move_item(step.text("move")?, at("from")?, at("to")?)
        };
        let change = change.map_err(|error| error.code().to_owned())?;
        changes.push(change.map_or(Ok(Value::Null), |change| change.to_value()).map_err(code)?);
        reports.push(session.state().report.to_value().map_err(code)?);
    }
    let members = [
        ("changes", Value::from(changes)),
        ("data", session.data().clone()),
        ("reports", Value::from(reports)),
        ("signed", session.signed().clone()),
    ];
    Ok(Value::Object(members.into_iter().collect()))
}

/// Carries `draft` over to the procedure document `to`.
pub(super) fn migrate(args: &Args<'_>) -> Answer {
    let draft: FormDraft = args.record("draft")?;
    let to = compiled(args.value("to")?)?;
    let migration = carry_over(draft, &to).map_err(|error| error.code().to_owned())?;
    migration.to_value().map_err(code)
}

/// The answer of `rule` over `data`, with `now` and `today` where `now` is given: `{result}`, or `{unknown}` with why
/// nobody can know.
pub(super) fn logic(args: &Args<'_>) -> Answer {
    let expr = Expr::compile(args.value("rule")?)
        .map_err(|found| found.into_iter().next().map_or_else(String::new, |first| first.code))?;
    let mut extra = Vec::new();
    if args.optional("now").is_some() {
        let now = motcua::vn::date::DateTime::from_unix(args.moment("now")?);
        extra.push(("now", Value::from(now.map(motcua::vn::date::DateTime::to_rfc3339))));
        extra.push(("today", Value::from(now.map(|now| now.date().to_string()))));
    }
    let data = args.optional("data").cloned().unwrap_or_default();
    let (name, value) = match answer(&expr, &Scope::new(&data, &extra)) {
        Ok(result) => ("result", result),
        Err(Why::Partial) => ("unknown", "partial".into()),
        Err(Why::Absent) => ("unknown", "absent".into()),
        Err(Why::Budget) => return Err("form/ruleBudget".to_owned()),
    };
    let mut object = Object::new();
    object.insert(name, value);
    Ok(Value::Object(object))
}

pub(super) fn check(args: &Args<'_>) -> Answer {
    let document = parse(&args.bytes("procedureB64")?, &Policy::RFC8259).map_err(code)?;
    let found: Vec<Diagnostic> = check_procedure(&document);
    let list = to_value(&found).map_err(code)?;
    Ok(Value::Object([("diagnostics", list)].into_iter().collect()))
}

pub(super) fn render(args: &Args<'_>) -> Answer {
    let params: Vec<Param> = match args.optional("params") {
        Some(_) => args.record("params")?,
        None => Vec::new(),
    };
    let length = match args.optional_text("form")? {
        None | Some("short") => Length::Short,
        Some("long") => Length::Long,
        Some(_) => return Err("conformance/badArgs".to_owned()),
    };
    let lang = args.text("lang")?;
    if lang != "vi" && lang != "en" {
        return Err("conformance/badArgs".to_owned());
    }
    let text = sentence(args.text("code")?, &params, lang, length).ok_or("conformance/badArgs")?;
    Ok(text.as_str().into())
}
