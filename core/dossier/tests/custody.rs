//! Who may decide: offices that hand a dossier over, agencies that end, keys that are lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, DAY, Log, NOW, OFFICE, PORTAL, accessed, city, event, status, transferred};
use motcua_dossier::log::{self, LogError, Reader, Trust, read};
use motcua_dossier::{Error, body, receipt};
use motcua_types::audit::{AccessStatement, AuditRecord, AuditedKind};
use motcua_types::event::{Access, ActorRole, Checkpoint, DossierEvent};
use motcua_types::keys::KeyStatus;

const OTHER: &str = "H29.01.20/commune";
const HEIR: &str = "H29.01.99/commune";

fn bad<T>(error: Error, first_bad: usize) -> Result<T, LogError> {
    Err(LogError { error, first_bad })
}

fn accepted(city: &City) -> Log<'_> {
    let mut log = Log::open(city);
    log.act(2, ActorRole::Reception);
    log
}

fn next(
    log: &Log<'_>,
    key: &motcua_crypto::software::SigningKey,
    iss: &str,
    body: DossierEvent,
) -> Result<u32, LogError> {
    let mut events = log.events.clone();
    events.push(event(key, iss, &log.state, log.at, &[body]));
    read(&events, &log.city.directory).map(|state| state.size)
}

#[test]
fn after_a_transfer_only_the_new_holder_decides() {
    let city = city();
    let mut log = accepted(&city);
    assert_eq!(log.state.holder.as_deref(), Some("H29.01.15"), "the agency of the first decision");
    let work = || status(4, ActorRole::Processing);
    // Another agency may neither decide nor take the dossier.
    assert_eq!(next(&log, &city.other, OTHER, work()), bad(Error::LogNotHolder, 2));
    assert_eq!(next(&log, &city.other, OTHER, transferred(OTHER, HEIR)), bad(Error::LogNotHolder, 2));
    // Nobody hands over in another's name, and no key without an office hands over at all.
    assert_eq!(next(&log, &city.office, OFFICE, transferred(OTHER, HEIR)), bad(Error::LogUnknownIssuer, 2));
    assert_eq!(next(&log, &city.portal, PORTAL, transferred(PORTAL, OTHER)), bad(Error::LogUnknownIssuer, 2));

    log.push(&city.office, OFFICE, &[transferred(OFFICE, OTHER)]);
    assert_eq!(log.state.holder.as_deref(), Some(OTHER));
    assert_eq!(next(&log, &city.office, OFFICE, work()), bad(Error::LogNotHolder, 3));
    assert_eq!(next(&log, &city.office, OFFICE, transferred(OFFICE, HEIR)), bad(Error::LogNotHolder, 3));
    assert_eq!(next(&log, &city.other, OTHER, work()), Ok(4));
    // The old holder's look at the data is still written down, and what the citizen sends still arrives.
    assert_eq!(next(&log, &city.office, OFFICE, accessed("control")), Ok(4));
    assert_eq!(next(&log, &city.portal, PORTAL, common::received("supplement")), Ok(4));
    log.push(&city.other, OTHER, &[work()]);
    log.push(&city.other, OTHER, &[transferred(OTHER, "H29.01.15")]);
    // To a whole agency: any of its units.
    log.push(&city.office, OFFICE, &[status(9, ActorRole::Processing)]);
    let read = read(&log.events, &city.directory).unwrap();
    assert_eq!((read.status, read.size, &read), (9, 6, &log.state));
}

