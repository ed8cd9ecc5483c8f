//! The conformance entry, in test builds only.

/// Runs one line of the conformance protocol.
#[uniffi::export]
#[must_use]
pub fn conform(line: String) -> String {
    motcua_conform::conform(&line)
}
