//! An open form: what changed after one input, and the draft that outlives the page.

use crate::Value;
use crate::report::{ComputedValue, Issue, SectionProgress};
use crate::submission::{Attachment, Channel, ProcedureRef, Provenance};

record! {
    /// What one change of an open form changed. Lists that are left out are empty.
    pub struct FormChange {
        /// Whether the form has no error now.
        pub valid: bool,
        /// Findings that are new, in the order of the form.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub appeared: Vec<Issue>,
        /// Findings that are gone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub gone: Vec<Issue>,
        /// Pointers that are hidden from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub hidden: Vec<String>,
        /// Pointers that are no longer hidden.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub shown: Vec<String>,
        /// Pointers that must be filled from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub required: Vec<String>,
        /// Pointers that need not be filled any more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub optional: Vec<String>,
        /// Values computed anew; `null` where nothing is computed any more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub computed: Vec<ComputedValue>,
        /// Progress of the sections where it changed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub sections: Vec<SectionProgress>,
    }
}

record! {
    personal
    /// A value that the form was given, and where it came from.
    pub struct PrefilledValue {
        /// Place, source, time and class.
        pub provenance: Provenance,
        /// The value as it was given.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub value: Value,
    }
}

record! {
    /// Why a value of a draft has no place in another version of the form.
    #[derive(Copy, Eq)]
    pub enum DropReason {
        /// The field is gone.
        NoField,
        /// The field takes another type of value.
        OtherType,
        /// The field does not offer this choice any more.
        NoChoice,
    }
}

record! {
    personal
    /// A value that a migration could not keep. It stays in the draft until somebody has acknowledged it.
    pub struct DroppedValue {
        /// Where it stood.
        pub pointer: String,
        /// The value.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub value: Value,
        /// Why it has no place.
        pub reason: DropReason,
    }
}

record! {
    personal
    /// A form that is not finished, to be stored by the host. It holds personal data: keep it in a vault.
    pub struct FormDraft {
        /// Always 1.
        pub v: u32,
        /// The document that the form was filled under.
        pub procedure: ProcedureRef,
        /// Everything typed so far, hidden parts too.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub data: Value,
        /// What the form was given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub prefilled: Vec<PrefilledValue>,
        /// Manifest of the attachments so far.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub attachments: Vec<Attachment>,
        /// How it is to come in.
        pub channel: Channel,
        /// Values that a migration could not keep.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub dropped: Vec<DroppedValue>,
    }
}

record! {
    personal
    /// A draft under another version of its form, and what became of its values.
    pub struct Migration {
        /// The draft, bound to the other version.
        pub draft: FormDraft,
        /// Pointers of values that stay as they were.
        pub kept: Vec<String>,
        /// Pointers of values that were written in another type.
        pub changed: Vec<String>,
        /// Values that have no place any more; they stand in the draft as well.
        pub dropped: Vec<DroppedValue>,
    }
}