#[test]
fn an_agency_that_took_over_decides_on_what_the_old_one_held() {
    let city = city();
    let mut log = accepted(&city);
    let work = || status(4, ActorRole::Processing);
    assert_eq!(next(&log, &city.heir, HEIR, work()), bad(Error::LogNotHolder, 2));
    log.push(&city.office, OFFICE, &[transferred(OFFICE, OTHER)]);
    // The heir's key says in the directory that it succeeds H29.01.20.
    assert_eq!(next(&log, &city.heir, HEIR, work()), Ok(4));
    // The old agency's key is retired: its past events stand, new ones do not.
    log.push(&city.other, OTHER, &[work()]);
    let retired = city.with(|key| {
        if key.agency == "H29.01.20" {
            key.status = KeyStatus::Retired;
            key.from = Some(log.at);
        }
    });
    let mut log = Log { city: &retired, ..log };
    assert_eq!(read(&log.events, &retired.directory).unwrap().size, 4);
    let done = status(9, ActorRole::Processing);
    assert_eq!(next(&log, &city.other, OTHER, done.clone()), bad(Error::LogSignerNotValid, 4));
    log.push(&city.heir, HEIR, &[done]);
    assert_eq!(log.state.status, 9);
}

#[test]
fn keys_count_in_their_time_only() {
    let city = city();
    let log = accepted(&city);
    let work = || status(4, ActorRole::Processing);
    let with = |nbf: i64, exp: i64, state, from| {
        let changed = city.with(|key| {
            if key.agency == "H29.01.20" {
                (key.nbf, key.exp, key.status, key.from) = (nbf, exp, state, from);
            }
        });
        let mut log = accepted(&changed);
        log.push(&changed.office, OFFICE, &[transferred(OFFICE, OTHER)]);
        next(&log, &city.other, OTHER, work())
    };
    let (soon, later) = (NOW + DAY, NOW + 9 * DAY);
    assert_eq!(with(NOW - DAY, later, KeyStatus::Active, None), Ok(4));
    assert_eq!(with(soon, later, KeyStatus::Active, None), bad(Error::LogSignerNotValid, 3));
    assert_eq!(with(NOW - DAY, NOW, KeyStatus::Active, None), bad(Error::LogSignerNotValid, 3));
    assert_eq!(with(NOW - DAY, later, KeyStatus::Retired, Some(NOW)), bad(Error::LogSignerNotValid, 3));
    assert_eq!(
        with(NOW - DAY, later, KeyStatus::Compromised, Some(NOW)),
        bad(Error::LogSignerCompromised, 3)
    );
    assert_eq!(with(NOW - DAY, later, KeyStatus::Compromised, None), bad(Error::LogSignerCompromised, 3));
    let _ = log;
}

