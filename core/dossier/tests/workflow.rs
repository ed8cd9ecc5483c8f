//! The table of changes: legal walks, refusals, and the shipped document itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{Dice, Log, NOW, action, city};
use motcua_dossier::workflow::Who;
use motcua_dossier::{Error, SECOND_REQUEST, state, workflow};
use motcua_json::{Policy, Value, parse, to_value};
use motcua_types::event::{ActorRole, Reason};

const ROLES: [ActorRole; 6] = [
    ActorRole::Citizen,
    ActorRole::Intake,
    ActorRole::Reception,
    ActorRole::Processing,
    ActorRole::Delivery,
    ActorRole::System,
];

#[test]
fn the_shipped_workflow_has_the_published_statuses_and_words_for_all() {
    let workflow = workflow::default().unwrap();
    let codes: Vec<u32> = workflow.statuses.iter().map(|status| status.code).collect();
    assert_eq!(codes, (1..=14).collect::<Vec<u32>>());
    let national: Vec<Option<u32>> = workflow.statuses.iter().map(|status| status.national).collect();
    let own = [None, None, Some(4), Some(4)];
    assert_eq!(national, (1..=10).map(Some).chain(own).collect::<Vec<_>>());
    assert_eq!(workflow.mark, "derived");
    let names: Vec<&str> = workflow.statuses.iter().map(|status| status.name.vi.as_str()).collect();
    assert_eq!(names[0], "Mới đăng ký");
    assert_eq!(names[4], "Yêu cầu bổ sung giấy tờ");
    assert_eq!(names[9], "Đã trả kết quả");
    for status in &workflow.statuses {
        assert!(!status.name.en.is_empty() && status.next.vi.len() > 40 && status.next.en.len() > 40);
    }
    let numbers: Vec<&str> = workflow.forms.iter().map(|form| form.number.as_str()).collect();
    assert_eq!(numbers, ["01", "02", "03", "04", "05", "06", "07"]);
    for transition in &workflow.transitions {
        assert!(
            !transition.actors.is_empty()
                && !transition.label.vi.is_empty()
                && !transition.label.en.is_empty()
        );
        if transition.reason {
            assert!(workflow.reasons.iter().any(|reason| reason.to.contains(&transition.to)));
        }
        assert!(transition.form.as_deref().is_none_or(|form| numbers.contains(&form)));
    }
}

#[test]
fn a_broken_document_is_refused() {
    let shipped = to_value(&workflow::default().unwrap()).unwrap();
    assert!(workflow::from_value(&shipped).is_ok());
    let broken = |pointer: &str, json: &str| {
        let mut value = shipped.clone();
        *value.pointer_mut(pointer).unwrap() = parse(json.as_bytes(), &Policy::PROFILE).unwrap();
        workflow::from_value(&value)
    };
    assert_eq!(broken("/transitions/1/to", "99"), Err(Error::Workflow));
    assert_eq!(broken("/transitions/3/to", "2"), Err(Error::Workflow), "two changes with the same ends");
    assert_eq!(broken("/statuses/0/terminal", "true"), Err(Error::Workflow));
    assert_eq!(broken("/statuses/7/terminal", "false"), Err(Error::Workflow));
    assert_eq!(broken("/transitions", "{}"), Err(Error::Workflow));
    assert_eq!(workflow::from_value(&Value::Null), Err(Error::Workflow));
}

#[test]
fn a_dossier_goes_from_registration_to_the_result() {
    let city = city();
    let mut log = Log::open(&city);
    let offered = workflow::available_actions(&city.workflow, &log.state, ActorRole::Reception, log.at);
    assert_eq!(offered.iter().map(|t| t.to).collect::<Vec<_>>(), [2, 5, 3, 7]);
    log.act(2, ActorRole::Reception);
    assert_eq!(log.state.code.as_deref(), Some("H29.01.15-261118-0001"));
    log.act(4, ActorRole::Processing);
    log.act(9, ActorRole::Processing);
    log.act(10, ActorRole::Delivery);
    for role in ROLES {
        assert!(workflow::available_actions(&city.workflow, &log.state, role, log.at).is_empty());
    }
}

#[test]
fn a_supplement_is_waited_for_and_restarts_the_clock() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(5, ActorRole::Reception);
    assert_eq!(log.state.request.as_ref().unwrap().items, ["Giấy chứng sinh"]);
    assert_eq!(log.state.request_event.as_ref(), Some(&log.state.head));
    let early =
        workflow::check(&city.workflow, &log.state, &action(&log.state, 2, ActorRole::Reception), log.at);
    assert_eq!(early, Err(Error::SupplementRequired));
    log.supplement();
    assert!(log.state.supplement_waiting);
    let accept = action(&log.state, 2, ActorRole::Reception);
    let applied = workflow::check(&city.workflow, &log.state, &accept, log.at).unwrap();
    assert!(applied.starts_clock && applied.binds_code);
    // Never accepted before: nobody may work on it yet.
    let work = action(&log.state, 4, ActorRole::Processing);
    assert_eq!(workflow::check(&city.workflow, &log.state, &work, log.at), Err(Error::IllegalTransition));
    log.act(2, ActorRole::Reception);
    assert!(
        !log.state.supplement_waiting && log.state.request.is_none() && log.state.request_event.is_none()
    );
}

