//! Every status × change × role of every shipped workflow, in every situation that its conditions tell apart, against
//! a reviewed table. `cargo xtask workflows` writes the tables; read the difference against the law before you commit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use motcua_dossier::workflow::{self, Who};
use motcua_dossier::{Error, state};
use motcua_types::deadline::{Due, Term, TermUnit};
use motcua_types::dossier::{Action, DossierState, EffectKind, HistoryEntry, Workflow};
use motcua_types::event::{ActorRole, DossierEvent, Reason};
use motcua_vn::date::DateTime;

const ROLES: [ActorRole; 6] = [
    ActorRole::Citizen,
    ActorRole::Intake,
    ActorRole::Reception,
    ActorRole::Processing,
    ActorRole::Delivery,
    ActorRole::System,
];
const UNIT: &str = "H29.01.15/commune";
const NOW: &str = "2026-11-16T09:00:00+07:00";

/// A situation: what lies in the dossier's past, and what the action brings along.
struct Case {
    name: &'static str,
    state: fn(&mut DossierState),
    action: fn(&mut Action),
}

fn due(at: &str) -> Due {
    let term = Term {
        amount: 3,
        unit: TermUnit::WorkingDay,
        cutoff: None,
        legal_basis: "Nghị định 61/2018/NĐ-CP".to_owned(),
    };
    Due { start: NOW.to_owned(), due: at.to_owned(), term, steps: Vec::new() }
}

fn ready(state: &mut DossierState) {
    state.code = Some("H29.01.15-261116-0001".to_owned());
    state.due = Some(due("2026-11-19T17:00:00+07:00"));
    state.arrived = 2;
    state.evidence = Some("sha-256:evidence".to_owned());
    state.target = Some(UNIT.to_owned());
    state.request =
        Some(Reason { code: "asked".to_owned(), note: None, items: vec!["a".to_owned(), "b".to_owned()] });
}

const CASES: &[Case] = &[
    Case { name: "ready", state: ready, action: |_| {} },
    Case {
        name: "neverAccepted",
        state: |state| {
            ready(state);
            state.code = None;
        },
        action: |_| {},
    },
    Case {
        name: "nothingArrived",
        state: |state| {
            ready(state);
            state.arrived = 0;
        },
        action: |_| {},
    },
    Case {
        name: "oneOfTwoArrived",
        state: |state| {
            ready(state);
            state.arrived = 1;
        },
        action: |_| {},
    },
    Case {
        name: "dueToday",
        state: |state| {
            ready(state);
            state.due = Some(due("2026-11-16T17:00:00+07:00"));
        },
        action: |_| {},
    },
    Case {
        name: "reappointed",
        state: |state| {
            ready(state);
            state.reappointments = 1;
        },
        action: |_| {},
    },
    Case {
        name: "askedBefore",
        state: |state| {
            ready(state);
            state.supplement_requests = 1;
        },
        action: |_| {},
    },
    Case {
        name: "noEvidence",
        state: |state| {
            ready(state);
            state.evidence = None;
        },
        action: |_| {},
    },
    Case {
        name: "handedToAnother",
        state: |state| {
            ready(state);
            state.target = Some("H29.01.16/commune".to_owned());
        },
        action: |_| {},
    },
    Case { name: "noReason", state: ready, action: |action| action.reason = None },
    Case {
        name: "noItems",
        state: ready,
        action: |action| {
            action.reason = Some(Reason { code: "other".to_owned(), note: None, items: Vec::new() });
        },
    },
    Case { name: "noTarget", state: ready, action: |action| action.target = None },
    Case { name: "noNewDate", state: ready, action: |action| action.new_due = None },
    Case {
        name: "earlierDate",
        state: ready,
        action: |action| action.new_due = Some("2026-11-19".to_owned()),
    },
];

fn word(role: ActorRole) -> String {
    format!("{role:?}").to_lowercase()
}

