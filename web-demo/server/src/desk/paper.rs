//! Filing for a person who came with papers: the officer fills in the same form, vouches for what happened at the
//! desk, and signs with an own key. The packet is sealed like any other.

use axum::http::StatusCode;
use motcua::crypto::{enrolment, hash, packet, sign};
use motcua::json::{Value, canonicalize, from_value, to_value};
use motcua::types::event::ActorRole;
use motcua::types::jose::SealedObject;
use motcua::types::keys::{Enrolment, EnrolmentScope};
use motcua::types::submission::{Auth, Channel, OpenedPacket, Submission, SubmissionType};
use serde::Deserialize;

use super::opening;
use crate::accounts::Account;
use crate::app::App;
use crate::entropy::{self, System};
use crate::filing::{self, Announced, CHALLENGE_TERM, Parcel, Registrar};
use crate::intake::challenge_answer;
use crate::problem::{Outcome, Problem};
use crate::store::{self, ChallengeRow, Side};
use crate::web::{Answer, Call};

/// How long an officer's enrolment holds, in seconds: a working day.
const OFFICER_TERM: i64 = 12 * 3600;
const SKEW: i64 = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChallengeBody {
    procedure: String,
    dossier: String,
}

/// `POST /api/desk/challenges`
///
/// # Errors
/// `dossier/roleNotAllowed` for an officer who does not receive dossiers; `host/conflict`; `host/notFound`.
pub fn challenge(call: &Call<'_>) -> Outcome<Answer> {
    let body: ChallengeBody = call.record()?;
    let app = call.app;
    let session = call.session()?;
    may_receive(session.account)?;
    let dossier = filing::dossier_id(&body.dossier)?;
    let reference = app.procedure(&body.procedure, call.now)?.reference();
    let row = ChallengeRow {
        nonce: entropy::token()?,
        session: session.row.id.clone(),
        person: session.account.person(),
        side: Side::Desk,
        dossier,
        procedure: reference.code,
        version: reference.version,
        hash: reference.hash,
        kind: "submission".to_owned(),
        expires: call.now + CHALLENGE_TERM,
        used: None,
    };
    store::write(&*app.store, |tx| {
        tx.purge(call.now)?;
        if tx.dossier(&row.dossier)?.is_some() {
            return Err(Problem::new("host/conflict").at("/dossier"));
        }
        tx.put_challenge(&row)
    })?;
    let mut answer = challenge_answer(app, &row)?;
    answer.insert("enrolment", enrol(app, session.account, session.row.created, call.now)?);
    let unit = &filing::procedure_of(app, &row)?.document().recipients.unit;
    let keys = app.directory.seal_keys(&app.city.office.agency, Some(unit), call.now);
    answer.insert("sealKeys", to_value(&keys)?);
    Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
}

fn may_receive(officer: &Account) -> Outcome<()> {
    let may = officer.has_role(ActorRole::Reception);
    if may { Ok(()) } else { Err(Problem::new("dossier/roleNotAllowed")) }
}

