//! Hostile objects, made on the target itself from valid ones: what a careless library or an attacker would send.
//!
//! Every target answers with the name of each case and the code that refused it, so the frozen answers say what is
//! refused and why, and that all targets agree. A case that is not refused is answered as `accepted`.

mod city;
mod mutations;
mod packets;
mod sealed;
mod signed;

use motcua::crypto::Error;
use motcua::json::{Object, Value};

pub(crate) use city::Stream;
pub(crate) use mutations::mutations;

use crate::args::{Answer, Args};
use city::City;

/// The cases of one profile, as they are made and judged.
pub(crate) struct Cases {
    city: City,
    answers: Vec<(String, &'static str)>,
}

impl Cases {
    fn judge<T>(&mut self, name: impl Into<String>, outcome: Result<T, Error>) {
        let code = outcome.err().map_or("accepted", |error| error.code());
        self.answers.push((name.into(), code));
    }
}

pub(crate) fn city(args: &Args<'_>) -> Result<City, String> {
    let made = match args.text("profile")? {
        "p256" => City::new(false),
        "curve25519" => City::new(true),
        _ => return Err("conformance/badArgs".to_owned()),
    };
    made.map_err(|error| error.code().to_owned())
}

pub(crate) fn refusals(args: &Args<'_>) -> Answer {
    let mut cases = Cases { city: city(args)?, answers: Vec::new() };
    let made = match args.text("of")? {
        "signed" => signed::run(&mut cases),
        "sealed" => sealed::run(&mut cases),
        "packet" => packets::run(&mut cases),
        _ => return Err("conformance/badArgs".to_owned()),
    };
    made.map_err(|error| error.code().to_owned())?;
    let accepted = cases.answers.iter().filter(|(_, code)| *code == "accepted").count();
    let mut answer = Object::new();
    answer.insert("count", i64::try_from(cases.answers.len()).unwrap_or_default());
    answer.insert("accepted", i64::try_from(accepted).unwrap_or_default());
    let list = cases.answers.iter().map(|(name, code)| Value::from(format!("{code}: {name}")));
    answer.insert("cases", list.collect::<Value>());
    Ok(Value::Object(answer))
}

/// Spoilt forms of a base64url text, each with a name. All denote other bytes or none.
fn spoilt(text: &str) -> Vec<(&'static str, String)> {
    let last = text.chars().last().unwrap_or('A');
    // One bit more in the last character: where the length leaves unused bits, these are they.
    let next = char::from(if last == 'A' { b'B' } else { b'A' });
    let (head, tail) = text.split_at(text.len() / 2);
    let cut = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    vec![
        ("padded", format!("{text}=")),
        ("padded twice", format!("{text}==")),
        ("space before", format!(" {text}")),
        ("space after", format!("{text} ")),
        ("line break inside", format!("{head}\n{tail}")),
        ("standard alphabet", format!("{head}+{tail}/")),
        ("percent sign", format!("{head}%3D{tail}")),
        ("zero byte", format!("{head}\0{tail}")),
        ("letter with accent", format!("{head}é{tail}")),
        ("one character less", cut.to_owned()),
        ("one character more", format!("{text}A")),
        ("another last character", format!("{cut}{next}")),
        ("nothing", String::new()),
        ("twice", format!("{text}{text}")),
    ]
}

/// Texts that are no protected header, whatever their encoding.
const NO_HEADERS: &[(&str, &[u8])] = &[
    ("an array", b"[]"),
    ("a text", b"\"alg\""),
    ("a number", b"1"),
    ("null", b"null"),
    ("empty", b""),
    ("an empty object", b"{}"),
    ("zero bytes", b"\0\0"),
    ("not UTF-8", b"{\"alg\":\"\xff\"}"),
    ("UTF-16", b"{\0}\0"),
    ("unfinished", b"{\"alg\":"),
];

/// Header members that no object of the format has.
const FOREIGN: &[(&str, &str)] = &[
    ("crit, empty", r#""crit":[]"#),
    ("crit of b64", r#""b64":false,"crit":["b64"]"#),
    ("crit of alg", r#""crit":["alg"]"#),
    ("crit, no array", r#""crit":"b64""#),
    ("crit of itself", r#""crit":["crit"]"#),
    ("b64 without crit", r#""b64":false"#),
    ("jwk", r#""jwk":{"kty":"OKP"}"#),
    ("jku", r#""jku":"https://example.org/keys""#),
    ("x5u", r#""x5u":"https://example.org/chain""#),
    ("x5c", r#""x5c":["MAA="]"#),
    ("x5t", r#""x5t":"AA""#),
    ("x5t#S256", r#""x5t#S256":"AA""#),
    ("zip", r#""zip":"DEF""#),
    ("apu", r#""apu":"AA""#),
    ("apv", r#""apv":"AA""#),
    ("p2c", r#""p2c":1000000000,"p2s":"AA""#),
    ("iat", r#""iat":1"#),
    ("sigT", r#""sigT":"2026-01-01T00:00:00Z""#),
    ("url", r#""url":"https://example.org""#),
    ("nonce", r#""nonce":"AA""#),
    ("__proto__", r#""__proto__":{"alg":"none"}"#),
    ("ALG", r#""ALG":"none""#),
    ("an empty name", r#""":1"#),
];

/// The members of a header as they are written: name and JSON text of each.
type Members = Vec<(String, String)>;

/// The members of a header with one of them spoilt: a name and the text.
fn members(header: &[(&str, &str)], others: &[(&str, &[&str])]) -> Members {
    let write = |list: &[(String, String)]| {
        let members: Vec<String> = list.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    };
    let good: Members =
        header.iter().map(|(name, value)| ((*name).to_owned(), format!("\"{value}\""))).collect();
    let mut out = Vec::new();
    for (at, (name, value)) in good.iter().enumerate() {
        let mut with = |label: String, change: &dyn Fn(&mut Members)| {
            let mut list = good.clone();
            change(&mut list);
            out.push((label, write(&list)));
        };
        with(format!("{name} absent"), &|list| drop(list.remove(at)));
        with(format!("{name} doubled"), &|list| list.push((name.clone(), value.clone())));
        with(format!("{name} doubled, first one bad"), &|list| {
            list.insert(0, (name.clone(), "\"none\"".into()));
        });
        with(format!("{name} doubled, second one bad"), &|list| list.push((name.clone(), "\"none\"".into())));
        let escaped = format!(
            "\\u{:04x}{}",
            name.as_bytes().first().copied().unwrap_or(0),
            name.get(1..).unwrap_or("")
        );
        with(format!("{name} escaped"), &|list| {
            if let Some(entry) = list.get_mut(at) {
                entry.0.clone_from(&escaped);
            }
        });
        with(format!("{name} doubled, once escaped"), &|list| {
            list.insert(0, (escaped.clone(), "\"none\"".into()));
        });
        for wrong in ["null", "1", "true", "[]", "{}"] {
            with(format!("{name} is {wrong}"), &|list| {
                if let Some(entry) = list.get_mut(at) {
                    wrong.clone_into(&mut entry.1);
                }
            });
        }
        with(format!("{name} in an array"), &|list| {
            if let Some(entry) = list.get_mut(at) {
                entry.1 = format!("[{value}]");
            }
        });
        for other in others.iter().filter(|(of, _)| of == name).flat_map(|(_, list)| *list) {
            with(format!("{name} is {other:?}"), &|list| {
                if let Some(entry) = list.get_mut(at) {
                    entry.1 = format!("\"{other}\"");
                }
            });
        }
    }
    let whole = write(&good);
    let body = whole.trim_start_matches('{');
    for (label, member) in FOREIGN {
        out.push(((*label).to_owned(), format!("{{{member},{body}")));
    }
    out.push(("a byte order mark".into(), format!("\u{feff}{whole}")));
    out.push(("text after it".into(), format!("{whole}{{}}")));
    out.push(("a comment".into(), format!("/**/{whole}")));
    out.push(("a comma too many".into(), whole.replace('}', ",}")));
    out.push(("500 levels".into(), format!("{{\"a\":{},{body}", "[".repeat(500) + &"]".repeat(500))));
    out.push(("5,000 characters".into(), format!("{{\"a\":\"{}\",{body}", "x".repeat(5000))));
    out
}
