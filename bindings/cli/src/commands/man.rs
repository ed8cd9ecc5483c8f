//! `motcua man`: the manual page, written from the help pages.

use crate::args::Call;
use crate::command::{ALL, MAIN};
use crate::help::Page;
use crate::lang::Lang;
use crate::outcome::{Outcome, Stop};

pub(crate) fn run(call: &Call) -> Result<Outcome, Stop> {
    let lang = call.lang;
    let mut text = format!(".TH MOTCUA 1 \"\" \"motcua {}\" \"Một Cửa SDK\"\n", env!("CARGO_PKG_VERSION"));
    text += &format!(".SH {}\nmotcua \\- {}\n", lang.pick("TÊN", "NAME"), plain(MAIN.summary(lang)));
    text += &format!(".SH {}\n", lang.pick("MÔ TẢ", "DESCRIPTION"));
    text += &body(&crate::command::help(None, lang));
    for command in ALL {
        text += &format!(
            ".SH \"{}\"\n{}.\n",
            command.words.join(" ").to_uppercase(),
            plain(command.page.summary(lang))
        );
        text += &options(&command.page, lang);
    }
    Ok(Outcome::of(text, Vec::new()))
}

/// What a page says, as it stands there.
fn body(page: &str) -> String {
    let rest = page.split_once("\n\n").map_or(page, |(_, rest)| rest);
    format!(".nf\n{}.fi\n", plain(rest))
}

/// A page without its list of options, then the options.
fn options(page: &Page, lang: Lang) -> String {
    let text = page.text(lang);
    let rest = text.split_once("\n\n").map_or(text, |(_, rest)| rest);
    let (mut prose, mut inside) = (String::new(), false);
    for line in rest.lines() {
        inside = line.starts_with("  -") || (inside && line.starts_with("      "));
        let heading = matches!(line, "Options" | "Tùy chọn");
        if !inside && !heading {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    let mut out = format!(".nf\n{}.fi\n", plain(&squeezed(&prose)));
    for (option, told) in page.options().into_iter().zip(page.options_in(lang)) {
        let short = option.short.map(|short| format!("-{short}, ")).unwrap_or_default();
        let value = told.value.map(|value| format!(" \\fI{}\\fR", plain(&value))).unwrap_or_default();
        out += &format!(
            ".TP\n\\fB{}\\fR{value}\n{}\n",
            plain(&format!("{short}--{}", option.name)),
            plain(&told.about)
        );
    }
    out
}

/// One empty line in place of several.
fn squeezed(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if !(line.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Text that roff takes as it is.
fn plain(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    let lines = escaped
        .split('\n')
        .map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}
