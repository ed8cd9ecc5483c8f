//! `cargo xtask test`: which steps run, and what became of them.

use std::time::Instant;

use crate::build::Workshop;
use crate::cli::Test;
use crate::steps::{self, Step};
use crate::table::{self, Row};

/// `cargo xtask test`.
pub(crate) fn run(options: &Test) -> Result<(), String> {
    if options.list {
        for step in steps::ALL {
            let mark = if step.long { " (--long)" } else { "" };
            println!("{:<11} {}{mark}", step.name, step.about);
        }
        return Ok(());
    }
    let chosen = choose(&options.only, options.long)?;
    let mut workshop = Workshop::new(options.long);
    let mut rows = Vec::new();
    for (index, step) in chosen.iter().enumerate() {
        println!("\n== {} ({}/{}) · {}", step.name, index + 1, chosen.len(), step.about);
        let start = Instant::now();
        let mut result = (step.run)(&mut workshop);
        if options.strict {
            result = table::strict(result);
        }
        let (word, remark) = table::words(&result);
        println!("   {}", [word, remark].join(" ").trim_end());
        rows.push(Row { name: step.name, result, took: start.elapsed() });
    }
    let left_out: Vec<&str> = if options.only.is_empty() {
        let left_out = |step: &&Step| chosen.iter().all(|other| other.name != step.name);
        steps::ALL.iter().filter(left_out).map(|step| step.name).collect()
    } else {
        Vec::new()
    };
    println!();
    if !left_out.is_empty() {
        println!("not chosen, they need --long: {}\n", left_out.join(", "));
    }
    print!("{}", table::render(&rows));
    match table::totals(&rows).failed {
        0 => Ok(()),
        1 => Err("one step failed".to_owned()),
        failed => Err(format!("{failed} steps failed")),
    }
}

fn choose(only: &[String], long: bool) -> Result<Vec<&'static Step>, String> {
    if let Some(unknown) = only.iter().find(|name| steps::ALL.iter().all(|step| step.name != **name)) {
        let names: Vec<&str> = steps::ALL.iter().map(|step| step.name).collect();
        return Err(format!("no step is called {unknown}; there are {}", names.join(", ")));
    }
    let wanted = |step: &&Step| {
        if only.is_empty() { long || !step.long } else { only.iter().any(|name| name == step.name) }
    };
    Ok(steps::ALL.iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], long: bool) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        choose(&only, long).unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn long_steps_wait_to_be_asked() {
        assert!(!names(&[], false).contains(&"deny"));
        assert!(names(&[], true).contains(&"deny"));
        assert_eq!(names(&["deny"], false), ["deny"]);
    }

    #[test]
    fn order_is_ours_and_names_are_known() {
        assert_eq!(names(&["unit", "fmt"], false), ["fmt", "unit"]);
        assert!(choose(&["unti".to_owned()], false).is_err());
        let mut all: Vec<&str> = steps::ALL.iter().map(|step| step.name).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), steps::ALL.len(), "two steps share a name");
    }
}
