//! Hostile documents and schemas, natively: twice the input takes at most three times the time. Linear work takes twice
//! as long, and a busy machine adds to it; quadratic work would take four times as long.

use motcua::ErrorCode;
use motcua::forms::batch::{Checker, Memory};
use motcua::forms::schema::{Options, Schema};
use motcua::json::{Policy, parse};

use crate::measure::{Goal, Group};

struct Hostile {
    what: &'static str,
    schema: String,
    make: fn(usize) -> String,
    size: usize,
    /// The code that refuses it; nothing where it is valid.
    code: Option<&'static str>,
}

/// A schema whose alternatives double with every level.
fn doubling(levels: usize) -> String {
    let level = |n: usize| {
        let next = format!(r##"{{"$ref":"#/$defs/e{}"}}"##, n + 1);
        format!(r#""e{n}":{{"anyOf":[{next},{next}]}}"#)
    };
    let all: Vec<String> = (0..levels).map(level).collect();
    let last = format!(r#""e{levels}":{{"type":"string"}}"#);
    format!(r##"{{"items":{{"$ref":"#/$defs/e0"}},"$defs":{{{},{last}}}}}"##, all.join(","))
}

fn object(names: impl Iterator<Item = String>) -> String {
    let members: Vec<String> = names.map(|name| format!("\"{name}\":0")).collect();
    format!("{{{}}}", members.join(","))
}

/// Names that are one to a hash of the widespread kind (31 h + c): of each two letters, `Aa` or `BB`.
fn colliding(count: usize) -> String {
    let pair = |number: usize, bit: u32| if number >> bit & 1 == 1 { "BB" } else { "Aa" };
    object((0..count).map(|number| (0..14).map(|bit| pair(number, bit)).collect()))
}

fn all() -> Vec<Hostile> {
    let one =
        |what, schema: &str, make, size, code| Hostile { what, schema: schema.to_owned(), make, size, code };
    let text: fn(usize) -> String = |n| format!("\"{}\"", "a".repeat(n));
    let integers = r#"{"additionalProperties":{"type":"integer"}}"#;
    vec![
        one("nested arrays", "true", |n| "[".repeat(n), 50_000, Some("json/depth")),
        one("digits of a number", "true", |n| "9".repeat(n), 50_000, Some("json/number")),
        one(
            "characters of a name",
            "true",
            |n| format!("{{\"{}\":1}}", "k".repeat(n)),
            450_000,
            Some("json/tooLarge"),
        ),
        one(
            "members that no schema names",
            integers,
            |n| object((0..n).map(|n| format!("k{n}"))),
            5000,
            None,
        ),
        one(
            "members whose names collide in a hash (there is none: members are sorted)",
            integers,
            colliding,
            5000,
            None,
        ),
        one(
            "items under 2^30 alternatives",
            &doubling(30),
            |n| format!("[{}1]", "1,".repeat(n)),
            1000,
            Some("form/tooComplex"),
        ),
        one("characters under ^(a*)*b$", r#"{"pattern":"^(a*)*b$"}"#, text, 50_000, Some("form/pattern")),
        one(
            "characters under ^(a?){100}a{100}$",
            r#"{"pattern":"^(a?){100}a{100}$"}"#,
            text,
            50_000,
            Some("form/pattern"),
        ),
        one(
            "characters under (a|b)*a(a|b){20}c",
            r#"{"pattern":"(a|b)*a(a|b){20}c"}"#,
            text,
            50_000,
            Some("form/pattern"),
        ),
    ]
}

pub(super) fn groups() -> Result<Vec<Group>, String> {
    all().into_iter().map(group).collect()
}

fn group(hostile: Hostile) -> Result<Group, String> {
    let Hostile { what, schema, make, size, code } = hostile;
    let document = parse(schema.as_bytes(), &Policy::RFC8259).map_err(|error| error.to_string())?;
    let schema =
        Schema::compile_draft(&document, &Options::default()).map_err(|found| format!("{found:?}"))?;
    let case = |count: usize| {
        let checker = Checker::new(schema.clone(), Policy::PROFILE);
        let document = make(count);
        let (mut memory, mut issues) = (Memory::default(), Vec::new());
        let mut run = move || {
            issues.clear();
            checker.check(document.as_bytes(), &mut memory, &mut issues);
            issues.last().copied()
        };
        let found = run().and_then(|(_, code)| ErrorCode::ALL.get(code as usize)).map(|code| code.as_str());
        if found == code { Ok(run) } else { Err(format!("{count} {what} give {found:?}")) }
    };
    let (single, double) = (case(size)?, case(2 * size)?);
    Ok(Group::new(format!("twice as many {what}"))
        .peer(format!("{size}"), single)
        .case(format!("{}", 2 * size), double)
        .goal(Goal::TimesPeer(1.0 / 3.0)))
}
