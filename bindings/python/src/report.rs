//! Records that come out: immutable, comparable, readable in a notebook.

use std::collections::BTreeMap;

use motcua::types::{pack, report};
use pyo3::prelude::*;

/// One finding about one place in a document.
#[pyclass(frozen, get_all, eq, from_py_object, module = "motcua")]
#[derive(Clone, PartialEq)]
pub(crate) struct Issue {
    /// Registered code, `area/name`.
    code: String,
    /// JSON Pointer (RFC 6901) into the data; attachments stand under `/attachments/<slot>`.
    pointer: String,
    /// `error`, `warning` or `info`.
    severity: &'static str,
    /// Values for the placeholders of the sentence.
    params: BTreeMap<String, String>,
}

#[pymethods]
impl Issue {
    fn __repr__(&self) -> String {
        format!("Issue({:?}, {:?}, {:?})", self.code, self.pointer, self.severity)
    }
}

impl From<report::Issue> for Issue {
    fn from(issue: report::Issue) -> Self {
        let severity = match issue.severity {
            report::Severity::Error => "error",
            report::Severity::Warning => "warning",
            report::Severity::Info => "info",
        };
        let params = issue.params.into_iter().map(|param| (param.name, param.value)).collect();
        Self { code: issue.code, pointer: issue.pointer, severity, params }
    }
}

impl Issue {
    pub(crate) fn to_core(&self) -> report::Issue {
        let severity = match self.severity {
            "error" => report::Severity::Error,
            "warning" => report::Severity::Warning,
            _ => report::Severity::Info,
        };
        let params = self.params.iter().map(|(name, value)| report::Param::new(name, value)).collect();
        report::Issue { code: self.code.clone(), pointer: self.pointer.clone(), severity, params }
    }
}

/// The verdict on a form, in document order.
#[pyclass(frozen, get_all, eq, skip_from_py_object, module = "motcua")]
#[derive(Clone, PartialEq)]
pub(crate) struct Report {
    /// True when no finding is an error.
    valid: bool,
    /// The findings.
    issues: Vec<Issue>,
}

#[pymethods]
impl Report {
    fn __repr__(&self) -> String {
        let valid = if self.valid { "True" } else { "False" };
        format!("Report(valid={valid}, {} issues)", self.issues.len())
    }

    fn __bool__(&self) -> bool {
        self.valid
    }
}

impl From<report::Report> for Report {
    fn from(report: report::Report) -> Self {
        Self { valid: report.valid, issues: report.issues.into_iter().map(Issue::from).collect() }
    }
}

/// A procedure that a pack holds.
#[pyclass(frozen, get_all, eq, skip_from_py_object, module = "motcua")]
#[derive(Clone, PartialEq)]
pub(crate) struct ProcedureSummary {
    /// National code.
    code: String,
    /// Version of its document.
    version: String,
    /// First day in force, `yyyy-mm-dd`.
    valid_from: String,
    /// Vietnamese name.
    name_vi: String,
    /// English name.
    name_en: String,
}

#[pymethods]
impl ProcedureSummary {
    fn __repr__(&self) -> String {
        format!("ProcedureSummary({:?}, {:?}, {:?})", self.code, self.version, self.name_vi)
    }
}

/// What a pack holds.
#[pyclass(frozen, get_all, eq, skip_from_py_object, module = "motcua")]
#[derive(Clone, PartialEq)]
pub(crate) struct PackInfo {
    /// Name of the series.
    id: String,
    /// Number within the series.
    seq: i64,
    /// First day in force, `yyyy-mm-dd`.
    valid_from: String,
    /// Procedures.
    procedures: Vec<ProcedureSummary>,
    /// Names of catalogues.
    catalogues: Vec<String>,
}

#[pymethods]
impl PackInfo {
    fn __repr__(&self) -> String {
        format!("PackInfo({:?}, seq={}, {} procedures)", self.id, self.seq, self.procedures.len())
    }
}

impl From<pack::PackInfo> for PackInfo {
    fn from(info: pack::PackInfo) -> Self {
        let summary = |found: pack::ProcedureSummary| ProcedureSummary {
            code: found.code,
            version: found.version,
            valid_from: found.valid_from,
            name_vi: found.name.vi,
            name_en: found.name.en,
        };
        Self {
            id: info.id,
            seq: info.seq,
            valid_from: info.valid_from,
            procedures: info.procedures.into_iter().map(summary).collect(),
            catalogues: info.catalogues,
        }
    }
}
