//! Who depends on whom, and under which licence.

use super::spdx;
use crate::build::Workshop;
use crate::files;
use crate::proc::cargo;
use crate::table::{Outcome, StepResult};

/// Our crates, and which of ours each may reach, itself apart. Higher layers are free.
const LAYERS: &[(&str, &[&str])] = &[
    ("motcua-nfc", &[]),
    ("motcua-primitives", &[]),
    ("motcua-record", &[]),
    ("motcua-json", &["motcua-nfc", "motcua-record"]),
    ("motcua-scan", &["motcua-nfc", "motcua-json", "motcua-record"]),
    ("motcua-vn", &["motcua-nfc"]),
    ("motcua-types", &["motcua-nfc", "motcua-json", "motcua-record", "motcua-vn"]),
    (
        "motcua-crypto",
        &["motcua-nfc", "motcua-primitives", "motcua-json", "motcua-record", "motcua-types", "motcua-vn"],
    ),
    (
        "motcua-forms",
        &[
            "motcua-nfc",
            "motcua-json",
            "motcua-record",
            "motcua-scan",
            "motcua-vn",
            "motcua-types",
            "motcua-primitives",
            "motcua-crypto",
        ],
    ),
    (
        "motcua-dossier",
        &[
            "motcua-nfc",
            "motcua-json",
            "motcua-record",
            "motcua-vn",
            "motcua-types",
            "motcua-primitives",
            "motcua-crypto",
        ],
    ),
];

/// What must never be in the module: weight that we have smaller answers to, or clocks, threads and networks.
const HEAVY: &[&str] = &[
    "unicode-normalization",
    "serde_json",
    "regex",
    "regex-automata",
    "jsonschema",
    "chrono",
    "time",
    "tokio",
    "rayon",
    "reqwest",
    "ring",
    "openssl",
    "web-sys",
];

/// The step.
pub(crate) fn run(_: &mut Workshop) -> StepResult {
    let mut faults = layers()?;
    faults.extend(weight()?);
    let (count, bad) = licences()?;
    faults.extend(bad);
    if faults.is_empty() {
        return Ok(Outcome::Ok(format!("{count} crates in all")));
    }
    for fault in &faults {
        println!("   {fault}");
    }
    Err(format!("{} faults in the dependency graph", faults.len()))
}

fn layers() -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for (krate, may) in LAYERS {
        let reached = names(&tree(&["-p", krate, "-e", "normal"])?);
        for name in reached.iter().filter(|name| name.starts_with("motcua") && *name != krate) {
            if !may.contains(&name.as_str()) {
                faults.push(format!("{krate} must not depend on {name}"));
            }
        }
    }
    Ok(faults)
}

fn weight() -> Result<Vec<String>, String> {
    let target = "wasm32-unknown-unknown";
    let inside = names(&tree(&["-p", "motcua-wasm", "--target", target, "-e", "normal,no-proc-macro"])?);
    Ok(inside
        .iter()
        .filter(|name| HEAVY.contains(&name.as_str()))
        .map(|name| format!("{name} must not be in the module; `cargo tree -p motcua-wasm --target {target} -i {name}` says why it is"))
        .collect())
}

/// Every licence against the list in deny.toml, so that this holds without cargo-deny too.
fn licences() -> Result<(usize, Vec<String>), String> {
    let allowed = allow_list(&files::read(&files::root().join("deny.toml"))?);
    if allowed.is_empty() {
        return Err("deny.toml allows no licence".to_owned());
    }
    let text = tree(&["--workspace", "--target", "all", "-e", "normal,build,dev", "--format", "{p}|{l}"])?;
    let mut lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    lines.retain(|line| !line.is_empty());
    lines.sort_unstable();
    lines.dedup();
    let faults = lines
        .iter()
        .map(|line| line.split_once('|').unwrap_or((line, "")))
        .filter(|(_, licence)| !spdx::allowed(licence, &allowed))
        .map(|(krate, licence)| {
            format!("{krate} has the licence {licence:?}, which deny.toml does not allow")
        })
        .collect();
    Ok((lines.len(), faults))
}

fn tree(args: &[&str]) -> Result<String, String> {
    cargo().args(["tree", "--quiet", "--prefix", "none"]).args(args).output()
}

/// Names of the crates in a tree without prefixes.
fn names(tree: &str) -> Vec<String> {
    let mut names: Vec<String> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The strings of the first `allow = [ … ]` in deny.toml.
fn allow_list(toml: &str) -> Vec<String> {
    let list =
        toml.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once(']')).map(|(list, _)| list);
    let strings =
        list.unwrap_or_default().lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next());
    strings.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lists() {
        assert_eq!(
            allow_list("[licenses]\nallow = [\n  \"MIT\", # usual\n  \"ISC\",\n]\nx = [\"no\"]"),
            ["MIT", "ISC"]
        );
        assert_eq!(names("b v1.0.0 (*)\na v2.0.0\n\nb v1.0.0\n"), ["a", "b"]);
    }

    #[test]
    fn every_core_crate_has_a_layer() {
        for package in crate::steps::rust::packages("core").unwrap() {
            let known = package.name == "motcua" || LAYERS.iter().any(|(name, _)| *name == package.name);
            assert!(known, "{} is missing in LAYERS", package.name);
        }
    }
}
