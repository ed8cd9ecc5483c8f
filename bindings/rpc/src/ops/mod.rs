//! The table of operations. Its order is the order of the documentation.

mod cosign;
mod events;
mod form;
mod keys;
mod log;
mod office;
mod pack;
mod seal;
mod text;
mod trust;
mod vault;
mod vn;

use motcua::json::{Object, Value};
use motcua::types::Record;
use motcua::{ENGINE_VERSION, Failure, ToFailure};

use crate::VERSION;
use crate::handles::Handles;
use crate::params::{Kind, Param, Params, need};

/// Answer of an operation.
pub(crate) type Answer = Result<Value, Failure>;

/// One operation.
pub(crate) struct Op {
    pub(crate) name: &'static str,
    /// What it does, in a few words.
    about: &'static str,
    pub(crate) params: &'static [Param],
    /// What it answers with: the name of a record, or members in braces.
    result: &'static str,
    pub(crate) run: fn(&mut Handles, &Params<'_>) -> Answer,
}

/// The sections of the table.
const TABLES: &[&[Op]] = &[
    RPC,
    trust::OPS,
    pack::OPS,
    form::OPS,
    keys::OPS,
    seal::OPS,
    office::OPS,
    cosign::OPS,
    vault::OPS,
    log::OPS,
    events::OPS,
    text::OPS,
    vn::OPS,
    #[cfg(test)]
    TEST,
];

const RPC: &[Op] = &[
    Op {
        name: "rpc.describe",
        about: "every operation with what it takes and answers",
        params: &[],
        result: "{v, engine, ops}",
        run: |_, _| Ok(describe()),
    },
    Op {
        name: "rpc.free",
        about: "frees a handle, as often as one likes; whether it was held",
        params: &[need("handle", Kind::Handle(""))],
        result: "flag",
        run: |handles, params| Ok(handles.free(params.text("handle")?)?.into()),
    },
];

#[cfg(test)]
const TEST: &[Op] = &[Op {
    name: "test.panic",
    about: "panics",
    params: &[],
    result: "never",
    run: |_, _| panic!("asked for"),
}];

fn all() -> impl Iterator<Item = &'static Op> {
    TABLES.iter().copied().flatten()
}

/// The operation of a name.
pub(crate) fn find(name: &str) -> Option<&'static Op> {
    all().find(|op| op.name == name)
}

/// The table as JSON.
pub(crate) fn describe() -> Value {
    let text = |text: &str| Value::from(text);
    let ops = all().map(|op| {
        let params = op.params.iter().map(|param| {
            let mut one = Object::new();
            one.insert("name", text(param.name));
            one.insert("kind", param.kind.describe());
            one.insert("optional", param.optional);
            Value::Object(one)
        });
        let mut one = Object::new();
        one.insert("op", text(op.name));
        one.insert("about", text(op.about));
        one.insert("params", params.collect::<Vec<_>>());
        one.insert("result", text(op.result));
        Value::Object(one)
    });
    let mut object = Object::new();
    object.insert("v", VERSION);
    object.insert("engine", text(ENGINE_VERSION));
    object.insert("ops", ops.collect::<Vec<_>>());
    object.into()
}

/// An error of the core as its public failure.
fn refuse<E: ToFailure>(error: E) -> Failure {
    error.to_failure()
}

/// A record, or a list of them, as JSON.
fn give<T: Record>(record: &T) -> Answer {
    record.to_value().map_err(refuse)
}

/// An object of a few members.
fn members<const N: usize>(members: [(&str, Value); N]) -> Value {
    members.into_iter().collect::<Object>().into()
}
