//! The one door to every build: `cargo xtask COMMAND`.
//!
//! Needs cargo, a C compiler and Node 20 or newer; sets up the rest itself, or says plainly what is missing.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod bench;
mod build;
mod cli;
mod codes;
mod demo;
mod files;
mod json;
mod mobile;
mod natives;
mod npm;
mod proc;
mod setup;
mod size;
mod steps;
mod stories;
mod table;
mod testing;
mod unicode;
mod workflows;

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match cli::parse(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("xtask: {message}\n\nTry `cargo xtask --help`.");
            return ExitCode::from(2);
        }
    };
    let done = match command {
        cli::Command::Help(text) => {
            print!("{text}");
            Ok(())
        }
        cli::Command::Demo(options) => demo::run(&options),
        cli::Command::Test(options) => testing::run(&options),
        cli::Command::Npm => npm::run(),
        cli::Command::Mobile => mobile::run(),
        cli::Command::Portal { deps_only } => build::portal_by_hand(deps_only),
        cli::Command::Bench(options) => bench::run(&options),
        cli::Command::Size => size::run(),
        cli::Command::Codes => codes::run(),
        cli::Command::Unicode => unicode::run(),
        cli::Command::Workflows => workflows::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
