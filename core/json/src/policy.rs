//! How strict the reader is, and how much it takes.

/// What [`parse`](crate::parse) accepts. Both policies refuse duplicate member names, lone surrogates,
/// numbers that are not finite doubles, and everything outside the JSON grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(crate) max_bytes: usize,
    pub(crate) max_depth: usize,
    pub(crate) max_members: usize,
    pub(crate) max_name_bytes: usize,
    pub(crate) max_number_chars: usize,
    pub(crate) profile: bool,
}

/// The deepest nesting that any policy lets through.
pub(crate) const MAX_DEPTH: usize = 512;

impl Policy {
    /// Plain JSON (RFC 8259) from anywhere: 64 MiB, depth 512, number tokens of at most 1,100 characters;
    /// integers beyond ±(2^53-1) become the nearest double.
    pub const RFC8259: Self = Self {
        max_bytes: 64 << 20,
        max_depth: MAX_DEPTH,
        max_members: 1 << 20,
        max_name_bytes: 1 << 20,
        max_number_chars: 1100,
        profile: false,
    };

    /// Documents that are signed or stored: I-JSON (RFC 7493) without noncharacters, strings in NFC, numbers
    /// whose canonical text is an integer within ±(2^53-1), 8 MiB, depth 64, 10,000 members in an object, names of at most 64 KiB, number
    /// tokens of at most 32 characters.
    pub const PROFILE: Self = Self {
        max_bytes: 8 << 20,
        max_depth: 64,
        max_members: 10_000,
        max_name_bytes: 64 << 10,
        max_number_chars: 32,
        profile: true,
    };

    /// The longest text, in bytes.
    pub const fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    /// The deepest nesting of arrays and objects.
    pub const fn max_depth(&self) -> usize {
        self.max_depth
    }

    /// The most members of an object.
    pub const fn max_members(&self) -> usize {
        self.max_members
    }

    /// The longest member name, in bytes.
    pub const fn max_name_bytes(&self) -> usize {
        self.max_name_bytes
    }

    /// Whether strings must be in NFC without noncharacters, and integers within ±(2^53-1).
    pub const fn is_profile(&self) -> bool {
        self.profile
    }

    /// The same policy with another limit on the length of the text, in bytes.
    #[must_use]
    pub const fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// The same policy with a smaller limit on nesting; a larger one than the policy's own has no effect.
    #[must_use]
    pub const fn with_max_depth(mut self, max_depth: usize) -> Self {
        if max_depth < self.max_depth {
            self.max_depth = max_depth;
        }
        self
    }
}

impl Default for Policy {
    /// The strict one.
    fn default() -> Self {
        Self::PROFILE
    }
}
