//! `motcua validate --batch`: records as NDJSON, one answer for each that is not in order, in memory that does not grow
//! with their number.
//!
//! The input is read in pieces of whole lines. Each piece is judged on all processors at once, and its answers are written
//! in the order of the records before the next piece is read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use motcua::ErrorCode;
use motcua::forms::CompiledProcedure;
use motcua::forms::batch::{Checker, MAX_RECORD, Memory};
use motcua::forms::schema::{Options, Schema};
use motcua::json::{Object, Policy, Value, to_canonical_string, to_value};
use motcua::types::report::{Issue, Severity};
use motcua::types::submission::{Attachment, Channel};

use super::validate;
use crate::args::Call;
use crate::input;
use crate::outcome::{Exit, Outcome, Stop};
use crate::output::{self, Draft, Existing, Readers};

/// Bytes of a piece: enough for all processors to have work, little enough for any machine.
const PIECE: usize = 4 << 20;

/// How often progress is told.
const EVERY: Duration = Duration::from_millis(500);

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let judge = Judge::new(call)?;
    let name = call.operand();
    let input: Box<dyn Read> = match name {
        "-" => Box::new(io::stdin().lock()),
        _ => Box::new(File::open(name).map_err(|error| input::unreadable(name, &error))?),
    };
    let mut progress = Progress::new(call)?;
    let mut work = Work { judge: &judge, packed: call.flag("packed"), records: 0, failed: 0 };
    match call.option("output") {
        // What was found about people's data names no value of it, but which record is wrong is nobody else's business.
        Some(file) => {
            let mut draft = Draft::begin(file, Readers::Owner, Existing::Replace)?;
            work.all(input, &mut draft, &mut progress).map_err(|fault| fault.stop(name, file))?;
            draft.commit()?;
        }
        None => match work.all(input, &mut io::stdout().lock(), &mut progress) {
            Err(Fault::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
            done => done.map_err(|fault| fault.stop(name, "-"))?,
        },
    }
    progress.end(work.records, work.failed, call);
    let exit = if work.failed == 0 { Exit::Good } else { Exit::Findings };
    Ok(Outcome { exit, ..Outcome::silent() })
}

/// Which side broke.
enum Fault {
    Read(io::Error),
    Write(io::Error),
}

impl Fault {
    fn stop(&self, from: &str, to: &str) -> Stop {
        match self {
            Self::Read(error) => input::unreadable(from, error),
            Self::Write(error) => output::unwritable(to, error),
        }
    }
}

/// What each record is held against.
enum Judge {
    Schema { checker: Box<Checker>, fields: Vec<String> },
    Procedure { procedure: Arc<CompiledProcedure>, attachments: Vec<Attachment>, channel: Channel, now: i64 },
}

impl Judge {
    fn new(call: &Call) -> Result<Self, Stop> {
        let Some(file) = call.option("schema") else {
            let now = input::now(call)?;
            return Ok(Self::Procedure {
                procedure: validate::procedure(call, now)?,
                attachments: validate::attachments(call)?,
                channel: validate::channel(call)?,
                now,
            });
        };
        let document = input::json(file, &input::bytes(file)?, &Policy::RFC8259)?;
        let schema = Schema::compile_draft(&document, &Options::default()).map_err(|found| {
            let code = found.first().map_or("procedure/badKeyword", |first| first.code.as_str());
            Stop::refused_code(file, code)
        })?;
        let checker = Box::new(Checker::new(schema, Policy::RFC8259));
        Ok(Self::Schema { fields: checker.fields(), checker })
    }

    /// The answer to one record, at the end of `out`; whether it has an error.
    fn record(&self, memory: &mut Memory, number: u64, line: &[u8], packed: bool, out: &mut String) -> bool {
        let refused = |code: &str| (vec![issue(code)], true);
        let (issues, failed) = if line.len() > MAX_RECORD {
            refused("json/tooLarge")
        } else {
            match self {
                Self::Schema { checker, fields } => {
                    let mut found = Vec::new();
                    checker.check(line, memory, &mut found);
                    let list: Vec<Issue> = found
                        .into_iter()
                        .map(|(field, code)| Issue {
                            pointer: fields.get(field as usize).cloned().unwrap_or_default(),
                            ..issue(ErrorCode::ALL.get(code as usize).map_or("", |code| code.as_str()))
                        })
                        .collect();
                    let failed = !list.is_empty();
                    (list, failed)
                }
                Self::Procedure { procedure, attachments, channel, now } => {
                    match procedure.validate_text(line, attachments, *channel, *now) {
                        Ok(report) => {
                            let valid = report.valid;
                            (report.issues, !valid)
                        }
                        Err(error) => refused(error.code()),
                    }
                }
            }
        };
        write(number, &issues, packed, out);
        failed
    }
}

fn issue(code: &str) -> Issue {
    Issue { code: code.to_owned(), pointer: String::new(), severity: Severity::Error, params: Vec::new() }
}

/// One line a record, or with `packed` one line an issue: `[record, pointer, code]`.
fn write(number: u64, issues: &[Issue], packed: bool, out: &mut String) {
    let number = Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    if packed {
        for issue in issues {
            let triple = [number.clone(), issue.pointer.as_str().into(), issue.code.as_str().into()];
            out.push_str(&to_canonical_string(&Value::Array(triple.into())));
            out.push('\n');
        }
    } else if !issues.is_empty() {
        let mut line = Object::new();
        line.insert("record", number);
        line.insert("issues", issues.iter().filter_map(|issue| to_value(issue).ok()).collect::<Vec<_>>());
        out.push_str(&to_canonical_string(&line.into()));
        out.push('\n');
    }
}

