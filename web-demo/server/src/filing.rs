//! From a stored challenge to a stored packet: what intake and desk do in the same way.

use axum::http::StatusCode;
use motcua::crypto::attachment::{MAX_CHUNK, OVERHEAD};
use motcua::crypto::software::SigningKey;
use motcua::crypto::{hash, seal, sign};
use motcua::dossier::{body, log, number, receipt, state};
use motcua::forms::CompiledProcedure;
use motcua::json::{self, Object, Policy, Value};
use motcua::types::dossier::{DossierState, Workflow};
use motcua::types::event::{ActorRole, DossierEvent, Received, StatusChange};
use motcua::types::jose::SealedObject;
use motcua::types::submission::{Channel, ProcedureRef};
use serde::Deserialize;

use crate::app::{App, local_date};
use crate::entropy;
use crate::problem::{Outcome, Problem};
use crate::store::{AnswerRow, ChallengeRow, DossierRow, PacketRow, Side, Tx};
use crate::web::{Answer, Call};

/// How long a challenge holds, in seconds: time to sign and send, not to fill in the form.
pub const CHALLENGE_TERM: i64 = 1800;
/// Largest attachment before sealing, in bytes.
const MAX_ATTACHMENT: u64 = 10 << 20;
/// Most attachments of one submission.
const MAX_ATTACHMENTS: usize = 20;
/// Most sealed bytes under one challenge.
const MAX_STORED: u64 = 64 << 20;

/// An attachment as announced beside a packet: nothing but sizes.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    /// Id.
    pub id: String,
    /// Number of chunks.
    pub chunks: u32,
    /// Size before sealing.
    pub size: u32,
}

/// Who files, through which side.
pub struct Desk<'a> {
    /// Signs event and receipt.
    pub key: &'a SigningKey,
    /// Its name in the directory.
    pub issuer: String,
    /// Actor of the first status.
    pub actor: ActorRole,
    /// Reference of the officer, if one acts.
    pub officer: Option<String>,
    /// How it came in.
    pub channel: Channel,
}

/// A sealed packet with what belongs to it.
pub struct Parcel<'a> {
    /// The packet.
    pub packet: &'a SealedObject,
    /// The sealed dossier key, when there are attachments.
    pub dossier_key: Option<&'a SealedObject>,
    /// Announced attachments.
    pub attachments: &'a [Announced],
    /// Blind index tags of the people who may see the dossier.
    pub tags: Vec<String>,
}

/// Whether a text is an attachment id that may stand in a path.
pub fn is_attachment_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The dossier id of a path: a UUID, or the whole `urn:uuid:…`.
///
/// # Errors
/// `host/notFound`.
pub fn dossier_id(text: &str) -> Outcome<String> {
    let text = text.strip_prefix("urn:uuid:").or(text.strip_prefix("urn%3Auuid%3A")).unwrap_or(text);
    if is_uuid(text) { Ok(format!("urn:uuid:{text}")) } else { Err(Problem::new("host/notFound")) }
}

/// A random UUID in lower case (RFC 9562, version 4), the only form that the SDK makes.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

/// The challenge with a nonce, if this session got it on this side and may still use it.
///
/// # Errors
/// `submission/nonceUnknown`, `submission/nonceUsed`, `submission/nonceExpired`.
pub fn open_challenge(tx: &dyn Tx, call: &Call<'_>, nonce: &str, side: Side) -> Outcome<ChallengeRow> {
    let session = call.session()?;
    let challenge = tx.challenge(nonce)?.filter(|row| row.session == session.row.id && row.side == side);
    let challenge = challenge.ok_or(Problem::new("submission/nonceUnknown"))?;
    if challenge.used.is_some() {
        return Err(Problem::new("submission/nonceUsed"));
    }
    if call.now >= challenge.expires {
        return Err(Problem::new("submission/nonceExpired"));
    }
    Ok(challenge)
}

/// The procedure that a challenge names.
///
/// # Errors
/// `packet/wrongProcedure` when the pack no longer holds it.
pub fn procedure_of<'a>(app: &'a App, challenge: &ChallengeRow) -> Outcome<&'a CompiledProcedure> {
    app.library.by_reference(&reference(challenge)).ok_or(Problem::new("packet/wrongProcedure"))
}

