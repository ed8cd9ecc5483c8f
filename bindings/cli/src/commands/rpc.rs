//! `motcua rpc`: the public API as lines of JSON, see `docs/rpc.md`.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};

use motcua::json::to_canonical_string;
use motcua_rpc::{MAX_REQUEST, Server, describe, too_long};
use zeroize::Zeroize as _;

use crate::args::Call;
use crate::outcome::{Outcome, Stop};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    if call.flag("describe") {
        return Ok(Outcome::of(to_canonical_string(&describe()) + "\n", Vec::new()));
    }
    // A panic is an answer; what the hook would print beside it may hold what a person typed.
    std::panic::set_hook(Box::new(|_| {}));
    let input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    match serve(input, std::io::stdout().lock()) {
        Ok(()) => Ok(Outcome::silent()),
        // A peer that went away is not an error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Outcome::silent()),
        Err(error) => Err(Stop::usage(
            format!("Luồng dữ liệu bị ngắt: {error}."),
            format!("The stream broke: {error}."),
        )),
    }
}

/// Answers each line as it comes; an empty line is none.
fn serve(mut requests: impl BufRead, answers: impl Write) -> std::io::Result<()> {
    let (mut server, mut answers) = (Server::new(), BufWriter::new(answers));
    let mut line = Vec::new();
    while let Some(whole) = next_line(&mut requests, &mut line)? {
        if !whole {
            writeln!(answers, "{}", too_long())?;
        } else if !line.trim_ascii().is_empty() {
            writeln!(answers, "{}", server.call(line.trim_ascii()))?;
        } else {
            continue;
        }
        // The peer waits for this answer before it asks again. A request may have held a private key.
        answers.flush()?;
        line.zeroize();
    }
    Ok(())
}

/// The next line, in memory that a line without an end cannot fill: false when it was longer than any request.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    let (mut any, mut whole) = (false, true);
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = available.iter().position(|&byte| byte == b'\n');
        let part = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
        if line.len() + part.len() > MAX_REQUEST {
            whole = false;
            line.clear();
        }
        if whole {
            line.extend_from_slice(part);
        }
        let used = end.map_or(part.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_stream_lives_on() {
        let mut input = vec![b'a'; MAX_REQUEST + 10];
        input.extend(
            b"\n\n{\"v\":1,\"id\":7,\"op\":\"dossier.newId\"}\n{\"v\":1,\"id\":8,\"op\":\"no.such\"}",
        );
        let mut out = Vec::new();
        serve(&mut input.as_slice(), &mut out).unwrap();
        let lines: Vec<_> = std::str::from_utf8(&out).unwrap().lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].contains(r#""code":"rpc/tooLong""#), "{}", lines[0]);
        assert!(lines[1].starts_with(r#"{"id":7,"result":"urn:uuid:"#), "{}", lines[1]);
        assert!(lines[2].contains("rpc/unknownOp") && lines[2].contains(r#""id":8"#), "{}", lines[2]);
    }
}