fn situation(workflow: &Workflow, case: &Case, from: u32) -> DossierState {
    let mut state = state::empty("urn:uuid:3f2b8a54-6a1e-4a35-9d5c-0c3c2f1f7a10");
    state.status = from;
    state.national = workflow::status(workflow, from).and_then(|status| status.national);
    state.size = u32::from(from > 0);
    (case.state)(&mut state);
    state
}

/// What becomes of one attempt, after checking that every door of the engine says the same.
fn attempt(workflow: &Workflow, case: &Case, from: u32, to: u32, role: ActorRole) -> String {
    let now = DateTime::parse(NOW).unwrap().unix();
    let before = situation(workflow, case, from);
    let reason =
        Reason { code: "other".to_owned(), note: None, items: vec!["Giấy chứng sinh".to_owned()] };
    let mut action = Action {
        to,
        actor: role,
        issuer: Some(UNIT.to_owned()),
        officer: None,
        reason: Some(reason),
        target: Some("H29.01.17/commune".to_owned()),
        new_due: Some("2026-11-27".to_owned()),
        seen: before.size,
    };
    (case.action)(&mut action);
    let who = Who { roles: &[role], issuer: UNIT, now };
    let offered = workflow::available_to(workflow, &before, &who).iter().any(|t| t.to == to);
    match workflow::check(workflow, &before, &action, now) {
        Ok(applied) => {
            assert!(offered, "{from} → {to} by {role:?} is allowed and not offered");
            let mut change = applied.change;
            let reappoints = applied.effects.iter().any(|effect| effect.kind == EffectKind::Reappoint);
            if reappoints {
                change.due = Some(due("2026-11-27T17:00:00+07:00"));
            }
            let mut after = before.clone();
            state::advance(workflow, &mut after, entry(DossierEvent::Status(change))).unwrap();
            assert_eq!(after.status, to);
            let effects = applied.effects.iter().map(|effect| match &effect.value {
                Some(value) => format!("{:?}={value}", effect.kind),
                None => format!("{:?}", effect.kind),
            });
            ["ok".to_owned()].into_iter().chain(effects).collect::<Vec<_>>().join(" ")
        }
        Err(error) => {
            // A guard closes the offer; what the action lacks does not.
            let lacks =
                [Error::ReasonRequired, Error::ItemsRequired, Error::TargetRequired, Error::NewDueRequired];
            assert_eq!(offered, lacks.contains(&error), "{from} → {to} by {role:?}: {error}");
            let known = workflow::status(workflow, to).is_some();
            let change = motcua_types::event::StatusChange {
                status: to,
                actor: role,
                officer: None,
                officer_name: None,
                form: None,
                code: None,
                target: action.target,
                due: action.new_due.map(|day| due(&format!("{day}T17:00:00+07:00"))),
                reason: action.reason,
            };
            let mut after = before.clone();
            let refused = state::advance(workflow, &mut after, entry(DossierEvent::Status(change)));
            if known {
                assert_eq!(refused, Err(error));
                assert!(after == before, "a refused change left a trace");
            } else {
                // A status that this version does not know is kept and not acted on.
                assert_eq!((refused, after.status, after.history.len()), (Ok(()), from, 1));
            }
            error.code().trim_start_matches("dossier/").to_owned()
        }
    }
}

fn entry(event: DossierEvent) -> HistoryEntry {
    HistoryEntry { seq: 1, at: NOW.to_owned(), issuer: UNIT.to_owned(), hash: "sha-256:x".to_owned(), event }
}

