//! From a filled form to the payload that is signed.

use motcua::forms::CompiledProcedure;
use motcua::json::{Object, Value};
use motcua::types::report::Severity;
use motcua::types::submission::{Attachment, Auth, Channel, Provenance, Submission, SubmissionType};
use motcua::{Failure, failure};
use serde::Deserialize;

/// Everything about a submission beside its data.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request {
    pub(crate) now: String,
    dossier: String,
    auth: Auth,
    nonce: String,
    aud: Vec<String>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    channel: Option<Channel>,
    #[serde(default, rename = "type")]
    kind: Option<SubmissionType>,
    #[serde(default)]
    of: Option<String>,
}

/// What the form started with.
#[derive(Deserialize)]
pub(crate) struct Given {
    data: Value,
    provenance: Vec<Provenance>,
}

impl Default for Given {
    fn default() -> Self {
        Self { data: Value::Object(Object::new()), provenance: Vec::new() }
    }
}

/// Judges the form and puts the payload together.
pub(crate) fn prepare(
    procedure: &CompiledProcedure,
    data: &Value,
    given: &Given,
    request: Request,
    now: i64,
) -> Result<Submission, Failure> {
    let Request { dossier, auth, nonce, aud, attachments, channel, kind, of, .. } = request;
    let channel = channel.unwrap_or(Channel::Online);
    let report = procedure.validate(data, &attachments, channel, now);
    if let Some(first) = report.issues.iter().find(|issue| issue.severity == Severity::Error) {
        return Err(failure::of_code("form/invalid").at(first.pointer.as_str()).with("issue", first.code.as_str()));
    }
    let data = procedure.prune(data, &attachments, channel, now);
    Ok(Submission {
        v: 1,
        kind: kind.unwrap_or(SubmissionType::Submission),
        dossier,
        procedure: procedure.reference(),
        aud,
        nonce,
        iat: now,
        channel,
        auth,
        parties: procedure.parties(&data, &attachments, channel, now),
        provenance: procedure.provenance(&given.data, &given.provenance, &data),
        data,
        attachments,
        of,
    })
}
