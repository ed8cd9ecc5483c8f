//! `pack.*`: procedures, catalogues and workflows, and the verdict on a form.

use std::sync::Arc;

use motcua::dossier::document::issue;
use motcua::flow::{Draft, Prefilled, Procedures, prepare};
use motcua::forms::{CompiledProcedure, Length};
use motcua::json::Value;
use motcua::types::Record as _;
use motcua::types::document::DocumentFacts;
use motcua::types::dossier::DossierState;
use motcua::types::report::Issue;
use motcua::types::submission::{Channel, ProcedureRef};
use motcua::{ErrorCode, Failure};

use super::{Answer, Op, give, members, refuse};
use crate::handles::Handles;
use crate::params::Kind::{Handle, Json, List, Moment, Record, Signed, Text, Whole, Word};
use crate::params::{Param, Params, may, need};

/// How a dossier comes in.
pub(super) const CHANNELS: &[&str] = &["online", "desk", "post"];

const PACK: Param = need("pack", Handle("pack"));
const CODE: Param = need("code", Text);
const NOW: Param = need("now", Moment);
const ON: Param = may("on", Text);
const VERSION: Param = may("version", Record("ProcedureRef"));
const CHANNEL: Param = may("channel", Word(CHANNELS));
const ATTACHMENTS: Param = may("attachments", List("Attachment"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "pack.open",
        about: "opens a pack that a signer of the directory signed",
        params: &[need("jws", Signed), need("directory", Handle("directory")), NOW, may("minSeq", Whole)],
        result: "{pack}",
        run: open,
    },
    Op {
        name: "pack.info",
        about: "what the pack holds",
        params: &[PACK],
        result: "PackInfo",
        run: |handles, params| give(pack(handles, params)?.library().info()),
    },
    Op {
        name: "pack.procedure",
        about: "the procedure document in force on a day or at a moment; without one, the newest",
        params: &[PACK, CODE, ON],
        result: "Procedure",
        run: |handles, params| Ok(on(handles, params)?.source().clone()),
    },
    Op {
        name: "pack.reference",
        about: "code, version and hash of that document, as a submission names it",
        params: &[PACK, CODE, ON],
        result: "ProcedureRef",
        run: |handles, params| give(&on(handles, params)?.reference()),
    },
    Op {
        name: "pack.catalogue",
        about: "a catalogue",
        params: &[PACK, need("name", Text)],
        result: "Catalogue",
        run: |handles, params| give(pack(handles, params)?.catalogue(params.text("name")?)?),
    },
    Op {
        name: "pack.search",
        about: "entries of a catalogue by name; accents, case and order of words do not matter",
        params: &[PACK, need("name", Text), need("query", Text), may("parent", Text), may("limit", Whole)],
        result: "CatalogueEntry[]",
        run: search,
    },
    Op {
        name: "pack.workflow",
        about: "a workflow",
        params: &[PACK, need("id", Text)],
        result: "Workflow",
        run: |handles, params| give(pack(handles, params)?.workflow(params.text("id")?)?),
    },
    Op {
        name: "pack.evaluate",
        about: "everything that a renderer needs to draw the form over its present data",
        params: &[PACK, CODE, need("data", Json), NOW, ATTACHMENTS, CHANNEL, VERSION],
        result: "FormState",
        run: |handles, params| {
            let (procedure, now) = (of(handles, params)?, params.moment("now")?);
            let data = params.document("data")?;
            give(&procedure.evaluate(&data, &params.list("attachments")?, channel(params)?, now))
        },
    },
    Op {
        name: "pack.validate",
        about: "the verdict on a form",
        params: &[PACK, CODE, need("data", Json), NOW, ATTACHMENTS, CHANNEL, VERSION],
        result: "Report",
        run: |handles, params| {
            let (procedure, now) = (of(handles, params)?, params.moment("now")?);
            let data = params.document("data")?;
            give(&procedure.validate(&data, &params.list("attachments")?, channel(params)?, now))
        },
    },
    Op {
        name: "pack.validateText",
        about: "the same for JSON text, read strictly: repeated names and the like are refused",
        params: &[PACK, CODE, need("source", Text), NOW, ATTACHMENTS, CHANNEL, VERSION],
        result: "Report",
        run: |handles, params| {
            let (procedure, now) = (of(handles, params)?, params.moment("now")?);
            let text = params.text("source")?.as_bytes();
            let report = procedure.validate_text(text, &params.list("attachments")?, channel(params)?, now);
            give(&report.map_err(refuse)?)
        },
    },
    Op {
        name: "pack.message",
        about: "the sentence of an issue, also of a rule of the procedure",
        params: &[PACK, CODE, need("issue", Record("Issue")), need("lang", LANG), may("form", FORM)],
        result: "text",
        run: |handles, params| {
            let issue: Issue = params.record("issue")?;
            let text = on(handles, params)?.message(&issue, params.text("lang")?, length(params));
            Ok(text.unwrap_or(issue.code).into())
        },
    },
    Op {
        name: "pack.prefill",
        about: "a form filled from the claims of a login, and where each value came from",
        params: &[PACK, CODE, need("claims", Json), NOW],
        result: "{data, provenance}",
        run: |handles, params| {
            let now = params.moment("now")?;
            let (data, provenance) = of(handles, params)?.prefill(&params.document("claims")?, now);
            Ok(members([("data", data), ("provenance", give(&provenance)?)]))
        },
    },
    Op {
        name: "pack.prepare",
        about: "judges the form and puts the payload together that somebody signs",
        params: &[
            PACK,
            CODE,
            need("data", Json),
            may("prefilled", Record("Prefilled")),
            need("draft", Record("Draft")),
            NOW,
            VERSION,
        ],
        result: "Submission",
        run: |handles, params| {
            let (procedure, now) = (of(handles, params)?, params.moment("now")?);
            let draft: Draft = params.shape("draft")?;
            let prefilled: Prefilled =
                if params.has("prefilled") { params.shape("prefilled")? } else { Prefilled::default() };
            let data = params.document("data")?;
            give(&prepare(procedure, &data, &prefilled, draft, now).map_err(refuse)?)
        },
    },
    Op {
        name: "pack.issueDocument",
        about: "the paper (forms 01 to 06) that the log of a dossier issued",
        params: &[
            PACK,
            CODE,
            need("form", Text),
            need("state", Record("DossierState")),
            need("facts", Record("DocumentFacts")),
            NOW,
        ],
        result: "DossierDocument",
        run: issue_document,
    },
];

