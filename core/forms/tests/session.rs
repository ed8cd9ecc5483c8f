//! An open form finds, after any sequence of changes, what a whole evaluation finds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[allow(dead_code)]
mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use motcua_forms::session::{Circumstances, ListEdit, migrate};
use motcua_forms::{CompiledProcedure, FormSession};
use motcua_json::{Policy, Value, parse, to_canonical_string};
use motcua_types::Record;
use motcua_types::report::{FormState, Severity};
use motcua_types::session::{DropReason, FormChange, FormDraft};
use motcua_types::submission::{Attachment, Channel};
use motcua_vn::date::DateTime;
use proptest::prelude::*;

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn now() -> i64 {
    DateTime::parse("2026-10-05T09:00:00+07:00").unwrap().unix()
}

fn around() -> Circumstances {
    Circumstances { now: now(), channel: Channel::Online, attachments: Vec::new() }
}

fn compiled(document: &Value) -> Arc<CompiledProcedure> {
    Arc::new(CompiledProcedure::compile(document).unwrap_or_else(|found| panic!("{found:#?}")))
}

fn birth() -> Arc<CompiledProcedure> {
    thread_local!(static BIRTH: Arc<CompiledProcedure> =
        compiled(&common::read(&common::procedures_folder().join("1.001193.json"))));
    BIRTH.with(Arc::clone)
}

/// A small procedure out of parts of its document.
fn trial(parts: &[(&str, &str)]) -> Value {
    let mut document = common::read(&common::procedures_folder().join("1.001193.json"));
    let body = document.as_object_mut().unwrap();
    for (name, empty) in [
        ("rules", "[]"),
        ("visibility", "[]"),
        ("computed", "[]"),
        ("requirements", "[]"),
        ("attachments", "[]"),
        ("parties", "[]"),
        ("prefill", "[]"),
        ("dataClass", "[]"),
        ("index", "[]"),
        ("reasons", "[]"),
    ] {
        body.insert(name, value(empty));
    }
    body.insert("code", "9.000001");
    for (name, text) in parts {
        body.insert(*name, value(text));
    }
    document
}

/// What a renderer knows that only takes over changes.
struct Mirror(FormState);

impl Mirror {
    fn take(&mut self, change: Option<FormChange>) {
        let Some(change) = change else { return };
        let state = &mut self.0;
        state.report.issues.retain(|issue| !change.gone.contains(issue));
        state.report.issues.extend(change.appeared);
        state.report.valid = change.valid;
        state.hidden.retain(|pointer| !change.shown.contains(pointer));
        state.hidden.extend(change.hidden);
        state.required.retain(|pointer| !change.optional.contains(pointer));
        state.required.extend(change.required);
        for entry in change.computed {
            state.computed.retain(|known| known.pointer != entry.pointer);
            if !entry.value.is_null() {
                state.computed.push(entry);
            }
        }
        for section in change.sections {
            let known = state.sections.iter_mut().find(|known| known.section == section.section).unwrap();
            *known = section;
        }
    }

    fn sorted(state: &FormState) -> Vec<BTreeSet<String>> {
        let texts = |list: &[String]| list.iter().cloned().collect();
        vec![
            state.report.issues.iter().map(|issue| format!("{issue:?}")).collect(),
            texts(&state.hidden),
            texts(&state.required),
            state.computed.iter().map(|entry| to_canonical_string(&entry.to_value().unwrap())).collect(),
            state.sections.iter().map(|section| format!("{section:?}")).collect(),
        ]
    }
}

/// The session, a whole evaluation and the mirror agree.
fn agree(session: &FormSession, mirror: &Mirror, what: &str) {
    let Circumstances { now, channel, attachments } = session.circumstances();
    let procedure = session.procedure();
    let whole = procedure.evaluate(session.data(), attachments, *channel, *now);
    let state = session.state();
    let data = || to_canonical_string(session.data());
    assert_eq!(state, whole, "{what}\n{}", data());
    assert_eq!(
        to_canonical_string(session.signed()),
        to_canonical_string(&procedure.prune(session.data(), attachments, *channel, *now)),
        "{what}\n{}",
        data()
    );
    assert_eq!(session.is_valid(), state.report.valid);
    assert_eq!(Mirror::sorted(&mirror.0), Mirror::sorted(&state), "{what}\n{}", data());
    assert_eq!(mirror.0.report.valid, state.report.valid);
}

