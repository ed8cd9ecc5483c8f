//! Numbers printed on papers: the old identity card, passports, papers of foreigners, driving licences.

use super::{Context, Refusal, digits, fits};
use crate::Check;
use crate::date::Date;

/// The nine digits of the identity card (chứng minh nhân dân). The card is no proof of identity since 2025-01-01 (Law
/// 26/2023/QH15, Art. 46), but its number still stands in earlier records: it is refused only where the field wants proof
/// ([`Context::proof`]) at a day ([`Context::on`]) after that.
pub(super) fn old_card(number: &str, ctx: &Context, _: &mut Check) -> Result<(), Refusal> {
    digits(number, 9, "oldIdCard/length", "oldIdCard/notDigits")?;
    let expired = ctx.on >= Date::new(2025, 1, 1);
    if ctx.proof && expired { Err("oldIdCard/expired") } else { Ok(()) }
}

/// Vietnamese passports are a letter and seven digits; which letters are issued was not found in a public text.
/// Other countries' are read as 5 to 15 letters and digits (ICAO Doc 9303 part 4 has nine places for a number).
pub(super) fn passport(number: &str, ctx: &Context, check: &mut Check) -> Result<(), Refusal> {
    letters_and_digits(number, "passport/form")?;
    if !fits(number, "A#######") && !ctx.foreign {
        check.warn("passport/notVietnamese");
    }
    Ok(())
}

/// The number that Vietnam gives a foreigner: of the electronic identity (Decree 69/2024/NĐ-CP) or of a residence card.
/// The structure of neither was found in a public text, so 5 to 15 letters and digits pass.
pub(super) fn foreigner(number: &str, _: &Context, _: &mut Check) -> Result<(), Refusal> {
    letters_and_digits(number, "foreignerNumber/form")
}

/// Driving licences have twelve digits; their structure is not public. Older papers had other numbers, so anything else
/// of 5 to 15 letters and digits gives a warning.
pub(super) fn driving_licence(number: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    letters_and_digits(number, "drivingLicence/form")?;
    if !fits(number, "############") {
        check.warn("drivingLicence/notTwelveDigits");
    }
    Ok(())
}

fn letters_and_digits(number: &str, form: Refusal) -> Result<(), Refusal> {
    let sound = (5..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if sound { Ok(()) } else { Err(form) }
}
