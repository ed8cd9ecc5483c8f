//! From the text of a pattern to its tree: ECMA-262 with the `u` flag, less what cannot be matched in linear time.

use super::class::Class;
use super::{MAX_REPEAT, Refusal};

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// One character of a class.
    Class(Class),
    /// One after the other.
    Sequence(Vec<Tree>),
    /// One of several.
    Choice(Vec<Tree>),
    /// Repeated; without an upper bound for ever.
    Repeat(Box<Tree>, u32, Option<u32>),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` with `false`.
    Boundary(bool),
}

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 64;

/// Characters that are themselves behind a backslash.
const SYNTAX: &str = "^$\\.*+?()[]{}|/";

pub(super) fn parse(text: &str) -> Result<Tree, Refusal> {
    let mut parser = Parser { rest: text, depth: 0 };
    let tree = parser.choice()?;
    if parser.rest.is_empty() { Ok(tree) } else { Err(Refusal::Syntax) }
}

struct Parser<'t> {
    rest: &'t str,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        Some(next)
    }

    fn take(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn choice(&mut self) -> Result<Tree, Refusal> {
        if self.depth >= MAX_DEPTH {
            return Err(Refusal::TooLarge);
        }
        self.depth += 1;
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 { branches.pop().unwrap_or(Tree::Start) } else { Tree::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Tree, Refusal> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            let part = match c {
                '^' => self.simple(Tree::Start),
                '$' => self.simple(Tree::End),
                '\\' if self.rest.starts_with("\\b") || self.rest.starts_with("\\B") => {
                    let positive = self.take("\\b");
                    let _ = positive || self.take("\\B");
                    Tree::Boundary(positive)
                }
                _ => {
                    let atom = self.atom()?;
                    self.quantified(atom)?
                }
            };
            parts.push(part);
        }
        Ok(Tree::Sequence(parts))
    }

    fn simple(&mut self, tree: Tree) -> Tree {
        self.next();
        tree
    }

    fn atom(&mut self) -> Result<Tree, Refusal> {
        match self.next().ok_or(Refusal::Syntax)? {
            '.' => Ok(Tree::Class(Class::dot())),
            '(' => self.group(),
            '[' => self.brackets().map(Tree::Class),
            '\\' => self.escape(false).map(Tree::Class),
            // Under the `u` flag these are never themselves.
            '*' | '+' | '?' | '{' | '}' | ']' => Err(Refusal::Syntax),
            c => Ok(Tree::Class(Class::one(c))),
        }
    }

    fn group(&mut self) -> Result<Tree, Refusal> {
        if self.take("?") {
            if self.take("=") || self.take("!") || self.take("<=") || self.take("<!") {
                return Err(Refusal::LookAround);
            }
            if self.take("<") {
                let (name, rest) = self.rest.split_once('>').ok_or(Refusal::Syntax)?;
                let is_name = |c: char| c == '_' || c == '$' || c.is_alphanumeric();
                if name.is_empty() || name.starts_with(|c: char| c.is_numeric()) || !name.chars().all(is_name)
                {
                    return Err(Refusal::Syntax);
                }
                self.rest = rest;
            } else if !self.take(":") {
                return Err(Refusal::Syntax);
            }
        }
        let inner = self.choice()?;
        if self.take(")") { Ok(inner) } else { Err(Refusal::Syntax) }
    }

    fn quantified(&mut self, atom: Tree) -> Result<Tree, Refusal> {
        let (low, high) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let (inside, rest) =
                    self.rest.get(1..).and_then(|rest| rest.split_once('}')).ok_or(Refusal::Syntax)?;
                let count = |text: &str| {
                    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                    if digits { Ok(text.parse().unwrap_or(u32::MAX)) } else { Err(Refusal::Syntax) }
                };
                let (low, high) = match inside.split_once(',') {
                    None => (count(inside)?, Some(count(inside)?)),
                    Some((low, "")) => (count(low)?, None),
                    Some((low, high)) => (count(low)?, Some(count(high)?)),
                };
                if high.is_some_and(|high| high < low) {
                    return Err(Refusal::Syntax);
                }
                if low.max(high.unwrap_or(0)) > MAX_REPEAT {
                    return Err(Refusal::TooLarge);
                }
                self.rest = rest;
                // Lazy or not is the same to a question of yes or no.
                let _ = self.take("?");
                return Ok(Tree::Repeat(Box::new(atom), low, high));
            }
            _ => return Ok(atom),
        };
        self.next();
        let _ = self.take("?");
        Ok(Tree::Repeat(Box::new(atom), low, high))
    }

    fn brackets(&mut self) -> Result<Class, Refusal> {
        let negated = self.take("^");
        let mut class = Class::default();
        while !self.take("]") {
            let first = self.member()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if !is_range {
                class = class.union(&first);
                continue;
            }
            self.next();
            let last = self.member()?;
            match (first.ranges(), last.ranges()) {
                (&[(from, a)], &[(to, b)]) if from == a && to == b && from <= to => {
                    class = class.union(&Class::of(vec![(from, to)]));
                }
                _ => return Err(Refusal::Syntax),
            }
        }
        Ok(if negated { class.negated() } else { class })
    }

    fn member(&mut self) -> Result<Class, Refusal> {
        match self.next().ok_or(Refusal::Syntax)? {
            '\\' => self.escape(true),
            c => Ok(Class::one(c)),
        }
    }

    /// What follows a backslash.
    fn escape(&mut self, in_brackets: bool) -> Result<Class, Refusal> {
        let c = self.next().ok_or(Refusal::Syntax)?;
        if let Some(class) = Class::shorthand(c) {
            return Ok(class);
        }
        let plain = match c {
            'f' => '\u{C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{B}',
            'b' if in_brackets => '\u{8}',
            '-' if in_brackets => '-',
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => '\0',
            '1'..='9' | 'k' => return Err(Refusal::BackReference),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic).ok_or(Refusal::Syntax)?;
                char::from_u32(u32::from(letter) % 32).ok_or(Refusal::Syntax)?
            }
            'x' => self.hex(2).and_then(char::from_u32).ok_or(Refusal::Syntax)?,
            'u' => self.unicode()?,
            'p' | 'P' => {
                let named = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (name, rest) = named.ok_or(Refusal::Syntax)?;
                let class = Class::property(name).ok_or(Refusal::Property)?;
                self.rest = rest;
                return Ok(if c == 'P' { class.negated() } else { class });
            }
            c if SYNTAX.contains(c) => c,
            _ => return Err(Refusal::Syntax),
        };
        Ok(Class::one(plain))
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.rest.get(..digits).filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.rest = self.rest.get(digits..)?;
        u32::from_str_radix(text, 16).ok()
    }

    fn unicode(&mut self) -> Result<char, Refusal> {
        let braced = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        if let Some((digits, rest)) = braced {
            let hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, 16).ok().filter(|_| hex);
            self.rest = rest;
            return code.and_then(char::from_u32).ok_or(Refusal::Syntax);
        }
        let unit = self.hex(4).ok_or(Refusal::Syntax)?;
        if let Some(c) = char::from_u32(unit) {
            return Ok(c);
        }
        // A surrogate stands only as the first half of a pair.
        let low = if self.take("\\u") { self.hex(4) } else { None };
        match (unit, low) {
            (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)).ok_or(Refusal::Syntax)
            }
            _ => Err(Refusal::Syntax),
        }
    }
}
