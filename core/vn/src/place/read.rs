//! The text form of places; the heads of `core/vn/data/provinces.txt` and `communes-79.txt` describe the rows.

use std::sync::Arc;

use super::unit::{Mark, Successor, Unit, UnitKind, keys};
use super::{Gazetteer, Level, PlaceError};
use crate::date::Date;
use crate::split::split;

/// The whole country with its history takes less than a tenth of it.
const MAX_BYTES: usize = 4 << 20;

/// No commune was divided into more.
const MAX_PARTS: usize = 16;

/// The day before 34 provinces took the place of 63.
const LAST_OF_63: &str = "2025-06-30";

/// What rows share: a day, what it rests on, how well that is known.
#[derive(Clone)]
struct Span {
    day: Date,
    basis: Arc<str>,
    mark: Mark,
}

struct Reader<'a, 'b> {
    all: &'b mut Gazetteer,
    bases: Vec<(&'a str, Arc<str>)>,
    from: Option<Span>,
    until: Option<Span>,
    /// Code and province of the last district.
    district: Option<(&'a str, &'a str)>,
    /// Other names, each with a code.
    aliases: Vec<(&'a str, &'a str)>,
    /// Whether the first row said what the file is.
    named: bool,
    /// Whether it said that codes of communes are steps, and the last two that they lead from: own codes, and those of
    /// what came after (see [`crate::table::write`]).
    steps: bool,
    last: [i32; 2],
}

/// The rows that are units: a word, the level, and what the fields hold: `c` the code, `k` a letter for the kind, `n` the name
/// (of a province with its kind), `p` the province, `b` the codes of what it became, `f` and `u` the first and the last day,
/// `i` the id of a basis, `m` the mark. What has no field is what the rows before say.
const UNITS: [(&str, Level, &str); 6] = [
    ("old", Level::Province, "cbn"),
    ("now", Level::Province, "cfunim"),
    ("now", Level::Commune, "cknp"),
    ("district", Level::District, "cpkn"),
    ("district", Level::District, "cpknb"),
    ("old", Level::Commune, "cknb"),
];

/// Adds the rows of a text, up to one that cannot be read. What was there before is passed over, if it is indexed.
pub(super) fn read(text: &str, into: &mut Gazetteer) -> Result<(), PlaceError> {
    if text.len() > MAX_BYTES {
        return Err(PlaceError { line: 0 });
    }
    let mut reader = Reader {
        all: into,
        bases: Vec::new(),
        from: None,
        until: None,
        district: None,
        aliases: Vec::new(),
        named: false,
        steps: false,
        last: [0; 2],
    };
    for (line, number) in text.lines().zip(1_usize..) {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            reader.row(line).ok_or(PlaceError { line: number })?;
        }
    }
    if !reader.named {
        return Err(PlaceError { line: 0 });
    }
    reader.name_aliases();
    Ok(())
}

