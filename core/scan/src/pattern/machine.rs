//! A table that takes one step for each character, where the pattern's is small enough.

use motcua_json::sorted::Map;

use super::program::{Around, Op, Program, Set};

/// Most states, and most entries of the table.
const MAX_STATES: usize = 1024;
const MAX_TABLE: usize = 1 << 15;

/// Most instructions looked at while the table is made.
const MAX_WORK: usize = 2_000_000;

/// In this state the pattern has been found, whatever follows.
const FOUND: u16 = 0;
/// From this state nothing can be found any more.
const LOST: u16 = 1;

/// The class of each ASCII character.
type Ascii = [u8; 128];

/// A deterministic automaton over classes of characters.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    ascii: Box<Ascii>,
    /// Where the classes of the others begin, in order, and which class that is.
    others: Vec<(u32, u8)>,
    /// Number of classes.
    width: usize,
    /// What follows a class in a state. A state is known by where its row begins, so one sum finds the entry.
    table: Vec<u16>,
    /// Whether the text may end in a state.
    ends: Vec<bool>,
    start: u16,
}

impl Machine {
    /// The table of a program; `None` where it would be too large, or a word boundary is asked for.
    pub(super) fn build(program: &Program) -> Option<Self> {
        if program.ops.iter().any(|op| matches!(op, Op::Boundary(_))) {
            return None;
        }
        let (bounds, members) = partition(program)?;
        let width = members.len();
        let mut builder =
            Builder { program, states: Map::new(), sets: Vec::new(), ends: vec![true, false], work: 0 };
        // FOUND and LOST lead to themselves.
        let mut table: Vec<u16> = [FOUND, LOST].iter().flat_map(|state| vec![*state; width]).collect();
        let start = builder.state(&[], true)?;
        let mut at = 0;
        while let Some(set) = builder.sets.get(at).cloned() {
            for class in &members {
                let mut next = Vec::new();
                for &place in &set {
                    builder.work += 1;
                    if let Some(Op::Take(wanted)) = program.ops.get(place)
                        && class.get(*wanted).copied().unwrap_or(false)
                    {
                        next.push(place + 1);
                    }
                }
                table.push(builder.state(&next, false)?);
            }
            at += 1;
            if table.len() > MAX_TABLE || builder.work > MAX_WORK {
                return None;
            }
        }
        let class_of = |c: u32| {
            let after = bounds.partition_point(|&(from, _)| from <= c);
            after.checked_sub(1).and_then(|at| bounds.get(at)).map_or(0, |&(_, class)| class)
        };
        let mut ascii = Box::new([0; 128]);
        for (class, c) in ascii.iter_mut().zip(0..) {
            *class = class_of(c);
        }
        let row = |state: u16| u16::try_from(usize::from(state) * width).ok();
        let start = row(start)?;
        let table = table.into_iter().map(row).collect::<Option<Vec<u16>>>()?;
        Some(Self { ascii, others: bounds, width, table, ends: builder.ends, start })
    }

    /// The same as [`search`](Self::search) for bytes that are all ASCII.
    pub(super) fn search_ascii(&self, text: &[u8]) -> bool {
        self.run(text.iter().map(|byte| self.ascii.get(usize::from(*byte)).copied().unwrap_or(0)))
    }

    /// Whether the pattern is found anywhere in the text.
    pub(super) fn search(&self, text: &str) -> bool {
        self.run(text.chars().map(|c| {
            let code = u32::from(c);
            self.ascii.get(code as usize).copied().unwrap_or_else(|| {
                let after = self.others.partition_point(|&(from, _)| from <= code);
                after.checked_sub(1).and_then(|at| self.others.get(at)).map_or(0, |&(_, class)| class)
            })
        }))
    }

    #[inline(always)]
    fn run(&self, classes: impl Iterator<Item = u8>) -> bool {
        let lost = usize::from(LOST) * self.width;
        let mut state = usize::from(self.start);
        for class in classes {
            if state <= lost {
                return state == usize::from(FOUND);
            }
            state = self.table.get(state + usize::from(class)).copied().map_or(lost, usize::from);
        }
        self.ends.get(state / self.width.max(1)).copied().unwrap_or(false)
    }
}

/// Cuts the code points into classes that the program cannot tell apart: where each begins, and for each class which
/// of the program's own it belongs to.
#[allow(clippy::type_complexity)]
fn partition(program: &Program) -> Option<(Vec<(u32, u8)>, Vec<Vec<bool>>)> {
    let mut starts = vec![0];
    for class in &program.classes {
        for &(from, to) in class.ranges() {
            starts.extend([from, to + 1]);
        }
    }
    motcua_json::sort_by(&mut starts, Ord::cmp);
    starts.dedup();
    let mut known: Map<Vec<bool>, u8> = Map::new();
    let mut members = Vec::new();
    let mut bounds: Vec<(u32, u8)> = Vec::new();
    for from in starts {
        let member: Vec<bool> = program.classes.iter().map(|class| class.contains(from)).collect();
        let class = match known.get(&member) {
            Some(class) => *class,
            None => {
                let class = u8::try_from(members.len()).ok()?;
                known.insert(member.clone(), class);
                members.push(member);
                class
            }
        };
        if bounds.last().is_none_or(|&(_, last)| last != class) {
            bounds.push((from, class));
        }
    }
    Some((bounds, members))
}

struct Builder<'p> {
    program: &'p Program,
    /// Number of each set of places.
    states: Map<Vec<usize>, u16>,
    /// The sets, from state 2 on.
    sets: Vec<Vec<usize>>,
    ends: Vec<bool>,
    work: usize,
}

impl Builder<'_> {
    /// The state that is reached with these places. A search may begin anywhere, so the program's start is always
    /// among them.
    fn state(&mut self, places: &[usize], start: bool) -> Option<u16> {
        let around = Around { start, ..Around::default() };
        let mut set = Set::new(self.program.ops.len());
        for &place in places.iter().chain(&[0]) {
            self.program.reach(place, around, &mut set);
        }
        let list = set.sorted();
        self.work += list.len() + self.program.ops.len() / 8;
        if self.matches(&list) {
            return Some(FOUND);
        }
        // What can go on: characters to take, and asserts that the end may still fulfil.
        let live = |at: &usize| matches!(self.program.ops.get(*at), Some(Op::Take(_) | Op::End));
        let list: Vec<usize> = list.into_iter().filter(live).collect();
        if list.is_empty() {
            return Some(LOST);
        }
        let mut key = list.clone();
        // Where the text starts, `^` holds for what comes at the end as well.
        key.push(usize::MAX - usize::from(start));
        if let Some(known) = self.states.get(&key) {
            return Some(*known);
        }
        let mut at_end = Set::new(self.program.ops.len());
        for &place in places.iter().chain(&[0]) {
            self.program.reach(place, Around { end: true, ..around }, &mut at_end);
        }
        let id = u16::try_from(self.sets.len() + 2).ok().filter(|id| usize::from(*id) < MAX_STATES)?;
        self.ends.push(self.matches(&at_end.sorted()));
        self.states.insert(key, id);
        self.sets.push(list);
        Some(id)
    }

    fn matches(&self, places: &[usize]) -> bool {
        places.iter().any(|at| matches!(self.program.ops.get(*at), Some(Op::Match)))
    }
}