struct Work<'a> {
    judge: &'a Judge,
    packed: bool,
    records: u64,
    failed: u64,
}

impl Work<'_> {
    fn all(&mut self, input: impl Read, out: &mut dyn Write, progress: &mut Progress) -> Result<(), Fault> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let mut piece = Vec::with_capacity(PIECE);
        let mut rest = Vec::new();
        loop {
            piece.clear();
            piece.append(&mut rest);
            let end = fill(&mut input, &mut piece).map_err(Fault::Read)?;
            if !end {
                let whole = piece.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                rest.extend(piece.drain(whole..));
            }
            self.piece(&piece, out).map_err(Fault::Write)?;
            progress.tell(self.records, self.failed);
            if end {
                break;
            }
        }
        // Whoever reads the answers knows by this line that they are complete.
        let number = |count: u64| Value::from(i64::try_from(count).unwrap_or(i64::MAX));
        let last: Object =
            [("done", true.into()), ("failed", number(self.failed)), ("records", number(self.records))]
                .into_iter()
                .collect();
        writeln!(out, "{}", to_canonical_string(&last.into())).map_err(Fault::Write)?;
        out.flush().map_err(Fault::Write)
    }

    /// Judges whole lines on all processors, and writes the answers in their order.
    fn piece(&mut self, piece: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let blank = |line: &&[u8]| line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        let lines: Vec<&[u8]> = piece.split(|&byte| byte == b'\n').filter(|line| !blank(line)).collect();
        if lines.is_empty() {
            return Ok(());
        }
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let share = lines.len().div_ceil(workers);
        let (judge, packed, first) = (self.judge, self.packed, self.records);
        let answers = thread::scope(|scope| {
            let threads: Vec<_> = lines
                .chunks(share)
                .zip((first..).step_by(share))
                .map(|(lines, first)| {
                    scope.spawn(move || {
                        let (mut memory, mut text, mut failed) = (Memory::default(), String::new(), 0);
                        for (number, line) in (first..).zip(lines) {
                            failed += u64::from(judge.record(&mut memory, number, line, packed, &mut text));
                        }
                        (text, failed)
                    })
                })
                .collect();
            threads.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for answer in answers {
            // The core does not panic; should it, the batch ends instead of leaving records out.
            let (text, failed) = answer.map_err(|_| io::Error::other("runtime/panic"))?;
            out.write_all(text.as_bytes())?;
            self.failed += failed;
        }
        self.records += lines.len() as u64;
        Ok(())
    }
}

/// Reads until a piece is full; whether the input has ended. Of a line that is longer than any record only so much is
/// kept that it is still too long.
fn fill(input: &mut impl BufRead, piece: &mut Vec<u8>) -> io::Result<bool> {
    let mut line_start = piece.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    while piece.len() < PIECE {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(true);
        }
        let end = available.iter().position(|&byte| byte == b'\n');
        let part = available.get(..end.map_or(available.len(), |end| end + 1)).unwrap_or_default();
        let used = part.len();
        let room = (MAX_RECORD + 1).saturating_sub(piece.len() - line_start);
        let body = end.map_or(part, |end| part.get(..end).unwrap_or_default());
        piece.extend_from_slice(body.get(..room.min(body.len())).unwrap_or_default());
        if end.is_some() {
            piece.push(b'\n');
            line_start = piece.len();
        }
        input.consume(used);
    }
    Ok(false)
}

/// Tells on standard error how far the batch is.
struct Progress {
    shown: bool,
    last: Instant,
    started: Instant,
}

impl Progress {
    fn new(call: &Call) -> Result<Self, Stop> {
        let shown = match call.choice("progress", &["auto", "always", "never"])? {
            "always" => true,
            "never" => false,
            _ => io::stderr().is_terminal(),
        };
        Ok(Self { shown, last: Instant::now(), started: Instant::now() })
    }

    fn tell(&mut self, records: u64, failed: u64) {
        if self.shown && self.last.elapsed() >= EVERY {
            self.last = Instant::now();
            let _ = write!(io::stderr(), "\r{records} / {failed}");
        }
    }

    fn end(&self, records: u64, failed: u64, call: &Call) {
        if self.shown {
            let (all, bad) = (call.lang.pick("bản ghi", "records"), call.lang.pick("có lỗi", "with errors"));
            let seconds = self.started.elapsed().as_secs_f64();
            let _ = writeln!(io::stderr(), "\r{records} {all}, {failed} {bad}, {seconds:.1} s");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_long_ones_are_cut() {
        let long = "x".repeat(MAX_RECORD + 500);
        let text = format!("{{}}\n{long}\n{{}}\n1");
        let mut input = BufReader::with_capacity(100, text.as_bytes());
        let mut piece = Vec::new();
        assert!(fill(&mut input, &mut piece).unwrap());
        let lines: Vec<_> = piece.split(|&byte| byte == b'\n').map(<[u8]>::len).collect();
        assert_eq!(lines, [2, MAX_RECORD + 1, 2, 1]);
    }
}
