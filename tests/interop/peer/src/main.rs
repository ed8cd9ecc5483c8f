//! The product's side of the interoperability matrix.
//!
//! * `write` prints what every peer gets: objects that we made, with the key and the content that a reader must find,
//!   and orders for objects of their own.
//! * `read FILE…` reads the objects that peers made to those orders. One line for each; it fails when one does not open.
//!
//! Keys come from fixed entropy, so both halves know the same ones. They protect nothing.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]

mod orders;
mod read;
mod world;
mod write;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write"] => write::run(),
        ["read", files @ ..] if !files.is_empty() => read::run(files),
        _ => Err("usage: motcua-interop write | read FILE…".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
