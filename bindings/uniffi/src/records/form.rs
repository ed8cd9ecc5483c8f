//! Forms over their data.

use motcua::flow;
use motcua::json::{Value, from_value, to_canonical_string};
use motcua::types::{pack, report, session, submission};

use super::{Attachment, Channel, Issue, Report};
use crate::error::{Result, of_code};
use crate::text::write;

/// The exact text of the law that was shown: procedure, version and hash of its document.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ProcedureRef {
    /// National code, for example `1.001193`.
    pub code: String,
    /// Version of the document.
    pub version: String,
    /// `sha-256:<base64url>` over the canonical document.
    pub hash: String,
}

impl From<submission::ProcedureRef> for ProcedureRef {
    fn from(reference: submission::ProcedureRef) -> Self {
        let submission::ProcedureRef { code, version, hash } = reference;
        Self { code, version, hash }
    }
}

impl From<ProcedureRef> for submission::ProcedureRef {
    fn from(reference: ProcedureRef) -> Self {
        let ProcedureRef { code, version, hash } = reference;
        Self { code, version, hash }
    }
}

/// One entry of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CatalogueEntry {
    /// Code stored in the data.
    pub code: String,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Code of the entry above it in another catalogue.
    pub parent: Option<String>,
}

impl From<pack::CatalogueEntry> for CatalogueEntry {
    fn from(entry: pack::CatalogueEntry) -> Self {
        let pack::CatalogueEntry { code, vi, en, parent } = entry;
        Self { code, vi, en, parent }
    }
}

/// Progress of one section of a form.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SectionProgress {
    /// Pointer of the section in the procedure's `ui`.
    pub section: String,
    /// Required fields that are visible now.
    pub required: u32,
    /// Of those, how many hold a value without an error.
    pub done: u32,
    /// Errors in this section.
    pub errors: u32,
}

impl From<report::SectionProgress> for SectionProgress {
    fn from(progress: report::SectionProgress) -> Self {
        let report::SectionProgress { section, required, done, errors } = progress;
        Self { section, required, done, errors }
    }
}

/// A value that the procedure computes from others.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct ComputedValue {
    /// Where it belongs.
    pub pointer: String,
    /// The value (JSON text); `null` where nothing is computed any more.
    pub value: String,
}

impl From<report::ComputedValue> for ComputedValue {
    fn from(computed: report::ComputedValue) -> Self {
        Self { pointer: computed.pointer, value: to_canonical_string(&computed.value) }
    }
}

fn all<A, B: From<A>>(list: Vec<A>) -> Vec<B> {
    list.into_iter().map(B::from).collect()
}

/// What a renderer needs to draw a form over its present data.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormState {
    /// Verdict on the data after pruning hidden fields.
    pub report: Report,
    /// Pointers that are hidden now, with everything below them.
    pub hidden: Vec<String>,
    /// Pointers that must be filled now.
    pub required: Vec<String>,
    /// Values computed by the procedure.
    pub computed: Vec<ComputedValue>,
    /// Progress by section, in the order of the `ui`.
    pub sections: Vec<SectionProgress>,
}

impl From<report::FormState> for FormState {
    fn from(state: report::FormState) -> Self {
        let report::FormState { report, hidden, required, computed, sections } = state;
        Self { report: report.into(), hidden, required, computed: all(computed), sections: all(sections) }
    }
}

/// What one change of an open form changed.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormChange {
    /// Whether the form has no error now.
    pub valid: bool,
    /// Findings that are new, in the order of the form.
    pub appeared: Vec<Issue>,
    /// Findings that are gone.
    pub gone: Vec<Issue>,
    /// Pointers that are hidden from now on.
    pub hidden: Vec<String>,
    /// Pointers that are no longer hidden.
    pub shown: Vec<String>,
    /// Pointers that must be filled from now on.
    pub required: Vec<String>,
    /// Pointers that need not be filled any more.
    pub optional: Vec<String>,
    /// Values computed anew.
    pub computed: Vec<ComputedValue>,
    /// Progress of the sections where it changed.
    pub sections: Vec<SectionProgress>,
}

impl From<session::FormChange> for FormChange {
    fn from(change: session::FormChange) -> Self {
        let session::FormChange {
            valid,
            appeared,
            gone,
            hidden,
            shown,
            required,
            optional,
            computed,
            sections,
        } = change;
        Self {
            valid,
            appeared: all(appeared),
            gone: all(gone),
            hidden,
            shown,
            required,
            optional,
            computed: all(computed),
            sections: all(sections),
        }
    }
}

