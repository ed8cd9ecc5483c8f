//! Sentences and lines for people.

use motcua::forms::{Length, render};
use motcua::types::report::{Param, Severity};

use crate::args::Call;
use crate::lang::Lang;
use crate::outcome::Finding;

/// The sentence of a code; a code without one stands for itself.
pub(crate) fn message(code: &str, params: &[Param], lang: Lang) -> String {
    render(code, params, lang.tag(), Length::Short).unwrap_or_else(|| code.to_owned())
}

/// The name of a severity in JSON.
pub(crate) const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

const fn severity_word(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("lỗi", "error"),
        Severity::Warning => lang.pick("lưu ý", "warning"),
        Severity::Info => lang.pick("thông tin", "info"),
    }
}

/// `file:line:column: severity code pointer`, and the sentence below it.
pub(crate) fn finding(finding: &Finding, file: &str, call: &Call) -> String {
    let place = finding.place.map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
    let word = severity_word(finding.severity, call.lang);
    let word = if call.colour { paint(word, finding.severity) } else { word.to_owned() };
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" {}", finding.pointer) };
    format!("{file}{place}: {word} {}{pointer}\n    {}\n", finding.code, finding.message)
}

fn paint(word: &str, severity: Severity) -> String {
    let colour = match severity {
        Severity::Error => 31,
        Severity::Warning => 33,
        Severity::Info => 36,
    };
    format!("\u{1b}[{colour}m{word}\u{1b}[0m")
}

/// `2 errors, 1 warning`, or that there is nothing.
pub(crate) fn summary(findings: &[Finding], lang: Lang) -> String {
    let count = |wanted| findings.iter().filter(|finding| finding.severity == wanted).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let line = match lang {
        _ if findings.is_empty() => lang.pick("Không có lỗi.", "Nothing to object to.").to_owned(),
        Lang::Vi => format!("{errors} lỗi, {warnings} lưu ý."),
        Lang::En => {
            let plural = |count| if count == 1 { "" } else { "s" };
            format!("{errors} error{}, {warnings} warning{}.", plural(errors), plural(warnings))
        }
    };
    line + "\n"
}

/// Names and what they are, a line each.
pub(crate) fn table(lines: &[(&str, &str)]) -> String {
    lines.iter().map(|(name, value)| format!("    {name:<12} {value}\n")).collect()
}
