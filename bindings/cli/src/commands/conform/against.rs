//! `motcua conform --against COMMAND`: the same requests through somebody else's implementation.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use super::answer;
use crate::args::Call;
use crate::outcome::{Exit, Outcome, Stop};

/// Characters of an answer that are shown.
const SHOWN: usize = 400;
/// Differences that are told in full; all are counted.
const TOLD: u64 = 20;

/// Sends standard input to both, and tells where the answers are not the same bytes.
pub(super) fn run(call: &Call, command: &str) -> Result<Outcome, Stop> {
    let mut peer = start(command).map_err(|error| broken(&error))?;
    let (Some(to_peer), Some(from_peer)) = (peer.stdin.take(), peer.stdout.take()) else {
        return Err(broken(&io::ErrorKind::BrokenPipe.into()));
    };
    let mut requests = Vec::new();
    io::stdin().lock().read_to_end(&mut requests).map_err(|error| broken(&error))?;
    let lines: Vec<&[u8]> = requests.split(|&byte| byte == b'\n').collect();
    let lines = match lines.split_last() {
        Some(([], before)) => before,
        _ => &lines,
    };
    let (count, differing, text) = thread::scope(|scope| {
        // A peer that answers late must not wait for a pipe that nobody empties.
        scope.spawn(move || feed(to_peer, lines));
        compare(call, lines, BufReader::new(from_peer))
    });
    // Reads what it said beyond the last answer by ending it.
    let _ = peer.kill();
    let _ = peer.wait();
    let said = call.lang.pick("yêu cầu, khác nhau", "requests, differing");
    let members = vec![("requests", count.into()), ("differing", differing.into())];
    let exit = if differing == 0 { Exit::Good } else { Exit::Findings };
    Ok(Outcome { exit, ..Outcome::of(format!("{text}{count} {said}: {differing}\n"), members) })
}

fn start(command: &str) -> io::Result<Child> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    Command::new(shell).args([flag, command]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
}

/// A peer that has gone away shows by the answers that it did not give.
fn feed(to_peer: impl Write, lines: &[&[u8]]) {
    let mut to_peer = BufWriter::new(to_peer);
    for line in lines {
        if to_peer.write_all(line).and_then(|()| to_peer.write_all(b"\n")).is_err() {
            return;
        }
    }
    let _ = to_peer.flush();
}

fn compare(call: &Call, lines: &[&[u8]], mut from_peer: impl BufRead) -> (i64, i64, String) {
    let (mut count, mut differing, mut text) = (0, 0, String::new());
    let mut given = Vec::new();
    for (number, line) in (1_u64..).zip(lines) {
        count += 1;
        let wanted = answer(line);
        given.clear();
        let read = from_peer.read_until(b'\n', &mut given).unwrap_or(0);
        if given.last() == Some(&b'\n') {
            given.pop();
        }
        if read > 0 && given == wanted.as_bytes() {
            continue;
        }
        differing += 1;
        if differing <= i64::try_from(TOLD).unwrap_or(i64::MAX) {
            let nothing = call.lang.pick("không trả lời", "no answer");
            let other = if read == 0 { nothing.into() } else { String::from_utf8_lossy(&given) };
            text +=
                &format!("{number}:\n    motcua  {}\n    {:<6}  {}\n", short(&wanted), "peer", short(&other));
        }
    }
    (count, differing, text)
}

fn short(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

fn broken(error: &io::Error) -> Stop {
    Stop::usage(
        format!("Không chạy được lệnh kia: {error}."),
        format!("The other command does not run: {error}."),
    )
}
