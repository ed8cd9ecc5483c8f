use motcua_json::{Object, Value};

use super::*;
use crate::software::{Algorithm, SigningKey};
use crate::testing::Counter;

const BOTH: [Algorithm; 2] = [Algorithm::P256, Algorithm::Ed25519];

fn key(algorithm: Algorithm) -> SigningKey {
    SigningKey::generate(algorithm, &mut Counter::new(7)).unwrap()
}

fn payload() -> Value {
    let object: Object = [("họ tên", "Nguyễn Thị Minh"), ("a", "b")].into_iter().collect();
    object.into()
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// Signs any header and payload text with `key`, as a hostile or careless producer would.
fn forge(key: &SigningKey, header: &str, payload: &str) -> FlattenedJws {
    let (protected, payload) = (b64::encode(header.as_bytes()), b64::encode(payload.as_bytes()));
    let signature = b64::encode(&key.sign_bytes(format!("{protected}.{payload}").as_bytes()).unwrap());
    FlattenedJws { protected, payload: Some(payload), signature }
}

#[test]
fn both_profiles_sign_and_verify_every_kind() {
    for algorithm in BOTH {
        let key = key(algorithm);
        for kind in Kind::ALL {
            let jws = key.sign_payload(kind, &payload()).unwrap();
            let verified = verify(&jws, kind, &[key.public()]).unwrap();
            assert_eq!(verified.value, payload());
            assert_eq!(verified.kid, key.kid());
            assert_eq!(from_compact(&to_compact(&jws)).unwrap(), jws);
            assert_eq!(parse_flattened(to_json(&jws).as_bytes()).unwrap(), jws);
            for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
                let code = verify(&jws, other, &[key.public()]).unwrap_err().code();
                // An event has no `cty`, so a confusion with it may show there first.
                assert!(["crypto/typ", "crypto/headerMember"].contains(&code), "{kind:?} {other:?} {code}");
            }
        }
    }
}

#[test]
fn every_changed_byte_of_a_signed_object_is_refused() {
    for algorithm in BOTH {
        let key = key(algorithm);
        let text = to_json(&key.sign_payload(Kind::Receipt, &payload()).unwrap()).into_bytes();
        for at in 0..text.len() {
            for flip in [1u8, 0x20, 0x80] {
                let mut changed = text.clone();
                changed[at] ^= flip;
                let read =
                    parse_flattened(&changed).and_then(|jws| verify(&jws, Kind::Receipt, &[key.public()]));
                assert!(read.is_err(), "byte {at} flip {flip}");
            }
        }
    }
}

