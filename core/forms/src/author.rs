//! The JSON Schema of procedure documents, for editors and for whoever writes one.

use std::sync::OnceLock;

use motcua_json::{Policy, Value, parse};
use motcua_types::report::{Diagnostic, Issue};

use crate::check_procedure;
use crate::schema::Schema;

/// The JSON Schema (2020-12) of procedure documents.
pub const PROCEDURE_SCHEMA: &str = include_str!("../procedure.schema.json");

/// Every mistake in a procedure document, with its pointer. Unlike [`check_procedure`], which knows a document that
/// cannot be read only by the first member that is missing or mistyped, it names all such members.
pub fn lint_procedure(document: &Value) -> Vec<Diagnostic> {
    let found = check_procedure(document);
    let unreadable = matches!(found.as_slice(), [only] if only.code.starts_with("json/"));
    let shape = if unreadable { misshapen(document) } else { Vec::new() };
    if shape.is_empty() { found } else { shape }
}

fn misshapen(document: &Value) -> Vec<Diagnostic> {
    static SCHEMA: OnceLock<Option<Schema>> = OnceLock::new();
    let compiled = SCHEMA.get_or_init(|| {
        let source = parse(PROCEDURE_SCHEMA.as_bytes(), &Policy::PROFILE).ok()?;
        Schema::compile(&source).ok()
    });
    let Some(schema) = compiled else { return Vec::new() };
    let (issues, _) = schema.check(document);
    let named = |Issue { code, pointer, params, .. }| Diagnostic { code: name(&code), pointer, params };
    issues.into_iter().map(named).collect()
}

/// Who writes a procedure fills in no form: the reader's words for the same mistakes.
fn name(code: &str) -> String {
    match code {
        "form/required" => "json/missingMember",
        "form/type" => "json/type",
        "form/unknownField" => "json/unknownMember",
        "form/enum" => "json/unknownVariant",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(text: &str) -> Vec<String> {
        let document = parse(text.as_bytes(), &Policy::PROFILE).unwrap();
        lint_procedure(&document).into_iter().map(|found| found.pointer).collect()
    }

    #[test]
    fn all_that_is_missing_or_mistyped_is_named() {
        let found = pointers(r#"{"code":7,"rules":[{"id":"r1","assert":true}],"signer":[]}"#);
        for pointer in ["/code", "/version", "/rules/0/severity", "/rules/0/message/vi", "/signer"] {
            assert!(found.iter().any(|other| other == pointer), "{pointer} is not among {found:?}");
        }
    }

    #[test]
    fn what_can_be_read_is_checked_as_a_procedure() {
        let mut document = parse(include_bytes!("../procedures/1.001193.json"), &Policy::PROFILE).unwrap();
        assert!(lint_procedure(&document).is_empty());
        document.as_object_mut().unwrap().insert("validFrom", "2026-02-30");
        let found = lint_procedure(&document);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].code.as_str(), found[0].pointer.as_str()), ("procedure/badDate", "/validFrom"));
    }
}
