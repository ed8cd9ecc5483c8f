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
    /// The value of an option.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Stop> {
        self.option(name)
            .ok_or_else(|| Stop::usage(format!("Cần có --{name}."), format!("--{name} is needed.")))
    }

    /// The first operand; the command's table says that there is one.
    pub(crate) fn operand(&self) -> &str {
        self.operands.first().map_or("-", String::as_str)
    }
}

/// Reads the words of the command line after the program's own name.
pub(crate) fn read(words: Vec<OsString>, lang: Lang) -> Result<Wish, Stop> {
    let mut parser = lexopt::Parser::from_args(words);
    let (mut plain, mut options) = (Vec::new(), Vec::new());
    let (mut help, mut json, mut colour) = (false, false, true);
    while let Some(arg) = parser.next().map_err(odd)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => help = true,
            Arg::Short('V') | Arg::Long("version") => {
                return Ok(Wish::Show(format!("motcua {}\n", env!("CARGO_PKG_VERSION"))));
            }
            Arg::Long("json") => json = true,
            Arg::Long("no-color") => colour = false,
            Arg::Long("lang") => {
                let value = parser.value().and_then(|value| value.string()).map_err(odd)?;
                Lang::parse(&value).ok_or_else(|| {
                    Stop::usage("--lang là vi hoặc en.".into(), "--lang is vi or en.".into())
                })?;
            }
            Arg::Long(name) => {
                let name = name.to_owned();
                if !command::ALL.iter().any(|command| command.options.contains(&name.as_str())) {
                    return Err(unknown_option(&name));
                }
                let value = parser.value().and_then(|value| value.string()).map_err(odd)?;
                options.push((name, value));
            }
            Arg::Short(name) => return Err(unknown_option(&name.to_string())),
            Arg::Value(word) => plain.push(word.string().map_err(odd)?),
        }
    }
    let found = command::find(&plain);
    if help || plain.is_empty() {
        return Ok(Wish::Show(command::help(found, lang)));
    }
    let command = found.ok_or_else(|| unknown_command(&plain))?;
    if let Some((name, _)) = options.iter().find(|(name, _)| !command.options.contains(&name.as_str())) {
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
    let plain_terminal = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = colour && !plain_terminal && std::io::stdout().is_terminal();
    Ok(Wish::Run(Call { command, lang, json, colour, operands, options }))
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
