//! The records of this boundary, mirrors of those in `motcua::types`.
//!
//! They are written out here, because UniFFI makes one module of each language for each crate that derives its
//! traits: records in two crates would be two packages in every app.

mod form;
mod log;
mod sealed;
mod value;

use motcua::types::{jose, pack, procedure, report, submission};

pub use form::{
    Auth, CatalogueEntry, ComputedValue, DroppedValue, FormChange, FormState, Migration, PartyReference,
    Prefilled, PrepareRequest, ProcedureRef, SectionProgress,
};
pub use log::{
    ActorRole, Applied, Checkpoint, Clock, DossierState, Due, DueStep, Effect, Fee, HistoryEntry, NextStep,
    Reason, StatusInfo, TermStanding, Transition,
};
pub use sealed::{
    Access, AgreementAlgorithm, AgreementRequest, Anchor, CaAnswer, CaCheck, CaIndication, ChunkPlace,
    CosignInvitation, CosignRefusal, Expected, OpenedChunk, OpenedData, OpenedField, OpenedPacket,
    RefusedSignature, Revocation, SealedField, Signer, SignerRule, Standing, TransferredPacket,
};
pub use value::{
    CheckedValue, LunarDay, PlaceAnswer, PlaceCandidate, PlaceUnit, TransferCode, ValueContext, ValuePart,
    ValueVerdict, WorkingDay,
};

/// A named value for a placeholder of a message. Holds limits, field names and dates, never what a person typed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Param {
    /// Name of the placeholder.
    pub name: String,
    /// Value in a neutral form: decimal number, ISO date, JSON Pointer, code.
    pub value: String,
}

impl From<report::Param> for Param {
    fn from(param: report::Param) -> Self {
        Self { name: param.name, value: param.value }
    }
}

impl From<Param> for report::Param {
    fn from(param: Param) -> Self {
        Self { name: param.name, value: param.value }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Severity {
    /// The document cannot be submitted as it is.
    Error,
    /// The document can be submitted; a person should look again.
    Warning,
    /// A remark.
    Info,
}

/// One finding about one place in a document.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Issue {
    /// Registered code, `area/name`.
    pub code: String,
    /// JSON Pointer (RFC 6901) into the data; attachments stand under `/attachments/<slot>`.
    pub pointer: String,
    /// Weight.
    pub severity: Severity,
    /// Values for the message's placeholders.
    pub params: Vec<Param>,
}

impl From<report::Issue> for Issue {
    fn from(issue: report::Issue) -> Self {
        let severity = match issue.severity {
            report::Severity::Error => Severity::Error,
            report::Severity::Warning => Severity::Warning,
            report::Severity::Info => Severity::Info,
        };
        let params = issue.params.into_iter().map(Param::from).collect();
        Self { code: issue.code, pointer: issue.pointer, severity, params }
    }
}

impl From<Issue> for report::Issue {
    fn from(issue: Issue) -> Self {
        let severity = match issue.severity {
            Severity::Error => report::Severity::Error,
            Severity::Warning => report::Severity::Warning,
            Severity::Info => report::Severity::Info,
        };
        let params = issue.params.into_iter().map(report::Param::from).collect();
        Self { code: issue.code, pointer: issue.pointer, severity, params }
    }
}

/// The verdict on a form, in document order; equal input gives an equal report on every platform.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Report {
    /// True when no finding has severity `Error`.
    pub valid: bool,
    /// The findings.
    pub issues: Vec<Issue>,
}

impl From<report::Report> for Report {
    fn from(report: report::Report) -> Self {
        Self { valid: report.valid, issues: report.issues.into_iter().map(Issue::from).collect() }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl From<procedure::Text> for Text {
    fn from(text: procedure::Text) -> Self {
        Self { vi: text.vi, en: text.en }
    }
}

/// A procedure that a pack holds.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ProcedureSummary {
    /// National code, for example `1.001193`.
    pub code: String,
    /// Version of its document.
    pub version: String,
    /// First day in force, `yyyy-mm-dd`.
    pub valid_from: String,
    /// Name.
    pub name: Text,
}

impl From<pack::ProcedureSummary> for ProcedureSummary {
    fn from(summary: pack::ProcedureSummary) -> Self {
        let pack::ProcedureSummary { code, version, valid_from, name } = summary;
        Self { code, version, valid_from, name: name.into() }
    }
}

/// What a loaded pack holds.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PackInfo {
    /// Name of the series.
    pub id: String,
    /// Number within the series; the host keeps the highest it has seen.
    pub seq: i64,
    /// First day in force, `yyyy-mm-dd`.
    pub valid_from: String,
    /// Procedures.
    pub procedures: Vec<ProcedureSummary>,
    /// Names of catalogues.
    pub catalogues: Vec<String>,
}

