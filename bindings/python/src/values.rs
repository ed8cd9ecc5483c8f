//! Single values: texts, identifiers, places, days, codes of transfers.

use motcua::types::deadline::Term;
use motcua::types::value::{TransferCode, ValueContext};
use motcua::vn::calendar::{Calendar, lunar};
use motcua::vn::date::{Date, PartialDate};
use motcua::vn::place::Gazetteer;
use motcua::vn::{self, id, text, words};
use motcua::{dossier, value};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::{give, record, seconds};
use crate::error::{calm, of_code, refuse};

/// Kinds that `check_value` knows.
#[pyfunction]
pub(crate) fn value_kinds() -> Vec<&'static str> {
    id::KINDS.to_vec()
}

/// Checks a text as a value of a kind.
#[pyfunction]
#[pyo3(signature = (kind, text, context=None))]
pub(crate) fn check_value<'py>(
    py: Python<'py>,
    kind: &str,
    text: &str,
    context: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let context: ValueContext = context.map(record).transpose()?.unwrap_or_default();
    give(py, &calm(|| value::check_value(kind, text, &context).map_err(refuse))?)
}

/// Verdicts, first codes, forms to store.
type Checked = (Vec<u8>, Vec<Option<&'static str>>, Vec<Option<String>>);

/// Checks a column of texts as values of a kind: the verdicts (0 valid, 1 warning, 2 invalid; 3 for a missing value) as
/// bytes, the first code of each or None, and the forms to store or None. Columns as Arrow and pandas take them.
#[pyfunction]
pub(crate) fn check_values(py: Python<'_>, kind: &str, texts: Vec<Option<String>>) -> PyResult<Checked> {
    if !id::KINDS.contains(&kind) {
        return Err(of_code("boundary/type"));
    }
    py.detach(|| {
        calm(|| {
            let context = id::Context::default();
            let mut verdicts = Vec::with_capacity(texts.len());
            let mut codes = Vec::with_capacity(texts.len());
            let mut stored = Vec::with_capacity(texts.len());
            for text in &texts {
                let found = text.as_deref().and_then(|text| id::check(kind, text, &context));
                verdicts.push(match found.as_ref().map(|found| found.verdict) {
                    Some(vn::Verdict::Valid) => 0,
                    Some(vn::Verdict::Warning) => 1,
                    Some(vn::Verdict::Invalid) => 2,
                    None => 3,
                });
                codes.push(found.as_ref().and_then(|found| found.codes.first().copied()));
                stored.push(found.and_then(|found| found.normalized));
            }
            Ok((verdicts, codes, stored))
        })
    })
}

/// What is odd about a text.
#[pyfunction]
pub(crate) fn inspect_text<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyDict>> {
    let found = calm(|| Ok(text::inspect(text)))?;
    let answer = PyDict::new(py);
    answer.set_item("verdict", found.verdict.as_str())?;
    answer.set_item("codes", found.codes)?;
    answer.set_item("normalized", found.normalized)?;
    answer.set_item("parts", found.parts.into_iter().collect::<std::collections::BTreeMap<_, _>>())?;
    Ok(answer)
}

/// A text in normal form C with single spaces.
#[pyfunction]
pub(crate) fn normalize_text(text: &str) -> PyResult<String> {
    calm(|| Ok(text::normalize(text)))
}

/// Key under which a text is found whatever its accents and case.
#[pyfunction]
pub(crate) fn search_key(text: &str) -> PyResult<String> {
    calm(|| Ok(text::search_key(text)))
}

/// What equal texts share however they were typed.
#[pyfunction]
pub(crate) fn match_key(text: &str) -> PyResult<String> {
    calm(|| Ok(text::fold_tones(text)))
}

/// A name as civil registers write it.
#[pyfunction]
pub(crate) fn register_case(name: &str) -> PyResult<String> {
    calm(|| Ok(text::register_case(name)))
}

/// Order of two texts in a Vietnamese list; of people the given name counts first.
#[pyfunction]
#[pyo3(signature = (one, other, *, people=false))]
pub(crate) fn compare_texts(one: &str, other: &str, people: bool) -> PyResult<i8> {
    let compare = if people { text::compare_people } else { text::compare };
    calm(|| Ok(compare(one, other) as i8))
}

/// An amount in đồng in words; None above what has words.
#[pyfunction]
pub(crate) fn money_in_words(dong: u64) -> PyResult<Option<String>> {
    calm(|| Ok(words::money(dong)))
}

/// A date in words, as registers write it; a month of a year or a year alone too.
#[pyfunction]
pub(crate) fn date_in_words(date: &Bound<'_, PyAny>) -> PyResult<String> {
    let date = iso(date)?;
    calm(|| Ok(PartialDate::parse(&date).map_err(refuse)?.in_words()))
}

/// What a text means on a day.
#[pyfunction]
#[pyo3(signature = (text, *, on))]
pub(crate) fn resolve_place<'py>(
    py: Python<'py>,
    text: &str,
    on: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let on = day(on)?.to_string();
    give(py, &calm(|| value::resolve_place(Gazetteer::builtin(), text, &on).map_err(refuse))?)
}

