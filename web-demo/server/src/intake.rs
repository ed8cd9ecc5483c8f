//! The intake: gives challenges, enrols keys, receives packets. It holds no key that opens anything; what it
//! checks of a packet is what can be seen from outside.

use axum::http::StatusCode;
use motcua::crypto::{enrolment, hash, jwk::PublicKey, sign};
use motcua::dossier::workflow;
use motcua::json::{Object, Value, canonicalize};
use motcua::types::event::ActorRole;
use motcua::types::jose::{Jwk, SealedObject};
use motcua::types::keys::{Enrolment, EnrolmentScope};
use motcua::types::submission::{Channel, ProcedureRef};
use serde::Deserialize;

use crate::app::{App, rfc3339};
use crate::entropy;
use crate::filing::{self, Announced, CHALLENGE_TERM, Parcel, Registrar};
use crate::problem::{Outcome, Problem};
use crate::store::{self, ChallengeRow, DossierRow, Side};
use crate::web::{Answer, Call};

/// How long an enrolled device key holds, in seconds.
const DEVICE_TERM: i64 = 365 * 24 * 3600;
/// How much a signer's clock may be behind, in seconds.
const SKEW: i64 = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnrolBody {
    jwk: Jwk,
    scope: EnrolmentScope,
}

/// `POST /api/enrolments`
///
/// # Errors
/// Refusals of the key; `host/badRequest` for the scope of officers.
pub fn enrol(call: &Call<'_>) -> Outcome<Answer> {
    let body: EnrolBody = call.record()?;
    let session = call.session()?;
    let account = session.account;
    let key = PublicKey::from_jwk(&body.jwk)?;
    let exp = match body.scope {
        EnrolmentScope::Session => session.row.expires,
        EnrolmentScope::Device => call.now + DEVICE_TERM,
        EnrolmentScope::Officer => return Err(Problem::new("host/badRequest").at("/scope")),
    };
    let agency = &call.app.city.office.agency;
    let record = Enrolment {
        v: 1,
        person: account.person(),
        name: account.name.clone(),
        kid: key.kid().to_owned(),
        jwk: key.jwk().clone(),
        scope: body.scope,
        level: account.level,
        idp: account.idp(agency).to_owned(),
        auth_time: session.row.created,
        claims: account.claims_hash(agency, session.row.created),
        agency: None,
        roles: Vec::new(),
        nbf: call.now - SKEW,
        exp,
    };
    let portal = &call.app.intake_keys()?.portal;
    let jws = portal.sign(&enrolment::begin(&record, &portal.public())?)?;
    store::write(&*call.app.store, |tx| tx.put_enrolment(&record.kid, &record.person, exp))?;
    let mut answer = Object::new();
    answer.insert("enrolment", sign::to_compact(&jws));
    Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
}

