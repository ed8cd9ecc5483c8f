//! Mistakes in a procedure document, each with its code and its place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[allow(dead_code)]
mod common;

use motcua_forms::{Library, check_procedure};
use motcua_json::pointer::{get, remove, set};
use motcua_json::{Policy, Value, parse};

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn document() -> Value {
    common::read(&common::procedures_folder().join("1.001193.json"))
}

/// Sets one place of the shipped document and gives the diagnostics as `code pointer`.
fn broken(place: &str, text: &str) -> Vec<String> {
    let mut document = document();
    set(&mut document, place, value(text)).unwrap();
    check_procedure(&document).into_iter().map(|found| format!("{} {}", found.code, found.pointer)).collect()
}

fn assert_broken(place: &str, text: &str, expected: &str) {
    let found = broken(place, text);
    assert!(found.iter().any(|found| found == expected), "{place} {text}: {found:?}, not {expected}");
}

#[test]
fn schema_mistakes() {
    let at = "/form/properties/child/properties/fullName";
    for (text, expected) in [
        (r#"{"type":"text"}"#, "procedure/badKeyword /form/properties/child/properties/fullName/type"),
        (r#"{"typ":"string"}"#, "procedure/unknownKeyword /form/properties/child/properties/fullName/typ"),
        (
            r#"{"pattern":"("}"#,
            "procedure/patternUnsupported /form/properties/child/properties/fullName/pattern",
        ),
        (
            r#"{"format":"vn-name"}"#,
            "procedure/unknownFormat /form/properties/child/properties/fullName/format",
        ),
        (
            r##"{"$ref":"#/$defs/none"}"##,
            "procedure/unresolvedRef /form/properties/child/properties/fullName/$ref",
        ),
        (
            r##"{"$ref":"https://example.org/s"}"##,
            "procedure/unresolvedRef /form/properties/child/properties/fullName/$ref",
        ),
        (r#"{"minLength":-1}"#, "procedure/badKeyword /form/properties/child/properties/fullName/minLength"),
        (r#"{"maxLength":1.5}"#, "procedure/badKeyword /form/properties/child/properties/fullName/maxLength"),
        (r#"{"allOf":[]}"#, "procedure/badKeyword /form/properties/child/properties/fullName/allOf"),
        (
            r#"{"anyOf":[{"enum":1}]}"#,
            "procedure/badKeyword /form/properties/child/properties/fullName/anyOf/0/enum",
        ),
        ("3", "procedure/badKeyword /form/properties/child/properties/fullName"),
    ] {
        assert_broken(at, text, expected);
    }
    assert_broken(
        "/form/$defs/parent/properties/x",
        r#"{"wrong":1}"#,
        "procedure/unknownKeyword /form/$defs/parent/properties/x/wrong",
    );
    assert_broken(
        "/form/properties/now",
        r#"{"type":"string"}"#,
        "procedure/reservedName /form/properties/now",
    );
    assert_broken(
        "/form/properties/father/vnContext/sex",
        r#"{"var":"father.size"}"#,
        "procedure/unknownField /form/properties/father/vnContext/sex/var",
    );
}

#[test]
fn references_that_go_in_circles_or_explode() {
    let found = broken("/form/$defs/fullName", r##"{"allOf":[{"$ref":"#/$defs/fullName"}]}"##);
    assert!(
        found.iter().any(|found| found.starts_with("procedure/recursiveRef /form/$defs/fullName")),
        "{found:?}"
    );

    let mut document = document();
    for level in 0..40 {
        let both =
            format!(r##"{{"allOf":[{{"$ref":"#/$defs/e{0}"}},{{"$ref":"#/$defs/e{0}"}}]}}"##, level + 1);
        set(&mut document, &format!("/form/$defs/e{level}"), value(&both)).unwrap();
    }
    set(&mut document, "/form/$defs/e40", value("{}")).unwrap();
    set(&mut document, "/form/properties/big", value(r##"{"$ref":"#/$defs/e0"}"##)).unwrap();
    assert!(check_procedure(&document).iter().any(|found| found.code == "procedure/tooDeep"));
}

#[test]
fn mistakes_in_the_layout_of_a_list() {
    let mut document = document();
    set(
        &mut document,
        "/form/properties/people",
        value(r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}}}}"#),
    )
    .unwrap();
    let control = |scope: &str, more: &str| {
        value(&format!(
            r##"{{"type":"Control","scope":"#/properties/people","label":"x","options":{{"detail":
            {{"type":"VerticalLayout","elements":[{{"type":"Control","scope":"{scope}","label":"y"{more}}}]}}}}}}"##
        ))
    };
    let mut found = |scope: &str, more: &str| {
        set(&mut document, "/ui/elements/0/elements/0", control(scope, more)).unwrap();
        check_procedure(&document)
            .into_iter()
            .map(|one| format!("{} {}", one.code, one.pointer))
            .collect::<Vec<_>>()
    };
    let place = "/ui/elements/0/elements/0/options/detail/elements/0";
    // The group that stood there is gone, so only what is said of the list counts.
    let mut of_list = |scope: &str, more: &str| {
        found(scope, more).into_iter().filter(|one| one.contains("/options/detail")).collect::<Vec<_>>()
    };
    assert_eq!(of_list("#/properties/name", ""), Vec::<String>::new());
    assert_eq!(of_list("#/properties/size", ""), [format!("procedure/unknownField {place}/scope")]);
    assert_eq!(of_list("#/items/name", ""), [format!("procedure/badScope {place}/scope")]);
    let parent = r##","options":{"parentScope":"#/properties/child"}"##;
    assert_eq!(
        of_list("#/properties/name", parent),
        [format!("procedure/unknownField {place}/options/parentScope")]
    );
}

#[test]
fn rule_mistakes() {
    let assert = "/rules/1/assert";
    for (text, expected) in [
        (r#"{"near":[1,2]}"#, "procedure/unknownOperator /rules/1/assert/near"),
        (r#"{"!":[1,2]}"#, "procedure/wrongArity /rules/1/assert/!"),
        (r#"{"==":[{"var":"child.size"},1]}"#, "procedure/unknownField /rules/1/assert/==/0/var"),
        (r#"{"var":"attachments.diploma"}"#, "procedure/unknownSlot /rules/1/assert/var"),
        (
            r#"{"missing":["child.fullName","child.size"]}"#,
            "procedure/unknownField /rules/1/assert/missing/1",
        ),
        (r#"{"some":[{"var":"child.homeTown"},{"var":""}]}"#, "procedure/wrongType /rules/1/assert/some/0"),
        (
            r#"{"after":[{"var":"child.fullName"},{"var":"today"}]}"#,
            "procedure/wrongType /rules/1/assert/after/0",
        ),
        (r#"{"after":[{"var":"today"},"tomorrow"]}"#, "procedure/wrongType /rules/1/assert/after/1"),
        (
            r#"{"after":[{"var":"today"},{"var":"copies.count"}]}"#,
            "procedure/wrongType /rules/1/assert/after/1",
        ),
        (r#"{"ageAt":[{"var":"child.sex"},{"var":"today"}]}"#, "procedure/wrongType /rules/1/assert/ageAt/0"),
        (
            r#"{"plusTime":[{"var":"copies.wanted"},1,"day"]}"#,
            "procedure/wrongType /rules/1/assert/plusTime/0",
        ),
        (r#"{"+":[{"var":"child"},1]}"#, "procedure/wrongType /rules/1/assert/+/0"),
        (r#"{"<":[{"var":"child"},1]}"#, "procedure/wrongType /rules/1/assert/</0"),
        (r#"{"==":[{"var":"child.sex"},"men"]}"#, "procedure/neverEqual /rules/1/assert/==/1"),
        (r#"{"!=":["men",{"var":"child.sex"}]}"#, "procedure/neverEqual /rules/1/assert/!=/0"),
        (r#"{"===":[{"var":"copies.count"},"2"]}"#, "procedure/neverEqual /rules/1/assert/===/1"),
        (r#"{"==":[{"var":"copies.count"},"two"]}"#, "procedure/neverEqual /rules/1/assert/==/1"),
        // What can never fail, what always fails, and what is hidden behind another condition.
        ("true", "procedure/constantRule /rules/1/assert"),
        (r#"{"!":[[1]]}"#, "procedure/constantRule /rules/1/assert"),
        (r#"{"in":[{"var":"child.sex"},["men","women"]]}"#, "procedure/constantRule /rules/1/assert"),
        (r#"{"or":[{"var":"copies.wanted"},true]}"#, "procedure/constantRule /rules/1/assert"),
        (
            r#"{"and":[{"var":"copies.wanted"},{"in":[{"var":"child.sex"},["men"]]}]}"#,
            "procedure/constantRule /rules/1/assert",
        ),
        (r#"{"var":[{"var":"child.sex"}]}"#, "procedure/badRule /rules/1/assert/var"),
        (
            r#"{"plusTime":[{"var":"child.birthDate"},{"var":"copies.count"},"day"]}"#,
            "procedure/badRule /rules/1/assert/plusTime",
        ),
        (
            r#"{"plusTime":[{"var":"child.birthDate"},1,"week"]}"#,
            "procedure/badRule /rules/1/assert/plusTime",
        ),
    ] {
        assert_broken(assert, text, expected);
    }
    let deep = format!("{}1{}", r#"{"!":"#.repeat(40), "}".repeat(40));
    assert!(broken(assert, &deep).iter().any(|found| found.starts_with("procedure/tooDeep /rules/1/assert")));
    assert_broken("/rules/1/id", r#""relationKnown""#, "procedure/duplicateId /rules/1");
    assert_broken("/rules/1/affects/0", r#""/child/size""#, "procedure/unknownField /rules/1/affects/0");
    assert_broken("/rules/1/affects/0", r#""child""#, "procedure/badPointer /rules/1/affects/0");
    assert_broken("/visibility/0/target", r#""/mother/size""#, "procedure/unknownField /visibility/0/target");
    assert_broken("/prefill/0/pointer", r#""/requester/size""#, "procedure/unknownField /prefill/0/pointer");
    assert_broken("/parties/0/from", r#""/uncle""#, "procedure/unknownField /parties/0/from");
    assert_broken(
        "/parties/2/basis/0/evidence",
        r#""diploma""#,
        "procedure/unknownSlot /parties/2/basis/0/evidence",
    );
    assert_broken("/index/0", r#""/x""#, "procedure/unknownField /index/0");
    assert_broken("/dataClass/0/pointer", r#""/x""#, "procedure/unknownField /dataClass/0/pointer");
}

#[test]
fn rules_that_wait_for_each_other() {
    let mut document = document();
    let length = document.get("visibility").and_then(Value::as_array).unwrap().len();
    let rule =
        |target: &str, var: &str| value(&format!(r#"{{"target":"{target}","when":{{"var":"{var}"}}}}"#));
    set(&mut document, "/visibility/-", rule("/child/sex", "child.fullName")).unwrap();
    set(&mut document, "/visibility/-", rule("/child/fullName", "child.sex")).unwrap();
    let found: Vec<String> =
        check_procedure(&document).into_iter().map(|d| format!("{} {}", d.code, d.pointer)).collect();
    assert_eq!(
        found,
        [
            format!("procedure/cycle /visibility/{length}"),
            format!("procedure/cycle /visibility/{}", length + 1)
        ]
    );
}

#[test]
fn layout_and_record_mistakes() {
    let control = "/ui/elements/0/elements/0/elements/0";
    assert_broken(
        &format!("{control}/scope"),
        r##""#/properties/size""##,
        &format!("procedure/unknownField {control}/scope"),
    );
    assert_broken(
        &format!("{control}/scope"),
        r#""requester""#,
        &format!("procedure/badScope {control}/scope"),
    );
    assert_broken(&format!("{control}/type"), r#""Slider""#, &format!("procedure/unknownElement {control}"));
    assert_broken("/ui/type", r#""Form""#, "procedure/unknownElement /ui");
    assert_broken("/form/properties/child/required/0", r#""nickname""#, "procedure/noControl /ui");
    assert_broken("/validFrom", r#""2025-02-30""#, "procedure/badDate /validFrom");
    assert_broken("/deadline/cutoff", r#""25:00""#, "procedure/badDate /deadline/cutoff");
    assert_broken("/rules/0/severity", r#""fatal""#, "json/unknownVariant /rules/0/severity");
    let mut document = document();
    remove(&mut document, "/authority").unwrap();
    assert_eq!(check_procedure(&document)[0].code, "json/missingMember");
}

#[test]
fn pack_mistakes() {
    let codes = |change: &dyn Fn(&mut motcua_types::pack::Pack)| -> Vec<String> {
        let mut pack = common::pack();
        change(&mut pack);
        Library::from_pack(&pack).err().unwrap_or_default().into_iter().map(|found| found.code).collect()
    };
    assert!(codes(&|_| {}).is_empty());
    assert_eq!(codes(&|pack| pack.items[0].path = "readme.txt".into()), ["pack/unknownItem"]);
    assert_eq!(codes(&|pack| pack.items.push(pack.items[0].clone()))[0], "pack/duplicateItem");
    assert_eq!(
        codes(&|pack| {
            let workflow = pack.items.iter_mut().find(|item| item.path.starts_with("workflows/")).unwrap();
            workflow.body = value(r#"{"id":1}"#);
        })[0],
        "pack/badItem"
    );
    let without = |kind: &str| {
        let kind = kind.to_owned();
        codes(&move |pack| pack.items.retain(|item| !item.path.starts_with(&kind)))
    };
    assert!(without("workflows/").contains(&"procedure/unknownWorkflow".to_owned()));
    assert!(without("catalogues/prov").iter().all(|code| code == "procedure/unknownCatalogue"));
    assert!(!without("catalogues/prov").is_empty());
    let rows = r#"{"path":"calendar.json","hash":"","body":{"rows":["nonsense"]}}"#;
    assert_eq!(
        codes(&|pack| pack.items.push(motcua_json::from_value(&value(rows)).unwrap())),
        ["pack/badItem"]
    );
    assert!(get(&document(), "/code").is_some());
}
