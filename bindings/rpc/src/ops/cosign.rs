//! `cosign.*`: a second signature, asked for by who files, given or refused by the person named.

use motcua::flow::cosign;
use motcua::types::jose::{CoSignature, Jwk};
use motcua::types::submission::CosignRequest;

use super::office::{AGREED, KEY, KID, with_opener};
use super::seal::sealed;
use super::{Op, give};
use crate::entropy::System;
use crate::params::Kind::{Handle, List, Moment, Record, Signed, Text};
use crate::params::{Param, need};

const REQUEST: Param = need("request", Record("CosignRequest"));
const ENROLMENT: Param = need("enrolment", Text);
const DIRECTORY: Param = need("directory", Handle("directory"));
const NOW: Param = need("now", Moment);

pub(super) const OPS: &[Op] = &[
    Op {
        name: "cosign.request",
        about: "a request over a submission that the asker has signed; until is when it ends",
        params: &[need("jws", Signed), need("reference", Text), need("until", Moment)],
        result: "CosignRequest",
        run: |_, params| {
            let (jws, until) = (params.signed("jws")?, params.moment("until")?);
            give(&cosign::request(&jws, params.text("reference")?, until)?)
        },
    },
    Op {
        name: "cosign.seal",
        about: "seals a request to keys of the person asked",
        params: &[REQUEST, need("recipients", List("Jwk"))],
        result: "SealedObject",
        run: |_, params| {
            let (request, keys): (CosignRequest, Vec<Jwk>) =
                (params.record("request")?, params.list("recipients")?);
            give(&cosign::seal(&request, &keys, &mut System)?)
        },
    },
    Op {
        name: "cosign.open",
        about: "opens a sealed request and verifies it",
        params: &[need("sealed", Record("SealedObject")), KEY, KID, AGREED, DIRECTORY, NOW],
        result: "CosignInvitation",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let (object, now) = (sealed(params, "sealed")?, params.moment("now")?);
            with_opener(handles, params, |opener| give(&cosign::open(&object, opener, directory, now)?))
        },
    },
    Op {
        name: "cosign.read",
        about: "verifies a request that came in the open",
        params: &[REQUEST, DIRECTORY, NOW],
        result: "CosignInvitation",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            give(&cosign::read(&params.record("request")?, directory, params.moment("now")?)?)
        },
    },
    Op {
        name: "cosign.begin",
        about: "first step of signing, with the enrolment (compact) of the person asked",
        params: &[REQUEST, ENROLMENT, DIRECTORY, NOW],
        result: "SigningRequest",
        run: |handles, params| {
            let (request, now): (CosignRequest, i64) = (params.record("request")?, params.moment("now")?);
            let directory = handles.directory(params.text("directory")?)?;
            give(&cosign::begin(&request, params.text("enrolment")?, directory, now)?)
        },
    },
    Op {
        name: "cosign.finish",
        about: "second step: the co-signature of what sign.finish put together, checked as the asker will",
        params: &[REQUEST, need("signed", Signed), ENROLMENT, DIRECTORY, NOW],
        result: "CoSignature",
        run: |handles, params| {
            let (request, now): (CosignRequest, i64) = (params.record("request")?, params.moment("now")?);
            let (signed, enrolment) = (params.signed("signed")?, params.text("enrolment")?);
            let directory = handles.directory(params.text("directory")?)?;
            give(&cosign::finish(&request, &signed, enrolment, directory, now)?)
        },
    },
    Op {
        name: "cosign.verify",
        about: "verifies an answer, before it goes into the packet",
        params: &[REQUEST, need("cosignature", Record("CoSignature")), DIRECTORY, NOW],
        result: "Enrolment",
        run: |handles, params| {
            let (request, signature): (CosignRequest, CoSignature) =
                (params.record("request")?, params.record("cosignature")?);
            let directory = handles.directory(params.text("directory")?)?;
            give(&cosign::verify(&request, &signature, directory, params.moment("now")?)?)
        },
    },
    Op {
        name: "cosign.beginRefusal",
        about: "first step of saying no",
        params: &[REQUEST, ENROLMENT, DIRECTORY, NOW],
        result: "SigningRequest",
        run: |handles, params| {
            let (request, now): (CosignRequest, i64) = (params.record("request")?, params.moment("now")?);
            let directory = handles.directory(params.text("directory")?)?;
            give(&cosign::begin_refusal(&request, params.text("enrolment")?, directory, now)?)
        },
    },
    Op {
        name: "cosign.verifyRefusal",
        about: "verifies a refusal",
        params: &[need("signed", Signed), REQUEST, DIRECTORY],
        result: "CosignRefusal",
        run: |handles, params| {
            let directory = handles.directory(params.text("directory")?)?;
            let request: CosignRequest = params.record("request")?;
            give(&cosign::verify_refusal(&params.signed("signed")?, &request, directory)?)
        },
    },
];
