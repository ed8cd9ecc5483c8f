//! A packet changes hands: it opens at the next agency with the signed transfer, and not without.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{AGENCY, City, NOW, PROFILES, Profile, copy, entry, expected};
use motcua_crypto::packet::{self, Expected};
use motcua_crypto::software::{Algorithm, OpeningKey};
use motcua_crypto::{Error, seal};
use motcua_types::event::Transfer;
use motcua_types::keys::{DirectoryKey, KeyUse};

const NEXT: &str = "H29.56.78";

/// The city with a second agency.
fn two_agencies(profile: Profile) -> (City, OpeningKey) {
    let mut city = City::new(profile);
    let curve = if profile == Profile::Nist { Algorithm::P256 } else { Algorithm::X25519 };
    let next = OpeningKey::generate(curve, &mut city.entropy).unwrap();
    let key = DirectoryKey { agency: NEXT.into(), ..entry(next.public(), KeyUse::Seal) };
    (city.with_directory(|payload| payload.keys.push(key)), next)
}

fn code<T>(outcome: Result<T, Error>) -> &'static str {
    outcome.err().map_or("none", |error| error.code())
}

#[test]
fn the_receiver_needs_the_transfer() {
    for profile in PROFILES {
        let (mut city, next) = two_agencies(profile);
        let citizen = copy(&city.citizen);
        let object = city.seal(&city.key_submission(), &citizen);
        let to_next = [next.public()];
        let route = (AGENCY, NEXT, "notInTerritory");
        let (moved, transfer) =
            packet::transfer(&object, &city.unit, route, &to_next, &mut city.entropy).unwrap();
        assert_eq!(seal::inspect(&moved).unwrap().rcpt, [next.kid()]);
        let open = |expected: &Expected| packet::open(&moved, &next, &city.directory, expected);
        let with = |transfers: Vec<Transfer>| Expected { transfers, ..expected() };

        let opened = open(&with(vec![transfer.clone()])).unwrap();
        let original = packet::open(&object, &city.unit, &city.directory, &expected()).unwrap();
        assert_eq!(opened, original);
        assert_eq!(code(open(&expected())), "packet/notTransferred");
        let own = Expected { aud: NEXT.into(), ..with(vec![transfer.clone()]) };
        assert_eq!(code(open(&own)), "packet/wrongAudience");

        let changed = |change: &dyn Fn(&mut Transfer)| {
            let mut other = transfer.clone();
            change(&mut other);
            code(open(&with(vec![other])))
        };
        assert_eq!(changed(&|step| step.reason.code = "another".into()), "none");
        assert_eq!(changed(&|step| step.from.push_str("/commune")), "none");
        assert_eq!(changed(&|step| step.to.push_str("/commune")), "none");
        assert_eq!(changed(&|step| step.from = "H29".into()), "packet/transfer");
        assert_eq!(changed(&|step| step.to = "H29".into()), "packet/transfer");
        assert_eq!(changed(&|step| step.packet_hash = seal::digest(&object)), "packet/transfer");
        // The first agency cannot open the packet of the transfer as if it had never been sent on.
        let back = packet::open(&object, &city.unit, &city.directory, &with(vec![transfer.clone()]));
        assert_eq!(code(back), "packet/transfer");

        let nowhere = (AGENCY, AGENCY, "none");
        let refused = packet::transfer(&object, &city.unit, nowhere, &to_next, &mut city.entropy);
        assert_eq!(code(refused), "packet/transfer");
        let stranger = packet::transfer(&object, &next, route, &to_next, &mut city.entropy);
        assert_eq!(code(stranger), "crypto/cannotOpen");
    }
}

#[test]
fn a_second_transfer_continues_the_first() {
    for profile in PROFILES {
        let (mut city, next) = two_agencies(profile);
        let citizen = copy(&city.citizen);
        let object = city.seal(&city.key_submission(), &citizen);
        let third = OpeningKey::generate(
            if profile == Profile::Nist { Algorithm::P256 } else { Algorithm::X25519 },
            &mut city.entropy,
        )
        .unwrap();
        let key = DirectoryKey { agency: "H30".into(), ..entry(third.public(), KeyUse::Seal) };
        let mut city = city.with_directory(|payload| payload.keys.push(key));
        let (moved, first) =
            packet::transfer(&object, &city.unit, (AGENCY, NEXT, "a"), &[next.public()], &mut city.entropy)
                .unwrap();
        let (moved, second) =
            packet::transfer(&moved, &next, (NEXT, "H30", "b"), &[third.public()], &mut city.entropy)
                .unwrap();
        let open = |transfers: Vec<Transfer>| {
            code(packet::open(&moved, &third, &city.directory, &Expected { transfers, ..expected() }))
        };
        assert_eq!(open(vec![first.clone(), second.clone()]), "none");
        assert_eq!(open(vec![second.clone()]), "packet/transfer");
        assert_eq!(open(vec![first.clone()]), "packet/transfer");
        assert_eq!(open(vec![second, first]), "packet/transfer");
    }
}

#[test]
fn a_successor_opens_what_was_addressed_to_its_predecessor() {
    for profile in PROFILES {
        let (mut city, next) = two_agencies(profile);
        let citizen = copy(&city.citizen);
        let object = city.seal(&city.key_submission(), &citizen);
        let now_next = Expected { aud: NEXT.into(), now: NOW, ..expected() };
        assert_eq!(
            code(packet::open(&object, &city.unit, &city.directory, &now_next)),
            "packet/wrongAudience"
        );
        // The ward merges; the unit moves with its key, or the packet is sealed to the new ward's.
        let to_next = {
            let submission = city.key_submission();
            let jws = citizen
                .sign_payload(motcua_crypto::sign::Kind::Submission, &common::value(&submission))
                .unwrap();
            let keys = [next.public()];
            packet::seal_submission(&jws, &submission.procedure, common::DOSSIER, &keys, &mut city.entropy)
                .unwrap()
        };
        let kid = next.kid().to_owned();
        let city = city.with_directory(|payload| {
            let key = payload.keys.iter_mut().find(|key| key.kid == kid).unwrap();
            key.succeeds = vec![AGENCY.into()];
        });
        for (object, key) in [(&object, &city.unit), (&to_next, &next)] {
            assert_eq!(code(packet::open(object, key, &city.directory, &now_next)), "none");
        }
    }
}
