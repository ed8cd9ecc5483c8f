//! Provinces and communes with the days they exist, what became of them, and free text resolved to candidates.
//!
//! Since 2025-07-01 there are 34 provinces (Resolution 202/2025/QH15) and no districts; the codes are those of Decision
//! 19/2025/QĐ-TTg. Built in are the provinces, the 63 before them, the 168 communes of Thành phố Hồ Chí Minh (Resolution
//! 1685/NQ-UBTVQH15) and the districts and communes that went into them. The communes of the whole country are a file
//! of the same form that a host loads when it wants them ([`Gazetteer::load`]).
//!
//! Codes are used again: 25747 was Phường Phú Cường and is Phường Thủ Dầu Một. So every question names the day it is asked
//! for, and an address stored in 2024 still resolves at its own date. Where an old commune was divided, nobody but the
//! citizen knows which part is meant: the answer lists the parts and says that it must be asked.

pub(crate) mod data;
mod find;
mod read;
mod unit;

use std::sync::OnceLock;

pub use find::{Candidate, Resolution};
pub use unit::{Level, Mark, Successor, Unit, UnitKind};

use crate::date::Date;

/// Units, to be found by code and by name (Decision 19/2025/QĐ-TTg and the catalogue before it; each unit names its own
/// text).
#[derive(Clone, Debug)]
pub struct Gazetteer {
    units: Vec<Unit>,
    /// Names as words without diacritics, each with the place of its unit.
    names: Vec<(String, usize)>,
    /// The places of `units` in the order of their codes, and those of `names` in the order of the names.
    by_code: Vec<usize>,
    by_name: Vec<usize>,
    /// Longest name, in words.
    longest: usize,
}

/// A file of places has a line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceError {
    /// Its number, from 1; 0 when the file as a whole is too large or empty.
    pub line: usize,
}

impl PlaceError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        "place/data"
    }
}

impl core::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for PlaceError {}

impl Gazetteer {
    /// What is built in. Read once, at first use.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Gazetteer> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut all = Self {
                units: Vec::new(),
                names: Vec::new(),
                by_code: Vec::new(),
                by_name: Vec::new(),
                longest: 0,
            };
            for text in [data::PROVINCES, data::COMMUNES] {
                // A test reads both; a slip would leave the table short, never panic.
                let _ = read::read(text, &mut all);
            }
            all.index();
            all
        })
    }

    /// These units and those of a file, in the form of `core/vn/data/communes-79.txt`, whose head describes the rows. A
    /// unit that is here already, with the same code and days, is passed over.
    ///
    /// # Errors
    /// [`PlaceError`] with the first line that cannot be read. A file may have 4 MiB.
    pub fn load(&self, text: &str) -> Result<Self, PlaceError> {
        let mut all = self.clone();
        read::read(text, &mut all)?;
        all.index();
        Ok(all)
    }

    /// All units.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The units of a code that exist on a day; a code may have stood for others on other days.
    pub fn by_code<'a>(&'a self, code: &str, on: Date) -> impl Iterator<Item = &'a Unit> {
        self.of_code(code).filter(move |unit| unit.exists(on))
    }

    /// The units of a code on any day.
    pub(crate) fn of_code<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Unit> + use<'a> {
        let code_at = |at: &usize| self.units.get(*at).map(|unit| unit.code.as_str());
        let start = self.by_code.partition_point(|at| code_at(at) < Some(code));
        let range = self.by_code.get(start..).unwrap_or_default();
        let count = range.iter().take_while(|at| code_at(at) == Some(code)).count();
        range.iter().take(count).filter_map(|at| self.units.get(*at))
    }

    /// The units that stand for this one on a day: itself, what became of it, or what it was made from. Several mean
    /// that the citizen must be asked.
    pub fn on_day<'a>(&'a self, unit: &'a Unit, on: Date) -> Vec<&'a Unit> {
        if unit.exists(on) {
            return vec![unit];
        }
        let later = unit.until.is_some_and(|until| until < on);
        let mut found: Vec<&Unit> = Vec::new();
        let mut open = vec![unit];
        // Units follow one another in time, so no chain is longer than the history has steps.
        for _ in 0..4 {
            for from in core::mem::take(&mut open) {
                self.neighbours(from, later, &mut |unit| {
                    if !unit.exists(on) {
                        if !open.iter().any(|known| core::ptr::eq(*known, unit)) {
                            open.push(unit);
                        }
                    } else if !found.iter().any(|known| core::ptr::eq(*known, unit)) {
                        // In the order of their codes.
                        let at = found.iter().filter(|known| known.code <= unit.code).count();
                        found.insert(at, unit);
                    }
                });
            }
        }
        found
    }

    /// What followed a unit, or what it was made from.
    fn neighbours<'a>(&'a self, unit: &'a Unit, later: bool, each: &mut dyn FnMut(&'a Unit)) {
        for past in &self.units {
            if later {
                // A district went where its communes went.
                let part = unit.level() == Level::District
                    && past.district.as_ref() == Some(&unit.code)
                    && past.until == unit.until;
                if !part && !core::ptr::eq(past, unit) {
                    continue;
                }
                for next in past.becomes.iter().flat_map(|next| self.of_code(&next.code)) {
                    if next.until.is_none() || next.until > unit.until {
                        each(next);
                    }
                }
            } else if past.until.is_some()
                && past.until < unit.from
                && past.becomes.iter().any(|next| next.code == unit.code)
            {
                each(past);
            }
        }
    }

    /// The province of a unit on the day it existed.
    pub fn province_of<'a>(&'a self, unit: &'a Unit) -> Option<&'a Unit> {
        // Units that exist: the province's name of today.
        self.of_code(&unit.province).find(|province| match unit.until {
            None => province.until.is_none(),
            Some(until) => province.exists(until),
        })
    }

    /// The district of a commune before 2025-07-01.
    pub fn district_of<'a>(&'a self, unit: &'a Unit) -> Option<&'a Unit> {
        let code = unit.district.as_deref()?;
        self.of_code(code).find(|district| district.until == unit.until)
    }

    fn name(&mut self, words: String, unit: usize) {
        self.longest = self.longest.max(words.split(' ').count());
        self.names.push((words, unit));
    }

    /// Sorts what [`Gazetteer::resolve`] and [`Gazetteer::by_code`] look up.
    fn index(&mut self) {
        let code = |at: usize| self.units.get(at).map(|unit| unit.code.as_str());
        let by_code = sorted(self.units.len(), &|a, b| code(a) < code(b));
        self.by_name = sorted(self.names.len(), &|a, b| self.names.get(a) < self.names.get(b));
        self.by_code = by_code;
    }
}

/// The numbers below `count` in the order that `before` gives, those that are equal to it as they stand. One copy for
/// whatever is sorted, where the standard library's has one for each type.
fn sorted(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in sorted.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([first, rest @ ..], [second, after @ ..]) = (left, right) {
                if before(*second, *first) {
                    merged.push(*second);
                    right = after;
                } else {
                    merged.push(*first);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        sorted = merged;
        width *= 2;
    }
    sorted
}