fn table(workflow: &Workflow) -> String {
    let mut text = format!(
        "# {} {}, {}: every change of status, by role and situation\n\
         # What is not listed is refused with illegalTransition, for every role and in every situation.\n",
        workflow.id, workflow.version, workflow.mark
    );
    let codes: Vec<u32> = workflow.statuses.iter().map(|status| status.code).collect();
    let name = |code| workflow::status(workflow, code).map_or("(begin)", |status| status.name.vi.as_str());
    for from in std::iter::once(0).chain(codes.iter().copied()) {
        let national = workflow::status(workflow, from).and_then(|status| status.national);
        let national = national.map_or(String::new(), |code| format!(" [national {code}]"));
        write!(text, "\n{from} {}{national}\n", name(from)).unwrap();
        for to in codes.iter().copied().chain([99]) {
            // Roles that are treated alike stand together.
            let mut alike: BTreeMap<Vec<(String, Vec<&str>)>, Vec<String>> = BTreeMap::new();
            for role in ROLES {
                let mut outcomes: Vec<(String, Vec<&str>)> = Vec::new();
                for case in CASES {
                    let outcome = attempt(workflow, case, from, to, role);
                    match outcomes.iter_mut().find(|(known, _)| *known == outcome) {
                        Some((_, cases)) => cases.push(case.name),
                        None => outcomes.push((outcome, vec![case.name])),
                    }
                }
                alike.entry(outcomes).or_default().push(word(role));
            }
            let illegal = |outcomes: &Vec<(String, Vec<&str>)>| {
                outcomes.len() == 1 && outcomes[0].0 == "illegalTransition"
            };
            if alike.keys().all(illegal) {
                continue;
            }
            writeln!(text, "  → {to} {}", name(to)).unwrap();
            for (outcomes, roles) in &alike {
                writeln!(text, "    {}", roles.join(" ")).unwrap();
                // What most situations lead to goes first, and the others by name.
                let usual = outcomes.iter().map(|(_, cases)| cases.len()).max().unwrap_or_default();
                let (most, others): (Vec<_>, Vec<_>) =
                    outcomes.iter().partition(|(_, cases)| cases.len() == usual);
                writeln!(text, "      {}", most[0].0).unwrap();
                for (outcome, cases) in most.iter().skip(1).chain(&others) {
                    writeln!(text, "      {}: {outcome}", cases.join(" ")).unwrap();
                }
            }
        }
    }
    text
}

#[test]
fn every_change_is_the_reviewed_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/table");
    let bless = std::env::var_os("MOTCUA_BLESS").is_some();
    for id in workflow::SHIPPED {
        let found = table(&workflow::shipped(id).unwrap());
        let path = folder.join(format!("{id}.txt"));
        if bless {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &found).unwrap();
        }
        let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
        let first = reviewed.lines().zip(found.lines()).position(|(reviewed, found)| reviewed != found);
        assert!(
            reviewed == found,
            "{id}: not the reviewed table, from line {first:?} (cargo xtask workflows)"
        );
    }
}

#[test]
fn every_shipped_workflow_is_whole() {
    assert_eq!(workflow::shipped("two-stop"), Err(Error::Workflow));
    for id in workflow::SHIPPED {
        let workflow = workflow::shipped(id).unwrap();
        assert_eq!(workflow.id, **id);
        assert!(workflow.name.is_some() && !workflow.legal_basis.is_empty(), "{id}");
        let roles: Vec<ActorRole> = workflow.roles.iter().map(|role| role.role).collect();
        for status in &workflow.statuses {
            let texts = [&status.name.vi, &status.name.en, &status.next.vi, &status.next.en];
            assert!(texts.iter().all(|text| text.len() > 4), "{id} {}", status.code);
            // Every status can be reached.
            assert!(workflow.transitions.iter().any(|t| t.to == status.code), "{id} {}", status.code);
        }
        for transition in &workflow.transitions {
            let place = format!("{id} {} → {}", transition.from, transition.to);
            assert!(
                transition.actors.iter().all(|actor| roles.contains(actor)),
                "{place}: a role without name"
            );
            let reasoned = workflow.reasons.iter().any(|reason| reason.to.contains(&transition.to));
            assert!(!transition.reason || reasoned, "{place}: no reason to choose");
        }
        for timer in &workflow.timers {
            assert!(["verified", "derived", "uncertain"].contains(&timer.mark.as_str()), "{id} {}", timer.id);
            assert!(!timer.term.legal_basis.is_empty(), "{id} {}", timer.id);
        }
    }
}
