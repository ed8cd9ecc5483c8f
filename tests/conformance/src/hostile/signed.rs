//! Signed objects: every header, serialisation, encoding, signature and payload that must not pass.

use motcua::crypto::{Error, b64, sign};
use motcua::json::Value;
use motcua::types::jose::FlattenedJws;
use motcua_crypto::raw;

use super::{Cases, NO_HEADERS, members, spoilt};

const KIND: sign::Kind = sign::Kind::Receipt;
const PAYLOAD: &str = r#"{"a":"b","n":1}"#;

fn judge(cases: &mut Cases, name: String, jws: &FlattenedJws) {
    let outcome = sign::verify(jws, KIND, &[cases.city.citizen.public()]);
    cases.judge(name, outcome);
}

/// Signs any header over any payload, as its holder could.
fn forge(cases: &Cases, header: &[u8], payload: &[u8]) -> Result<FlattenedJws, Error> {
    let (protected, payload) = (b64::encode(header), b64::encode(payload));
    let text = format!("{protected}.{payload}");
    let signature = b64::encode(&raw::sign(&cases.city.citizen, text.as_bytes())?);
    Ok(FlattenedJws { protected, payload: Some(payload), signature })
}

pub(super) fn run(cases: &mut Cases) -> Result<(), Error> {
    let value = motcua::json::parse(PAYLOAD.as_bytes(), &motcua::json::Policy::PROFILE)?;
    let good = cases.city.citizen.sign_payload(KIND, &value)?;
    sign::verify(&good, KIND, &[cases.city.citizen.public()])?;
    headers(cases)?;
    encodings(cases, &good);
    signatures(cases, &good)?;
    payloads(cases)?;
    shapes(cases, &good);
    Ok(())
}

fn headers(cases: &mut Cases) -> Result<(), Error> {
    let alg = if cases.city.citizen.public().crv == "P-256" { "ES256" } else { "EdDSA" };
    let foreign = if alg == "ES256" { "EdDSA" } else { "ES256" };
    let kid = cases.city.citizen.kid().to_owned();
    let other = cases.city.other.kid().to_owned();
    let (padded, spaced, zeros) = (format!("{kid}="), format!("{kid} "), "A".repeat(43));
    let lower = alg.to_lowercase();
    let others: [(&str, &[&str]); 4] = [
        (
            "alg",
            &[
                foreign,
                "none",
                "None",
                "HS256",
                "HS512",
                "RS256",
                "PS256",
                "ES384",
                "ES512",
                "ES256K",
                "Ed448",
                "ECDH-ES+A256KW",
                "dir",
                &lower,
                "",
            ],
        ),
        ("kid", &[&other, &padded, &spaced, &zeros, ""]),
        (
            "typ",
            &[
                "egov-submission+jws",
                "egov-keys+jws",
                "egov-enrol+jws",
                "egov-pack+jws",
                "egov-decision+jws",
                "egov-cosign+jws",
                "secevent+jwt",
                "EGOV-RECEIPT+JWS",
                "application/egov-receipt+jws",
                "JWT",
                "",
            ],
        ),
        ("cty", &["JSON", "jwt", "application/json", ""]),
    ];
    let header = [("alg", alg), ("cty", "json"), ("kid", kid.as_str()), ("typ", KIND.typ())];
    for (name, text) in members(&header, &others) {
        let jws = forge(cases, text.as_bytes(), PAYLOAD.as_bytes())?;
        judge(cases, format!("header: {name}"), &jws);
    }
    for (name, bytes) in NO_HEADERS {
        let jws = forge(cases, bytes, PAYLOAD.as_bytes())?;
        judge(cases, format!("header: {name}"), &jws);
    }
    Ok(())
}

fn encodings(cases: &mut Cases, good: &FlattenedJws) {
    let payload = good.payload.clone().unwrap_or_default();
    for (name, text) in spoilt(&good.protected) {
        judge(cases, format!("protected: {name}"), &FlattenedJws { protected: text, ..good.clone() });
    }
    for (name, text) in spoilt(&payload) {
        judge(cases, format!("payload: {name}"), &FlattenedJws { payload: Some(text), ..good.clone() });
    }
    for (name, text) in spoilt(&good.signature) {
        judge(cases, format!("signature: {name}"), &FlattenedJws { signature: text, ..good.clone() });
    }
    judge(cases, "payload: none".into(), &FlattenedJws { payload: None, ..good.clone() });
}