/// The office's key is in other hands since some moment. What it signed before still counts if somebody else stood
/// behind it in time; a thief can write any date.
#[test]
fn what_a_lost_key_signed_counts_if_it_was_anchored_in_time() {
    let whole = city();
    let mut log = accepted(&whole);
    log.supplement();
    log.act(4, ActorRole::Processing);
    log.act(9, ActorRole::Processing);
    let lost_at = log.at + 1_000;
    let lost = |from| {
        whole.with(|key| {
            if key.kid == whole.office.kid() {
                (key.status, key.from) = (KeyStatus::Compromised, Some(from));
            }
        })
    };
    let city = lost(lost_at);
    // Events 1, 3 and 4 are the office's. The portal's event 2 stands behind the first; nobody behind the others.
    assert_eq!(read(&log.events, &city.directory).map(|s| s.size), bad(Error::LogNotAnchored, 3));
    assert_eq!(read(&log.events[..3], &city.directory).unwrap().size, 3);
    let mut state = read(&log.events[..1], &city.directory).unwrap();
    let error = log::extend(&mut state, &log.events[1..], &city.directory, &city.workflow).unwrap_err();
    assert_eq!((error.code(), error.first_bad, state.size), ("log/notAnchored", 3, 3));

    let read_with = |city: &City, checkpoints: &[Checkpoint]| {
        Reader::new(Trust::Directory(&city.directory), &city.workflow)
            .expecting(checkpoints)
            .read(&log.events)
            .map(|state| state.size)
    };
    // A reader that saw the log in time needs nobody else; one that saw it too late does.
    assert_eq!(read_with(&city, &[log::checkpoint(&log.state, lost_at - 1)]), Ok(5));
    assert_eq!(read_with(&city, &[log::checkpoint(&log.state, lost_at)]), bad(Error::LogNotAnchored, 3));
    let partly = read(&log.events[..4], &whole.directory).unwrap();
    assert_eq!(read_with(&city, &[log::checkpoint(&partly, lost_at - 1)]), bad(Error::LogNotAnchored, 4));

    // Receipts are checkpoints: of a signer who is still believed by their own date, of a lost key by when they were
    // kept.
    let sign = |key: &motcua_crypto::software::SigningKey| {
        let request = receipt::begin(&log.state, log.at, &key.public()).unwrap();
        key.sign(&request).unwrap()
    };
    let portal = receipt::checkpoint(&sign(&city.portal), &city.directory, None).unwrap();
    assert_eq!(read_with(&city, &[portal]), Ok(5));
    let own = sign(&city.office);
    assert_eq!(receipt::checkpoint(&own, &city.directory, None), Err(Error::LogNotAnchored));
    assert_eq!(receipt::checkpoint(&own, &city.directory, Some(lost_at)), Err(Error::LogNotAnchored));
    let kept = receipt::checkpoint(&own, &city.directory, Some(lost_at - 1)).unwrap();
    assert_eq!(read_with(&city, &[kept]), Ok(5));

    // A portal that comes too late proves nothing.
    let mut late = Log { city: &whole, events: log.events.clone(), state: log.state.clone(), at: lost_at };
    late.push(&whole.portal, PORTAL, &[common::received("rating")]);
    assert_eq!(read(&late.events, &city.directory).map(|s| s.size), bad(Error::LogNotAnchored, 3));
    // What is dated after the loss is refused outright, and an open event before it is the first bad one.
    let city = lost(log.at - 100);
    assert_eq!(read(&log.events, &city.directory).unwrap_err().error, Error::LogNotAnchored);
    assert_eq!(read(&log.events, &lost(NOW).directory).map(|s| s.size), bad(Error::LogSignerCompromised, 1));
}

#[test]
fn whoever_looks_says_what_for() {
    let city = city();
    let mut log = accepted(&city);
    log.push(&city.office, OFFICE, &[accessed("settle")]);
    let DossierEvent::Access(access) = &log.state.history.last().unwrap().event else { panic!("an access") };
    assert_eq!((access.purpose.as_str(), log.state.status), ("settle", 2));
    let silent = DossierEvent::Access(Access { purpose: " ".to_owned(), ..access.clone() });
    assert_eq!(next(&log, &city.office, OFFICE, silent), bad(Error::LogPurposeMissing, 3));
    // Who cannot open anything cannot have looked.
    assert_eq!(next(&log, &city.portal, PORTAL, accessed("settle")), bad(Error::LogUnknownIssuer, 3));
}

#[test]
fn an_opening_that_was_recorded_goes_into_the_log() {
    let city = city();
    let mut log = accepted(&city);
    let access = AccessStatement {
        actor: "officer-0001".to_owned(),
        role: "officer".to_owned(),
        purpose: "assessment".to_owned(),
        at: log.at,
    };
    let class = Some("sensitive:health".to_owned());
    let (dossier, kind) = (log.state.dossier.clone(), AuditedKind::ClassKey);
    let mut record = AuditRecord {
        v: 1,
        access,
        kind,
        dossier,
        kid: None,
        class,
        name: None,
        version: None,
        wraps: Vec::new(),
    };
    let body = body::access(&record, ActorRole::Processing).unwrap();
    assert_eq!(
        (body.purpose.as_str(), body.classes.as_slice()),
        ("assessment", &["sensitive:health".to_owned()][..])
    );
    log.push(&city.office, OFFICE, &[DossierEvent::Access(body)]);
    assert_eq!(log.state.size, 3);
    record.kind = AuditedKind::Shredding;
    assert_eq!(body::access(&record, ActorRole::Processing), None, "nothing was opened");
}