#[test]
fn the_official_code_is_bound_once_and_a_second_request_is_remarked() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    let code = log.state.code.clone();
    log.act(5, ActorRole::Processing);
    log.supplement();
    let back = action(&log.state, 1, ActorRole::Reception);
    assert_eq!(workflow::check(&city.workflow, &log.state, &back, log.at), Err(Error::IllegalTransition));
    let again = action(&log.state, 2, ActorRole::Reception);
    assert!(!workflow::check(&city.workflow, &log.state, &again, log.at).unwrap().binds_code);
    log.act(4, ActorRole::Processing);
    assert_eq!(log.state.code, code);
    let second = action(&log.state, 5, ActorRole::Processing);
    let applied = workflow::check(&city.workflow, &log.state, &second, log.at).unwrap();
    assert_eq!(applied.remarks, [SECOND_REQUEST]);
    log.act(5, ActorRole::Processing);
    assert_eq!(log.state.supplement_requests, 2);
}

#[test]
fn refusals_name_their_reason() {
    let city = city();
    let log = Log::open(&city);
    let try_it = |change: &dyn Fn(&mut motcua_types::dossier::Action), to, actor| {
        let mut action = action(&log.state, to, actor);
        change(&mut action);
        workflow::check(&city.workflow, &log.state, &action, log.at).map(|applied| applied.change.status)
    };
    let reception = ActorRole::Reception;
    assert_eq!(try_it(&|_| {}, 2, reception), Ok(2));
    assert_eq!(try_it(&|_| {}, 9, ActorRole::Processing), Err(Error::IllegalTransition));
    assert_eq!(try_it(&|_| {}, 77, reception), Err(Error::IllegalTransition));
    assert_eq!(try_it(&|_| {}, 2, ActorRole::Processing), Err(Error::RoleNotAllowed));
    assert_eq!(try_it(&|a| a.reason = None, 3, reception), Err(Error::ReasonRequired));
    let blank = Reason { code: " ".to_owned(), note: None, items: Vec::new() };
    assert_eq!(try_it(&|a| a.reason = Some(blank.clone()), 3, reception), Err(Error::ReasonRequired));
    let items = |items: &[&str]| {
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        try_it(&|a| a.reason.as_mut().unwrap().items.clone_from(&items), 5, reception)
    };
    assert_eq!(items(&[]), Err(Error::ItemsRequired));
    assert_eq!(items(&["ảnh", "  "]), Err(Error::ItemsRequired));
    assert_eq!(try_it(&|a| a.seen -= 1, 2, reception), Err(Error::Stale));
    let early = workflow::check(&city.workflow, &log.state, &action(&log.state, 2, reception), NOW - 1);
    assert_eq!(early, Err(Error::ClockBackwards));
}

#[test]
fn random_walks_only_offer_what_check_allows() {
    let city = city();
    let mut dice = Dice(11);
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let mut log = Log::open(&city);
        reached.insert(log.state.status);
        for _ in 0..12 {
            if log.state.status == 5 && !log.state.supplement_waiting && dice.below(3) > 0 {
                log.supplement();
            }
            let mut legal = Vec::new();
            for role in ROLES {
                let who = Who { roles: &[role], issuer: common::OFFICE, now: log.at };
                let offered = workflow::available_to(&city.workflow, &log.state, &who);
                for to in 0..=16 {
                    let checked =
                        workflow::check(&city.workflow, &log.state, &action(&log.state, to, role), log.at);
                    assert_eq!(checked.is_ok(), offered.iter().any(|t| t.to == to));
                    // Each status once, or the ways out of the workflow would win too often.
                    if checked.is_ok() && legal.iter().all(|(other, _)| *other != to) {
                        legal.push((to, role));
                    }
                }
            }
            let Some((to, role)) = (!legal.is_empty()).then(|| legal[dice.below(legal.len())]) else { break };
            log.act(to, role);
            reached.insert(log.state.status);
        }
    }
    assert_eq!(reached.into_iter().collect::<Vec<_>>(), (1..=10).chain([13, 14]).collect::<Vec<u32>>());
}

#[test]
fn a_dossier_without_events_only_opens() {
    let workflow = workflow::default().unwrap();
    let empty = state::empty(common::DOSSIER);
    let who = Who { roles: &ROLES, issuer: "", now: NOW };
    let open = workflow::available_to(&workflow, &empty, &who);
    assert_eq!(open.iter().map(|t| t.to).collect::<Vec<_>>(), [1, 11]);
    assert_eq!(workflow::opening(&workflow, ActorRole::Intake).map(|t| t.to), Some(1));
    assert!(workflow::opening(&workflow, ActorRole::Citizen).is_none());
}
