//! Objects that peers made, for us to read.

use motcua::crypto::{b64, seal, sign};
use motcua::json::{Policy, Value, canonicalize, parse};

use crate::world::{PART, POINTER, VERSION, World, access, chunk, code, content, worlds};

/// Reads the files: lists of `{name, form, object}`.
pub(crate) fn run(files: &[&str]) -> Result<(), String> {
    let worlds = worlds()?;
    let mut failed = 0;
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let list = parse(&bytes, &Policy::RFC8259).map_err(|error| format!("{file}: {}", error.code()))?;
        let list = list.as_array().ok_or_else(|| format!("{file}: no list"))?;
        let mut good = 0;
        for made in list {
            let name = made.get("name").and_then(Value::as_str).unwrap_or_default();
            match one(&worlds, name, made) {
                Ok(()) => good += 1,
                Err(reason) => {
                    failed += 1;
                    eprintln!("FAILED  {file}: {name}: {reason}");
                }
            }
        }
        println!("{good}");
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} objects of peers were not read")) }
}

fn one(worlds: &[World], name: &str, made: &Value) -> Result<(), String> {
    let (profile, kind) = name.split_once('/').ok_or("no profile")?;
    let world = worlds.iter().find(|world| world.name == profile).ok_or("unknown profile")?;
    let object = made.get("object").ok_or("no object")?;
    let bytes = match object {
        Value::String(text) => text.clone().into_bytes(),
        other => canonicalize(other),
    };
    match kind {
        "receipt" => signed(world, &bytes, sign::Kind::Receipt),
        "enrolment" => signed(world, &bytes, sign::Kind::Enrol),
        "event" => signed(world, &bytes, sign::Kind::Event),
        "sealed" => sealed(world, &bytes),
        "field" => {
            let text = String::from_utf8(bytes).map_err(|_| "no text")?;
            let opened = world.class.field_open(POINTER, VERSION, &text, &access()).map_err(code)?;
            equal(opened.value == content())
        }
        "chunk" => part(world, object),
        _ => Err("unknown kind".to_owned()),
    }
}

fn equal(same: bool) -> Result<(), String> {
    if same { Ok(()) } else { Err("another content".to_owned()) }
}

fn signed(world: &World, bytes: &[u8], kind: sign::Kind) -> Result<(), String> {
    let jws = if bytes.first() == Some(&b'{') {
        sign::parse_flattened(bytes)
    } else {
        sign::from_compact(core::str::from_utf8(bytes).map_err(|_| "no text")?)
    };
    let verified = sign::verify(&jws.map_err(code)?, kind, &[world.signer.public()]).map_err(code)?;
    equal(verified.value == content())
}

fn sealed(world: &World, bytes: &[u8]) -> Result<(), String> {
    let object = seal::parse(bytes).map_err(code)?;
    for key in [&world.unit, &world.recovery] {
        let (plaintext, _) = seal::open(&object, key).map_err(code)?;
        equal(plaintext == canonicalize(&content()))?;
    }
    Ok(())
}

/// A chunk as the bytes that are stored.
fn part(world: &World, jwe: &Value) -> Result<(), String> {
    let mut sealed = Vec::new();
    for member in ["iv", "ciphertext", "tag"] {
        let text = jwe.get(member).and_then(Value::as_str).ok_or("no flattened JWE")?;
        sealed.extend(b64::decode(text).map_err(code)?);
    }
    let opened = world.attachment.open(PART, &sealed, &access()).map_err(code)?;
    equal(opened.value == chunk())
}
