//! The pages in `help`, the one source of what the command line takes: the parser, `--help`, the completions of shells
//! and the manual page are all read from them.
//!
//! An option is a line that begins with two spaces and a dash. Its value's name follows it, and two spaces or more stand
//! before what it means; deeper lines continue that. The English page decides; a test holds the Vietnamese one to it.

use crate::lang::Lang;

/// An option of a page.
pub(crate) struct Opt {
    pub(crate) short: Option<char>,
    pub(crate) name: String,
    /// Name of its value: words with small letters or digits are the choices, `FILE` and `FOLDER` are paths.
    pub(crate) value: Option<String>,
    pub(crate) about: String,
}

impl Opt {
    /// The words that the value may be, as far as the page lists them.
    pub(crate) fn choices(&self) -> Vec<&str> {
        let value = self.value.as_deref().unwrap_or_default();
        let fixed = |word: &&str| word.chars().any(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        value.split('|').filter(fixed).collect()
    }

    /// Whether the value may be a path.
    pub(crate) fn is_path(&self) -> bool {
        let value = self.value.as_deref().unwrap_or_default();
        value.split('|').any(|word| matches!(word, "FILE" | "FOLDER"))
    }
}

/// One page in both languages.
pub(crate) struct Page {
    vi: &'static str,
    en: &'static str,
}

impl Page {
    pub(crate) const fn new((vi, en): (&'static str, &'static str)) -> Self {
        Self { vi, en }
    }

    pub(crate) const fn text(&self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }

    /// What stands behind the colon of the first line, without its full stop.
    pub(crate) fn summary(&self, lang: Lang) -> &'static str {
        let first = self.text(lang).lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, summary)| summary.trim_end_matches('.'))
    }

    /// Its options; names and values are those of the English page.
    pub(crate) fn options(&self) -> Vec<Opt> {
        options(self.en)
    }

    /// Its options with what they mean in a language.
    pub(crate) fn options_in(&self, lang: Lang) -> Vec<Opt> {
        options(self.text(lang))
    }
}

fn options(text: &str) -> Vec<Opt> {
    let mut found: Vec<Opt> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(option) = line.strip_prefix("  ").filter(|rest| rest.starts_with('-')) {
            found.push(option_of(option));
            inside = true;
        } else if inside && line.starts_with("      ") {
            if let Some(last) = found.last_mut() {
                last.about = format!("{} {}", last.about, line.trim()).trim().to_owned();
            }
        } else {
            inside = false;
        }
    }
    found
}

fn option_of(line: &str) -> Opt {
    let (spec, about) = line.split_once("  ").unwrap_or((line, ""));
    let mut option = Opt { short: None, name: String::new(), value: None, about: about.trim().to_owned() };
    for word in spec.split([' ', ',']).filter(|word| !word.is_empty()) {
        if let Some(name) = word.strip_prefix("--") {
            option.name = name.to_owned();
        } else if let Some(short) = word.strip_prefix('-') {
            option.short = short.chars().next();
        } else {
            option.value = Some(word.to_owned());
        }
    }
    option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_from_a_page() {
        let page = "x: y.\n\nOptions\n  -o, --output FILE  where to\n                     write\n  --flag  a flag\n\nEnd\n  motcua x --no\n";
        let found = options(page);
        let of = |at: usize| {
            let Opt { short, name, value, about } = &found[at];
            (*short, name.as_str(), value.as_deref(), about.as_str())
        };
        assert_eq!(found.len(), 2);
        assert_eq!(of(0), (Some('o'), "output", Some("FILE"), "where to write"));
        assert_eq!(of(1), (None, "flag", None, "a flag"));
        assert!(found[0].is_path() && found[0].choices().is_empty());
        assert_eq!(option_of("--to jwk|pem|FILE").choices(), ["jwk", "pem"]);
    }
}
