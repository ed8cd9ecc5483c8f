//! The end of a dossier's data: its keys are destroyed, and with them what lies under them. The log stays and verifies; it
//! holds hashes of packets and nothing of their content.

use axum::http::StatusCode;
use motcua::crypto::attachment;
use motcua::json::Value;
use motcua::types::audit::AccessStatement;
use motcua::types::event::ActorRole;
use motcua::types::jose::SealedObject;
use serde::Deserialize;

use super::inbox;
use crate::filing;
use crate::problem::{Outcome, Problem};
use crate::store::{self, PacketRow};
use crate::web::{Answer, Call};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShredBody {
    /// What for, as a code of the office such as `retentionEnded`.
    purpose: String,
    /// Size of the log that the officer saw.
    seen: u32,
}

/// `POST /api/desk/dossiers/{dossier}/shredding`: destroys every sealed key of a closed dossier. The record of who did it
/// and what for, with the hashes of what is destroyed, is written in the same transaction. Asked for again, it makes sure
/// that nothing is left in the files and writes no second record. Copies elsewhere are the host's to delete.
///
/// # Errors
/// `dossier/roleNotAllowed` for an officer who does not settle dossiers; `host/notFound`; `dossier/stale`;
/// `host/stillOpen` before the dossier's last status; `crypto/access` without a purpose.
pub fn shred(call: &Call<'_>) -> Outcome<Answer> {
    let app = call.app;
    let body: ShredBody = call.record()?;
    let id = filing::dossier_id(call.param("dossier")?)?;
    let officer = call.session()?.account;
    if !officer.has_role(ActorRole::Processing) {
        return Err(Problem::new("dossier/roleNotAllowed"));
    }
    let access = AccessStatement {
        actor: officer.id.clone(),
        role: "processing".to_owned(),
        purpose: body.purpose,
        at: call.now,
    };
    let (row, packets) = store::write(&*app.store, |tx| {
        let row = tx.dossier(&id)?.ok_or(Problem::new("host/notFound"))?;
        if row.size != body.seen {
            return Err(Problem::new("dossier/stale"));
        }
        let reference = inbox::reference(&row);
        let procedure = app.library.by_reference(&reference).ok_or(Problem::new("packet/wrongProcedure"))?;
        let table = app.workflow(procedure)?;
        let closed = table.statuses.iter().any(|status| status.code == row.status && status.terminal);
        if !closed {
            return Err(Problem::new("host/stillOpen"));
        }
        let packets = tx.packets(&id)?;
        let wraps = sealed_keys(&packets)?;
        if !wraps.is_empty() {
            tx.put_audit(&attachment::shred(&id, &wraps, &access)?)?;
            tx.shred(&id)?;
        }
        Ok((row, packets))
    })?;
    app.summaries.forget(&packets);
    app.store.settle()?;
    Ok(Answer::json(StatusCode::OK, &Value::Object(inbox::view(call, &row)?)))
}

/// Everything of a dossier that a key opens: the packets, and the keys of documents that came with them.
fn sealed_keys(packets: &[PacketRow]) -> Outcome<Vec<SealedObject>> {
    let bodies = packets.iter().filter(|packet| !packet.shredded()).map(|packet| packet.body.as_slice());
    let keys = packets.iter().filter_map(|packet| packet.dossier_key.as_deref());
    bodies.chain(keys).map(filing::sealed).collect()
}
