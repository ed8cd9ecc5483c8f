//! Dossier codes: `agency-date-serial`, one code per dossier for life (Decree 309/2026/NĐ-CP, Art. 17).

use std::borrow::Cow;

use super::codes::{AGENCY_MAX, level_one};
use super::{Context, Refusal, all_digits, fits, number, tables};
use crate::date::Date;
use crate::split::split;
use crate::{Check, text::normalize};

/// The shapes that a dossier code may have. They are data, because a uniform rule is announced (Decree 309/2026/NĐ-CP,
/// Art. 12): a host that knows it before its SDK does reads it with [`DossierGrammar::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierGrammar {
    shapes: Cow<'static, [Shape]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) name: Cow<'static, str>,
    /// Where the level-1 group stands: `b'f'` first, `b'l'` last, `b'a'` anywhere.
    pub(super) level_one: u8,
    /// Groups of the agency code, least and most; digits of the date, 6 (`yyMMdd`) or 8 (`yyyyMMdd`); digits of the serial,
    /// least and most.
    pub(super) numbers: [u16; 5],
}

/// The serial is read as a number.
const LONGEST_SERIAL: u16 = 9;

static BUILTIN: DossierGrammar = DossierGrammar { shapes: Cow::Borrowed(&tables::DOSSIER_CODES) };

pub(super) fn check(code: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    BUILTIN.look(code, check)
}

impl DossierGrammar {
    /// The shapes in use (`core/vn/data/dossier-codes.txt`, which names the source of each).
    pub fn builtin() -> &'static Self {
        &BUILTIN
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
        Ok(Self { shapes: shapes.into() })
    }

    /// Checks a code: parts `shape`, `agency`, `level1`, `date` (ISO) and `serial`.
    pub fn check(&self, text: &str) -> Check {
        let code = normalize(text).to_ascii_uppercase();
        let mut check = Check::new();
        if let Err(refusal) = self.look(&code, &mut check) {
            check.refuse(refusal);
        }
        check.finish(code)
    }

    fn look(&self, code: &str, check: &mut Check) -> Result<(), Refusal> {
        let [agency, day, serial] = *split(code, '-', 4) else {
            return Err("dossierCode/form");
        };
        let level_one = Some(agency).filter(|agency| agency.len() <= AGENCY_MAX).and_then(level_one);
        let level_one = level_one.ok_or("dossierCode/agency")?;
        let date = date(day).ok_or("dossierCode/date")?;
        if !all_digits(serial) || serial.len() > usize::from(LONGEST_SERIAL) {
            return Err("dossierCode/serial");
        }
        let within =
            |count: usize, least: u16, most: u16| (usize::from(least)..=usize::from(most)).contains(&count);
        let groups = agency.split('.').count();
        // The shapes that fit so far; what the last of them lacks is why the code is refused.
        let mut lacking = "dossierCode/agency";
        for shape in &*self.shapes {
            let [least_groups, most_groups, date_digits, least_serial, most_serial] = shape.numbers;
            let placed = match shape.level_one {
                b'f' => agency.starts_with(level_one),
                b'l' => agency.ends_with(level_one),
                _ => true,
            };
            if !placed || !within(groups, least_groups, most_groups) {
                continue;
            }
            if usize::from(date_digits) != day.len() {
                if lacking == "dossierCode/agency" {
                    lacking = "dossierCode/date";
                }
            } else if !within(serial.len(), least_serial, most_serial) {
                lacking = "dossierCode/serial";
            } else {
                check.add("shape", &shape.name);
                check.add("agency", agency);
                check.add("level1", level_one);
                check.add("date", &date.to_string());
                check.add("serial", serial);
                return Ok(());
            }
        }
        Err(lacking)
    }
}

impl Shape {
    fn parse(line: &str) -> Option<Self> {
        let fields = split(line, ';', 9);
        let ["shape", name, place @ ("first" | "last" | "any"), numbers @ ..] = fields.as_slice() else {
            return None;
        };
        let numbers: Vec<u16> = numbers.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let numbers: [u16; 5] = numbers.try_into().ok()?;
        let [least_groups, most_groups, date, least_serial, most_serial] = numbers;
        let sound = !name.is_empty()
            && (1..=most_groups).contains(&least_groups)
            && matches!(date, 6 | 8)
            && (1..=most_serial).contains(&least_serial)
            && most_serial <= LONGEST_SERIAL;
        let level_one = place.bytes().next()?;
        sound.then(|| Self { name: (*name).to_owned().into(), level_one, numbers })
    }
}

/// `yyMMdd` of this century, or `yyyyMMdd`.
fn date(text: &str) -> Option<Date> {
    let (year, from) = match text.len() {
        6 => (2000 + number(text, 0, 2), 2),
        _ => (number(text, 0, 4), 4),
    };
    let sound = fits(text, "######") || fits(text, "########");
    let (month, day) = (number(text, from, from + 2), number(text, from + 2, from + 4));
    Date::from_numbers(year, month, day).ok().filter(|_| sound)
}