#[test]
fn hostile_headers_have_their_own_codes() {
    for algorithm in BOTH {
        let key = key(algorithm);
        let alg = if algorithm == Algorithm::P256 { "ES256" } else { "EdDSA" };
        let other = if algorithm == Algorithm::P256 { "EdDSA" } else { "ES256" };
        let kid = key.kid();
        let head = |rest: &str| format!(r#"{{"kid":"{kid}",{rest}}}"#);
        let typ = r#""typ":"egov-receipt+jws","cty":"json""#;
        let cases = [
            (head(&format!(r#""alg":"{other}",{typ}"#)), "crypto/alg"),
            (head(&format!(r#""alg":"none",{typ}"#)), "crypto/alg"),
            (head(&format!(r#""alg":"HS256",{typ}"#)), "crypto/alg"),
            (head(&format!(r#""alg":["{alg}"],{typ}"#)), "crypto/header"),
            (head(typ), "crypto/header"),
            (format!(r#"{{"alg":"{alg}",{typ}}}"#), "crypto/header"),
            (format!(r#"{{"alg":"{alg}","kid":"AAAA",{typ}}}"#), "crypto/unknownKey"),
            (head(&format!(r#""alg":"{alg}","cty":"json""#)), "crypto/header"),
            (head(&format!(r#""alg":"{alg}","typ":"egov-receipt+jws","cty":"text""#)), "crypto/cty"),
            (head(&format!(r#""alg":"{alg}","typ":"EGOV-RECEIPT+JWS","cty":"json""#)), "crypto/typ"),
            (head(&format!(r#""alg":"{alg}",{typ},"crit":[]"#)), "crypto/crit"),
            (head(&format!(r#""alg":"{alg}",{typ},"crit":["b64"],"b64":false"#)), "crypto/crit"),
            (head(&format!(r#""alg":"{alg}",{typ},"b64":true"#)), "crypto/headerMember"),
            (head(&format!(r#""alg":"{alg}",{typ},"jwk":{{}}"#)), "crypto/headerMember"),
            (head(&format!(r#""alg":"{alg}",{typ},"jku":"x""#)), "crypto/headerMember"),
            (head(&format!(r#""alg":"{alg}",{typ},"x5c":[]"#)), "crypto/headerMember"),
            (head(&format!(r#""alg":"none","alg":"{alg}",{typ}"#)), "json/duplicateKey"),
            (head(&format!(r#""\u0061lg":"none","alg":"{alg}",{typ}"#)), "json/duplicateKey"),
            (format!("\u{feff}{}", head(&format!(r#""alg":"{alg}",{typ}"#))), "json/syntax"),
            (format!(r#"["{alg}"]"#), "crypto/header"),
            (format!("{}{}", "[".repeat(500), "]".repeat(500)), "json/depth"),
            (head(&format!(r#""alg":"{alg}",{typ},"pad":"{}""#, "x".repeat(4000))), "crypto/tooLarge"),
        ];
        for (header, code) in cases {
            let jws = forge(&key, &header, r#"{"a":1}"#);
            assert_eq!(verify(&jws, Kind::Receipt, &[key.public()]).unwrap_err().code(), code, "{header}");
        }
        let good = head(&format!(r#""alg":"{alg}",{typ}"#));
        assert!(verify(&forge(&key, &good, r#"{"a":1}"#), Kind::Receipt, &[key.public()]).is_ok());
    }
}

#[test]
fn the_name_of_rfc_9864_is_read_too() {
    let key = key(Algorithm::Ed25519);
    let header =
        format!(r#"{{"alg":"Ed25519","cty":"json","kid":"{}","typ":"egov-receipt+jws"}}"#, key.kid());
    assert_eq!(verify(&forge(&key, &header, "{}"), Kind::Receipt, &[key.public()]).unwrap().alg, "Ed25519");
}

#[test]
fn payloads_outside_the_profile_are_refused_though_signed() {
    let key = key(Algorithm::Ed25519);
    let header = format!(r#"{{"alg":"EdDSA","cty":"json","kid":"{}","typ":"egov-receipt+jws"}}"#, key.kid());
    let cases = [
        (r#"{"a":1,"a":1}"#, "json/duplicateKey"),
        (r#"{"b":1,"a":1}"#, "crypto/notCanonical"),
        (r#"{"a": 1}"#, "crypto/notCanonical"),
        (r#"{"a":9007199254740993}"#, "json/integerRange"),
        ("{\"a\":\"e\u{302}\"}", "json/notNfc"),
        ("", "json/syntax"),
    ];
    for (payload, code) in cases {
        let error = verify(&forge(&key, &header, payload), Kind::Receipt, &[key.public()]).unwrap_err();
        assert_eq!(error.code(), code, "{payload}");
    }
    let value = Value::from("e\u{302}");
    assert_eq!(begin(Kind::Receipt, &value, &key.public()).unwrap_err().code(), "json/notNfc");
}

#[test]
fn shapes_of_serialisation() {
    let key = key(Algorithm::Ed25519);
    let jws = key.sign_payload(Kind::Receipt, &payload()).unwrap();
    let FlattenedJws { protected, payload, signature } = &jws;
    let payload = payload.as_deref().unwrap();
    let texts = [
        (format!(r#"{{"protected":"{protected}","payload":"{payload}"}}"#), "crypto/shape"),
        (
            format!(
                r#"{{"protected":"{protected}","payload":"{payload}","signature":"{signature}","header":{{}}}}"#
            ),
            "crypto/shape",
        ),
        (
            format!(
                r#"{{"protected":"{protected}","payload":"{payload}","signature":"{signature}","signatures":[]}}"#
            ),
            "crypto/shape",
        ),
        (
            format!(r#"{{"protected":"{protected}","payload":null,"signature":"{signature}"}}"#),
            "crypto/shape",
        ),
    ];
    for (text, code) in texts {
        assert_eq!(parse_flattened(text.as_bytes()).unwrap_err().code(), code, "{text}");
    }
    assert_eq!(from_compact("a.b").unwrap_err().code(), "crypto/shape");
    assert_eq!(from_compact("a.b.c.d").unwrap_err().code(), "crypto/shape");
    assert_eq!(from_compact("a..c").unwrap_err().code(), "crypto/detached");
    let keys = [key.public()];
    for signature in [format!("{signature}=="), format!("{signature} "), signature.replace(['-', '_'], "+")] {
        if signature != jws.signature {
            let changed = FlattenedJws { signature, ..jws.clone() };
            assert_eq!(verify(&changed, Kind::Receipt, &keys).unwrap_err().code(), "crypto/base64");
        }
    }
    let short = FlattenedJws { signature: b64::encode(&[1; 63]), ..jws.clone() };
    assert_eq!(verify(&short, Kind::Receipt, &keys).unwrap_err().code(), "crypto/signatureFormat");
}

#[test]
fn two_step_signing_takes_der_and_writes_low_s() {
    let key = key(Algorithm::P256);
    let request = begin(Kind::Decision, &payload(), &key.public()).unwrap();
    let raw = key.sign_bytes(request.signing_input.as_bytes()).unwrap();
    let low = p256::ecdsa::Signature::from_slice(&raw).unwrap().normalize_s();
    let high = p256::ecdsa::Signature::from_scalars(low.r().to_bytes(), (-*low.s()).to_bytes()).unwrap();
    let want = b64::encode(&low.to_bytes());
    for signature in [low, high] {
        let bytes: [u8; 64] = signature.to_bytes().into();
        assert_eq!(finish(&request, &bytes, &key.public()).unwrap().signature, want);
        assert_eq!(finish(&request, &der_of(&bytes), &key.public()).unwrap().signature, want);
    }
    let high: [u8; 64] = high.to_bytes().into();
    let jws = FlattenedJws {
        protected: request.protected.clone(),
        payload: Some(request.payload.clone()),
        signature: b64::encode(&high),
    };
    assert!(
        verify(&jws, Kind::Decision, &[key.public()]).is_ok(),
        "stock producers do not choose the smaller s"
    );
    let der = FlattenedJws { signature: b64::encode(&der_of(&raw)), ..jws };
    assert_eq!(verify(&der, Kind::Decision, &[key.public()]).unwrap_err().code(), "crypto/signatureFormat");
}

fn der_of(raw: &[u8; 64]) -> Vec<u8> {
    let mut content = Vec::new();
    for half in raw.chunks(32) {
        let significant: Vec<u8> = half.iter().copied().skip_while(|byte| *byte == 0).collect();
        let sign: &[u8] = if significant[0] & 0x80 != 0 { &[0] } else { &[] };
        content.extend([2, (significant.len() + sign.len()) as u8]);
        content.extend_from_slice(sign);
        content.extend(significant);
    }
    [vec![0x30, content.len() as u8], content].concat()
}

#[test]
fn finishing_checks_the_signature_and_the_request() {
    for algorithm in BOTH {
        let key = key(algorithm);
        let other = SigningKey::generate(algorithm, &mut Counter::new(8)).unwrap();
        let request = begin(Kind::Decision, &payload(), &key.public()).unwrap();
        let code = |request: &SigningRequest, signature: &[u8], key: &SigningKey| {
            finish(request, signature, &key.public()).unwrap_err().code()
        };
        let input = request.signing_input.as_bytes();
        assert_eq!(code(&request, &other.sign_bytes(input).unwrap(), &key), "crypto/signature");
        assert_eq!(code(&request, &[], &key), "crypto/signatureFormat");
        assert_eq!(other.sign(&request).unwrap_err().code(), "crypto/signingRequest");
        let good = key.sign_bytes(input).unwrap();
        let moved = SigningRequest { payload: b64::encode(b"{}"), ..request.clone() };
        assert_eq!(code(&moved, &good, &key), "crypto/signingRequest");
        let renamed = SigningRequest { alg: "none".into(), ..request };
        assert_eq!(code(&renamed, &good, &key), "crypto/signingRequest");
    }
}

#[test]
fn a_host_that_gives_no_answer_says_why() {
    use crate::host::{KEYMINT_ED25519_LIMIT, Refusal, fits};
    let codes = [
        ("cancelled", "crypto/keyCancelled"),
        ("locked", "crypto/keyLocked"),
        ("tooLarge", "crypto/keyTooLarge"),
        ("gone", "crypto/keyGone"),
    ];
    for (name, code) in codes {
        assert_eq!(Error::from(Refusal::from_name(name).unwrap()).code(), code);
    }
    assert_eq!(Refusal::from_name("Cancelled"), None);
    let key = key(Algorithm::Ed25519);
    let request = begin(Kind::Submission, &payload(), &key.public()).unwrap();
    assert!(fits(&request, KEYMINT_ED25519_LIMIT).is_ok());
    let long = begin(Kind::Submission, &Value::from("x".repeat(16_384)), &key.public()).unwrap();
    assert_eq!(fits(&long, KEYMINT_ED25519_LIMIT).unwrap_err().code(), "crypto/keyTooLarge");
}

#[test]
fn the_newer_name_is_written_only_for_a_key_that_asks_for_it() {
    let key = key(Algorithm::Ed25519);
    let named = Jwk { alg: Some("Ed25519".into()), ..key.public() };
    let request = begin(Kind::Receipt, &payload(), &named).unwrap();
    assert_eq!((request.alg.as_str(), key.public().alg), ("Ed25519", None));
    let signature = key.sign_bytes(request.signing_input.as_bytes()).unwrap();
    let jws = finish(&request, &signature, &named).unwrap();
    assert_eq!(verify(&jws, Kind::Receipt, &[key.public()]).unwrap().alg, "Ed25519");
}

/// A general object of signatures over one payload.
fn general(parts: &[&FlattenedJws]) -> String {
    let signatures = parts.iter().map(|jws| {
        let mut part = Object::new();
        part.insert("protected", jws.protected.as_str());
        part.insert("signature", jws.signature.as_str());
        part
    });
    let mut object = Object::new();
    object.insert("payload", parts[0].payload.as_deref().unwrap());
    object.insert("signatures", signatures.collect::<Value>());
    motcua_json::to_canonical_string(&object.into())
}

#[test]
fn every_signature_of_a_general_object_is_reported_and_the_required_ones_decide() {
    let keys: Vec<SigningKey> = [(Algorithm::P256, 7), (Algorithm::Ed25519, 8), (Algorithm::Ed25519, 9)]
        .map(|(algorithm, seed)| SigningKey::generate(algorithm, &mut Counter::new(seed)).unwrap())
        .into();
    let [first, second, stranger] = keys.as_slice() else { unreachable!() };
    let signed: Vec<FlattenedJws> =
        keys.iter().map(|key| key.sign_payload(Kind::Decision, &payload()).unwrap()).collect();
    let known = [first.public(), second.public()];
    let read = |text: &str, required: &[&str]| {
        verify_general(text.as_bytes(), Kind::Decision, &known, required).map_err(|error| error.code())
    };
    let text = general(&[&signed[0], &signed[1], &signed[2]]);
    let report = read(&text, &[first.kid(), second.kid()]).unwrap();
    assert_eq!(report.value, payload());
    let outcomes: Vec<_> =
        report.signatures.iter().map(|one| one.outcome.as_ref().map_err(Error::code).copied()).collect();
    assert_eq!(outcomes, [Ok("ES256"), Ok("EdDSA"), Err("crypto/unknownKey")]);
    assert_eq!(report.signatures[2].kid.as_deref(), Some(stranger.kid()));

    assert_eq!(read(&text, &[]).unwrap_err(), "crypto/unknownKey");
    assert_eq!(read(&text, &[first.kid(), stranger.kid()]).unwrap_err(), "crypto/unknownKey");
    assert_eq!(read(&general(&[&signed[0]]), &[second.kid()]).unwrap_err(), "crypto/unknownKey");
    let bad = FlattenedJws { signature: b64::encode(&[1; 64]), ..signed[1].clone() };
    let half = general(&[&signed[0], &bad]);
    assert!(read(&half, &[first.kid()]).is_ok());
    assert_eq!(read(&half, &[first.kid(), second.kid()]).unwrap_err(), "crypto/signature");
    assert_eq!(read(&general(&[&signed[0], &signed[0]]), &[first.kid()]).unwrap_err(), "crypto/shape");
    assert_eq!(read(&general(&[&signed[0]; 17]), &[first.kid()]).unwrap_err(), "crypto/shape");
    let other = key(Algorithm::P256).sign_payload(Kind::Receipt, &payload()).unwrap();
    assert_eq!(read(&general(&[&other]), &[first.kid()]).unwrap_err(), "crypto/typ");
    for (from, to) in [
        ("\"signatures\":", "\"signature\":\"\",\"signatures\":"),
        ("{\"protected\":", "{\"header\":{},\"protected\":"),
        ("\"payload\":", "\"x\":\"\",\"payload\":"),
    ] {
        assert_eq!(read(&text.replace(from, to), &[first.kid()]).unwrap_err(), "crypto/shape");
    }
}

// RFC 8032 section 7.1, test 2.
#[test]
fn rfc8032_vector() {
    let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    let public = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    let wanted = hex(concat!(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ));
    let members =
        [("kty", "OKP"), ("crv", "Ed25519"), ("x", &b64::encode(&public)), ("d", &b64::encode(&seed))];
    let key = SigningKey::from_private_jwk(&members.into_iter().collect::<Object>().into()).unwrap();
    assert_eq!(key.sign_bytes(&[0x72]).unwrap().to_vec(), wanted);
    let public = PublicKey::from_jwk(&key.public()).unwrap();
    assert!(verify_bytes(&[0x72], &wanted, &public, "EdDSA").is_ok());
    assert_eq!(verify_bytes(&[0x73], &wanted, &public, "EdDSA").unwrap_err().code(), "crypto/signature");
}

// RFC 6979 appendix A.2.5: P-256 with SHA-256 over "sample".
#[test]
fn rfc6979_vector() {
    let part = |text: &str| b64::encode(&hex(text));
    let members = [
        ("kty", "EC".to_owned()),
        ("crv", "P-256".to_owned()),
        ("x", part("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")),
        ("y", part("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")),
        ("d", part("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")),
    ];
    let key = SigningKey::from_private_jwk(&members.into_iter().collect::<Object>().into()).unwrap();
    let wanted = hex(concat!(
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
    ));
    assert_eq!(key.sign_bytes(b"sample").unwrap().to_vec(), wanted);
}
