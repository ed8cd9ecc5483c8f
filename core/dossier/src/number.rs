//! Numbers that people see: a provisional one on the acknowledgement, the official code from acceptance on.

use motcua_vn::date::DateTime;

use crate::Error;

/// Provisional number on the acknowledgement, `TN-YYMMDD-NNNNNN`, from the local day and a serial of the intake.
/// It is not a dossier code, and does not look like one.
///
/// # Errors
/// [`Error::Number`] when the serial is 0 or has more than six digits.
pub fn provisional(at: i64, serial: u32) -> Result<String, Error> {
    if serial == 0 || serial > 999_999 {
        return Err(Error::Number);
    }
    Ok(format!("TN-{}-{serial:06}", day(at)?))
}

/// Official dossier code `<agency>-YYMMDD-NNNN` (Circular 01/2018/TT-VPCP, Art. 19, with the agency identifier of
/// Decision 20/2020/QĐ-TTg). The serial counts the agency's dossiers of that day and has four to seven digits.
///
/// # Errors
/// [`Error::Number`] when the agency code is malformed or the serial is 0 or too long.
pub fn official(agency: &str, at: i64, serial: u32) -> Result<String, Error> {
    if !is_agency_code(agency) || serial == 0 || serial > 9_999_999 {
        return Err(Error::Number);
    }
    Ok(format!("{agency}-{}-{serial:04}", day(at)?))
}

/// Agency identifier of Decision 20/2020/QĐ-TTg, Art. 4: at most 35 characters, groups of `0-9A-Z` between dots,
/// exactly one of them the level-1 code of a letter and two digits.
pub fn is_agency_code(text: &str) -> bool {
    let group = |group: &str| {
        !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    };
    let level1 = |group: &&str| {
        matches!(group.as_bytes(), [letter, tens, ones]
            if letter.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit())
    };
    text.len() <= 35 && text.split('.').all(group) && text.split('.').filter(level1).count() == 1
}

fn day(at: i64) -> Result<String, Error> {
    let date = DateTime::from_unix(at).ok_or(Error::Number)?.date();
    Ok(format!("{:02}{:02}{:02}", date.year().rem_euclid(100), date.month(), date.day()))
}
