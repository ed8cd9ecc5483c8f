//! What the placeholders of a layout stand for.

use motcua_types::document::DossierDocument;
use motcua_types::fee::FeeState;
use motcua_types::procedure::Text;
use motcua_vn::date::DateTime;

use super::layout::Layouts;

/// The language of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese, the one that counts.
    Vi,
    /// English, a translation.
    En,
}

impl Lang {
    /// The language of a tag; Vietnamese for every language that is not English.
    pub fn of(tag: &str) -> Self {
        if tag == "en" || tag.starts_with("en-") { Self::En } else { Self::Vi }
    }

    /// The tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The text in this language.
    pub fn pick(self, text: &Text) -> &str {
        match self {
            Self::Vi => &text.vi,
            Self::En => &text.en,
        }
    }
}

/// The value of a placeholder; `None` when the paper does not have it.
pub(super) fn value(document: &DossierDocument, name: &str, lang: Lang, layouts: &Layouts) -> Option<String> {
    let text = |text: &Text| Some(lang.pick(text).to_owned());
    let money = |amount: fn(&FeeState) -> i64| {
        document.fee.as_ref().map(amount).filter(|amount| *amount > 0).map(|amount| dong(amount, lang))
    };
    let reason = document.reason.as_ref();
    match name {
        "code" => document.code.clone(),
        "number" => document.number.clone(),
        "register" => document.register.clone(),
        "event" => document.event.clone(),
        "place" => text(&document.office.place),
        "office" => text(&document.office.name),
        "officePhone" => document.office.phone.clone(),
        "procedure" => text(&document.procedure.name),
        "procedureCode" => Some(document.procedure.code.clone()),
        "name" => Some(document.addressee.name.clone()),
        "address" => document.addressee.address.clone(),
        "phone" => document.addressee.phone.clone(),
        "email" => document.addressee.email.clone(),
        "officer" => document.officer.clone(),
        "issued" => moment(&document.issued, lang),
        "issuedDay" => DateTime::parse(&document.issued).map(|moment| day(moment, lang)),
        "received" => moment(document.received.as_deref()?, lang),
        "due" => moment(document.due.as_deref()?, lang),
        "newDue" => moment(document.new_due.as_deref()?, lang),
        "returnBy" => layouts.word(document.return_by.as_deref()?, lang),
        "returnAddress" => document.return_address.clone(),
        "feeDue" => money(|fee| fee.due),
        "feePaid" => money(|fee| fee.paid),
        "feeExempt" => money(|fee| fee.exempt),
        "feeRefunded" => money(|fee| fee.refunded),
        "reason" => reason.and_then(|reason| reason.text.as_ref()).and_then(text),
        "note" => reason.and_then(|reason| reason.note.clone()),
        _ => None,
    }
}

/// A template with its placeholders filled in; `None` when the paper lacks one of them.
pub(super) fn fill(
    template: &str,
    document: &DossierDocument,
    lang: Lang,
    layouts: &Layouts,
) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&value(document, name, lang, layouts).filter(|value| !value.trim().is_empty())?);
        rest = tail;
    }
    out.push_str(rest);
    Some(out)
}

/// A moment in Vietnam as papers write it.
pub(super) fn moment(text: &str, lang: Lang) -> Option<String> {
    Some(spoken(DateTime::parse(text)?, lang))
}

pub(super) fn spoken(moment: DateTime, lang: Lang) -> String {
    let (_, second) = moment.local();
    let (hour, minute) = (second / 3600, second / 60 % 60);
    match lang {
        Lang::Vi => format!("{hour:02} giờ {minute:02} phút, {}", day(moment, lang)),
        Lang::En => format!("{hour:02}:{minute:02}, {}", day(moment, lang)),
    }
}

/// Single digits of the day, and of January and February, have a zero before them (Decree 30/2020/NĐ-CP, Annex I).
fn day(moment: DateTime, lang: Lang) -> String {
    let date = moment.date();
    let (day, month, year) = (date.day(), date.month(), date.year());
    match lang {
        Lang::Vi if month <= 2 => format!("ngày {day:02} tháng {month:02} năm {year}"),
        Lang::Vi => format!("ngày {day:02} tháng {month} năm {year}"),
        Lang::En => format!("{day} {} {year}", date.month_in_english()),
    }
}

/// An amount in đồng, in groups of three digits.
pub(super) fn dong(amount: i64, lang: Lang) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(if lang == Lang::Vi { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    let sign = if amount < 0 { "-" } else { "" };
    match lang {
        Lang::Vi => format!("{sign}{grouped} đồng"),
        Lang::En => format!("{sign}{grouped} VND"),
    }
}
