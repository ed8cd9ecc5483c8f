//! The libraries for phones and what they travel in.

use crate::build::Workshop;
use crate::files;
use crate::mobile::{Build, assemble};
use crate::table::{Outcome, StepResult};

/// The step. One processor for each system; all of them, as they would be published, with `--long`.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    let build = if workshop.long { Build::Whole } else { Build::Trial };
    let remarks = assemble(&files::target().join("xtask/mobile"), build)?;
    let lines: Vec<&str> = remarks.iter().map(|remark| remark.line.as_str()).collect();
    let said = lines.join(" ");
    if remarks.iter().all(|remark| remark.complete) {
        Ok(Outcome::Built(said))
    } else {
        Ok(Outcome::NotPresent(said))
    }
}
