//! Plain schemas: one record as text, and batches of them. Answers are packed numbers; their names are fetched once.

use std::cell::RefCell;
use std::rc::Rc;

use motcua::forms::batch::{Batch, Checker, Memory};
use motcua::json::{self, Policy};
use motcua::types::report::Report;
use motcua::{ErrorCode, schema};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::boundary::{give_list, refuse, wrong_type};
use crate::room::written;

/// A compiled schema.
#[wasm_bindgen]
pub struct Schema {
    checker: Rc<Checker>,
    scratch: RefCell<(Memory, Vec<(u32, u32)>)>,
}

/// Compiles a schema of draft 2020-12 (JSON text). `addresses` and `resources` name further schemas, text beside text.
///
/// # Errors
/// `json/…` for a text that is no JSON, `procedure/…` with the place for a schema that is none.
#[wasm_bindgen(js_name = compileSchema)]
pub fn compile_schema(
    text: &str,
    addresses: Vec<String>,
    resources: Vec<String>,
    assert_formats: bool,
    policy: &str,
) -> Result<Schema, JsValue> {
    let policy = match policy {
        "profile" => Policy::PROFILE,
        "rfc8259" => Policy::RFC8259,
        _ => return Err(wrong_type()),
    };
    let further = addresses.iter().map(String::as_str).zip(resources.iter().map(String::as_bytes));
    let checker = schema::compile(text.as_bytes(), further, assert_formats, policy).map_err(refuse)?;
    Ok(Schema { checker: Rc::new(checker), scratch: RefCell::default() })
}

/// The issues of a report, or nothing, which costs nothing to cross.
fn told(report: Result<Report, json::Error>) -> Result<JsValue, JsValue> {
    let issues = report.map_err(refuse)?.issues;
    if issues.is_empty() { Ok(JsValue::UNDEFINED) } else { give_list(&issues) }
}

/// Every code by its number in packed issues.
#[wasm_bindgen(js_name = errorCodes)]
pub fn error_codes() -> Vec<String> {
    ErrorCode::ALL.iter().map(|code| code.as_str().to_owned()).collect()
}

#[wasm_bindgen]
impl Schema {
    /// Fields by their number in packed issues: JSON Pointers, with `*` for any index.
    pub fn fields(&self) -> Vec<String> {
        self.checker.fields()
    }

    /// Packed issues of one record: field and code, again and again; nothing when it is valid.
    pub fn check(&self, text: &str) -> Option<Vec<u32>> {
        self.find(text.as_bytes()).then(|| self.found())
    }

    /// The same for the text that the host wrote: whether there are issues, which `found` gives. A valid record makes
    /// nothing.
    #[wasm_bindgen(js_name = checkWritten)]
    pub fn check_written(&self, bytes: u32) -> bool {
        written(bytes, |text| self.find(text))
    }

    /// The packed issues of the last check; once.
    pub fn found(&self) -> Vec<u32> {
        self.scratch.borrow_mut().1.drain(..).flat_map(|(field, code)| [field, code]).collect()
    }

    fn find(&self, record: &[u8]) -> bool {
        let (memory, issues) = &mut *self.scratch.borrow_mut();
        issues.clear();
        self.checker.check(record, memory, issues);
        !issues.is_empty()
    }

    /// Issues of one record, each with its place and what its sentence needs; nothing when there are none.
    ///
    /// # Errors
    /// Refusals of the reader, as thrown objects.
    pub fn validate(&self, text: &str) -> Result<JsValue, JsValue> {
        told(self.judge(text.as_bytes()))
    }

    /// The same for the text that the host wrote.
    ///
    /// # Errors
    /// As `validate`.
    #[wasm_bindgen(js_name = validateWritten)]
    pub fn validate_written(&self, bytes: u32) -> Result<JsValue, JsValue> {
        told(written(bytes, |text| self.judge(text)))
    }

    fn judge(&self, record: &[u8]) -> Result<Report, json::Error> {
        self.checker.validate(record, &mut self.scratch.borrow_mut().0)
    }

    /// Begins a batch.
    pub fn batch(&self) -> SchemaBatch {
        SchemaBatch { checker: Rc::clone(&self.checker), batch: RefCell::default() }
    }
}

/// A stream of records, one a line.
#[wasm_bindgen]
pub struct SchemaBatch {
    checker: Rc<Checker>,
    batch: RefCell<Batch>,
}

#[wasm_bindgen]
impl SchemaBatch {
    /// Takes the next bytes: packed issues (record, field, code) of the records that end in them.
    pub fn feed(&self, chunk: &[u8]) -> Vec<u32> {
        let mut packed = Vec::new();
        self.batch.borrow_mut().feed(&self.checker, chunk, &mut packed);
        packed
    }

    /// Ends the stream: packed issues of a last record without a line feed.
    pub fn finish(&self) -> Vec<u32> {
        let mut packed = Vec::new();
        self.batch.borrow_mut().finish(&self.checker, &mut packed);
        packed
    }

    /// Number of records so far.
    #[wasm_bindgen(getter)]
    pub fn records(&self) -> u32 {
        self.batch.borrow().records()
    }

    /// Number of records so far that had issues.
    #[wasm_bindgen(getter)]
    pub fn failed(&self) -> u32 {
        self.batch.borrow().failed()
    }
}
