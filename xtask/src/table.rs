//! How a step ended, and the table of all of them.

use std::fmt::Write as _;
use std::time::Duration;

/// The end of a step that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Ran and passed, with a note for the table.
    Ok(String),
    /// Was built, and cannot run on a machine like this one: what, and what is missing.
    Built(String),
    /// Did not run, for this reason.
    Skipped(String),
    /// What this machine has not and cannot make: published vectors, a target of the compiler.
    NotPresent(String),
}

/// The end of a step; `Err` says what failed.
pub(crate) type StepResult = Result<Outcome, String>;

/// Ran and passed, nothing to add.
pub(crate) fn ok() -> StepResult {
    Ok(Outcome::Ok(String::new()))
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    /// Name of the step.
    pub(crate) name: &'static str,
    /// How it ended.
    pub(crate) result: StepResult,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Counts of the closing line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Steps that ran and passed.
    pub(crate) passed: usize,
    /// Steps whose result cannot run here.
    pub(crate) built: usize,
    /// Steps that failed.
    pub(crate) failed: usize,
    /// Steps that did not run, or not to the end.
    pub(crate) skipped: usize,
}

/// Turns a skipped step into a failed one.
pub(crate) fn strict(result: StepResult) -> StepResult {
    match result {
        Ok(Outcome::Skipped(reason)) => Err(format!("skipped, which --strict forbids: {reason}")),
        other => other,
    }
}

/// The word and the remark that the table shows.
pub(crate) fn words(result: &StepResult) -> (&'static str, &str) {
    match result {
        Ok(Outcome::Ok(note)) => ("OK", note),
        Ok(Outcome::Built(note)) => ("BUILT, NOT RUN", note),
        Ok(Outcome::Skipped(reason)) => ("SKIPPED", reason),
        Ok(Outcome::NotPresent(reason)) => ("NOT PRESENT", reason),
        Err(message) => ("FAILED", message),
    }
}

/// Counts the rows.
pub(crate) fn totals(rows: &[Row]) -> Totals {
    let mut totals = Totals::default();
    for row in rows {
        match row.result {
            Ok(Outcome::Ok(_)) => totals.passed += 1,
            Ok(Outcome::Built(_)) => totals.built += 1,
            Ok(_) => totals.skipped += 1,
            Err(_) => totals.failed += 1,
        }
    }
    totals
}

/// The table and its closing line.
pub(crate) fn render(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        let (word, remark) = words(&row.result);
        // A remark of several lines has been printed where it arose; the table keeps the first.
        let remark = remark.lines().next().unwrap_or_default();
        let line = format!("{:<11} {:<14} {:>7.1} s  {remark}", row.name, word, row.took.as_secs_f64());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let Totals { passed, built, failed, skipped } = totals(rows);
    let built = if built > 0 { format!("{built} built and not run, ") } else { String::new() };
    let _ = writeln!(out, "\n{passed} passed, {built}{failed} failed, {skipped} skipped");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &'static str, result: StepResult) -> Row {
        Row { name, result, took: Duration::from_millis(1500) }
    }

    #[test]
    fn every_step_is_counted_once() {
        let rows = [
            row("fmt", ok()),
            row("e2e", Ok(Outcome::Skipped("no browser".into()))),
            row("vectors", Ok(Outcome::NotPresent("MOTCUA_VECTORS is not set".into()))),
            row("unit", Err("cargo test failed\nsecond line".into())),
        ];
        assert_eq!(totals(&rows), Totals { passed: 1, built: 0, failed: 1, skipped: 2 });
        let text = render(&rows);
        assert!(text.ends_with("\n\n1 passed, 1 failed, 2 skipped\n"), "{text}");
        assert!(text.contains("e2e         SKIPPED            1.5 s  no browser"), "{text}");
        assert!(!text.contains("second line"));
    }

    #[test]
    fn what_cannot_run_here_is_neither_passed_nor_skipped() {
        let text = render(&[row("mobile", Ok(Outcome::Built("no device".into())))]);
        assert!(text.contains("mobile      BUILT, NOT RUN     1.5 s  no device"), "{text}");
        assert!(text.ends_with("\n\n0 passed, 1 built and not run, 0 failed, 0 skipped\n"), "{text}");
    }

    #[test]
    fn strict_spares_only_what_no_machine_like_this_can_do() {
        assert!(strict(Ok(Outcome::Skipped("x".into()))).is_err());
        assert!(strict(Ok(Outcome::Built("x".into()))).is_ok());
        assert!(strict(Ok(Outcome::NotPresent("x".into()))).is_ok());
        assert!(strict(ok()).is_ok());
    }
}