fn signatures(cases: &mut Cases, good: &FlattenedJws) -> Result<(), Error> {
    let raw = b64::decode(&good.signature)?;
    let (r, s) = raw.split_at(32);
    let zero = [0u8; 32];
    let ones = [0xffu8; 32];
    // The order of the group, added to s: the same number to a careless reader (RFC 8032 section 5.1.7).
    let order: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0u16;
    let shifted: Vec<u8> = s
        .iter()
        .zip(order)
        .map(|(digit, plus)| {
            let sum = u16::from(*digit) + u16::from(plus) + carry;
            carry = sum >> 8;
            sum as u8
        })
        .collect();
    let der = [&[0x30, 0x44, 0x02, 0x20], r, &[0x02, 0x20], s].concat();
    let list: [(&str, Vec<u8>); 14] = [
        ("zeros", vec![0; 64]),
        ("ones", vec![0xff; 64]),
        ("r is zero", [&zero, s].concat()),
        ("s is zero", [r, &zero].concat()),
        ("r too large", [&ones, s].concat()),
        ("s too large", [r, &ones].concat()),
        ("halves exchanged", [s, r].concat()),
        ("s plus the order", [r, shifted.as_slice()].concat()),
        ("DER", der),
        ("63 bytes", raw.iter().skip(1).copied().collect()),
        ("65 bytes", [raw.as_slice(), &[0]].concat()),
        ("half", r.to_vec()),
        ("empty", Vec::new()),
        ("a megabyte", vec![1; 1 << 20]),
    ];
    for (name, bytes) in list {
        let jws = FlattenedJws { signature: b64::encode(&bytes), ..good.clone() };
        judge(cases, format!("signature: {name}"), &jws);
    }
    let text = format!("{}.{}", good.protected, good.payload.as_deref().unwrap_or_default());
    let by_another = b64::encode(&raw::sign(&cases.city.other, text.as_bytes())?);
    judge(cases, "signature: by another key".into(), &FlattenedJws { signature: by_another, ..good.clone() });
    let keys: [(&str, Vec<motcua::types::jose::Jwk>); 3] = [
        ("no key", Vec::new()),
        ("another key", vec![cases.city.other.public()]),
        ("a key that opens", vec![cases.city.unit.public()]),
    ];
    for (name, keys) in keys {
        let outcome = sign::verify(good, KIND, &keys);
        cases.judge(format!("keys: {name}"), outcome);
    }
    Ok(())
}

fn payloads(cases: &mut Cases) -> Result<(), Error> {
    let key = &cases.city.citizen;
    let header = b64::decode(&key.sign_payload(KIND, &Value::from(1))?.protected)?;
    let deep = format!("{}1{}", "[".repeat(65), "]".repeat(65));
    let list: [(&str, &str); 22] = [
        ("empty", ""),
        ("not JSON", "a"),
        ("unfinished", r#"{"a":"#),
        ("two documents", "1 1"),
        ("members out of order", r#"{"n":1,"a":"b"}"#),
        ("white space", r#"{"a": "b"}"#),
        ("a line break at the end", "{}\n"),
        ("a byte order mark", "\u{feff}{}"),
        ("a member twice", r#"{"a":"b","a":"c"}"#),
        ("a member twice, once escaped", r#"{"a":"b","\u0061":"c"}"#),
        ("an escape that is not needed", r#"{"\u0061":"b"}"#),
        ("a lone surrogate", r#""\ud800""#),
        ("a noncharacter", "\"\u{ffff}\""),
        ("text that is not NFC", "\"e\u{302}\""),
        ("a member that is not NFC", "{\"e\u{302}\":1}"),
        ("a fraction", "1.0"),
        ("an exponent", "1e3"),
        ("a fraction that stays one", "0.5e0"),
        ("an integer too large", "9007199254740992"),
        ("minus zero", "-0"),
        ("NaN", "NaN"),
        ("65 levels", &deep),
    ];
    for (name, text) in list {
        let jws = forge(cases, &header, text.as_bytes())?;
        judge(cases, format!("payload: {name}"), &jws);
    }
    let jws = forge(cases, &header, b"\"\xc3\x28\"")?;
    judge(cases, "payload: not UTF-8".into(), &jws);
    Ok(())
}

fn shapes(cases: &mut Cases, good: &FlattenedJws) {
    let text = sign::to_json(good);
    let mut read = |name: &str, text: String| {
        let keys = [cases.city.citizen.public()];
        let outcome = sign::parse_flattened(text.as_bytes()).and_then(|jws| sign::verify(&jws, KIND, &keys));
        cases.judge(format!("shape: {name}"), outcome);
    };
    let compact = sign::to_compact(good);
    for name in ["protected", "payload", "signature"] {
        let member = format!("\"{name}\":");
        read(&format!("{name} under another name"), text.replace(&member, "\"other\":"));
        read(&format!("{name} twice"), text.replacen(&member, &format!("{member}\"AA\",{member}"), 1));
        read(&format!("{name} is null"), text.replacen(&member, &format!("{member}null,\"x\":"), 1));
        read(&format!("{name} in an array"), text.replacen(&member, &format!("{member}[],\"x\":"), 1));
    }
    for member in ["\"alg\":\"none\"", "\"kid\":\"x\"", "\"typ\":\"x\"", "\"cty\":\"json\"", ""] {
        let unprotected = format!("{{\"header\":{{{member}}},");
        read(&format!("unprotected header {{{member}}}"), text.replacen('{', &unprotected, 1));
    }
    read("both syntaxes", text.replacen('{', "{\"signatures\":[],", 1));
    read("an array of objects", format!("[{text}]"));
    read("a text", format!("{compact:?}"));
    read("compact where JSON is wanted", compact.clone());
    read("white space and a second object", format!("{text} {text}"));
    for (name, text) in [
        ("two parts", compact.rsplit_once('.').map(|(head, _)| head.to_owned()).unwrap_or_default()),
        ("four parts", format!("{compact}.AA")),
        ("five parts, as if it were sealed", format!("{compact}.AA.AA")),
        ("no payload", format!("{}..{}", good.protected, good.signature)),
        ("only dots", "..".to_owned()),
        ("nothing", String::new()),
        ("a space before", format!(" {compact}")),
        ("a line break after", format!("{compact}\n")),
    ] {
        let keys = [cases.city.citizen.public()];
        let outcome = sign::from_compact(&text).and_then(|jws| sign::verify(&jws, KIND, &keys));
        cases.judge(format!("compact: {name}"), outcome);
    }
}
