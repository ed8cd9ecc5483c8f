//! Everything that can be done to a log afterwards, over many random logs, and where it is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, Dice, Log, NOW, OFFICE, accessed, city, event};
use motcua_dossier::log::{self, LogError, Reader, Trust, read};
use motcua_dossier::{Error, workflow};
use motcua_types::dossier::DossierState;
use motcua_types::event::{ActorRole, Checkpoint};

const LOGS: usize = 60;

/// A log that takes a random legal way through the workflow, with people looking at it in between.
fn random<'a>(city: &'a City, dice: &mut Dice) -> Log<'a> {
    let mut log = Log::open(city);
    let roles = [ActorRole::Reception, ActorRole::Processing, ActorRole::Delivery];
    for _ in 0..2 + dice.below(9) {
        log.at += dice.below(100_000) as i64;
        if dice.below(3) == 0 {
            log.push(&city.office, OFFICE, &[accessed("settle")]);
        }
        let here = workflow::status(&city.workflow, log.state.status);
        if here.is_some_and(|here| here.awaits.is_some()) && !log.state.supplement_waiting {
            log.supplement();
        }
        let who = workflow::Who { roles: &roles, issuer: OFFICE, now: log.at };
        let open = workflow::available_to(&city.workflow, &log.state, &who);
        if open.is_empty() {
            break;
        }
        let step = &open[dice.below(open.len())];
        let actor = *step.actors.iter().find(|actor| roles.contains(actor)).unwrap();
        log.act(step.to, actor);
    }
    log
}

/// States of the log after each of its events.
fn growing(log: &Log<'_>) -> Vec<DossierState> {
    (1..=log.events.len()).map(|end| read(&log.events[..end], &log.city.directory).unwrap()).collect()
}

fn with(log: &Log<'_>, checkpoint: &Checkpoint, events: &[String]) -> Result<u32, LogError> {
    Reader::new(Trust::Directory(&log.city.directory), &log.city.workflow)
        .expecting(std::slice::from_ref(checkpoint))
        .read(events)
        .map(|state| state.size)
}

#[test]
fn every_tampering_of_a_random_log_is_found_at_its_place() {
    let city = city();
    let mut dice = Dice(2026);
    let bad = |error, first_bad| Err(LogError { error, first_bad });
    for round in 0..LOGS {
        let log = random(&city, &mut dice);
        let whole = &log.events;
        let last = whole.len() - 1;
        let found = |events: &[String]| read(events, &city.directory).map(|state| state.size);
        assert_eq!(found(whole), Ok(whole.len() as u32));
        let kept = log::checkpoint(&log.state, log.at);
        assert_eq!(with(&log, &kept, whole), Ok(log.state.size));
        let at = dice.below(whole.len());

        // Dropped: all but the last show in the log itself, the last against what the reader kept.
        let mut events = whole.clone();
        events.remove(at);
        if at < last {
            assert_eq!(found(&events), bad(Error::LogGap, at), "round {round}");
        } else if last > 0 {
            assert_eq!(found(&events), Ok(last as u32), "nothing in the log itself shows it");
            assert_eq!(with(&log, &kept, &events), bad(Error::LogTruncated, last), "round {round}");
        }
        // Reordered.
        let other = dice.below(whole.len());
        if at != other {
            let mut events = whole.clone();
            events.swap(at, other);
            assert_eq!(found(&events).unwrap_err().first_bad, at.min(other), "round {round}");
        }
        // Duplicated.
        let mut events = whole.clone();
        events.insert(at + 1 + dice.below(whole.len() - at), whole[at].clone());
        let error = found(&events).unwrap_err();
        assert_eq!(error.error, Error::LogFork, "round {round}");
        assert!(events[error.first_bad] == whole[at] && error.first_bad > at, "round {round}");
        // Changed in one character.
        let mut events = whole.clone();
        let mut bytes = std::mem::take(&mut events[at]).into_bytes();
        let place = dice.below(bytes.len());
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        events[at] = String::from_utf8(bytes).unwrap();
        assert_eq!(found(&events).unwrap_err().first_bad, at, "round {round}");
        // Truncated, or rolled back to an older copy.
        if at > 0 {
            assert_eq!(with(&log, &kept, &whole[..at]), bad(Error::LogTruncated, at), "round {round}");
        }
        // Forked: the office itself signs another history from some point on. Each is whole by itself.
        let states = growing(&log);
        let base = &states[at];
        let mut fork = whole[..=at].to_vec();
        fork.push(event(&city.office, OFFICE, base, log.at + 1, &[accessed("control")]));
        assert_eq!(found(&fork), Ok(at as u32 + 2), "round {round}");
        if at < last {
            assert_eq!(log::first_difference(whole, &fork), Some(at + 1), "round {round}");
            let next = log::checkpoint(&states[at + 1], log.at);
            assert_eq!(with(&log, &next, &fork), bad(Error::LogFork, at + 1), "round {round}");
        }
        // The fork pasted behind the whole.
        let mut events = whole.clone();
        events.push(fork[at + 1].clone());
        if at < last {
            assert_eq!(found(&events), bad(Error::LogFork, whole.len()), "round {round}");
        }
        // An event of another dossier among them.
        let mut elsewhere = log.state.clone();
        elsewhere.dossier = "urn:uuid:00000000-0000-4000-8000-000000000000".to_owned();
        let mut events = whole.clone();
        events.push(event(&city.office, OFFICE, &elsewhere, log.at, &[accessed("settle")]));
        assert_eq!(found(&events), bad(Error::LogWrongDossier, whole.len()), "round {round}");
    }
}

