//! Collecting diagnostics while a document is compiled.

use motcua_json::pointer::escape;
use motcua_types::report::{Diagnostic, Param};

/// Diagnostics, and the place in the document where the compiler is.
#[derive(Default)]
pub(crate) struct Checker {
    place: String,
    found: Vec<Diagnostic>,
}

impl Checker {
    /// Runs `work` one step down in the document.
    pub(crate) fn inside<R>(&mut self, token: &str, work: impl FnOnce(&mut Self) -> R) -> R {
        let len = self.place.len();
        self.place.push('/');
        self.place.push_str(&escape(token));
        let result = work(self);
        self.place.truncate(len);
        result
    }

    /// Runs `work` at an item of an array.
    pub(crate) fn at<R>(&mut self, index: usize, work: impl FnOnce(&mut Self) -> R) -> R {
        self.inside(&index.to_string(), work)
    }

    /// Notes a mistake here.
    pub(crate) fn report(&mut self, code: &str, params: &[(&str, &str)]) {
        let params = params.iter().map(|(name, value)| Param::new(*name, *value)).collect();
        self.found.push(Diagnostic { code: code.to_owned(), pointer: self.place.clone(), params });
    }

    /// Notes a mistake somewhere else in the document; `pointer` is complete.
    pub(crate) fn push_at(&mut self, pointer: String, code: &str, params: &[(&str, &str)]) {
        let params = params.iter().map(|(name, value)| Param::new(*name, *value)).collect();
        self.push(Diagnostic { code: code.to_owned(), pointer, params });
    }

    /// Takes a mistake that was noted elsewhere.
    pub(crate) fn push(&mut self, found: Diagnostic) {
        self.found.push(found);
    }

    /// The place in the document where the compiler is.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// Whether anything was found.
    pub(crate) fn is_clean(&self) -> bool {
        self.found.is_empty()
    }

    /// How many mistakes were found so far.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// What was found, in the order of finding.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }
}
