//! The canonical mappings, unpacked from `tables.rs` at the first text that asks for them.

use std::sync::OnceLock;

use crate::{hangul, tables};

/// One step of a canonical decomposition.
struct Pair {
    first: char,
    /// Absent for a character that stands for one other.
    second: Option<char>,
}

/// Characters in one block of the index.
const BLOCK: usize = 64;

/// Everything that is known of characters.
pub(crate) struct Table {
    /// The block of every 64 characters; the first block says nothing of any.
    index: Vec<u8>,
    /// For each character 0, or its combining class, or 256 and more: the place in `pairs`.
    blocks: Vec<[u16; BLOCK]>,
    pairs: Vec<Pair>,
    /// The characters that can stand second in a composition, in order, each with what it composes with, in order:
    /// `(first, whole)`.
    seconds: Vec<(char, Vec<(char, char)>)>,
}

/// What the table says of a character.
enum Entry<'a> {
    Nothing,
    Class(u8),
    Pair(&'a Pair),
}

/// The first number that stands for a place in `pairs`: classes are smaller.
const PAIRS: u16 = 256;

impl Table {
    /// The table, unpacked once.
    pub(crate) fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::unpack)
    }

    /// Hands over the canonical decomposition of a character, which may be itself, with combining classes.
    pub(crate) fn decompose(&self, c: char, mut emit: impl FnMut(char, u8)) {
        if let Some((leading, vowel, trailing)) = hangul::decompose(c) {
            emit(leading, 0);
            emit(vowel, 0);
            if let Some(trailing) = trailing {
                emit(trailing, 0);
            }
            return;
        }
        // What comes second never decomposes, so the way down is along the first; three steps are the longest.
        let mut after = [None; 4];
        let mut open = after.iter_mut();
        let mut first = c;
        loop {
            match self.entry(first) {
                Entry::Pair(pair) => {
                    first = pair.first;
                    if pair.second.is_some()
                        && let Some(slot) = open.next()
                    {
                        *slot = pair.second;
                    }
                }
                Entry::Class(class) => break emit(first, class),
                Entry::Nothing => break emit(first, 0),
            }
        }
        for second in after.into_iter().rev().flatten() {
            emit(second, self.class(second));
        }
    }

    /// The character that two compose to.
    pub(crate) fn compose(&self, first: char, second: char) -> Option<char> {
        if let Some(syllable) = hangul::compose(first, second) {
            return Some(syllable);
        }
        let at = self.seconds.binary_search_by_key(&second, |(second, _)| *second).ok()?;
        let (_, firsts) = self.seconds.get(at)?;
        let at = firsts.binary_search_by_key(&first, |(first, _)| *first).ok()?;
        firsts.get(at).map(|(_, whole)| *whole)
    }

    fn class(&self, c: char) -> u8 {
        match self.entry(c) {
            Entry::Class(class) => class,
            _ => 0,
        }
    }

    fn entry(&self, c: char) -> Entry<'_> {
        let code = u32::from(c) as usize;
        let block = self.index.get(code / BLOCK).and_then(|at| self.blocks.get(usize::from(*at)));
        let entry = block.and_then(|block| block.get(code % BLOCK)).copied().unwrap_or_default();
        match (u8::try_from(entry), entry.checked_sub(PAIRS)) {
            (Ok(0), _) => Entry::Nothing,
            (Ok(class), _) => Entry::Class(class),
            (_, at) => match at.and_then(|at| self.pairs.get(usize::from(at))) {
                Some(pair) => Entry::Pair(pair),
                None => Entry::Nothing,
            },
        }
    }

    fn set(&mut self, code: u32, entry: u16) {
        let code = code as usize;
        if self.index.len() <= code / BLOCK {
            self.index.resize(code / BLOCK + 1, 0);
        }
        let Some(at) = self.index.get_mut(code / BLOCK) else { return };
        if *at == 0 {
            *at = u8::try_from(self.blocks.len()).unwrap_or_default();
            self.blocks.push([0; BLOCK]);
        }
        let slot = self.blocks.get_mut(usize::from(*at)).and_then(|block| block.get_mut(code % BLOCK));
        if let Some(slot) = slot {
            *slot = entry;
        }
    }

    fn unpack() -> Self {
        let mut table =
            Self { index: Vec::new(), blocks: vec![[0; BLOCK]], pairs: Vec::new(), seconds: Vec::new() };
        table.unpack_classes();
        table.unpack_pairs();
        table
    }

    fn unpack_classes(&mut self) {
        let (mut gaps, mut lengths) = (Numbers(tables::RUN_GAPS), Numbers(tables::RUN_LENGTHS));
        let mut at = 0;
        for class in tables::RUN_CLASSES {
            at += gaps.next().unwrap_or_default();
            for _ in 0..lengths.next().unwrap_or_default() {
                self.set(at, u16::from(*class));
                at += 1;
            }
        }
    }

    fn unpack_pairs(&mut self) {
        let mut second = 0;
        for step in Numbers(tables::SECONDS) {
            second += step;
            self.seconds.extend(char::from_u32(second).map(|c| (c, Vec::new())));
        }
        let (mut whole, mut first) = (0_u32, 0_u32);
        let steps = Numbers(tables::WHOLES).zip(Numbers(tables::FIRSTS));
        for ((step, first_step), kind) in steps.zip(tables::KINDS) {
            whole += step;
            let back = first_step & 1 == 1;
            let by = first_step.div_ceil(2);
            first = if back { first.wrapping_sub(by) } else { first.wrapping_add(by) };
            let (Some(whole), Some(first)) = (char::from_u32(whole), char::from_u32(first)) else { continue };
            // Counted from 1, so that 0 says that there is none.
            let second = usize::from(kind & 0x7F).checked_sub(1).and_then(|at| self.seconds.get_mut(at));
            let pair = Pair { first, second: second.as_ref().map(|(c, _)| *c) };
            if let Some((_, firsts)) = second.filter(|_| kind & 0x80 != 0) {
                let at = firsts.partition_point(|(known, _)| *known < first);
                firsts.insert(at, (first, whole));
            }
            self.set(
                u32::from(whole),
                PAIRS.saturating_add(u16::try_from(self.pairs.len()).unwrap_or(u16::MAX)),
            );
            self.pairs.push(pair);
        }
    }
}

/// The numbers of a column.
struct Numbers(&'static [u8]);

impl Iterator for Numbers {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift = (shift + 7).min(28);
        }
    }
}
