//! `form.*`: a form while somebody fills it in.

use motcua::Failure;
use motcua::failure::of_code;
use motcua::forms::FormSession;
use motcua::forms::session::{Circumstances, SessionError, migrate};
use motcua::json::Value;
use motcua::types::session::{FormChange, FormDraft};

use super::pack::{CHANNELS, channel, of};
use super::{Answer, Op, give, refuse};
use crate::handles::Handles;
use crate::params::Kind::{Handle, Json, List, Moment, Record, Text, Whole, Word};
use crate::params::{Param, Params, may, need};

const PACK: Param = need("pack", Handle("pack"));
const FORM: Param = need("form", Handle("form"));
const LIST: Param = need("list", Text);
const NOW: Param = need("now", Moment);

pub(super) const OPS: &[Op] = &[
    Op {
        name: "form.open",
        about: "opens a form over data, or over the claims of a login",
        params: &[
            PACK,
            need("code", Text),
            NOW,
            may("data", Json),
            may("prefilled", List("PrefilledValue")),
            may("claims", Json),
            may("attachments", List("Attachment")),
            may("channel", Word(CHANNELS)),
            may("version", Record("ProcedureRef")),
        ],
        result: "{form}",
        run: open,
    },
    Op {
        name: "form.restore",
        about: "takes a draft up again, under the version that it was filled under",
        params: &[PACK, need("draft", Record("FormDraft")), NOW],
        result: "{form}",
        run: restore,
    },
    Op {
        name: "form.migrateDraft",
        about: "carries a draft over to the version in force, and says what became of each value",
        params: &[PACK, need("draft", Record("FormDraft")), NOW],
        result: "Migration",
        run: |handles, params| {
            let draft: FormDraft = params.record("draft")?;
            let pack = handles.pack(params.text("pack")?)?;
            let to = pack.at(&draft.procedure.code, params.moment("now")?)?;
            give(&migrate(draft, to).map_err(refuse)?)
        },
    },
    Op {
        name: "form.set",
        about: "sets a field; null empties it. What changed, or null",
        params: &[FORM, need("pointer", Text), need("value", Json)],
        result: "FormChange | null",
        run: |handles, params| {
            let value = params.document("value")?;
            told(handles.form_mut(params.text("form")?)?.set(params.text("pointer")?, value))
        },
    },
    Op {
        name: "form.addItem",
        about: "adds an item to a list, at its end or before the item at a position",
        params: &[FORM, LIST, need("value", Json), may("at", Whole)],
        result: "FormChange | null",
        run: |handles, params| {
            let at = if params.has("at") { Some(params.count("at")?) } else { None };
            let value = params.document("value")?;
            told(handles.form_mut(params.text("form")?)?.add_item(params.text("list")?, at, value))
        },
    },
    Op {
        name: "form.removeItem",
        about: "removes an item of a list",
        params: &[FORM, LIST, need("at", Whole)],
        result: "FormChange | null",
        run: |handles, params| {
            let at = params.count("at")?;
            told(handles.form_mut(params.text("form")?)?.remove_item(params.text("list")?, at))
        },
    },
    Op {
        name: "form.moveItem",
        about: "moves an item of a list",
        params: &[FORM, LIST, need("from", Whole), need("to", Whole)],
        result: "FormChange | null",
        run: |handles, params| {
            let (from, to) = (params.count("from")?, params.count("to")?);
            told(handles.form_mut(params.text("form")?)?.move_item(params.text("list")?, from, to))
        },
    },
    Op {
        name: "form.setAttachments",
        about: "takes over what is attached",
        params: &[FORM, need("attachments", List("Attachment"))],
        result: "FormChange | null",
        run: |handles, params| {
            let attachments = params.list("attachments")?;
            told(Ok(handles.form_mut(params.text("form")?)?.set_attachments(attachments)))
        },
    },
    Op {
        name: "form.setChannel",
        about: "takes over another channel",
        params: &[FORM, need("channel", Word(CHANNELS))],
        result: "FormChange | null",
        run: |handles, params| {
            let channel = channel(params)?;
            told(Ok(handles.form_mut(params.text("form")?)?.set_channel(channel)))
        },
    },
    Op {
        name: "form.setNow",
        about: "takes over another moment",
        params: &[FORM, NOW],
        result: "FormChange | null",
        run: |handles, params| {
            let now = params.moment("now")?;
            told(Ok(handles.form_mut(params.text("form")?)?.set_now(now)))
        },
    },
    Op {
        name: "form.state",
        about: "everything that a renderer needs",
        params: &[FORM],
        result: "FormState",
        run: |handles, params| give(&handles.form(params.text("form")?)?.state()),
    },
    Op {
        name: "form.data",
        about: "everything typed so far, hidden parts too",
        params: &[FORM],
        result: "json",
        run: |handles, params| Ok(handles.form(params.text("form")?)?.data().clone()),
    },
    Op {
        name: "form.signed",
        about: "the data as it is signed",
        params: &[FORM],
        result: "json",
        run: |handles, params| Ok(handles.form(params.text("form")?)?.signed().clone()),
    },
    Op {
        name: "form.provenance",
        about: "where each value came from, as it is signed",
        params: &[FORM],
        result: "Provenance[]",
        run: |handles, params| give(&handles.form(params.text("form")?)?.provenance()),
    },
    Op {
        name: "form.draft",
        about: "the form to be stored; it holds personal data",
        params: &[FORM],
        result: "FormDraft",
        run: |handles, params| give(&handles.form(params.text("form")?)?.draft()),
    },
    Op {
        name: "form.acknowledge",
        about: "says that somebody saw that the value of this place was dropped; whether there was one",
        params: &[FORM, need("pointer", Text)],
        result: "flag",
        run: |handles, params| {
            Ok(handles.form_mut(params.text("form")?)?.acknowledge(params.text("pointer")?).into())
        },
    },
];

fn open(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let around = Circumstances {
        now: params.moment("now")?,
        channel: channel(params)?,
        attachments: params.list("attachments")?,
    };
    let procedure = of(handles, params)?.clone();
    let form = if params.has("claims") {
        if let Some(name) = ["data", "prefilled"].into_iter().find(|name| params.has(name)) {
            return Err(of_code("boundary/type").at(format!("/params/{name}")));
        }
        FormSession::prefill(procedure, around, &params.document("claims")?)
    } else {
        FormSession::open(procedure, around, params.document_or_empty("data")?, params.list("prefilled")?)
    };
    Ok(handles.keep(form).into())
}

fn restore(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let draft: FormDraft = params.record("draft")?;
    let now = params.moment("now")?;
    let pack = handles.pack(params.text("pack")?)?;
    let procedure = pack.filed_under(&draft.procedure.code, Some(&draft.procedure), now)?.clone();
    let form = FormSession::restore(procedure, draft, now).map_err(refuse)?;
    Ok(handles.keep(form).into())
}

fn told(change: Result<Option<FormChange>, SessionError>) -> Result<Value, Failure> {
    match change.map_err(refuse)? {
        None => Ok(Value::Null),
        Some(change) => give(&change),
    }
}
