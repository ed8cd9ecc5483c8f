//! `motcua completions`: what bash, zsh and fish need to complete a command line, written from the help pages.

use std::collections::BTreeMap;

use crate::args::Call;
use crate::command::{ALL, MAIN};
use crate::help::Opt;
use crate::lang::Lang;
use crate::outcome::{Outcome, Stop};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let text = match call.operand() {
        "bash" => bash(),
        "zsh" => zsh(call.lang),
        "fish" => fish(call.lang),
        _ => return Err(Stop::usage("Có bash, zsh và fish.".into(), "There are bash, zsh and fish.".into())),
    };
    Ok(Outcome::of(text, Vec::new()))
}

/// The words that may follow words, with what they mean.
fn tree(lang: Lang) -> BTreeMap<String, Vec<(&'static str, String)>> {
    let mut tree: BTreeMap<String, Vec<(&'static str, String)>> = BTreeMap::new();
    for command in ALL {
        let mut before = String::new();
        for (at, word) in command.words.iter().enumerate() {
            let last = at + 1 == command.words.len();
            let about = if last { command.page.summary(lang).to_owned() } else { format!("{word} …") };
            let words = tree.entry(before.clone()).or_default();
            if !words.iter().any(|(known, _)| known == word) {
                words.push((word, about));
            }
            before = if before.is_empty() { (*word).to_owned() } else { format!("{before} {word}") };
        }
    }
    tree
}

/// Options of a command and of every command.
fn options(page: &crate::help::Page, lang: Lang) -> Vec<Opt> {
    let english = page.options().into_iter().chain(MAIN.options());
    let told = page.options_in(lang).into_iter().chain(MAIN.options_in(lang));
    english.zip(told).map(|(option, told)| Opt { about: told.about, ..option }).collect()
}

fn bash() -> String {
    let mut text =
        String::from("# bash completion of motcua, written by `motcua completions bash`\n_motcua() {\n");
    text += "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path='' i\n";
    text += "  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"$path ${COMP_WORDS[i]}\" in\n";
    for command in ALL {
        for end in 1..=command.words.len() {
            let words = command.words.get(..end).unwrap_or_default().join(" ");
            let line = format!("      ' {words}') path=' {words}' ;;\n");
            if !text.contains(&line) {
                text += &line;
            }
        }
    }
    text += "    esac\n  done\n  COMPREPLY=()\n  case \"$path $before\" in\n";
    for command in ALL {
        let words = command.words.join(" ");
        for option in options(&command.page, Lang::En).iter().filter(|option| option.value.is_some()) {
            let mut patterns = vec![format!("' {words} --{}'", option.name)];
            patterns.extend(option.short.map(|short| format!("' {words} -{short}'")));
            text += &format!("    {}) {}return ;;\n", patterns.join("|"), values(option));
        }
    }
    text += "  esac\n  case \"$path\" in\n";
    for (before, words) in tree(Lang::En) {
        let list: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let pattern = if before.is_empty() { "''".to_owned() } else { format!("' {before}'") };
        text += &format!(
            "    {pattern}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
            list.join(" ")
        );
    }
    for command in ALL {
        let list: Vec<_> =
            options(&command.page, Lang::En).iter().map(|option| format!("--{}", option.name)).collect();
        let words = command.words.join(" ");
        text += &format!(
            "    ' {words}') [[ $word == -* ]] && COMPREPLY=($(compgen -W '{}' -- \"$word\")) && return ;;\n",
            list.join(" ")
        );
    }
    text + "  esac\n  COMPREPLY+=($(compgen -f -- \"$word\"))\n}\ncomplete -o filenames -F _motcua motcua\n"
}

/// The values of an option as bash makes them.
fn values(option: &Opt) -> String {
    let mut text = String::new();
    if !option.choices().is_empty() {
        text += &format!("COMPREPLY=($(compgen -W '{}' -- \"$word\")); ", option.choices().join(" "));
    }
    if option.is_path() {
        text += "COMPREPLY+=($(compgen -f -- \"$word\")); ";
    }
    text
}

/// A text inside of single quotes of a shell.
fn quoted(text: &str) -> String {
    text.replace('\'', "'\\''")
}

fn zsh(lang: Lang) -> String {
    let mut text =
        String::from("#compdef motcua\n# zsh completion of motcua, written by `motcua completions zsh`\n");
    text += "_motcua() {\n  local at='' i\n  for ((i = 2; i < CURRENT; i++)); do\n    case \"$at ${words[i]}\" in\n";
    for command in ALL {
        for end in 1..=command.words.len() {
            let words = command.words.get(..end).unwrap_or_default().join(" ");
            let line = format!("      ' {words}') at=' {words}' ;;\n");
            if !text.contains(&line) {
                text += &line;
            }
        }
    }
    text += "    esac\n  done\n  case \"$at\" in\n";
    for (before, words) in tree(lang) {
        let pattern = if before.is_empty() { "''".to_owned() } else { format!("' {before}'") };
        let list: String = words
            .iter()
            .map(|(word, about)| format!(" '{word}:{}'", quoted(&about.replace(':', " "))))
            .collect();
        text += &format!("    {pattern}) local -a found=({} ); _describe motcua found ;;\n", list);
    }
    for command in ALL {
        text += &format!("    ' {}') _arguments -S", command.words.join(" "));
        for option in options(&command.page, lang) {
            let about = quoted(&option.about.replace(['[', ']', ':'], " "));
            let value = match (&option.value, option.choices().is_empty(), option.is_path()) {
                (None, ..) => String::new(),
                (Some(_), false, _) => format!(":value:({})", option.choices().join(" ")),
                (Some(_), true, true) => ":file:_files".to_owned(),
                (Some(_), true, false) => ":value: ".to_owned(),
            };
            text += &format!(" \\\n      '--{}[{about}]{value}'", option.name);
        }
        text += " \\\n      '*:file:_files' ;;\n";
    }
    // Read by `compinit`, the file is the function's body; sourced, it says whose it is.
    text + "  esac\n}\nif [[ $funcstack[1] == _motcua ]]; then _motcua \"$@\"; else compdef _motcua motcua; fi\n"
}

fn fish(lang: Lang) -> String {
    let mut text = String::from("# fish completion of motcua, written by `motcua completions fish`\n");
    text += "function __motcua_at\n  set -l words (commandline -opc | string match -rv -- '^-')\n  test \"$words[2..-1]\" = \"$argv\"\nend\n";
    text += "function __motcua_in\n  set -l words (commandline -opc | string match -rv -- '^-')\n  string match -q -- \"$argv*\" \"$words[2..-1]\"\nend\n";
    for (before, words) in tree(lang) {
        for (word, about) in words {
            text += &format!(
                "complete -c motcua -n '__motcua_at {before}' -f -a {word} -d '{}'\n",
                fish_text(&about)
            );
        }
    }
    for command in ALL {
        let words = command.words.join(" ");
        for option in options(&command.page, lang) {
            let short = option.short.map(|short| format!(" -s {short}")).unwrap_or_default();
            let value = match (&option.value, option.choices().is_empty(), option.is_path()) {
                (None, ..) => String::new(),
                (Some(_), true, true) => " -r -F".to_owned(),
                (Some(_), true, false) => " -x".to_owned(),
                (Some(_), false, path) => {
                    format!(" {} -a '{}'", if path { "-r -F" } else { "-x" }, option.choices().join(" "))
                }
            };
            let about = fish_text(&option.about);
            text += &format!(
                "complete -c motcua -n '__motcua_in {words}'{short} -l {}{value} -d '{about}'\n",
                option.name
            );
        }
    }
    text
}

fn fish_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}
