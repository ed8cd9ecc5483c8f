//! The verdict on a form: data, never an exception.

record! {
    /// How much an [`Issue`] weighs.
    #[derive(Copy, Eq)]
    pub enum Severity {
        /// The document cannot be submitted as it is.
        Error,
        /// The document can be submitted; a person should look again.
        Warning,
        /// A remark.
        Info,
    }
}

record! {
    /// A named parameter of an issue or an explanation. Holds limits, field names and dates, never what
    /// a citizen typed.
    #[derive(Eq)]
    pub struct Param {
        /// Name of the placeholder in the message catalogue.
        pub name: String,
        /// Its value, already in a neutral form (decimal number, ISO date, field pointer, code).
        pub value: String,
    }
}

impl Param {
    /// A parameter from its name and neutral value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

record! {
    /// One finding about one place in a document.
    pub struct Issue {
        /// Registered code, `area/name`.
        pub code: String,
        /// JSON Pointer (RFC 6901) into the form's data; attachments stand under `/attachments/<id>`.
        pub pointer: String,
        /// Weight.
        pub severity: Severity,
        /// Values for the message's placeholders.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub params: Vec<Param>,
    }
}

record! {
    /// Everything that was found, in document order of the procedure's form; equal input gives equal bytes.
    pub struct Report {
        /// True when no issue has severity `error`.
        pub valid: bool,
        /// The findings.
        pub issues: Vec<Issue>,
    }
}

impl Report {
    /// A report over findings that are already in their final order.
    pub fn new(issues: Vec<Issue>) -> Self {
        Self { valid: issues.iter().all(|issue| issue.severity != Severity::Error), issues }
    }
}

record! {
    /// Progress of one section of a form.
    pub struct SectionProgress {
        /// Pointer of the section's category in the procedure's `ui`, for example `/elements/0`.
        pub section: String,
        /// Required fields that are visible now.
        pub required: u32,
        /// Of those, how many hold a value without an error.
        pub done: u32,
        /// Errors in this section.
        pub errors: u32,
    }
}

record! {
    /// What a renderer needs to draw a form over its present data.
    pub struct FormState {
        /// Verdict on the data after pruning hidden fields.
        pub report: Report,
        /// Pointers that are hidden now, with everything below them.
        pub hidden: Vec<String>,
        /// Pointers that must be filled now, attachments included (`/attachments/<id>`).
        pub required: Vec<String>,
        /// Values computed by the procedure.
        pub computed: Vec<ComputedValue>,
        /// Progress by section, in the order of the `ui`.
        pub sections: Vec<SectionProgress>,
    }
}

record! {
    personal
    /// A value that the procedure computes from others.
    pub struct ComputedValue {
        /// Where it belongs.
        pub pointer: String,
        /// The value.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub value: crate::Value,
    }
}

record! {
    /// A mistake in a procedure document or a pack, found at load.
    pub struct Diagnostic {
        /// Registered code.
        pub code: String,
        /// JSON Pointer into the procedure document.
        pub pointer: String,
        /// Values for the message's placeholders.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub params: Vec<Param>,
    }
}