/// A value that a migration could not keep.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DroppedValue {
    /// Where it stood.
    pub pointer: String,
    /// The value (JSON text).
    pub value: String,
    /// `noField`, `otherType` or `noChoice`.
    pub reason: String,
}

impl From<session::DroppedValue> for DroppedValue {
    fn from(dropped: session::DroppedValue) -> Self {
        let reason = match dropped.reason {
            session::DropReason::NoField => "noField",
            session::DropReason::OtherType => "otherType",
            session::DropReason::NoChoice => "noChoice",
        };
        Self {
            pointer: dropped.pointer,
            value: to_canonical_string(&dropped.value),
            reason: reason.to_owned(),
        }
    }
}

/// A draft under another version of its form, and what became of its values.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Migration {
    /// The draft (JSON text), bound to the other version.
    pub draft: String,
    /// Pointers of values that stay as they were.
    pub kept: Vec<String>,
    /// Pointers of values that were written in another type.
    pub changed: Vec<String>,
    /// Values that have no place any more; they stand in the draft as well.
    pub dropped: Vec<DroppedValue>,
}

impl Migration {
    pub(crate) fn of(migration: session::Migration) -> Result<Self> {
        let session::Migration { draft, kept, changed, dropped } = migration;
        Ok(Self { draft: write(&draft)?, kept, changed, dropped: all(dropped) })
    }
}

/// A form filled from the claims of a login.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Prefilled {
    /// The data (JSON text).
    pub data: String,
    /// Where each value came from (JSON text).
    pub provenance: String,
}

/// Who vouches for a submission, and how.
#[derive(Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Auth {
    /// A device key that the portal has enrolled for the person.
    Key {
        /// Compact JWS `egov-enrol+jws`, scope `device`.
        enrolment: String,
    },
    /// The portal, for the length of one session.
    Session {
        /// Compact JWS `egov-enrol+jws`, scope `session`.
        enrolment: String,
    },
    /// An officer at the desk, for a person who came with papers.
    Desk {
        /// Compact JWS `egov-enrol+jws`, scope `officer`.
        enrolment: String,
        /// Kind of the paper shown: `citizenCard`, `passport`, `other`.
        document: String,
        /// How the officer checked who it is: `face`, `chip`, `knownPerson`.
        check: String,
        /// `sha-256:<base64url>` of the scanned signed paper form.
        scan: String,
    },
    /// A certificate of a public certification authority beside an enrolled key.
    Certificate {
        /// Compact JWS `egov-enrol+jws`.
        enrolment: String,
        /// `sha-256:<base64url>` of the certificate.
        certificate: String,
    },
}

impl From<Auth> for submission::Auth {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::Key { enrolment } => Self::Key { enrolment },
            Auth::Session { enrolment } => Self::Session { enrolment },
            Auth::Desk { enrolment, document, check, scan } => {
                Self::Desk { enrolment, document, check, scan }
            }
            Auth::Certificate { enrolment, certificate } => Self::Ca { enrolment, certificate },
        }
    }
}

/// The portal's reference of a party, so that it can be asked to co-sign.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PartyReference {
    /// Role of the party, such as `coApplicant`; of several in one role the first without a reference is meant.
    pub role: String,
    /// Stable reference of the person, as their enrolment has it.
    pub reference: String,
}

impl PartyReference {
    pub(crate) fn into_core(self) -> Result<flow::PartyReference> {
        let role = from_value(&Value::from(self.role.as_str())).map_err(|_| of_code("boundary/type"))?;
        Ok(flow::PartyReference { role, reference: self.reference })
    }
}

/// What becomes of a filled form.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PrepareRequest {
    /// Random id of the dossier.
    pub dossier: String,
    /// The form's data (JSON text); hidden parts are pruned.
    pub data: String,
    /// What the form was filled from, so that changed values are marked as declared.
    pub prefilled: Option<Prefilled>,
    /// Who vouches.
    pub auth: Auth,
    /// Challenge of the intake.
    pub nonce: String,
    /// Agencies meant to act.
    pub aud: Vec<String>,
    /// Manifest of the sealed attachments.
    pub attachments: Vec<Attachment>,
    /// How it comes in.
    pub channel: Channel,
    /// `submission`, `supplement`, `withdrawal`, …
    pub kind: String,
    /// Hash of the event that this answers.
    pub of: Option<String>,
    /// When the dossier was filed (RFC 3339), for a packet that follows the first one: rules see that day as today.
    pub filed: Option<String>,
    /// Who of the parties the portal knows.
    pub references: Vec<PartyReference>,
}