/// The procedure reference that a challenge names.
pub fn reference(challenge: &ChallengeRow) -> ProcedureRef {
    ProcedureRef {
        code: challenge.procedure.clone(),
        version: challenge.version.clone(),
        hash: challenge.hash.clone(),
    }
}

/// `PUT …/attachments/{attachment}/{index}?nonce=N` of either side.
///
/// # Errors
/// Those of [`open_challenge`]; `submission/chunkMismatch` when other bytes stand there; `host/tooLarge`.
pub fn put_chunk(call: &Call<'_>, side: Side) -> Outcome<Answer> {
    let bad = || Problem::new("host/badRequest");
    let dossier = dossier_id(call.param("dossier")?)?;
    let attachment = call.param("attachment")?;
    let index: u32 = call.param("index")?.parse().map_err(|_| bad())?;
    let size = call.body.len();
    if !is_attachment_id(attachment) || index >= 64 || size < OVERHEAD {
        return Err(bad());
    }
    let nonce = call.query("nonce")?;
    crate::store::write(&*call.app.store, |tx| {
        let challenge = open_challenge(tx, call, nonce, side)?;
        if challenge.dossier != dossier {
            return Err(Problem::new("submission/nonceUnknown"));
        }
        if let Some(stored) = tx.chunk(nonce, attachment, index)? {
            let same = stored == call.body.as_ref();
            return if same { Ok(()) } else { Err(Problem::new("submission/chunkMismatch")) };
        }
        let sizes = tx.chunk_sizes(nonce, attachment)?;
        let plain: u64 = sizes.iter().map(|(_, size)| size - OVERHEAD as u64).sum();
        let more = size as u64;
        if plain + more - OVERHEAD as u64 > MAX_ATTACHMENT || tx.stored_bytes(nonce)? + more > MAX_STORED {
            return Err(Problem::new("host/tooLarge").with("limit", MAX_ATTACHMENT.to_string()));
        }
        tx.put_chunk(&crate::store::ChunkRow { nonce, attachment, index, bytes: &call.body })
    })?;
    Ok(Answer::empty())
}

/// Largest body of [`put_chunk`].
pub const CHUNK_LIMIT: usize = MAX_CHUNK + OVERHEAD;

/// Everything that can be known of a parcel without a key: it is bound to the challenge's dossier and procedure,
/// sealed to keys of the office and to nobody else, and every chunk is there.
///
/// # Errors
/// Refusals of [`seal::inspect`], `packet/envelope`, `submission/wrongAudience`, `submission/attachmentMissing`,
/// `submission/chunkMismatch`, `host/badRequest`.
pub fn inspect(
    app: &App,
    tx: &dyn Tx,
    challenge: &ChallengeRow,
    parcel: &Parcel<'_>,
    now: i64,
) -> Outcome<()> {
    let procedure = procedure_of(app, challenge)?;
    inspect_one(app, procedure, challenge, parcel.packet, seal::PURPOSE_SUBMISSION, now)?;
    if let Some(key) = parcel.dossier_key {
        inspect_one(app, procedure, challenge, key, seal::PURPOSE_DOSSIER_KEY, now)?;
    } else if !parcel.attachments.is_empty() {
        return Err(Problem::new("submission/attachmentMissing").at("/dossierKey"));
    }
    if parcel.attachments.len() > MAX_ATTACHMENTS {
        return Err(Problem::new("host/tooLarge")
            .at("/attachments")
            .with("limit", MAX_ATTACHMENTS.to_string()));
    }
    for (place, announced) in parcel.attachments.iter().enumerate() {
        let at = |code| Problem::new(code).at(format!("/attachments/{place}"));
        let twice = parcel.attachments.iter().take(place).any(|other| other.id == announced.id);
        if !is_attachment_id(&announced.id) || twice {
            return Err(at("host/badRequest"));
        }
        let sizes = tx.chunk_sizes(&challenge.nonce, &announced.id)?;
        let complete = sizes.iter().map(|(index, _)| *index).eq(0..announced.chunks) && announced.chunks > 0;
        if !complete {
            return Err(at("submission/attachmentMissing"));
        }
        let sealed: u64 = sizes.iter().map(|(_, size)| size).sum();
        if sealed != u64::from(announced.size) + OVERHEAD as u64 * u64::from(announced.chunks) {
            return Err(at("submission/chunkMismatch"));
        }
    }
    Ok(())
}

