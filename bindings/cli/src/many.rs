//! One command over one file, or over many: each is answered by itself, what is refused stops nothing, and the exit code is
//! the worst of all.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

use crate::args::Call;
use crate::lang::Lang;
use crate::outcome::{Exit, Stop};
use crate::{complain, print};

/// How often progress is told.
const EVERY: Duration = Duration::from_millis(500);

/// Runs the command; over several files one after the other, with progress on a terminal.
pub(crate) fn run(call: &Call, lang: Lang) -> Exit {
    if call.operands.len() < 2 {
        return one(call, lang);
    }
    if call.option("output").is_some() {
        let stop =
            Stop::usage("--output chỉ đi với một tệp.".into(), "--output goes with one file alone.".into());
        return complain(&stop, lang);
    }
    let all = call.operands.len();
    // Findings on a terminal are progress enough; beside a pipe or a file the count says that something happens.
    let shown = stderr().is_terminal() && !std::io::stdout().is_terminal();
    let (mut worst, mut last) = (Exit::Good, Instant::now());
    for (done, file) in call.operands.iter().enumerate() {
        if shown && last.elapsed() >= EVERY {
            last = Instant::now();
            let _ = write!(stderr(), "\r{done} / {all}");
        }
        worst = worst.max(one(&call.with(file), lang));
    }
    if shown {
        let _ = writeln!(stderr(), "\r{all} / {all}");
    }
    worst
}

fn one(call: &Call, lang: Lang) -> Exit {
    match (call.command.run)(call) {
        Ok(outcome) => print(&outcome.render(call), outcome.exit),
        Err(Stop::Refused(refusal)) if call.json => print(&refusal.json(lang), Exit::Refused),
        Err(stop) => complain(&stop, lang),
    }
}
