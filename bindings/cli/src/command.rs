//! The table of commands.

use std::ops::RangeInclusive;

use crate::args::Call;
use crate::commands;
use crate::help::Page;
use crate::lang::Lang;
use crate::outcome::{Outcome, Stop};

/// Any number of files, each of which is taken by itself.
const MANY: usize = usize::MAX;

/// One command; what its options are stands in its page.
pub(crate) struct Command {
    /// The words that call it.
    pub(crate) words: &'static [&'static str],
    /// How many files or other words follow.
    pub(crate) operands: RangeInclusive<usize>,
    /// What it does.
    pub(crate) run: fn(&Call) -> Result<Outcome, Stop>,
    pub(crate) page: Page,
}

macro_rules! page {
    ($name:literal) => {
        Page::new((
            include_str!(concat!("../help/vi/", $name, ".txt")),
            include_str!(concat!("../help/en/", $name, ".txt")),
        ))
    };
}

macro_rules! command {
    ($page:literal, [$($word:literal),+], $operands:expr, $run:path) => {
        Command { words: &[$($word),+], operands: $operands, run: $run, page: page!($page) }
    };
}

/// The page of the program itself, with the options of every command.
pub(crate) const MAIN: Page = page!("motcua");

/// Every command, in the order of the help.
pub(crate) const ALL: &[Command] = &[
    command!("validate", ["validate"], 1..=MANY, commands::validate::run),
    command!("procedure-check", ["procedure", "check"], 1..=MANY, commands::check::run),
    command!("sign", ["sign"], 1..=1, commands::sign::run),
    command!("verify", ["verify"], 1..=MANY, commands::verify::run),
    command!("seal", ["seal"], 1..=1, commands::seal::run),
    command!("open", ["open"], 1..=1, commands::open::run),
    command!("log-verify", ["log", "verify"], 1..=MANY, commands::log::run),
    command!("keys-generate", ["keys", "generate"], 0..=0, commands::keys::generate),
    command!("keys-public", ["keys", "public"], 1..=1, commands::keys::public),
    command!("keys-convert", ["keys", "convert"], 1..=1, commands::keys::convert),
    command!("keys-thumbprint", ["keys", "thumbprint"], 1..=MANY, commands::thumbprint::run),
    command!("pack-build", ["pack", "build"], 1..=1, commands::pack::build),
    command!("pack-sign", ["pack", "sign"], 1..=1, commands::pack::sign),
    command!("pack-verify", ["pack", "verify"], 1..=MANY, commands::pack::verify),
    command!("trial", ["trial"], 1..=1, commands::trial::run),
    command!("rpc", ["rpc"], 0..=0, commands::rpc::run),
    command!("conform", ["conform"], 0..=0, commands::conform::run),
    command!("completions", ["completions"], 1..=1, commands::completions::run),
    command!("man", ["man"], 0..=0, commands::man::run),
];

/// The command that `words` begin with.
pub(crate) fn find(words: &[String]) -> Option<&'static Command> {
    ALL.iter().find(|command| {
        words.len() >= command.words.len()
            && words.iter().zip(command.words).all(|(word, known)| word == known)
    })
}

/// Help for a command, or for all of them.
pub(crate) fn help(command: Option<&Command>, lang: Lang) -> String {
    match command {
        Some(command) => command.page.text(lang).to_owned(),
        None => MAIN.text(lang).replace("{commands}\n", &list(lang)),
    }
}

/// `  words  summary`, a line for each command.
fn list(lang: Lang) -> String {
    let lines = ALL
        .iter()
        .map(|command| format!("  {:<16}  {}\n", command.words.join(" "), command.page.summary(lang)));
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_options() {
        for page in ALL.iter().map(|command| &command.page).chain([&MAIN]) {
            let names =
                |lang| page.options_in(lang).into_iter().map(|opt| (opt.short, opt.name)).collect::<Vec<_>>();
            assert_eq!(names(Lang::Vi), names(Lang::En), "{}", page.text(Lang::En));
            for lang in [Lang::Vi, Lang::En] {
                assert!(page.options_in(lang).iter().all(|opt| !opt.about.is_empty()));
                let wide = page.text(lang).lines().find(|line| line.chars().count() > 80);
                assert_eq!(wide, None);
            }
            let takes =
                |lang| page.options_in(lang).iter().map(|opt| opt.value.is_some()).collect::<Vec<_>>();
            assert_eq!(takes(Lang::Vi), takes(Lang::En), "{}", page.text(Lang::Vi));
        }
    }

    #[test]
    fn every_page_names_its_command() {
        for command in ALL {
            for lang in [Lang::Vi, Lang::En] {
                let name = format!("motcua {}", command.words.join(" "));
                assert!(help(Some(command), lang).starts_with(&format!("{name}: ")), "{name}");
                assert!(help(None, lang).contains(&command.words.join(" ")));
            }
        }
    }

    #[test]
    fn words_find_their_command() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(find(&words("procedure check a.json")).unwrap().words, ["procedure", "check"]);
        assert!(find(&words("procedure")).is_none());
        assert!(find(&words("chec")).is_none());
    }
}