fn inspect_one(
    app: &App,
    procedure: &CompiledProcedure,
    challenge: &ChallengeRow,
    object: &SealedObject,
    purpose: &str,
    now: i64,
) -> Outcome<()> {
    let context = seal::inspect(object)?;
    let name = format!("{}@{}", challenge.procedure, challenge.version);
    if context.purpose != purpose || context.dossier != challenge.dossier || context.procedure != name {
        return Err(Problem::new("packet/envelope"));
    }
    let office = &app.city.office.agency;
    let recipients = &procedure.document().recipients;
    let kids = |unit: &str| -> Outcome<Vec<String>> {
        let keys = app.directory.seal_keys(office, Some(unit), now);
        keys.iter().map(|key| Ok(motcua::crypto::jwk::thumbprint(key)?)).collect()
    };
    let unit = kids(&recipients.unit)?;
    let mut allowed = unit.clone();
    if let Some(recovery) = &recipients.recovery {
        allowed.extend(kids(recovery)?);
    }
    let reaches = context.rcpt.iter().any(|kid| unit.contains(kid));
    if !reaches || !context.rcpt.iter().all(|kid| allowed.contains(kid)) {
        return Err(Problem::new("submission/wrongAudience"));
    }
    Ok(())
}

/// Stores a parcel that was inspected: the packet, its event, the receipt, the tags, and the nonce as used. The
/// first packet opens the dossier with status 1; a later one is only noted as received.
///
/// # Errors
/// `host/conflict` when the dossier exists already, or does not exist; those of the log and the store.
pub fn store(
    app: &App,
    tx: &dyn Tx,
    challenge: &ChallengeRow,
    parcel: &Parcel<'_>,
    desk: &Desk<'_>,
    txn: &str,
    now: i64,
) -> Outcome<Value> {
    let workflow = app.workflow(procedure_of(app, challenge)?)?;
    let first = challenge.kind == "submission";
    let known = tx.dossier(&challenge.dossier)?;
    let mut row = match known {
        Some(row) if !first => row,
        None if first => new_row(tx, challenge, desk.channel, now)?,
        _ => return Err(Problem::new("host/conflict")),
    };
    if first {
        tx.put_dossier(&row)?;
    }
    let mut state = if first { state::empty(&row.id) } else { read_log(app, tx, &row.id, workflow)? };
    let body = canonical(parcel.packet)?;
    let packet = PacketRow {
        hash: hash::sha256_text(&body),
        dossier: row.id.clone(),
        seq: state.size,
        kind: challenge.kind.clone(),
        nonce: challenge.nonce.clone(),
        at: now,
        body,
        dossier_key: parcel.dossier_key.map(canonical).transpose()?,
    };
    tx.put_packet(&packet)?;
    let mut bodies = vec![DossierEvent::Received(Received {
        kind: challenge.kind.clone(),
        packet: packet.hash,
        channel: desk.channel,
        number: first.then(|| row.number.clone()),
    })];
    if first {
        bodies.push(DossierEvent::Status(StatusChange {
            status: motcua::dossier::workflow::REGISTERED,
            actor: desk.actor,
            officer: desk.officer.clone(),
            form: None,
            code: None,
            due: None,
            reason: None,
        }));
    }
    append(app, tx, &mut state, &mut row, workflow, desk, txn, now, &bodies)?;
    for tag in &parcel.tags {
        tx.add_tag(&row.id, tag)?;
    }
    if !tx.use_challenge(&challenge.nonce, now)? {
        return Err(Problem::new("submission/nonceUsed"));
    }
    let mut answer = log_answer(tx, &row.id)?;
    answer.insert("dossier", row.id);
    answer.insert("number", row.number);
    Ok(Value::Object(answer))
}

