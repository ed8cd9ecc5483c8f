//! Single values, sentences, canonical text, hashes and plain schemas.

use std::sync::Arc;

use motcua::ErrorCode;
use motcua::crypto::hash::{Sha256Stream, sha256_text};
use motcua::failure::{of_code, of_schema};
use motcua::forms::batch::{Batch, Checker, Memory};
use motcua::forms::render;
use motcua::forms::schema::{Options, Schema as Compiled};
use motcua::json::{Policy, Value, to_canonical_string};
use motcua::types::report::Param as Named;
use motcua::types::value::{TransferCode, ValueContext};
use motcua::value;
use motcua::vn::place::Gazetteer;

use super::pack::{FORM, LANG, length};
use super::{Answer, Op, give, members, refuse};
use crate::handles::{Handles, Running, Schema};
use crate::params::Kind::{Bytes, Flag, Handle, Json, List, Record, Text, Word};
use crate::params::{Param, Params, may, need};

const SCHEMA: Param = need("schema", Handle("schema"));
const BATCH: Param = need("batch", Handle("batch"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "message.render",
        about: "the sentence of a code; null for a code that has none",
        params: &[need("code", Text), may("params", List("Param")), need("lang", LANG), may("form", FORM)],
        result: "text | null",
        run: |_, params| {
            let named: Vec<Named> = params.list("params")?;
            Ok(render(params.text("code")?, &named, params.text("lang")?, length(params)).into())
        },
    },
    Op {
        name: "value.check",
        about: "checks a text as an identifier, a name, a date and the like",
        params: &[need("kind", Text), need("text", Text), may("context", Record("ValueContext"))],
        result: "CheckedValue",
        run: |_, params| {
            let context: ValueContext =
                if params.has("context") { params.record("context")? } else { ValueContext::default() };
            give(&value::check_value(params.text("kind")?, params.text("text")?, &context)?)
        },
    },
    Op {
        name: "places.create",
        about: "the places that are built in, and the rows of a file with more communes",
        params: &[need("rows", Text)],
        result: "{places}",
        run: |handles, params| {
            let places = Gazetteer::builtin().load(params.text("rows")?).map_err(refuse)?;
            Ok(handles.keep(places).into())
        },
    },
    Op {
        name: "place.resolve",
        about: "what a text or a statistical code means on a day; without places, among those that are built in",
        params: &[may("places", Handle("places")), may("text", Text), may("code", Text), need("on", Text)],
        result: "PlaceAnswer",
        run: |handles, params| {
            let on = params.text("on")?;
            let places = match params.maybe_text("places") {
                Some(id) => handles.places(id)?,
                None => Gazetteer::builtin(),
            };
            give(&match (params.maybe_text("text"), params.maybe_text("code")) {
                (Some(text), None) => value::resolve_place(places, text, on)?,
                (None, Some(code)) => value::resolve_place_code(places, code, on)?,
                _ => return Err(of_code("boundary/type").at("/params")),
            })
        },
    },
    Op {
        name: "transferCode.write",
        about: "the text of a VietQR code",
        params: &[need("transfer", Record("TransferCode"))],
        result: "text",
        run: |_, params| {
            let transfer: TransferCode = params.record("transfer")?;
            Ok(value::write_transfer_code(&transfer)?.into())
        },
    },
    Op {
        name: "transferCode.read",
        about: "reads the text of a VietQR code",
        params: &[need("text", Text)],
        result: "TransferCode",
        run: |_, params| give(&value::read_transfer_code(params.text("text")?)?),
    },
    Op {
        name: "json.canonicalize",
        about: "canonical text (RFC 8785), read under the profile of signed documents",
        params: &[need("value", Json)],
        result: "text",
        run: |_, params| Ok(to_canonical_string(&params.document("value")?).into()),
    },
    Op {
        name: "hash.of",
        about: "sha-256:<base64url> of bytes, as packs and manifests write it",
        params: &[need("bytes", Bytes)],
        result: "text",
        run: |_, params| Ok(sha256_text(&params.bytes("bytes")?).into()),
    },
    Op {
        name: "hash.begin",
        about: "begins the hash of a file in pieces",
        params: &[],
        result: "{hash}",
        run: |handles, _| Ok(handles.keep(Sha256Stream::new()).into()),
    },
    Op {
        name: "hash.update",
        about: "takes the next bytes",
        params: &[need("hash", Handle("hash")), need("bytes", Bytes)],
        result: "null",
        run: |handles, params| {
            let bytes = params.bytes("bytes")?;
            handles.hash_mut(params.text("hash")?)?.update(&bytes);
            Ok(Value::Null)
        },
    },
    Op {
        name: "hash.finish",
        about: "sha-256:<base64url> of everything so far; the hash starts anew",
        params: &[need("hash", Handle("hash"))],
        result: "text",
        run: |handles, params| {
            let hash = std::mem::take(handles.hash_mut(params.text("hash")?)?);
            Ok(hash.finish_text().into())
        },
    },
    Op {
        name: "schema.compile",
        about: "compiles a JSON Schema (draft 2020-12); resources are further schemas by their address",
        params: &[
            need("document", Json),
            may("resources", Json),
            may("assertFormats", Flag),
            may("policy", Word(&["profile", "rfc8259"])),
        ],
        result: "{schema, fields}",
        run: compile,
    },
    Op {
        name: "schema.validate",
        about: "the issues of a record under a schema, read from its text",
        params: &[SCHEMA, need("source", Text)],
        result: "{valid, issues}",
        run: |handles, params| {
            let schema = handles.schema(params.text("schema")?)?;
            let record = params.text("source")?.as_bytes();
            give(&schema.checker.validate(record, &mut Memory::default()).map_err(refuse)?)
        },
    },
    Op {
        name: "schema.check",
        about: "packed issues of a record: field and code, again and again",
        params: &[SCHEMA, need("source", Text)],
        result: "whole[]",
        run: |handles, params| {
            let (mut memory, mut issues) = (Memory::default(), Vec::new());
            let schema = handles.schema(params.text("schema")?)?;
            schema.checker.check(params.text("source")?.as_bytes(), &mut memory, &mut issues);
            Ok(numbers(issues.into_iter().flat_map(|(field, code)| [field, code])))
        },
    },
    Op {
        name: "schema.errorCodes",
        about: "every code by its number in packed issues; the numbers belong to this version",
        params: &[],
        result: "text[]",
        run: |_, _| Ok(ErrorCode::ALL.iter().map(|code| Value::from(code.as_str())).collect()),
    },
    Op {
        name: "batch.begin",
        about: "begins a batch of records, one a line",
        params: &[SCHEMA],
        result: "{batch}",
        run: |handles, params| {
            let checker = Arc::clone(&handles.schema(params.text("schema")?)?.checker);
            Ok(handles.keep(Running { checker, batch: Batch::default() }).into())
        },
    },
    Op {
        name: "batch.feed",
        about: "takes bytes cut anywhere: packed issues (record, field, code) of the records that end in them",
        params: &[BATCH, need("bytes", Bytes)],
        result: "{issues, records, failed}",
        run: |handles, params| {
            let bytes = params.bytes("bytes")?;
            let Running { checker, batch } = handles.batch_mut(params.text("batch")?)?;
            let mut packed = Vec::new();
            batch.feed(checker, &bytes, &mut packed);
            Ok(so_far(batch, packed))
        },
    },
    Op {
        name: "batch.finish",
        about: "ends the stream: packed issues of a last record without a line feed",
        params: &[BATCH],
        result: "{issues, records, failed}",
        run: |handles, params| {
            let Running { checker, batch } = handles.batch_mut(params.text("batch")?)?;
            let mut packed = Vec::new();
            batch.finish(checker, &mut packed);
            Ok(so_far(batch, packed))
        },
    },
];

