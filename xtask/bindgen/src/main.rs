//! `xtask-bindgen INPUT.wasm OUT_DIR`: writes `core.js`, `core_bg.wasm` and `core.d.ts` for the `web` target, without
//! the messages of panics.
//!
//! The library is used in place of the command-line tool, because the tool must have the very version of the
//! `wasm-bindgen` crate and only a lock file can promise that.
#![allow(clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::expect_used))]

mod panics;

use std::process::ExitCode;

use panics::Left;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, out] = args.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    match write(input, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(input: &str, out: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(input)
        .out_name("core")
        .typescript(true)
        .keep_debug(false)
        // As the compiler wrote them: `wasm-opt` orders functions by their names before it leaves the names out.
        .demangle(false)
        // After a trap the package starts a fresh instance.
        .reset_state_function(true)
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(|error| format!("{error:#}"))?;
    match panics::silence(output.wasm_mut()) {
        Left { functions: 1.., places: 1.. } => output.emit(out).map_err(|error| format!("{error:#}")),
        // Better to learn that a new compiler names them otherwise than to ship the messages again.
        left => Err(format!("the functions of panics were not found ({left:?})")),
    }
}
