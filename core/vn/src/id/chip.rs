//! The text of the QR code on a chip-based citizen card: seven fields between vertical bars.
//!
//! `citizen number | old card or empty | full name | birth ddMMyyyy | sex | residence | issue ddMMyyyy`, as printed on the
//! cards of 2021 to 2024. The layout on the cards of Law 26/2023/QH15 was not found in a public text. Nothing signs
//! the text: it fills a form in and proves nothing.

use super::{Context, Sex, citizen, document, name};
use crate::date::{Date, fixed};
use crate::{Check, text::normalize};

pub(super) fn check(text: &str) -> Check {
    let fields: Vec<&str> = text.splitn(8, '|').collect();
    let [number, old, full_name, birth, sex, residence, issued] = fields.as_slice() else {
        return Check::invalid("chipCardQr/fields");
    };
    let sex = match normalize(sex).as_str() {
        "Nam" => Some(Sex::Male),
        "Nữ" => Some(Sex::Female),
        _ => None,
    };
    let (Some(birth), Some(issued)) = (date(birth), date(issued)) else {
        return Check::invalid("chipCardQr/date");
    };
    let Some(sex) = sex else {
        return Check::invalid("chipCardQr/sex");
    };
    let ctx = Context { birth_year: Some(birth.year()), sex: Some(sex), ..Context::default() };
    let mut found = vec![citizen::check(number, &ctx), name::check(full_name, &ctx)];
    if !normalize(old).is_empty() {
        found.push(document::old_card(old, &ctx));
    }
    let residence = normalize(residence);
    let mut stored = found.iter().map(|check| check.normalized.clone().unwrap_or_default());
    let (number, full_name) = (stored.next().unwrap_or_default(), stored.next().unwrap_or_default());
    let old = stored.next().unwrap_or_default();
    let word = if sex == Sex::Male { "Nam" } else { "Nữ" };
    let normalized =
        [&number, &old, &full_name, &compact(birth), word, &residence, &compact(issued)].join("|");
    let mut check = Check::valid(normalized)
        .with("citizenId", number)
        .with("oldIdCard", old)
        .with("fullName", full_name)
        .with("birthDate", birth.to_string())
        .with("sex", sex.as_str())
        .with("residence", residence)
        .with("issueDate", issued.to_string());
    if issued < birth {
        check.warn("chipCardQr/order");
    }
    check.absorb(&found);
    check
}

fn date(text: &str) -> Option<Date> {
    let text = normalize(text);
    let (day, rest) = text.split_at_checked(2)?;
    let (month, year) = rest.split_at_checked(2)?;
    Date::from_numbers(fixed(year, 4)?, fixed(month, 2)?, fixed(day, 2)?).ok()
}

fn compact(date: Date) -> String {
    format!("{:02}{:02}{:04}", date.day(), date.month(), date.year())
}
