//! `directory.*`: whose key is whose.

use motcua::crypto::directory::Directory;
use motcua::crypto::enrolment;

use super::{Op, give, refuse};
use crate::params::Kind::{Handle, Moment, Record, Signed, Text, Whole};
use crate::params::{may, need};

pub(super) const OPS: &[Op] = &[
    Op {
        name: "directory.open",
        about: "opens a key directory that the root signed which the host has pinned",
        params: &[
            need("jws", Signed),
            need("root", Record("Jwk")),
            need("now", Moment),
            may("minSeq", Whole),
        ],
        result: "{directory}",
        run: |handles, params| {
            let (text, root) = (params.signed_text("jws")?, params.record("root")?);
            let (now, min_seq) = (params.moment("now")?, params.whole_or_zero("minSeq"));
            let directory = Directory::open(text.as_bytes(), &root, now, min_seq).map_err(refuse)?;
            Ok(handles.keep(directory).into())
        },
    },
    Op {
        name: "directory.payload",
        about: "the directory as it was signed",
        params: &[need("directory", Handle("directory"))],
        result: "KeyDirectory",
        run: |handles, params| give(handles.directory(params.text("directory")?)?.payload()),
    },
    Op {
        name: "directory.sealKeys",
        about: "keys to seal to, for an agency or one unit of it",
        params: &[
            need("directory", Handle("directory")),
            need("agency", Text),
            may("unit", Text),
            need("now", Moment),
        ],
        result: "Jwk[]",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let (agency, unit) = (params.text("agency")?, params.maybe_text("unit"));
            give(&directory.seal_keys(agency, unit, params.moment("now")?))
        },
    },
    Op {
        name: "enrolment.verify",
        about: "verifies a compact enrolment that has to be in force at a moment: whose key it is",
        params: &[need("enrolment", Text), need("directory", Handle("directory")), need("at", Moment)],
        result: "Enrolment",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let found = enrolment::verify(params.text("enrolment")?, directory, params.moment("at")?);
            give(&found.map_err(refuse)?)
        },
    },
];
