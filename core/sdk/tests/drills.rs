//! Four bad days, each told from beginning to end. On none of them does a dossier become unreadable, and on none is
//! something called valid that is not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{City, DAY, NOW, OTHER_WARD, PROFILES, WARD, code, expected};
use motcua::crypto::packet::{self, Expected};
use motcua::crypto::{attachment::DossierKey, seal};
use motcua::types::keys::{KeyStatus, RecipientPurpose, Revocation};
use motcua::types::submission::{Anchor, OpenedPacket, Standing, SubmissionType};

fn anchor(opened: &OpenedPacket, at: i64) -> Anchor {
    Anchor { payload_hash: opened.payload_hash.clone(), at }
}

#[test]
fn a_citizen_loses_the_phone() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let phone = city.signing_key();

        // Monday: Hoa files from her phone.
        let filed = city.file(&phone, SubmissionType::Submission, NOW - 10);
        let unit = &city.unit;
        let opened = packet::open(&filed, unit, &city.directory, &expected(NOW)).unwrap();
        let received = anchor(&opened, NOW);

        // Tuesday, noon: the phone is gone. She signs in elsewhere and has its key revoked.
        let lost = NOW + DAY;
        let after = |now| Expected {
            revoked: vec![Revocation { kid: phone.kid().into(), from: lost }],
            ..expected(now)
        };

        // What she filed stays hers and stays valid: the receipt is older than the loss.
        let now = NOW + 2 * DAY;
        let again = packet::reopen(&filed, unit, &city.directory, &after(now), &received).unwrap();
        assert_eq!(again, opened);

        // Whoever found the phone files nothing with it, whatever date the form is given.
        for written in [now - 10, lost - 10] {
            let forged = city.file(&phone, SubmissionType::Withdrawal, written);
            let patient = Expected { max_age: 30 * DAY, ..after(now) };
            let refused = packet::open(&forged, &city.unit, &city.directory, &patient);
            assert_eq!(code(refused), "packet/revoked");
        }

        // A new phone is a new enrolment of the same person: the dossier goes on.
        let new_phone = city.signing_key();
        let supplement = city.file(&new_phone, SubmissionType::Supplement, now - 10);
        let opened = packet::open(&supplement, &city.unit, &city.directory, &after(now)).unwrap();
        assert_eq!(opened.signers[0].person, again.signers[0].person);
        assert_ne!(opened.signers[0].kid, again.signers[0].kid);
    }
}

#[test]
fn a_unit_loses_its_key() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let phone = city.signing_key();

        // The procedure names the records authority as recovery recipient, and Hoa was shown both.
        let named = city.directory.recipients(WARD, "commune", Some("records"), NOW).unwrap();
        assert_eq!(
            named.iter().map(|one| one.purpose).collect::<Vec<_>>(),
            [RecipientPurpose::Unit, RecipientPurpose::Recovery]
        );
        let recipients: Vec<_> = named.into_iter().map(|one| one.jwk).collect();
        let filed = city.file_to(&phone, SubmissionType::Submission, NOW - 10, &recipients);
        let opened = packet::open(&filed, &city.unit, &city.directory, &expected(NOW)).unwrap();
        let received = anchor(&opened, NOW);

        // On acceptance the data live under a dossier key, wrapped for the same two.
        let dossier_key = DossierKey::generate(common::DOSSIER, &mut city.entropy).unwrap();
        let wrap = dossier_key.seal(&recipients, &common::procedure(), &mut city.entropy).unwrap();
        let (content, _) = seal::open(&wrap, &city.unit).unwrap();

        // The unit's key module burns. A new key takes its place in the directory.
        let old = std::mem::replace(&mut city.unit, common::opening_key(profile, &mut common::Counter(4711)));
        let new = city.unit.public();
        city.reissue(|directory| {
            let entry = directory.keys.iter_mut().find(|key| key.kid == old.kid()).unwrap();
            (entry.status, entry.from) = (KeyStatus::Retired, Some(NOW + DAY));
            let mut fresh = entry.clone();
            (fresh.kid, fresh.jwk) = (new.kid.clone().unwrap(), new.clone());
            (fresh.status, fresh.from) = (KeyStatus::Active, None);
            directory.keys.push(fresh);
        });
        let lost = packet::reopen(&filed, &city.unit, &city.directory, &expected(NOW), &received);
        assert_eq!(code(lost), "crypto/cannotOpen", "the new key alone opens nothing old");
        drop(old);

        // The records authority wraps both anew for the unit, and takes no part in what they say.
        let to = [new.clone(), city.records.public()];
        let filed = seal::rewrap(&filed, &city.records, &to, &mut city.entropy).unwrap();
        let wrap = seal::rewrap(&wrap, &city.records, &to, &mut city.entropy).unwrap();
        let again = packet::reopen(&filed, &city.unit, &city.directory, &expected(NOW), &received).unwrap();
        assert_eq!(again, opened);
        assert_eq!(seal::open(&wrap, &city.unit).unwrap().0, content);

        // Nothing new goes to the key that is gone, and nobody else can do what the records authority did.
        assert_eq!(city.directory.seal_keys(WARD, Some("commune"), NOW + DAY), [new]);
        let stranger = common::opening_key(profile, &mut common::Counter(815));
        let stolen = seal::rewrap(&filed, &stranger, &[stranger.public()], &mut city.entropy);
        assert_eq!(code(stolen), "crypto/cannotOpen");
    }
}

