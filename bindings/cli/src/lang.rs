//! Which of the two languages to answer in.

use std::ffi::OsString;

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    Vi,
    En,
}

impl Lang {
    /// `--lang` wherever it stands, so that complaints about other words are in it too; then the locale.
    pub(crate) fn choose(words: &[OsString]) -> Self {
        let mut words = words.iter().filter_map(|word| word.to_str());
        while let Some(word) = words.next() {
            let value = match word {
                "--lang" => words.next(),
                _ => word.strip_prefix("--lang="),
            };
            if let Some(lang) = value.and_then(Self::parse) {
                return lang;
            }
        }
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        if locale.is_some_and(|locale| locale.starts_with("vi")) { Self::Vi } else { Self::En }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag, as message catalogues use it.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Whichever of two texts is in this language.
    pub(crate) const fn pick<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(words: &[&str]) -> Lang {
        Lang::choose(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn the_option_counts_wherever_it_stands() {
        assert_eq!(choose(&["conform", "--lang", "vi"]), Lang::Vi);
        assert_eq!(choose(&["--lang=vi", "--nonsense"]), Lang::Vi);
        assert_eq!(choose(&["--lang=en"]), Lang::En);
    }
}
