//! From a filled form to the payload that somebody signs.

use motcua_forms::CompiledProcedure;
use motcua_json::record::Part;
use motcua_json::{Object, Value};
use motcua_types::party::{Party, PartyRole};
use motcua_types::report::Severity;
use motcua_types::submission::{Attachment, Auth, Channel, Provenance, Submission, SubmissionType};
use motcua_types::{ErrorCode, Failure};
use motcua_vn::date::DateTime;

use crate::failure::of_code;

/// Everything about a submission beside the form's data.
#[derive(Clone, Debug, Part)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// Random id of the dossier, `urn:uuid:…`.
    pub dossier: String,
    /// Who vouches.
    pub auth: Auth,
    /// Challenge of the intake.
    pub nonce: String,
    /// Agencies meant to act.
    pub aud: Vec<String>,
    /// Manifest of the sealed attachments.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// How it comes in; online when nothing is said.
    #[serde(default = "online")]
    pub channel: Channel,
    /// What it wants; a new dossier when nothing is said.
    #[serde(default = "submission", rename = "type")]
    pub kind: SubmissionType,
    /// Hash of the event that this answers.
    #[serde(default)]
    pub of: Option<String>,
    /// When the dossier was filed (RFC 3339), for a packet that follows the first one. What was in time then stays in
    /// time, so rules see that day as today.
    #[serde(default)]
    pub filed: Option<String>,
    /// Who of the parties the portal knows, so that they can be asked to co-sign. A form names people, the portal knows
    /// their accounts.
    #[serde(default)]
    pub references: Vec<PartyReference>,
}

/// The portal's reference of a party.
#[derive(Clone, Debug, Part)]
pub struct PartyReference {
    /// Role of the party; of several in one role the first without a reference is meant.
    pub role: PartyRole,
    /// Stable reference of the person, as their enrolment has it.
    pub reference: String,
}

/// Writes the references into the parties that the form names.
fn refer(parties: &mut [Party], references: Vec<PartyReference>) -> Result<(), Failure> {
    for (place, PartyReference { role, reference }) in references.into_iter().enumerate() {
        let party = parties.iter_mut().find(|party| party.role == role && party.reference.is_none());
        let party =
            party.ok_or_else(|| Failure::new(ErrorCode::BoundaryType).at(format!("/references/{place}")))?;
        party.reference = Some(reference);
    }
    Ok(())
}

impl Draft {
    /// The moment for the rules.
    fn judged_at(&self, now: i64) -> Result<i64, Failure> {
        let Some(text) = &self.filed else { return Ok(now) };
        let filed = DateTime::parse(text).map(DateTime::unix).filter(|filed| *filed <= now);
        filed.ok_or_else(|| Failure::new(ErrorCode::BoundaryType).at("/filed"))
    }
}

const fn online() -> Channel {
    Channel::Online
}

const fn submission() -> SubmissionType {
    SubmissionType::Submission
}

/// What the form started with, as [`CompiledProcedure::prefill`] gave it.
#[derive(Clone, Debug, Part)]
pub struct Prefilled {
    /// Data before anybody typed.
    pub data: Value,
    /// Where it came from.
    pub provenance: Vec<Provenance>,
}

impl Default for Prefilled {
    fn default() -> Self {
        Self { data: Value::Object(Object::new()), provenance: Vec::new() }
    }
}

/// Judges the form and puts the payload together: hidden fields pruned, parties read, provenance settled. `now` in
/// seconds since 1970. `procedure` is the version in force, or for a packet that follows the first one the version that
/// the dossier was filed under ([`Library::by_reference`](motcua_forms::Library::by_reference)).
///
/// # Errors
/// `form/invalid` at the first error of the report, with that error's code as parameter `issue`; `boundary/type` when
/// `filed` is no moment, or one to come, and when a reference is for a party that the form does not name.
pub fn prepare(
    procedure: &CompiledProcedure,
    data: &Value,
    prefilled: &Prefilled,
    draft: Draft,
    now: i64,
) -> Result<Submission, Failure> {
    let judged_at = draft.judged_at(now)?;
    let Draft { dossier, auth, nonce, aud, attachments, channel, kind, of, filed: _, references } = draft;
    let report = procedure.validate(data, &attachments, channel, judged_at);
    if let Some(first) = report.issues.iter().find(|issue| issue.severity == Severity::Error) {
        return Err(of_code("form/invalid").at(first.pointer.as_str()).with("issue", first.code.as_str()));
    }
    let data = procedure.prune(data, &attachments, channel, judged_at);
    let mut parties = procedure.parties(&data, &attachments, channel, judged_at);
    refer(&mut parties, references)?;
    Ok(Submission {
        v: 1,
        kind,
        dossier,
        procedure: procedure.reference(),
        aud,
        nonce,
        iat: now,
        channel,
        auth,
        parties,
        provenance: procedure.provenance(&prefilled.data, &prefilled.provenance, &data),
        data,
        attachments,
        of,
    })
}
