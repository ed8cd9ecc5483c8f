//! The 12-digit personal identification number (số định danh cá nhân).
//!
//! Law 26/2023/QH15 promises twelve natural digits and no more, so only that is a hard rule. The structure
//! `PPP G YY NNNNNN` was published by Decree 137/2015/NĐ-CP, Art. 13, and Circular 59/2021/TT-BCA (expired
//! 2024-07-01): what contradicts it is worth a second look, not a refusal. There is no check digit.

use super::{Context, Sex, all_digits, compact};
use crate::Check;

/// Provinces before 2025 as in the number (`0` and these two digits), and the province each belongs to since
/// 2025-07-01 (Resolution 202/2025/QH15). Numbers issued earlier never change.
const PROVINCES: [(u8, u8); 63] = [
    (1, 1),
    (2, 8),
    (4, 4),
    (6, 19),
    (8, 8),
    (10, 15),
    (11, 11),
    (12, 12),
    (14, 14),
    (15, 15),
    (17, 25),
    (19, 19),
    (20, 20),
    (22, 22),
    (24, 24),
    (25, 25),
    (26, 25),
    (27, 24),
    (30, 31),
    (31, 31),
    (33, 33),
    (34, 33),
    (35, 37),
    (36, 37),
    (37, 37),
    (38, 38),
    (40, 40),
    (42, 42),
    (44, 44),
    (45, 44),
    (46, 46),
    (48, 48),
    (49, 48),
    (51, 51),
    (52, 52),
    (54, 66),
    (56, 56),
    (58, 56),
    (60, 68),
    (62, 51),
    (64, 52),
    (66, 66),
    (67, 68),
    (68, 68),
    (70, 75),
    (72, 80),
    (74, 79),
    (75, 75),
    (77, 79),
    (79, 79),
    (80, 80),
    (82, 82),
    (83, 86),
    (84, 86),
    (86, 86),
    (87, 82),
    (89, 91),
    (91, 91),
    (92, 92),
    (93, 92),
    (94, 92),
    (95, 96),
    (96, 96),
];

/// The province a prefix of the number belongs to since 2025-07-01.
pub(super) fn current_province(before_2025: u8) -> Option<u8> {
    PROVINCES.iter().find(|(old, _)| *old == before_2025).map(|(_, now)| *now)
}

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
    let province = prefix.parse().ok().and_then(current_province);

    let mut check = Check::valid(number.clone()).with("provincePrefix", prefix);
    match province {
        Some(province) => check = check.with("provinceCode", format!("{province:02}")),
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
    check
}
