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

mod find;
mod read;
mod unit;

use std::sync::OnceLock;

pub use find::{Candidate, Resolution};
pub use unit::{Level, Mark, Successor, Unit, UnitKind};

use crate::date::Date;
use unit::keys;

/// Units, to be found by code and by name.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    units: Vec<Unit>,
    /// Names as words without diacritics, sorted, each with the index of its unit.
    names: Vec<(String, usize)>,
    /// Codes, sorted, each with the index of its unit.
    codes: Vec<(String, usize)>,
    /// Other names of units since 2025-07-01.
    aliases: Vec<(String, String)>,
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
            let mut all = Self::empty();
            for text in [include_str!("../../data/provinces.txt"), include_str!("../../data/communes-79.txt")]
            {
                // A test reads both; a slip would leave the table empty, never panic.
                let _ = read::read(text, &mut all);
            }
            all.index();
            all
        })
    }

    fn empty() -> Self {
        Self { units: Vec::new(), names: Vec::new(), codes: Vec::new(), aliases: Vec::new(), longest: 0 }
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
        let start = self.codes.partition_point(|(known, _)| known.as_str() < code);
        let range = self.codes.get(start..).unwrap_or_default();
        let count = range.iter().take_while(|(known, _)| known == code).count();
        range.iter().take(count).filter_map(|(_, at)| self.units.get(*at))
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
            let next: Vec<&Unit> = open.iter().flat_map(|unit| self.neighbours(unit, later)).collect();
            open.clear();
            for unit in next {
                let seen = |units: &[&Unit]| units.iter().any(|known| core::ptr::eq(*known, unit));
                if unit.exists(on) {
                    if !seen(&found) {
                        found.push(unit);
                    }
                } else if !seen(&open) {
                    open.push(unit);
                }
            }
        }
        // In the order of their codes: units of one day come so from the tables, and others are few.
        let mut sorted: Vec<&Unit> = Vec::with_capacity(found.len());
        for unit in found {
            let at = sorted.partition_point(|known| known.code <= unit.code);
            sorted.insert(at, unit);
        }
        sorted
    }

    /// What followed a unit, or what it was made from.
    fn neighbours<'a>(&'a self, unit: &'a Unit, later: bool) -> Vec<&'a Unit> {
        if later {
            let after = |next: &&Unit| next.until.is_none() || next.until > unit.until;
            let own = unit.becomes.iter().flat_map(|next| self.of_code(&next.code)).filter(after);
            // A district went where its communes went.
            let parts = self.units.iter().filter(|part| {
                unit.level() == Level::District
                    && part.district.as_deref() == Some(&unit.code)
                    && part.until == unit.until
            });
            let parts = parts.flat_map(|part| part.becomes.iter()).flat_map(|next| self.of_code(&next.code));
            own.chain(parts.filter(after)).collect()
        } else {
            let before = |past: &&Unit| {
                past.becomes.iter().any(|next| next.code == unit.code)
                    && past.until.is_some()
                    && past.until < unit.from
            };
            self.units.iter().filter(before).collect()
        }
    }

    /// The province of a unit on the day it existed.
    pub fn province_of<'a>(&'a self, unit: &'a Unit) -> Option<&'a Unit> {
        let at = unit.until.or(unit.from);
        let mut provinces = self.of_code(&unit.province);
        match unit.until {
            // Units that exist: the province's name of today.
            None => provinces.find(|province| province.until.is_none()),
            Some(_) => provinces.find(|province| at.is_some_and(|at| province.exists(at))),
        }
    }

    /// The district of a commune before 2025-07-01.
    pub fn district_of<'a>(&'a self, unit: &'a Unit) -> Option<&'a Unit> {
        let code = unit.district.as_deref()?;
        self.of_code(code).find(|district| district.until == unit.until)
    }

    /// Sorts what [`Gazetteer::resolve`] and [`Gazetteer::by_code`] look up.
    fn index(&mut self) {
        let units = &self.units;
        let by = |key: fn(&Unit) -> String| -> Vec<(String, usize)> {
            units.iter().enumerate().map(|(at, unit)| (key(unit), at)).collect()
        };
        let mut names = by(|unit| keys(&unit.name));
        self.codes = by(|unit| unit.code.clone());
        for (alias, code) in &self.aliases {
            let of_code = |exists: bool| {
                units.iter().position(|unit| unit.code == *code && (unit.until.is_none() || !exists))
            };
            let of = of_code(true).or_else(|| of_code(false));
            names.extend(of.map(|at| (alias.clone(), at)));
        }
        for list in [&mut names, &mut self.codes] {
            list.sort_unstable();
        }
        names.dedup();
        self.longest = names.iter().map(|(name, _)| name.split(' ').count()).max().unwrap_or(0);
        self.names = names;
    }
}