/// Enrols the officer's own key, signed by the unit.
fn enrol(app: &App, officer: &Account, auth_time: i64, now: i64) -> Outcome<String> {
    let keys = app.desk_keys()?;
    let key = keys.officers.get(&officer.id).ok_or(Problem::new("host/forbidden"))?;
    let agency = &app.city.office.agency;
    let roles = officer.roles.iter().map(|role| Ok(to_value(role)?.as_str().unwrap_or_default().to_owned()));
    let record = Enrolment {
        v: 1,
        person: officer.person(),
        name: officer.name.clone(),
        kid: key.kid().to_owned(),
        jwk: key.public(),
        scope: EnrolmentScope::Officer,
        level: 0,
        idp: officer.idp(agency).to_owned(),
        auth_time,
        claims: officer.claims_hash(agency, auth_time),
        agency: Some(agency.clone()),
        roles: roles.collect::<Outcome<_>>()?,
        nbf: now - SKEW,
        exp: now + OFFICER_TERM,
    };
    Ok(sign::to_compact(&keys.unit.sign(&enrolment::begin(&record, &keys.unit.public())?)?))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SubmissionBody {
    payload: Submission,
    #[serde(default)]
    dossier_key: Option<SealedObject>,
    #[serde(default)]
    attachments: Vec<Announced>,
}

/// `POST /api/desk/submissions`, optionally with an `Idempotency-Key`.
///
/// # Errors
/// `form/invalid` with the report; `packet/…` when the payload is not what the challenge was for;
/// `submission/attachmentMissing` when the scan of the signed paper form is not attached; those of
/// [`filing::store`].
pub fn submit(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let officer = call.session()?.account;
    may_receive(officer)?;
    let value = call.value()?;
    let request = hash::sha256_text(&canonicalize(&value));
    let body: SubmissionBody = from_value(&value)?;
    let key = call.header("idempotency-key").filter(|key| filing::is_idempotency_key(key));
    store::write(&*app.store, |tx| {
        let known = key.map(|key| filing::answered(tx, &officer.id, key, &request)).transpose()?;
        if let Some(answer) = known.flatten() {
            return Ok(answer);
        }
        let challenge = filing::open_challenge(tx, call, &body.payload.nonce, Side::Desk)?;
        let payload = complete(call, &challenge, body.payload.clone())?;
        let signing = app.desk_keys()?.officers.get(&officer.id).ok_or(Problem::new("host/forbidden"))?;
        let jws = signing.sign_payload(sign::Kind::Submission, &to_value(&payload)?)?;
        let reference = filing::reference(&challenge);
        let unit = &filing::procedure_of(app, &challenge)?.document().recipients.unit;
        let recipients = app.directory.seal_keys(&app.city.office.agency, Some(unit), call.now);
        let sealed = packet::seal_submission(&jws, &reference, &challenge.dossier, &recipients, &mut System)?;
        let opened =
            OpenedPacket { payload, payload_hash: String::new(), signers: Vec::new(), refused: Vec::new() };
        let parcel = Parcel {
            packet: &sealed,
            dossier_key: body.dossier_key.as_ref(),
            attachments: &body.attachments,
            channel: Channel::Desk,
            tags: opening::tags(app, &opened)?,
        };
        filing::inspect(app, tx, &challenge, &parcel, call.now)?;
        let registrar = Registrar {
            key: &app.desk_keys()?.unit,
            issuer: app.city.office.issuer(),
            actor: ActorRole::Reception,
            officer: Some(officer.person()),
            officer_name: Some(officer.name.clone()),
            txn: key.map_or_else(entropy::token, |key| Ok(key.to_owned()))?,
            now: call.now,
        };
        let answer = filing::store(app, tx, &challenge, &parcel, &registrar)?;
        if let Some(key) = key {
            filing::remember(tx, &officer.id, key, request, &answer, call.now)?;
        }
        Ok(Answer::json(StatusCode::CREATED, &answer))
    })
}

/// Checks what the page sent against the challenge, and fills in what only the server may say: the time, the
/// enrolment, the pruned data and the parties that follow from it.
fn complete(call: &Call<'_>, challenge: &ChallengeRow, mut payload: Submission) -> Outcome<Submission> {
    let app = call.app;
    let procedure = filing::procedure_of(app, challenge)?;
    let refuse = |code, place: &str| Err(Problem::new(code).at(format!("/payload/{place}")));
    if payload.v != 1 {
        return refuse("packet/version", "v");
    }
    if payload.kind != SubmissionType::Submission {
        return refuse("packet/envelope", "type");
    }
    if payload.dossier != challenge.dossier {
        return refuse("packet/wrongDossier", "dossier");
    }
    if payload.procedure != filing::reference(challenge) {
        return refuse("packet/wrongProcedure", "procedure");
    }
    if payload.aud != [app.city.office.agency.clone()] {
        return refuse("packet/wrongAudience", "aud");
    }
    if payload.channel != Channel::Desk {
        return refuse("packet/wrongChannel", "channel");
    }
    let Auth::Desk { enrolment, scan, .. } = &mut payload.auth else {
        return refuse("packet/authNotAllowed", "auth");
    };
    if payload.attachments.iter().all(|attachment| attachment.hash != *scan) {
        return refuse("submission/attachmentMissing", "auth/scan");
    }
    let session = call.session()?;
    *enrolment = enrol(app, session.account, session.row.created, call.now)?;
    payload.iat = call.now;
    let (attachments, channel) = (&payload.attachments, Channel::Desk);
    let report = procedure.validate(&payload.data, attachments, channel, call.now);
    if !report.valid {
        return Err(Problem::invalid(report));
    }
    payload.data = procedure.prune(&payload.data, attachments, channel, call.now);
    payload.parties = procedure.parties(&payload.data, attachments, channel, call.now);
    Ok(Submission { of: None, ..payload })
}
