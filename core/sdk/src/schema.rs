//! Plain schemas (draft 2020-12) as a host hands them over: one text, and the texts of further schemas by their address.

use motcua_forms::batch::Checker;
use motcua_forms::schema::{Options, Schema};
use motcua_json::{Policy, Value, parse};
use motcua_types::Failure;

use crate::failure::{ToFailure, of_schema};

/// Compiles a schema, for records that are read under `policy`. References lead into it and into `resources`; nothing is
/// fetched. `assert_formats` makes `format` count, which is an annotation without it.
///
/// # Errors
/// `json/…` for a text that is no JSON, with the address of a further schema as `resource`; `procedure/…` with the place
/// for a schema that is none, `procedure/unresolvedRef` for a reference that leads nowhere.
pub fn compile<'a>(
    text: &[u8],
    resources: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    assert_formats: bool,
    policy: Policy,
) -> Result<Checker, Failure> {
    let further = |(address, text)| match read(text) {
        Ok(schema) => Ok((str::to_owned(address), schema)),
        Err(failure) => Err(failure.with("resource", address)),
    };
    let resources = resources.into_iter().map(further).collect::<Result<_, _>>()?;
    let compiled = Schema::compile_draft(&read(text)?, &Options { resources, assert_formats });
    Ok(Checker::new(compiled.map_err(of_schema)?, policy))
}

fn read(text: &[u8]) -> Result<Value, Failure> {
    parse(text, &Policy::RFC8259).map_err(|error| error.to_failure())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, resources: &[(&str, &str)]) -> Failure {
        let further = resources.iter().map(|&(address, text)| (address, text.as_bytes()));
        compile(text.as_bytes(), further, false, Policy::PROFILE).map(|_| ()).unwrap_err()
    }

    #[test]
    fn a_refusal_names_the_further_schema_that_it_came_from() {
        let good = r#"{"$ref":"https://a.example/one"}"#;
        let failure = refused(good, &[("https://a.example/two", "{}"), ("https://a.example/one", "{")]);
        assert_eq!(failure.code.as_str(), "json/syntax");
        let named = failure.params.iter().find(|param| param.name == "resource").unwrap();
        assert_eq!(named.value, "https://a.example/one");
        assert!(refused("{", &[]).params.iter().all(|param| param.name != "resource"));
        assert_eq!(refused(good, &[]).code.as_str(), "procedure/unresolvedRef");
    }
}
