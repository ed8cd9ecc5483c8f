//! The text form of a calendar; the head of `data/calendar.txt` describes the rows.
//!
//! The reader is strict, since the text may come in a pack that somebody has edited by hand: days stand in order,
//! each once, inside the years that the text covers, and every id is defined above the row that uses it.

use super::{Calendar, CalendarError, Holiday, HolidayKind, MakeupDay, Mark, WorkingHours};
use crate::date::Date;

/// The most bases, and the most names, that one text defines: looking one up is a walk through them.
const MOST_DEFINITIONS: usize = 200;

#[derive(Default)]
struct Reader<'a> {
    bases: Vec<(&'a str, &'a str)>,
    names: Vec<(&'a str, &'a str, &'a str)>,
    holidays: Vec<Holiday>,
    makeup: Vec<MakeupDay>,
    hours: Option<WorkingHours>,
    covers: Option<(i32, i32)>,
}

pub(super) fn parse(text: &str) -> Result<Calendar, CalendarError> {
    let mut reader = Reader::default();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            reader.row(line).ok_or(CalendarError::Data(number))?;
        }
    }
    match (reader.hours, reader.covers) {
        (Some(hours), Some(covers)) => Ok(Calendar::in_order(reader.holidays, reader.makeup, hours, covers)),
        _ => Err(CalendarError::Data(0)),
    }
}

impl<'a> Reader<'a> {
    /// Takes one row in; `None` when it is not a row.
    fn row(&mut self, line: &'a str) -> Option<()> {
        let mut fields = line.split(';');
        let mut next = || fields.next();
        match next()? {
            "covers" => {
                let (first, last) = (next()?.parse().ok()?, next()?.parse().ok()?);
                self.covers = (first <= last).then_some((first, last));
                self.covers?;
            }
            "hours" => {
                let hours = WorkingHours::parse(next()?, mark(next()?)?)?;
                self.hours = Some(hours.resting_on(self.basis(next()?)?));
            }
            "basis" if self.bases.len() < MOST_DEFINITIONS => self.bases.push((next()?, next()?)),
            "name" if self.names.len() < MOST_DEFINITIONS => self.names.push((next()?, next()?, next()?)),
            "off" => {
                let date = self.day(next()?, self.holidays.last().map(|h| h.date))?;
                let id = next()?;
                let (_, vi, en) = self.names.iter().find(|(name, ..)| *name == id)?;
                let (name_vi, name_en) = ((*vi).to_owned(), (*en).to_owned());
                let kind = kind(next()?)?;
                let (legal_basis, mark) = (self.basis(next()?)?, mark(next()?)?);
                self.holidays.push(Holiday { date, name_vi, name_en, kind, legal_basis, mark });
            }
            "work" => {
                let date = self.day(next()?, self.makeup.last().map(|m| m.date))?;
                let in_place_of = Date::parse_iso(next()?).ok()?;
                let (legal_basis, mark) = (self.basis(next()?)?, mark(next()?)?);
                self.makeup.push(MakeupDay { date, in_place_of, legal_basis, mark });
            }
            _ => return None,
        }
        next().is_none().then_some(())
    }

    /// A day after `last`, in a year that is covered.
    fn day(&self, text: &str, last: Option<Date>) -> Option<Date> {
        let date = Date::parse_iso(text).ok()?;
        let (first_year, last_year) = self.covers?;
        let in_place = (first_year..=last_year).contains(&date.year()) && last.is_none_or(|last| last < date);
        in_place.then_some(date)
    }

    /// The texts of ids joined by `+`.
    fn basis(&self, ids: &str) -> Option<String> {
        let text = |id: &str| self.bases.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
        Some(ids.split('+').map(text).collect::<Option<Vec<_>>>()?.join("; "))
    }
}

fn kind(word: &str) -> Option<HolidayKind> {
    use HolidayKind::{Compensatory, Leave, Statutory, Swap};
    [Statutory, Leave, Compensatory, Swap].into_iter().find(|k| k.as_str() == word)
}

fn mark(word: &str) -> Option<Mark> {
    [Mark::Verified, Mark::Derived, Mark::Assumed, Mark::Uncertain].into_iter().find(|m| m.as_str() == word)
}