impl<'a> Reader<'a, '_> {
    fn row(&mut self, line: &'a str) -> Option<()> {
        let mut fields = split(line, ';', 9);
        for field in &mut fields {
            *field = field.trim();
        }
        if !self.named {
            self.steps = fields.last() == Some(&"steps");
            self.named = fields.starts_with(&["places", "1"]) && fields.len() == 2 + usize::from(self.steps);
            return self.named.then_some(());
        }
        match *fields.as_slice() {
            ["basis", id, text] => self.bases.push((id, text.into())),
            ["alias", code, name] => self.aliases.push((name, code)),
            [word @ ("from" | "until"), first, basis, mark] => {
                let span = Some(Span { day: day(first)?, basis: basis.into(), mark: self::mark(mark)? });
                if word == "from" {
                    self.from = span;
                } else {
                    (self.until, self.district) = (span, None);
                }
            }
            [word, ref fields @ ..] => {
                let row =
                    UNITS.iter().find(|(known, _, columns)| *known == word && columns.len() == fields.len());
                let (_, level, columns) = row?;
                let field = |column| columns.find(column).and_then(|at| fields.get(at)).copied();
                self.unit(word == "now", *level, &field)?;
            }
            [] => return None,
        }
        Some(())
    }

    /// Takes a unit in; `None` when a part of it is none.
    fn unit(&mut self, now: bool, level: Level, field: &dyn Fn(char) -> Option<&'a str>) -> Option<()> {
        let (code, name) = (self.code(field('c')?, level, 0)?, field('n')?);
        let (kind, name) = match field('k') {
            Some(letter) => (UnitKind::from_letter(letter)?, name),
            None => province(name)?,
        };
        if level == Level::District {
            self.district = Some((field('c')?, field('p')?));
        }
        let (district, province) = match (level, now) {
            (Level::Commune, false) => {
                self.district.map(|(district, province)| (Some(district), province))?
            }
            (Level::Province, _) => (None, &*code),
            _ => (None, field('p')?),
        };
        // Communes and districts have the day, the basis and the mark of the rows before.
        let span = match (level, now) {
            (Level::Province, true) => Span {
                day: day(field('f')?)?,
                basis: self.bases.iter().find(|(id, _)| Some(*id) == field('i'))?.1.clone(),
                mark: mark(field('m')?)?,
            },
            (Level::Province, false) => {
                Span { day: day(LAST_OF_63)?, basis: self.bases.first()?.1.clone(), mark: Mark::Derived }
            }
            (_, true) => self.from.clone()?,
            (_, false) => self.until.clone()?,
        };
        let until = match field('u').filter(|text| !text.is_empty()) {
            Some(last) => Some(day(last)?),
            None => None,
        };
        let (from, until) = if now { (Some(span.day), until) } else { (None, Some(span.day)) };
        let key = keys(name);
        if kind.level() != level || !is_code(province, Level::Province) || key.is_empty() {
            return None;
        }
        // A unit that ended and says no more went on under its code; what a district became, its communes say.
        let next = field('b').unwrap_or(if level == Level::Province { &code } else { "" });
        let mut becomes = Vec::new();
        if until.is_some() && !(level == Level::District && next.is_empty()) {
            for code in split(next, ',', MAX_PARTS + 1) {
                let (code, likely) = code.strip_suffix('*').map_or((code, false), |code| (code, true));
                let of_district =
                    || (level == Level::District && is_code(code, Level::Commune)).then(|| code.to_owned());
                let code = self.code(code, level, 1).or_else(of_district)?;
                becomes.push(Successor { code, likely });
            }
        }
        if becomes.len() > MAX_PARTS {
            return None;
        }
        // Only a file loaded later meets any that is known: what is read now is not indexed yet.
        if self.all.of_code(&code).any(|known| (known.from, known.until) == (from, until)) {
            return Some(());
        }
        self.all.name(key, self.all.units.len());
        self.all.units.push(Unit {
            province: province.to_owned(),
            code,
            kind,
            name: name.to_owned(),
            district: district.map(str::to_owned),
            from,
            until,
            becomes,
            basis: span.basis,
            mark: span.mark,
        });
        Some(())
    }

    /// A code as it is; that of a commune, where they are steps, as the step from the last.
    fn code(&mut self, text: &str, level: Level, column: usize) -> Option<String> {
        if !self.steps || level != Level::Commune {
            return is_code(text, level).then(|| text.to_owned());
        }
        let step = if text.is_empty() { 0 } else { text.parse().ok()? };
        let last = self.last.get_mut(column)?;
        *last = last.checked_add(step)?;
        Some(format!("{last:05}")).filter(|code| is_code(code, level))
    }

    /// Gives other names to the units that exist, or else to the first that had the code.
    fn name_aliases(&mut self) {
        for (name, code) in core::mem::take(&mut self.aliases) {
            let units = || self.all.units.iter().enumerate().filter(|(_, unit)| unit.code == code);
            let unit = units().find(|(_, unit)| unit.until.is_none()).or_else(|| units().next());
            if let Some((at, _)) = unit {
                self.all.name(name.to_owned(), at);
            }
        }
    }
}

fn day(text: &str) -> Option<Date> {
    Date::parse_iso(text).ok()
}

/// A code has two digits for a province, three for a district, five for a commune.
fn is_code(text: &str, level: Level) -> bool {
    let digits = match level {
        Level::Province => 2,
        Level::District => 3,
        Level::Commune => 5,
    };
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())
}

fn province(full_name: &str) -> Option<(UnitKind, &str)> {
    let kinds = [UnitKind::Province, UnitKind::City];
    kinds.into_iter().find_map(|kind| Some((kind, full_name.strip_prefix(kind.title())?.trim_start())))
}

fn mark(word: &str) -> Option<Mark> {
    [Mark::Verified, Mark::Derived, Mark::Assumed, Mark::Uncertain].into_iter().find(|m| m.as_str() == word)
}
