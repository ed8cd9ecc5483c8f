//! The procedures that ship: each loads without a diagnostic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use motcua_forms::check_procedure;
use motcua_json::{Policy, parse};

#[test]
fn every_procedure_is_clean() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/procedures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.is_file()) {
        let document = parse(&std::fs::read(&file).unwrap(), &Policy::PROFILE).unwrap();
        let found = check_procedure(&document);
        assert!(found.is_empty(), "{}: {found:#?}", file.display());
    }
}

/// Documents without a pack: their workflows stay out, and a mistake is told where the host has it.
#[test]
fn forms_open_without_a_pack() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/procedures");
    let read =
        |name: &str| parse(&std::fs::read(format!("{folder}/{name}")).unwrap(), &Policy::PROFILE).unwrap();
    let mut files: Vec<_> = std::fs::read_dir(format!("{folder}/catalogues")).unwrap().collect();
    let names = files.drain(..).map(|file| file.unwrap().file_name().into_string().unwrap());
    let catalogues: Vec<_> = names.map(|name| read(&format!("catalogues/{name}"))).collect();
    let procedure = read("1.001612.json");
    let library = motcua_forms::Library::of_forms(std::slice::from_ref(&procedure), &catalogues)
        .map_err(|found| format!("{found:?}"));
    assert_eq!(library.unwrap().info().procedures[0].code, "1.001612");
    let refused = |procedures: &[motcua_json::Value]| {
        let found = motcua_forms::Library::of_forms(procedures, &catalogues).map(drop).unwrap_err();
        (found[0].code.clone(), found[0].pointer.clone())
    };
    let twice = refused(&[procedure.clone(), procedure.clone()]);
    assert_eq!(twice, ("pack/duplicateItem".to_owned(), "/procedures/1/version".to_owned()));
    let mut wrong = procedure;
    *wrong.pointer_mut("/rules/0/assert").unwrap() = motcua_json::Object::from_iter([("unknown", 1)]).into();
    assert_eq!(refused(&[wrong]).1, "/procedures/0/rules/0/assert/unknown");
}

#[test]
fn every_procedure_fits_the_schema_for_editors() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/procedures");
    let read = |path: &std::path::Path| parse(&std::fs::read(path).unwrap(), &Policy::PROFILE).unwrap();
    let schema = parse(motcua_forms::PROCEDURE_SCHEMA.as_bytes(), &Policy::PROFILE).unwrap();
    let schema = motcua_forms::schema::Schema::compile(&schema).unwrap_or_else(|found| panic!("{found:?}"));
    let mut count = 0;
    for entry in
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        let document = read(&entry);
        let (issues, _) = schema.check(&document);
        assert!(issues.is_empty(), "{}: {issues:?}", entry.display());

        // The schema says no to what is wrong.
        let mut wrong = document.clone();
        wrong.as_object_mut().unwrap().insert("signer", "x");
        wrong.as_object_mut().unwrap().remove("fee");
        let (issues, _) = schema.check(&wrong);
        assert!(issues.iter().any(|issue| issue.pointer == "/signer"));
        assert!(issues.iter().any(|issue| issue.pointer.starts_with("/fee")));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn a_library_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<motcua_forms::Library>();
}
