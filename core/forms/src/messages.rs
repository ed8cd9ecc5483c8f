//! Every code as a sentence.

use motcua_json::sorted::Map;
use std::sync::OnceLock;

use motcua_json::{Object, Policy, Value, parse};
use motcua_types::report::Param;
use motcua_vn::date::{Date, DateTime};

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

type Catalogue = Map<String, Message>;

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

static VI: OnceLock<Catalogue> = OnceLock::new();
static EN: OnceLock<Catalogue> = OnceLock::new();

/// Vietnamese for every language that is not English.
fn of(lang: &str) -> &'static OnceLock<Catalogue> {
    if is_english(lang) { &EN } else { &VI }
}

/// Brings the catalogue of a language, as `messages/*.json` have it, to a library that was built without feature
/// `messages`. The first one stays.
pub fn add(lang: &str, text: &str) {
    of(lang).get_or_init(|| read(text));
}

fn catalogue(lang: &str) -> Option<&'static Catalogue> {
    #[cfg(feature = "messages")]
    {
        VI.get_or_init(|| read(include_str!("../messages/vi.json")));
        EN.get_or_init(|| read(include_str!("../messages/en.json")));
    }
    of(lang).get()
}

/// All codes with a message in a language, sorted.
pub fn codes(lang: &str) -> impl Iterator<Item = &'static str> {
    catalogue(lang).into_iter().flat_map(|catalogue| catalogue.keys().map(String::as_str))
}

/// The sentence for a code. `{name}` is replaced by that parameter, `{name|one|other}` by the word that goes with the
/// number in it; without the parameter the first is left out and the second is the last word. `None` for a code that has
/// no message.
pub fn render(code: &str, params: &[Param], lang: &str, form: Length) -> Option<String> {
    let message = catalogue(lang)?.get(code)?;
    let template = match (form, &message.long) {
        (Length::Long, Some(long)) => long,
        _ => &message.short,
    };
    let speech = Speech { english: is_english(lang), form };
    let mut text = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((inside, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        let value =
            |name: &str| params.iter().find(|param| param.name == name).map(|param| param.value.as_str());
        let mut words = inside.split('|');
        let name = words.next().unwrap_or_default();
        match (words.next(), words.next()) {
            (Some(one), Some(other)) => text.push_str(if value(name) == Some("1") { one } else { other }),
            _ => {
                if let Some(value) = value(name) {
                    // Units come in the plural.
                    let single =
                        name == "unitEn" && params.iter().any(|p| p.name == "amount" && p.value == "1");
                    let value = if single { value.strip_suffix('s').unwrap_or(value) } else { value };
                    speech.put(name, value, &mut text);
                }
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    Some(text)
}

/// How neutral values are said.
struct Speech {
    english: bool,
    form: Length,
}

impl Speech {
    /// A neutral value as people read it: ISO dates as dd/MM/yyyy, moments with their local time before the date, sizes in
    /// bytes as MB. In the long form dates are words, because `05/10/2026` is read out as a fraction.
    fn put(&self, name: &str, value: &str, text: &mut String) {
        if let Ok(date) = Date::parse_iso(value) {
            self.date(date, text);
        } else if let Some(moment) = DateTime::parse(value) {
            let (date, second) = moment.local();
            let (hour, minute) = (second / 3600, second / 60 % 60);
            match (self.form, self.english) {
                (Length::Long, true) => text.push_str(&format!("{hour:02}:{minute:02} on ")),
                (Length::Long, false) if minute == 0 => text.push_str(&format!("{hour} giờ ")),
                (Length::Long, false) => text.push_str(&format!("{hour} giờ {minute:02} ")),
                (Length::Short, _) => text.push_str(&format!("{hour:02}:{minute:02} ")),
            }
            self.date(date, text);
        } else if let (Some(bytes), true) = (value.parse::<u64>().ok(), name == "bytes") {
            let tenths = bytes.saturating_mul(10) / (1 << 20);
            let (whole, part) = (tenths / 10, tenths % 10);
            let comma = if self.english { '.' } else { ',' };
            text.push_str(&if part == 0 {
                format!("{whole} MB")
            } else {
                format!("{whole}{comma}{part} MB")
            });
        } else {
            text.push_str(value);
        }
    }

    fn date(&self, date: Date, text: &mut String) {
        let (day, month, year) = (date.day(), date.month(), date.year());
        if self.form == Length::Short {
            text.push_str(&format!("{day:02}/{month:02}/{year:04}"));
        } else if self.english {
            text.push_str(&format!("{day} {} {year}", date.month_in_english()));
        } else {
            if !text.ends_with("ngày ") && !text.ends_with("Ngày ") {
                text.push_str(if text.is_empty() { "Ngày " } else { "ngày " });
            }
            text.push_str(&format!("{day} tháng {month} năm {year}"));
        }
    }
}

fn is_english(lang: &str) -> bool {
    lang == "en" || lang.starts_with("en-")
}