/// What a statistical code means on a day.
#[pyfunction]
#[pyo3(signature = (code, *, on))]
pub(crate) fn resolve_place_code<'py>(
    py: Python<'py>,
    code: &str,
    on: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let on = day(on)?.to_string();
    give(py, &calm(|| value::resolve_place_code(Gazetteer::builtin(), code, &on).map_err(refuse))?)
}

/// Provinces and communes with the days they exist: what is built in, and the rows of a file.
#[pyclass(frozen, module = "motcua")]
pub(crate) struct Places {
    all: Gazetteer,
}

#[pymethods]
impl Places {
    /// What is built in, and these rows.
    #[new]
    fn new(rows: &str) -> PyResult<Self> {
        calm(|| Ok(Self { all: Gazetteer::builtin().load(rows).map_err(refuse)? }))
    }

    /// As `resolve_place`.
    #[pyo3(signature = (text, *, on))]
    fn resolve<'py>(
        &self,
        py: Python<'py>,
        text: &str,
        on: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let on = day(on)?.to_string();
        give(py, &calm(|| value::resolve_place(&self.all, text, &on).map_err(refuse))?)
    }

    /// As `resolve_place_code`.
    #[pyo3(signature = (code, *, on))]
    fn resolve_code<'py>(
        &self,
        py: Python<'py>,
        code: &str,
        on: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let on = day(on)?.to_string();
        give(py, &calm(|| value::resolve_place_code(&self.all, code, &on).map_err(refuse))?)
    }
}

/// The text of a VietQR code.
#[pyfunction]
pub(crate) fn write_transfer_code(transfer: &Bound<'_, PyAny>) -> PyResult<String> {
    let transfer: TransferCode = record(transfer)?;
    calm(|| value::write_transfer_code(&transfer).map_err(refuse))
}

/// Reads the text of a VietQR code.
#[pyfunction]
pub(crate) fn read_transfer_code<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    give(py, &calm(|| value::read_transfer_code(text).map_err(refuse))?)
}

/// A day: a `date`, or ISO text.
fn day(on: &Bound<'_, PyAny>) -> PyResult<Date> {
    Date::parse_iso(&iso(on)?).map_err(|_| of_code("boundary/type"))
}

/// A `date` as text; a text as it is.
fn iso(on: &Bound<'_, PyAny>) -> PyResult<String> {
    match on.extract() {
        Ok(text) => Ok(text),
        // A `datetime` is a `date` too, and says a day only together with its zone: its text is longer and refused.
        Err(_) => {
            let text = on.call_method0("isoformat").and_then(|text| text.extract());
            text.map_err(|_| of_code("boundary/type"))
        }
    }
}

/// Whether offices work on a day, and why not.
#[pyfunction]
pub(crate) fn working_day<'py>(py: Python<'py>, on: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let on = day(on)?.to_string();
    let found = calm(|| value::office_day(Calendar::embedded(), &on).map_err(refuse))?;
    let answer = PyDict::new(py);
    answer.set_item("working", found.working)?;
    answer.set_item("reason", found.reason)?;
    answer.set_item("name", found.name.map(|name| (name.vi, name.en)))?;
    answer.set_item("legalBasis", found.legal_basis)?;
    Ok(answer)
}

/// The day that lies so many working days after another, ISO.
#[pyfunction]
pub(crate) fn add_working_days(start: &Bound<'_, PyAny>, count: u32) -> PyResult<String> {
    let start = day(start)?;
    calm(|| Ok(Calendar::embedded().add_working_days(start, count).map_err(refuse)?.to_string()))
}

/// Working days after one day, up to and with another.
#[pyfunction]
pub(crate) fn working_days_between(after: &Bound<'_, PyAny>, until: &Bound<'_, PyAny>) -> PyResult<u32> {
    let (after, until) = (day(after)?, day(until)?);
    calm(|| Calendar::embedded().working_days_between(after, until).map_err(refuse))
}

/// The due date of a term that counts from acceptance.
#[pyfunction]
#[pyo3(signature = (term, *, accepted_at))]
pub(crate) fn due_date<'py>(
    py: Python<'py>,
    term: &Bound<'py, PyAny>,
    accepted_at: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (term, at): (Term, _) = (record(term)?, seconds(accepted_at)?);
    give(py, &calm(|| dossier::due::due_date(Calendar::embedded(), &term, at).map_err(refuse))?)
}

/// The day of the lunisolar calendar: year, month, day, and whether the month is the second of its number.
#[pyfunction]
pub(crate) fn lunar_day(on: &Bound<'_, PyAny>) -> PyResult<Option<(i32, u8, u8, bool)>> {
    let on = day(on)?;
    calm(|| Ok(lunar::from_solar(on).map(|day| (day.year, day.month, day.day, day.leap))))
}
