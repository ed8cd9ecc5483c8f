//! One bit in every byte of valid objects, altered in turn. The answer is the hash of all codes in order: too many to list, and
//! equal on every target or not at all.

use motcua::crypto::directory::Directory;
use motcua::crypto::{Error, enrolment, hash, packet, seal, sign};
use motcua::json::{Object, Value};
use motcua::types::Record;

use super::city::{City, NOW, expected};
use crate::args::{Answer, Args};

/// Reads an object and says how it ends.
type Open = Box<dyn Fn(&[u8]) -> Result<(), Error>>;

pub(crate) fn mutations(args: &Args<'_>) -> Answer {
    let city = super::city(args)?;
    let of = args.text("of")?;
    run(city, of).map_err(|error| error.code().to_owned())?.ok_or_else(|| "conformance/badArgs".to_owned())
}

fn run(mut city: City, of: &str) -> Result<Option<Value>, Error> {
    let jws = city.sign(&city.submission()?)?;
    let packet = seal::to_json(&city.packet()?);
    let directory =
        sign::to_json(&city.root.sign_payload(sign::Kind::Keys, &city.directory.payload().to_value()?)?);
    let enrolment = city.enrol(&city.enrolment())?;
    let City { citizen, unit, directory: known, root, .. } = city;
    let (text, open): (String, Open) = match of {
        "signed" => (
            sign::to_json(&jws),
            Box::new(move |bytes| {
                let jws = sign::parse_flattened(bytes)?;
                sign::verify(&jws, sign::Kind::Submission, &[citizen.public()]).map(drop)
            }),
        ),
        "packet" => (
            packet,
            Box::new(move |bytes| packet::open(&seal::parse(bytes)?, &unit, &known, &expected()).map(drop)),
        ),
        "directory" => {
            (directory, Box::new(move |bytes| Directory::open(bytes, &root.public(), NOW, 0).map(drop)))
        }
        "enrolment" => (
            enrolment,
            Box::new(move |bytes| {
                let text = String::from_utf8_lossy(bytes);
                enrolment::verify(&text, &known, NOW).map(drop)
            }),
        ),
        _ => return Ok(None),
    };
    open(text.as_bytes())?;
    let (mut count, mut accepted, mut codes) = (0i64, 0i64, String::new());
    for at in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        if let Some(byte) = changed.get_mut(at) {
            *byte ^= 1;
        }
        let code = open(&changed).err().map_or("accepted", |error| error.code());
        count += 1;
        accepted += i64::from(code == "accepted");
        codes.push_str(code);
        codes.push('\n');
    }
    let mut answer = Object::new();
    answer.insert("count", count);
    answer.insert("accepted", accepted);
    answer.insert("codes", hash::sha256_text(codes.as_bytes()));
    Ok(Some(Value::Object(answer)))
}
