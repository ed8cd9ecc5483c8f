//! The chain: what reads, and every way in which it must not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{DOSSIER, Dice, Log, NOW, OFFICE, PORTAL, city, event, received, registered, status};
use motcua_crypto::sign;
use motcua_dossier::log::{LogError, read};
use motcua_dossier::{Error, receipt, state};
use motcua_types::event::{ActorRole, DossierEvent, StatusChange};

fn bad(error: Error, first_bad: usize) -> Result<u32, LogError> {
    Err(LogError { error, first_bad })
}

fn size(events: &[String], city: &common::City) -> Result<u32, LogError> {
    read(events, &city.directory).map(|state| state.size)
}

#[test]
fn a_whole_log_reads_to_its_state() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    log.act(9, ActorRole::Processing);
    let read = read(&log.events, &city.directory).unwrap();
    assert_eq!(read, log.state);
    assert_eq!((read.status, read.size, read.number.as_deref()), (9, 3, Some("TN-261118-000001")));
    assert_eq!(read.dossier, DOSSIER);
    assert_eq!(read.history.len(), 4, "the first event has two bodies");
    assert_eq!((read.history[0].issuer.as_str(), read.history[3].issuer.as_str()), (PORTAL, OFFICE));
    assert_eq!(read.history[0].at, "2026-11-18T18:06:40+07:00");
}

#[test]
fn every_single_change_to_a_log_is_found_at_its_place() {
    let city = city();
    let mut dice = Dice(3);
    for round in 0..12_usize {
        let mut log = Log::open(&city);
        log.act(5, ActorRole::Reception);
        log.supplement();
        log.act(2, ActorRole::Reception);
        log.act(4, ActorRole::Processing);
        log.act(9, ActorRole::Processing);
        let whole = log.events.clone();
        for at in 0..whole.len() {
            if at + 1 < whole.len() {
                let mut dropped = whole.clone();
                dropped.remove(at);
                assert_eq!(size(&dropped, &city), bad(Error::LogGap, at), "dropped {at}");
            }
            let mut doubled = whole.clone();
            doubled.insert(at, whole[at].clone());
            assert_eq!(size(&doubled, &city), bad(Error::LogFork, at + 1), "doubled {at}");
            let other = dice.below(whole.len());
            if other != at {
                let mut swapped = whole.clone();
                swapped.swap(at, other);
                let found = size(&swapped, &city).unwrap_err();
                assert_eq!(found.first_bad, at.min(other), "swapped {at} and {other}");
            }
            let mut flipped = whole.clone();
            let place = dice.below(flipped[at].len());
            let mut bytes = flipped[at].clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            flipped[at] = String::from_utf8(bytes).unwrap();
            let found = size(&flipped, &city).unwrap_err();
            assert_eq!(found.first_bad, at, "round {round}: byte {place} of event {at}");
        }
    }
}

#[test]
fn truncation_and_forks_are_found_by_the_receipt() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    let receipt = |state| {
        let request = receipt::begin(state, log.at, &city.office.public()).unwrap();
        city.office.sign(&request).unwrap()
    };
    let signed = receipt(&log.state);
    assert_eq!(receipt::verify(&signed, &city.directory, &log.events).unwrap().size, 2);
    assert_eq!(receipt::covers(&signed, &city.directory, &log.state).unwrap().code, log.state.code);
    assert_eq!(receipt::verify(&signed, &city.directory, &log.events[..1]), Err(Error::LogTruncated));
    let short = read(&log.events[..1], &city.directory).unwrap();
    assert_eq!(receipt::covers(&signed, &city.directory, &short), Err(Error::LogTruncated));

    let mut other = Log::open(&city);
    other.at += 7;
    other.act(3, ActorRole::Reception);
    assert_eq!(receipt::verify(&signed, &city.directory, &other.events), Err(Error::LogFork));
    assert_eq!(receipt::covers(&signed, &city.directory, &other.state), Err(Error::LogFork));

    let mut elsewhere = log.state.clone();
    elsewhere.dossier = "urn:uuid:00000000-0000-4000-8000-000000000000".to_owned();
    assert_eq!(receipt::covers(&signed, &city.directory, &elsewhere), Err(Error::ReceiptWrongDossier));

    let request = receipt::begin(&log.state, log.at, &city.stranger.public()).unwrap();
    let forged = city.stranger.sign(&request).unwrap();
    assert_eq!(receipt::open(&forged, &city.directory), Err(Error::ReceiptInvalid));
    let request = receipt::begin(&log.state, NOW - 10 * 86_400, &city.office.public()).unwrap();
    let early = city.office.sign(&request).unwrap();
    assert_eq!(receipt::open(&early, &city.directory), Err(Error::LogUnknownIssuer));
    assert_eq!(receipt::begin(&state::empty(DOSSIER), NOW, &city.office.public()), Err(Error::LogEmpty));
}

