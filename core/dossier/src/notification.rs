//! Notices to applicants. A text for a locked screen or a text message passes through networks and eyes that nobody
//! controls: it may only name the dossier, a moment, a public office and its telephone.
//!
//! What may stand there is decided twice: at load, by the names of the placeholders, and when a notice is written, by the
//! form of each value, so that no name slips in as a "code".

use motcua_json::sorted::Set;
use motcua_json::{Policy, Value};
use motcua_types::Record;
use motcua_types::notification::{Notice, NotificationTemplate, NotificationTemplates};
use motcua_types::procedure::Text;
use motcua_types::report::Param;
use motcua_vn::date::DateTime;

use crate::Error;
use crate::document::{Lang, spoken_amount, spoken_moment};

const SOURCE: &str = include_str!("../data/notifications.json");

/// Longest push text in characters, before its values are filled in; it still fits when they are.
pub const MAX_PUSH: usize = 120;
/// Longest value in characters.
const MAX_VALUE: usize = 400;

/// What a value of a placeholder must look like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A dossier code or number: capital letters, digits, dots and hyphens, at least one digit.
    Code,
    /// A moment, RFC 3339.
    Moment,
    /// A telephone number of an office.
    Phone,
    /// Name of a public office.
    Agency,
    /// An amount in đồng, decimal.
    Amount,
    /// Words.
    Words,
}

/// Placeholders, their kinds, and whether they may stand in a push text.
const PLACEHOLDERS: &[(&str, Kind, bool)] = &[
    ("code", Kind::Code, true),
    ("number", Kind::Code, true),
    ("due", Kind::Moment, true),
    ("issued", Kind::Moment, true),
    ("phone", Kind::Phone, true),
    ("agency", Kind::Agency, true),
    // What was asked for says much about a person, and so do amounts, reasons and what an officer writes.
    ("procedure", Kind::Words, false),
    ("amount", Kind::Amount, false),
    ("reason", Kind::Words, false),
    ("notice", Kind::Words, false),
];

/// The templates that ship with the product.
///
/// # Errors
/// [`Error::NotificationTemplate`] if the shipped document is broken, which a test rules out.
pub fn shipped() -> Result<NotificationTemplates, Error> {
    let value =
        motcua_json::parse(SOURCE.as_bytes(), &Policy::PROFILE).map_err(|_| Error::NotificationTemplate)?;
    from_value(&value)
}

/// Reads templates: ids are unique, both languages have the same placeholders, each of them is known, and a push text
/// has only those that say nothing about a person.
///
/// # Errors
/// [`Error::NotificationTemplate`].
pub fn from_value(value: &Value) -> Result<NotificationTemplates, Error> {
    let read = NotificationTemplates::from_value(value).map_err(|_| Error::NotificationTemplate)?;
    for (at, template) in read.templates.iter().enumerate() {
        let twin = read.templates.iter().take(at).any(|other| other.id == template.id);
        if twin || !fits(&template.push, true) || !fits(&template.body, false) {
            return Err(Error::NotificationTemplate);
        }
    }
    Ok(read)
}

fn fits(text: &Text, push: bool) -> bool {
    let (Some(vi), Some(en)) = (placeholders(&text.vi), placeholders(&text.en)) else { return false };
    let (vi, en): (Set<&str>, Set<&str>) = (vi.into_iter().collect(), en.into_iter().collect());
    let allowed =
        |name: &&str| PLACEHOLDERS.iter().any(|(known, _, public)| known == name && (*public || !push));
    let short = |text: &str| !text.trim().is_empty() && (!push || text.chars().count() <= MAX_PUSH);
    vi == en && vi.iter().all(allowed) && short(&text.vi) && short(&text.en)
}

/// Names of the placeholders of a text; `None` when its braces do not match.
fn placeholders(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if before.contains('}') {
            return None;
        }
        names.push(name);
        rest = tail;
    }
    (!rest.contains('}')).then_some(names)
}

/// The template that a status of the workflow sends.
pub fn for_status(templates: &NotificationTemplates, status: u32) -> Option<&NotificationTemplate> {
    templates.templates.iter().find(|template| template.status == Some(status))
}

/// Writes a notice. `params` hold neutral values: moments in RFC 3339, amounts as decimal đồng.
///
/// # Errors
/// [`Error::NotificationUnknown`]; [`Error::NotificationParam`] when a placeholder has no value, or one that is not of
/// its kind.
pub fn write(
    templates: &NotificationTemplates,
    id: &str,
    params: &[Param],
    lang: Lang,
) -> Result<Notice, Error> {
    let template = templates.templates.iter().find(|template| template.id == id);
    let template = template.ok_or(Error::NotificationUnknown)?;
    Ok(Notice {
        id: template.id.clone(),
        priority: template.priority,
        lang: lang.tag().to_owned(),
        push: fill(lang.pick(&template.push), params, lang)?,
        body: fill(lang.pick(&template.body), params, lang)?,
    })
}

fn fill(template: &str, params: &[Param], lang: Lang) -> Result<String, Error> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or(Error::NotificationTemplate)?;
        out.push_str(before);
        let (_, kind, _) =
            PLACEHOLDERS.iter().find(|(known, ..)| *known == name).ok_or(Error::NotificationTemplate)?;
        let param = params.iter().find(|param| param.name == name).ok_or(Error::NotificationParam)?;
        out.push_str(&shown(*kind, &param.value, lang).ok_or(Error::NotificationParam)?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// A value as people read it, if it is of its kind.
fn shown(kind: Kind, value: &str, lang: Lang) -> Option<String> {
    let only = |allowed: fn(char) -> bool| !value.is_empty() && value.chars().all(allowed);
    let digit = value.contains(|c: char| c.is_ascii_digit());
    if value.trim().is_empty() || value.chars().count() > MAX_VALUE || value.contains(char::is_control) {
        return None;
    }
    let good = match kind {
        Kind::Code => {
            digit
                && value.len() <= 60
                && only(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-'))
        }
        Kind::Phone => {
            digit && value.len() <= 20 && only(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '.'))
        }
        Kind::Agency => value.chars().count() <= 120,
        Kind::Words => true,
        Kind::Moment => return DateTime::parse(value).map(|moment| spoken_moment(moment, lang)),
        Kind::Amount => {
            let amount = value.parse().ok().filter(|amount| (1..=crate::fee::MAX_AMOUNT).contains(amount))?;
            return Some(spoken_amount(amount, lang));
        }
    };
    good.then(|| value.to_owned())
}