#[derive(Clone, Debug)]
enum Act {
    Set(usize, usize),
    Add(usize, usize, usize),
    Remove(usize, usize),
    Move(usize, usize, usize),
    Attach(usize),
    Now(i64),
    Channel(bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let at = any::<usize>();
    let act = prop_oneof![
        12 => (at, at).prop_map(|(a, b)| Act::Set(a, b)),
        2 => (at, at, at).prop_map(|(a, b, c)| Act::Add(a, b, c)),
        1 => (at, at).prop_map(|(a, b)| Act::Remove(a, b)),
        1 => (at, at, at).prop_map(|(a, b, c)| Act::Move(a, b, c)),
        1 => at.prop_map(Act::Attach),
        1 => (-1_000_000_000_i64..1_000_000_000).prop_map(Act::Now),
        1 => any::<bool>().prop_map(Act::Channel),
    ];
    prop::collection::vec(act, 1..24)
}

fn attachment(id: &str, slot: &str, size: u32) -> Attachment {
    let text = format!(
        r#"{{"id":"{id}","slot":"{slot}","name":"a.pdf","media":"application/pdf","size":{size},"hash":"sha-256:x","chunks":1,"class":"basic"}}"#
    );
    Attachment::from_value(&value(&text)).unwrap()
}

fn play(
    procedure: Arc<CompiledProcedure>,
    start: Value,
    fields: &[&str],
    lists: &[&str],
    values: &[Value],
    acts: &[Act],
) {
    let mut session = FormSession::open(procedure, around(), start, Vec::new());
    let mut mirror = Mirror(session.state());
    agree(&session, &mirror, "open");
    for act in acts {
        let list = |at: &usize| lists.get(at % lists.len().max(1)).copied().unwrap_or("/nowhere");
        let change = match act {
            Act::Set(field, value) => {
                session.set(fields[field % fields.len()], values[value % values.len()].clone())
            }
            Act::Add(at, position, value) => {
                let position = (position % 3 > 0).then_some(position % 4);
                session.add_item(list(at), position, values[value % values.len()].clone())
            }
            Act::Remove(at, position) => session.remove_item(list(at), position % 3),
            Act::Move(at, from, to) => session.move_item(list(at), from % 3, to % 3),
            Act::Attach(count) => Ok(session.set_attachments(
                (0..count % 3)
                    .map(|i| attachment(&format!("a{i}"), ["birthCertificate", "proof"][i % 2], 5))
                    .collect(),
            )),
            Act::Now(shift) => Ok(session.set_now(now() + shift)),
            Act::Channel(online) => {
                Ok(session.set_channel(if *online { Channel::Online } else { Channel::Desk }))
            }
        };
        if let Ok(change) = change {
            mirror.take(change);
        }
        agree(&session, &mirror, &format!("{act:?}"));
    }
    // What is put away is taken up the same.
    let draft = FormDraft::from_value(&session.draft().to_value().unwrap()).unwrap();
    let again =
        FormSession::restore(Arc::new(recompiled(session.procedure())), draft, session.circumstances().now);
    let again = again.unwrap();
    assert_eq!(again.state(), session.state());
    assert_eq!(again.data(), session.data());
}

fn recompiled(procedure: &CompiledProcedure) -> CompiledProcedure {
    CompiledProcedure::compile(procedure.source()).unwrap()
}

/// What the form's schema says beside naming its members, one choice for each bit.
fn beside(choice: u64) -> String {
    let all = [
        r#""if":{"properties":{"c":{"const":"x"}},"required":["c"]},"then":{"required":["name"],"properties":{"p":{"required":["born"],"properties":{"phone":{"maxLength":9}}}}},"else":{"properties":{"b":{"maximum":5},"list":{"minItems":2}}}"#,
        r#""dependentRequired":{"a":["b","when"],"flag":["q"],"far":["c"]}"#,
        r#""dependentSchemas":{"when":{"properties":{"p":{"properties":{"id":{"required":["number"]}}}}},"copy":{"required":["sum"],"properties":{"c":{"const":"y"}}},"p":{"required":["far"]}}"#,
        r##""allOf":[{"if":{"required":["flag"],"properties":{"flag":{"const":true}}},"then":{"properties":{"a":{"format":"vn-phone"},"p":{"properties":{"fullName":{"pattern":"n$"}}}},"required":["c"]}},{"$ref":"#/$defs/more"},{"not":{"required":["zzz"]}},{"properties":{"copy":{"format":"vn-full-name"},"when":{"vnContext":{"on":{"var":"p.born"}},"format":"vn-partial-date"}}}]"##,
        r#""anyOf":[{"required":["a"]},{"properties":{"far":{"properties":{"deep":{"required":["y"]}},"required":["deep"]}},"required":["far"]},{"properties":{"b":{"minimum":7}},"required":["b"]}]"#,
        r#""oneOf":[{"properties":{"c":{"const":"z"}}},{"required":["list"]},{"if":{"required":["name"]},"then":{"required":["when"]},"else":false}]"#,
        r#""not":{"properties":{"a":{"minLength":2},"p":{"required":["phone"]}},"required":["a","b"]}"#,
        r#""minProperties":3,"maxProperties":5"#,
        r#""propertyNames":{"maxLength":4}"#,
    ];
    let chosen = all.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, text)| *text);
    let whole = match choice >> 9 & 7 {
        0 => Some(r#""unevaluatedProperties":false"#),
        1 => Some(r#""unevaluatedProperties":{"type":"string"}"#),
        2 => Some(r#""patternProperties":{"^[a-c]$":{"not":{"const":"aa"}}}"#),
        _ => None,
    };
    chosen.chain(whole.filter(|_| choice > 0)).map(|text| format!(",{text}")).collect()
}

/// A procedure of this shape for each number: which parts there are, and what reads what.
fn generated(seed: u64) -> Value {
    let bit = |n: u32| seed >> n & 1 == 1;
    let pick = |n: u32, of: &[&'static str]| of[(seed >> n) as usize % of.len()];
    let mut form = r##"{"type":"object","properties":{
        "a":{"type":"string","minLength":2,"maxLength":8},
        "b":{"type":"integer","minimum":1,"maximum":9},
        "c":{"enum":["x","y","z"]},
        "name":{"$ref":"#/$defs/name"},
        "when":{"type":"string","format":"vn-partial-date"},
        "flag":{"type":"boolean"},
        "p":PERSON,
        "q":PERSON,
        "list":{"type":"array","maxItems":3,"items":{"type":"object","properties":{"n":{"type":"string","minLength":2},"k":{"type":"integer"}},"required":["n"],"additionalProperties":false}},
        "copy":{"type":"string"}, "sum":{"type":"number"}, "far":{"type":"object","properties":{"deep":{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string"}},"required":["x"]NESTED}},"required":["deep"]}
      },"required":REQUIRED CLOSED BESIDE,"$defs":{"name":{"type":"string","format":"vn-full-name","maxLength":60},
        "more":{"properties":{"c":{"enum":["x","z"]},"far":{"properties":{"deep":{"minProperties":2}}}},"required":["when"]}}}"##
        .to_owned();
    let person = r##"{"type":"object","properties":{"fullName":{"$ref":"#/$defs/name"},"born":{"type":"string","format":"date"},"id":{"type":"object","properties":{"kind":{"enum":["citizenId","other"]},"number":{"type":"string"}},"required":["kind"]IF},"phone":{"type":"string","format":"vn-phone"}},"required":["fullName"]CONTEXT PERSONAL}"##;
    let branch = r#","if":{"properties":{"kind":{"const":"citizenId"}},"required":["kind"]},"then":{"properties":{"number":{"format":"vn-citizen-id"}},"required":["number"]}"#;
    let person = person.replace("IF", if bit(0) { branch } else { "" }).replace(
        "CONTEXT",
        if bit(1) { r#","vnContext":{"birthDate":{"var":"p.born"},"foreign":{"var":"flag"}}"# } else { "" },
    );
    let person = person.replace(
        "PERSONAL",
        pick(
            44,
            &[
                "",
                r#","dependentRequired":{"phone":["born"]}"#,
                r#","if":{"required":["phone"]},"then":{"properties":{"id":{"properties":{"number":{"format":"vn-citizen-id"}},"required":["number"]}}},"else":{"required":["born"]}"#,
                r#","unevaluatedProperties":false,"anyOf":[{"properties":{"mark":true},"required":["born"]},true]"#,
                r#","oneOf":[{"required":["born"]},{"required":["phone"]}]"#,
            ],
        ),
    );
    form = form
        .replace("PERSON", &person)
        .replace("REQUIRED", pick(2, &[r#"["a","p"]"#, r#"["p","far"]"#, r#"["name","c"]"#, "[]"]))
        .replace("CLOSED", if bit(4) { r#","additionalProperties":false"# } else { "" })
        .replace("BESIDE", &beside(seed >> 32))
        .replace(
            "NESTED",
            pick(
                47,
                &[
                    "",
                    r#","if":{"properties":{"x":{"const":"made"}}},"then":{"required":["y"]}"#,
                    r#","dependentSchemas":{"y":{"properties":{"x":{"minLength":2}}}}"#,
                    r#","allOf":[{"properties":{"y":{"format":"vn-phone"}}}]"#,
                    r#","unevaluatedProperties":false,"dependentSchemas":{"y":{"properties":{"x":{"const":"x"}}}}"#,
                ],
            ),
        );
    let show = [
        r#"{"target":"/q","when":{"var":"flag"}}"#,
        r#"{"target":"/p/phone","when":{"==":[{"var":"c"},"x"]}}"#,
        r#"{"target":"/p/id/number","when":{"==":[{"var":"p.id.kind"},"citizenId"]}}"#,
        r#"{"target":"/far/deep/y","when":{"var":"far.deep.x"}}"#,
        r#"{"target":"/list","when":{">":[{"var":"b"},2]}}"#,
        r#"{"target":"/far","when":{"!=":[{"var":"a"},"aa"]}}"#,
    ];
    let compute = [
        r#"{"target":"/copy","value":{"var":"a"}}"#,
        r#"{"target":"/sum","value":{"+":[{"var":"b"},{"reduce":[{"var":"list"},{"+":[{"var":"accumulator"},{"var":"current.k"}]},0]}]}}"#,
        r#"{"target":"/q/fullName","value":{"if":[{"var":"flag"},{"var":"p.fullName"},null]}}"#,
        r#"{"target":"/q/id","value":{"if":[{"==":[{"var":"c"},"y"]},{"var":"p.id"},null]}}"#,
        r#"{"target":"/far/deep","value":{"if":[{"==":[{"var":"c"},"z"]},{"x":"made"},null]}}"#,
    ];
    let rule = |id: usize, severity: &str, affects: &str, assert: &str| {
        format!(
            r#"{{"id":"r{id}","severity":"{severity}","affects":{affects},"assert":{assert},"message":{{"vi":"Sai","en":"Wrong"}}}}"#
        )
    };
    let rules = [
        rule(0, "error", r#"["/copy","/a"]"#, r#"{"!=":[{"var":"copy"},"bad"]}"#),
        rule(1, "warning", r#"["/when"]"#, r#"{"not-after":[{"var":"when"},{"var":"today"}]}"#),
        rule(
            2,
            "error",
            r#"["/q/fullName","/p/fullName"]"#,
            r#"{"!=":[{"var":"p.fullName"},{"var":"q.fullName"}]}"#,
        ),
        rule(3, "info", r#"["/list"]"#, r#"{"all":[{"var":"list"},{"var":"n"}]}"#),
        rule(4, "error", r#"["/b"]"#, r#"{"!":[{"missing":["a","p.born"]}]}"#),
        rule(5, "warning", r#"["/p/born"]"#, r#"{">=":[{"ageAt":[{"var":"p.born"},{"var":"now"}]},18]}"#),
        rule(6, "error", r#"["/far/deep/y"]"#, r#"{"or":[{"var":"far.deep"},{"var":"attachments.proof"}]}"#),
    ];
    let chosen = |from: u32, all: &[String]| -> String {
        let some: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(i, _)| bit(from + *i as u32))
            .map(|(_, text)| text.as_str())
            .collect();
        format!("[{}]", some.join(","))
    };
    let owned = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let requirements = owned(&[
        r#"{"target":"/name","when":{"var":"flag"}}"#,
        r#"{"target":"/p/born","when":{"==":[{"var":"c"},"x"]}}"#,
        r#"{"target":"/q","when":{">":[{"var":"b"},4]}}"#,
    ]);
    let slots = owned(&[
        r#"{"id":"proof","name":{"vi":"Giấy","en":"Paper"},"when":{"==":[{"var":"c"},"y"]},"required":{"var":"flag"},"media":["application/pdf"],"maxSize":10,"maxFiles":1,"dataClass":"basic"}"#,
    ]);
    let control = |name: &str| {
        let scope: String = name.split('.').map(|part| format!("/properties/{part}")).collect();
        format!(r##"{{"type":"Control","scope":"#{scope}","label":"{name}"}}"##)
    };
    let section = |names: &[&str], more: &str| {
        let controls: Vec<String> = names.iter().map(|name| control(name)).collect();
        format!(r#"{{"type":"Category","label":"S"{more},"elements":[{}]}}"#, controls.join(","))
    };
    let ui = format!(
        r#"{{"type":"Categorization","elements":[{},{},{}]}}"#,
        section(&["a", "b", "c", "flag", "copy", "p", "p.phone"], ""),
        section(&["q", "list", "when", "name", "sum"], ""),
        section(&["far.deep.x", "far.deep.y"], r#","options":{"attachments":true}"#)
    );
    trial(&[
        ("form", &form),
        ("ui", &ui),
        ("visibility", &chosen(5, &owned(&show))),
        ("computed", &chosen(11, &owned(&compute))),
        ("rules", &chosen(16, &rules)),
        ("requirements", &chosen(23, &requirements)),
        ("attachments", &if bit(26) { chosen(27, &slots) } else { format!("[{}]", slots.join(",")) }),
    ])
}

const FIELDS: &[&str] = &[
    "/a",
    "/b",
    "/c",
    "/name",
    "/when",
    "/flag",
    "/p",
    "/p/fullName",
    "/p/born",
    "/p/id",
    "/p/id/kind",
    "/p/id/number",
    "/p/phone",
    "/q",
    "/q/fullName",
    "/q/phone",
    "/q/id",
    "/q/id/kind",
    "/list",
    "/list/0",
    "/list/0/n",
    "/list/1/k",
    "/list/-",
    "/copy",
    "/sum",
    "/far",
    "/far/deep",
    "/far/deep/x",
    "/far/deep/y",
    "/unknown",
    "",
    "/a/b",
];

fn values() -> Vec<Value> {
    [
        "null",
        "\"\"",
        "\"aa\"",
        "\"bad\"",
        "\"x\"",
        "\"y\"",
        "\"z\"",
        "true",
        "false",
        "0",
        "3",
        "7",
        "12",
        "1.5",
        "\"citizenId\"",
        "\"other\"",
        "\"079195001234\"",
        "\"079 195 001 234\"",
        "\"1990\"",
        "\"1995-04-12\"",
        "\"2027-01-01\"",
        "\"Nguyễn Văn An\"",
        "\" nguyen  van\"",
        "\"0901234567\"",
        "\"+84 901 234 567\"",
        "{}",
        "[]",
        r#"{"fullName":"Trần Thị Bình","born":"2010-02-03"}"#,
        r#"{"kind":"citizenId","number":"079195001234"}"#,
        r#"{"n":"ab","k":4}"#,
        r#"[{"n":"a"},{"k":1},null]"#,
        r#"{"deep":{"x":"1"}}"#,
        r#"{"x":"","y":"2"}"#,
        r#"{"a":"ok","p":{"fullName":"Lê An"},"zzz":1}"#,
        "[1,2]",
    ]
    .into_iter()
    .map(value)
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_session_equals_a_whole_evaluation(seed in any::<u64>(), acts in acts()) {
        let document = generated(seed);
        // Some choices wait for each other; those documents are refused.
        if let Ok(procedure) = CompiledProcedure::compile(&document) {
            play(Arc::new(procedure), Value::Null, FIELDS, &["/list", "/a", "/far/deep"], &values(), &acts);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn also_over_birth_registration(case in any::<usize>(), acts in acts()) {
        let cases = common::cases("birth");
        let case = common::read(&cases[case % cases.len()]);
        let fields = [
            "/requester/relation", "/requester/fullName", "/requester/birthDate", "/requester/id/kind", "/requester/id/number",
            "/requester/id", "/requester/residence/country", "/requester/residence/province", "/parentage", "/child/fullName",
            "/child/sex", "/child/birthDate", "/child/birthPlace/province", "/child/nationality", "/mother", "/mother/fullName",
            "/mother/id/kind", "/mother/id/number", "/mother/birthDate", "/mother/sameResidence", "/father/fullName",
            "/father/id", "/father/residence/province", "/copies/wanted", "/copies/count", "/returnBy", "/returnToResidence",
            "/surrogacy", "/birthProof", "/birthProofNumber", "/child", "/father",
        ];
        let mut values = values();
        values.extend(["\"mother\"", "\"father\"", "\"guardian\"", "\"both\"", "\"fatherUnknown\"", "\"foundling\"", "\"passport\"", "\"VN\"", "\"79\"", "\"01\"", "\"post\"", "\"male\"", "\"witness\""].map(value));
        play(birth(), case.get("data").unwrap().clone(), &fields, &["/child"], &values, &acts);
    }
}

#[test]
fn most_generated_documents_are_good() {
    let seed = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let good = (1..100).filter(|n| CompiledProcedure::compile(&generated(seed(*n))).is_ok()).count();
    assert!(good > 30, "{good}");
}

#[test]
fn what_a_schema_says_beside_its_members_is_judged_in_parts() {
    let parts = |beside: u64| {
        let procedure = compiled(&generated(beside << 32));
        FormSession::open(procedure, around(), Value::Null, Vec::new()).field("/a").is_some()
    };
    // Everything but what asks for the judgements of all others.
    assert!(parts(0x7FF & !(1 << 9 | 1 << 10) | 3 << 9));
    assert!(!parts(1) && !parts(1 << 9 | 1) && !parts(2 << 9 | 1));
}

#[test]
fn a_field_has_a_number() {
    let (mut session, mut same) = (typed(), typed());
    let number = session.field("/p/fullName").unwrap();
    for text in ["Lê", "", " Lê  An ", "Lê An", "\u{200b}"] {
        assert_eq!(
            session.set_field(number, text.into()).unwrap(),
            same.set("/p/fullName", text.into()).unwrap()
        );
        assert_eq!(session.state(), same.state());
    }
    session.set_field(number, Value::Null).unwrap();
    assert_eq!(session.data().pointer("/p/fullName"), None);
    assert_eq!(session.field("/p"), None);
    assert_eq!(session.field("/list/0"), None);
    assert_eq!(session.set_field(999, 1.into()).unwrap_err().code(), "session/notAnItem");
}

fn typed() -> FormSession {
    FormSession::open(compiled(&generated(0b1111 << 16)), around(), Value::Null, Vec::new())
}

#[test]
fn one_key_tells_only_what_changed() {
    let mut session = typed();
    assert!(session.set("/a", "ab".into()).unwrap().is_some_and(|change| change.gone.len() == 1));
    assert_eq!(session.set("/a", "abc".into()).unwrap(), None);
    let change = session.set("/a", "a".into()).unwrap().unwrap();
    assert!(!change.valid && change.gone.is_empty() && change.hidden.is_empty());
    assert_eq!(change.appeared[0].code, "form/minLength");
    assert_eq!(change.sections[0].errors, change.sections[0].required - change.sections[0].done);
    assert!(session.set("/a/x", 1.into()).is_err(), "nothing stands below a text");
    assert_eq!(session.data().pointer("/a"), Some(&"a".into()));
}

#[test]
fn items_take_their_findings_along() {
    let mut session = typed();
    for name in ["aa", "b", "cc"] {
        session.add_item("/list", None, value(&format!(r#"{{"n":"{name}"}}"#))).unwrap();
    }
    let places = |session: &FormSession| -> Vec<String> {
        let issues = session.state().report.issues;
        issues
            .into_iter()
            .filter(|issue| issue.pointer.starts_with("/list/"))
            .map(|issue| issue.pointer)
            .collect()
    };
    assert_eq!(places(&session), ["/list/1/n"]);
    let change = session.move_item("/list", 1, 0).unwrap().unwrap();
    assert_eq!(
        (change.gone[0].pointer.as_str(), change.appeared[0].pointer.as_str()),
        ("/list/1/n", "/list/0/n")
    );
    session.add_item("/list", Some(0), value(r#"{"n":"dd"}"#)).unwrap();
    assert!(session.state().report.issues.iter().any(|issue| issue.code == "form/maxItems"));
    assert_eq!(places(&session), ["/list/1/n"]);
    session.remove_item("/list", 1).unwrap();
    assert!(places(&session).is_empty());
    session.set("/a", "ab".into()).unwrap();
    for refused in [
        session.remove_item("/list", 9),
        session.move_item("/list", 0, 3),
        session.add_item("/a", None, 1.into()),
    ] {
        assert!(refused.is_err());
    }
    let edit = ListEdit::Moved { from: 0, to: 2 };
    assert_eq!(edit.rebase("/list", "/list/0/n").as_deref(), Some("/list/2/n"));
    assert_eq!(edit.rebase("/list", "/list/2").as_deref(), Some("/list/1"));
    assert_eq!(edit.rebase("/list", "/lists/0").as_deref(), Some("/lists/0"));
    assert_eq!(ListEdit::Removed { at: 1 }.rebase("/list", "/list/1/n"), None);
    assert_eq!(ListEdit::Added { at: 1 }.rebase("/list", "/list/1/n").as_deref(), Some("/list/2/n"));
}

#[test]
fn what_was_given_is_declared_once_it_is_edited() {
    let claims = value(
        r#"{"name":"Nguyễn Thị Mai","citizenId":"079195001234","birthDate":"19950412","idp":"vneid","authTime":"2026-10-05T08:00:00+07:00"}"#,
    );
    let mut session = FormSession::prefill(birth(), around(), &claims);
    let sources = |session: &FormSession| {
        session.provenance().into_iter().map(|entry| (entry.pointer, entry.source)).collect::<Vec<_>>()
    };
    assert!(sources(&session).iter().all(|(_, source)| source == "vneid"));
    assert_eq!(
        session.source("/requester/fullName").unwrap().time.as_deref(),
        Some("2026-10-05T08:00:00+07:00")
    );
    session.set("/requester/fullName", "Nguyễn Mai".into()).unwrap();
    session.set("/requester/birthDate", Value::Null).unwrap();
    assert!(session.source("/requester/fullName").is_none());
    assert_eq!(
        sources(&session),
        [("/requester/fullName".into(), "declared".into()), ("/requester/id/number".into(), "vneid".into())]
    );
    // Where the value came from is not forgotten in a draft.
    let again = FormSession::restore(birth(), session.draft(), now()).unwrap();
    assert_eq!(again.provenance(), session.provenance());
}

#[test]
fn a_draft_belongs_to_its_form() {
    let draft = typed().draft();
    assert_eq!(FormSession::restore(birth(), draft.clone(), now()).err().unwrap().code(), "draft/otherForm");
    assert_eq!(migrate(draft.clone(), &birth()).err().unwrap().code(), "draft/otherForm");
    let newer = FormDraft { v: 2, ..draft };
    assert_eq!(FormSession::restore(birth(), newer, now()).err().unwrap().code(), "draft/version");
    let shown = format!("{:?}", typed().draft());
    assert!(!shown.contains("data"), "{shown}");
}

#[test]
fn a_draft_moves_to_another_version_and_loses_nothing_silently() {
    let old = compiled(&generated(0));
    let mut session = FormSession::open(Arc::clone(&old), around(), Value::Null, Vec::new());
    for (place, text) in [
        ("/a", "\"ab\""),
        ("/b", "7"),
        ("/c", "\"z\""),
        ("/copy", "\"12\""),
        ("/p/fullName", "\"Lê An\""),
        ("/p/phone", "\"0901234567\""),
        ("/list", r#"[{"n":"aa","k":1},{"n":"bb","k":2}]"#),
    ] {
        session.set(place, value(text)).unwrap();
    }
    let mut document = generated(0);
    document.as_object_mut().unwrap().insert("version", "2.0.0");
    for (place, text) in [
        ("/form/properties/b", r#"{"type":"string"}"#),
        ("/form/properties/c", r#"{"enum":["x","y"]}"#),
        ("/form/properties/copy", r#"{"type":"integer"}"#),
        ("/form/properties/list/items/properties/k", r#"{"type":"boolean"}"#),
    ] {
        motcua_json::pointer::set(&mut document, place, value(text)).unwrap();
    }
    motcua_json::pointer::remove(&mut document, "/form/properties/p/properties/phone");
    motcua_json::pointer::remove(&mut document, "/ui/elements/0/elements/6");
    let new = compiled(&document);
    let migration = migrate(session.draft(), &new).unwrap();
    assert_eq!(migration.kept, ["/a", "/list/0/n", "/list/1/n", "/p/fullName"]);
    assert_eq!(migration.changed, ["/b", "/copy"]);
    let dropped: Vec<_> = migration.dropped.iter().map(|one| (one.pointer.as_str(), one.reason)).collect();
    assert_eq!(
        dropped,
        [
            ("/c", DropReason::NoChoice),
            ("/list/0/k", DropReason::OtherType),
            ("/list/1/k", DropReason::OtherType),
            ("/p/phone", DropReason::NoField),
        ]
    );
    assert_eq!(migration.draft.data.pointer("/b"), Some(&"7".into()));
    assert_eq!(migration.draft.data.pointer("/copy"), Some(&12.into()));
    assert_eq!(migration.draft.dropped, migration.dropped);
    let mut session = FormSession::restore(Arc::clone(&new), migration.draft, now()).unwrap();
    assert_eq!(session.draft().dropped.len(), 4);
    assert!(session.acknowledge("/c") && !session.acknowledge("/c"));
    assert_eq!(session.dropped().len(), 3);
    // To itself nothing moves.
    let same = migrate(session.draft(), &new).unwrap();
    assert!(same.changed.is_empty() && same.dropped.is_empty());
    assert_eq!(same.draft.data, *session.data());
    assert_eq!(same.draft.dropped.len(), 3);
}

#[test]
fn issues_stand_in_one_order() {
    let mut session = typed();
    session
        .set("", value(r#"{"b":0,"c":"w","p":{"id":{"kind":"citizenId","number":"1"}},"when":"2027-01-01"}"#))
        .unwrap();
    let issues = session.state().report.issues;
    assert!(issues.len() > 4);
    let errors_first = issues.windows(2).all(|pair| {
        pair[0].pointer != pair[1].pointer
            || pair[0].severity == Severity::Error
            || pair[1].severity != Severity::Error
    });
    assert!(errors_first);
    let mut other = typed();
    for place in ["/when", "/p", "/c", "/b"] {
        other.set(place, session.data().pointer(place).unwrap().clone()).unwrap();
    }
    assert_eq!(other.state(), session.state());
}
