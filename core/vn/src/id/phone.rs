//! Telephone numbers: the national numbering plan (Circular 22/2014/TT-BTTTT and its amendments), and E.164.
//!
//! Numbers move between carriers, so a mobile prefix says nothing about the carrier. Withdrawn numbers are refused, with
//! the number that took their place as a suggestion.

use super::{Context, Refusal, all_digits, cut, number, tables};
use crate::Check;

pub(super) fn check(typed: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    let (international, digits) = match typed.strip_prefix('+').or_else(|| typed.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, typed),
    };
    if digits.is_empty() {
        return Err("phone/length");
    }
    if !all_digits(digits) {
        return Err("phone/characters");
    }
    let after_84 = digits.strip_prefix("84");
    if international && after_84.is_none() {
        return foreign(digits, ctx, check);
    }
    let plain = after_84.filter(|_| international).unwrap_or(digits);
    if let Some(kind) = service(plain) {
        check.normalized = Some(plain.to_owned());
        check.add("type", kind);
        check.warn("phone/service");
        return Ok(());
    }
    // `84` without a plus is a country code when the length says so.
    match after_84.filter(|_| international || matches!(digits.len(), 11 | 12)) {
        Some(rest) if !rest.starts_with('0') => national(&["0", rest].concat(), check),
        Some(rest) => national(rest, check),
        None => national(digits, check),
    }
}

/// Numbers to call, not to be reached at: toll-free 1800, premium 1900, and the short ones.
fn service(digits: &str) -> Option<&'static str> {
    match cut(digits, 0, 4) {
        "1800" if matches!(digits.len(), 8..=10) => Some("tollFree"),
        "1900" if matches!(digits.len(), 8..=10) => Some("premium"),
        _ if digits.len() <= 4 && !digits.starts_with('0') && tables::is_short(number(digits, 0, 4)) => {
            Some("short")
        }
        _ => None,
    }
}

fn national(text: &str, check: &mut Check) -> Result<(), Refusal> {
    let length = text.len();
    match text.as_bytes() {
        [b'0', b'2', ..] => return landline(text, check),
        // Withdrawn in 2018.
        [b'0', b'1', ..] if length == 11 => {
            suggest(tables::retired(number(text, 1, 4)), cut(text, 4, length), check);
            return Err("phone/retired");
        }
        // The closed network of police and defence, its lengths as metadata of the plan and use have them.
        [b'0', b'6', b'9', ..] if matches!(length, 8..=10) => describe(text, "private", check),
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] if length == 10 => {
            describe(text, "mobile", check);
            if !tables::is_mobile(number(text, 1, 3)) && !tables::is_mobile(number(text, 1, 4)) {
                check.warn("phone/unassigned");
            }
        }
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => return moved(text, "phone/length", check),
        [b'0', _, ..] => return moved(text, "phone/prefix", check),
        _ if length < 9 => return Err("phone/length"),
        _ => return Err("phone/prefix"),
    }
    Ok(())
}

fn landline(text: &str, check: &mut Check) -> Result<(), Refusal> {
    let of_code = |digits| Some((digits, tables::landline(number(text, 1, digits))?));
    let code = of_code(3).or_else(|| of_code(4));
    let Some((digits, province)) = code.filter(|_| text.len() == 11) else {
        let unknown = code.is_none() && text.len() == 11;
        return moved(text, if unknown { "phone/prefix" } else { "phone/length" }, check);
    };
    describe(text, "landline", check);
    check.add("areaCode", cut(text, 0, digits));
    check.add_number("oldProvinceCode", province.into(), 2);
    Ok(())
}

/// A number refused for another reason may be a landline as it was written until 2017: seven digits after the old code,
/// eight in the two largest cities.
fn moved(text: &str, otherwise: Refusal, check: &mut Check) -> Result<(), Refusal> {
    for digits in 1..=3 {
        let rest = cut(text, digits + 1, text.len());
        let fits = rest.len() == if digits == 1 { 8 } else { 7 };
        if fits && suggest(tables::moved(number(text, 1, digits + 1)), rest, check) {
            return Err("phone/retiredAreaCode");
        }
    }
    Err(otherwise)
}

/// The number that took the place of a withdrawn one, where it is known.
fn suggest(prefix: Option<u16>, rest: &str, check: &mut Check) -> bool {
    if let Some(prefix) = prefix {
        check.add("suggestion", &format!("0{prefix}{rest}"));
    }
    prefix.is_some()
}

fn describe(national: &str, kind: &str, check: &mut Check) {
    let e164 = ["+84", cut(national, 1, national.len())].concat();
    check.add("type", kind);
    check.add("e164", &e164);
    check.add("national", national);
    check.normalized = Some(e164);
}

/// Another country's number: 7 to 15 digits (ITU-T E.164), its plan not looked at.
fn foreign(digits: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    if digits.starts_with('0') {
        return Err("phone/prefix");
    }
    if !(7..=15).contains(&digits.len()) {
        return Err("phone/length");
    }
    let e164 = ["+", digits].concat();
    check.add("type", "foreign");
    check.add("e164", &e164);
    check.normalized = Some(e164);
    if !ctx.foreign {
        check.warn("phone/foreign");
    }
    Ok(())
}