#[test]
fn a_ward_is_merged_into_another() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let phone = city.signing_key();
        let filed = city.file(&phone, SubmissionType::Submission, NOW - 10);
        let opened = packet::open(&filed, &city.unit, &city.directory, &expected(NOW)).unwrap();
        let received = anchor(&opened, NOW);

        // Until the root says otherwise, the other ward has no business with it.
        let merged = |now| Expected { aud: OTHER_WARD.into(), ..expected(now) };
        let too_early = packet::open(&filed, &city.unit, &city.directory, &merged(NOW));
        assert_eq!(code(too_early), "packet/wrongAudience");

        // 1 July: the ward is merged. Its keys open what is there; new packets go to the new ward.
        let old_ward = city.directory.clone();
        let (unit, heir) = (city.unit.kid().to_owned(), city.other_unit.kid().to_owned());
        city.reissue(|directory| {
            for key in &mut directory.keys {
                if key.kid == unit {
                    (key.status, key.from) = (KeyStatus::DecryptOnly, Some(NOW + DAY));
                }
                if key.kid == heir {
                    key.succeeds = vec![WARD.into()];
                }
            }
        });
        let now = NOW + 2 * DAY;
        let again = packet::reopen(&filed, &city.unit, &city.directory, &merged(now), &received).unwrap();
        assert_eq!(again, opened);

        // A page that still names the old ward finds the new one's key; one that has the old directory still
        // seals to the old key. Both arrive.
        let found = city.directory.seal_keys(WARD, Some("commune"), now);
        assert_eq!(found, [city.other_unit.public()]);
        let fresh = city.file_to(&phone, SubmissionType::Supplement, now - 10, &found);
        let opened = packet::open(&fresh, &city.other_unit, &city.directory, &merged(now)).unwrap();
        assert_eq!(opened.payload.aud, [WARD]);
        let stale = old_ward.seal_keys(WARD, Some("commune"), now);
        let late = city.file_to(&phone, SubmissionType::Supplement, now - 10, &stale);
        assert!(packet::open(&late, &city.unit, &city.directory, &merged(now)).is_ok());

        // A third ward cannot claim it.
        let third = Expected { aud: "H29.99.99".into(), ..expected(now) };
        let claimed = packet::open(&fresh, &city.other_unit, &city.directory, &third);
        assert_eq!(code(claimed), "packet/wrongAudience");
    }
}

#[test]
fn an_officer_is_revoked() {
    for profile in PROFILES {
        let mut city = City::new(profile);
        let officer = city.signing_key();

        // An officer files for two people who came to the desk, a week apart.
        let first = city.file_at_desk(&officer, NOW - 10);
        let opened = packet::open(&first, &city.unit, &city.directory, &expected(NOW)).unwrap();
        assert_eq!(opened.signers[0].standing, Standing::DeskAttested);
        let second = city.file_at_desk(&officer, NOW + 7 * DAY - 10);
        let then = expected(NOW + 7 * DAY);
        let also = packet::open(&second, &city.unit, &city.directory, &then).unwrap();
        let (received, received_also) = (anchor(&opened, NOW), anchor(&also, NOW + 7 * DAY));

        // The officer leaves. From then on the key signs nothing, and backdating does not help.
        let left = NOW + 10 * DAY;
        let revoked = |now| Expected {
            revoked: vec![Revocation { kid: officer.kid().into(), from: left }],
            max_age: 60 * DAY,
            ..expected(now)
        };
        for written in [left + 10, NOW + DAY] {
            let forged = city.file_at_desk(&officer, written);
            let refused = packet::open(&forged, &city.unit, &city.directory, &revoked(left + 20));
            assert_eq!(code(refused), "packet/revoked");
        }
        for (packet, received, was) in [(&first, &received, &opened), (&second, &received_also, &also)] {
            let now = revoked(left + 20);
            assert_eq!(&packet::reopen(packet, &city.unit, &city.directory, &now, received).unwrap(), was);
        }

        // Later it turns out that somebody else had the key since the third day. The directory says so.
        city.list(&officer, KeyStatus::Compromised, NOW + 3 * DAY);
        let now = revoked(left + 20);
        let sound = packet::reopen(&first, &city.unit, &city.directory, &now, &received).unwrap();
        assert_eq!(sound, opened, "received before the theft");
        let doubtful = packet::reopen(&second, &city.unit, &city.directory, &now, &received_also);
        assert_eq!(code(doubtful), "packet/revoked");

        // The second dossier can still be read, so that its applicant can be called in; it vouches for nothing.
        let read = packet::recall(&second, &city.unit, &city.directory, &now, &received_also).unwrap();
        assert_eq!(read.payload, also.payload);
        assert!(read.signers.is_empty());
        assert_eq!(read.refused[0].code, "packet/revoked");
    }
}
