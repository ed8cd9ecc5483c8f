//! Numbers printed on papers: the old identity card, passports, papers of foreigners, driving licences.

use super::{Context, all_digits, compact};
use crate::Check;
use crate::date::Date;

/// The nine digits of the identity card (chứng minh nhân dân). The card is no proof of identity since 2025-01-01 (Law
/// 26/2023/QH15, Art. 46), but its number still stands in earlier records: it is refused only where the field wants proof
/// ([`Context::proof`]) at a day ([`Context::on`]) after that.
pub(super) fn old_card(text: &str, ctx: &Context) -> Check {
    let number = compact(text);
    match number.len() {
        0 => Check::invalid("oldIdCard/length"),
        _ if !all_digits(&number) => Check::invalid("oldIdCard/notDigits"),
        9 if ctx.proof && ctx.on.zip(Date::new(2024, 12, 31)).is_some_and(|(on, last)| on > last) => {
            Check::invalid("oldIdCard/expired")
        }
        9 => Check::valid(number),
        _ => Check::invalid("oldIdCard/length"),
    }
}

/// Vietnamese passports are a letter and seven digits; which letters are issued was not found in a public text.
/// Other countries' are read as 5 to 15 letters and digits.
pub(super) fn passport(text: &str, ctx: &Context) -> Check {
    let Some(number) = letters_and_digits(text) else {
        return Check::invalid("passport/form");
    };
    let vietnamese = number.len() == 8
        && number.starts_with(|c: char| c.is_ascii_uppercase())
        && number.get(1..).is_some_and(all_digits);
    let mut check = Check::valid(number);
    if !vietnamese && !ctx.foreign {
        check.warn("passport/notVietnamese");
    }
    check
}

/// The number that Vietnam gives a foreigner: of the electronic identity (Decree 69/2024/NĐ-CP) or of a residence card.
/// The structure of neither was found in a public text, so 5 to 15 letters and digits pass.
pub(super) fn foreigner(text: &str) -> Check {
    letters_and_digits(text).map_or_else(|| Check::invalid("foreignerNumber/form"), Check::valid)
}

/// Driving licences have twelve digits; their structure is not public. Older papers had other numbers, so anything else
/// of 5 to 15 letters and digits gives a warning.
pub(super) fn driving_licence(text: &str) -> Check {
    let Some(number) = letters_and_digits(text) else {
        return Check::invalid("drivingLicence/form");
    };
    let usual = number.len() == 12 && all_digits(&number);
    let mut check = Check::valid(number);
    if !usual {
        check.warn("drivingLicence/notTwelveDigits");
    }
    check
}

fn letters_and_digits(text: &str) -> Option<String> {
    let number = compact(text).to_ascii_uppercase();
    ((5..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(number)
}
