//! Fuzz targets: what any bytes may be thrown at, and laws that must hold whatever they are.
//!
//! A target is a function of bytes that panics when a law is broken. `fuzz` (stable) mutates the seeds and runs
//! them for a given time; `fuzz-coverage` (nightly) runs the same functions under libFuzzer. To add a target, write
//! `targets/<name>.rs` with a `TARGET` and put it into [`TARGETS`].

pub mod mutate;
pub mod random;
mod targets;

pub use targets::TARGETS;

/// One thing to fuzz.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Name on the command line and of the files that are left behind.
    pub name: &'static str,
    /// Inputs to start from: well-formed, and close to the edges.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Words that this input is made of; mutations insert them.
    pub words: &'static [&'static str],
    /// Runs one input; panics when a law is broken.
    pub run: fn(&[u8]),
}

/// The target of a name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
