//! The table of commands.

use std::ops::RangeInclusive;

use crate::args::Call;
use crate::commands;
use crate::lang::Lang;
use crate::outcome::{Outcome, Stop};

/// One command.
pub(crate) struct Command {
    /// The words that call it.
    pub(crate) words: &'static [&'static str],
    /// Its own options; each takes a value.
    pub(crate) options: &'static [&'static str],
    /// How many files or other words follow.
    pub(crate) operands: RangeInclusive<usize>,
    /// What it does.
    pub(crate) run: fn(&Call) -> Result<Outcome, Stop>,
    vi: &'static str,
    en: &'static str,
}

macro_rules! help {
    ($name:literal) => {
        (
            include_str!(concat!("../help/vi/", $name, ".txt")),
            include_str!(concat!("../help/en/", $name, ".txt")),
        )
    };
}

const MAIN: (&str, &str) = help!("motcua");
const CONFORM: (&str, &str) = help!("conform");
const VALIDATE: (&str, &str) = help!("validate");
const CHECK: (&str, &str) = help!("procedure-check");
const VERIFY: (&str, &str) = help!("verify");
const THUMBPRINT: (&str, &str) = help!("keys-thumbprint");

/// Every command, in the order of the help.
pub(crate) const ALL: &[Command] = &[
    Command {
        words: &["validate"],
        options: &["procedure", "pack", "directory", "root", "attachments", "channel", "now"],
        operands: 1..=1,
        run: commands::validate::run,
        vi: VALIDATE.0,
        en: VALIDATE.1,
    },
    Command {
        words: &["procedure", "check"],
        options: &[],
        operands: 1..=1,
        run: commands::check::run,
        vi: CHECK.0,
        en: CHECK.1,
    },
    Command {
        words: &["verify"],
        options: &["directory", "root", "now"],
        operands: 1..=1,
        run: commands::verify::run,
        vi: VERIFY.0,
        en: VERIFY.1,
    },
    Command {
        words: &["keys", "thumbprint"],
        options: &[],
        operands: 1..=1,
        run: commands::thumbprint::run,
        vi: THUMBPRINT.0,
        en: THUMBPRINT.1,
    },
    Command {
        words: &["conform"],
        options: &["target", "module"],
        operands: 0..=0,
        run: commands::conform::run,
        vi: CONFORM.0,
        en: CONFORM.1,
    },
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
        Some(command) => lang.pick(command.vi, command.en).to_owned(),
        None => lang.pick(MAIN.0, MAIN.1).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_names_its_command_and_options() {
        for command in ALL {
            for lang in [Lang::Vi, Lang::En] {
                let text = help(Some(command), lang);
                assert!(text.contains(&format!("motcua {}", command.words.join(" "))), "{text}");
                for option in command.options {
                    assert!(text.contains(&format!("--{option}")), "--{option} in {text}");
                }
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
