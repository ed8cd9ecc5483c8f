//! Telephone numbers: the national numbering plan (Circular 22/2014/TT-BTTTT and its amendments), and E.164.
//!
//! Numbers move between carriers, so a mobile prefix says nothing about the carrier. Withdrawn numbers are refused, with
//! the number that took their place as a suggestion.

use super::{Context, all_digits, tables};
use crate::{Check, text::normalize};

pub(super) fn check(text: &str, ctx: &Context) -> Check {
    let typed: String =
        normalize(text).chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '/')).collect();
    let (international, digits) = match typed.strip_prefix('+').or_else(|| typed.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, typed.as_str()),
    };
    if digits.is_empty() {
        return Check::invalid("phone/length");
    }
    if !all_digits(digits) {
        return Check::invalid("phone/characters");
    }
    if international && !digits.starts_with("84") {
        return foreign(digits, ctx);
    }
    let plain = if international { digits.strip_prefix("84").unwrap_or(digits) } else { digits };
    if let Some(kind) = service(plain) {
        let mut check = Check::valid(plain.to_owned()).with("type", kind);
        check.warn("phone/service");
        return check;
    }
    national(&to_national(digits, international))
}

/// Numbers to call, not to be reached at: toll-free 1800, premium 1900, and the short ones.
fn service(digits: &str) -> Option<&'static str> {
    match digits.split_at_checked(4) {
        Some(("1800", rest)) if matches!(rest.len(), 4..=6) => Some("tollFree"),
        Some(("1900", rest)) if matches!(rest.len(), 4..=6) => Some("premium"),
        _ => (digits.len() <= 4 && !digits.starts_with('0') && tables::is_short(digits.parse().ok()?))
            .then_some("short"),
    }
}

/// The number with its leading `0`. `84` without a plus is a country code when the length says so.
fn to_national(digits: &str, international: bool) -> String {
    match digits.strip_prefix("84") {
        Some(rest) if international || matches!(digits.len(), 11 | 12) => {
            if rest.starts_with('0') {
                rest.to_owned()
            } else {
                format!("0{rest}")
            }
        }
        _ => digits.to_owned(),
    }
}

fn national(number: &str) -> Check {
    match number.as_bytes() {
        [b'0', b'2', ..] => landline(number),
        [b'0', b'1', ..] if number.len() == 11 => retired(number),
        // The closed network of police and defence, its lengths as metadata of the plan and use have them.
        [b'0', b'6', b'9', ..] if matches!(number.len(), 8..=10) => described(number, "private"),
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] if number.len() == 10 => mobile(number),
        [b'0', second, ..] => {
            let mobile = matches!(second, b'3' | b'5' | b'7' | b'8' | b'9');
            moved(number, if mobile { "phone/length" } else { "phone/prefix" })
        }
        _ if number.len() < 9 => Check::invalid("phone/length"),
        _ => Check::invalid("phone/prefix"),
    }
}

/// The digits after the leading `0`, as many as asked for, as a number.
fn prefix(number: &str, digits: usize) -> Option<u32> {
    number.get(1..=digits)?.parse().ok()
}

fn mobile(number: &str) -> Check {
    let mut check = described(number, "mobile");
    if ![2, 3].into_iter().filter_map(|digits| prefix(number, digits)).any(tables::is_mobile) {
        check.warn("phone/unassigned");
    }
    check
}

fn landline(number: &str) -> Check {
    let code =
        [2, 3].into_iter().find_map(|digits| Some((digits, tables::landline(prefix(number, digits)?)?)));
    match code {
        Some((digits, province)) if number.len() == 11 => {
            let check =
                described(number, "landline").with("areaCode", number.get(..=digits).unwrap_or_default());
            check.with("oldProvinceCode", format!("{province:02}"))
        }
        Some(_) => moved(number, "phone/length"),
        None if number.len() == 11 => moved(number, "phone/prefix"),
        None => moved(number, "phone/length"),
    }
}

/// A withdrawn mobile number is refused, with the number that took its place where that is known.
fn retired(number: &str) -> Check {
    let check = Check::invalid("phone/retired");
    let renewed = prefix(number, 3).and_then(tables::retired);
    match renewed.zip(number.get(4..)) {
        Some((new, rest)) => check.with("suggestion", format!("0{new}{rest}")),
        None => check,
    }
}

/// A number refused for another reason may be a landline as it was written until 2017: seven digits after the old code,
/// eight in the two largest cities.
fn moved(number: &str, otherwise: &'static str) -> Check {
    let renewed = [1, 2, 3].into_iter().find_map(|digits| {
        let rest = number.get(digits + 1..)?;
        let fits = rest.len() == if digits == 1 { 8 } else { 7 };
        let new = fits.then(|| prefix(number, digits).and_then(tables::moved)).flatten()?;
        Some(format!("0{new}{rest}"))
    });
    match renewed {
        Some(renewed) => Check::invalid("phone/retiredAreaCode").with("suggestion", renewed),
        None => Check::invalid(otherwise),
    }
}

fn described(national: &str, kind: &'static str) -> Check {
    let e164 = format!("+84{}", national.strip_prefix('0').unwrap_or(national));
    Check::valid(e164.clone()).with("type", kind).with("e164", e164).with("national", national)
}

/// Another country's number: 7 to 15 digits (ITU-T E.164), its plan not looked at.
fn foreign(digits: &str, ctx: &Context) -> Check {
    if digits.starts_with('0') {
        return Check::invalid("phone/prefix");
    }
    if !(7..=15).contains(&digits.len()) {
        return Check::invalid("phone/length");
    }
    let e164 = format!("+{digits}");
    let mut check = Check::valid(e164.clone()).with("type", "foreign").with("e164", e164);
    if !ctx.foreign {
        check.warn("phone/foreign");
    }
    check
}
