//! The documentation: code that runs, links that lead somewhere.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::node::scratch;
use super::quickstart;
use super::text::sources;
use crate::build::{self, Workshop};
use crate::proc::Cmd;
use crate::table::{Outcome, StepResult};
use crate::{files, setup};

/// Pages whose TypeScript runs.
const PAGES: &[&str] = &["README.md", "docs/quickstart/typescript.md"];

/// The page with the programs by `motcua rpc`. Its Python is run by a test of the command.
const BY_RPC: &str = "docs/quickstart/rpc.md";

/// A language without a binding.
struct Language {
    /// Of its blocks, and of its program.
    name: &'static str,
    /// Where Debian has it.
    package: &'static str,
    before: &'static [&'static str],
}

const LANGUAGES: &[Language] = &[
    Language { name: "php", package: "php-cli", before: &[] },
    Language { name: "go", package: "golang-go", before: &["run"] },
];

/// What each says, among others: the mistake in the form, what the packet's signature proves, and why another attempt's is refused.
const SAID: &[&str] = &["/sender/phone ", "Nguyễn Thị Mai: integrity", "packet.open: packet/wrongNonce"];

/// Where a TypeScript compiler and the declarations of Node are after `npm ci`.
const TYPESCRIPT: &str = "tests/packaging";

/// The step.
pub(crate) fn run(workshop: &mut Workshop) -> StepResult {
    let links = links()?;
    let mut examples = Vec::new();
    for page in PAGES {
        examples.extend(quickstart::blocks(page, "ts")?);
    }
    let cli = workshop.cli()?;
    let project = run_examples(&examples, &workshop.tarball()?, &workshop.server()?, &cli)?;
    let others = run_others(&project, &cli)?;
    Ok(Outcome::Ok(format!("{} examples, {links} links", examples.len() + others)))
}

/// Runs the programs of the quick start by `motcua rpc` over the packet that the examples left; counts them.
fn run_others(project: &Path, cli: &Path) -> Result<usize, String> {
    let mut count = 0;
    for Language { name, package, before } in LANGUAGES {
        if setup::which(name).is_none() {
            setup::debian_packages(&[package])?;
        }
        if setup::which(name).is_none() {
            println!("   NOT PRESENT: {name} (on Debian: {package}), so its program in {BY_RPC} was not run");
            continue;
        }
        for program in quickstart::blocks(BY_RPC, name)? {
            let file = format!("first_packet.{name}");
            files::write(&project.join(&file), program.as_bytes())?;
            let run = Cmd::new(name).args(*before).arg(&file).dir(project);
            let said = run.env("PATH", quickstart::path(cli)?).limit(Duration::from_secs(120)).output()?;
            for line in SAID {
                if !said.lines().any(|one| one.starts_with(line)) {
                    return Err(format!("{file} does not say {line:?}:\n{said}"));
                }
            }
            count += 1;
        }
    }
    Ok(count)
}

/// Compiles and runs the examples in a project of their own, beside the files that a first `demo` leaves and the folder
/// that `motcua trial` makes. Returns the project's folder.
fn run_examples(examples: &[String], tarball: &Path, server: &Path, cli: &Path) -> Result<PathBuf, String> {
    let project = scratch("docs")?;
    Cmd::new(server)
        .args(["--init", "--data"])
        .arg(project.join("target/demo"))
        .quiet(&setup::log("docs"))?;
    quickstart::trial(cli, &project, &setup::log("docs"))?;
    let path = quickstart::path(cli)?;
    files::write(&project.join("package.json"), br#"{"type":"module","private":true}"#)?;
    build::unpack(tarball, &project)?;
    let names: Vec<String> = (1..=examples.len()).map(|number| format!("example-{number}")).collect();
    for (name, example) in names.iter().zip(examples) {
        files::write(&project.join(format!("{name}.ts")), example.as_bytes())?;
    }
    let options =
        ["--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "--typeRoots"];
    let sources = names.iter().map(|name| format!("{name}.ts"));
    let (tsc, types) = typescript()?;
    Cmd::new(tsc)
        .args(options)
        .arg(types)
        .args(sources)
        .dir(&project)
        .limit(Duration::from_secs(120))
        .run()?;
    for name in &names {
        let script = format!("{name}.js");
        Cmd::new("node").arg(script).dir(&project).env("PATH", &path).limit(Duration::from_secs(60)).run()?;
    }
    Ok(project)
}

/// The compiler, and the folder with the declarations of Node.
fn typescript() -> Result<(PathBuf, PathBuf), String> {
    let dir = files::root().join(TYPESCRIPT);
    setup::npm_ci(&dir)?;
    let modules = dir.join("node_modules");
    Ok((modules.join(".bin/tsc"), modules.join("@types")))
}

/// Follows every link within the repository and counts them.
fn links() -> Result<usize, String> {
    let mut count = 0;
    let mut dead = Vec::new();
    for source in sources()?.iter().filter(|source| source.extension() == "md") {
        for link in links_of(source.text.as_deref().unwrap_or_default()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            count += 1;
            if let Err(why) = follow(&source.path, &link) {
                dead.push(format!("{}: {link}: {why}", source.path));
            }
        }
    }
    if dead.is_empty() {
        return Ok(count);
    }
    for line in &dead {
        println!("   {line}");
    }
    Err(format!("{} dead links", dead.len()))
}

/// Targets of `[text](target)`, outside of code.
fn links_of(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(markdown) {
        // Every second part is inside backticks.
        for part in line.split('`').step_by(2) {
            for rest in part.split("](").skip(1) {
                let target = rest.split([')', ' ']).next().unwrap_or_default();
                found.push(target.trim_matches(['<', '>']).to_owned());
            }
        }
    }
    found
}

/// The lines that are not in fenced code.
fn prose(markdown: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    markdown.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

fn follow(from: &str, link: &str) -> Result<(), String> {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let relative = if path.is_empty() {
        PathBuf::from(from)
    } else {
        inside(&Path::new(from).parent().unwrap_or(Path::new("")).join(path))
            .ok_or_else(|| "leads out of the repository".to_owned())?
    };
    let target = files::root().join(relative);
    if !target.exists() {
        return Err("does not exist".to_owned());
    }
    match anchor {
        Some(anchor) if target.extension().is_some_and(|extension| extension == "md") => {
            let known = headings(&files::read(&target)?).any(|heading| heading == anchor);
            if known { Ok(()) } else { Err("no such heading".to_owned()) }
        }
        _ => Ok(()),
    }
}

/// A path without `..`, unless it leaves the repository.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::ParentDir if clean.pop() => {}
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(clean)
}

/// Anchors of the headings, as the usual viewers make them.
fn headings(markdown: &str) -> impl Iterator<Item = String> {
    prose(markdown).filter(|line| line.starts_with('#')).map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "# Một Cửa: the SDK\n[a](b.md#c) `[no](x)`\n```ts\nlet a = [1](2);\n```\n```sh\nls\n```\n";

    #[test]
    fn reads_a_page() {
        assert_eq!(links_of(PAGE), ["b.md#c"]);
        assert_eq!(headings(PAGE).collect::<Vec<_>>(), ["một-cửa-the-sdk"]);
    }

    #[test]
    fn links_stay_inside() {
        assert_eq!(inside(Path::new("a/../b/./c")), Some(PathBuf::from("b/c")));
        assert_eq!(inside(Path::new("a/../../b")), None);
        assert!(follow("README.md", "xtask/Cargo.toml").is_ok());
        assert!(follow("README.md", "no/such/file.md").is_err());
    }
}
