//! Codes of the administration: agencies, procedures, dossiers.

use crate::date::{Date, digits, fixed};
use crate::{Check, text::normalize};

/// Agency codes have at most 35 characters (Decision 20/2020/QĐ-TTg, Art. 4).
const AGENCY_MAX: usize = 35;

pub(super) fn agency(text: &str) -> Check {
    let code = normalize(text).to_ascii_uppercase();
    if code.len() > AGENCY_MAX {
        return Check::invalid("agencyCode/length");
    }
    match level_one(&code) {
        Some(level_one) => {
            let level_one = level_one.to_owned();
            Check::valid(code).with("level1", level_one)
        }
        None => Check::invalid("agencyCode/form"),
    }
}

/// The one group that is a letter and two digits, of groups `[0-9A-Z]+` joined by dots.
fn level_one(code: &str) -> Option<&str> {
    let mut found = None;
    for group in code.split('.') {
        if group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
            return None;
        }
        if matches!(group.as_bytes(), [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
            && found.replace(group).is_some()
        {
            return None;
        }
    }
    found
}

/// `d.dddddd` of the national database, on local portals with the level-1 agency behind it.
pub(super) fn procedure(text: &str) -> Check {
    let code = normalize(text).to_ascii_uppercase();
    let Some((national, suffix)) = code.split_at_checked(8) else {
        return Check::invalid("procedureCode/form");
    };
    let well_formed = national
        .split_once('.')
        .is_some_and(|(group, number)| matches!(group, "1" | "2" | "3") && fixed(number, 6).is_some());
    let agency = suffix.strip_prefix(".000.00.00.").filter(|agency| agency.len() == 3);
    let agency_fits = suffix.is_empty() || agency.and_then(level_one).is_some();
    if !well_formed || !agency_fits {
        return Check::invalid("procedureCode/form");
    }
    let check = Check::valid(code.clone()).with("national", national);
    match agency {
        Some(agency) => check.with("level1", agency),
        None => check,
    }
}

/// A shape of dossier code: how many digits its date and its serial have, and its name.
struct Shape {
    date: usize,
    serial: core::ops::RangeInclusive<usize>,
    name: &'static str,
}

/// The Ministry of Public Security is to issue one uniform rule (Decree 309/2026/NĐ-CP, Art. 12): it will be a row.
const SHAPES: [Shape; 2] = [
    // H15.50.05.13-261008-0975, 000.00.01.H29-260310-0420, 38.98.H29-210519-0013
    Shape { date: 6, serial: 4..=7, name: "local" },
    // G09.20-20260609-0092637
    Shape { date: 8, serial: 4..=7, name: "ministry" },
];

/// `agency-date-serial`, one code per dossier for life (Decree 309/2026/NĐ-CP, Art. 17).
pub(super) fn dossier(text: &str) -> Check {
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
    let shape = SHAPES.iter().find(|shape| shape.date == day.len());
    let (Some(shape), Some(date)) = (shape, dossier_date(day)) else {
        return Check::invalid("dossierCode/date");
    };
    if !shape.serial.contains(&serial.len()) || digits(serial, 7).is_none() {
        return Check::invalid("dossierCode/serial");
    }
    Check::valid(code.clone())
        .with("shape", shape.name)
        .with("agency", agency)
        .with("level1", level_one)
        .with("date", date.to_string())
        .with("serial", serial)
}

/// `yyMMdd` of this century, or `yyyyMMdd`.
fn dossier_date(text: &str) -> Option<Date> {
    let (year, month_day) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let (month, day) = month_day.split_at_checked(2)?;
    let century = if year.len() == 2 { 2000 } else { 0 };
    Date::from_numbers(century + digits(year, 4)?, fixed(month, 2)?, fixed(day, 2)?).ok()
}
