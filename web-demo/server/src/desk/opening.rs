//! Opening packets. The first time every fact is compared with the stored challenge and recorded; later the
//! content must be the one that was recorded.

use motcua::crypto::{hash, packet};
use motcua::json;
use motcua::types::keys::Revocation;
use motcua::types::party::PersonId;
use motcua::types::submission::{Anchor, OpenedPacket};

use crate::app::App;
use crate::filing;
use crate::problem::{Outcome, Problem};
use crate::store::{self, ChallengeRow, PacketRow};

/// How far a signer's clock may be ahead, in seconds.
const SKEW: i64 = 300;
/// How old a signature may be when the packet arrives, in seconds: as long as its challenge holds, and the skew.
const MAX_AGE: i64 = filing::CHALLENGE_TERM + SKEW;

/// Opens a stored packet. The first opening also indexes everybody in it who has a personal number.
///
/// # Errors
/// `host/shredded`; refusals of [`packet::open`] and [`packet::reopen`]; `packet/signerMismatch` when somebody else signed
/// than was given the challenge.
pub(super) fn open(app: &App, row: &PacketRow) -> Outcome<OpenedPacket> {
    if row.shredded() {
        return Err(Problem::new("host/shredded"));
    }
    let keys = app.desk_keys()?;
    let (challenge, recorded, revoked) = store::read(&*app.store, |tx| {
        let challenge = tx.challenge(&row.nonce)?.ok_or(Problem::new("submission/nonceUnknown"))?;
        Ok((challenge, tx.opening(&row.hash)?, tx.revoked()?))
    })?;
    if hash::sha256_text(&row.body) != row.hash {
        return Err(Problem::new("packet/changed"));
    }
    let expected = expected(app, &challenge, revoked, row.at)?;
    let object = filing::sealed(&row.body)?;
    let key = keys.opening_of(&object);
    let opened = match &recorded {
        Some(payload) => {
            let anchor = Anchor { payload_hash: payload.clone(), at: row.at };
            packet::reopen(&object, key, &app.directory, &expected, &anchor)?
        }
        None => packet::open(&object, key, &app.directory, &expected)?,
    };
    if opened.signers.iter().all(|signer| signer.person != challenge.person) {
        return Err(Problem::new("packet/signerMismatch"));
    }
    let kind = json::to_value(&opened.payload.kind)?;
    if kind.as_str() != Some(challenge.kind.as_str()) {
        return Err(Problem::new("packet/envelope"));
    }
    if recorded.is_none() {
        store::write(&*app.store, |tx| {
            tx.put_opening(&row.hash, &opened.payload_hash, crate::clock::now())?;
            tags(app, &opened)?.iter().try_for_each(|tag| tx.add_tag(&row.dossier, tag))
        })?;
    }
    Ok(opened)
}

fn expected(
    app: &App,
    challenge: &ChallengeRow,
    revoked: Vec<Revocation>,
    arrived: i64,
) -> Outcome<packet::Expected> {
    let procedure = filing::procedure_of(app, challenge)?;
    let document = procedure.document();
    Ok(packet::Expected {
        aud: app.city.office.agency.clone(),
        nonce: challenge.nonce.clone(),
        dossier: Some(challenge.dossier.clone()),
        procedure: Some(procedure.reference()),
        now: arrived,
        skew: SKEW,
        max_age: MAX_AGE,
        allowed_auth: packet::allowed_auth(&document.signers),
        min_assurance: document.min_assurance,
        revoked,
        transfers: Vec::new(),
    })
}

/// Blind index tags of everybody in a packet who has a personal number.
///
/// # Errors
/// `host/notFound` when this process is not the desk.
pub(super) fn tags(app: &App, opened: &OpenedPacket) -> Outcome<Vec<String>> {
    let index = &app.desk_keys()?.index;
    let people = opened.payload.parties.iter().filter_map(|party| {
        let organisation = party.organisation.as_ref().map(|organisation| &organisation.representative);
        party.person.as_ref().or(organisation)
    });
    let numbers = people.filter_map(|person| match &person.id {
        PersonId::CitizenId { number } => Some(index.tag(number)),
        _ => None,
    });
    Ok(numbers.collect())
}
