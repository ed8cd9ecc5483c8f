//! Many records at once: NDJSON bytes in, packed issues out, in memory that does not grow with their number.
//!
//! A record is one line of JSON text; blank lines are none. An issue is three numbers: the record (from 0), the field
//! (an index of [`Checker::fields`]) and the code (an index of [`ErrorCode::ALL`]). A line that is no JSON, or that the
//! policy refuses, has one issue of the field 0 with the reader's code.

use motcua_json::{Policy, Value, find_byte, parse};
use motcua_scan::{Issue, Judge, Table};
use motcua_types::ErrorCode;
use motcua_types::report::{Report, Severity};

pub use motcua_scan::Memory;

use crate::schema::{BUDGET, Schema};

/// Longest record of a batch, in bytes.
pub const MAX_RECORD: usize = 1 << 20;

/// Number of a code in [`ErrorCode::ALL`]; one that is not registered counts as the first.
fn number_of(code: &str) -> u32 {
    let at = ErrorCode::ALL.binary_search_by(|known| known.as_str().cmp(code)).unwrap_or(0);
    u32::try_from(at).unwrap_or(0)
}

/// A schema made ready for many records.
#[derive(Clone)]
pub struct Checker {
    schema: Schema,
    table: Table,
    policy: Policy,
    /// The same for a record of a batch, which may not be as long.
    limited: Policy,
    scannable: bool,
}

impl Checker {
    /// Makes a schema ready; records are read under `policy`, and none of a batch may be longer than [`MAX_RECORD`].
    pub fn new(schema: Schema, policy: Policy) -> Self {
        let limited = policy.with_max_bytes(policy.max_bytes().min(MAX_RECORD));
        let (table, scannable) = schema.table(limited, number_of);
        Self { schema, table, policy, limited, scannable }
    }

    /// The schema.
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Where each field stands: JSON Pointers, with `*` for any index or name. An issue of a place that is not among
    /// them bears the field around it.
    pub fn fields(&self) -> Vec<String> {
        self.table.fields()
    }

    /// Judges one record, of any length that the policy allows: every issue with its place and what its sentence needs, in
    /// the order of [`Schema::check`].
    ///
    /// # Errors
    /// The reader's refusal.
    pub fn validate(&self, record: &[u8], memory: &mut Memory) -> Result<Report, motcua_json::Error> {
        let mut found = Vec::new();
        // Nearly every record is valid, which is known without a tree.
        if self.scannable && self.table.scan(record, self, memory, &mut found).is_ok() && found.is_empty() {
            return Ok(Report::new(Vec::new()));
        }
        Ok(Report::new(self.schema.check(&parse(record, &self.policy)?).0))
    }

    /// How records are read.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Checks one record and adds its issues, as (field, code), in the order of [`Schema::check`].
    pub fn check(&self, record: &[u8], memory: &mut Memory, issues: &mut Vec<Issue>) {
        if !self.scannable || self.table.scan(record, self, memory, issues).is_err() {
            self.check_tree(record, issues);
        }
    }

    /// The same by reading the record into a tree first.
    #[cold]
    pub fn check_tree(&self, record: &[u8], issues: &mut Vec<Issue>) {
        match parse(record, &self.limited) {
            Err(error) => issues.push((0, number_of(error.code()))),
            Ok(value) => {
                issues.extend(self.schema.check(&value).0.into_iter().map(|issue| {
                    let field = self.table.field(0, Some(&value), &issue.pointer);
                    (u32::try_from(field).unwrap_or(0), number_of(&issue.code))
                }));
            }
        }
    }
}

impl Judge for Checker {
    fn budget(&self) -> u64 {
        BUDGET
    }

    fn whole(
        &self,
        schema: usize,
        value: &Value,
        left: &mut u64,
        found: &mut dyn FnMut(&str, u32, bool),
    ) -> bool {
        let issues = self.schema.judge(schema, value, left);
        for issue in issues.iter().flatten() {
            found(&issue.pointer, number_of(&issue.code), issue.severity == Severity::Error);
        }
        issues.is_some()
    }

