//! `schema.validate`

use motcua::forms::schema::{Options, Schema};
use motcua::json::{Policy, Value, parse, to_value};

use crate::args::{Answer, Args};

fn code(error: motcua::json::Error) -> String {
    error.code().to_owned()
}

/// Judges `instanceB64` under the schema `schemaB64` of draft 2020-12. `resources` holds further schemas by address;
/// `assertFormats` makes `format` more than an annotation.
pub(super) fn validate(args: &Args<'_>) -> Answer {
    let read = |bytes: &[u8]| parse(bytes, &Policy::RFC8259).map_err(code);
    let mut options = Options::default();
    if let Some(resources) = args.optional("resources") {
        let all = resources.as_object().ok_or("conformance/badArgs")?;
        for address in all.keys() {
            let bytes = Args::new(resources).bytes(address)?;
            options.resources.push((address.to_owned(), read(&bytes)?));
        }
    }
    if let Some(asked) = args.optional("assertFormats") {
        options.assert_formats = asked.as_bool().ok_or("conformance/badArgs")?;
    }
    let document = read(&args.bytes("schemaB64")?)?;
    let schema = Schema::compile_draft(&document, &options)
        .map_err(|found| found.into_iter().next().map_or_else(String::new, |first| first.code))?;
    let (issues, _) = schema.check(&read(&args.bytes("instanceB64")?)?);
    let valid = Value::from(issues.is_empty());
    let issues = to_value(&issues).map_err(code)?;
    Ok(Value::Object([("valid", valid), ("issues", issues)].into_iter().collect()))
}
