//! Packs: procedures, tables, calendars and messages as signed data, loaded at run time.

use crate::Value;
use crate::procedure::Text;

record! {
    /// One document of a pack.
    #[serde(deny_unknown_fields)]
    pub struct PackItem {
        /// Path, for example `procedures/1.001193.json`.
        pub path: String,
        /// `sha-256:<base64url>` over the canonical body.
        pub hash: String,
        /// The document.
        #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
        pub body: Value,
    }
}

record! {
    /// Payload of a pack (`egov-pack+jws`).
    #[serde(deny_unknown_fields)]
    pub struct Pack {
        /// Always 1.
        pub v: u32,
        /// Name of the series.
        pub id: String,
        /// Grows with every issue; a smaller one is a rollback.
        pub seq: i64,
        /// First day on which its law applies, `yyyy-mm-dd`.
        pub valid_from: String,
        /// Smallest engine version that understands it, `major.minor`.
        pub min_engine: String,
        /// The documents.
        pub items: Vec<PackItem>,
    }
}

record! {
    /// A procedure that a pack holds.
    pub struct ProcedureSummary {
        /// National code.
        pub code: String,
        /// Version.
        pub version: String,
        /// First day in force.
        pub valid_from: String,
        /// Name.
        pub name: Text,
    }
}

record! {
    /// What a loaded pack holds.
    pub struct PackInfo {
        /// Name of the series.
        pub id: String,
        /// Sequence number.
        pub seq: i64,
        /// First day in force.
        pub valid_from: String,
        /// Procedures.
        pub procedures: Vec<ProcedureSummary>,
        /// Names of catalogues.
        pub catalogues: Vec<String>,
    }
}

record! {
    /// One entry of a catalogue.
    #[derive(Eq)]
    pub struct CatalogueEntry {
        /// Code stored in the data.
        pub code: String,
        /// Vietnamese name.
        pub vi: String,
        /// English name.
        pub en: String,
        /// Code of the entry above it in another catalogue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub parent: Option<String>,
    }
}

record! {
    /// A table of codes with its legal basis.
    #[derive(Eq)]
    pub struct Catalogue {
        /// Name.
        pub name: String,
        /// Version.
        pub version: String,
        /// First day in force.
        pub valid_from: String,
        /// Texts of law behind it.
        pub legal_basis: Vec<String>,
        /// `verified`, `derived` or `uncertain`.
        pub mark: String,
        /// Entries in display order.
        pub entries: Vec<CatalogueEntry>,
    }
}
