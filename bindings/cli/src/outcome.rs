//! What a command ends with, as text for people and as JSON for programs.

use motcua::ToFailure;
use motcua::failure::of_code;
use motcua::json::{Object, Value, to_canonical_string, to_value};
use motcua::types::Failure;
use motcua::types::report::{Param, Severity};

use crate::args::Call;
use crate::lang::Lang;
use crate::locate::Place;
use crate::text;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing to object to.
    Good = 0,
    /// The input was read, and something about it is wrong.
    Findings = 1,
    /// The command line was not understood, or a file could not be read.
    Usage = 2,
    /// The input was refused: not JSON, a signature that does not verify, a pack that is too old.
    Refused = 3,
}

/// One thing that was found.
pub(crate) struct Finding {
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) pointer: String,
    pub(crate) place: Option<Place>,
    pub(crate) params: Vec<Param>,
    pub(crate) message: String,
}

/// The end of a command that could do its work.
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    /// For people: everything but the findings.
    pub(crate) text: String,
    /// For programs: members beside `ok` and `findings`.
    pub(crate) members: Vec<(&'static str, Value)>,
    /// Name of the file that the findings are about.
    pub(crate) file: String,
    /// What was found, or `None` for a command that looks for nothing.
    pub(crate) findings: Option<Vec<Finding>>,
}

impl Outcome {
    /// A result without findings.
    pub(crate) fn of(text: String, members: Vec<(&'static str, Value)>) -> Self {
        Self { exit: Exit::Good, text, members, file: String::new(), findings: None }
    }

    /// Nothing more to say: the command has written its answer itself.
    pub(crate) fn silent() -> Self {
        Self::of(String::new(), Vec::new())
    }

    /// The text to print.
    pub(crate) fn render(&self, call: &Call) -> String {
        if !call.json || (self.members.is_empty() && self.findings.is_none()) {
            let findings = self.findings.iter().flatten();
            let lines: String = findings.map(|finding| text::finding(finding, &self.file, call)).collect();
            return lines + &self.text;
        }
        let mut object: Object = self.members.iter().map(|(name, value)| (*name, value.clone())).collect();
        object.insert("ok", self.exit == Exit::Good);
        if let Some(findings) = &self.findings {
            object.insert("findings", findings.iter().map(Finding::json).collect::<Vec<_>>());
        }
        to_canonical_string(&Value::Object(object)) + "\n"
    }
}

impl Finding {
    fn json(&self) -> Value {
        let mut object = Object::new();
        object.insert("code", self.code.as_str());
        object.insert("severity", text::severity_name(self.severity));
        object.insert("pointer", self.pointer.as_str());
        object.insert("message", self.message.as_str());
        describe(&mut object, &self.params, self.place);
        Value::Object(object)
    }
}

/// Adds parameters and place where there are any.
fn describe(object: &mut Object, params: &[Param], place: Option<Place>) {
    let list: Result<Vec<Value>, _> = params.iter().map(to_value).collect();
    if let Some(list) = list.ok().filter(|list| !list.is_empty()) {
        object.insert("params", list);
    }
    if let Some(place) = place {
        object.insert("line", Value::from(place.line));
        object.insert("column", Value::from(place.column));
    }
}

/// Input that was refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    file: String,
    failure: Failure,
    place: Option<Place>,
}

impl Refusal {
    pub(crate) fn json(&self, lang: Lang) -> String {
        let mut refused = Object::new();
        refused.insert("code", self.failure.code.as_str());
        refused.insert(
            "message",
            text::message(self.failure.code.as_str(), &self.failure.params, lang).as_str(),
        );
        if let Some(pointer) = &self.failure.pointer {
            refused.insert("pointer", pointer.as_str());
        }
        describe(&mut refused, &self.failure.params, self.place);
        let mut object = Object::new();
        object.insert("ok", false);
        object.insert("file", self.file.as_str());
        object.insert("refused", Value::Object(refused));
        to_canonical_string(&Value::Object(object)) + "\n"
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The command line, or a file that cannot be read.
    Usage {
        vi: String,
        en: String,
    },
    Refused(Box<Refusal>),
}

impl Stop {
    pub(crate) const fn usage(vi: String, en: String) -> Self {
        Self::Usage { vi, en }
    }

    /// A refusal of a file by the core.
    pub(crate) fn refused(file: &str, error: &impl ToFailure) -> Self {
        Self::refused_at(file, error, None)
    }

    /// The same, at a known place of the file.
    pub(crate) fn refused_at(file: &str, error: &impl ToFailure, place: Option<Place>) -> Self {
        let failure = error.to_failure();
        Self::Refused(Box::new(Refusal { file: file.to_owned(), failure, place }))
    }

    /// A refusal by its code.
    pub(crate) fn refused_code(file: &str, code: &str) -> Self {
        Self::refused(file, &of_code(code))
    }

    /// A refusal of one entry of a list.
    pub(crate) fn refused_event(file: &str, code: &str, index: usize) -> Self {
        Self::refused(file, &of_code(code).at(format!("/{index}")))
    }

    pub(crate) const fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } => Exit::Usage,
            Self::Refused(_) => Exit::Refused,
        }
    }

    /// What to say on standard error.
    pub(crate) fn text(&self, lang: Lang) -> String {
        match self {
            Self::Usage { vi, en } => format!("motcua: {}\n", lang.pick(vi, en)),
            Self::Refused(refusal) => {
                let Refusal { file, failure, place } = &**refusal;
                let place =
                    place.map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
                let inside = failure.pointer.as_deref().filter(|pointer| !pointer.is_empty());
                let inside = inside.map_or_else(String::new, |pointer| format!(" {pointer}"));
                let message = text::message(failure.code.as_str(), &failure.params, lang);
                format!("{file}{place}: {}{inside}\n    {message}\n", failure.code.as_str())
            }
        }
    }
}
