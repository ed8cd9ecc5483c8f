//! Papers of a dossier as data: the forms of Circular 03/2025/TT-VPCP that an applicant or an office receives.

use crate::fee::FeeState;
use crate::procedure::Text;

record! {
    /// The office that issues a paper.
    #[derive(Eq)]
    pub struct Office {
        /// The body above it, for the head of the paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub superior: Option<Text>,
        /// Its name.
        pub name: Text,
        /// Place before the date, such as `Thành phố Hồ Chí Minh`.
        pub place: Text,
        /// Where people go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub address: Option<String>,
        /// Whom people call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub phone: Option<String>,
        /// Where people write to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub email: Option<String>,
    }
}

record! {
    personal
    /// Whom a paper is for.
    #[derive(Eq)]
    pub struct Addressee {
        /// Name of the person or organisation.
        pub name: String,
        /// Address in one line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub address: Option<String>,
        /// Telephone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub phone: Option<String>,
        /// E-mail.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub email: Option<String>,
    }
}

record! {
    /// The procedure as a paper names it.
    #[derive(Eq)]
    pub struct ProcedureName {
        /// National code.
        pub code: String,
        /// Name.
        pub name: Text,
    }
}

record! {
    personal
    /// A reason as a paper states it.
    #[derive(Eq)]
    pub struct StatedReason {
        /// The sentence of the reason's code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub text: Option<Text>,
        /// The officer's own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub note: Option<String>,
    }
}

record! {
    /// One step on the control slip (form 06): who had the dossier, and until when.
    #[derive(Eq)]
    pub struct ControlStep {
        /// The office or unit.
        pub unit: String,
        /// What it did, by the status that the dossier reached.
        pub status: Text,
        /// When, RFC 3339.
        pub at: String,
        /// Officer, as the office makes the name known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
    }
}

record! {
    personal
    /// What a paper says beside what the dossier's log knows.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct DocumentFacts {
        /// Who issues it.
        pub office: Office,
        /// Whom it is for.
        pub addressee: Addressee,
        /// What was handed in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub papers: Vec<String>,
        /// How the result is returned: `desk`, `online` or `post`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub return_by: Option<String>,
        /// Where to, in one line, when it goes by post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub return_address: Option<String>,
        /// Number in the office's register of papers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub register: Option<String>,
    }
}

record! {
    personal
    /// A paper. Which members a form needs is in its layout; the others are left out of it.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct DossierDocument {
        /// Always 1.
        pub v: u32,
        /// Number of the form, `01` to `06`.
        pub form: String,
        /// Who issues it.
        pub office: Office,
        /// Number in the office's register of papers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub register: Option<String>,
        /// When it was issued, RFC 3339.
        pub issued: String,
        /// Dossier id.
        pub dossier: String,
        /// Official code, once there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub code: Option<String>,
        /// Provisional number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub number: Option<String>,
        /// Hash of the log's event behind it, so that the paper can be checked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub event: Option<String>,
        /// What was asked for.
        pub procedure: ProcedureName,
        /// Whom it is for.
        pub addressee: Addressee,
        /// What was handed in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub papers: Vec<String>,
        /// What must be supplied.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub items: Vec<String>,
        /// When the dossier was accepted, RFC 3339.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub received: Option<String>,
        /// When the result is due, RFC 3339.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub due: Option<String>,
        /// The new date of an apology, RFC 3339.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub new_due: Option<String>,
        /// How the result is returned: `desk`, `online` or `post`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub return_by: Option<String>,
        /// Where to, in one line, when it goes by post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub return_address: Option<String>,
        /// What it costs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub fee: Option<FeeState>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub reason: Option<StatedReason>,
        /// The way of the dossier through the offices.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub steps: Vec<ControlStep>,
        /// Officer who signs, as the office makes the name known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub officer: Option<String>,
    }
}
