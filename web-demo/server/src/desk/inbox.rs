//! The desk's list, and one dossier in full.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use motcua::dossier::workflow;
use motcua::json::{Object, Value, to_value};
use motcua::types::party::PartyRole;
use motcua::types::submission::OpenedPacket;

use super::opening;
use crate::app::{App, rfc3339};
use crate::filing;
use crate::intake::entry;
use crate::problem::{Outcome, Problem};
use crate::store::{self, DossierRow, PacketRow};
use crate::web::{Answer, Call};

/// Names of the people of a packet, kept in memory only.
#[derive(Clone, Default)]
struct Summary {
    subject: Option<String>,
    filer: Option<String>,
}

/// Summaries by packet. A packet never changes, so an entry never goes stale.
#[derive(Default)]
pub struct Summaries(Mutex<HashMap<String, Summary>>);

/// Summaries kept; beyond it the memory is emptied.
const KEPT: usize = 10_000;

impl Summaries {
    fn of(&self, app: &App, packet: &PacketRow) -> Outcome<Summary> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&packet.hash) {
            return Ok(known.clone());
        }
        let opened = opening::open(app, packet)?;
        let name = |role| {
            let party = opened.payload.parties.iter().find(|party| party.role == role)?;
            let person = party.person.as_ref().map(|person| person.name.clone());
            person.or(party.organisation.as_ref().map(|organisation| organisation.name.clone()))
        };
        let summary = Summary {
            subject: name(PartyRole::Subject),
            filer: name(PartyRole::Filer)
                .or_else(|| opened.signers.first().map(|signer| signer.name.clone())),
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(packet.hash.clone(), summary.clone());
        Ok(summary)
    }

    /// Forgets who is in some packets.
    pub(super) fn forget(&self, packets: &[PacketRow]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        packets.iter().for_each(|packet| drop(known.remove(&packet.hash)));
    }
}

/// The packet that holds the dossier's present content: the newest that is not a withdrawal.
pub(super) fn content(packets: &[PacketRow]) -> Option<&PacketRow> {
    packets.iter().rev().find(|packet| packet.kind != "withdrawal")
}

/// `GET /api/desk/dossiers`
///
/// # Errors
/// Those of the store. A packet that does not open is listed with its code.
pub fn list(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let rows = store::read(&*app.store, |tx| tx.dossiers())?;
    let mut dossiers = Vec::with_capacity(rows.len());
    for row in &rows {
        let packets = store::read(&*app.store, |tx| tx.packets(&row.id))?;
        let mut item = entry(row);
        item.insert("supplementWaiting", row.supplement_waiting);
        let summary = content(&packets).ok_or(Problem::new("host/notFound"));
        match summary.and_then(|packet| app.summaries.of(app, packet)) {
            Ok(summary) => {
                item.insert("subject", summary.subject.unwrap_or_default());
                item.insert("filer", summary.filer.unwrap_or_default());
            }
            Err(problem) => {
                item.insert("subject", "");
                item.insert("filer", "");
                item.insert("openError", problem.document());
            }
        }
        dossiers.push(Value::Object(item));
    }
    let mut answer = Object::new();
    answer.insert("dossiers", Value::Array(dossiers));
    Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
}

/// A dossier with its packets.
///
/// # Errors
/// `host/notFound`.
pub(super) fn find(app: &App, id: &str) -> Outcome<(DossierRow, Vec<PacketRow>)> {
    store::read(&*app.store, |tx| {
        let row = tx.dossier(id)?.ok_or(Problem::new("host/notFound"))?;
        Ok((row, tx.packets(id)?))
    })
}

/// `GET /api/desk/dossiers/{dossier}`
///
/// # Errors
/// `host/notFound`; `log/…` when the stored log does not verify. When the packet does not open, `opened` and
/// `report` are null and `openError` says why; the officer can still refuse the dossier.
pub fn show(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let id = filing::dossier_id(call.param("dossier")?)?;
    let (row, packets) = find(app, &id)?;
    let newest = content(&packets).ok_or(Problem::new("host/notFound"))?;
    let mut answer = view(call, &row)?;
    match opening::open(app, newest) {
        Ok(opened) => {
            answer.insert("report", to_value(&check(app, &row, &opened)?)?);
            answer.insert("attachments", attachments(app, newest, &opened)?);
            answer.insert("opened", to_value(&opened)?);
        }
        Err(problem) => {
            answer.insert("report", Value::Null);
            answer.insert("attachments", Value::Array(Vec::new()));
            answer.insert("opened", Value::Null);
            answer.insert("openError", problem.document());
        }
    }
    let packets = packets.iter().map(|packet| {
        let mut item = Object::new();
        item.insert("hash", packet.hash.as_str());
        item.insert("kind", packet.kind.as_str());
        item.insert("at", rfc3339(packet.at));
        Value::Object(item)
    });
    answer.insert("packets", Value::Array(packets.collect()));
    Ok(Answer::json(StatusCode::OK, &Value::Object(answer)))
}

/// Log, state and what this officer may do next.
///
/// # Errors
/// Those of the log and the store.
pub(super) fn view(call: &Call<'_>, row: &DossierRow) -> Outcome<Object> {
    let app = call.app;
    let procedure = app.library.by_reference(&reference(row)).ok_or(Problem::new("packet/wrongProcedure"))?;
    let table = app.workflow(procedure)?;
    let mut answer = store::read(&*app.store, |tx| {
        let state = filing::read_log(app, tx, &row.id, table)?;
        let mut answer = filing::log_answer(tx, &row.id)?;
        let issuer = app.city.office.issuer();
        let who = workflow::Who { roles: &call.session()?.account.roles, issuer: &issuer, now: call.now };
        let mut actions = workflow::available_to(table, &state, &who);
        // This server is the desk of one unit: there is no other one to hand a dossier to.
        actions.retain(|action| action.target.is_none());
        answer.insert("actions", to_value(&actions)?);
        answer.insert("state", to_value(&state)?);
        Ok(answer)
    })?;
    answer.insert("dossier", row.id.as_str());
    answer.insert("procedure", to_value(&reference(row))?);
    Ok(answer)
}

/// The procedure that a dossier was filed under.
pub(super) fn reference(row: &DossierRow) -> motcua::types::submission::ProcedureRef {
    motcua::types::submission::ProcedureRef {
        code: row.procedure.clone(),
        version: row.version.clone(),
        hash: row.hash.clone(),
    }
}

/// The verdict on what was sealed, by the procedure that the dossier was filed under and as of the day when it was: a
/// supplement does not make late what was in time.
fn check(app: &App, row: &DossierRow, opened: &OpenedPacket) -> Outcome<motcua::types::report::Report> {
    let procedure = app.library.by_reference(&reference(row)).ok_or(Problem::new("packet/wrongProcedure"))?;
    let payload = &opened.payload;
    Ok(procedure.validate(&payload.data, &payload.attachments, payload.channel, row.created))
}

/// The signed manifest, each entry with whether all its chunks are there.
fn attachments(app: &App, packet: &PacketRow, opened: &OpenedPacket) -> Outcome<Value> {
    let mut list = Vec::new();
    for attachment in &opened.payload.attachments {
        let sizes = store::read(&*app.store, |tx| tx.chunk_sizes(&packet.nonce, &attachment.id))?;
        let available = sizes.iter().map(|(index, _)| *index).eq(0..attachment.chunks);
        let mut item = to_value(attachment)?;
        if let Some(object) = item.as_object_mut() {
            object.insert("available", available && packet.dossier_key.is_some());
        }
        list.push(item);
    }
    Ok(Value::Array(list))
}
