//! The text form of a calendar; its head describes the rows.

use super::{Calendar, CalendarError, Holiday, HolidayKind, MakeupDay, Mark, WorkingHours};
use crate::date::Date;

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
        (Some(hours), Some(covers)) => Ok(Calendar::from_rows(reader.holidays, reader.makeup, hours, covers)),
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
            "hours" => self.hours = Some(WorkingHours::parse(next()?, mark(next()?)?)?),
            "basis" => self.bases.push((next()?, next()?)),
            "name" => self.names.push((next()?, next()?, next()?)),
            "off" => {
                let date = Date::parse_iso(next()?).ok()?;
                let id = next()?;
                let (_, vi, en) = self.names.iter().find(|(name, ..)| *name == id)?;
                let (name_vi, name_en) = ((*vi).to_owned(), (*en).to_owned());
                let kind = kind(next()?)?;
                let (legal_basis, mark) = (self.basis(next()?)?, mark(next()?)?);
                self.holidays.push(Holiday { date, name_vi, name_en, kind, legal_basis, mark });
            }
            "work" => {
                let (date, in_place_of) = (Date::parse_iso(next()?).ok()?, Date::parse_iso(next()?).ok()?);
                let (legal_basis, mark) = (self.basis(next()?)?, mark(next()?)?);
                self.makeup.push(MakeupDay { date, in_place_of, legal_basis, mark });
            }
            _ => return None,
        }
        Some(())
    }

    /// The texts of ids joined by `+`.
    fn basis(&self, ids: &str) -> Option<String> {
        let text = |id: &str| self.bases.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
        Some(ids.split('+').map(text).collect::<Option<Vec<_>>>()?.join("; "))
    }
}

fn kind(word: &str) -> Option<HolidayKind> {
    Some(match word {
        "statutory" => HolidayKind::Statutory,
        "leave" => HolidayKind::Leave,
        "compensatory" => HolidayKind::Compensatory,
        "swap" => HolidayKind::Swap,
        _ => return None,
    })
}

fn mark(word: &str) -> Option<Mark> {
    [Mark::Verified, Mark::Derived, Mark::Assumed, Mark::Uncertain].into_iter().find(|m| m.as_str() == word)
}
