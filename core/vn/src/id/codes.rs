//! Codes of the administration: agencies and procedures.

use crate::date::fixed;
use crate::{Check, text::normalize};

/// Agency codes have at most 35 characters (Decision 20/2020/QĐ-TTg, Art. 4).
pub(super) const AGENCY_MAX: usize = 35;

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
pub(super) fn level_one(code: &str) -> Option<&str> {
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
