//! `motcua-server`: intake and desk of the demonstration portal.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome =
        motcua_server::args::parse(std::env::args().skip(1)).and_then(|args| motcua_server::run(&args));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}
