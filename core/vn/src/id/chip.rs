//! The text of the QR code on a chip-based citizen card: seven fields between vertical bars.
//!
//! `citizen number | old card or empty | full name | birth ddMMyyyy | sex | residence | issue ddMMyyyy`, as printed on the
//! cards of 2021 to 2024. The layout on the cards of Law 26/2023/QH15 was not found in a public text. Nothing signs
//! the text: it fills a form in and proves nothing.

use super::{Context, Refusal, Sex, fits, number};
use crate::date::Date;
use crate::split::split;
use crate::{Check, text::normalize};

pub(super) fn check(text: &str, _: &Context, check: &mut Check) -> Result<(), Refusal> {
    let [number, old, full_name, birth, word, residence, issued] = *split(text, '|', 8) else {
        return Err("chipCardQr/fields");
    };
    let [birth, word, residence, issued] = [birth, word, residence, issued].map(normalize);
    let birth_date = date(&birth).ok_or("chipCardQr/date")?;
    let issue_date = date(&issued).ok_or("chipCardQr/date")?;
    let sex = match word.as_str() {
        "Nam" => Sex::Male,
        "Nữ" => Sex::Female,
        _ => return Err("chipCardQr/sex"),
    };
    if issue_date < birth_date {
        check.warn("chipCardQr/order");
    }
    let ctx = Context { birth_year: Some(birth_date.year()), sex: Some(sex), ..Context::default() };
    let mut part = |kind, text: &str| match super::check(kind, text, &ctx) {
        Some(found) => {
            check.absorb(&found);
            found.normalized.unwrap_or_default()
        }
        None => String::new(),
    };
    let (number, full_name) = (part("citizenId", number), part("fullName", full_name));
    let old = if normalize(old).is_empty() { String::new() } else { part("oldIdCard", old) };
    check.normalized = Some([&*number, &old, &full_name, &birth, &word, &residence, &issued].join("|"));
    check.add("citizenId", &number);
    check.add("oldIdCard", &old);
    check.add("fullName", &full_name);
    check.add("birthDate", &birth_date.to_string());
    check.add("sex", sex.as_str());
    check.add("residence", &residence);
    check.add("issueDate", &issue_date.to_string());
    Ok(())
}

/// `ddMMyyyy`.
fn date(text: &str) -> Option<Date> {
    let (day, month, year) = (number(text, 0, 2), number(text, 2, 4), number(text, 4, 8));
    Date::from_numbers(year, month, day).ok().filter(|_| fits(text, "########"))
}
