//! A procedure as one document. Everything that a portal shows or checks for it stands here.

use crate::Value;
use crate::deadline::Term;
use crate::party::{Basis, PartyRole};
use crate::report::Severity;
use crate::submission::Channel;

record! {
    /// A text in both languages.
    #[derive(Eq)]
    pub struct Text {
        /// Vietnamese.
        pub vi: String,
        /// English.
        pub en: String,
    }
}

record! {
    /// How sure the source of a part of a document is.
    #[derive(Eq)]
    pub struct SourceMark {
        /// JSON Pointer of the part.
        pub pointer: String,
        /// `derived` (concluded from texts of law) or `uncertain` (not found in a public source).
        pub mark: String,
        /// What is not certain.
        pub note: Text,
    }
}

record! {
    /// Right by which a party acts, chosen by the first condition that holds.
    pub struct BasisRule {
        /// JsonLogic over the data.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
        pub when: Option<Value>,
        /// The right.
        pub basis: Basis,
        /// Attachment slot that proves it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub evidence: Option<String>,
    }
}

record! {
    /// How a party is read from the data: the object at `from` has `fullName`, `birthDate?`, `id?`.
    pub struct PartyRule {
        /// Role.
        pub role: PartyRole,
        /// Pointer of the person in the data.
        pub from: String,
        /// JsonLogic: only when it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
        pub when: Option<Value>,
        /// For whom the party acts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub acts_for: Option<PartyRole>,
        /// By what right.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub basis: Vec<BasisRule>,
    }
}

record! {
    /// Who must sign, and how they may vouch.
    #[derive(Eq)]
    pub struct SignerRule {
        /// Role.
        pub role: PartyRole,
        /// Allowed ways: `key`, `session`, `desk`, `ca`.
        pub auth: Vec<String>,
    }
}

record! {
    /// Office that may open a packet.
    #[derive(Eq)]
    pub struct Recipients {
        /// Unit role in the key directory that receives, for example `commune`.
        pub unit: String,
        /// Unit role of the recovery recipient, shown to the citizen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub recovery: Option<String>,
    }
}

record! {
    /// A cross-field rule.
    pub struct Rule {
        /// Id within the procedure.
        pub id: String,
        /// Weight of a failure.
        pub severity: Severity,
        /// Pointers of the fields concerned; the issue stands at the first.
        pub affects: Vec<String>,
        /// JsonLogic with CertLogic's date operators; must hold.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub assert: Value,
        /// Sentence for a person.
        pub message: Text,
        /// Article behind the rule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub legal_basis: Option<String>,
    }
}

record! {
    /// A part of the form that is shown only while a condition holds.
    pub struct VisibilityRule {
        /// Pointer of the field or object in the data.
        pub target: String,
        /// JsonLogic; hidden while false.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub when: Value,
    }
}

record! {
    /// A field that must be filled while a condition holds.
    pub struct RequirementRule {
        /// Pointer of the field.
        pub target: String,
        /// JsonLogic; required while true.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub when: Value,
    }
}

record! {
    /// A value computed from others.
    pub struct ComputedRule {
        /// Pointer of the field.
        pub target: String,
        /// JsonLogic.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub value: Value,
    }
}

record! {
    /// A document that the applicant attaches.
    pub struct AttachmentSlot {
        /// Id.
        pub id: String,
        /// Name.
        pub name: Text,
        /// Help.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub hint: Option<Text>,
        /// JsonLogic: shown while it holds; always without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
        pub when: Option<Value>,
        /// JsonLogic or boolean: must be attached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional, type = "unknown"))]
        pub required: Option<Value>,
        /// Media types accepted.
        pub media: Vec<String>,
        /// Largest size of one file in bytes.
        pub max_size: u32,
        /// Largest number of files.
        pub max_files: u32,
        /// Channels in which the slot exists; all when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub channels: Vec<Channel>,
        /// Class of personal data.
        pub data_class: String,
        /// Article behind it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub legal_basis: Option<String>,
    }
}

record! {
    /// Fee as data.
    #[derive(Eq)]
    pub struct Fee {
        /// Amount in đồng, as decimal digits; absent where the note alone says who sets it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub amount: Option<String>,
        /// What it is, and who sets it.
        pub note: Text,
        /// Article behind it.
        pub legal_basis: String,
    }
}

record! {
    /// Class of personal data of a part of the form.
    #[derive(Eq)]
    pub struct DataClass {
        /// Pointer.
        pub pointer: String,
        /// `basic` or `sensitive:<kind>`.
        #[serde(rename = "class")]
        pub class: String,
    }
}

record! {
    /// A field filled from the login's claims.
    #[derive(Eq)]
    pub struct PrefillRule {
        /// Pointer of the field.
        pub pointer: String,
        /// Name of the claim: `name`, `citizenId`, `birthDate`.
        pub claim: String,
    }
}

record! {
    /// A reason that an officer can choose.
    #[derive(Eq)]
    pub struct ReasonDef {
        /// Stable code.
        pub code: String,
        /// Statuses to which it applies.
        pub to: Vec<u32>,
        /// Sentence for the applicant.
        pub text: Text,
    }
}

record! {
    /// A procedure.
    #[serde(deny_unknown_fields)]
    pub struct Procedure {
        /// National code, for example `1.001193`.
        pub code: String,
        /// Version of this document.
        pub version: String,
        /// First day in force, `yyyy-mm-dd`.
        pub valid_from: String,
        /// Last day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub valid_to: Option<String>,
        /// Parts whose source is not certain. What has no mark is verified.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub marks: Vec<SourceMark>,
        /// Texts of law.
        pub legal_basis: Vec<String>,
        /// Name.
        pub name: Text,
        /// One or two sentences for the applicant: what it is and what is needed.
        pub summary: Text,
        /// Service level: `full` (toàn trình) or `partial` (một phần), Decree 224/2026/NĐ-CP.
        pub level: String,
        /// Who decides.
        pub authority: Text,
        /// How it may be filed.
        pub channels: Vec<Channel>,
        /// How the result may be returned.
        pub return_channels: Vec<String>,
        /// Parties.
        pub parties: Vec<PartyRule>,
        /// Signers.
        pub signers: Vec<SignerRule>,
        /// Lowest assurance level of the login online (Decree 69/2024/NĐ-CP).
        pub min_assurance: u32,
        /// Recipients of the packet.
        pub recipients: Recipients,
        /// JSON Schema 2020-12 of the data.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub form: Value,
        /// JSON Forms UI schema.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub ui: Value,
        /// Cross-field rules.
        pub rules: Vec<Rule>,
        /// Visibility.
        pub visibility: Vec<VisibilityRule>,
        /// Conditional requirements.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub requirements: Vec<RequirementRule>,
        /// Computed values.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub computed: Vec<ComputedRule>,
        /// Attachments.
        pub attachments: Vec<AttachmentSlot>,
        /// Fee.
        pub fee: Fee,
        /// Term.
        pub deadline: Term,
        /// Id of the workflow.
        pub workflow: String,
        /// Classes of personal data.
        pub data_class: Vec<DataClass>,
        /// Prefill.
        pub prefill: Vec<PrefillRule>,
        /// Pointers of fields with a blind index.
        pub index: Vec<String>,
        /// Reasons for officers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reasons: Vec<ReasonDef>,
    }
}
