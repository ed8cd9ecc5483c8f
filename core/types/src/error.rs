//! The one public failure of the SDK.

use crate::ErrorCode;
use crate::report::Param;

serde_by_parts!(ErrorCode);

record! {
    /// A failure: misuse, refused input or failed cryptography. Never holds what a citizen typed.
    pub struct Failure {
        /// Registered code.
        pub code: ErrorCode,
        /// Where in the input, as a JSON Pointer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub pointer: Option<String>,
        /// Values for the message's placeholders.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        pub params: Vec<Param>,
    }
}

impl Failure {
    /// A failure without a place or parameters.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, pointer: None, params: Vec::new() }
    }

    /// The same failure at a place in the input.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same failure with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.push(Param::new(name, value));
        self
    }
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code.as_str())?;
        match &self.pointer {
            Some(pointer) => write!(f, " at {pointer:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