impl From<pack::PackInfo> for PackInfo {
    fn from(info: pack::PackInfo) -> Self {
        Self {
            id: info.id,
            seq: info.seq,
            valid_from: info.valid_from,
            procedures: info.procedures.into_iter().map(ProcedureSummary::from).collect(),
            catalogues: info.catalogues,
        }
    }
}

/// How a dossier comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Channel {
    /// Through a portal or an app.
    Online,
    /// At the one-stop desk.
    Desk,
    /// By post.
    Post,
}

impl From<Channel> for submission::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Online => Self::Online,
            Channel::Desk => Self::Desk,
            Channel::Post => Self::Post,
        }
    }
}

/// A document that a person attaches.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Attachment {
    /// Id unique within the submission.
    pub id: String,
    /// Which of the procedure's attachments it is.
    pub slot: String,
    /// File name as the person gave it.
    pub name: String,
    /// Media type found in the bytes.
    pub media: String,
    /// Size in bytes.
    pub size: u32,
    /// `sha-256:<base64url>` of the bytes.
    pub hash: String,
    /// Number of chunks that it is sealed in.
    pub chunks: u32,
}

impl From<Attachment> for submission::Attachment {
    fn from(attachment: Attachment) -> Self {
        let Attachment { id, slot, name, media, size, hash, chunks } = attachment;
        Self { id, slot, name, media, size, hash, chunks }
    }
}

/// Language of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Language {
    /// Vietnamese.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }
}

/// How much a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MessageForm {
    /// One line beside a field.
    Short,
    /// Whole sentences, as a screen reader says them well.
    Long,
}

impl From<MessageForm> for motcua::forms::Length {
    fn from(form: MessageForm) -> Self {
        match form {
            MessageForm::Short => Self::Short,
            MessageForm::Long => Self::Long,
        }
    }
}

/// A public key (RFC 7517): `OKP` with `Ed25519` or `X25519`, or `EC` with `P-256`.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Jwk {
    /// `OKP` or `EC`.
    pub kty: String,
    /// `Ed25519`, `X25519` or `P-256`.
    pub crv: String,
    /// Public value or x coordinate, base64url.
    pub x: String,
    /// y coordinate of an `EC` key, base64url.
    #[uniffi(default = None)]
    pub y: Option<String>,
    /// Thumbprint (RFC 7638); recomputed by the core, never trusted.
    #[uniffi(default = None)]
    pub kid: Option<String>,
    /// Algorithm when the producer says so.
    #[uniffi(default = None)]
    pub alg: Option<String>,
    /// `use` when the producer says so: `sig` or `enc`.
    #[uniffi(default = None)]
    pub usage: Option<String>,
}

impl From<Jwk> for jose::Jwk {
    fn from(jwk: Jwk) -> Self {
        let Jwk { kty, crv, x, y, kid, alg, usage } = jwk;
        Self { kty, crv, x, y, kid, alg, usage }
    }
}

impl From<jose::Jwk> for Jwk {
    fn from(jwk: jose::Jwk) -> Self {
        let jose::Jwk { kty, crv, x, y, kid, alg, usage } = jwk;
        Self { kty, crv, x, y, kid, alg, usage }
    }
}

/// First half of two-step signing. The host signs the ASCII bytes of `signing_input` with the key `kid`.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SigningRequest {
    /// `EdDSA` or `ES256` (ECDSA over P-256 with SHA-256).
    pub alg: String,
    /// Thumbprint of the key that must sign.
    pub kid: String,
    /// Protected header, base64url.
    pub protected_header: String,
    /// Payload, base64url.
    pub payload: String,
    /// What to sign: `protected_header "." payload`.
    pub signing_input: String,
}

impl From<jose::SigningRequest> for SigningRequest {
    fn from(request: jose::SigningRequest) -> Self {
        let jose::SigningRequest { alg, kid, protected, payload, signing_input } = request;
        Self { alg, kid, protected_header: protected, payload, signing_input }
    }
}

impl From<SigningRequest> for jose::SigningRequest {
    fn from(request: SigningRequest) -> Self {
        let SigningRequest { alg, kid, protected_header, payload, signing_input } = request;
        Self { alg, kid, protected: protected_header, payload, signing_input }
    }
}

/// A signed object whose signature has been verified, in its two serialisations (RFC 7515).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SignedObject {
    /// Flattened JSON, as submissions, directories and packs travel.
    pub json: String,
    /// Compact text, as enrolments and events travel.
    pub compact: String,
}

impl From<jose::FlattenedJws> for SignedObject {
    fn from(jws: jose::FlattenedJws) -> Self {
        Self { json: motcua::crypto::sign::to_json(&jws), compact: motcua::crypto::sign::to_compact(&jws) }
    }
}
