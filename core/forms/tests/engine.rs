//! Library, state, prefill, parties and messages over the procedures that ship.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[allow(dead_code)]
mod common;

use motcua_forms::{CODES, Length, Library, render};
use motcua_json::{Policy, Value, parse, to_canonical_string};
use motcua_types::party::{Basis, PartyRole, PersonId};
use motcua_types::report::Param;
use motcua_types::submission::{Attachment, Channel};
use motcua_vn::date::{Date, DateTime};
use proptest::prelude::*;

const CODE: &str = "1.001193";

fn value(text: &str) -> Value {
    parse(text.as_bytes(), &Policy::RFC8259).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn now() -> i64 {
    DateTime::parse("2026-10-05T09:00:00+07:00").unwrap().unix()
}

fn case(name: &str) -> (Value, Vec<Attachment>, Channel) {
    let path = common::cases("birth").into_iter().find(|path| path.to_str().unwrap().contains(name)).unwrap();
    let case = common::read(&path);
    let attachments = motcua_json::from_value(case.get("attachments").unwrap()).unwrap();
    let channel = motcua_json::from_value(case.get("channel").unwrap()).unwrap();
    (case.get("data").unwrap().clone(), attachments, channel)
}

#[test]
fn versions_by_day() {
    let mut pack = common::pack();
    let mut next = pack.items.iter().find(|item| item.path == "procedures/1.001193.json").unwrap().clone();
    next.path = "procedures/1.001193-2027.json".into();
    let body = next.body.as_object_mut().unwrap();
    body.insert("version", "2.0.0");
    body.insert("validFrom", "2027-03-01");
    body.remove("validTo");
    pack.items.push(next);
    let library = Library::from_pack(&pack).unwrap_or_else(|found| panic!("{found:?}"));
    let version = |on: &str| library.procedure(CODE, day(on)).map(|p| p.document().version.clone());
    assert_eq!(version("2025-06-30"), None);
    assert_eq!(version("2027-02-28").as_deref(), Some("1.0.0"));
    assert_eq!(version("2027-03-01").as_deref(), Some("2.0.0"));
    let old = library.procedure(CODE, day("2026-01-01")).unwrap().reference();
    assert_eq!(library.by_reference(&old).unwrap().document().version, "1.0.0");
    assert!(old.hash.starts_with("sha-256:"));
    assert_eq!(library.info().procedures.len(), library.procedures().len());
}

#[test]
fn catalogues_are_found_without_accents() {
    let library = common::library();
    let names = |query: &str, parent| {
        library.search("communes-79", query, parent, 3).into_iter().map(|entry| entry.vi).collect::<Vec<_>>()
    };
    assert_eq!(names("sai gon", Some("79")), ["Phường Sài Gòn"]);
    assert_eq!(names("SÀI GÒN", None), ["Phường Sài Gòn"]);
    assert!(names("sai gon", Some("01")).is_empty());
    assert_eq!(names("", Some("79")).len(), 3);
    assert!(library.search("nothing", "x", None, 3).is_empty());
}

#[test]
fn the_mother_is_not_asked_twice() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let (data, files, channel) = case("01-mother-online");
    let state = birth.evaluate(&data, &files, channel, now());
    for field in
        ["/mother/fullName", "/mother/id", "/mother/residence", "/father/residence", "/attachments/paperForm"]
    {
        assert!(state.hidden.iter().any(|hidden| hidden == field), "{field}");
    }
    assert!(
        !state.required.iter().any(|field| field.starts_with("/mother/id") || field == "/mother/fullName")
    );
    let signed = birth.prune(&data, &files, channel, now());
    assert_eq!(signed.pointer("/mother/fullName"), signed.pointer("/requester/fullName"));
    assert_eq!(signed.pointer("/father/residence/commune"), Some(&"26740".into()));
    assert!(signed.pointer("/returnToResidence").is_none());
    assert!(state.sections.iter().all(|section| section.errors == 0 && section.done == section.required));
    assert_eq!(state.sections.len(), 6);
    assert_eq!(state.sections[5].required, 2, "the kind of proof, and the certificate");
}

#[test]
fn nothing_of_a_hidden_section_is_signed() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let (data, files, channel) = case("06-father-unknown");
    assert!(data.get("father").is_some());
    assert!(birth.prune(&data, &files, channel, now()).get("father").is_none());
}

