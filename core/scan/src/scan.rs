//! One pass over the bytes of a record: grammar, policy and rules at once, without a tree.
//!
//! The scanner never decides that a text is refused. Where the grammar or the policy is broken, a name repeats or is
//! written with escapes, it gives up ([`Slow`]) and the record goes to the reader and the validator that work on trees;
//! so there is one place that says why.

mod checks;
mod lexis;
mod object;
mod sides;

use motcua_json::{Value, parse, short_text, text_run};

use self::lexis::Text;
use self::sides::Span;
use crate::table::{Finding, Rule, Scalar, Table};

/// The record is left to the other validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slow;

/// An issue: the number of the field and of the code.
pub type Issue = (u32, u32);

/// Answers what needs more than bytes.
pub trait Judge {
    /// Steps that a record may take beyond those that its values are worth.
    fn budget(&self) -> u64;
    /// Everything that a schema says of a value: pointers below it, numbers of codes, and whether each is an error. Takes
    /// its steps off what is `left` of the budget; `false` where it does not suffice.
    fn whole(
        &self,
        schema: usize,
        value: &Value,
        left: &mut u64,
        found: &mut dyn FnMut(&str, u32, bool),
    ) -> bool;
    /// Numbers of the codes that a format gives for a text, and whether each is an error.
    fn format(&self, format: usize, text: &str, found: &mut dyn FnMut(u32, bool));
}

/// What a scanner remembers from one record to the next: which member came after which, and room that is used again.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    next: Vec<u16>,
    spans: Vec<Span>,
}

const NULL: u8 = 1;
const BOOL: u8 = 2;
const INTEGER: u8 = 4;
const NUMBER: u8 = 8;
const TEXT: u8 = 16;
const ARRAY: u8 = 32;
const OBJECT: u8 = 64;

/// Bytes that any record may have read again, and how often its own length besides.
const WORK: usize = 500_000;
const TIMES: usize = 64;

impl Table {
    /// Scans one record and adds its issues, in the order in which the validator of trees gives them.
    ///
    /// # Errors
    /// [`Slow`]; `issues` is then as it was.
    pub fn scan(
        &self,
        bytes: &[u8],
        judge: &dyn Judge,
        memory: &mut Memory,
        issues: &mut Vec<Issue>,
    ) -> Result<(), Slow> {
        if bytes.len() > self.policy.max_bytes() {
            return Err(Slow);
        }
        memory.next.resize(self.predictions, 0);
        memory.spans.clear();
        let before = issues.len();
        let mut scan = Scan {
            table: self,
            judge,
            bytes,
            at: 0,
            next: &mut memory.next,
            spans: &mut memory.spans,
            issues,
            errors: 0,
            work: WORK + TIMES * bytes.len(),
            steps: judge.budget(),
        };
        let root = self.rules.first().ok_or(Slow)?;
        let done = scan.value(root, 0).and_then(|()| match scan.peek() {
            None => Ok(()),
            Some(_) => Err(Slow),
        });
        if done.is_err() {
            issues.truncate(before);
        }
        done
    }
}

struct Scan<'s> {
    table: &'s Table,
    judge: &'s dyn Judge,
    bytes: &'s [u8],
    at: usize,
    next: &'s mut [u16],
    /// Where the members stand that something beside a rule looks at; those of the innermost place last.
    spans: &'s mut Vec<Span>,
    issues: &'s mut Vec<Issue>,
    /// How many of all issues so far are errors; the others are warnings.
    errors: usize,
    /// Bytes that may still be read again.
    work: usize,
    /// Steps that the judge may still take.
    steps: u64,
}

impl<'s> Scan<'s> {
    fn value(&mut self, rule: &'s Rule, depth: usize) -> Result<(), Slow> {
        let first = self.peek().ok_or(Slow)?;
        self.judged(rule, first, depth)
    }

    /// A value that starts here, with `first`.
    #[inline(always)]
    fn judged(&mut self, rule: &'s Rule, first: u8, depth: usize) -> Result<(), Slow> {
        if rule.sides.is_empty() && rule.whole.is_none() {
            self.own(rule, first, depth)
        } else {
            self.beside(rule, first, depth)
        }
    }

    /// What the keywords of the rule itself say.
    #[inline(always)]
    fn own(&mut self, rule: &'s Rule, first: u8, depth: usize) -> Result<(), Slow> {
        match first {
            b'"' => {
                let start = self.at + 1;
                let rest = self.bytes.get(start..).unwrap_or_default();
                let Some(bytes) = short_text(rest).and_then(|len| rest.get(..len)) else {
                    return self.long_text(rule);
                };
                self.at = start + bytes.len() + 1;
                self.check_text(rule, &Text::Plain { bytes, ascii: true, chars: bytes.len() });
            }
            b'{' => return self.object(rule, depth),
            b'[' => return self.array(rule, depth),
            b'-' | b'0'..=b'9' => {
                let number = self.number()?;
                self.check_number(rule, number);
            }
            b'n' => {
                self.literal(b"null")?;
                self.check_plain(rule, NULL, &Scalar::Null);
            }
            b't' => {
                self.literal(b"true")?;
                self.check_plain(rule, BOOL, &Scalar::Bool(true));
            }
            b'f' => {
                self.literal(b"false")?;
                self.check_plain(rule, BOOL, &Scalar::Bool(false));
            }
            _ => return Err(Slow),
        }
        Ok(())
    }

    #[inline(never)]
    fn long_text(&mut self, rule: &'s Rule) -> Result<(), Slow> {
        let text = self.text()?;
        self.check_text(rule, &text);
        Ok(())
    }

    fn array(&mut self, rule: &'s Rule, depth: usize) -> Result<(), Slow> {
        if depth >= self.table.policy.max_depth() {
            return Err(Slow);
        }
        let fits = self.fits(rule, ARRAY);
        let wanted = rule.array.filter(|_| fits);
        let items = match wanted.and_then(|wanted| wanted.items) {
            Some(items) => Some(self.table.rules.get(items).ok_or(Slow)?),
            None => None,
        };
        if fits {
            self.check_choices(rule, |_| false);
        }
        let own = self.issues.len();
        self.at += 1;
        let mut count = 0_u64;
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                match items {
                    Some(items) => self.value(items, depth + 1)?,
                    None => self.skip(depth + 1)?,
                }
                count += 1;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(Slow),
                }
            }
            self.at += 1;
        }
        let Some(wanted) = wanted else { return Ok(()) };
        let few = wanted.min.is_some_and(|min| count < min);
        let many = wanted.max.is_some_and(|max| count > max);
        if few || many {
            // What is said of the array stands before what is said of its items.
            let of_items = self.issues.split_off(own);
            if few {
                self.found(rule.field, Finding::MinItems);
            }
            if many {
                self.found(rule.field, Finding::MaxItems);
            }
            self.issues.extend(of_items);
        }
        Ok(())
    }

    /// A value that no rule looks at: grammar and policy hold for it as well.
    fn skip(&mut self, depth: usize) -> Result<(), Slow> {
        static ANY: Rule = Rule::ANY;
        let first = self.peek().ok_or(Slow)?;
        self.own(&ANY, first, depth)
    }

    /// The value of bytes that were scanned already, as a tree.
    fn tree(&self, bytes: &[u8]) -> Result<Value, Slow> {
        if let [b'"', inside @ .., b'"'] = bytes
            && text_run(inside).len == inside.len()
        {
            // A text without escapes.
            return std::str::from_utf8(inside).map(Value::from).map_err(|_| Slow);
        }
        parse(bytes, &self.table.policy).map_err(|_| Slow)
    }
}
