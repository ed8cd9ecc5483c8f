//! Regular expressions in linear time: the part of ECMA-262 (with the `u` flag) that JSON Schema's `pattern` needs.
//!
//! **Supported.** Literals and all escapes of the `u` flag (`\n`, `\x41`, `\u0041`, `\u{1F600}`, `\cA`, `\0`), `.`,
//! classes with ranges and negation, `\d \w \s` and their negations (ASCII for `\d` and `\w`, as in ECMA-262), `\p{…}` and
//! `\P{…}` for the general categories `L`, `Lu`, `Ll`, `M`, `Nd` under their short and long names and for `ASCII` and
//! `Any`, groups (also named), `|`, `* + ? {n} {n,} {n,m}` also lazy, `^ $ \b \B`. A search may match anywhere.
//!
//! **Refused** with the reason: look-around, back-references, other properties, counts above 1,000, programs above
//! 8,000 instructions.
//!
//! Small patterns become a table that takes one step for each character, or a comparison where they only say what stands
//! at each place; the others are run as a set of states, at most the program's length for each character. None ever goes
//! back.

mod class;
mod machine;
mod parse;
mod program;
mod shape;

use machine::Machine;
use program::Program;
use shape::Shape;

/// Largest count in `{n,m}`.
const MAX_REPEAT: u32 = 1000;

/// Most instructions of a pattern.
const MAX_PROGRAM: usize = 8000;

/// Why a pattern is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no regular expression of ECMA-262 with the `u` flag.
    Syntax,
    /// It looks ahead or behind.
    LookAround,
    /// It refers back to what a group has matched.
    BackReference,
    /// It asks for a Unicode property that is not at hand.
    Property,
    /// It is too large, or nested too deeply.
    TooLarge,
}

impl Refusal {
    /// The word for it in a diagnostic.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::LookAround => "lookAround",
            Self::BackReference => "backReference",
            Self::Property => "property",
            Self::TooLarge => "tooLarge",
        }
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Shape(Shape),
    Table(Machine),
    Steps(Program),
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn compile(text: &str) -> Result<Self, Refusal> {
        let program = Program::build(&parse::parse(text)?)?;
        if let Some(shape) = Shape::build(&program) {
            return Ok(Self(Kind::Shape(shape)));
        }
        Ok(Self(match Machine::build(&program) {
            Some(machine) => Kind::Table(machine),
            None => Kind::Steps(program),
        }))
    }

    /// Whether the pattern is found anywhere in the text.
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Kind::Shape(shape) => shape.matches(text.as_bytes()),
            Kind::Table(machine) => machine.search(text),
            Kind::Steps(program) => program.search(text),
        }
    }

    /// The same for a text that is known to be ASCII; any other byte is taken for none.
    pub fn matches_ascii(&self, text: &[u8]) -> bool {
        match &self.0 {
            Kind::Shape(shape) => shape.matches(text),
            Kind::Table(machine) => machine.search_ascii(text),
            Kind::Steps(program) => std::str::from_utf8(text).is_ok_and(|text| program.search(text)),
        }
    }

    /// Most steps that one character of a text can take.
    pub fn steps(&self) -> usize {
        match &self.0 {
            Kind::Shape(_) | Kind::Table(_) => 1,
            Kind::Steps(program) => program.ops.len(),
        }
    }
}

/// Whether a text is a regular expression at all, also one that is refused for what it asks.
pub fn is_pattern(text: &str) -> bool {
    !matches!(parse::parse(text), Err(Refusal::Syntax))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> bool {
        Pattern::compile(pattern).unwrap().matches(text)
    }

    #[test]
    fn finds() {
        for (pattern, yes, no) in [
            ("^a*$", "aaa", "aab"),
            ("a+", "xxaxx", "xxx"),
            ("", "", ""),
            ("^\\d{12}$", "079095001234", "07909500123"),
            ("^[0-9]{2,4}$", "123", "12345"),
            ("^(?:a|bc)+?d$", "abcad", "abcab"),
            ("(^|x)b", "b", "ab"),
            ("a$|^b", "bzz", "zb"),
            ("\\bviệt\\b", "", "a"),
            ("^\\p{L}+( \\p{L}+)*$", "Nguyễn Thị Ánh", "Nguyễn  1"),
            ("^[^\\s]+$", "a\u{301}", "a b"),
            ("^.$", "😀", "\n"),
            ("^\\u{1F600}\\ud83d\\ude00$", "😀😀", "😀"),
            ("^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$", "a.b@c-d.vn", "a@b"),
            ("^(?<year>\\d{4})-\\x30\\cA?$", "2026-0", "2026-1"),
            ("^[a-c\\-\\]]+$", "a-]c", "d"),
            ("^\\P{Lu}$", "a", "A"),
        ] {
            if !yes.is_empty() {
                assert!(found(pattern, yes), "{pattern} in {yes}");
            }
            if !no.is_empty() {
                assert!(!found(pattern, no), "{pattern} not in {no}");
            }
        }
        assert!(found("\\bto\\B", "to_ to1") && !found("\\bto\\B", "to to"));
    }

    #[test]
    fn refuses_with_the_reason() {
        for (pattern, reason) in [
            ("(", Refusal::Syntax),
            ("a)", Refusal::Syntax),
            ("*", Refusal::Syntax),
            ("a**", Refusal::Syntax),
            ("a{2,1}", Refusal::Syntax),
            ("{", Refusal::Syntax),
            ("\\a", Refusal::Syntax),
            ("[b-a]", Refusal::Syntax),
            ("[\\d-z]", Refusal::Syntax),
            ("\\u{110000}", Refusal::Syntax),
            ("\\ud800", Refusal::Syntax),
            ("(?=a)", Refusal::LookAround),
            ("(?<!a)b", Refusal::LookAround),
            ("(a)\\1", Refusal::BackReference),
            ("(?<n>a)\\k<n>", Refusal::BackReference),
            ("\\p{Script=Thai}", Refusal::Property),
            ("a{1001}", Refusal::TooLarge),
            ("((a{100}){100}){100}", Refusal::TooLarge),
        ] {
            assert_eq!(Pattern::compile(pattern).unwrap_err(), reason, "{pattern}");
        }
        assert!(Pattern::compile(&"(".repeat(100_000)).is_err());
        assert!(is_pattern("(?=a)\\1") || is_pattern("(?=a)"));
    }

    #[test]
    fn both_ways_of_running_agree() {
        for pattern in ["^(a|ab)(c|bcd)(d*)$", "(^|b)a$", "(a|b)*a(a|b){3}$", "^$|x", "[^a]b|^c"] {
            let program = Program::build(&parse::parse(pattern).unwrap()).unwrap();
            let machine = Machine::build(&program).unwrap();
            for bits in 0..(1 << 12) {
                let text: String = (0..6).map(|i| ['a', 'b', 'c', 'd'][(bits >> (2 * i)) & 3]).collect();
                for len in 0..=6 {
                    let text = &text[..len];
                    assert_eq!(machine.search(text), program.search(text), "{pattern} in {text:?}");
                    assert_eq!(machine.search_ascii(text.as_bytes()), program.search(text));
                }
            }
        }
    }

    #[test]
    fn evil_patterns_take_linear_time() {
        let text = "a".repeat(100_000);
        for pattern in ["^(a|a)*b$", "^(a*)*b$", "^(a+)+$b", "(a|b)*a(a|b){20}c", "(.*)*x"] {
            let pattern = Pattern::compile(pattern).unwrap();
            assert!(!pattern.matches(&text));
            assert!(pattern.steps() <= 200, "{}", pattern.steps());
        }
    }
}
