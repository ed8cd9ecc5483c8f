//! Telephone numbers: the national numbering plan, and E.164.

use super::{Context, all_digits};
use crate::{Check, text::normalize};

/// Landline trunk codes and the province, before 2025, that each serves. The national number with its `0` always
/// has 11 digits. The codes did not change when provinces merged.
const LANDLINES: [(&str, u8); 63] = [
    ("024", 1),
    ("028", 79),
    ("0203", 22),
    ("0204", 24),
    ("0205", 20),
    ("0206", 4),
    ("0207", 8),
    ("0208", 19),
    ("0209", 6),
    ("0210", 25),
    ("0211", 26),
    ("0212", 14),
    ("0213", 12),
    ("0214", 10),
    ("0215", 11),
    ("0216", 15),
    ("0218", 17),
    ("0219", 2),
    ("0220", 30),
    ("0221", 33),
    ("0222", 27),
    ("0225", 31),
    ("0226", 35),
    ("0227", 34),
    ("0228", 36),
    ("0229", 37),
    ("0232", 44),
    ("0233", 45),
    ("0234", 46),
    ("0235", 49),
    ("0236", 48),
    ("0237", 38),
    ("0238", 40),
    ("0239", 42),
    ("0251", 75),
    ("0252", 60),
    ("0254", 77),
    ("0255", 51),
    ("0256", 52),
    ("0257", 54),
    ("0258", 56),
    ("0259", 58),
    ("0260", 62),
    ("0261", 67),
    ("0262", 66),
    ("0263", 68),
    ("0269", 64),
    ("0270", 86),
    ("0271", 70),
    ("0272", 80),
    ("0273", 82),
    ("0274", 74),
    ("0275", 83),
    ("0276", 72),
    ("0277", 87),
    ("0290", 96),
    ("0291", 95),
    ("0292", 92),
    ("0293", 93),
    ("0294", 84),
    ("0296", 89),
    ("0297", 91),
    ("0299", 94),
];

/// Mobile prefixes in use. Numbers move between carriers, so a prefix says nothing about the carrier any more.
const MOBILES: [&str; 39] = [
    "030", "031", "032", "033", "034", "035", "036", "037", "038", "039", "051", "052", "0559", "056", "058",
    "059", "070", "076", "077", "078", "079", "081", "082", "083", "084", "085", "086", "087", "088", "089",
    "090", "091", "092", "093", "094", "096", "097", "098", "099",
];

/// Eleven-digit mobile prefixes withdrawn in 2018, and what replaced them.
const RETIRED: [(&str, &str); 21] = [
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0126", "076"),
    ("0127", "081"),
    ("0128", "078"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

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
    if !international
        && (digits.starts_with("1800") || digits.starts_with("1900"))
        && matches!(digits.len(), 8 | 10)
    {
        let mut check = Check::valid(digits.to_owned()).with("type", "service");
        check.warn("phone/service");
        return check;
    }
    national(&to_national(digits, international))
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
    let kind = match number.as_bytes() {
        [b'0', b'2', ..] => return landline(number),
        [b'0', b'1', ..] if number.len() == 11 => return retired(number),
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => "mobile",
        [b'0', ..] => return Check::invalid("phone/prefix"),
        _ if number.len() < 9 => return Check::invalid("phone/length"),
        _ => return Check::invalid("phone/prefix"),
    };
    if number.len() != 10 {
        return Check::invalid("phone/length");
    }
    let mut check = described(number, kind);
    if !MOBILES.iter().any(|prefix| number.starts_with(prefix)) {
        check.warn("phone/unassigned");
    }
    check
}

fn landline(number: &str) -> Check {
    if number.len() != 11 {
        return Check::invalid("phone/length");
    }
    match LANDLINES.iter().find(|(code, _)| number.starts_with(code)) {
        Some((code, province)) => {
            let check = described(number, "landline").with("areaCode", *code);
            check.with("oldProvinceCode", format!("{province:02}"))
        }
        None => Check::invalid("phone/prefix"),
    }
}

/// A withdrawn number is refused, with the number that took its place where that is known.
fn retired(number: &str) -> Check {
    let check = Check::invalid("phone/retired");
    let renewed = RETIRED.iter().find_map(|(old, new)| Some(format!("{new}{}", number.strip_prefix(old)?)));
    match renewed {
        Some(renewed) => check.with("suggestion", renewed),
        None => check,
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
