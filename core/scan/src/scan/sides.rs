//! What stands beside the keywords of a rule: further rules about the same value, whose bytes are read again. Of an
//! object these are mostly one or two members, which the first reading has remembered.

use super::{OBJECT, Scan, Slow};
use crate::table::{Finding, ObjectRule, Rule, Side};

/// Where a watched member's value stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) slot: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A value that has been read once.
struct Place {
    start: usize,
    end: usize,
    first: u8,
    depth: usize,
    /// Where its spans begin.
    spans: usize,
}

impl<'s> Scan<'s> {
    #[inline(never)]
    pub(super) fn beside(&mut self, rule: &'s Rule, first: u8, depth: usize) -> Result<(), Slow> {
        let start = self.at;
        if let Some(schema) = rule.whole {
            self.skip(depth)?;
            return self.judge_tree(rule, schema, start);
        }
        let spans = self.spans.len();
        self.own(rule, first, depth)?;
        let place = Place { start, end: self.at, first, depth, spans };
        self.sides(rule, &place)?;
        self.at = place.end;
        self.spans.truncate(spans);
        Ok(())
    }

    fn sides(&mut self, rule: &'s Rule, place: &Place) -> Result<(), Slow> {
        for side in &rule.sides {
            match side {
                Side::All(other) => self.apply(*other, place)?,
                Side::Any(others) => {
                    let mut found = false;
                    for other in others {
                        found = self.holds(*other, place)?;
                        if found {
                            break;
                        }
                    }
                    if !found {
                        self.found(rule.field, Finding::AnyOf);
                    }
                }
                Side::One(others) => {
                    let mut found = 0_usize;
                    for other in others {
                        found += usize::from(self.holds(*other, place)?);
                    }
                    if found != 1 {
                        self.found(rule.field, Finding::OneOf);
                    }
                }
                Side::Not(other) => {
                    if self.holds(*other, place)? {
                        self.found(rule.field, Finding::Not);
                    }
                }
                Side::If(condition, then, otherwise) => {
                    let branch = if self.holds(*condition, place)? { then } else { otherwise };
                    if let Some(branch) = branch {
                        self.apply(*branch, place)?;
                    }
                }
                Side::Dependent(slot, other) => {
                    if self.span(place, *slot).is_some() {
                        self.apply(*other, place)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a rule finds no error.
    fn holds(&mut self, number: usize, place: &Place) -> Result<bool, Slow> {
        let (issues, errors) = (self.issues.len(), self.errors);
        self.apply(number, place)?;
        let holds = self.errors == errors;
        self.issues.truncate(issues);
        self.errors = errors;
        Ok(holds)
    }

    fn apply(&mut self, number: usize, place: &Place) -> Result<(), Slow> {
        let rule = self.table.rules.get(number).ok_or(Slow)?;
        self.spend(1)?;
        if rule.view && place.first == b'{' {
            return self.view(rule, place);
        }
        self.spend(place.end - place.start)?;
        self.at = place.start;
        self.judged(rule, place.first, place.depth)
    }

    /// A rule about an object of which it looks at the watched members alone.
    fn view(&mut self, rule: &'s Rule, place: &Place) -> Result<(), Slow> {
        if let Some(schema) = rule.whole {
            self.at = place.end;
            return self.judge_tree(rule, schema, place.start);
        }
        if self.fits(rule, OBJECT) {
            self.check_choices(rule, |_| false);
            if let Some(wanted) = &rule.object {
                self.watched(wanted, place)?;
            }
        }
        self.sides(rule, place)
    }

    /// What a view says of the members, in the order of the validator of trees.
    fn watched(&mut self, wanted: &'s ObjectRule, place: &Place) -> Result<(), Slow> {
        let member = |number: usize| wanted.members.get(number).ok_or(Slow);
        for &(number, expand) in &wanted.required {
            let member = member(number)?;
            if self.span(place, member.slot).is_none() {
                if expand {
                    return Err(Slow);
                }
                self.found(member.field, Finding::Required);
            }
        }
        for (number, others) in &wanted.dependent {
            if self.span(place, member(*number)?.slot).is_none() {
                continue;
            }
            for other in others {
                let other = member(*other)?;
                if self.span(place, other.slot).is_none() {
                    self.found(other.field, Finding::Required);
                }
            }
        }
        for member in &wanted.members {
            let Some(span) = self.span(place, member.slot) else { continue };
            let judged = self.table.rules.get(member.rule).ok_or(Slow)?;
            if judged.says_nothing() {
                continue;
            }
            self.spend(span.end - span.start)?;
            self.at = span.start;
            self.value(judged, place.depth + 1)?;
        }
        Ok(())
    }

    fn span(&self, place: &Place, slot: usize) -> Option<Span> {
        self.spans.get(place.spans..)?.iter().find(|span| span.slot == slot).copied()
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Slow> {
        self.work = self.work.checked_sub(bytes).ok_or(Slow)?;
        Ok(())
    }

    /// Has the value between `start` and here judged as a tree.
    #[inline(never)]
    fn judge_tree(&mut self, rule: &'s Rule, schema: usize, start: usize) -> Result<(), Slow> {
        let value = self.tree(self.bytes.get(start..self.at).unwrap_or_default())?;
        let (table, issues, errors) = (self.table, &mut *self.issues, &mut self.errors);
        let done = self.judge.whole(schema, &value, &mut self.steps, &mut |pointer, code, error| {
            let pointer = if rule.lost { "" } else { pointer };
            issues.push((u32::try_from(table.field(rule.field, Some(&value), pointer)).unwrap_or(0), code));
            *errors += usize::from(error);
        });
        // Only over the whole record it is certain that it is too complex.
        if done { Ok(()) } else { Err(Slow) }
    }
}
