//! The quick starts: what a page shows is what runs, beside a folder that `motcua trial` makes.

use std::ffi::OsString;
use std::path::Path;

use crate::files;
use crate::proc::Cmd;

/// The blocks of a page of the repository that are fenced in a language.
pub(crate) fn blocks(page: &str, language: &str) -> Result<Vec<String>, String> {
    let found = fenced(&files::read(&files::root().join(page))?, language);
    if found.is_empty() { Err(format!("{page} has no ```{language} example")) } else { Ok(found) }
}

/// Makes `city` in a folder, as each page begins.
pub(crate) fn trial(cli: &Path, folder: &Path, log: &Path) -> Result<(), String> {
    Cmd::new(cli).arg("trial").arg(folder.join("city")).quiet(log)
}

/// The search path with the folder of the command in front.
pub(crate) fn path(cli: &Path) -> Result<OsString, String> {
    let own = cli.parent().map(Path::to_owned).into_iter();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.chain(std::env::split_paths(&others))).map_err(|error| error.to_string())
}

fn fenced(markdown: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}");
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        match &mut open {
            Some(block) if line.trim_end() == "```" => {
                found.push(std::mem::take(block));
                open = None;
            }
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
            None if line.trim_end() == opening => open = Some(String::new()),
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_one_language_are_found() {
        let page = "# a\n```ts\nlet a = 1;\n```\n```sh\nls\n```\n```ts\n2\n```\n";
        assert_eq!(fenced(page, "ts"), ["let a = 1;\n", "2\n"]);
        assert_eq!(fenced(page, "python"), Vec::<String>::new());
    }
}
