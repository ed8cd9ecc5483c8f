//! The stored log of a dossier: opened, extended by signed events, each with a receipt over it.

use motcua::crypto::software::SigningKey;
use motcua::crypto::{hash, sign};
use motcua::dossier::{body, due, log, number, receipt, state, workflow};
use motcua::json::{self, Object, Policy, Value};
use motcua::types::dossier::{DossierState, Workflow};
use motcua::types::event::{ActorRole, DossierEvent, Received, StatusChange};
use motcua::types::jose::SealedObject;
use motcua::types::submission::Channel;

use super::{Parcel, procedure_of};
use crate::app::{App, local_date};
use crate::entropy;
use crate::problem::{Outcome, Problem};
use crate::store::{ChallengeRow, DossierRow, PacketRow, Tx};

/// Who signs for the log, and as whom.
pub struct Registrar<'a> {
    /// Signs event and receipt.
    pub key: &'a SigningKey,
    /// Its name in the directory.
    pub issuer: String,
    /// Actor of the change.
    pub actor: ActorRole,
    /// Reference of the officer, if one acts.
    pub officer: Option<String>,
    /// The officer's name, as applicants see it.
    pub officer_name: Option<String>,
    /// Transaction that causes it, such as an idempotency key.
    pub txn: String,
    /// Time of the event, seconds since 1970.
    pub now: i64,
}

/// A dossier's log within one transaction.
pub struct Ledger<'a> {
    app: &'a App,
    tx: &'a dyn Tx,
    workflow: &'a Workflow,
    /// What the log amounts to.
    pub state: DossierState,
    /// The copies for lists.
    pub row: DossierRow,
}

impl<'a> Ledger<'a> {
    /// Opens the log of a stored dossier and verifies all of it.
    ///
    /// # Errors
    /// `log/…`; those of the store.
    pub fn open(app: &'a App, tx: &'a dyn Tx, workflow: &'a Workflow, row: DossierRow) -> Outcome<Self> {
        let state = read_log(app, tx, &row.id, workflow)?;
        Ok(Self { app, tx, workflow, state, row })
    }

    /// Begins the log of a new dossier.
    fn begin(app: &'a App, tx: &'a dyn Tx, workflow: &'a Workflow, row: DossierRow) -> Outcome<Self> {
        tx.put_dossier(&row)?;
        Ok(Self { app, tx, workflow, state: state::empty(&row.id), row })
    }

    /// Signs the next event and the receipt over it, and stores both with the dossier's row.
    ///
    /// # Errors
    /// `log/…` for an event that must not follow; those of the store.
    pub fn append(&mut self, registrar: &Registrar<'_>, bodies: &[DossierEvent]) -> Outcome<()> {
        let Registrar { key, issuer, txn, now, .. } = registrar;
        let claims = log::append(&self.state, issuer, *now, &entropy::token()?, txn, body::encode(bodies)?);
        let event = sign::to_compact(&key.sign(&log::begin(&claims, &key.public())?)?);
        // The log is read back as any reader would: what this server signs, every reader accepts.
        log::extend(&mut self.state, std::slice::from_ref(&event), &self.app.directory, self.workflow)?;
        let receipt = key.sign(&receipt::begin(&self.state, *now, &key.public())?)?;
        let (state, row) = (&self.state, &mut self.row);
        self.tx.add_event(&row.id, claims.seq, &event)?;
        self.tx.put_receipt(&row.id, state.size, &sign::to_json(&receipt))?;
        row.status = state.status;
        row.size = state.size;
        row.code.clone_from(&state.code);
        row.due = state.due.as_ref().map(|due| due.due.clone());
        row.supplement_waiting = state.supplement_waiting;
        row.updated = *now;
        self.tx.put_dossier(row)
    }
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
    registrar: &Registrar<'_>,
) -> Outcome<Value> {
    let now = registrar.now;
    let procedure = procedure_of(app, challenge)?;
    let table = app.workflow(procedure)?;
    let first = challenge.kind == "submission";
    let mut ledger = match tx.dossier(&challenge.dossier)? {
        Some(row) if !first => Ledger::open(app, tx, table, row)?,
        None if first => Ledger::begin(app, tx, table, new_row(tx, challenge, parcel.channel, now)?)?,
        _ => return Err(Problem::new("host/conflict")),
    };
    let body = canonical(parcel.packet)?;
    let packet = PacketRow {
        hash: hash::sha256_text(&body),
        dossier: challenge.dossier.clone(),
        seq: ledger.state.size,
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
        channel: parcel.channel,
        number: first.then(|| ledger.row.number.clone()),
    })];
    if first {
        let opening =
            workflow::opening(table, registrar.actor).ok_or(Problem::new("dossier/roleNotAllowed"))?;
        let term = &procedure.document().deadline;
        let due = opening.starts_clock.then(|| due::due_date(app.library.calendar(), term, now));
        bodies.push(DossierEvent::Status(StatusChange {
            status: opening.to,
            actor: registrar.actor,
            officer: registrar.officer.clone(),
            officer_name: registrar.officer_name.clone(),
            form: None,
            code: None,
            target: None,
            due: due.transpose()?,
            reason: None,
        }));
    }
    ledger.append(registrar, &bodies)?;
    for tag in &parcel.tags {
        tx.add_tag(&challenge.dossier, tag)?;
    }
    if !tx.use_challenge(&challenge.nonce, now)? {
        return Err(Problem::new("submission/nonceUsed"));
    }
    let mut answer = log_answer(tx, &challenge.dossier)?;
    answer.insert("dossier", challenge.dossier.as_str());
    answer.insert("procedure", json::to_value(&procedure.reference())?);
    answer.insert("number", ledger.row.number);
    Ok(Value::Object(answer))
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