#[test]
fn text_is_signed_in_normal_form() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let (mut data, files, channel) = case("01-mother-online");
    let child = data.pointer_mut("/child").unwrap().as_object_mut().unwrap();
    child.insert("fullName", " Tra\u{302}\u{300}n  Minh\u{a0}An ");
    let requester = data.pointer_mut("/requester/id").unwrap().as_object_mut().unwrap();
    requester.insert("number", "079 195 001 234");
    let signed = birth.prune(&data, &files, channel, now());
    assert_eq!(signed.pointer("/child/fullName"), Some(&"Trần Minh An".into()));
    assert_eq!(signed.pointer("/requester/id/number"), Some(&"079195001234".into()));
    assert_eq!(signed.pointer("/mother/id/number"), Some(&"079195001234".into()));
}

#[test]
fn parties_of_every_kind() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let parties = |name: &str| {
        let (data, files, channel) = case(name);
        birth.parties(&birth.prune(&data, &files, channel, now()), &files, channel, now())
    };
    let of = |name: &str| parties(name).into_iter().map(|p| (p.role, p.basis)).collect::<Vec<_>>();
    let (filer, subject, applicant) = (PartyRole::Filer, PartyRole::Subject, PartyRole::Applicant);
    let parent = Some(Basis::Parent);
    assert_eq!(of("01-"), [(filer, parent), (subject, None), (applicant, parent), (applicant, parent)]);
    assert_eq!(of("04-"), [(filer, None), (subject, None), (applicant, parent), (applicant, parent)]);
    assert_eq!(of("06-"), [(filer, parent), (subject, None), (applicant, parent)]);
    assert_eq!(of("07-"), [(filer, Some(Basis::Guardian)), (subject, None)]);
    let uncle = parties("02-");
    assert_eq!((uncle[0].basis, uncle[0].evidence.as_deref()), (Some(Basis::PowerOfAttorney), Some("a2")));
    assert_eq!(uncle[0].acts_for, Some(applicant));
    let child = uncle[1].person.as_ref().unwrap();
    assert_eq!(child.id, PersonId::None { reason: "newborn".into() });
    let father = uncle[3].person.as_ref().unwrap();
    assert_eq!(father.id, PersonId::Passport { number: "A12345678".into(), country: Some("US".into()) });
    assert_eq!(father.birth_date.as_deref(), Some("1990-06"));
}

#[test]
fn claims_fill_the_form_and_say_so() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let claims = value(
        r#"{"sub":"1","name":"Nguyễn Thị Mai","citizenId":"079195001234","birthDate":"19950412","idp":"vneid","authTime":"2026-10-05T08:00:00+07:00"}"#,
    );
    let (data, provenance) = birth.prefill(&claims, now());
    assert_eq!(data.pointer("/requester/birthDate"), Some(&"1995-04-12".into()));
    assert_eq!(data.pointer("/requester/id/kind"), Some(&"citizenId".into()));
    assert_eq!(data.pointer("/mother/residence/country"), Some(&"VN".into()));
    assert_eq!(provenance.len(), 3);
    assert_eq!((provenance[0].source.as_str(), provenance[0].class.as_str()), ("vneid", "basic"));
    assert_eq!(provenance[0].time.as_deref(), Some("2026-10-05T08:00:00+07:00"));
    let mut edited = data.clone();
    motcua_json::pointer::set(&mut edited, "/requester/fullName", "Nguyễn Mai".into()).unwrap();
    motcua_json::pointer::remove(&mut edited, "/requester/birthDate");
    let now_from: Vec<_> =
        birth.provenance(&data, &provenance, &edited).into_iter().map(|p| (p.pointer, p.source)).collect();
    assert_eq!(
        now_from,
        [("/requester/fullName".into(), "declared".into()), ("/requester/id/number".into(), "vneid".into())]
    );
    assert_eq!(birth.class_of("/mother/ethnicity"), "sensitive:a");
    assert_eq!(birth.class_of("/motherhood"), "basic");
    // What the form starts with has no hidden surprise: every issue is a field left to fill.
    let report = birth.validate(&data, &[], Channel::Online, now());
    assert!(
        report
            .issues
            .iter()
            .all(|issue| matches!(issue.code.as_str(), "form/required" | "attachment/required"))
    );
}

#[test]
fn strict_reading() {
    let library = common::library();
    let birth = library.procedure(CODE, day("2026-10-05")).unwrap();
    let read =
        |text: &[u8]| birth.validate_text(text, &[], Channel::Online, now()).map_err(|error| error.code());
    assert_eq!(read(b"{\"a\":1,\"a\":2}"), Err("json/duplicateKey"));
    assert_eq!(read("[".repeat(100_000).as_bytes()), Err("json/depth"));
    assert!(read(b"{}").is_ok_and(|report| !report.valid));
    assert_eq!(read(b"[]").unwrap().issues[0].code, "form/type");
}

