//! Dossier codes: `agency-date-serial`, one code per dossier for life (Decree 309/2026/NĐ-CP, Art. 17).

use std::sync::OnceLock;

use super::codes::{AGENCY_MAX, level_one};
use crate::date::{Date, digits, fixed};
use crate::{Check, text::normalize};

/// The shapes that a dossier code may have. They are data, because a uniform rule is announced (Decree 309/2026/NĐ-CP,
/// Art. 12): a host that knows it before its SDK does reads it with [`DossierGrammar::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierGrammar {
    shapes: Vec<Shape>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    name: String,
    level_one: Place,
    /// Groups of the agency code, least and most.
    groups: (usize, usize),
    /// Digits of the date: 6 (`yyMMdd`) or 8 (`yyyyMMdd`).
    date: usize,
    /// Digits of the serial, least and most.
    serial: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    Last,
    Any,
}

/// The serial is read as a number.
const LONGEST_SERIAL: usize = 9;

impl DossierGrammar {
    /// The shapes in use (`core/vn/data/dossier-codes.txt`, which names the source of each).
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<DossierGrammar> = OnceLock::new();
        let text = include_str!("../../data/dossier-codes.txt");
        BUILTIN.get_or_init(|| Self::parse(text).unwrap_or_else(|_| Self { shapes: Vec::new() }))
    }

    /// Reads rows `shape;name;first|last|any;groups least;most;date digits;serial least;most`; empty lines and lines that
    /// begin with `#` are passed over. The first shape that fits a code names it.
    ///
    /// # Errors
    /// The number, from 1, of the first line that is no such row.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut shapes = Vec::new();
        for (line, number) in text.lines().zip(1_usize..) {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                shapes.push(Shape::parse(line).ok_or(number)?);
            }
        }
        Ok(Self { shapes })
    }

    /// Checks a code: parts `shape`, `agency`, `level1`, `date` (ISO) and `serial`.
    pub fn check(&self, text: &str) -> Check {
        let code = normalize(text).to_ascii_uppercase();
        let mut parts = code.splitn(4, '-');
        let (Some(agency), Some(day), Some(serial), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Check::invalid("dossierCode/form");
        };
        let level_one = (agency.len() <= AGENCY_MAX).then(|| level_one(agency)).flatten();
        let Some(level_one) = level_one else {
            return Check::invalid("dossierCode/agency");
        };
        let Some(date) = date(day) else {
            return Check::invalid("dossierCode/date");
        };
        if digits(serial, LONGEST_SERIAL).is_none() {
            return Check::invalid("dossierCode/serial");
        }
        let groups = agency.split('.').count();
        let place = |shape: &&Shape| match shape.level_one {
            Place::First => agency.starts_with(level_one),
            Place::Last => agency.ends_with(level_one),
            Place::Any => true,
        };
        let mut agency_fits = self
            .shapes
            .iter()
            .filter(place)
            .filter(|shape| (shape.groups.0..=shape.groups.1).contains(&groups))
            .peekable();
        if agency_fits.peek().is_none() {
            return Check::invalid("dossierCode/agency");
        }
        let mut date_fits = agency_fits.filter(|shape| shape.date == day.len()).peekable();
        if date_fits.peek().is_none() {
            return Check::invalid("dossierCode/date");
        }
        match date_fits.find(|shape| (shape.serial.0..=shape.serial.1).contains(&serial.len())) {
            Some(shape) => Check::valid(code.clone())
                .with("shape", shape.name.as_str())
                .with("agency", agency)
                .with("level1", level_one)
                .with("date", date.to_string())
                .with("serial", serial),
            None => Check::invalid("dossierCode/serial"),
        }
    }
}

impl Shape {
    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split(';');
        let (word, name) = (fields.next()?, fields.next()?);
        let level_one = match fields.next()? {
            "first" => Place::First,
            "last" => Place::Last,
            "any" => Place::Any,
            _ => return None,
        };
        let mut number = || fields.next()?.parse::<usize>().ok();
        let (groups, date, serial) = ((number()?, number()?), number()?, (number()?, number()?));
        let sound = word == "shape"
            && !name.is_empty()
            && (1..=groups.1).contains(&groups.0)
            && matches!(date, 6 | 8)
            && (1..=serial.1).contains(&serial.0)
            && serial.1 <= LONGEST_SERIAL
            && fields.next().is_none();
        sound.then(|| Self { name: name.to_owned(), level_one, groups, date, serial })
    }
}

/// `yyMMdd` of this century, or `yyyyMMdd`.
fn date(text: &str) -> Option<Date> {
    let (year, month_day) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let (month, day) = month_day.split_at_checked(2)?;
    let century = if year.len() == 2 { 2000 } else { 0 };
    let year = century + digits(year, 4)?;
    Date::from_numbers(year, fixed(month, 2)?, fixed(day, 2)?).ok()
}
