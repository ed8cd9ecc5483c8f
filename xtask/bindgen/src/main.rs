//! `xtask-bindgen INPUT.wasm OUT_DIR`: writes `core.js`, `core_bg.wasm` and `core.d.ts` for the `web` target.
//!
//! The library is used in place of the command-line tool, because the tool must have the very version of the
//! `wasm-bindgen` crate and only a lock file can promise that.
#![allow(clippy::print_stderr)]

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, out] = args.as_slice() else {
        eprintln!("usage: xtask-bindgen INPUT.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let done = bindgen
        .input_path(input)
        .out_name("core")
        .typescript(true)
        .keep_debug(false)
        .remove_name_section(true)
        // After a trap the package starts a fresh instance.
        .reset_state_function(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
