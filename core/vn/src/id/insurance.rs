//! Numbers of social and health insurance.
//!
//! The social insurance number has ten digits (Decision 595/QĐ-BHXH) and no public check digit. Health insurance cards
//! bear it alone since 2021-04-01 (Decision 1666/QĐ-BHXH); cards before that have 15 characters (Decision
//! 1351/QĐ-BHXH): two letters of the group, a digit of the benefit, the province, and the ten digits. A child without
//! one has a card of group `TE1`.

use super::{all_digits, compact, tables};
use crate::Check;

pub(super) fn social(text: &str) -> Check {
    let number = compact(text);
    match number.len() {
        0 => Check::invalid("socialInsurance/length"),
        _ if !all_digits(&number) => Check::invalid("socialInsurance/notDigits"),
        10 => Check::valid(number),
        _ => Check::invalid("socialInsurance/length"),
    }
}

pub(super) fn health(text: &str) -> Check {
    let number = compact(text).to_ascii_uppercase();
    match number.len() {
        10 if all_digits(&number) => {
            Check::valid(number.clone()).with("type", "number").with("socialInsurance", number)
        }
        15 => card(&number),
        10 => Check::invalid("healthInsurance/form"),
        _ => Check::invalid("healthInsurance/length"),
    }
}

fn card(number: &str) -> Check {
    let (Some(group), Some(benefit), Some(province), Some(social)) =
        (number.get(..2), number.get(2..3), number.get(3..5), number.get(5..))
    else {
        return Check::invalid("healthInsurance/form");
    };
    let well_formed = group.bytes().all(|b| b.is_ascii_uppercase())
        && matches!(benefit, "1" | "2" | "3" | "4" | "5")
        && all_digits(province)
        && all_digits(social);
    if !well_formed {
        return Check::invalid("healthInsurance/form");
    }
    let kind = if (group, benefit) == ("TE", "1") { "child" } else { "card" };
    let known = province.parse().ok().and_then(tables::old_province);
    let mut check = Check::valid(number.to_owned())
        .with("type", kind)
        .with("group", group)
        .with("benefit", benefit)
        .with("oldProvinceCode", province);
    // The number of a child's card is a provisional one.
    check = check.with(if kind == "child" { "provisional" } else { "socialInsurance" }, social);
    if known.is_none() {
        check.warn("healthInsurance/province");
    }
    check
}
