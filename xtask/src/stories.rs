//! The stories of the demonstration, told to real server processes over HTTP.

use crate::proc::cargo;

/// Runs them and prints one line for each.
pub(crate) fn run() -> Result<usize, String> {
    let mut told = Vec::new();
    let tests = ["--test", "stories", "--test", "procedures", "--test", "law"];
    let command = cargo().args(["test", "-p", "motcua-server"]).args(tests);
    let result = command.lines(|line| match story(line) {
        Some(ended) => told.push(ended),
        None => println!("{line}"),
    });
    println!();
    for (name, word) in &told {
        println!("{name:<60} {word}");
    }
    result?;
    let passed = told.iter().filter(|(_, word)| *word == "OK").count();
    if passed == 0 {
        return Err("no story was told".to_owned());
    }
    Ok(passed)
}

/// Name and end of a story, from a line of the test harness.
fn story(line: &str) -> Option<(String, &'static str)> {
    let (name, end) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let word = match end {
        "ok" => "OK",
        "FAILED" => "FAILED",
        _ if end.starts_with("ignored") => "SKIPPED",
        _ => return None,
    };
    Some((name.replace('_', " "), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_harness() {
        assert_eq!(
            story("test the_mother_files_with_her_own_key ... ok"),
            Some(("the mother files with her own key".to_owned(), "OK"))
        );
        assert_eq!(story("test a ... FAILED").map(|(_, word)| word), Some("FAILED"));
        assert_eq!(story("test a ... ignored, slow").map(|(_, word)| word), Some("SKIPPED"));
        assert_eq!(story("test result: ok. 3 passed"), None);
    }
}
