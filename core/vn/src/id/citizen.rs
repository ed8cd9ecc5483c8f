//! Twelve-digit numbers: of a person (số định danh cá nhân) and of a place (mã định danh địa điểm).
//!
//! Law 26/2023/QH15 promises twelve natural digits and no more, so only that is a hard rule. The structure
//! `PPP G YY NNNNNN` was published by Decree 137/2015/NĐ-CP, Art. 13, and Circular 59/2021/TT-BCA (expired
//! 2024-07-01): what contradicts it is worth a second look, not a refusal. There is no check digit.
//!
//! Since 2026-09-01 places have twelve-digit identifiers too (Decree 326/2026/NĐ-CP). Nothing in the digits tells one from
//! the other: which it is follows from the field.

use super::{Context, Sex, all_digits, compact, tables};
use crate::Check;

pub(super) fn check(text: &str, ctx: &Context) -> Check {
    let number = compact(text);
    if !all_digits(&number) {
        return Check::invalid(if number.is_empty() { "citizenId/length" } else { "citizenId/notDigits" });
    }
    if number.len() != 12 {
        return Check::invalid("citizenId/length");
    }
    let (Some(prefix), Some(Ok(century_digit)), Some(Ok(year))) =
        (number.get(..3), number.get(3..4).map(str::parse::<i32>), number.get(4..6).map(str::parse::<i32>))
    else {
        return Check::invalid("citizenId/length");
    };
    let sex = if century_digit % 2 == 0 { Sex::Male } else { Sex::Female };
    let century = 1900 + century_digit / 2 * 100;
    let birth_year = century + year;
    let province = prefix.parse().ok().and_then(tables::old_province);

    let mut check = Check::valid(number.clone()).with("provincePrefix", prefix);
    match province {
        Some(province) => {
            check = check
                .with("provinceCode", format!("{:02}", province.now))
                .with("provinceName", province.name);
        }
        // Registration abroad uses a country code whose list is not public.
        None => check.warn("citizenId/provincePrefix"),
    }
    check = check
        .with("sex", sex.as_str())
        .with("century", century.to_string())
        .with("birthYear", birth_year.to_string());
    if century > 2000 {
        check.warn("citizenId/century");
    }
    if ctx.sex.is_some_and(|known| known != sex) {
        check.warn("citizenId/sexMismatch");
    }
    if ctx.birth_year.is_some_and(|known| known != birth_year) {
        check.warn("citizenId/birthYearMismatch");
    }
    // Both the code of then and the one of today may stand in the form.
    if let (Some(known), Some(province)) = (ctx.birth_province, province)
        && ![province.code, province.now].contains(&u16::from(known))
    {
        check.warn("citizenId/provinceMismatch");
    }
    check
}

/// The identifier of a place (Decree 326/2026/NĐ-CP): twelve digits; their structure was not found in a public text.
pub(super) fn place(text: &str) -> Check {
    let number = compact(text);
    match number.len() {
        0 => Check::invalid("placeId/length"),
        _ if !all_digits(&number) => Check::invalid("placeId/notDigits"),
        12 => Check::valid(number),
        _ => Check::invalid("placeId/length"),
    }
}
