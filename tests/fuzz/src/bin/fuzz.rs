//! Runs fuzz targets for a given time on a stable compiler.
//!
//! `fuzz [--seconds N] [--seed N] [--jobs N] [NAME …]` runs the targets, all when none is named, `jobs` at once.
//! `fuzz --replay FILE NAME` runs one input. `fuzz --seeds DIR NAME` writes the seeds as files, for other fuzzers.
//! `fuzz --list` names the targets.
//!
//! A panic fails the run, and so does an input that takes longer than [`HANG`]; the input is written to
//! `target/fuzz`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use motcua_fuzz::mutate::mutate;
use motcua_fuzz::random::Random;
use motcua_fuzz::{TARGETS, Target, find};

/// An input that runs for so long has hung: the slowest takes milliseconds.
const HANG: Duration = Duration::from_secs(20);

/// Inputs kept to mutate further, per target.
const POOL: usize = 512;

fn main() -> ExitCode {
    match command(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

fn command(args: &[String]) -> Result<bool, String> {
    let (mut seconds, mut seed, mut jobs, mut chosen) = (10, 1, 1, Vec::new());
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let mut number =
            || rest.next().and_then(|n| n.parse::<u64>().ok()).ok_or(format!("{arg} needs a number"));
        match arg.as_str() {
            "--seconds" => seconds = number()?,
            "--seed" => seed = number()?,
            "--jobs" => jobs = number()?.clamp(1, 64),
            "--list" => {
                TARGETS.iter().for_each(|target| println!("{}", target.name));
                return Ok(true);
            }
            "--replay" | "--seeds" => {
                let path = PathBuf::from(rest.next().ok_or(format!("{arg} needs a path"))?);
                let target = rest.next().and_then(|name| find(name)).ok_or("a target's name follows")?;
                let done = if arg == "--replay" { replay(&path, target) } else { write_seeds(&path, target) };
                return done.map(|()| true).map_err(|error| format!("{}: {error}", path.display()));
            }
            name => chosen.push(find(name).ok_or(format!("no target is called {name}"))?),
        }
    }
    if chosen.is_empty() {
        chosen = TARGETS.iter().collect();
    }
    Ok(run_all(&chosen, Duration::from_secs(seconds), seed, jobs))
}

fn replay(path: &Path, target: &Target) -> std::io::Result<()> {
    (target.run)(&std::fs::read(path)?);
    Ok(())
}

fn write_seeds(folder: &Path, target: &Target) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (index, seed) in (target.seeds)().iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{index}")), seed)?;
    }
    Ok(())
}

/// What a worker runs at the moment, so that one who hangs can be named.
type Running = Mutex<Option<(&'static str, Instant, Vec<u8>)>>;

/// Runs the targets; whether all held.
fn run_all(chosen: &[&'static Target], time: Duration, seed: u64, jobs: u64) -> bool {
    let next = AtomicUsize::new(0);
    let sound = AtomicBool::new(true);
    let over = AtomicBool::new(false);
    let running: Vec<Running> = (0..jobs).map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| watch(&running, &over));
        let workers: Vec<_> = running
            .iter()
            .map(|slot| {
                scope.spawn(|| {
                    while let Some(target) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if !run_one(target, time, seed, slot) {
                            sound.store(false, Ordering::Relaxed);
                        }
                    }
                })
            })
            .collect();
        for worker in workers {
            let _ = worker.join();
        }
        over.store(true, Ordering::Relaxed);
        let _ = watch.join();
    });
    sound.load(Ordering::Relaxed)
}

/// Ends the whole run when an input hangs: a thread cannot be stopped from outside.
fn watch(running: &[Running], over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(200));
        for slot in running {
            let Ok(held) = slot.lock() else { continue };
            if let Some((name, since, input)) = held.as_ref().filter(|(_, since, _)| since.elapsed() > HANG) {
                println!("{name}: an input hangs for {} s: {}", since.elapsed().as_secs(), keep(name, input));
                std::process::exit(1);
            }
        }
    }
}

fn run_one(target: &'static Target, time: Duration, seed: u64, slot: &Running) -> bool {
    let mut random = Random::new(seed ^ target.name.bytes().fold(0, |sum, byte| sum * 31 + u64::from(byte)));
    let mut pool = (target.seeds)();
    let seeds = pool.len();
    let start = Instant::now();
    let mut executions = 0_u64;
    let mut todo = pool.clone();
    loop {
        // The seeds as they are come first.
        let input = match todo.pop() {
            Some(seed) => seed,
            None => {
                let base = random.pick(&pool).cloned().unwrap_or_default();
                let other = random.pick(&pool).cloned().unwrap_or_default();
                mutate(&base, &other, target.words, &mut random)
            }
        };
        // The clock and the watched input are looked after now and then; most inputs take microseconds.
        if let Ok(mut held) = slot.lock() {
            *held = Some((target.name, Instant::now(), input.clone()));
        }
        executions += 1;
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
            println!("{}: broken after {executions} executions: {}", target.name, keep(target.name, &input));
            return false;
        }
        // Without coverage a few random children are kept, so that mutations add up; the seeds stay.
        if random.below(64) == 0 {
            if pool.len() < POOL {
                pool.push(input);
            } else if let Some(old) = pool.get_mut(seeds + random.below(POOL - seeds.min(POOL - 1))) {
                *old = input;
            }
        }
        if start.elapsed() >= time {
            break;
        }
    }
    if let Ok(mut held) = slot.lock() {
        *held = None;
    }
    println!("{:<16} {executions:>9} executions in {} s", target.name, start.elapsed().as_secs());
    true
}

/// Writes an input that broke something, and says where.
fn keep(name: &str, input: &[u8]) -> String {
    let folder = PathBuf::from(std::env::var_os("MOTCUA_FUZZ_DIR").unwrap_or_else(|| "target/fuzz".into()));
    let hash = input.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3)
    });
    let path = folder.join(format!("{name}-{hash:016x}"));
    match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input)) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("(not written: {error})"),
    }
}
