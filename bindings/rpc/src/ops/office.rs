//! What the office does that a packet reached: opening, handing on, keeping data at rest.

use motcua::Failure;
use motcua::crypto::attachment::ClassKey;
use motcua::crypto::packet::Opening;
use motcua::crypto::seal::{self, Opener};
use motcua::failure::of_code;
use motcua::flow::{at_rest, open};
use motcua::types::audit::AccessStatement;
use motcua::types::jose::Jwk;
use motcua::types::office::{ExpectedPacket, SealedField};
use motcua::types::submission::{Anchor, CaAnswer};
use zeroize::Zeroizing;

use super::pack::of;
use super::seal::sealed;
use super::{Op, give, members, refuse};
use crate::entropy::System;
use crate::handles::Handles;
use crate::params::Kind::{Bytes, Handle, Json, List, Moment, Record, Text, Whole};
use crate::params::{Param, Params, may, need};

const PACKET: Param = need("packet", Record("SealedObject"));
/// A key that this process holds.
pub(super) const KEY: Param = may("openingKey", Handle("openingKey"));
/// In its place: the key of the host, and the secret that it agreed as `open.begin` asked.
pub(super) const KID: Param = may("kid", Text);
/// See [`KID`].
pub(super) const AGREED: Param = may("agreed", Bytes);
const DIRECTORY: Param = need("directory", Handle("directory"));
const EXPECTED: Param = need("expected", Record("ExpectedPacket"));
const NOW: Param = need("now", Moment);
const ANCHOR: Param = may("anchor", Record("Anchor"));
const RECIPIENTS: Param = need("recipients", List("Jwk"));

pub(super) const OPS: &[Op] = &[
    Op {
        name: "open.begin",
        about: "first step with a key that the host holds: what it has to agree a secret with",
        params: &[need("sealed", Record("SealedObject")), need("key", Record("Jwk"))],
        result: "AgreementRequest",
        run: |_, params| give(&open::begin(&sealed(params, "sealed")?, &params.record("key")?)?),
    },
    Op {
        name: "packet.open",
        about: "opens a packet and verifies everything about it against what the caller's own records expect",
        params: &[
            PACKET,
            KEY,
            KID,
            AGREED,
            DIRECTORY,
            EXPECTED,
            NOW,
            ANCHOR,
            may("answers", List("CaAnswer")),
        ],
        result: "OpenedPacket",
        run: |handles, params| {
            let answers: Vec<CaAnswer> = params.list("answers")?;
            give(&opening(handles, params)?.finish(&answers).map_err(refuse)?)
        },
    },
    Op {
        name: "packet.checks",
        about: "certificates that the host has to judge before packet.open, with nothing of the content",
        params: &[PACKET, KEY, KID, AGREED, DIRECTORY, EXPECTED, NOW, ANCHOR],
        result: "CaCheck[]",
        run: |handles, params| give(&opening(handles, params)?.checks().to_vec()),
    },
    Op {
        name: "packet.transfer",
        about: "hands a packet to another office, with what the holder's signed event has to say",
        params: &[
            PACKET,
            KEY,
            KID,
            AGREED,
            need("from", Text),
            need("to", Text),
            need("reason", Text),
            RECIPIENTS,
        ],
        result: "TransferredPacket",
        run: |handles, params| {
            let route = (params.text("from")?, params.text("to")?, params.text("reason")?);
            let recipients: Vec<Jwk> = params.list("recipients")?;
            let packet = sealed(params, "packet")?;
            with_opener(handles, params, |opener| {
                give(&open::transfer(&packet, opener, route, &recipients, &mut System)?)
            })
        },
    },
    Op {
        name: "packet.rewrap",
        about: "the same content for other recipients, unread; also for the sealed key of a dossier",
        params: &[PACKET, KEY, KID, AGREED, RECIPIENTS],
        result: "SealedObject",
        run: |handles, params| {
            let recipients: Vec<Jwk> = params.list("recipients")?;
            let packet = sealed(params, "packet")?;
            with_opener(handles, params, |opener| {
                Ok(seal::to_value(&open::rewrap(&packet, opener, &recipients, &mut System)?))
            })
        },
    },
    Op {
        name: "data.seal",
        about: "seals the data of a submission, each part under the key of its class",
        params: &[
            need("pack", Handle("pack")),
            need("code", Text),
            NOW,
            may("version", Record("ProcedureRef")),
            need("dossierKey", Handle("dossierKey")),
            need("data", Json),
            need("edition", Whole),
        ],
        result: "SealedField[]",
        run: |handles, params| {
            let key = handles.dossier_key(params.text("dossierKey")?)?;
            let (data, edition) = (params.document("data")?, params.count("edition")?);
            give(&at_rest::seal(of(handles, params)?, &data, key, edition, &mut System)?)
        },
    },
    Op {
        name: "data.open",
        about: "opens the parts whose class is among the keys and puts them together, a record for each opening",
        params: &[
            need("fields", List("SealedField")),
            need("classKeys", List("classKey")),
            need("access", Record("AccessStatement")),
        ],
        result: "{data, audit}",
        run: |handles, params| {
            let (fields, access): (Vec<SealedField>, AccessStatement) =
                (params.list("fields")?, params.record("access")?);
            let ids: Vec<String> = params.list("classKeys")?;
            let keys = ids.iter().map(|id| handles.class_key(id)).collect::<Result<Vec<&ClassKey>, _>>()?;
            let (data, audit) = at_rest::open(&fields, &keys, &access)?;
            Ok(members([("data", data), ("audit", give(&audit)?)]))
        },
    },
];

fn opening(handles: &Handles, params: &Params<'_>) -> Result<Opening, Failure> {
    let directory = handles.directory(params.text("directory")?)?;
    let (expected, now): (ExpectedPacket, i64) = (params.record("expected")?, params.moment("now")?);
    let anchor: Option<Anchor> = if params.has("anchor") { Some(params.record("anchor")?) } else { None };
    let packet = sealed(params, "packet")?;
    with_opener(handles, params, |opener| {
        open::packet(&packet, opener, directory, &expected, anchor.as_ref(), now)
    })
}

/// Runs `task` with the opener that was given.
pub(super) fn with_opener<T>(
    handles: &Handles,
    params: &Params<'_>,
    task: impl FnOnce(Opener<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    match (params.maybe_text("openingKey"), params.maybe_text("kid"), params.has("agreed")) {
        (Some(id), None, false) => task(handles.opening_key(id)?.into()),
        (None, Some(kid), true) => {
            let secret = Zeroizing::new(params.bytes("agreed")?);
            task(Opener::Agreed { kid, secret: &secret })
        }
        _ => Err(of_code("boundary/type").at("/params")),
    }
}