    fn format(&self, format: usize, text: &str, found: &mut dyn FnMut(u32, bool)) {
        self.schema.format_codes(format, text, &mut |code, error| found(number_of(code), error));
    }
}

/// A stream of records under one [`Checker`]: feed it chunks cut anywhere.
#[derive(Default)]
pub struct Batch {
    memory: Memory,
    /// The record that the last chunk began, and did not end.
    begun: Vec<u8>,
    /// Whether that record is longer than any may be: its rest is passed over.
    too_long: bool,
    records: u32,
    failed: u32,
    issues: Vec<Issue>,
}

impl Batch {
    /// Takes the next bytes and adds the issues of the records that end in them to `packed`, three numbers each.
    pub fn feed(&mut self, checker: &Checker, mut chunk: &[u8], packed: &mut Vec<u32>) {
        while let Some(end) = line_end(chunk) {
            let (line, rest) = chunk.split_at(end);
            chunk = rest.get(1..).unwrap_or_default();
            if self.begun.is_empty() && !self.too_long {
                self.record(checker, line, packed);
            } else {
                self.keep(line);
                self.end_begun(checker, packed);
            }
        }
        self.keep(chunk);
    }

    /// Ends the stream: what stands behind the last line feed is a record too.
    pub fn finish(&mut self, checker: &Checker, packed: &mut Vec<u32>) {
        self.end_begun(checker, packed);
    }

    /// Number of records so far.
    pub const fn records(&self) -> u32 {
        self.records
    }

    /// Number of records so far that had issues.
    pub const fn failed(&self) -> u32 {
        self.failed
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.begun.len() + bytes.len() > MAX_RECORD {
            self.too_long = true;
            self.begun.clear();
        }
        if !self.too_long {
            self.begun.extend_from_slice(bytes);
        }
    }

    fn end_begun(&mut self, checker: &Checker, packed: &mut Vec<u32>) {
        if std::mem::take(&mut self.too_long) {
            packed.extend([self.records, 0, number_of("json/tooLarge")]);
            self.records += 1;
            self.failed += 1;
            return;
        }
        let line = std::mem::take(&mut self.begun);
        self.record(checker, &line, packed);
        // The memory is used again.
        self.begun = line;
        self.begun.clear();
    }

    fn record(&mut self, checker: &Checker, line: &[u8], packed: &mut Vec<u32>) {
        if line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) {
            return;
        }
        checker.check(line, &mut self.memory, &mut self.issues);
        self.failed += u32::from(!self.issues.is_empty());
        for (field, code) in self.issues.drain(..) {
            packed.extend([self.records, field, code]);
        }
        self.records += 1;
    }
}

/// Checks a whole batch that is in memory on all processors: the packed issues, the number of records, and of those
/// with issues. Equal to one [`Batch`] over the same bytes.
#[cfg(feature = "parallel")]
pub fn check_parallel(checker: &Checker, bytes: &[u8]) -> (Vec<u32>, u32, u32) {
    use rayon::prelude::*;
    const PIECE: usize = 1 << 18;
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let line = rest.get(PIECE..).and_then(line_end).map_or(rest.len(), |end| PIECE + end + 1);
        let (piece, after) = rest.split_at(line.min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    let one = |piece: &&[u8]| {
        let (mut batch, mut packed) = (Batch::default(), Vec::new());
        batch.feed(checker, piece, &mut packed);
        batch.finish(checker, &mut packed);
        (packed, batch.records, batch.failed)
    };
    let parts: Vec<_> = pieces.par_iter().map(one).collect();
    let (mut all, mut records, mut failed) = (Vec::new(), 0, 0);
    for (packed, count, wrong) in parts {
        let (issues, _) = packed.as_chunks::<3>();
        all.extend(issues.iter().flat_map(|&[record, field, code]| [record + records, field, code]));
        records += count;
        failed += wrong;
    }
    (all, records, failed)
}

/// Where the first line ends.
fn line_end(bytes: &[u8]) -> Option<usize> {
    find_byte(bytes, b'\n')
}
