//! Numbers of social and health insurance.
//!
//! The social insurance number has ten digits (Decision 595/QĐ-BHXH) and no public check digit. Health insurance cards
//! bear it alone since 2021-04-01 (Decision 1666/QĐ-BHXH); cards before that have 15 characters (Decision
//! 1351/QĐ-BHXH): two letters of the group, a digit of the benefit, the province, and the ten digits. A child without
//! one has a card of group `TE1`.

use super::{Context, Refusal, cut, digits, fits, number, tables};
use crate::Check;

pub(super) fn social(text: &str, _: &Context, _: &mut Check) -> Result<(), Refusal> {
    digits(text, 10, "socialInsurance/length", "socialInsurance/notDigits")
}

pub(super) fn health(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let (group, benefit) = (cut(text, 0, 2), cut(text, 2, 3));
    if fits(text, "##########") {
        check.add("type", "number");
        check.add("socialInsurance", text);
    } else if fits(text, "AA#############") && ("1"..="5").contains(&benefit) {
        let child = (group, benefit) == ("TE", "1");
        check.add("type", if child { "child" } else { "card" });
        check.add("group", group);
        check.add("benefit", benefit);
        check.add("oldProvinceCode", cut(text, 3, 5));
        // The number of a child's card is a provisional one.
        check.add(if child { "provisional" } else { "socialInsurance" }, cut(text, 5, 15));
        if tables::old_province(number(text, 3, 5)).is_none() {
            check.warn("healthInsurance/province");
        }
    } else {
        return Err(if matches!(text.len(), 10 | 15) {
            "healthInsurance/form"
        } else {
            "healthInsurance/length"
        });
    }
    Ok(())
}