#[test]
fn a_kept_checkpoint_holds_for_the_part_that_is_read_later() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    log.act(4, ActorRole::Processing);
    let early = log::checkpoint(&read(&log.events[..1], &city.directory).unwrap(), NOW);
    let late = log::checkpoint(&log.state, NOW + 1_000);
    let mut state = read(&log.events[..2], &city.directory).unwrap();
    let mut reader = Reader::new(Trust::Directory(&city.directory), &city.workflow)
        .expecting(&[late.clone(), early.clone()]);
    reader.extend(&mut state, &log.events[2..]).unwrap();
    assert_eq!(state, log.state);

    // Each kind of disagreement has its code and its place, and takes nothing from the state.
    let refused = |kept: &Checkpoint, from: usize| {
        let mut state = read(&log.events[..from], &city.directory).unwrap();
        let before = state.clone();
        let mut reader = Reader::new(Trust::Directory(&city.directory), &city.workflow)
            .expecting(std::slice::from_ref(kept));
        let error = reader.extend(&mut state, &log.events[from..]).unwrap_err();
        assert!(state.size >= before.size && state.size as usize <= error.first_bad.max(from));
        (error.error, error.first_bad)
    };
    let forked = |size| Checkpoint { size, head: late.head.replace(|c| c != ':', "x"), ..late.clone() };
    assert_eq!(refused(&forked(1), 2), (Error::LogFork, 0));
    assert_eq!(refused(&forked(3), 2), (Error::LogFork, 2));
    let other = Checkpoint { dossier: "urn:uuid:0".to_owned(), ..late.clone() };
    assert_eq!(refused(&other, 1), (Error::LogWrongDossier, 2));
    let longer = Checkpoint { size: 9, ..late };
    assert_eq!(refused(&longer, 1), (Error::LogTruncated, 3));
}

#[test]
fn keys_alone_prove_the_chain_and_no_more() {
    let city = city();
    let mut log = Log::open(&city);
    log.act(2, ActorRole::Reception);
    let keys = [city.portal.public(), city.office.public()];
    let read = |keys: &[_], events: &[String]| {
        Reader::new(Trust::Keys(keys), &city.workflow).read(events).map(|state| (state.status, state.size))
    };
    assert_eq!(read(&keys, &log.events), Ok((2, 2)));
    assert_eq!(read(&keys[..1], &log.events), Err(LogError { error: Error::LogBadSignature, first_bad: 1 }));
    assert_eq!(read(&[], &log.events).unwrap_err().first_bad, 0);
    assert_eq!(read(&keys, &log.events[1..]).unwrap_err().error, Error::LogGap);
}
