//! Plain schemas: one record as text, and batches of them. Answers of batches are packed numbers.

#![allow(clippy::missing_errors_doc, reason = "what cannot fail gives a result too, see the crate")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use motcua::ErrorCode;
use motcua::forms::batch::{Batch, Checker, Memory};
use motcua::json::Policy;

use crate::error::{MotCuaError, Result, refuse};
use crate::records::Report;

/// How records are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum RecordPolicy {
    /// As signed documents: texts in normal form C, integers within ±(2^53-1), at most 8 MiB.
    Profile,
    /// As any JSON.
    Rfc8259,
}

impl From<RecordPolicy> for Policy {
    fn from(policy: RecordPolicy) -> Self {
        match policy {
            RecordPolicy::Profile => Self::PROFILE,
            RecordPolicy::Rfc8259 => Self::RFC8259,
        }
    }
}

/// A compiled JSON Schema (draft 2020-12), and how its records are read.
#[derive(uniffi::Object)]
pub struct Schema {
    checker: Arc<Checker>,
}

/// Compiles a schema (JSON text). References lead into it and into `resources`, further schemas (JSON text) by their
/// address; nothing is fetched. `assert_formats` makes `format` count, which is an annotation without it.
///
/// # Errors
/// `json/…`; `procedure/…` with the place for a schema that is none, `procedure/unresolvedRef` for a reference that
/// leads nowhere.
#[uniffi::export]
pub fn compile_schema(
    schema: String,
    resources: HashMap<String, String>,
    assert_formats: bool,
    policy: RecordPolicy,
) -> Result<Arc<Schema>, MotCuaError> {
    // A hash map has no order. Where two resources claim one `$id` the first counts, and it is the same each time.
    let mut texts: Vec<(String, String)> = resources.into_iter().collect();
    texts.sort_unstable();
    let further = texts.iter().map(|(address, text)| (address.as_str(), text.as_bytes()));
    let checker = motcua::schema::compile(schema.as_bytes(), further, assert_formats, policy.into())?;
    Ok(Arc::new(Schema { checker: Arc::new(checker) }))
}

/// Every code by its number in packed answers. The numbers belong to this version.
#[uniffi::export]
pub fn error_codes() -> Result<Vec<String>, MotCuaError> {
    Ok(ErrorCode::ALL.iter().map(|code| code.as_str().to_owned()).collect())
}

#[uniffi::export]
impl Schema {
    /// Fields by their number in packed answers: JSON Pointers, with `*` for any index or name.
    ///
    /// # Errors
    /// None in practice.
    pub fn fields(&self) -> Result<Vec<String>, MotCuaError> {
        Ok(self.checker.fields())
    }

    /// Findings of one record (JSON text), each with its place.
    ///
    /// # Errors
    /// `json/…`.
    pub fn validate(&self, record: String) -> Result<Report, MotCuaError> {
        Ok(self.checker.validate(record.as_bytes(), &mut Memory::default()).map_err(refuse)?.into())
    }

    /// Packed findings of one record (JSON text): field and code, again and again. What is no JSON is a finding too.
    ///
    /// # Errors
    /// None in practice.
    pub fn check(&self, record: String) -> Result<Vec<u32>, MotCuaError> {
        let (mut memory, mut found) = (Memory::default(), Vec::new());
        self.checker.check(record.as_bytes(), &mut memory, &mut found);
        Ok(found.into_iter().flat_map(|(field, code)| [field, code]).collect())
    }

    /// Begins a batch of records.
    ///
    /// # Errors
    /// None in practice.
    pub fn batch(&self) -> Result<Arc<SchemaBatch>, MotCuaError> {
        Ok(Arc::new(SchemaBatch { checker: Arc::clone(&self.checker), batch: Mutex::default() }))
    }
}

/// Records as NDJSON bytes, in chunks that may be cut anywhere, at most 1 MiB a record. Memory does not grow.
#[derive(uniffi::Object)]
pub struct SchemaBatch {
    checker: Arc<Checker>,
    batch: Mutex<Batch>,
}

#[uniffi::export]
impl SchemaBatch {
    /// Packed findings of the records that end in these bytes: record (from 0), field, code, again and again.
    ///
    /// # Errors
    /// None in practice.
    pub fn feed(&self, chunk: Vec<u8>) -> Result<Vec<u32>, MotCuaError> {
        let mut packed = Vec::new();
        self.lock().feed(&self.checker, &chunk, &mut packed);
        Ok(packed)
    }

    /// Packed findings of a last record without a line feed.
    ///
    /// # Errors
    /// None in practice.
    pub fn finish(&self) -> Result<Vec<u32>, MotCuaError> {
        let mut packed = Vec::new();
        self.lock().finish(&self.checker, &mut packed);
        Ok(packed)
    }

    /// Number of records so far.
    ///
    /// # Errors
    /// None in practice.
    pub fn records(&self) -> Result<u32, MotCuaError> {
        Ok(self.lock().records())
    }

    /// Number of records so far that had findings.
    ///
    /// # Errors
    /// None in practice.
    pub fn failed(&self) -> Result<u32, MotCuaError> {
        Ok(self.lock().failed())
    }
}

impl SchemaBatch {
    fn lock(&self) -> MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
