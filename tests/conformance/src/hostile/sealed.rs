//! Sealed objects: every header, encoding, length, recipient and context that must not pass.

use motcua::crypto::software::OpeningKey;
use motcua::crypto::{Error, b64, seal};
use motcua::json::{Policy, Value, canonicalize, parse};
use motcua::types::jose::{Jwk, SealedObject};

use super::{Cases, NO_HEADERS, members, spoilt};

fn judge(cases: &mut Cases, name: String, object: &SealedObject) {
    let outcome = seal::open(object, &cases.city.unit);
    cases.judge(name, outcome);
}

pub(super) fn run(cases: &mut Cases) -> Result<(), Error> {
    let recipients = [cases.city.unit.public(), cases.city.second.public()];
    let bound = seal::context(seal::PURPOSE_SUBMISSION, super::city::DOSSIER, "1.001193@1");
    let good = seal::seal(b"{}", bound, &recipients, &mut cases.city.entropy)?;
    seal::open(&good, &cases.city.unit)?;
    headers(cases, &good);
    encodings(cases, &good)?;
    recipients_changed(cases, &good)?;
    contexts(cases, &good)?;
    shapes(cases, &good);
    Ok(())
}

fn headers(cases: &mut Cases, good: &SealedObject) {
    let others: [(&str, &[&str]); 4] = [
        (
            "alg",
            &[
                "none",
                "dir",
                "ECDH-ES",
                "ECDH-ES+A128KW",
                "ECDH-ES+A192KW",
                "A256KW",
                "A256GCMKW",
                "RSA1_5",
                "RSA-OAEP",
                "PBES2-HS512+A256KW",
                "ecdh-es+a256kw",
                "EdDSA",
                "",
            ],
        ),
        ("enc", &["A128GCM", "A192GCM", "A256CBC-HS512", "A128CBC-HS256", "XC20P", "a256gcm", "none", ""]),
        ("typ", &["egov-field+jwe", "egov-vault+jwe", "egov-submission+jws", "JWE", "EGOV-SEALED+JWE", ""]),
        ("cty", &["JWT", "JSON", "application/json", ""]),
    ];
    let header = [("alg", "ECDH-ES+A256KW"), ("cty", "json"), ("enc", "A256GCM"), ("typ", "egov-sealed+jwe")];
    for (name, text) in members(&header, &others) {
        let object = SealedObject { protected: b64::encode(text.as_bytes()), ..good.clone() };
        judge(cases, format!("header: {name}"), &object);
    }
    for (name, bytes) in NO_HEADERS {
        let object = SealedObject { protected: b64::encode(bytes), ..good.clone() };
        judge(cases, format!("header: {name}"), &object);
    }
    let with_alg = |alg: &str, all: bool| {
        let mut object = good.clone();
        let count = if all { object.recipients.len() } else { 1 };
        for entry in object.recipients.iter_mut().take(count) {
            entry.header.alg = Some(alg.to_owned());
        }
        object
    };
    judge(cases, "header: alg in both".into(), &with_alg("ECDH-ES+A256KW", true));
    judge(cases, "header: alg in both, another".into(), &with_alg("dir", true));
    let bare = r#"{"cty":"json","enc":"A256GCM","typ":"egov-sealed+jwe"}"#;
    for (name, alg, all) in [
        ("alg of one recipient only", "ECDH-ES+A256KW", false),
        ("another alg of every recipient", "ECDH-ES", true),
        ("alg moved to the recipients", "ECDH-ES+A256KW", true),
    ] {
        let object = SealedObject { protected: b64::encode(bare.as_bytes()), ..with_alg(alg, all) };
        judge(cases, format!("header: {name}"), &object);
    }
}

