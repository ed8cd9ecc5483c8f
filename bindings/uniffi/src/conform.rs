//! The conformance entry, in test builds only.

/// Runs one line of the conformance protocol.
#[uniffi::export]
#[must_use]
pub fn conform(line: String) -> String {
    motcua_conform::conform(&line)
}

/// Fails as a fault of our own would, so that what follows it can be tested.
///
/// # Errors
/// Never: it panics.
#[uniffi::export]
#[allow(clippy::panic)]
pub fn fault() -> Result<String, crate::MotCuaError> {
    panic!("asked for")
}
