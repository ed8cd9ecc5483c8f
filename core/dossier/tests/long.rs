//! Logs of the largest size: what they cost grows with their length and no faster.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, Log, OFFICE, accessed, city};
use motcua_crypto::{hash, sign};
use motcua_dossier::log::{self, LogError, MAX_EVENT_BYTES, MAX_EVENTS, read};
use motcua_dossier::{Error, body};

/// A log that is opened and then only looked at.
fn looked_at(city: &City, events: usize) -> Vec<String> {
    let mut log = Log::open(city);
    let looked = body::encode(&[accessed("settle")]).unwrap();
    while log.events.len() < events {
        let claims = log::append(&log.state, OFFICE, log.at, "j", "t", looked.clone());
        let request = log::begin(&claims, &city.office.public()).unwrap();
        let event = sign::to_compact(&city.office.sign(&request).unwrap());
        // Place and hash of the next event, without reading this one.
        log.state.size += 1;
        log.state.head = hash::sha256_text(event.as_bytes());
        log.events.push(event);
    }
    log.events
}

#[test]
fn a_log_of_many_events_reads_and_its_last_event_can_be_the_bad_one() {
    let city = city();
    let mut events = looked_at(&city, 5_000);
    let state = read(&events, &city.directory).unwrap();
    assert_eq!((state.size, state.history.len()), (5_000, 5_001));
    events[4_999] = events[4_998].clone();
    assert_eq!(read(&events, &city.directory), Err(LogError { error: Error::LogFork, first_bad: 4_999 }));
}

#[test]
fn what_is_too_long_or_too_large_is_refused_before_it_is_read() {
    let city = city();
    let mut log = Log::open(&city);
    let too_long = Err(LogError { error: Error::LogTooLong, first_bad: MAX_EVENTS });
    assert_eq!(read(&vec![String::new(); MAX_EVENTS + 1], &city.directory), too_long);
    // One event that is no event is found at its place, however many follow.
    let unread = Err(LogError { error: Error::LogBadEvent, first_bad: 0 });
    assert_eq!(read(&vec![String::new(); MAX_EVENTS], &city.directory), unread);

    let more = vec![String::new(); MAX_EVENTS];
    let before = log.state.clone();
    let error = log::extend(&mut log.state, &more, &city.directory, &city.workflow).unwrap_err();
    assert_eq!((error.error, &log.state), (Error::LogTooLong, &before));

    let large = "x".repeat(MAX_EVENT_BYTES + 1);
    let error = log::extend(&mut log.state, &[large], &city.directory, &city.workflow).unwrap_err();
    assert_eq!((error.error, error.first_bad, &log.state), (Error::LogEventTooLarge, 1, &before));
}
