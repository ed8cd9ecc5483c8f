//! One target under libFuzzer: `MOTCUA_FUZZ_TARGET` names it, arguments are those of libFuzzer.
#![no_main]
#![allow(unsafe_code, reason = "libFuzzer finds its entry by an exported symbol")]

use std::sync::OnceLock;

static RUN: OnceLock<fn(&[u8])> = OnceLock::new();

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let run = RUN.get_or_init(|| {
        let name = std::env::var("MOTCUA_FUZZ_TARGET").unwrap_or_default();
        motcua_fuzz::find(&name).expect("MOTCUA_FUZZ_TARGET names a target").run
    });
    run(data);
});
