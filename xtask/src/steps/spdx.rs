//! Licence expressions: whether what is allowed suffices.

/// Whether an SPDX expression can be met with the allowed licences alone.
///
/// `WITH` exceptions only widen what is granted, so the licence before it decides. The old `A/B` is read as `A OR B`.
pub(crate) fn allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    reader.any().is_some_and(|met| met && reader.words.is_empty())
}

/// Recursive descent; the depth is that of the parentheses in a crate's manifest.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.next();
        }
        found
    }

    fn any(&mut self) -> Option<bool> {
        let mut met = self.every()?;
        while self.eat("OR") {
            met |= self.every()?;
        }
        Some(met)
    }

    fn every(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.eat("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.eat("(") {
            let met = self.any()?;
            return self.eat(")").then_some(met);
        }
        let name = self.next()?;
        if self.eat("WITH") {
            self.next()?;
        }
        Some(self.allowed.iter().any(|licence| licence == name))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn weighs_expressions() {
        let list = ["MIT".to_owned(), "Apache-2.0".to_owned(), "Unicode-3.0".to_owned()];
        let ok = |expression| super::allowed(expression, &list);
        assert!(ok("MIT"));
        assert!(ok("MIT OR GPL-3.0-only"));
        assert!(ok("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(ok("Apache-2.0 WITH LLVM-exception"));
        assert!(ok("MIT/Unlicense"));
        assert!(!ok("MIT AND GPL-3.0-only"));
        assert!(!ok("GPL-3.0-only"));
        assert!(!ok(""));
        assert!(!ok("(MIT"));
        assert!(!ok("MIT Apache-2.0"));
    }
}
