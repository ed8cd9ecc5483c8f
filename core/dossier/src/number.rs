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

/// Provisional number given by a station that is offline, `TN-YYMMDD-SSSS-NNNN`: `station` is the mark of the device,
/// four capital letters or digits of which the first is a letter, given to it when its key was enrolled and to no other;
/// `serial` is its own count, which never goes back. Two such numbers are equal only if station and serial are.
///
/// # Errors
/// [`Error::Number`] when the mark is none, or the serial is 0 or has more than six digits.
pub fn offline(at: i64, station: &str, serial: u32) -> Result<String, Error> {
    let mark = station.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let letter = station.starts_with(|first: char| first.is_ascii_uppercase());
    if station.len() != 4 || !mark || !letter || serial == 0 || serial > 999_999 {
        return Err(Error::Number);
    }
    Ok(format!("TN-{}-{station}-{serial:04}", day(at)?))
}

/// Provisional number of a device that nobody gave a mark to, such as a citizen's phone without a network:
/// `TN-YYMMDD-` and the whole random dossier id in 25 letters and digits, in groups of five. Two dossiers with different
/// ids never share one, and anybody who knows the id finds the number again. The letters I, L, O and U do not occur.
///
/// # Errors
/// [`Error::Number`] when the id is no `urn:uuid:` of version 4 in small letters.
pub fn of_id(at: i64, dossier: &str) -> Result<String, Error> {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let random = random_bits(dossier).ok_or(Error::Number)?;
    let mut out = format!("TN-{}", day(at)?);
    for place in 0..25u32 {
        if place % 5 == 0 {
            out.push('-');
        }
        let digit = (random >> (5 * (24 - place))) & 31;
        out.push(char::from(ALPHABET.get(digit as usize).copied().unwrap_or(b'0')));
    }
    Ok(out)
}

/// The 122 random bits of a dossier id, a version 4 UUID (RFC 9562): all but the six that say so.
fn random_bits(dossier: &str) -> Option<u128> {
    let uuid = dossier.strip_prefix("urn:uuid:")?;
    let mut bits = 0u128;
    for (at, character) in uuid.chars().enumerate() {
        match (matches!(at, 8 | 13 | 18 | 23), character) {
            (true, '-') => {}
            (false, '0'..='9' | 'a'..='f') => bits = bits << 4 | u128::from(character.to_digit(16)?),
            _ => return None,
        }
    }
    let (first, middle, last) = (bits >> 80, bits >> 64 & 0xfff, bits & ((1 << 62) - 1));
    let version4 = uuid.len() == 36 && bits >> 76 & 0xf == 4 && bits >> 62 & 3 == 2;
    version4.then_some(first << 74 | middle << 62 | last)
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
