//! The native core gives the answers that people have reviewed, byte for byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use motcua_conform::conform;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

/// Every file of requests below a folder that has reviewed answers beside it.
fn reviewed(dir: &Path, found: &mut Vec<(PathBuf, PathBuf)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            reviewed(&path, found);
        } else if let Some(stem) = name.strip_suffix(".expected.jsonl") {
            found.push((path.with_file_name(format!("{stem}.jsonl")), path.clone()));
        }
    }
}

#[test]
fn answers_are_the_reviewed_ones() {
    let mut files = Vec::new();
    reviewed(&cases(), &mut files);
    assert!(files.len() >= 10, "{} files of reviewed answers", files.len());
    let mut faults = Vec::new();
    for (requests, answers) in files {
        let (requests_text, answers_text) =
            (fs::read_to_string(&requests).unwrap(), fs::read_to_string(answers).unwrap());
        let (lines, wanted): (Vec<&str>, Vec<&str>) =
            (requests_text.lines().collect(), answers_text.lines().collect());
        assert_eq!(lines.len(), wanted.len(), "{}", requests.display());
        for (number, (line, wanted)) in lines.iter().zip(wanted).enumerate() {
            let answer = conform(line);
            if answer != wanted {
                let file = requests.file_name().unwrap().to_string_lossy();
                faults.push(format!("{file}:{}\n  wanted {wanted}\n  gives  {answer}", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every operation that there is has at least one reviewed case, and one that it refuses.
#[test]
fn every_operation_has_cases() {
    let mut files = Vec::new();
    reviewed(&cases(), &mut files);
    let mut seen: Vec<(String, bool)> = Vec::new();
    for (requests, answers) in files {
        let requests = fs::read_to_string(requests).unwrap();
        let answers = fs::read_to_string(answers).unwrap();
        for (request, answer) in requests.lines().zip(answers.lines()) {
            let good = answer.contains(r#""ok":true"#);
            for name in motcua_conform::names().filter(|name| request.contains(&format!("\"op\":\"{name}\"")))
            {
                seen.push((name.to_owned(), good));
            }
        }
    }
    for name in motcua_conform::names() {
        for good in [true, false] {
            let word = if good { "answered" } else { "refused" };
            assert!(seen.contains(&(name.to_owned(), good)), "no reviewed case of {name} is {word}");
        }
    }
}