/// Signs the next event and the receipt over it, and stores both with the dossier's row.
///
/// # Errors
/// Those of the log, for an event that must not follow, and of the store.
#[expect(clippy::too_many_arguments, reason = "the pieces of one append; a struct would only rename them")]
pub fn append(
    app: &App,
    tx: &dyn Tx,
    state: &mut DossierState,
    row: &mut DossierRow,
    workflow: &Workflow,
    desk: &Desk<'_>,
    txn: &str,
    now: i64,
    bodies: &[DossierEvent],
) -> Outcome<()> {
    let claims = log::append(state, &desk.issuer, now, &entropy::token()?, txn, body::encode(bodies)?);
    let event = sign::to_compact(&desk.key.sign(&log::begin(&claims, &desk.key.public())?)?);
    // The log is read back as any reader would: what this server signs, every reader accepts.
    log::extend(state, std::slice::from_ref(&event), &app.directory, workflow)?;
    tx.add_event(&row.id, claims.seq, &event)?;
    let receipt = desk.key.sign(&receipt::begin(state, now, &desk.key.public())?)?;
    tx.put_receipt(&row.id, state.size, &sign::to_json(&receipt))?;
    row.status = state.status;
    row.size = state.size;
    row.code.clone_from(&state.code);
    row.due = state.due.as_ref().map(|due| due.due.clone());
    row.supplement_waiting = state.supplement_waiting;
    row.updated = now;
    tx.put_dossier(row)
}

/// Reads and verifies the stored log.
///
/// # Errors
/// `log/…` when the stored log does not verify.
pub fn read_log(app: &App, tx: &dyn Tx, dossier: &str, workflow: &Workflow) -> Outcome<DossierState> {
    Ok(log::read_with(&tx.events(dossier)?, &app.directory, workflow)?)
}

/// The events and the last receipt of a dossier, as answers carry them.
///
/// # Errors
/// Those of the store.
pub fn log_answer(tx: &dyn Tx, dossier: &str) -> Outcome<Object> {
    let mut answer = Object::new();
    let events = tx.events(dossier)?.into_iter().map(Value::String).collect();
    answer.insert("events", Value::Array(events));
    if let Some(receipt) = tx.receipt(dossier)? {
        answer.insert("receipt", json::parse(receipt.as_bytes(), &Policy::PROFILE)?);
    }
    Ok(answer)
}

/// The stored answer to a request that was answered before, or `None` for a new one.
///
/// # Errors
/// `submission/idempotencyConflict` when the key was used for another request.
pub fn answered(tx: &dyn Tx, account: &str, key: &str, request: &str) -> Outcome<Option<Answer>> {
    match tx.answer(account, key)? {
        None => Ok(None),
        Some(row) if row.request == request => {
            Ok(Some(Answer::text(StatusCode::OK, "application/json", row.body.into_bytes())))
        }
        Some(_) => Err(Problem::new("submission/idempotencyConflict")),
    }
}

/// Stores an answer under its key.
///
/// # Errors
/// Those of the store.
pub fn remember(
    tx: &dyn Tx,
    account: &str,
    key: &str,
    request: String,
    answer: &Value,
    at: i64,
) -> Outcome<()> {
    tx.put_answer(account, key, &AnswerRow { request, body: json::to_canonical_string(answer), at })
}

/// A key of the `Idempotency-Key` header: 8 to 128 visible characters.
pub fn is_idempotency_key(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads a stored sealed object.
///
/// # Errors
/// Those of the reader.
pub fn sealed(bytes: &[u8]) -> Outcome<SealedObject> {
    Ok(seal::parse(bytes)?)
}

fn canonical(object: &SealedObject) -> Outcome<Vec<u8>> {
    Ok(json::canonicalize(&json::to_value(object)?))
}

fn new_row(tx: &dyn Tx, challenge: &ChallengeRow, channel: Channel, now: i64) -> Outcome<DossierRow> {
    let serial = tx.next_serial(&format!("number/{}", local_date(now)?))?;
    let channel = if channel == Channel::Desk { "desk" } else { "online" };
    Ok(DossierRow {
        id: challenge.dossier.clone(),
        procedure: challenge.procedure.clone(),
        version: challenge.version.clone(),
        hash: challenge.hash.clone(),
        number: number::provisional(now, serial)?,
        code: None,
        status: 0,
        size: 0,
        due: None,
        channel: channel.to_owned(),
        supplement_waiting: false,
        created: now,
        updated: now,
    })
}
