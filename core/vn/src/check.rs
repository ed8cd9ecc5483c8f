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

    /// Nothing found yet.
    pub(crate) fn new() -> Self {
        Self { verdict: Verdict::Valid, codes: Vec::new(), normalized: None, parts: Vec::new() }
    }

    /// The answer: with a normal form, that of the rule or this one, unless the value is invalid.
    pub(crate) fn finish(mut self, normalized: String) -> Self {
        if self.verdict == Verdict::Invalid {
            self.normalized = None;
        } else {
            self.normalized.get_or_insert(normalized);
        }
        self
    }

    /// Adds a warning unless it is there already.
    pub(crate) fn warn(&mut self, code: &'static str) {
        self.find(Verdict::Warning, code);
    }

    /// Makes the value invalid.
    pub(crate) fn refuse(&mut self, code: &'static str) {
        self.find(Verdict::Invalid, code);
    }

    fn find(&mut self, verdict: Verdict, code: &'static str) {
        self.verdict = self.verdict.max(verdict);
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    /// Takes over the findings about a part of the value.
    pub(crate) fn absorb(&mut self, part: &Check) {
        for code in &part.codes {
            self.find(part.verdict, code);
        }
    }

    // Called some sixty times: one copy that takes a slice keeps each call short.
    #[inline(never)]
    pub(crate) fn add(&mut self, name: &'static str, value: &str) {
        self.parts.push((name, value.to_owned()));
    }

    /// A number as a part, with leading zeros up to a width.
    #[inline(never)]
    pub(crate) fn add_number(&mut self, name: &'static str, value: u32, width: usize) {
        self.parts.push((name, format!("{value:0width$}")));
    }
}
