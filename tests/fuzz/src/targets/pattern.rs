//! Patterns: any text compiles or is refused with a reason, and both ways of running give one answer. First line the
//! pattern, then a text.

use motcua::forms::pattern::Pattern;

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "pattern",
    seeds: || {
        super::texts(&[
            "^\\d{12}$\n079095001234",
            "^(?:a|bc)+?d*$|x{2,3}\nabcabcd",
            "^\\p{L}+( \\p{Lu}[^\\s-z]*)*$\nNguyễn Thị Ánh",
            "(a*)*b|[^a-c\\]\\-]\naaaaaaac",
            "(^|x)(?<n>b)$|\\u{1F600}\\x41\\cA\n😀A",
            "(a|b)*a(a|b){9}c\nabababababababc",
        ])
    },
    words: &[
        "(", ")", "[", "]", "{2,3}", "*", "+", "?", "|", "^", "$", ".", "\\d", "\\W", "\\p{L}", "\\P{Nd}",
        "\\b", "(?:", "(?=", "(?<n>", "\\1", "\\u{61}", "[^a-z]", "-", "a", "b", "{1000}", "\n", "ễ",
    ],
    run,
};

fn run(bytes: &[u8]) {
    let Some((pattern, text)) = super::halves(bytes) else { return };
    let (Ok(pattern), Ok(text)) = (std::str::from_utf8(pattern), std::str::from_utf8(text)) else { return };
    let Ok(compiled) = Pattern::compile(pattern) else { return };
    // A branch that never matches keeps the same language and rules the table out.
    let Ok(stepwise) = Pattern::compile(&format!("(?:{pattern})|\\b\\B")) else { return };
    if text.len() * stepwise.steps() < 1 << 22 {
        assert_eq!(compiled.matches(text), stepwise.matches(text), "both ways of running agree");
    }
}
