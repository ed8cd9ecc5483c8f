//! `motcua conform`: requests on standard input, answers on standard output.

mod against;

use std::io::{BufRead, BufWriter, ErrorKind, Write};
use std::process::Command;

use crate::args::Call;
use crate::outcome::{Exit, Outcome, Stop};

/// The answer to a line that is not UTF-8; such a line never reaches the entry, which takes text.
const NOT_UTF8: &str = r#"{"code":"json/utf8","id":null,"ok":false}"#;

/// Where the test build of the module lies, unless `--module` says so.
const MODULE: &str = "MOTCUA_CONFORM_WEB";

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    if let Some(command) = call.option("against") {
        return against::run(call, command);
    }
    match call.option("target") {
        None | Some("native") => native(std::io::stdin().lock(), std::io::stdout().lock()).or_else(gone),
        Some("node") => node(call),
        Some(_) => {
            Err(Stop::usage("--target là native hoặc node.".into(), "--target is native or node.".into()))
        }
    }
}

/// Answers each line as it comes.
fn native(mut requests: impl BufRead, answers: impl Write) -> std::io::Result<Outcome> {
    let mut answers = BufWriter::new(answers);
    let mut line = Vec::new();
    loop {
        line.clear();
        if requests.read_until(b'\n', &mut line)? == 0 {
            answers.flush()?;
            return Ok(Outcome::silent());
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        writeln!(answers, "{}", answer(&line))?;
        // Somebody may be waiting for this answer before sending the next request.
        answers.flush()?;
    }
}

/// The answer to one line.
fn answer(line: &[u8]) -> String {
    std::str::from_utf8(line).map_or_else(|_| NOT_UTF8.to_owned(), motcua_conform::conform)
}

/// A reader who has had enough is not an error.
fn gone(error: std::io::Error) -> Result<Outcome, Stop> {
    if error.kind() == ErrorKind::BrokenPipe {
        return Ok(Outcome::silent());
    }
    Err(Stop::usage(format!("Luồng dữ liệu bị ngắt: {error}."), format!("The stream broke: {error}.")))
}

/// Hands the stream to Node, with the test build of the npm module.
fn node(call: &Call) -> Result<Outcome, Stop> {
    let folder = call.option("module").map(std::ffi::OsString::from).or_else(|| std::env::var_os(MODULE));
    let folder = folder.ok_or_else(|| {
        Stop::usage(
            format!("Với --target node cần có --module THƯ-MỤC hoặc biến {MODULE}."),
            format!("--target node needs --module FOLDER or the variable {MODULE}."),
        )
    })?;
    let script = include_str!("conform.mjs");
    let status =
        Command::new("node").args(["--input-type=module", "--eval", script, "--"]).arg(folder).status();
    match status {
        Ok(status) if status.success() => Ok(Outcome::silent()),
        Ok(_) => Ok(Outcome { exit: Exit::Findings, ..Outcome::silent() }),
        Err(error) => Err(Stop::usage(
            format!("Không chạy được node: {error}."),
            format!("node does not start: {error}."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(requests: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        assert!(native(requests, &mut out).is_ok());
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_line_has_its_answer() {
        let lines = answers(b"{\"id\":1,\"op\":\"no.such\"}\n\n\xff\xfe\n{\"id\":2,\"op\":\"text.searchKey\",\"args\":{\"text\":\"\xc3\xa1\"}}");
        assert_eq!(
            lines,
            [
                r#"{"code":"conformance/unknownOp","id":1,"ok":false}"#,
                r#"{"code":"json/syntax","id":null,"ok":false}"#,
                NOT_UTF8,
                r#"{"id":2,"ok":true,"value":"a"}"#,
            ]
        );
    }
}
