//! Every code as a sentence.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use motcua_json::{Object, Policy, Value, parse};
use motcua_types::report::Param;

/// How much to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// One line beside a field.
    Short,
    /// Whole sentences, as a screen reader says them well; the short form where there is no other.
    Long,
}

struct Message {
    short: String,
    long: Option<String>,
}

type Catalogue = BTreeMap<String, Message>;

fn read(text: &str) -> Catalogue {
    let document = parse(text.as_bytes(), &Policy::PROFILE).unwrap_or_default();
    let entry = |(code, value): (&str, &Value)| {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some((code.to_owned(), Message { short: text("short")?, long: text("long") }))
    };
    // Not collected: that would sort first, with a sort of its own.
    let mut catalogue = Catalogue::new();
    catalogue.extend(document.as_object().into_iter().flat_map(Object::iter).filter_map(entry));
    catalogue
}

/// The embedded catalogue of a language; Vietnamese for every language that is not English.
fn catalogue(lang: &str) -> &'static Catalogue {
    static VI: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    if lang == "en" || lang.starts_with("en-") {
        EN.get_or_init(|| read(include_str!("../messages/en.json")))
    } else {
        VI.get_or_init(|| read(include_str!("../messages/vi.json")))
    }
}

/// All codes with a message in a language, sorted.
pub fn codes(lang: &str) -> impl Iterator<Item = &'static str> {
    catalogue(lang).keys().map(String::as_str)
}

/// The sentence for a code, its `{placeholders}` replaced by the parameters. A placeholder without a parameter is
/// left out. `None` for a code that has no message.
pub fn render(code: &str, params: &[Param], lang: &str, form: Length) -> Option<String> {
    let message = catalogue(lang).get(code)?;
    let template = match (form, &message.long) {
        (Length::Long, Some(long)) => long,
        _ => &message.short,
    };
    let mut text = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        if let Some(param) = params.iter().find(|param| param.name == name) {
            text.push_str(&shown(name, &param.value, lang));
        }
        rest = tail;
    }
    text.push_str(rest);
    Some(text)
}

/// A neutral value as people read it: ISO dates as dd/MM/yyyy, moments with their local time before the date, sizes in
/// bytes as MB.
fn shown(name: &str, value: &str, lang: &str) -> String {
    if let Ok(date) = motcua_vn::date::Date::parse_iso(value) {
        return format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
    }
    if let Some(moment) = motcua_vn::date::DateTime::parse(value) {
        let (date, second) = moment.local();
        let (hour, minute) = (second / 3600, second / 60 % 60);
        return format!("{hour:02}:{minute:02} {:02}/{:02}/{:04}", date.day(), date.month(), date.year());
    }
    if name == "bytes"
        && let Ok(bytes) = value.parse::<u64>()
    {
        let tenths = bytes.saturating_mul(10) / (1 << 20);
        let comma = if lang.starts_with("en") { '.' } else { ',' };
        let (whole, part) = (tenths / 10, tenths % 10);
        return if part == 0 { format!("{whole} MB") } else { format!("{whole}{comma}{part} MB") };
    }
    value.to_owned()
}
