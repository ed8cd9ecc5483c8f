//! From the tree of a pattern to a list of instructions (Thompson's construction), and running it step by step.

use super::class::Class;
use super::parse::Tree;
use super::{MAX_PROGRAM, Refusal};

/// One instruction; numbers are places in the program.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// Takes one character whose class (a number of `Program::classes`) fits.
    Take(usize),
    /// Goes both ways.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Only at the start.
    Start,
    /// Only at the end.
    End,
    /// Only at a word boundary, or with `false` only where there is none.
    Boundary(bool),
    /// The pattern matches.
    Match,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) classes: Vec<Class>,
}

/// What surrounds a place in the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub(super) start: bool,
    pub(super) end: bool,
    pub(super) boundary: bool,
}

impl Program {
    pub(super) fn build(tree: &Tree) -> Result<Self, Refusal> {
        let mut program = Self::default();
        program.emit(tree)?;
        program.push(Op::Match)?;
        Ok(program)
    }

    fn push(&mut self, op: Op) -> Result<usize, Refusal> {
        if self.ops.len() >= MAX_PROGRAM {
            return Err(Refusal::TooLarge);
        }
        self.ops.push(op);
        Ok(self.ops.len() - 1)
    }

    fn set(&mut self, at: usize, op: Op) {
        if let Some(slot) = self.ops.get_mut(at) {
            *slot = op;
        }
    }

    fn emit(&mut self, tree: &Tree) -> Result<(), Refusal> {
        match tree {
            Tree::Class(class) => {
                let known = self.classes.iter().position(|known| known == class);
                let id = known.unwrap_or_else(|| {
                    self.classes.push(class.clone());
                    self.classes.len() - 1
                });
                self.push(Op::Take(id))?;
            }
            Tree::Sequence(parts) => parts.iter().try_for_each(|part| self.emit(part))?,
            Tree::Choice(branches) => {
                let mut ends = Vec::new();
                let last = branches.len().saturating_sub(1);
                for (index, branch) in branches.iter().enumerate() {
                    if index == last {
                        self.emit(branch)?;
                        continue;
                    }
                    let split = self.push(Op::Match)?;
                    self.emit(branch)?;
                    ends.push(self.push(Op::Match)?);
                    self.set(split, Op::Split(split + 1, self.ops.len()));
                }
                let end = self.ops.len();
                ends.into_iter().for_each(|at| self.set(at, Op::Jump(end)));
            }
            Tree::Repeat(inner, low, high) => {
                for _ in 0..*low {
                    self.emit(inner)?;
                }
                match high {
                    None => {
                        let split = self.push(Op::Match)?;
                        self.emit(inner)?;
                        self.push(Op::Jump(split))?;
                        self.set(split, Op::Split(split + 1, self.ops.len()));
                    }
                    Some(high) => {
                        let mut splits = Vec::new();
                        for _ in *low..*high {
                            splits.push(self.push(Op::Match)?);
                            self.emit(inner)?;
                        }
                        let end = self.ops.len();
                        splits.into_iter().for_each(|at| self.set(at, Op::Split(at + 1, end)));
                    }
                }
            }
            Tree::Start => drop(self.push(Op::Start)?),
            Tree::End => drop(self.push(Op::End)?),
            Tree::Boundary(positive) => drop(self.push(Op::Boundary(*positive))?),
        }
        Ok(())
    }

    /// Adds what is reached from `at` without a character to `set`. Asserts that do not hold are where it ends.
    pub(super) fn reach(&self, at: usize, around: Around, set: &mut Set) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            if !set.add(at) {
                continue;
            }
            match self.ops.get(at) {
                Some(Op::Jump(to)) => open.push(*to),
                Some(Op::Split(a, b)) => open.extend([*b, *a]),
                Some(Op::Start) if around.start => open.push(at + 1),
                Some(Op::End) if around.end => open.push(at + 1),
                Some(Op::Boundary(positive)) if *positive == around.boundary => open.push(at + 1),
                _ => {}
            }
        }
    }

    /// Whether the pattern is found anywhere in the text: time is the text's length times the program's.
    pub(super) fn search(&self, text: &str) -> bool {
        let (mut now, mut next) = (Set::new(self.ops.len()), Set::new(self.ops.len()));
        let mut chars = text.chars().peekable();
        let mut before: Option<char> = None;
        loop {
            let here = chars.next();
            let around = Around {
                start: before.is_none(),
                end: here.is_none(),
                boundary: before.is_some_and(is_word) != here.is_some_and(is_word),
            };
            // Asserts are judged where they stand, so what the last step left is followed only now.
            std::mem::swap(&mut now, &mut next);
            let seeds = now.take();
            for at in seeds {
                self.reach(at, around, &mut now);
            }
            self.reach(0, around, &mut now);
            if now.iter().any(|at| matches!(self.ops.get(at), Some(Op::Match))) {
                return true;
            }
            let Some(c) = here else { return false };
            next.clear();
            for at in now.iter() {
                if let Some(Op::Take(class)) = self.ops.get(at)
                    && self.classes.get(*class).is_some_and(|class| class.contains(u32::from(c)))
                {
                    next.add(at + 1);
                }
            }
            before = Some(c);
        }
    }
}

/// A word character as `\b` has it.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A set of places that keeps their order.
#[derive(Clone, Debug)]
pub(super) struct Set {
    places: Vec<usize>,
    has: Vec<bool>,
}

impl Set {
    pub(super) fn new(size: usize) -> Self {
        Self { places: Vec::new(), has: vec![false; size] }
    }

    pub(super) fn add(&mut self, at: usize) -> bool {
        match self.has.get_mut(at) {
            Some(has) if !*has => {
                *has = true;
                self.places.push(at);
                true
            }
            _ => false,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.places.iter().copied()
    }

    pub(super) fn clear(&mut self) {
        for at in self.places.drain(..) {
            if let Some(has) = self.has.get_mut(at) {
                *has = false;
            }
        }
    }

    fn take(&mut self) -> Vec<usize> {
        let places = self.places.clone();
        self.clear();
        places
    }

    /// The places in rising order: equal sets are equal lists.
    pub(super) fn sorted(&self) -> Vec<usize> {
        let mut places = self.places.clone();
        motcua_json::sort_by(&mut places, Ord::cmp);
        places
    }
}
