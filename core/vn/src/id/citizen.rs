//! Twelve-digit numbers: of a person (số định danh cá nhân) and of a place (mã định danh địa điểm).
//!
//! Law 26/2023/QH15 promises twelve natural digits and no more, so only that is a hard rule. The structure
//! `PPP G YY NNNNNN` was published by Decree 137/2015/NĐ-CP, Art. 13, and Circular 59/2021/TT-BCA (expired
//! 2024-07-01): what contradicts it is worth a second look, not a refusal. There is no check digit.
//!
//! Since 2026-09-01 places have twelve-digit identifiers too (Decree 326/2026/NĐ-CP). Nothing in the digits tells one from
//! the other: which it is follows from the field.

use super::{Context, Refusal, Sex, cut, digits, number, tables};
use crate::Check;

pub(super) fn check(text: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    digits(text, 12, "citizenId/length", "citizenId/notDigits")?;
    let (century, sex) = match number(text, 3, 4) {
        digit if digit % 2 == 0 => (1900 + digit / 2 * 100, Sex::Male),
        digit => (1900 + digit / 2 * 100, Sex::Female),
    };
    let birth_year = century + number(text, 4, 6);
    let province = tables::old_province(number(text, 0, 3));

    check.add("provincePrefix", cut(text, 0, 3));
    match province {
        Some(province) => {
            check.add_number("provinceCode", province.now.into(), 2);
            check.add("provinceName", province.name());
        }
        // Registration abroad uses a country code whose list is not public.
        None => check.warn("citizenId/provincePrefix"),
    }
    check.add("sex", sex.as_str());
    check.add_number("century", century, 4);
    check.add_number("birthYear", birth_year, 4);
    if century > 2000 {
        check.warn("citizenId/century");
    }
    if ctx.sex.is_some_and(|known| known != sex) {
        check.warn("citizenId/sexMismatch");
    }
    if ctx.birth_year.is_some_and(|known| i64::from(known) != i64::from(birth_year)) {
        check.warn("citizenId/birthYearMismatch");
    }
    // Both the code of then and the one of today may stand in the form.
    if let (Some(known), Some(province)) = (ctx.birth_province, province)
        && ![province.code, province.now].contains(&known.into())
    {
        check.warn("citizenId/provinceMismatch");
    }
    Ok(())
}

/// The identifier of a place (Decree 326/2026/NĐ-CP): twelve digits; their structure was not found in a public text.
pub(super) fn place(text: &str, _: &Context, _: &mut Check) -> Result<(), Refusal> {
    digits(text, 12, "placeId/length", "placeId/notDigits")
}
