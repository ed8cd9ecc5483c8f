//! `json.*`

use motcua::crypto::b64;
use motcua::json::{Object, Policy, Value, canonicalize as write, parse};

use crate::args::{Answer, Args};

fn policy(args: &Args<'_>) -> Result<Policy, String> {
    match args.optional_text("policy")? {
        None | Some("rfc8259") => Ok(Policy::RFC8259),
        Some("profile") => Ok(Policy::PROFILE),
        Some(_) => Err("conformance/badArgs".to_owned()),
    }
}

fn read(args: &Args<'_>) -> Result<Value, String> {
    parse(&args.bytes("jsonB64")?, &policy(args)?).map_err(|error| error.code().to_owned())
}

pub(super) fn canonicalize(args: &Args<'_>) -> Answer {
    let mut answer = Object::new();
    answer.insert("canonicalB64", b64::encode(&write(&read(args)?)).as_str());
    Ok(Value::Object(answer))
}

pub(super) fn pointer(args: &Args<'_>) -> Answer {
    let pointer =
        motcua::json::Pointer::parse(args.text("pointer")?).map_err(|error| error.code().to_owned())?;
    pointer.get(&read(args)?).cloned().ok_or_else(|| "json/pointer".to_owned())
}
