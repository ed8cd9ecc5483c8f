//! `log.*`, `receipt.*`, `merkle.*` and `document.*`: what a dossier's log proves, and the papers that it issues.

use motcua::Failure;
use motcua::dossier::document::{self, Lang, Layouts};
use motcua::dossier::{Error, log, merkle, receipt};
use motcua::flow::EventLog;
use motcua::json::Value;
use motcua::types::dossier::DossierState;
use motcua::types::event::Checkpoint;

use super::pack::LANG;
use super::{Answer, Op, give, refuse};
use crate::handles::Handles;
use crate::params::Kind::{Bytes, Flag, Handle, List, Moment, Record, Signed, Text, Whole};
use crate::params::{Param, Params, may, need};

const DIRECTORY: Param = need("directory", Handle("directory"));
const EVENTS: Param = need("events", List("text"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "log.verify",
        about: "verifies a whole log: signatures, chain, order, who holds the dossier, legality of each change",
        params: &[EVENTS, DIRECTORY, may("pack", Handle("pack")), may("checkpoints", List("Checkpoint"))],
        result: "DossierState",
        run: verify,
    },
    Op {
        name: "log.checkpoint",
        about: "what to keep of a log that was verified",
        params: &[need("state", Record("DossierState")), need("at", Moment)],
        result: "Checkpoint",
        run: |_, params| {
            let state: DossierState = params.record("state")?;
            give(&log::checkpoint(&state, params.moment("at")?))
        },
    },
    Op {
        name: "receipt.verify",
        about: "verifies a receipt over the log that it covers",
        params: &[need("receipt", Signed), DIRECTORY, EVENTS],
        result: "Receipt",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let events: Vec<String> = params.list("events")?;
            give(&receipt::verify(&params.signed("receipt")?, directory, &events).map_err(refuse)?)
        },
    },
    Op {
        name: "receipt.checkpoint",
        about: "the checkpoint that a receipt is",
        params: &[need("receipt", Signed), DIRECTORY, may("kept", Moment)],
        result: "Checkpoint",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let kept = params.maybe_moment("kept")?;
            give(&receipt::checkpoint(&params.signed("receipt")?, directory, kept).map_err(refuse)?)
        },
    },
    Op {
        name: "merkle.inclusion",
        about: "checks that an entry stands at its place in a tree (RFC 6962); null, or a refusal",
        params: &[
            need("entry", Bytes),
            need("index", Whole),
            need("size", Whole),
            need("proof", List("text")),
            need("root", Text),
        ],
        result: "null",
        run: |_, params| {
            let leaf = merkle::leaf(&params.bytes("entry")?);
            let (index, size) = (params.count("index")?, params.count("size")?);
            let (proof, root) = (hashes(params)?, hash(params.text("root")?)?);
            merkle::verify_inclusion(&leaf, index, size, &proof, &root).map_err(refuse)?;
            Ok(Value::Null)
        },
    },
    Op {
        name: "merkle.consistency",
        about: "checks that a tree is a beginning of another (RFC 6962); null, or a refusal",
        params: &[
            need("oldSize", Whole),
            need("newSize", Whole),
            need("oldRoot", Text),
            need("newRoot", Text),
            need("proof", List("text")),
        ],
        result: "null",
        run: |_, params| {
            let (old, new) = (params.count("oldSize")?, params.count("newSize")?);
            let (from, to) = (hash(params.text("oldRoot")?)?, hash(params.text("newRoot")?)?);
            merkle::verify_consistency(old, new, &from, &to, &hashes(params)?).map_err(refuse)?;
            Ok(Value::Null)
        },
    },
    Op {
        name: "document.render",
        about: "the HTML of a paper, as one article or as a whole page",
        params: &[need("paper", Record("DossierDocument")), need("lang", LANG), may("page", Flag)],
        result: "text",
        run: |_, params| {
            let layouts = Layouts::shipped().map_err(refuse)?;
            let draw = if params.flag("page") { document::page } else { document::article };
            let lang = Lang::of(params.text("lang")?);
            Ok(draw(&params.record("paper")?, lang, &layouts).map_err(refuse)?.into())
        },
    },
    Op {
        name: "document.style",
        about: "CSS of the articles of document.render",
        params: &[],
        result: "text",
        run: |_, _| Ok(document::STYLE.into()),
    },
];

fn verify(handles: &mut Handles, params: &Params<'_>) -> Answer {
    give(verified(handles, params)?.state())
}

/// The log that the parameters bring, verified under the workflow of the pack or the stock one.
pub(super) fn verified(handles: &Handles, params: &Params<'_>) -> Result<EventLog, Failure> {
    let directory = handles.directory(params.text("directory")?)?;
    let pack = params.maybe_text("pack").map(|pack| handles.pack(pack)).transpose()?;
    let (events, checkpoints): (Vec<String>, Vec<Checkpoint>) =
        (params.list("events")?, params.list("checkpoints")?);
    EventLog::verify(&events, directory, pack, &checkpoints)
}

fn hash(text: &str) -> Result<merkle::Hash, Failure> {
    merkle::hash_from_text(text).ok_or_else(|| refuse(Error::MerkleProof))
}

fn hashes(params: &Params<'_>) -> Result<Vec<merkle::Hash>, Failure> {
    params.list::<String>("proof")?.iter().map(|text| hash(text)).collect()
}
