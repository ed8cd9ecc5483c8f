//! Single values: identifiers, texts, places, days, codes of transfers.

use motcua::types::value::{CheckedValue, DayAnswer, PlaceAnswer, TransferCode, ValueContext};
use motcua::value;
use motcua::vn::calendar::Calendar;
use motcua::vn::date::PartialDate;
use motcua::vn::place::Gazetteer;
use motcua::vn::{id, text, words};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give, read, refuse, throw, whole, wrong_type};

/// Checks a text as a value of a kind; `context` is what the form knows of the person.
///
/// # Errors
/// `boundary/type` for an unknown kind or a context that is none.
#[wasm_bindgen(js_name = checkValue)]
pub fn check_value(kind: &str, text: &str, context: &Ts<ValueContext>) -> Result<Ts<CheckedValue>, JsValue> {
    give(&value::check_value(kind, text, &read(context)?).map_err(|failure| throw(&failure))?)
}

/// The kinds of `checkValue`.
#[wasm_bindgen(js_name = valueKinds)]
pub fn value_kinds() -> Vec<String> {
    id::KINDS.iter().map(|kind| (*kind).to_owned()).collect()
}

/// What is odd about a text.
///
/// # Errors
/// None of the text: whatever is odd is data.
#[wasm_bindgen(js_name = inspectText)]
pub fn inspect_text(text: &str) -> Result<Ts<CheckedValue>, JsValue> {
    give(&value::inspect_text(text))
}

/// A text in another form: `store`, `search`, `match`, or `register`.
///
/// # Errors
/// `boundary/type` for another word.
#[wasm_bindgen(js_name = textForm)]
pub fn text_form(form: &str, text: &str) -> Result<String, JsValue> {
    Ok(match form {
        "store" => text::normalize(text),
        "search" => text::search_key(text),
        "match" => text::fold_tones(text),
        "register" => text::register_case(text),
        _ => return Err(wrong_type()),
    })
}

/// -1, 0 or 1 in Vietnamese order, people by given name.
#[wasm_bindgen(js_name = compareText)]
pub fn compare_text(one: &str, other: &str, people: bool) -> i32 {
    let compare = if people { text::compare_people } else { text::compare };
    compare(one, other) as i32
}

/// A sum of đồng in words.
///
/// # Errors
/// `boundary/type` for what is no whole number from 0.
#[wasm_bindgen(js_name = moneyInWords)]
pub fn money_in_words(dong: f64) -> Result<String, JsValue> {
    let dong = u64::try_from(whole(Some(dong))?).ok();
    dong.and_then(words::money).ok_or_else(wrong_type)
}

/// A date, or what is known of one, in words.
///
/// # Errors
/// `date/form`, `date/notReal`.
#[wasm_bindgen(js_name = dateInWords)]
pub fn date_in_words(date: &str) -> Result<String, JsValue> {
    Ok(PartialDate::parse(date).map_err(refuse)?.in_words())
}

/// The text of a VietQR code.
///
/// # Errors
/// `vietQr/…` for the first member that is not as described.
#[wasm_bindgen(js_name = writeTransferCode)]
pub fn write_transfer_code(transfer: &Ts<TransferCode>) -> Result<String, JsValue> {
    value::write_transfer_code(&read(transfer)?).map_err(|failure| throw(&failure))
}

/// What the text of a VietQR code asks for.
///
/// # Errors
/// `vietQr/…`.
#[wasm_bindgen(js_name = readTransferCode)]
pub fn read_transfer_code(text: &str) -> Result<Ts<TransferCode>, JsValue> {
    give(&value::read_transfer_code(text).map_err(|failure| throw(&failure))?)
}

/// Whether offices work on a day, and what says so.
///
/// # Errors
/// `boundary/type`, `calendar/notCovered`.
#[wasm_bindgen(js_name = officeDay)]
pub fn office_day(on: &str) -> Result<Ts<DayAnswer>, JsValue> {
    give(&value::office_day(Calendar::embedded(), on).map_err(|failure| throw(&failure))?)
}

/// The working day that many working days after a day.
///
/// # Errors
/// As `officeDay`.
#[wasm_bindgen(js_name = addWorkingDays)]
pub fn add_working_days(from: &str, count: f64) -> Result<String, JsValue> {
    let count = u32::try_from(whole(Some(count))?).map_err(|_| wrong_type())?;
    value::add_working_days(Calendar::embedded(), from, count).map_err(|failure| throw(&failure))
}

/// Working days after a day, until another and with it.
///
/// # Errors
/// As `officeDay`.
#[wasm_bindgen(js_name = workingDaysBetween)]
pub fn working_days_between(after: &str, until: &str) -> Result<u32, JsValue> {
    value::working_days_between(Calendar::embedded(), after, until).map_err(|failure| throw(&failure))
}

/// Provinces and communes with their days.
#[wasm_bindgen]
pub struct Places {
    /// Nothing for what is built in.
    more: Option<Gazetteer>,
}

#[wasm_bindgen]
impl Places {
    /// What is built in, and the rows of a file.
    ///
    /// # Errors
    /// `place/data` with its line.
    #[wasm_bindgen(constructor)]
    pub fn new(file: Option<String>) -> Result<Self, JsValue> {
        let more = file.map(|text| Gazetteer::builtin().load(&text)).transpose().map_err(refuse)?;
        Ok(Self { more })
    }

    /// What a text means on a day.
    ///
    /// # Errors
    /// `boundary/type` when `on` is no day.
    pub fn resolve(&self, text: &str, on: &str) -> Result<Ts<PlaceAnswer>, JsValue> {
        give(&value::resolve_place(self.all(), text, on).map_err(|failure| throw(&failure))?)
    }

    /// What a statistical code means on a day.
    ///
    /// # Errors
    /// As `resolve`.
    #[wasm_bindgen(js_name = resolveCode)]
    pub fn resolve_code(&self, code: &str, on: &str) -> Result<Ts<PlaceAnswer>, JsValue> {
        give(&value::resolve_place_code(self.all(), code, on).map_err(|failure| throw(&failure))?)
    }

    fn all(&self) -> &Gazetteer {
        self.more.as_ref().unwrap_or_else(|| Gazetteer::builtin())
    }
}
