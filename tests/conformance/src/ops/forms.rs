//! `form.validate`, `procedure.check` and `message.render`

use motcua::forms::{CompiledProcedure, Length, check_procedure, render as sentence};
use motcua::json::{Policy, Value, parse, to_value};
use motcua::types::report::{Diagnostic, Param};
use motcua::types::submission::{Attachment, Channel};

use crate::args::{Answer, Args};

fn code(error: motcua::json::Error) -> String {
    error.code().to_owned()
}

/// Judges `instanceB64` under the procedure document `procedure`, alone and without catalogues.
pub(super) fn validate(args: &Args<'_>) -> Answer {
    let compiled = CompiledProcedure::compile(args.value("procedure")?)
        .map_err(|found| found.into_iter().next().map_or_else(String::new, |first| first.code))?;
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