#[test]
fn every_own_code_has_both_sentences() {
    assert!(CODES.is_sorted());
    for code in CODES {
        for lang in ["vi", "en"] {
            assert!(
                render(code, &[], lang, Length::Long).is_some_and(|text| !text.is_empty()),
                "{code} {lang}"
            );
        }
    }
    let (vi, en): (Vec<_>, Vec<_>) =
        (motcua_forms::messages::codes("vi").collect(), motcua_forms::messages::codes("en").collect());
    assert_eq!(vi, en);
    let ours = ["attachment/", "form/", "procedure/"];
    let unused =
        vi.iter().filter(|code| ours.iter().any(|area| code.starts_with(area)) && !CODES.contains(code));
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&&str>::new());
    for code in motcua_json::CODES.iter().chain(motcua_vn::CODES) {
        assert!(vi.contains(code), "{code}");
    }
}

/// Places have one source, the tables of `motcua_vn`; the catalogues that forms use say the same.
#[test]
fn catalogues_of_places_agree_with_the_tables() {
    use motcua_vn::place::{Gazetteer, Level};
    for (file, level) in [("provinces", Level::Province), ("communes-79", Level::Commune)] {
        let path = format!("{}/procedures/catalogues/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let catalogue = value(&std::fs::read_to_string(path).unwrap());
        let text = |entry: &Value, name| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let entries = catalogue.get("entries").and_then(Value::as_array).unwrap().iter();
        let mut found: Vec<_> = entries
            .map(|entry| (text(entry, "code").unwrap(), text(entry, "vi").unwrap(), text(entry, "parent")))
            .collect();
        // The catalogue of provinces is that of its version.
        let on = day(catalogue.get("version").and_then(Value::as_str).unwrap());
        let units =
            Gazetteer::builtin().units().iter().filter(|unit| unit.level() == level && unit.exists(on));
        let parent = |province: &str| (level == Level::Commune).then(|| province.to_owned());
        let mut wanted: Vec<_> =
            units.map(|unit| (unit.code.clone(), unit.full_name(), parent(&unit.province))).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{file}");
    }
}

#[test]
fn placeholders() {
    let limit = [Param::new("limit", "3")];
    assert_eq!(render("form/maximum", &limit, "en", Length::Short).unwrap(), "At most 3.");
    assert_eq!(render("form/maximum", &[], "en", Length::Short).unwrap(), "At most .");
    assert!(
        render("attachment/size", &[Param::new("bytes", "10485760")], "vi", Length::Short)
            .unwrap()
            .contains("10 MB")
    );
    assert_eq!(render("no/such", &[], "en", Length::Short), None);
}

fn arbitrary() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("requester"),
        Just("child"),
        Just("mother"),
        Just("id"),
        Just("kind"),
        Just("number"),
        Just("birthDate"),
        Just("residence"),
        Just("province"),
        Just("relation"),
        Just("parentage"),
        Just("copies"),
        Just("__proto__"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |x| motcua_json::Number::from_f64(x).map(Value::from)),
        prop_oneof![
            Just("79".to_owned()),
            Just("mother".to_owned()),
            Just("citizenId".to_owned()),
            Just("2026-02-30".to_owned()),
            Just("1990".to_owned()),
            Just("9999-12-31".to_owned()),
            Just("0000".to_owned()),
            ".{0,20}",
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..8).prop_map(|members| Value::Object(
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_data_makes_it_panic(data in arbitrary(), now in any::<i64>()) {
        thread_local!(static LIBRARY: Library = common::library());
        LIBRARY.with(|library| {
            let birth = &library.procedures()[0];
            let state = birth.evaluate(&data, &[], Channel::Online, now);
            prop_assert_eq!(&state.report, &birth.validate(&data, &[], Channel::Online, now));
            let signed = birth.prune(&data, &[], Channel::Online, now);
            prop_assert_eq!(birth.prune(&signed, &[], Channel::Online, now), signed.clone());
            prop_assert!(parse(to_canonical_string(&signed).as_bytes(), &Policy::RFC8259).is_ok());
            birth.parties(&signed, &[], Channel::Online, now);
            birth.prefill(&data, now);
            Ok(())
        })?;
    }

    #[test]
    fn no_document_makes_the_checker_panic(noise in arbitrary(), at in 0usize..12) {
        thread_local!(static DOCUMENT: Value = common::read(&common::procedures_folder().join("1.001193.json")));
        let mut document = DOCUMENT.with(Value::clone);
        let places = ["/form", "/ui", "/rules/0/assert", "/visibility/0/when", "/computed/1/value", "/form/$defs/parent",
            "/form/properties/child", "/ui/elements/0", "/attachments/0/when", "/parties/0/when", "/form/properties/mother/vnContext", ""];
        motcua_json::pointer::set(&mut document, places[at], noise).unwrap();
        motcua_forms::check_procedure(&document);
    }
}
