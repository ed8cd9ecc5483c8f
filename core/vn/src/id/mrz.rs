//! The machine-readable zone of identity cards: ICAO Doc 9303 part 5, TD1 (three lines of thirty characters).
//!
//! Vietnamese cards write the last nine digits of the number as document number, and all twelve among the optional
//! characters of the first line. A check digit that does not fit means that the zone was misread, so it is refused.

use super::{Context, Sex, citizen};
use crate::Check;
use crate::date::{Date, fixed};

const LINE: usize = 30;

pub(super) fn check(text: &str) -> Check {
    // Spaces and line ends are not of the zone; some scanners write « for two fillers.
    let zone: String = text.chars().filter(|c| !c.is_whitespace()).take(3 * LINE + 1).collect();
    if !zone.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'<') {
        return Check::invalid("mrz/characters");
    }
    match Zone::split(&zone) {
        Some(zone) => zone.check(),
        None => Check::invalid("mrz/length"),
    }
}

struct Zone<'a> {
    first: &'a str,
    second: &'a str,
    third: &'a str,
}

impl<'a> Zone<'a> {
    fn split(zone: &'a str) -> Option<Self> {
        if zone.len() != 3 * LINE {
            return None;
        }
        Some(Self {
            first: zone.get(..LINE)?,
            second: zone.get(LINE..2 * LINE)?,
            third: zone.get(2 * LINE..)?,
        })
    }

    fn check(&self) -> Check {
        let Self { first, second, third } = self;
        let at = |line: &'a str, from: usize, to: usize| line.get(from..to).unwrap_or_default();
        if !matches!(first.as_bytes().first(), Some(b'I' | b'A' | b'C')) {
            return Check::invalid("mrz/documentType");
        }
        let (document, optional) = (at(first, 5, 14), at(first, 15, 30));
        let (birth, expiry) = (at(second, 0, 6), at(second, 8, 14));
        let composite = [at(first, 5, 30), at(second, 0, 7), at(second, 8, 15), at(second, 18, 29)].concat();
        let digits = [
            (document, at(first, 14, 15)),
            (birth, at(second, 6, 7)),
            (expiry, at(second, 14, 15)),
            (composite.as_str(), at(second, 29, 30)),
        ];
        if !digits.iter().all(|(over, digit)| check_digit(over).to_string() == *digit) {
            return Check::invalid("mrz/checkDigit");
        }
        let sex = match at(second, 7, 8) {
            "M" => Some(Sex::Male),
            "F" => Some(Sex::Female),
            "<" => None,
            _ => return Check::invalid("mrz/sex"),
        };
        let (Some(birth_date), Some(expiry)) = (two_digit_date(birth), two_digit_date(expiry)) else {
            return Check::invalid("mrz/date");
        };
        let issuer = at(first, 2, 5).trim_end_matches('<');
        let number = optional.get(..12).filter(|number| issuer == "VNM" && super::all_digits(number));
        let (surname, given) = third.split_once("<<").unwrap_or((third, ""));
        let mut check = Check::valid([*first, *second, *third].join("\n"))
            .with("documentNumber", document.trim_end_matches('<'))
            .with("issuer", issuer)
            .with("nationality", at(second, 15, 18).trim_end_matches('<'))
            .with("expiryDate", expiry_date(expiry))
            .with("surname", words(surname))
            .with("givenNames", words(given));
        if let Some(sex) = sex {
            check = check.with("sex", sex.as_str());
        }
        // A birth year has two digits: the citizen number knows the century, otherwise the host must ask.
        match number {
            Some(number) => {
                let ctx = Context { sex, ..Context::default() };
                let person = citizen::check(number, &ctx);
                let year = person.part("birthYear").and_then(|year| year.parse::<i32>().ok());
                check = check.with("citizenId", number);
                check.absorb(core::slice::from_ref(&person));
                if year.is_some_and(|year| year.rem_euclid(100) != birth_date.0) {
                    check.warn("citizenId/birthYearMismatch");
                    check
                } else {
                    match year.and_then(|year| Date::new(year, birth_date.1, birth_date.2)) {
                        Some(date) => check.with("birthDate", date.to_string()),
                        None => check,
                    }
                }
            }
            None => check.with("birthDateDigits", birth),
        }
    }
}

/// Weights 7, 3, 1 over digits, letters as 10 to 35 and fillers as 0, modulo 10 (Doc 9303 part 3, 4.9).
fn check_digit(text: &str) -> u32 {
    let value = |b: u8| match b {
        b'0'..=b'9' => u32::from(b - b'0'),
        b'A'..=b'Z' => u32::from(b - b'A') + 10,
        _ => 0,
    };
    text.bytes().zip([7, 3, 1].into_iter().cycle()).map(|(b, weight)| value(b) * weight % 10).sum::<u32>()
        % 10
}

/// `yyMMdd` as year of the century, month and day; real in at least one century.
fn two_digit_date(text: &str) -> Option<(i32, u8, u8)> {
    let number = |from: usize| fixed(text.get(from..from + 2)?, 2);
    let (year, month, day) = (number(0)?, u8::try_from(number(2)?).ok()?, u8::try_from(number(4)?).ok()?);
    let year = i32::try_from(year).ok()?;
    // 2000 was a leap year and 1900 was not: a card's century is not known here.
    Date::new(2000 + year, month, day).or_else(|| Date::new(1900 + year, month, day))?;
    Some((year, month, day))
}

/// Cards expire in this century.
fn expiry_date((year, month, day): (i32, u8, u8)) -> String {
    format!("{:04}-{month:02}-{day:02}", 2000 + year)
}

fn words(names: &str) -> String {
    names.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
