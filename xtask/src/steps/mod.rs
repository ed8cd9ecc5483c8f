//! The steps of `cargo xtask test`, in the order they run: cheap ones first.

mod bindings;
mod docs;
mod fuzz;
mod graph;
mod hygiene;
mod kotlin;
mod matrix;
mod mobile;
mod node;
mod oracles;
mod python;
mod quickstart;
mod rust;
mod shrink;
mod spdx;
mod swift;
mod text;

pub(crate) use bindings::{copy, copy_dir, generate};
pub(crate) use kotlin::{facade, jvm_program};
pub(crate) use oracles::environment;
pub(crate) use python::interpreter;
pub(crate) use swift::swift_program;

use crate::build::Workshop;
use crate::table::StepResult;

/// One step.
pub(crate) struct Step {
    /// Name for `--only` and for the table.
    pub(crate) name: &'static str,
    /// What it proves, in a few words.
    pub(crate) about: &'static str,
    /// Whether it waits for `--long`.
    pub(crate) long: bool,
    /// What it does.
    pub(crate) run: fn(&mut Workshop) -> StepResult,
}

const fn step(name: &'static str, about: &'static str, run: fn(&mut Workshop) -> StepResult) -> Step {
    Step { name, about, long: false, run }
}

/// Every step.
pub(crate) const ALL: &[Step] = &[
    step("fmt", "the Rust code is formatted", rust::fmt),
    step(
        "hygiene",
        "nothing unfinished, no machine's paths, no unknown hosts, no procedure in a program",
        hygiene::run,
    ),
    step("graph", "crates depend downwards, and on acceptable licences", graph::run),
    step("clippy", "lints, native and WebAssembly", rust::clippy),
    step("unit", "tests of every crate but the server", rust::unit),
    step("vectors", "published test suites", rust::vectors),
    step("reference", "a second dossier engine agrees on 100,000 random logs", rust::reference),
    step("fuzz", "random bytes find no panic and break no law", fuzz::run),
    step("server", "tests of the server", rust::server),
    step("check", "the stories over HTTP", rust::check),
    step("oracles", "the answers beside other people's libraries", oracles::run),
    step(
        "matrix",
        "jose, jwcrypto, joserfc and a plain JDK read what we write, and we read theirs",
        matrix::run,
    ),
    step("npm", "the package is built and within its size", node::npm),
    step("library", "the package's own tests, in Node and in a browser", node::library),
    step("node", "native and npm answer in equal bytes", node::conformance),
    step("python", "the Python package: its tests, and equal bytes", python::run),
    step("kotlin", "the Kotlin facade on the JVM: its tests, and equal bytes", kotlin::run),
    step("swift", "the Swift facade on Linux: its tests, and equal bytes", swift::run),
    step("mobile", "what app teams take: assembled, linked, each library looked into", mobile::run),
    step("packaging", "the tarball works in every kind of project", node::packaging),
    step("engines", "the tarball in three browser engines: its calls, and equal bytes", node::engines),
    step("docs", "the README's code runs, links lead somewhere", docs::run),
    step("portal", "the portal builds on the tarball", node::portal),
    step("e2e", "the stories in a browser", node::e2e),
    // After the browser: it also opens the packet that the portal sent there.
    step("interop", "stock npm jose reads what the package, the server and the portal send", node::interop),
    Step {
        name: "differential",
        about: "documents from a new seed, until a difference is found or the time is over",
        long: true,
        run: node::differential,
    },
    Step { name: "deny", about: "cargo-deny: licences, bans, sources", long: true, run: rust::deny },
];
