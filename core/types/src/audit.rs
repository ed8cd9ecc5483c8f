//! Who opened what, and why.

record! {
    /// Who opens personal data, in which role and for which purpose (Law 91/2025/QH15: processing has a purpose that
    /// is known before it begins). Each text is 1 to 128 characters without control characters; they are references
    /// of the host, not names.
    #[serde(deny_unknown_fields)]
    #[derive(Eq)]
    pub struct AccessStatement {
        /// Reference of the person or service, such as the `kid` of an officer's key.
        pub actor: String,
        /// Role in which they act, such as `officer`.
        pub role: String,
        /// What for, such as `assessment`.
        pub purpose: String,
        /// When, in seconds since 1970.
        pub at: i64,
    }
}

record! {
    /// What kind of thing was opened.
    #[derive(Copy, Eq)]
    pub enum AuditedKind {
        /// The key of a dossier: everything in it.
        DossierKey,
        /// The key of one class of its data.
        ClassKey,
        /// One field.
        Field,
        /// One attachment.
        Attachment,
        /// Nothing was opened: the keys were named for destruction.
        Shredding,
    }
}

record! {
    /// One opening, for the host's audit log. It names what was opened and holds nothing of it.
    #[derive(Eq)]
    pub struct AuditRecord {
        /// Always 1.
        pub v: u32,
        /// Who, as what, why and when.
        pub access: AccessStatement,
        /// What kind of thing.
        pub kind: AuditedKind,
        /// Dossier id.
        pub dossier: String,
        /// Thumbprint of the dossier key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub kid: Option<String>,
        /// Class of the data.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub class: Option<String>,
        /// JSON Pointer of the field, or id of the attachment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub name: Option<String>,
        /// Version of the field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub version: Option<u32>,
        /// Hashes of the sealed keys that are to be destroyed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub wraps: Vec<String>,
    }
}