/// `POST /api/enrolments/{kid}/revocation`: the person withdraws a key of theirs, from any signed-in device. What arrives
/// from then on does not count; what a receipt proves to be older stays valid.
///
/// # Errors
/// `host/notFound` when the person has no such key.
pub fn revoke(call: &Call<'_>) -> Outcome<Answer> {
    let (kid, person) = (call.param("kid")?, call.session()?.account.person());
    if !store::write(&*call.app.store, |tx| tx.revoke(kid, &person, call.now))? {
        return Err(Problem::new("host/notFound"));
    }
    Ok(Answer::json(StatusCode::OK, &Value::Object(Object::new())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChallengeBody {
    procedure: String,
    dossier: String,
    #[serde(rename = "type")]
    kind: String,
}

/// `POST /api/challenges`
///
/// # Errors
/// `host/notFound`, `host/conflict`, `dossier/illegalTransition` for a supplement that nobody asked for.
pub fn challenge(call: &Call<'_>) -> Outcome<Answer> {
    let body: ChallengeBody = call.record()?;
    let session = call.session()?;
    let dossier = filing::dossier_id(&body.dossier)?;
    if !matches!(body.kind.as_str(), "submission" | "supplement" | "withdrawal") {
        return Err(Problem::new("host/badRequest").at("/type"));
    }
    let tag = own_tag(call)?;
    let row = store::write(&*call.app.store, |tx| {
        tx.purge(call.now)?;
        let known = tx.dossier(&dossier)?;
        let reference = if body.kind == "submission" {
            if known.is_some() {
                return Err(Problem::new("host/conflict").at("/dossier"));
            }
            call.app.procedure(&body.procedure, call.now)?.reference()
        } else {
            let known = known.filter(|known| known.procedure == body.procedure);
            let known = known.ok_or(Problem::new("host/notFound"))?;
            if !tx.has_tag(&dossier, &tag)? {
                return Err(Problem::new("host/notFound"));
            }
            may_follow(call.app, &known, &body.kind)?;
            motcua::types::submission::ProcedureRef {
                code: known.procedure,
                version: known.version,
                hash: known.hash,
            }
        };
        let procedure =
            call.app.library.by_reference(&reference).ok_or(Problem::new("packet/wrongProcedure"))?;
        if session.account.level < procedure.document().min_assurance {
            // The desk would refuse it; better now than after the form is filled in and sealed.
            return Err(Problem::new("packet/assuranceTooLow"));
        }
        let row = ChallengeRow {
            nonce: entropy::token()?,
            session: session.row.id.clone(),
            person: session.account.person(),
            side: Side::Intake,
            dossier,
            procedure: reference.code,
            version: reference.version,
            hash: reference.hash,
            kind: body.kind,
            expires: call.now + CHALLENGE_TERM,
            used: None,
        };
        tx.put_challenge(&row)?;
        Ok(row)
    })?;
    challenge_answer(call.app, &row).map(|answer| Answer::json(StatusCode::OK, &Value::Object(answer)))
}

/// What both sides answer to a request for a challenge.
///
/// # Errors
/// `packet/wrongProcedure`.
pub fn challenge_answer(app: &App, row: &ChallengeRow) -> Outcome<Object> {
    let procedure = filing::procedure_of(app, row)?;
    let mut answer = Object::new();
    answer.insert("nonce", row.nonce.as_str());
    answer.insert("aud", app.city.office.agency.as_str());
    answer.insert("unit", procedure.document().recipients.unit.as_str());
    answer.insert("expires", rfc3339(row.expires));
    answer.insert("procedure", motcua::json::to_value(&procedure.reference())?);
    Ok(answer)
}

/// Whether a later packet may come now, by the workflow of the procedure that the dossier was filed under. The desk
/// decides what it amounts to.
fn may_follow(app: &App, row: &DossierRow, kind: &str) -> Outcome<()> {
    let reference =
        ProcedureRef { code: row.procedure.clone(), version: row.version.clone(), hash: row.hash.clone() };
    let procedure = app.library.by_reference(&reference).ok_or(Problem::new("packet/wrongProcedure"))?;
    let open = workflow::accepts(app.workflow(procedure)?, row.status, kind);
    if open { Ok(()) } else { Err(Problem::new("dossier/illegalTransition")) }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SubmissionBody {
    nonce: String,
    packet: SealedObject,
    #[serde(default)]
    dossier_key: Option<SealedObject>,
    #[serde(default)]
    attachments: Vec<Announced>,
}

/// `POST /api/submissions`
///
/// One transaction: an answer means that everything is on the disk, a refusal that nothing is.
///
/// # Errors
/// Those of [`filing::open_challenge`], [`filing::inspect`] and [`filing::store`];
/// `submission/idempotencyConflict`.
pub fn submit(call: &Call<'_>) -> Outcome<Answer> {
    let key = call.header("idempotency-key").filter(|key| filing::is_idempotency_key(key));
    let key = key.ok_or(Problem::new("host/badRequest").with("header", "Idempotency-Key"))?;
    let value = call.value()?;
    let request = hash::sha256_text(&canonicalize(&value));
    let body: SubmissionBody = motcua::json::from_value(&value)?;
    let app = call.app;
    let keys = app.intake_keys()?;
    let account = &call.session()?.account.id;
    let tag = own_tag(call)?;
    store::write(&*app.store, |tx| {
        if let Some(answer) = filing::answered(tx, account, key, &request)? {
            return Ok(answer);
        }
        let challenge = filing::open_challenge(tx, call, &body.nonce, Side::Intake)?;
        if let Some(row) = tx.dossier(&challenge.dossier)?.filter(|_| challenge.kind != "submission") {
            may_follow(app, &row, &challenge.kind)?;
        }
        let parcel = Parcel {
            packet: &body.packet,
            dossier_key: body.dossier_key.as_ref(),
            attachments: &body.attachments,
            channel: Channel::Online,
            tags: vec![tag],
        };
        filing::inspect(app, tx, &challenge, &parcel, call.now)?;
        let registrar = Registrar {
            key: &keys.portal,
            issuer: app.city.portal.issuer(),
            actor: ActorRole::Intake,
            officer: None,
            officer_name: None,
            txn: key.to_owned(),
            now: call.now,
        };
        let answer = filing::store(app, tx, &challenge, &parcel, &registrar)?;
        filing::remember(tx, account, key, request, &answer, call.now)?;
        Ok(Answer::json(StatusCode::CREATED, &answer))
    })
}

/// `GET /api/dossiers`
///
/// # Errors
/// Those of the store.
pub fn list(call: &Call<'_>) -> Outcome<Answer> {
    let tag = own_tag(call)?;
    let rows = store::read(&*call.app.store, |tx| tx.dossiers_of(&tag))?;
    let mut answer = Object::new();
    answer.insert("dossiers", Value::Array(rows.iter().map(|row| Value::Object(entry(row))).collect()));
    Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
}

/// What any list says of a dossier.
pub fn entry(row: &DossierRow) -> Object {
    let mut entry = Object::new();
    entry.insert("dossier", row.id.as_str());
    let mut procedure = Object::new();
    procedure.insert("code", row.procedure.as_str());
    procedure.insert("version", row.version.as_str());
    procedure.insert("hash", row.hash.as_str());
    entry.insert("procedure", procedure);
    entry.insert("number", row.number.as_str());
    if let Some(code) = &row.code {
        entry.insert("code", code.as_str());
    }
    if let Some(due) = &row.due {
        entry.insert("due", due.as_str());
    }
    entry.insert("status", i64::from(row.status));
    entry.insert("channel", row.channel.as_str());
    entry.insert("received", rfc3339(row.created));
    entry.insert("updated", rfc3339(row.updated));
    entry
}

/// `GET /api/dossiers/{dossier}`
///
/// # Errors
/// `host/notFound` also for a dossier of other people.
pub fn show(call: &Call<'_>) -> Outcome<Answer> {
    let id = filing::dossier_id(call.param("dossier")?)?;
    let tag = own_tag(call)?;
    store::read(&*call.app.store, |tx| {
        let row = tx.dossier(&id)?.ok_or(Problem::new("host/notFound"))?;
        if !tx.has_tag(&id, &tag)? {
            return Err(Problem::new("host/notFound"));
        }
        let mut answer = filing::log_answer(tx, &id)?;
        let mut procedure = Object::new();
        procedure.insert("code", row.procedure);
        procedure.insert("version", row.version);
        procedure.insert("hash", row.hash);
        answer.insert("dossier", id);
        answer.insert("procedure", procedure);
        Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
    })
}

/// The blind index tag of the person who is signed in.
fn own_tag(call: &Call<'_>) -> Outcome<String> {
    let number = call.session()?.account.citizen_id.as_deref().ok_or(Problem::new("host/forbidden"))?;
    Ok(call.app.intake_keys()?.index.tag(number))
}
