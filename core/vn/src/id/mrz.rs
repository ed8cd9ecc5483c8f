//! The machine-readable zone of identity cards: ICAO Doc 9303 part 5, TD1 (three lines of thirty characters).
//!
//! Vietnamese cards write the last nine digits of the number as document number, and all twelve among the optional
//! characters of the first line. A check digit that does not fit means that the zone was misread, so it is refused.

use super::{Context, Refusal, Sex, cut, number};
use crate::Check;
use crate::date::Date;
use crate::text::normalize;

const LINE: usize = 30;

/// Where a part stands, from and to, as if the three lines were one.
type Place = (usize, usize);

const ISSUER: Place = (2, 5);
const DOCUMENT: Place = (5, 14);
const OPTIONAL_NUMBER: Place = (15, 27);
const BIRTH: Place = (30, 36);
const SEX: Place = (37, 38);
const EXPIRY: Place = (38, 44);
const NATIONALITY: Place = (45, 48);
const NAMES: Place = (60, 90);

/// What the check digits stand for, and where they are (Doc 9303 part 5, 4.2.4).
const CHECKED: [(&[Place], usize); 4] =
    [(&[DOCUMENT], 14), (&[BIRTH], 36), (&[EXPIRY], 44), (&[(5, LINE), (LINE, 37), (38, 45), (48, 59)], 59)];

pub(super) fn check(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let mut zone = String::with_capacity(3 * LINE);
    // Spaces and line ends are not of the zone. No more is looked at than what shows that it is too long.
    for c in text.chars().filter(|c| !c.is_whitespace()).take(3 * LINE + 1) {
        if !matches!(c, '0'..='9' | 'A'..='Z' | '<') {
            return Err("mrz/characters");
        }
        zone.push(c);
    }
    if zone.len() != 3 * LINE {
        return Err("mrz/length");
    }
    let at = |place: Place| cut(&zone, place.0, place.1);
    if !matches!(at((0, 1)), "I" | "A" | "C") {
        return Err("mrz/documentType");
    }
    for (places, digit) in CHECKED {
        if at((digit, digit + 1)) != check_digit(&zone, places) {
            return Err("mrz/checkDigit");
        }
    }
    let sex = match at(SEX) {
        "M" => Some(Sex::Male),
        "F" => Some(Sex::Female),
        "<" => None,
        _ => return Err("mrz/sex"),
    };
    let (Some(born), Some(expires)) = (day_of_this_century(at(BIRTH)), day_of_this_century(at(EXPIRY)))
    else {
        return Err("mrz/date");
    };
    // Two fillers end the surname.
    let end = (NAMES.0..NAMES.1).find(|end| at((*end, end + 2)) == "<<").unwrap_or(NAMES.1);
    for (name, place) in [("documentNumber", DOCUMENT), ("issuer", ISSUER), ("nationality", NATIONALITY)] {
        check.add(name, at(place).trim_end_matches('<'));
    }
    check.add("expiryDate", &expires.to_string());
    for (name, words) in [("surname", (NAMES.0, end)), ("givenNames", (end, NAMES.1))] {
        check.add(name, &normalize(&at(words).replace('<', " ")));
    }
    if let Some(sex) = sex {
        check.add("sex", sex.as_str());
    }
    check.normalized = Some([at((0, LINE)), at((LINE, 2 * LINE)), at(NAMES)].join("\n"));
    // A birth year has two digits: the citizen number knows the century, otherwise the host must ask.
    let person = at(OPTIONAL_NUMBER);
    if at(ISSUER) != "VNM" || !super::all_digits(person) {
        check.add("birthDateDigits", at(BIRTH));
        return Ok(());
    }
    check.add("citizenId", person);
    let found =
        super::check("citizenId", person, &Context { sex, ..Context::default() }).unwrap_or_else(Check::new);
    check.absorb(&found);
    let year = found.part("birthYear").map_or(0, |year| number(year, 0, 4));
    match i32::try_from(year).ok().filter(|year| year % 100 == born.year() % 100) {
        None => check.warn("citizenId/birthYearMismatch"),
        Some(year) => {
            if let Some(date) = Date::new(year, born.month(), born.day()) {
                check.add("birthDate", &date.to_string());
            }
        }
    }
    Ok(())
}

/// Weights 7, 3, 1 over digits, letters as 10 to 35 and fillers as 0, modulo 10 (Doc 9303 part 3, 4.9).
fn check_digit(zone: &str, places: &[Place]) -> &'static str {
    let (mut sum, mut weight) = (0, 7);
    for (from, to) in places {
        for b in cut(zone, *from, *to).bytes() {
            let value = match b {
                b'0'..=b'9' => b - b'0',
                b'A'..=b'Z' => b - b'A' + 10,
                _ => 0,
            };
            sum += usize::from(value) * weight;
            weight = match weight {
                7 => 3,
                3 => 1,
                _ => 7,
            };
        }
    }
    let digit = sum % 10;
    cut("0123456789", digit, digit + 1)
}

/// `yyMMdd` with a year from 2000. Days of the last century are among them: it lacked only 29 February 1900.
fn day_of_this_century(text: &str) -> Option<Date> {
    let (year, month, day) = (number(text, 0, 2), number(text, 2, 4), number(text, 4, 6));
    Date::from_numbers(2000 + year, month, day).ok().filter(|_| super::all_digits(text))
}
