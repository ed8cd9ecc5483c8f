//! Fuzzing: some seconds for each target in every run, minutes with `--long`.

use std::path::PathBuf;
use std::time::Duration;

use crate::build::Workshop;
use crate::proc::{Cmd, cargo};
use crate::table::{Outcome, StepResult};
use crate::{files, setup};

/// Seconds for each target in every run.
const SHORT: u64 = 10;

/// Seconds for each target with `--long`.
const LONG: u64 = 600;

/// Targets that run at once.
const JOBS: usize = 2;

/// What makes the compiler count edges and compared values, as libFuzzer wants them.
const COVERAGE: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
];

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    cargo().args(["build", "--quiet", "--profile", "fuzzing", "-p", "motcua-fuzz"]).run()?;
    let driver = files::target().join("fuzzing/fuzz");
    let names = Cmd::new(&driver).arg("--list").output()?;
    let names: Vec<&str> = names.lines().collect();
    let seconds = if workshop.long { LONG } else { SHORT };
    if workshop.long && nightly() {
        follow_coverage(&driver, &names, seconds)?;
        return Ok(Outcome::Ok(format!("{} targets, {seconds} s each, following coverage", names.len())));
    }
    let rounds = names.len().div_ceil(JOBS) as u64;
    Cmd::new(&driver)
        .args(["--seconds", &seconds.to_string(), "--jobs", &JOBS.to_string()])
        .env("MOTCUA_FUZZ_DIR", found())
        .limit(Duration::from_secs(rounds * (seconds + 30)))
        .run()?;
    Ok(Outcome::Ok(format!("{} targets, {seconds} s each", names.len())))
}

/// Where inputs that break something are left.
fn found() -> PathBuf {
    files::target().join("fuzz")
}

fn nightly() -> bool {
    setup::which("rustup").is_some()
        && Cmd::new("rustup").args(["toolchain", "list"]).output().is_ok_and(|list| list.contains("nightly"))
}

/// The same targets under libFuzzer, from the driver's seeds.
fn follow_coverage(driver: &PathBuf, names: &[&str], seconds: u64) -> Result<(), String> {
    let host = Cmd::new("rustc").args(["--print", "host-tuple"]).output()?;
    let host = host.trim();
    println!("   compiling the targets with coverage");
    // With --target the flags reach what is fuzzed alone, not the build scripts that run here.
    Cmd::new("cargo")
        .args([
            "+nightly",
            "build",
            "--quiet",
            "--profile",
            "fuzzing",
            "-p",
            "motcua-fuzz",
            "--features",
            "coverage",
        ])
        .args(["--bin", "fuzz-coverage", "--target", host])
        .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"))
        .run()?;
    let program = files::target().join(host).join("fuzzing/fuzz-coverage");
    files::make_dir(&found())?;
    for pair in names.chunks(JOBS) {
        let mut results = Vec::new();
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                pair.iter().map(|name| scope.spawn(|| libfuzzer(&program, driver, name, seconds))).collect();
            results.extend(
                workers.into_iter().map(|worker| worker.join().unwrap_or(Err("panicked".to_owned()))),
            );
        });
        results.into_iter().collect::<Result<(), String>>()?;
    }
    Ok(())
}

fn libfuzzer(program: &PathBuf, driver: &PathBuf, name: &str, seconds: u64) -> Result<(), String> {
    let corpus = files::target().join("fuzz-corpus").join(name);
    Cmd::new(driver).arg("--seeds").arg(&corpus).arg(name).run()?;
    let log = files::target().join("fuzz-corpus").join(format!("{name}.log"));
    Cmd::new(program)
        .arg(&corpus)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/{name}-", found().display()))
        .args(["-max_len=65536", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"])
        .env("MOTCUA_FUZZ_TARGET", name)
        .limit(Duration::from_secs(seconds + 120))
        .quiet(&log)?;
    let said = files::read(&log)?;
    let stat =
        |key: &str| said.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("?").trim().to_owned();
    println!("{name:<16} {:>9} executions", stat("stat::number_of_executed_units:"));
    Ok(())
}
