//! Reading the command line.

use std::ffi::OsString;
use std::io::IsTerminal as _;

use lexopt::{Arg, ValueExt as _};

use crate::command::{self, Command};
use crate::lang::Lang;
use crate::outcome::Stop;

/// What the user wants.
pub(crate) enum Wish {
    /// Help or version: a text to show.
    Show(String),
    /// A command to run.
    Run(Call),
}

/// A command with its options.
pub(crate) struct Call {
    /// The command.
    pub(crate) command: &'static Command,
    /// Language of messages.
    pub(crate) lang: Lang,
    /// One JSON value instead of text.
    pub(crate) json: bool,
    /// Whether text may be coloured.
    pub(crate) colour: bool,
    /// Files and the like, in order.
    pub(crate) operands: Vec<String>,
    options: Vec<(String, String)>,
}

impl Call {
    /// The value of an option, the last where it stands more than once.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of an option that may be repeated.
    pub(crate) fn options<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.options.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether an option without a value was given.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.option(name).is_some()
    }

    /// The value of an option that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Stop> {
        self.option(name)
            .ok_or_else(|| Stop::usage(format!("Cần có --{name}."), format!("--{name} is needed.")))
    }

    /// The value of an option that is one of some words; the first word where it is left out.
    pub(crate) fn choice(&self, name: &str, words: &[&'static str]) -> Result<&'static str, Stop> {
        let first = words.first().copied().unwrap_or_default();
        let given = self.option(name).unwrap_or(first);
        words.iter().copied().find(|word| *word == given).ok_or_else(|| {
            let list = words.join(", ");
            Stop::usage(format!("--{name} là một trong: {list}."), format!("--{name} is one of: {list}."))
        })
    }

    /// The value of an option that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, Stop> {
        self.option(name)
            .map(str::parse)
            .transpose()
            .ok()
            .filter(|number| number.is_none_or(|n: i64| n >= 0))
            .ok_or_else(|| {
                Stop::usage(
                    format!("--{name} là số nguyên từ 0."),
                    format!("--{name} is a whole number from 0."),
                )
            })
    }

    /// The same command over one of its files.
    pub(crate) fn with(&self, file: &str) -> Self {
        Self { operands: vec![file.to_owned()], options: self.options.clone(), ..*self }
    }

    /// The first operand; the command's table says that there is one.
    pub(crate) fn operand(&self) -> &str {
        self.operands.first().map_or("-", String::as_str)
    }
}

