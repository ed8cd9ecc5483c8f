//! The documents from which the first pack is made. Afterwards the server reads the signed pack only.

/// A document of the pack.
pub(crate) struct Source {
    /// Path in the pack.
    pub path: &'static str,
    /// JSON text.
    pub text: &'static str,
}

/// Every document, sorted by path.
pub(crate) const ALL: &[Source] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// First day on which the law of this pack applies: the two-tier local government (Decree 120/2025/NĐ-CP).
pub(crate) const VALID_FROM: &str = "2025-07-01";
