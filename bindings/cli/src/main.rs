//! `motcua`: the core at the command line, for people who integrate it.
//!
//! Exit codes: 0 nothing to object to, 1 findings, 2 the command was not understood, 3 the input was refused.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod args;
mod command;
mod commands;
mod embedded;
mod entropy;
mod help;
mod input;
mod keyfile;
mod lang;
mod locate;
mod many;
mod outcome;
mod output;
mod text;
mod trust;

use std::io::Write;
use std::process::ExitCode;

use crate::args::Wish;
use crate::lang::Lang;
use crate::outcome::{Exit, Stop};

fn main() -> ExitCode {
    let words: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    let lang = Lang::choose(&words);
    let exit = match args::read(words, lang) {
        Ok(Wish::Show(text)) => print(&text, Exit::Good),
        Ok(Wish::Run(call)) => many::run(&call, lang),
        Err(stop) => complain(&stop, lang),
    };
    ExitCode::from(exit as u8)
}

/// Writes to standard output; a reader who has gone away is no failure of ours.
fn print(text: &str, exit: Exit) -> Exit {
    let _ = std::io::stdout().write_all(text.as_bytes());
    exit
}

fn complain(stop: &Stop, lang: Lang) -> Exit {
    let _ = std::io::stderr().write_all(stop.text(lang).as_bytes());
    stop.exit()
}
