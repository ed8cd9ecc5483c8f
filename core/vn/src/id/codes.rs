//! Codes of the administration: agencies and procedures.

use super::{Context, Refusal, cut, fits};
use crate::Check;
use crate::split::split;

/// Agency codes have at most 35 characters (Decision 20/2020/QĐ-TTg, Art. 4).
pub(super) const AGENCY_MAX: usize = 35;

pub(super) fn agency(code: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    if code.len() > AGENCY_MAX {
        return Err("agencyCode/length");
    }
    check.add("level1", level_one(code).ok_or("agencyCode/form")?);
    Ok(())
}

/// The one group that is a letter and two digits, of groups `[0-9A-Z]+` joined by dots.
pub(super) fn level_one(code: &str) -> Option<&str> {
    let mut found = None;
    for group in split(code, '.', AGENCY_MAX) {
        if group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
            return None;
        }
        if fits(group, "A##") && found.replace(group).is_some() {
            return None;
        }
    }
    found
}

/// `d.dddddd` of the national database, on local portals with the level-1 agency behind it.
pub(super) fn procedure(code: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let local = fits(code, "#.######.000.00.00.A##");
    if !matches!(cut(code, 0, 1), "1" | "2" | "3") || !(local || fits(code, "#.######")) {
        return Err("procedureCode/form");
    }
    check.add("national", cut(code, 0, 8));
    if local {
        check.add("level1", cut(code, 19, 22));
    }
    Ok(())
}