fn numbers(numbers: impl IntoIterator<Item = u32>) -> Value {
    numbers.into_iter().map(|number| Value::from(i64::from(number))).collect()
}

fn so_far(batch: &Batch, packed: Vec<u32>) -> Value {
    members([
        ("issues", numbers(packed)),
        ("records", i64::from(batch.records()).into()),
        ("failed", i64::from(batch.failed()).into()),
    ])
}

fn compile(handles: &mut Handles, params: &Params<'_>) -> Answer {
    let policy = match params.maybe_text("policy") {
        Some("rfc8259") => Policy::RFC8259,
        _ => Policy::PROFILE,
    };
    let mut options = Options { assert_formats: params.flag("assertFormats"), ..Options::default() };
    if params.has("resources") {
        let resources = params.document("resources")?;
        let object = resources.as_object().ok_or_else(|| of_code("boundary/type").at("/params/resources"))?;
        options.resources =
            object.iter().map(|(address, schema)| (address.to_owned(), schema.clone())).collect();
    }
    let schema = Compiled::compile_draft(&params.document("document")?, &options).map_err(|found| {
        let mut failure = of_schema(found);
        failure.pointer = failure.pointer.map(|pointer| format!("/params/document{pointer}"));
        failure
    })?;
    let checker = Arc::new(Checker::new(schema, policy));
    let fields: Value = checker.fields().into_iter().map(Value::from).collect();
    let mut answer = handles.keep(Schema { checker });
    answer.insert("fields", fields);
    Ok(answer.into())
}
