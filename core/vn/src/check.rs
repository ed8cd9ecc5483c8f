//! The shape of every answer about a piece of text.

/// How good a value is.
///
/// The order is by severity, so the worst of several verdicts is their maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing to say.
    Valid,
    /// Unusual, but no law refuses it: show a hint, let the person go on.
    Warning,
    /// Cannot be what it claims to be.
    Invalid,
}

impl Verdict {
    /// The word used in JSON: `valid`, `warning` or `invalid`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Warning => "warning",
            Self::Invalid => "invalid",
        }
    }
}

/// The answer about one value.
#[derive(Clone, PartialEq, Eq)]
pub struct Check {
    /// The worst of all findings.
    pub verdict: Verdict,
    /// What was found, in the order of finding, each code once (see [`crate::CODES`]).
    pub codes: Vec<&'static str>,
    /// The form to store; absent when the value is invalid.
    pub normalized: Option<String>,
    /// Named parts read out of the value, in a fixed order for each kind.
    pub parts: Vec<(&'static str, String)>,
}

/// Shows the verdict and the codes, never the value a person typed.
impl core::fmt::Debug for Check {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Check")
            .field("verdict", &self.verdict)
            .field("codes", &self.codes)
            .finish_non_exhaustive()
    }
}

impl Check {
    /// The value of a named part.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.parts.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }

    pub(crate) fn valid(normalized: String) -> Self {
        Self { verdict: Verdict::Valid, codes: Vec::new(), normalized: Some(normalized), parts: Vec::new() }
    }

    pub(crate) fn invalid(code: &'static str) -> Self {
        Self { verdict: Verdict::Invalid, codes: vec![code], normalized: None, parts: Vec::new() }
    }

    /// Adds a warning unless it is there already.
    pub(crate) fn warn(&mut self, code: &'static str) {
        self.verdict = self.verdict.max(Verdict::Warning);
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    /// Makes the value invalid, and takes back its normal form.
    pub(crate) fn refuse(&mut self, code: &'static str) {
        self.verdict = Verdict::Invalid;
        self.normalized = None;
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    /// Takes over the findings about parts of the value.
    pub(crate) fn absorb(&mut self, parts: &[Check]) {
        for part in parts {
            for code in &part.codes {
                if part.verdict == Verdict::Invalid { self.refuse(code) } else { self.warn(code) }
            }
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parts.push((name, value.into()));
        self
    }
}
