//! One pass over the bytes of a record: grammar, policy and rules at once, without a tree.
//!
//! The scanner never decides that a text is refused. Where the grammar or the policy is broken, a name repeats or is
//! written with escapes, it gives up ([`Slow`]) and the record goes to the reader and the validator that work on trees;
//! so there is one place that says why.

mod checks;
mod lexis;

use std::borrow::Cow;

use motcua_json::{Object, Value, compare_names, parse, plain_run};

use self::lexis::Text;
use crate::table::{Deep, Finding, ObjectRule, Others, Rule, Scalar, Table};

/// The record is left to the other validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slow;

/// An issue: the number of the field and of the code.
pub type Issue = (u32, u32);

/// Answers what needs more than bytes.
pub trait Judge {
    /// Everything that a schema says of a value: pointers below it, and numbers of codes.
    fn whole(&self, schema: usize, value: &Value, found: &mut dyn FnMut(&str, u32));
    /// What a schema says beside its own keywords.
    fn beside(&self, schema: usize, value: &Value, found: &mut dyn FnMut(&str, u32));
    /// Numbers of the codes that a format gives for a text.
    fn format(&self, format: usize, text: &str, found: &mut dyn FnMut(u32));
}

/// What a scanner remembers from one record to the next: which member came after which.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    next: Vec<u16>,
}