/// When text is coloured.
#[derive(Clone, Copy, PartialEq)]
enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    fn parse(word: &str) -> Result<Self, Stop> {
        match word {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(Stop::usage(
                "--color là auto, always hoặc never.".into(),
                "--color is auto, always or never.".into(),
            )),
        }
    }

    fn decide(self) -> bool {
        let plain = || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Self::Auto => !plain() && std::io::stdout().is_terminal(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// Reads the words of the command line after the program's own name.
pub(crate) fn read(words: Vec<OsString>, lang: Lang) -> Result<Wish, Stop> {
    // Which options there are depends on the command, which may stand behind some of them: the shape of an option (does it
    // take a value?) is the same in every command that has it, which a test holds.
    let pages: Vec<_> = command::ALL.iter().map(|command| command.page.options()).collect();
    let mut parser = lexopt::Parser::from_args(words);
    let (mut plain, mut options) = (Vec::new(), Vec::new());
    let (mut help, mut json, mut colour) = (false, false, Colour::Auto);
    while let Some(arg) = parser.next().map_err(odd)? {
        let name = match &arg {
            Arg::Long(name) => Some(((*name).to_owned(), None)),
            Arg::Short(short) => Some((short.to_string(), Some(*short))),
            Arg::Value(_) => None,
        };
        match arg {
            Arg::Short('h') | Arg::Long("help") => help = true,
            Arg::Short('V') | Arg::Long("version") => {
                return Ok(Wish::Show(format!("motcua {}\n", env!("CARGO_PKG_VERSION"))));
            }
            Arg::Long("json") => json = true,
            Arg::Long("no-color") => colour = Colour::Never,
            Arg::Long("color") => colour = Colour::parse(&text(&mut parser)?)?,
            Arg::Long("lang") => {
                Lang::parse(&text(&mut parser)?).ok_or_else(|| {
                    Stop::usage("--lang là vi hoặc en.".into(), "--lang is vi or en.".into())
                })?;
            }
            Arg::Value(word) => plain.push(word.string().map_err(odd)?),
            Arg::Long(_) | Arg::Short(_) => {
                let (shown, short) = name.unwrap_or_default();
                let known = pages.iter().flatten().find(|option| match short {
                    Some(short) => option.short == Some(short),
                    None => option.name == shown,
                });
                let known = known.ok_or_else(|| unknown_option(&shown))?;
                let value = if known.value.is_some() { text(&mut parser)? } else { String::new() };
                options.push((known.name.clone(), value));
            }
        }
    }
    let found = command::find(&plain);
    if help || plain.is_empty() {
        return Ok(Wish::Show(command::help(found, lang)));
    }
    let command = found.ok_or_else(|| unknown_command(&plain))?;
    let own = command.page.options();
    if let Some((name, _)) = options.iter().find(|(name, _)| !own.iter().any(|option| option.name == *name)) {
        return Err(unknown_option(name));
    }
    let operands = plain.split_off(command.words.len());
    if !command.operands.contains(&operands.len()) {
        let words = command.words.join(" ");
        return Err(Stop::usage(
            format!("Số tệp không đúng; xem `motcua {words} --help`."),
            format!("The number of files is not right; see `motcua {words} --help`."),
        ));
    }
    Ok(Wish::Run(Call { command, lang, json, colour: colour.decide(), operands, options }))
}

fn text(parser: &mut lexopt::Parser) -> Result<String, Stop> {
    parser.value().and_then(|value| value.string()).map_err(odd)
}

fn odd(error: lexopt::Error) -> Stop {
    Stop::usage(format!("Dòng lệnh không đúng: {error}."), format!("{error}."))
}

fn unknown_option(name: &str) -> Stop {
    Stop::usage(
        format!("Không có tùy chọn {name:?} ở đây; xem --help."),
        format!("There is no option {name:?} here; see --help."),
    )
}

fn unknown_command(words: &[String]) -> Stop {
    let words = words.join(" ");
    Stop::usage(
        format!("Không có lệnh {words:?}; xem `motcua --help`."),
        format!("There is no command {words:?}; see `motcua --help`."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str) -> Result<Call, Stop> {
        match read(words.split_whitespace().map(OsString::from).collect(), Lang::En)? {
            Wish::Run(call) => Ok(call),
            Wish::Show(text) => panic!("{text}"),
        }
    }

    #[test]
    fn options_may_stand_anywhere() {
        let call = run("--json validate --procedure=1.001193 a.json --pack embedded").unwrap();
        assert!(call.json && !call.colour);
        assert_eq!((call.option("procedure"), call.option("pack")), (Some("1.001193"), Some("embedded")));
        assert_eq!(call.operand(), "a.json");
        assert_eq!(run("keys thumbprint -").unwrap().operand(), "-");
    }

    #[test]
    fn an_option_has_one_shape_in_every_command() {
        let mut known = std::collections::BTreeMap::new();
        for option in command::ALL.iter().flat_map(|command| command.page.options()) {
            let shape = (option.short, option.value.is_some());
            assert_eq!(*known.entry(option.name.clone()).or_insert(shape), shape, "--{}", option.name);
        }
        let common: Vec<_> = command::MAIN.options().into_iter().map(|option| option.name).collect();
        assert_eq!(common, ["help", "version", "lang", "json", "color", "no-color"]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for words in [
            "no-such",
            "validate",
            "conform a",
            "verify --procedure 1 a",
            "verify --odd a",
            "verify -x",
            "verify a --lang de",
        ] {
            assert!(matches!(run(words), Err(Stop::Usage { .. })), "{words}");
        }
    }
}
