//! The text form of places; the heads of `core/vn/data/provinces.txt` and `communes-79.txt` describe the rows.

use std::sync::Arc;

use super::unit::{Mark, Successor, Unit, UnitKind};
use super::{Gazetteer, Level, PlaceError};
use crate::date::Date;

/// The whole country with its history takes less than a tenth of it.
const MAX_BYTES: usize = 4 << 20;

/// No commune was divided into more.
const MAX_PARTS: usize = 16;

/// The day before 34 provinces took the place of 63.
const LAST_OF_63: &str = "2025-06-30";

/// What the rows that follow share.
#[derive(Clone)]
struct Span {
    day: Date,
    basis: Arc<str>,
    mark: Mark,
}

#[derive(Default)]
struct Reader<'a> {
    bases: Vec<(&'a str, Arc<str>)>,
    from: Option<Span>,
    until: Option<Span>,
    /// Code and province of the last district.
    district: Option<(&'a str, &'a str)>,
    units: Vec<Unit>,
    aliases: Vec<(String, String)>,
    /// Whether the first row said what the file is.
    named: bool,
}

/// Adds the rows of a text; nothing when one cannot be read.
pub(super) fn read(text: &str, into: &mut Gazetteer) -> Result<(), PlaceError> {
    if text.len() > MAX_BYTES {
        return Err(PlaceError { line: 0 });
    }
    let mut reader = Reader::default();
    for (line, number) in text.lines().zip(1_usize..) {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            reader.row(line).ok_or(PlaceError { line: number })?;
        }
    }
    if !reader.named {
        return Err(PlaceError { line: 0 });
    }
    // Units that are there already are passed over; the index finds them, and only a file loaded later meets any.
    let known = |unit: &Unit| {
        into.of_code(&unit.code).any(|known| (known.from, known.until) == (unit.from, unit.until))
    };
    let new: Vec<Unit> = reader.units.into_iter().filter(|unit| !known(unit)).collect();
    into.units.extend(new);
    into.aliases.extend(reader.aliases);
    Ok(())
}

impl<'a> Reader<'a> {
    fn row(&mut self, line: &'a str) -> Option<()> {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        if !self.named {
            self.named = fields == ["places", "1"];
            return self.named.then_some(());
        }
        match fields.as_slice() {
            ["basis", id, text] => self.bases.push((*id, Arc::from(*text))),
            ["from", day, basis, mark] => self.from = Some(span(day, basis, mark)?),
            ["until", day, basis, mark] => {
                self.until = Some(span(day, basis, mark)?);
                self.district = None;
            }
            ["alias", code, name] => self.aliases.push(((*name).to_owned(), (*code).to_owned())),
            // Provinces.
            ["old", code, now, name] => {
                let (kind, name) = province(name)?;
                let mut unit = unit(code, 2, kind, name, code)?;
                unit.until = Some(Date::parse_iso(LAST_OF_63).ok()?);
                unit.becomes = successors(now, 2)?;
                unit.basis = self.bases.first()?.1.clone();
                unit.mark = Mark::Derived;
                self.units.push(unit);
            }
            ["now", code, from, until, name, basis, mark] => {
                let (kind, name) = province(name)?;
                let mut unit = unit(code, 2, kind, name, code)?;
                unit.from = Some(Date::parse_iso(from).ok()?);
                unit.until = match *until {
                    "" => None,
                    day => Some(Date::parse_iso(day).ok()?),
                };
                if unit.until.is_some() {
                    unit.becomes = successors(code, 2)?;
                }
                unit.basis = self.bases.iter().find(|(id, _)| id == basis)?.1.clone();
                unit.mark = self::mark(mark)?;
                self.units.push(unit);
            }
            // Communes and districts.
            ["now", code, kind, name, province] => {
                let span = self.from.clone()?;
                let mut unit = self::unit(code, 5, UnitKind::from_letter(kind)?, name, province)?;
                (unit.from, unit.basis, unit.mark) = (Some(span.day), span.basis, span.mark);
                self.commune(unit)?;
            }
            ["district", code, province, kind, name, rest @ ..] => {
                let span = self.until.clone()?;
                let mut unit = self::unit(code, 3, UnitKind::from_letter(kind)?, name, province)?;
                (unit.until, unit.basis, unit.mark) = (Some(span.day), span.basis, span.mark);
                unit.becomes = match rest {
                    [] => Vec::new(),
                    [codes] => successors(codes, 5).or_else(|| successors(codes, 3))?,
                    _ => return None,
                };
                (unit.level() == Level::District).then_some(())?;
                self.district = Some((*code, *province));
                self.units.push(unit);
            }
            ["old", code, kind, name, becomes] => {
                let (span, (district, province)) = (self.until.clone()?, self.district?);
                let mut unit = self::unit(code, 5, UnitKind::from_letter(kind)?, name, province)?;
                (unit.until, unit.basis, unit.mark) = (Some(span.day), span.basis, span.mark);
                unit.district = Some(district.to_owned());
                unit.becomes = successors(becomes, 5)?;
                self.commune(unit)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn commune(&mut self, unit: Unit) -> Option<()> {
        (unit.level() == Level::Commune).then_some(())?;
        self.units.push(unit);
        Some(())
    }
}

fn span(day: &str, basis: &str, mark: &str) -> Option<Span> {
    Some(Span { day: Date::parse_iso(day).ok()?, basis: Arc::from(basis), mark: self::mark(mark)? })
}

/// A unit without days, in a province.
fn unit(code: &str, digits: usize, kind: UnitKind, name: &str, province: &str) -> Option<Unit> {
    let sound = is_code(code, digits) && is_code(province, 2) && !super::keys(name).is_empty();
    sound.then(|| Unit {
        code: code.to_owned(),
        kind,
        name: name.to_owned(),
        province: province.to_owned(),
        district: None,
        from: None,
        until: None,
        becomes: Vec::new(),
        basis: Arc::from(""),
        mark: Mark::Uncertain,
    })
}

fn is_code(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())
}

/// Codes joined by commas, the likeliest part with a star.
fn successors(text: &str, digits: usize) -> Option<Vec<Successor>> {
    let codes = text.split(',').map(|code| {
        let (code, likely) = code.strip_suffix('*').map_or((code, false), |code| (code, true));
        is_code(code, digits).then(|| Successor { code: code.to_owned(), likely })
    });
    codes.collect::<Option<Vec<_>>>().filter(|codes| codes.len() <= MAX_PARTS)
}

fn province(full_name: &str) -> Option<(UnitKind, &str)> {
    let kinds = [UnitKind::Province, UnitKind::City];
    kinds.into_iter().find_map(|kind| Some((kind, full_name.strip_prefix(kind.title())?.trim_start())))
}

fn mark(word: &str) -> Option<Mark> {
    [Mark::Verified, Mark::Derived, Mark::Assumed, Mark::Uncertain].into_iter().find(|m| m.as_str() == word)
}