const NULL: u8 = 1;
const BOOL: u8 = 2;
const INTEGER: u8 = 4;
const NUMBER: u8 = 8;
const TEXT: u8 = 16;
const ARRAY: u8 = 32;
const OBJECT: u8 = 64;

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
        let before = issues.len();
        let mut scan = Scan { table: self, judge, bytes, at: 0, next: &mut memory.next, issues };
        let done = scan.value(0, 0).and_then(|()| match scan.peek() {
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
    issues: &'s mut Vec<Issue>,
}
impl<'s> Scan<'s> {
    fn value(&mut self, number: usize, depth: usize) -> Result<(), Slow> {
        let table = self.table;
        let Some(rule) = table.rules.get(number) else { return Err(Slow) };
        let first = self.peek().ok_or(Slow)?;
        if let Some(deep) = rule.deep {
            return self.deep(number, rule, deep, first, depth);
        }
        self.own(number, rule, first, depth, None)
    }

    /// Everything but what needs a tree; `watch` takes the places of the watched members.
    #[inline(always)]
    fn own(
        &mut self,
        number: usize,
        rule: &'s Rule,
        first: u8,
        depth: usize,
        watch: Option<&mut Watched<'s>>,
    ) -> Result<(), Slow> {
        match first {
            b'"' => {
                let text = self.text()?;
                self.check_text(number, rule, &text);
            }
            b'{' => return self.object(number, rule, depth, watch),
            b'[' => return self.array(number, rule, depth),
            b'-' | b'0'..=b'9' => {
                let x = self.number()?;
                self.check_number(number, rule, x);
            }
            b'n' => {
                self.literal(b"null")?;
                self.check_plain(number, rule, NULL, &Scalar::Null);
            }
            b't' => {
                self.literal(b"true")?;
                self.check_plain(number, rule, BOOL, &Scalar::Bool(true));
            }
            b'f' => {
                self.literal(b"false")?;
                self.check_plain(number, rule, BOOL, &Scalar::Bool(false));
            }
            _ => return Err(Slow),
        }
        Ok(())
    }

    fn array(&mut self, number: usize, rule: &Rule, depth: usize) -> Result<(), Slow> {
        if depth >= self.table.policy.max_depth() {
            return Err(Slow);
        }
        let fits = self.fits(number, rule, ARRAY);
        let wanted = rule.array.filter(|_| fits);
        let items = wanted.and_then(|wanted| wanted.items);
        let before = self.issues.len();
        if fits {
            self.check_choices(number, rule, |_| false);
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
            let of_items = self.issues.split_off(own.max(before));
            if few {
                self.found(number, Finding::MinItems);
            }
            if many {
                self.found(number, Finding::MaxItems);
            }
            self.issues.extend(of_items);
        }
        Ok(())
    }

    /// A value that no rule looks at: grammar and policy hold for it as well.
    fn skip(&mut self, depth: usize) -> Result<(), Slow> {
        static ANY: Rule = Rule {
            never: false,
            types: 0,
            choices: None,
            constant: None,
            text: None,
            number: None,
            array: None,
            object: None,
            deep: None,
        };
        let first = self.peek().ok_or(Slow)?;
        self.own(0, &ANY, first, depth, None)
    }

    fn object(
        &mut self,
        number: usize,
        rule: &'s Rule,
        depth: usize,
        mut watch: Option<&mut Watched<'s>>,
    ) -> Result<(), Slow> {
        if depth >= self.table.policy.max_depth() {
            return Err(Slow);
        }
        static NONE: ObjectRule = ObjectRule {
            members: Vec::new(),
            required: Vec::new(),
            dependent: Vec::new(),
            others: Others::Any,
            min: None,
            max: None,
            predictions: usize::MAX,
        };
        let fits = self.fits(number, rule, OBJECT);
        // A wrong type ends what the schema itself says, and what stands beside it may still watch.
        let wanted = match &rule.object {
            Some(wanted) if fits || watch.is_some() => wanted,
            _ => &NONE,
        };
        if fits {
            self.check_choices(number, rule, |_| false);
        }
        let own = self.issues.len();
        let mut seen = [0_u64; crate::table::MAX_MEMBERS / 64];
        let mut unknown: Vec<&'s [u8]> = Vec::new();
        let mut groups: Vec<Group<'s>> = Vec::new();
        let mut count = 0_usize;
        // The prediction for what comes first stands behind those of the members.
        let mut previous = wanted.members.len();
        self.at += 1;
        if self.peek() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                count += 1;
                let slot = self.name(wanted, previous)?;
                self.expect(b':')?;
                let first = self.peek().ok_or(Slow)?;
                let (start, before) = (self.at, self.issues.len());
                let name = match slot {
                    Slot::Known(slot) => {
                        let member = wanted.members.get(slot).ok_or(Slow)?;
                        let word = seen.get_mut(slot / 64).ok_or(Slow)?;
                        if *word & (1 << (slot % 64)) != 0 {
                            return Err(Slow);
                        }
                        *word |= 1 << (slot % 64);
                        previous = slot;
                        if !fits {
                            self.skip(depth + 1)?;
                        } else if member.forbidden {
                            self.found(member.field, Finding::UnknownField);
                            self.skip(depth + 1)?;
                        } else {
                            let rule = self.table.rules.get(member.rule).ok_or(Slow)?;
                            match rule.deep {
                                None => self.own(member.rule, rule, first, depth + 1, None)?,
                                Some(deep) => self.deep(member.rule, rule, deep, first, depth + 1)?,
                            }
                        }
                        if member.watched
                            && let Some(watch) = watch.as_mut()
                        {
                            watch.0.push((
                                member.name.as_str(),
                                self.bytes.get(start..self.at).unwrap_or_default(),
                            ));
                        }
                        member.name.as_str()
                    }
                    Slot::Other(name) => {
                        unknown.push(name);
                        match wanted.others {
                            Others::Rule(rule) if fits => self.value(rule, depth + 1)?,
                            Others::Forbidden if fits => {
                                self.found(number, Finding::UnknownField);
                                self.skip(depth + 1)?;
                            }
                            _ => self.skip(depth + 1)?,
                        }
                        std::str::from_utf8(name).map_err(|_| Slow)?
                    }
                };
                if self.issues.len() > before {
                    groups.push(Group { name, from: before, to: self.issues.len() });
                }
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        if self.peek() != Some(b'"') {
                            return Err(Slow);
                        }
                    }
                    Some(b'}') => break,
                    _ => return Err(Slow),
                }
            }
            self.at += 1;
        }
        if count > self.table.policy.max_members() || repeats(&mut unknown) {
            return Err(Slow);
        }
        if fits {
            self.close(number, wanted, &seen, count, own, groups)?;
        }
        Ok(())
    }

    /// The next member's name. Most records bear their members in the order of the one before.
    #[inline(always)]
    fn name(&mut self, wanted: &'s ObjectRule, previous: usize) -> Result<Slot<'s>, Slow> {
        let place = wanted.predictions.wrapping_add(previous);
        if let Some(guess) = self.next.get(place).copied()
            && let Some(member) = wanted.members.get(usize::from(guess))
            && !member.quoted.is_empty()
            && self.rest().starts_with(&member.quoted)
        {
            self.at += member.quoted.len();
            return Ok(Slot::Known(usize::from(guess)));
        }
        self.other_name(wanted, place)
    }

    #[inline(never)]
    fn other_name(&mut self, wanted: &'s ObjectRule, place: usize) -> Result<Slot<'s>, Slow> {
        if self.peek() != Some(b'"') {
            return Err(Slow);
        }
        let name = match self.text()? {
            Text::Ascii(name) => name,
            Text::Wide(Cow::Borrowed(name)) => name.as_bytes(),
            Text::Wide(Cow::Owned(_)) => return Err(Slow),
        };
        if name.len() > self.table.policy.max_name_bytes() {
            return Err(Slow);
        }
        match wanted.members.binary_search_by(|member| member.name.as_bytes().cmp(name)) {
            Ok(slot) => {
                if let Some(next) = self.next.get_mut(place) {
                    *next = u16::try_from(slot).unwrap_or(0);
                }
                Ok(Slot::Known(slot))
            }
            Err(_) => Ok(Slot::Other(name)),
        }
    }

    /// What is known of an object only at its end, and the order of its issues: of itself, of what is missing, of its
    /// members by name.
    #[inline(always)]
    fn close(
        &mut self,
        number: usize,
        wanted: &'s ObjectRule,
        seen: &[u64],
        count: usize,
        own: usize,
        groups: Vec<Group<'s>>,
    ) -> Result<(), Slow> {
        let has = |slot: usize| seen.get(slot / 64).is_some_and(|word| word & (1 << (slot % 64)) != 0);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let complete = wanted.required.iter().all(|&(slot, _)| has(slot))
            && wanted.min.is_none_or(|min| count >= min)
            && wanted.max.is_none_or(|max| count <= max)
            && wanted.dependent.is_empty();
        if complete && groups.len() < 2 {
            return Ok(());
        }
        self.arrange(number, wanted, &has, count, own, groups)
    }

    #[cold]
    #[inline(never)]
    fn arrange(
        &mut self,
        number: usize,
        wanted: &'s ObjectRule,
        has: &dyn Fn(usize) -> bool,
        count: u64,
        own: usize,
        mut groups: Vec<Group<'s>>,
    ) -> Result<(), Slow> {
        let of_members = self.issues.split_off(own);
        if wanted.min.is_some_and(|min| count < min) {
            self.found(number, Finding::MinProperties);
        }
        if wanted.max.is_some_and(|max| count > max) {
            self.found(number, Finding::MaxProperties);
        }
        let field = |slot: usize| wanted.members.get(slot).map_or(number, |member| member.field);
        for &(slot, expand) in wanted.required.iter().filter(|&&(slot, _)| !has(slot)) {
            if expand {
                return Err(Slow);
            }
            self.found(field(slot), Finding::Required);
        }
        for (_, slots) in wanted.dependent.iter().filter(|(slot, _)| has(*slot)) {
            for &slot in slots.iter().filter(|&&slot| !has(slot)) {
                self.found(field(slot), Finding::Required);
            }
        }
        motcua_json::sort_by(&mut groups, |a, b| compare_names(a.name, b.name));
        for Group { from, to, .. } in groups {
            self.issues.extend(of_members.get(from - own..to - own).unwrap_or_default());
        }
        Ok(())
    }

    /// A value that a schema of the table's maker judges as a tree.
    #[inline(never)]
    fn deep(
        &mut self,
        number: usize,
        rule: &'s Rule,
        deep: Deep,
        first: u8,
        depth: usize,
    ) -> Result<(), Slow> {
        let start = self.at;
        let mut watched = Watched(Vec::new());
        let value = match deep {
            Deep::Whole(_) => {
                self.skip(depth)?;
                self.tree(self.bytes.get(start..self.at).unwrap_or_default())?
            }
            Deep::Beside(_) if first == b'{' => {
                self.own(number, rule, first, depth, Some(&mut watched))?;
                let mut object = Object::new();
                for (name, bytes) in watched.0 {
                    object.insert(name, self.tree(bytes)?);
                }
                Value::Object(object)
            }
            Deep::Beside(_) | Deep::BesideAll(_) => {
                self.own(number, rule, first, depth, None)?;
                self.tree(self.bytes.get(start..self.at).unwrap_or_default())?
            }
        };
        let (table, judge, issues) = (self.table, self.judge, &mut *self.issues);
        let mut found = |pointer: &str, code: u32| {
            issues.push((u32::try_from(table.field(number, pointer)).unwrap_or(0), code));
        };
        match deep {
            Deep::Whole(schema) => judge.whole(schema, &value, &mut found),
            Deep::Beside(schema) | Deep::BesideAll(schema) => judge.beside(schema, &value, &mut found),
        }
        Ok(())
    }

    fn tree(&self, bytes: &[u8]) -> Result<Value, Slow> {
        if let [b'"', inside @ .., b'"'] = bytes
            && plain_run(inside).len == inside.len()
        {
            // A text without escapes, which was checked already.
            return std::str::from_utf8(inside).map(Value::from).map_err(|_| Slow);
        }
        parse(bytes, &self.table.policy).map_err(|_| Slow)
    }
}

/// A member's name: one that the rule knows, or another.
enum Slot<'s> {
    Known(usize),
    Other(&'s [u8]),
}

/// The issues of one member.
struct Group<'s> {
    name: &'s str,
    from: usize,
    to: usize,
}

/// Members that something beside the rule looks at.
struct Watched<'s>(Vec<(&'s str, &'s [u8])>);

/// Whether a name stands there twice.
fn repeats(names: &mut [&[u8]]) -> bool {
    if names.len() < 2 {
        return false;
    }
    names.sort_unstable();
    names.windows(2).any(|pair| pair.first() == pair.last())
}
