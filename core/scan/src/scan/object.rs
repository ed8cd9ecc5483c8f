//! Objects: names, members, and what is known only at the end.

use std::borrow::Cow;

use motcua_json::compare_names;

use super::lexis::Text;
use super::sides::Span;
use super::{OBJECT, Scan, Slow};
use crate::table::{Finding, MAX_MEMBERS, ObjectRule, Others, Rule};

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

/// Members that were there.
#[derive(Default)]
struct Seen([u64; MAX_MEMBERS / 64]);

impl Seen {
    fn has(&self, slot: usize) -> bool {
        self.0.get(slot / 64).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }

    /// Adds a member, unless it was there already.
    fn add(&mut self, slot: usize) -> Result<(), Slow> {
        let word = self.0.get_mut(slot / 64).ok_or(Slow)?;
        if *word & (1 << (slot % 64)) != 0 {
            return Err(Slow);
        }
        *word |= 1 << (slot % 64);
        Ok(())
    }
}

impl<'s> Scan<'s> {
    pub(super) fn object(&mut self, rule: &'s Rule, depth: usize) -> Result<(), Slow> {
        if depth >= self.table.policy.max_depth() {
            return Err(Slow);
        }
        static NONE: ObjectRule = ObjectRule::NONE;
        let fits = self.fits(rule, OBJECT);
        // A wrong type ends what the schema itself says, and what stands beside it may still watch.
        let wanted = match &rule.object {
            Some(wanted) if fits || !rule.sides.is_empty() => wanted,
            _ => &NONE,
        };
        if fits {
            self.check_choices(rule, |_| false);
        }
        let own = self.issues.len();
        let mut seen = Seen::default();
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
                let first = self.peek().ok_or(Slow)?;
                let (start, before) = (self.at, self.issues.len());
                match slot {
                    Slot::Known(slot) => {
                        let member = wanted.members.get(slot).ok_or(Slow)?;
                        seen.add(slot)?;
                        previous = slot;
                        if !fits {
                            self.skip(depth + 1)?;
                        } else if member.forbidden {
                            self.found(member.field, Finding::UnknownField);
                            self.skip(depth + 1)?;
                        } else {
                            let rule = self.table.rules.get(member.rule).ok_or(Slow)?;
                            self.judged(rule, first, depth + 1)?;
                        }
                        if member.watched {
                            self.spans.push(Span { slot, start, end: self.at });
                        }
                        if self.issues.len() > before {
                            groups.push(Group { name: &member.name, from: before, to: self.issues.len() });
                        }
                    }
                    Slot::Other(name) => {
                        unknown.push(name);
                        match wanted.others {
                            Others::Rule(rule) if fits => {
                                let rule = self.table.rules.get(rule).ok_or(Slow)?;
                                self.value(rule, depth + 1)?;
                            }
                            Others::Forbidden(field) if fits => {
                                self.found(field, Finding::UnknownField);
                                self.skip(depth + 1)?;
                            }
                            _ => self.skip(depth + 1)?,
                        }
                        if self.issues.len() > before {
                            let name = std::str::from_utf8(name).map_err(|_| Slow)?;
                            groups.push(Group { name, from: before, to: self.issues.len() });
                        }
                    }
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
            self.close(rule, wanted, &seen, count, own, groups)?;
        }
        Ok(())
    }

    /// The next member's name and its colon. Most records bear their members in the order of the one before.
    #[inline(always)]
    fn name(&mut self, wanted: &'s ObjectRule, previous: usize) -> Result<Slot<'s>, Slow> {
        let place = wanted.predictions.wrapping_add(previous);
        if let Some(guess) = self.next.get(place).copied()
            && let Some(quoted) = wanted.quoted.get(usize::from(guess))
            && let Some(len) = quoted.begins(self.rest())
        {
            self.at += len;
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
            Text::Plain { bytes, .. } => bytes,
            Text::Other(Cow::Borrowed(name)) => name.as_bytes(),
            Text::Other(Cow::Owned(_)) => return Err(Slow),
        };
        if name.len() > self.table.policy.max_name_bytes() || self.peek() != Some(b':') {
            return Err(Slow);
        }
        self.at += 1;
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
        rule: &'s Rule,
        wanted: &'s ObjectRule,
        seen: &Seen,
        count: usize,
        own: usize,
        groups: Vec<Group<'s>>,
    ) -> Result<(), Slow> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let complete = wanted.required.iter().all(|&(slot, _)| seen.has(slot))
            && wanted.min.is_none_or(|min| count >= min)
            && wanted.max.is_none_or(|max| count <= max)
            && wanted.dependent.is_empty();
        if complete && groups.len() < 2 {
            return Ok(());
        }
        self.arrange(rule, wanted, seen, count, own, groups)
    }

    #[cold]
    #[inline(never)]
    fn arrange(
        &mut self,
        rule: &'s Rule,
        wanted: &'s ObjectRule,
        seen: &Seen,
        count: u64,
        own: usize,
        mut groups: Vec<Group<'s>>,
    ) -> Result<(), Slow> {
        let of_members = self.issues.split_off(own);
        if wanted.min.is_some_and(|min| count < min) {
            self.found(rule.field, Finding::MinProperties);
        }
        if wanted.max.is_some_and(|max| count > max) {
            self.found(rule.field, Finding::MaxProperties);
        }
        let field = |slot: usize| wanted.members.get(slot).map_or(rule.field, |member| member.field);
        for &(slot, expand) in wanted.required.iter().filter(|&&(slot, _)| !seen.has(slot)) {
            if expand {
                return Err(Slow);
            }
            self.found(field(slot), Finding::Required);
        }
        for (_, slots) in wanted.dependent.iter().filter(|(slot, _)| seen.has(*slot)) {
            for &slot in slots.iter().filter(|&&slot| !seen.has(slot)) {
                self.found(field(slot), Finding::Required);
            }
        }
        motcua_json::sort_by(&mut groups, |a, b| compare_names(a.name, b.name));
        for Group { from, to, .. } in groups {
            self.issues.extend(of_members.get(from - own..to - own).unwrap_or_default());
        }
        Ok(())
    }
}

/// Whether a name stands there twice.
fn repeats(names: &mut Vec<&[u8]>) -> bool {
    if names.len() < 2 {
        return false;
    }
    motcua_json::sort_by(names, Ord::cmp);
    names.windows(2).any(|pair| pair.first() == pair.last())
}