#[test]
fn a_signed_event_is_still_not_believed_blindly() {
    let city = city();
    let log = Log::open(&city);
    let next = |key, iss, state, at, bodies: &[DossierEvent]| {
        let mut events = log.events.clone();
        events.push(event(key, iss, state, at, bodies));
        size(&events, &city)
    };
    let refuse = {
        let action = common::action(&log.state, 3, ActorRole::Reception);
        let applied = motcua_dossier::workflow::check(&city.workflow, &log.state, &action, log.at).unwrap();
        [DossierEvent::Status(applied.change)]
    };
    assert_eq!(next(&city.office, OFFICE, &log.state, log.at, &refuse), Ok(2));
    // An illegal change, and one by a role that may not.
    let settle = [status(9, ActorRole::Processing)];
    assert_eq!(next(&city.office, OFFICE, &log.state, log.at, &settle), bad(Error::LogIllegalTransition, 1));
    let accept = [status(2, ActorRole::Intake)];
    assert_eq!(next(&city.office, OFFICE, &log.state, log.at, &accept), bad(Error::LogIllegalTransition, 1));
    // A second opening.
    let reopen = [received("submission")];
    assert_eq!(next(&city.office, OFFICE, &log.state, log.at, &reopen), bad(Error::LogIllegalTransition, 1));
    // Signers.
    assert_eq!(next(&city.stranger, OFFICE, &log.state, log.at, &refuse), bad(Error::LogBadSignature, 1));
    assert_eq!(next(&city.office, PORTAL, &log.state, log.at, &refuse), bad(Error::LogUnknownIssuer, 1));
    let late = NOW + 11 * 365 * 86_400;
    assert_eq!(next(&city.office, OFFICE, &log.state, late, &refuse), bad(Error::LogSignerNotValid, 1));
    // Chain.
    assert_eq!(next(&city.office, OFFICE, &log.state, NOW - 1, &refuse), bad(Error::LogClockBackwards, 1));
    let mut forged = log.state.clone();
    forged.head = motcua_crypto::hash::sha256_text(b"another");
    assert_eq!(next(&city.office, OFFICE, &forged, log.at, &refuse), bad(Error::LogBadPrev, 1));
    let mut forged = log.state.clone();
    forged.size = 5;
    assert_eq!(next(&city.office, OFFICE, &forged, log.at, &refuse), bad(Error::LogGap, 1));
    let mut forged = log.state.clone();
    forged.dossier = "urn:uuid:00000000-0000-4000-8000-000000000000".to_owned();
    assert_eq!(next(&city.office, OFFICE, &forged, log.at, &refuse), bad(Error::LogWrongDossier, 1));
}

#[test]
fn another_code_than_the_bound_one_is_refused() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    let change = StatusChange {
        status: 4,
        actor: ActorRole::Processing,
        officer: None,
        officer_name: None,
        form: None,
        code: Some("H29.01.15-261118-0002".to_owned()),
        target: None,
        due: None,
        reason: None,
    };
    log.events.push(event(&city.office, OFFICE, &log.state, log.at, &[DossierEvent::Status(change)]));
    assert_eq!(size(&log.events, &city), bad(Error::LogCodeChanged, 2));
}

#[test]
fn a_signer_who_opens_nothing_decides_nothing() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    assert_eq!(size(&log.events, &city), Ok(2));
    // The portal's key is a signing key of the directory, and the change is one that the workflow has.
    let decision = status(9, ActorRole::Processing);
    log.events.push(event(&city.portal, PORTAL, &log.state, log.at, &[decision]));
    assert_eq!(size(&log.events, &city), bad(Error::LogUnknownIssuer, 2));
}

#[test]
fn what_is_unknown_is_kept_and_not_acted_on() {
    let city = city();
    let mut log = Log::open(&city);
    log.push(&city.office, OFFICE, &[status(42, ActorRole::System)]);
    assert_eq!((log.state.status, log.state.size), (1, 2));
    let mut claims =
        motcua_dossier::log::append(&log.state, OFFICE, log.at, "x", "t", motcua_json::Value::Null);
    let text = br#"{"urn:example:event:later":{"a":1}}"#;
    claims.events = motcua_json::parse(text, &motcua_json::Policy::PROFILE).unwrap();
    let request = motcua_dossier::log::begin(&claims, &city.office.public()).unwrap();
    log.events.push(sign::to_compact(&city.office.sign(&request).unwrap()));
    let state = read(&log.events, &city.directory).unwrap();
    assert_eq!((state.status, state.size), (1, 3));
    assert_eq!(state.history[3].event, DossierEvent::Unknown("urn:example:event:later".to_owned()));
    // A supplement that nobody asked for waits for nobody.
    log.state = state;
    log.supplement();
    assert!(!log.state.supplement_waiting);
}

#[test]
fn a_log_must_begin_and_be_a_log() {
    let city = city();
    assert_eq!(size(&[], &city), bad(Error::LogEmpty, 0));
    for text in ["", "a.b", "a.b.c.d", "....", "eyJ9.e30.AA"] {
        assert_eq!(size(&[text.to_owned()], &city).unwrap_err().first_bad, 0, "{text}");
    }
    let empty = state::empty(DOSSIER);
    let only_arrival = event(&city.portal, PORTAL, &empty, NOW, &[received("submission")]);
    assert_eq!(size(&[only_arrival], &city), bad(Error::LogIllegalTransition, 0));
    let no_arrival = event(&city.portal, PORTAL, &empty, NOW, &[registered()]);
    assert_eq!(size(&[no_arrival], &city), Ok(1));
    // A receipt is not an event, though the same key signed it.
    let log = Log::open(&city);
    let request = receipt::begin(&log.state, log.at, &city.portal.public()).unwrap();
    let receipt = sign::to_compact(&city.portal.sign(&request).unwrap());
    assert_eq!(size(&[receipt], &city), bad(Error::LogBadSignature, 0));
}

#[test]
fn extending_stops_before_the_first_bad_event() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    log.act(4, ActorRole::Processing);
    let mut state = read(&log.events[..1], &city.directory).unwrap();
    let rest = [log.events[1].clone(), log.events[1].clone(), log.events[2].clone()];
    let error = motcua_dossier::log::extend(&mut state, &rest, &city.directory, &city.workflow).unwrap_err();
    assert_eq!((error.code(), error.first_bad, state.size), ("log/fork", 2, 2));
    motcua_dossier::log::extend(&mut state, &log.events[2..], &city.directory, &city.workflow).unwrap();
    assert_eq!(state, log.state);
}