/// Languages of messages.
pub(super) const LANG: crate::params::Kind = Word(&["vi", "en"]);
/// Lengths of messages.
pub(super) const FORM: crate::params::Kind = Word(&["short", "long"]);

fn open(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let text = params.signed_text("jws")?;
    let (now, min_seq) = (params.moment("now")?, params.whole_or_zero("minSeq"));
    let directory = handles.directory(params.text("directory")?)?;
    let pack = Procedures::open(text.as_bytes(), directory, now, min_seq)?;
    Ok(handles.keep(pack).into())
}

fn search(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let (pack, name) = (pack(handles, params)?, params.text("name")?);
    // An unknown name is refused before anything that is wrong beside it.
    pack.catalogue(name)?;
    let limit = if params.has("limit") { params.count("limit")? } else { 20 };
    give(&pack.search(name, params.text("query")?, params.maybe_text("parent"), limit)?)
}

fn issue_document(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let now = params.moment("now")?;
    let procedure = of(handles, params)?.document();
    let rules = pack(handles, params)?.workflow(&procedure.workflow)?;
    let (state, facts): (DossierState, DocumentFacts) = (params.record("state")?, params.record("facts")?);
    give(&issue(params.text("form")?, &state, rules, procedure, facts, now).map_err(refuse)?)
}

/// The version that a dossier was filed under, where one is named; otherwise the one in force at the moment.
pub(super) fn of<'h>(
    handles: &'h Handles,
    params: &Params<'_>,
) -> Result<&'h Arc<CompiledProcedure>, Failure> {
    let reference: Option<ProcedureRef> =
        if params.has("version") { Some(params.record("version")?) } else { None };
    pack(handles, params)?.filed_under(params.text("code")?, reference.as_ref(), params.moment("now")?)
}

fn pack<'h>(handles: &'h Handles, params: &Params<'_>) -> Result<&'h Procedures, Failure> {
    handles.pack(params.text("pack")?)
}

/// The version in force on a day or at a moment; without one, the newest.
fn on<'h>(handles: &'h Handles, params: &Params<'_>) -> Result<&'h Arc<CompiledProcedure>, Failure> {
    let found = pack(handles, params)?.on(params.text("code")?, params.maybe_text("on"));
    found.map_err(|failure| match failure.code {
        ErrorCode::BoundaryType => failure.at("/params/on"),
        _ => failure,
    })
}

/// Online when nothing is said.
pub(super) fn channel(params: &Params<'_>) -> Result<Channel, Failure> {
    match params.maybe_text("channel") {
        Some(word) => Channel::from_value(&Value::from(word)).map_err(refuse),
        None => Ok(Channel::Online),
    }
}

/// Short when nothing is said.
pub(super) fn length(params: &Params<'_>) -> Length {
    if params.maybe_text("form") == Some("long") { Length::Long } else { Length::Short }
}