fn encodings(cases: &mut Cases, good: &SealedObject) -> Result<(), Error> {
    for (name, text) in spoilt(&good.protected) {
        judge(cases, format!("protected: {name}"), &SealedObject { protected: text, ..good.clone() });
    }
    for (name, text) in spoilt(&good.aad) {
        judge(cases, format!("aad: {name}"), &SealedObject { aad: text, ..good.clone() });
    }
    for (name, text) in spoilt(&good.iv) {
        judge(cases, format!("iv: {name}"), &SealedObject { iv: text, ..good.clone() });
    }
    for (name, text) in spoilt(&good.ciphertext) {
        judge(cases, format!("ciphertext: {name}"), &SealedObject { ciphertext: text, ..good.clone() });
    }
    for (name, text) in spoilt(&good.tag) {
        judge(cases, format!("tag: {name}"), &SealedObject { tag: text, ..good.clone() });
    }
    let wrapped = good.recipients.first().map(|entry| entry.encrypted_key.clone()).unwrap_or_default();
    for (name, text) in spoilt(&wrapped) {
        let mut object = good.clone();
        for entry in &mut object.recipients {
            entry.encrypted_key.clone_from(&text);
        }
        judge(cases, format!("encrypted key: {name}"), &object);
    }
    let cut = |text: &str, length: usize| {
        let bytes = b64::decode(text)?;
        Ok::<_, Error>(b64::encode(bytes.get(..length).unwrap_or(&bytes)))
    };
    for length in [15, 12, 8, 4, 0] {
        let object = SealedObject { tag: cut(&good.tag, length)?, ..good.clone() };
        judge(cases, format!("tag of {length} bytes"), &object);
    }
    for length in [0, 1, 8, 11, 13, 16, 32] {
        let object = SealedObject { iv: b64::encode(&vec![1; length]), ..good.clone() };
        judge(cases, format!("iv of {length} bytes"), &object);
    }
    for length in [0, 8, 16, 24, 39, 41, 48] {
        let mut object = good.clone();
        for entry in &mut object.recipients {
            entry.encrypted_key = b64::encode(&vec![1; length]);
        }
        judge(cases, format!("encrypted key of {length} bytes"), &object);
    }
    judge(
        cases,
        "ciphertext cut".into(),
        &SealedObject { ciphertext: cut(&good.ciphertext, 1)?, ..good.clone() },
    );
    let moved = SealedObject { ciphertext: b64::encode(b"{}{}"), ..good.clone() };
    judge(cases, "ciphertext longer".into(), &moved);
    Ok(())
}

