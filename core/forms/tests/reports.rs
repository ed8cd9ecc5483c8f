//! Reviewed documents of every procedure. Each case states its whole report; `MOTCUA_UPDATE_CASES=1` writes what
//! the engine says now, to be reviewed before it is kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use motcua_json::{Value, from_value, to_canonical_string, to_value};
use motcua_types::report::{Report, Severity};
use motcua_types::submission::{Attachment, Channel};
use motcua_vn::date::{Date, DateTime};

/// How many cases each procedure has at least.
const LEAST: usize = 15;

/// Folders of cases, and the procedure that each is filed under.
fn folders() -> Vec<(String, String)> {
    let document = common::read(&common::cases_folder().join("procedures.json"));
    let pairs = document.as_object().unwrap().iter();
    pairs.map(|(folder, code)| (folder.to_owned(), code.as_str().unwrap().to_owned())).collect()
}

struct Case {
    document: Value,
    channel: Channel,
    now: i64,
    attachments: Vec<Attachment>,
}

impl Case {
    fn read(path: &std::path::Path) -> Self {
        let document = common::read(path);
        let member =
            |name: &str| document.get(name).unwrap_or_else(|| panic!("{}: no {name}", path.display()));
        Self {
            channel: from_value(member("channel")).unwrap(),
            now: DateTime::parse(member("now").as_str().unwrap()).unwrap().unix(),
            attachments: from_value(member("attachments")).unwrap(),
            document,
        }
    }

    fn data(&self) -> &Value {
        self.document.get("data").unwrap()
    }
}

#[test]
fn reports_are_as_reviewed() {
    let library = common::library();
    let update = std::env::var_os("MOTCUA_UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    for (folder, code) in folders() {
        let procedure = library.procedure(&code, Date::new(2026, 10, 5).unwrap()).unwrap();
        let cases = common::cases(&folder);
        assert!(cases.len() >= LEAST, "{folder}");
        for path in cases {
            let mut case = Case::read(&path);
            let report = procedure.validate(case.data(), &case.attachments, case.channel, case.now);
            let state = procedure.evaluate(case.data(), &case.attachments, case.channel, case.now);
            assert_eq!(state.report, report, "{}", path.display());

            // What is signed validates to the same verdict: pruning is done once and for all.
            let pruned = procedure.prune(case.data(), &case.attachments, case.channel, case.now);
            assert_eq!(
                procedure.prune(&pruned, &case.attachments, case.channel, case.now),
                pruned,
                "{}",
                path.display()
            );
            let again = procedure.validate(&pruned, &case.attachments, case.channel, case.now);
            assert_eq!(again.valid, report.valid, "{}", path.display());

            let said = to_value(&report).unwrap();
            if case.document.get("expect") != Some(&said) {
                if update {
                    case.document.as_object_mut().unwrap().insert("expect", said);
                    std::fs::write(&path, common::pretty(&case.document)).unwrap();
                } else {
                    wrong.push(format!("{}: {}", path.display(), to_canonical_string(&said)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_cases_is_read() {
    let known: Vec<String> = folders().into_iter().map(|(folder, _)| folder).collect();
    let mut found = common::case_folders();
    found.retain(|folder| !known.contains(folder));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_rule_of_every_procedure_is_met_by_a_case() {
    let library = common::library();
    for (folder, code) in folders() {
        let procedure = library.procedure(&code, Date::new(2026, 10, 5).unwrap()).unwrap();
        let mut silent: Vec<&str> = procedure.document().rules.iter().map(|rule| rule.id.as_str()).collect();
        for path in common::cases(&folder) {
            let case = Case::read(&path);
            for issue in procedure.validate(case.data(), &case.attachments, case.channel, case.now).issues {
                let rule = issue.params.iter().find(|param| param.name == "rule");
                silent.retain(|id| rule.is_none_or(|rule| rule.value != *id));
            }
        }
        assert!(silent.is_empty(), "{folder}: no case meets {silent:?}");
    }
}

#[test]
fn every_folder_has_good_doubtful_and_bad_forms() {
    for (folder, _) in folders() {
        let mut found = [0; 3];
        for path in common::cases(&folder) {
            let report: Report = from_value(Case::read(&path).document.get("expect").unwrap()).unwrap();
            let warns = report.issues.iter().any(|issue| issue.severity == Severity::Warning);
            found[if !report.valid { 2 } else { usize::from(warns) }] += 1;
        }
        assert!(found.iter().all(|count| *count > 0), "{folder}: valid, with a warning, invalid: {found:?}");
    }
}

/// Whoever a procedure knows stands in a form, and whoever the law knows in a form of some procedure.
#[test]
fn people_of_every_kind_stand_in_a_form() {
    let library = common::library();
    let mut kinds = BTreeSet::new();
    for (folder, code) in folders() {
        let procedure = library.procedure(&code, Date::new(2026, 10, 5).unwrap()).unwrap();
        let mut met = BTreeSet::new();
        for path in common::cases(&folder) {
            let case = Case::read(&path);
            let pruned = procedure.prune(case.data(), &case.attachments, case.channel, case.now);
            for party in procedure.parties(&pruned, &case.attachments, case.channel, case.now) {
                let said = |value: Value| value.as_str().unwrap_or_default().to_owned();
                let basis = party.basis.map(|basis| said(to_value(&basis).unwrap())).unwrap_or_default();
                met.insert((said(to_value(&party.role).unwrap()), basis));
                let person = party.person.as_ref();
                let number = person.map(|person| to_value(&person.id).unwrap());
                kinds.extend(number.and_then(|id| Some(id.get("kind")?.as_str()?.to_owned())));
                if party.organisation.is_some() {
                    kinds.insert("organisation".to_owned());
                }
            }
        }
        for rule in &procedure.document().parties {
            let role = to_value(&rule.role).unwrap().as_str().unwrap().to_owned();
            let bases: Vec<String> = rule
                .basis
                .iter()
                .map(|choice| to_value(&choice.basis).unwrap().as_str().unwrap().to_owned())
                .collect();
            for basis in bases {
                assert!(met.contains(&(role.clone(), basis.clone())), "{folder}: no {role} as {basis}");
            }
            assert!(met.iter().any(|(one, _)| *one == role), "{folder}: no {role}");
        }
    }
    for kind in ["citizenId", "passport", "other", "none"] {
        assert!(kinds.contains(kind), "nobody with {kind}: {kinds:?}");
    }
}

#[test]
fn every_issue_has_a_sentence_in_both_languages() {
    let library = common::library();
    for (folder, code) in folders() {
        let procedure = library.procedure(&code, Date::new(2026, 10, 5).unwrap()).unwrap();
        for path in common::cases(&folder) {
            let case = Case::read(&path);
            for issue in procedure.validate(case.data(), &case.attachments, case.channel, case.now).issues {
                for lang in ["vi", "en"] {
                    let text = procedure.message(&issue, lang, motcua_forms::Length::Short);
                    assert!(
                        text.is_some_and(|text| !text.is_empty() && !text.contains('{')),
                        "{} {lang}",
                        issue.code
                    );
                }
            }
        }
    }
}
