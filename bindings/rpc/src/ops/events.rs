//! `eventLog.*`: a log in an office's hands: what was verified, what may follow, and the next event to sign.

use motcua::Failure;
use motcua::dossier::workflow::Who;
use motcua::flow::{EventHead, EventLog};
use motcua::json::Value;
use motcua::types::dossier::Action;
use motcua::types::event::{ActorRole, DossierEvent};
use motcua::types::jose::Jwk;

use super::log::verified;
use super::pack::of;
use super::{Op, give, members};
use crate::handles::Handles;
use crate::params::Kind::{Handle, List, Moment, Record, Text};
use crate::params::{Param, Params, may, need};

const LOG: Param = need("eventLog", Handle("eventLog"));
const DIRECTORY: Param = need("directory", Handle("directory"));
const EVENTS: Param = need("events", List("text"));
const NOW: Param = need("now", Moment);
const KEY: Param = need("key", Record("Jwk"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "eventLog.verify",
        about: "verifies a whole log and keeps it, to be continued",
        params: &[EVENTS, DIRECTORY, may("pack", Handle("pack")), may("checkpoints", List("Checkpoint"))],
        result: "{eventLog}",
        run: |handles, params| {
            let log = verified(handles, params)?;
            Ok(handles.keep(log).into())
        },
    },
    Op {
        name: "eventLog.begin",
        about: "a log without events, for whoever opens the dossier",
        params: &[need("dossier", Text), may("pack", Handle("pack"))],
        result: "{eventLog}",
        run: |handles, params| {
            let pack = params.maybe_text("pack").map(|pack| handles.pack(pack)).transpose()?;
            let log = EventLog::begin(params.text("dossier")?, pack)?;
            Ok(handles.keep(log).into())
        },
    },
    Op {
        name: "eventLog.extend",
        about: "verifies the events that follow; when one is bad, the log ends before it",
        params: &[LOG, EVENTS, DIRECTORY],
        result: "null",
        run: |handles, params| {
            let events: Vec<String> = params.list("events")?;
            // Both are held here; the directory is lent to the log for the call.
            let directory = handles.directory(params.text("directory")?)?.clone();
            handles.event_log_mut(params.text("eventLog")?)?.extend(&events, &directory)?;
            Ok(Value::Null)
        },
    },
    Op {
        name: "eventLog.state",
        about: "where the dossier stands",
        params: &[LOG],
        result: "DossierState",
        run: |handles, params| give(log(handles, params)?.state()),
    },
    Op {
        name: "eventLog.status",
        about: "the present status: its name, and what happens next; null before the first event",
        params: &[LOG],
        result: "StatusDef | null",
        run: |handles, params| log(handles, params)?.status().map_or(Ok(Value::Null), give),
    },
    Op {
        name: "eventLog.actions",
        about: "every change that somebody in these roles may make now",
        params: &[LOG, need("roles", List("ActorRole")), may("issuer", Text), NOW],
        result: "Transition[]",
        run: |handles, params| {
            let roles: Vec<ActorRole> = params.list("roles")?;
            let (issuer, now) = (params.maybe_text("issuer").unwrap_or_default(), params.moment("now")?);
            give(&log(handles, params)?.actions(&Who { roles: &roles, issuer, now }))
        },
    },
    Op {
        name: "eventLog.apply",
        about: "whether an actor may make a change now, and what follows from it",
        params: &[LOG, need("action", Record("Action")), NOW],
        result: "{event, effects, remarks}",
        run: |handles, params| {
            let action: Action = params.record("action")?;
            let applied = log(handles, params)?.apply(&action, params.moment("now")?)?;
            let remarks: Value = applied.remarks.iter().copied().map(Value::from).collect();
            Ok(members([
                ("event", give(&DossierEvent::Status(applied.change))?),
                ("effects", give(&applied.effects)?),
                ("remarks", remarks),
            ]))
        },
    },
    Op {
        name: "eventLog.beginEvent",
        about: "first step of signing the event that follows; sign.finish is the second, kind event",
        params: &[
            LOG,
            need("bodies", List("DossierEvent")),
            need("issuer", Text),
            need("at", Moment),
            need("id", Text),
            need("transaction", Text),
            KEY,
        ],
        result: "SigningRequest",
        run: |handles, params| {
            let (bodies, key): (Vec<DossierEvent>, Jwk) = (params.list("bodies")?, params.record("key")?);
            let head = EventHead {
                issuer: params.text("issuer")?,
                at: params.moment("at")?,
                id: params.text("id")?,
                transaction: params.text("transaction")?,
            };
            give(&log(handles, params)?.begin_event(head, &bodies, &key)?)
        },
    },
    Op {
        name: "eventLog.standing",
        about: "how the dossier stands with its term: what is due, and by when",
        params: &[
            LOG,
            need("pack", Handle("pack")),
            need("code", Text),
            may("version", Record("ProcedureRef")),
            NOW,
        ],
        result: "TermStanding",
        run: |handles, params| {
            let procedure = of(handles, params)?;
            let calendar = handles.pack(params.text("pack")?)?.library().calendar();
            give(&log(handles, params)?.standing(procedure, calendar, params.moment("now")?)?)
        },
    },
    Op {
        name: "eventLog.beginReceipt",
        about: "first step of signing a receipt over the log",
        params: &[LOG, NOW, KEY],
        result: "SigningRequest",
        run: |handles, params| {
            let key: Jwk = params.record("key")?;
            give(&log(handles, params)?.begin_receipt(params.moment("now")?, &key)?)
        },
    },
];

fn log<'h>(handles: &'h Handles, params: &Params<'_>) -> Result<&'h EventLog, Failure> {
    handles.event_log(params.text("eventLog")?)
}
