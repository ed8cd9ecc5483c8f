//! The reader under both policies, and the writer: what is read is written, and read back as the same.

use motcua::json::{Policy, canonicalize, parse};

use crate::Target;

pub(super) const TARGET: Target = Target {
    name: "json-reader",
    seeds: || {
        super::texts(&[
            r#"{"họ tên":"Nguyễn Văn An","số":[0,-1.5e10,1E-7,123456789012],"đúng":true,"không":null}"#,
            r#"[[[[{"a":{"b":[]}}]]],"\u00e9\ud83d\ude02\/\b\f\n\r\t\"\\"]"#,
            r#"{"a":1,"\u0061":2}"#,
            "\"a\u{301}\u{1EA5}\"",
            "1.7976931348623157e308",
            "9007199254740991",
            r#"{"__proto__":{"constructor":1},"":0}"#,
            " \t\r\n [ ] ",
        ])
    },
    words: super::JSON,
    run,
};

fn run(bytes: &[u8]) {
    let wide = parse(bytes, &Policy::RFC8259);
    let strict = parse(bytes, &Policy::PROFILE);
    if let Ok(value) = &strict {
        assert!(wide.as_ref() == Ok(value), "what the profile takes, the wide policy takes too");
        let text = canonicalize(value);
        assert!(parse(&text, &Policy::PROFILE).as_ref() == Ok(value), "the profile reads what it wrote");
    }
    match &wide {
        Ok(value) => {
            let text = canonicalize(value);
            let again = parse(&text, &Policy::RFC8259);
            assert!(again.as_ref() == Ok(value), "what was written reads back");
            assert!(canonicalize(value) == text, "writing is a function");
        }
        Err(error) => {
            assert!(error.offset().is_some_and(|at| at <= bytes.len()), "an error has a place in the text");
            assert!(error.line_column(bytes).is_some());
        }
    }
}
