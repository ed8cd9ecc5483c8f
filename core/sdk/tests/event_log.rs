//! A log in a host's hands, from the first event to the receipt.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, DOSSIER, NOW, PROFILES, Profile, WARD};
use motcua::crypto::software::SigningKey;
use motcua::crypto::{hash, jwk, sign};
use motcua::dossier::workflow::Who;
use motcua::flow::{EventHead, EventLog};
use motcua::types::dossier::Action;
use motcua::types::event::{ActorRole, DossierEvent, Received};
use motcua::types::keys::KeyUse;
use motcua::types::submission::Channel;

struct Scene {
    city: City,
    intake: SigningKey,
    office: SigningKey,
}

/// An intake that cannot open packets, and an office that can.
fn scene(profile: Profile) -> Scene {
    let mut city = City::new(profile);
    let (intake, office) = (city.signing_key(), city.signing_key());
    for (key, unit) in [(&intake, "portal"), (&office, "commune")] {
        city.reissue(|directory| {
            let mut entry = directory.keys.iter().find(|key| key.usage == KeyUse::Seal).unwrap().clone();
            entry.jwk = key.public();
            entry.kid = jwk::thumbprint(&entry.jwk).unwrap();
            entry.usage = KeyUse::Sign;
            entry.unit = Some(unit.to_owned());
            directory.keys.push(entry);
        });
    }
    Scene { city, intake, office }
}

fn action(log: &EventLog, to: u32, actor: ActorRole) -> Action {
    let seen = log.state().size;
    Action { to, actor, issuer: None, officer: None, reason: None, target: None, new_due: None, seen }
}

/// Signs the event and takes it into the log.
fn write(scene: &Scene, log: &mut EventLog, key: &SigningKey, unit: &str, bodies: &[DossierEvent]) -> String {
    let issuer = format!("{WARD}/{unit}");
    let id = format!("event-{}", log.state().size);
    let head = EventHead { issuer: &issuer, at: NOW, id: &id, transaction: "t" };
    let request = log.begin_event(head, bodies, &key.public()).unwrap();
    let event = sign::to_compact(&key.sign(&request).unwrap());
    log.extend(std::slice::from_ref(&event), &scene.city.directory).unwrap();
    event
}

fn filed(scene: &Scene) -> (EventLog, Vec<String>) {
    let mut log = EventLog::begin(DOSSIER, None).unwrap();
    assert!(log.status().is_none());
    let received = DossierEvent::Received(Received {
        kind: "submission".to_owned(),
        packet: hash::sha256_text(b"packet"),
        channel: Channel::Online,
        number: None,
    });
    let opening = log.apply(&action(&log, 1, ActorRole::Intake), NOW).unwrap().change;
    let bodies = [received, DossierEvent::Status(opening)];
    let first = write(scene, &mut log, &scene.intake, "portal", &bodies);
    let accepted = log.apply(&action(&log, 2, ActorRole::Reception), NOW).unwrap();
    assert!(accepted.starts_clock && accepted.binds_code);
    let second = write(scene, &mut log, &scene.office, "commune", &[DossierEvent::Status(accepted.change)]);
    (log, vec![first, second])
}

#[test]
fn what_was_written_verifies_as_a_whole() {
    for profile in PROFILES {
        let scene = scene(profile);
        let (log, events) = filed(&scene);
        let whole = EventLog::verify(&events, &scene.city.directory, None, &[]).unwrap();
        assert_eq!(whole.state(), log.state());
        assert_eq!(whole.status().unwrap().code, 2);
        assert_eq!(whole.state().holder.as_deref(), Some(WARD));
        let office = format!("{WARD}/commune");
        let who = Who { roles: &[ActorRole::Processing], issuer: &office, now: NOW };
        assert!(!whole.actions(&who).is_empty());
        assert!(whole.actions(&Who { roles: &[ActorRole::Intake], ..who }).is_empty());
    }
}

#[test]
fn a_kept_log_shows_what_was_cut_and_a_receipt_what_it_covers() {
    let scene = scene(Profile::Curve);
    let (log, events) = filed(&scene);
    let kept = log.checkpoint(NOW);
    let cut = EventLog::verify(&events[..1], &scene.city.directory, None, std::slice::from_ref(&kept));
    assert!(cut.err().unwrap().code.as_str().starts_with("log/"));

    let request = log.begin_receipt(NOW, &scene.office.public()).unwrap();
    let receipt = scene.office.sign(&request).unwrap();
    assert_eq!(log.covered_by(&receipt, &scene.city.directory).unwrap().size, 2);
    let shorter = EventLog::verify(&events[..1], &scene.city.directory, None, &[]).unwrap();
    assert!(shorter.covered_by(&receipt, &scene.city.directory).is_err());
}

#[test]
fn a_stale_action_and_a_bad_event_leave_the_log_as_it_was() {
    let scene = scene(Profile::Curve);
    let (mut log, _) = filed(&scene);
    let before = log.state().clone();
    let stale = Action { seen: 1, ..action(&log, 4, ActorRole::Processing) };
    assert_eq!(log.apply(&stale, NOW).unwrap_err().code.as_str(), "dossier/stale");
    let refused = log.extend(&["a.b.c".to_owned()], &scene.city.directory).unwrap_err();
    assert_eq!(refused.params.iter().find(|param| param.name == "firstBad").unwrap().value, "2");
    assert_eq!(*log.state(), before);
}
