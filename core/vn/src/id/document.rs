//! Numbers printed on papers: the old identity card and passports.

use super::{Context, all_digits, compact};
use crate::Check;

/// The nine digits of the identity card (chứng minh nhân dân). The card is no proof of identity since 2025-01-01, but
/// its number still stands in earlier records, so it is not warned about.
pub(super) fn old_card(text: &str) -> Check {
    let number = compact(text);
    match number.len() {
        0 => Check::invalid("oldIdCard/length"),
        _ if !all_digits(&number) => Check::invalid("oldIdCard/notDigits"),
        9 => Check::valid(number),
        _ => Check::invalid("oldIdCard/length"),
    }
}

/// Vietnamese passports are a letter and seven digits; which letters are issued was not found in a public text.
/// Other countries' are read as 5 to 15 letters and digits.
pub(super) fn passport(text: &str, ctx: &Context) -> Check {
    let number = compact(text).to_ascii_uppercase();
    if !(5..=15).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Check::invalid("passport/form");
    }
    let vietnamese = number.len() == 8
        && number.starts_with(|c: char| c.is_ascii_uppercase())
        && number.get(1..).is_some_and(all_digits);
    let mut check = Check::valid(number);
    if !vietnamese && !ctx.foreign {
        check.warn("passport/notVietnamese");
    }
    check
}