fn recipients_changed(cases: &mut Cases, good: &SealedObject) -> Result<(), Error> {
    let mut with = |name: &str, change: &dyn Fn(&mut SealedObject)| {
        let mut object = good.clone();
        change(&mut object);
        judge(cases, format!("recipients: {name}"), &object);
    };
    with("none", &|object| object.recipients.clear());
    with("one stripped", &|object| drop(object.recipients.pop()));
    with("the other stripped", &|object| drop(object.recipients.remove(0)));
    with("one doubled", &|object| object.recipients.extend(object.recipients.first().cloned()));
    with("seventeen", &|object| {
        object.recipients = object.recipients.iter().cycle().take(17).cloned().collect();
    });
    with("a thousand", &|object| {
        object.recipients = object.recipients.iter().cycle().take(1000).cloned().collect();
    });
    with("names exchanged", &|object| {
        let kids: Vec<String> =
            object.recipients.iter().rev().map(|entry| entry.header.kid.clone()).collect();
        object.recipients.iter_mut().zip(kids).for_each(|(entry, kid)| entry.header.kid = kid);
    });
    with("wrapped keys exchanged", &|object| {
        let keys: Vec<String> =
            object.recipients.iter().rev().map(|entry| entry.encrypted_key.clone()).collect();
        object.recipients.iter_mut().zip(keys).for_each(|(entry, key)| entry.encrypted_key = key);
    });
    with("ephemeral keys exchanged", &|object| {
        let keys: Vec<Jwk> = object.recipients.iter().rev().map(|entry| entry.header.epk.clone()).collect();
        object.recipients.iter_mut().zip(keys).for_each(|(entry, key)| entry.header.epk = key);
    });
    for (name, kid) in
        [("empty", ""), ("padded", "="), ("long", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    {
        with(&format!("a name that is {name}"), &|object| {
            if let Some(entry) = object.recipients.first_mut() {
                kid.clone_into(&mut entry.header.kid);
            }
        });
    }
    let ephemeral = |change: &dyn Fn(&mut Jwk)| {
        let change = |object: &mut SealedObject| {
            object.recipients.iter_mut().for_each(|entry| change(&mut entry.header.epk));
        };
        let mut object = good.clone();
        change(&mut object);
        object
    };
    let own: Vec<(&str, SealedObject)> = vec![
        ("curve of another name", ephemeral(&|epk| epk.crv = "P-384".into())),
        ("type of another name", ephemeral(&|epk| epk.kty = "RSA".into())),
        ("no curve", ephemeral(&|epk| epk.crv.clear())),
        ("no type", ephemeral(&|epk| epk.kty.clear())),
        ("x empty", ephemeral(&|epk| epk.x.clear())),
        ("x zero", ephemeral(&|epk| epk.x = b64::encode(&[0; 32]))),
        ("x one", ephemeral(&|epk| epk.x = b64::encode(&[&[1u8][..], &[0; 31]].concat()))),
        ("x all ones", ephemeral(&|epk| epk.x = b64::encode(&[0xff; 32]))),
        ("x too short", ephemeral(&|epk| epk.x = b64::encode(&[1; 31]))),
        ("x too long", ephemeral(&|epk| epk.x = b64::encode(&[1; 33]))),
        ("x padded", ephemeral(&|epk| epk.x.push('='))),
        (
            "y added or removed",
            ephemeral(&|epk| {
                epk.y = if epk.y.is_some() { None } else { Some(b64::encode(&[1; 32])) };
            }),
        ),
        ("y of another point", ephemeral(&|epk| epk.y = Some(b64::encode(&[1; 32])))),
        ("a signing key", ephemeral(&|epk| epk.usage = Some("sig".into()))),
        ("for another algorithm", ephemeral(&|epk| epk.alg = Some("ECDH-ES".into()))),
        ("another thumbprint", ephemeral(&|epk| epk.kid = Some("AAAA".into()))),
    ];
    for (name, object) in own {
        judge(cases, format!("ephemeral key: {name}"), &object);
    }
    let strangers = seal::open(good, &stranger(cases)?);
    cases.judge("opened by a stranger", strangers);
    Ok(())
}

fn stranger(cases: &mut Cases) -> Result<OpeningKey, Error> {
    let algorithm = if cases.city.unit.public().crv == "P-256" {
        motcua::crypto::software::Algorithm::P256
    } else {
        motcua::crypto::software::Algorithm::X25519
    };
    OpeningKey::generate(algorithm, &mut cases.city.entropy)
}

fn contexts(cases: &mut Cases, good: &SealedObject) -> Result<(), Error> {
    let bytes = b64::decode(&good.aad)?;
    let context = parse(&bytes, &Policy::PROFILE)?;
    let mut with = |name: String, change: &dyn Fn(&mut motcua::json::Object)| {
        let mut other = context.clone();
        if let Some(object) = other.as_object_mut() {
            change(object);
        }
        let aad = b64::encode(&canonicalize(&other));
        judge(cases, format!("context: {name}"), &SealedObject { aad, ..good.clone() });
    };
    for name in ["v", "purpose", "dossier", "procedure", "rcpt", "kc"] {
        with(format!("{name} absent"), &|object| drop(object.remove(name)));
        for wrong in [Value::Null, Value::from(2), Value::from("x"), Value::from(Vec::<Value>::new())] {
            let text = motcua::json::to_canonical_string(&wrong);
            with(format!("{name} is {text}"), &|object| drop(object.insert(name, wrong.clone())));
        }
    }
    let texts: [(&str, &[&str]); 4] = [
        ("purpose", &["dossierKey", "cosign", "Submission", ""]),
        (
            "dossier",
            &[
                "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950f",
                "urn:uuid:0F8FAD5B-D9CB-469F-A165-70867728950E",
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                "079190001234",
            ],
        ),
        ("procedure", &["1.001193@2", "1.001194@1", "1.001193", "@1", "1.001193@1@1", "Nguyễn@1"]),
        ("kc", &["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AA", ""]),
    ];
    for (name, others) in texts {
        for other in others {
            with(format!("{name} is {other:?}"), &|object| drop(object.insert(name, *other)));
        }
    }
    with("a member more".into(), &|object| drop(object.insert("name", "Nguyễn Văn A")));
    with("recipients in another order".into(), &|object| {
        let list: Vec<Value> =
            object.get("rcpt").and_then(Value::as_array).unwrap_or_default().iter().rev().cloned().collect();
        object.insert("rcpt", Value::from(list));
    });
    let text = String::from_utf8_lossy(&bytes).into_owned();
    for (name, other) in [
        ("white space", text.replacen('{', "{ ", 1)),
        ("a member twice", text.replacen('{', "{\"v\":1,", 1)),
        ("an array", format!("[{text}]")),
        ("a line break", format!("{text}\n")),
        ("empty", String::new()),
    ] {
        let aad = b64::encode(other.as_bytes());
        judge(cases, format!("context: {name}"), &SealedObject { aad, ..good.clone() });
    }
    Ok(())
}

fn shapes(cases: &mut Cases, good: &SealedObject) {
    let text = seal::to_json(good);
    let mut read = |name: String, text: String| {
        let outcome = seal::parse(text.as_bytes()).and_then(|object| seal::open(&object, &cases.city.unit));
        cases.judge(format!("shape: {name}"), outcome);
    };
    for name in ["protected", "recipients", "aad", "iv", "ciphertext", "tag"] {
        let member = format!("\"{name}\":");
        read(format!("{name} under another name"), text.replacen(&member, "\"other\":", 1));
        read(format!("{name} twice"), text.replacen(&member, &format!("{member}\"AA\",{member}"), 1));
        read(format!("{name} is null"), text.replacen(&member, &format!("{member}null,\"x\":"), 1));
        read(format!("{name} is a number"), text.replacen(&member, &format!("{member}1,\"x\":"), 1));
    }
    for (name, from, to) in [
        ("unprotected header", "{\"aad\"", "{\"unprotected\":{\"alg\":\"dir\"},\"aad\""),
        ("header beside the recipients", "{\"aad\"", "{\"header\":{},\"aad\""),
        ("flattened and general at once", "{\"aad\"", "{\"encrypted_key\":\"AA\",\"aad\""),
        ("private member of the ephemeral key", "\"crv\":", "\"d\":\"AA\",\"crv\":"),
        ("symmetric member of the ephemeral key", "\"crv\":", "\"k\":\"AA\",\"crv\":"),
        ("unknown member of the ephemeral key", "\"crv\":", "\"b\":\"AA\",\"crv\":"),
        ("curve twice", "\"crv\":", "\"crv\":\"P-256\",\"crv\":"),
        ("unknown member of a recipient", "{\"encrypted_key\":", "{\"a\":1,\"encrypted_key\":"),
        ("unknown member of a recipient's header", "\"header\":{", "\"header\":{\"a\":1,"),
        ("apu in a recipient's header", "\"header\":{", "\"header\":{\"apu\":\"AA\","),
        ("enc in a recipient's header", "\"header\":{", "\"header\":{\"enc\":\"A256GCM\","),
        ("crit in a recipient's header", "\"header\":{", "\"header\":{\"crit\":[],"),
        ("kid twice", "\"kid\":", "\"kid\":\"AA\",\"kid\":"),
    ] {
        read(name.to_owned(), text.replacen(from, to, 1));
    }
    read("an array".into(), format!("[{text}]"));
    read("nothing".into(), String::new());
    read("a second object".into(), format!("{text}{text}"));
    for part in 1..8 {
        let end = text.len() * part / 8;
        read(format!("cut at {part} eighths"), text.get(..end).unwrap_or_default().to_owned());
    }
}
