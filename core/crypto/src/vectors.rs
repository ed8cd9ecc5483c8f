//! Published suites, from the folder that `MOTCUA_VECTORS` names: Wycheproof, ed25519-speccheck, the series of
//! RFC 8032 and the cookbook of RFC 7520, RFC 7797 and RFC 8037.
//!
//! The format takes one size of everything and few algorithms. What lies outside must be refused with a code,
//! and every case of every file is counted on one side or the other.

mod jose;

use motcua_json::{Policy, Value, parse};
use motcua_types::jose::Jwk;

use crate::jwk::PublicKey;
use crate::raw::slices as primitives;
use crate::sign::verify_bytes;
use crate::{b64, der, gcm, key_wrap, pem};

#[allow(clippy::print_stderr)]
fn bytes(path: &str) -> Option<Vec<u8>> {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT PRESENT: {path} (MOTCUA_VECTORS is unset)");
        return None;
    };
    Some(std::fs::read(std::path::Path::new(&root).join(path)).unwrap())
}

fn load(path: &str) -> Option<Value> {
    Some(parse(&bytes(path)?, &Policy::RFC8259).unwrap())
}

fn wycheproof(name: &str) -> Option<Value> {
    load(&format!("wycheproof/testvectors_v1/{name}_test.json"))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap()
}

fn hex(value: &Value, name: &str) -> Vec<u8> {
    from_hex(text(value, name))
}

fn from_hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn array<const N: usize>(value: &Value, name: &str) -> [u8; N] {
    hex(value, name).try_into().unwrap()
}

fn number(value: &Value, name: &str) -> i64 {
    value.get(name).and_then(Value::as_i64).unwrap()
}

/// Every case with its group.
fn cases(suite: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let groups = suite.get("testGroups").and_then(Value::as_array).unwrap();
    groups.iter().flat_map(|group| {
        group.get("tests").and_then(Value::as_array).unwrap().iter().map(move |case| (group, case))
    })
}

fn public(kty: &str, crv: &str, x: &[u8], y: Option<&[u8]>) -> Result<PublicKey, crate::Error> {
    PublicKey::from_jwk(&Jwk {
        kty: kty.into(),
        crv: crv.into(),
        x: b64::encode(x),
        y: y.map(b64::encode),
        kid: None,
        alg: None,
        usage: None,
    })
}

fn p256_of(group: &Value) -> PublicKey {
    let point = hex(group.get("publicKey").unwrap(), "uncompressed");
    public("EC", "P-256", &point[1..33], Some(&point[33..])).unwrap()
}

#[test]
fn ed25519() {
    let Some(suite) = wycheproof("ed25519") else { return };
    let mut count = 0;
    for (group, case) in cases(&suite) {
        let key = public("OKP", "Ed25519", &hex(group.get("publicKey").unwrap(), "pk"), None).unwrap();
        let verified = verify_bytes(&hex(case, "msg"), &hex(case, "sig"), &key, "EdDSA").is_ok();
        assert_eq!(verified, text(case, "result") == "valid", "case {}", number(case, "tcId"));
        count += 1;
    }
    assert_eq!(count, number(&suite, "numberOfTests"));
    assert!(count >= 150, "{count}");
}

#[test]
fn ecdsa_p256_raw() {
    let Some(suite) = wycheproof("ecdsa_secp256r1_sha256_p1363") else { return };
    let mut count = 0;
    for (group, case) in cases(&suite) {
        let verified = verify_bytes(&hex(case, "msg"), &hex(case, "sig"), &p256_of(group), "ES256").is_ok();
        assert_eq!(verified, text(case, "result") == "valid", "case {}", number(case, "tcId"));
        count += 1;
    }
    assert_eq!(count, number(&suite, "numberOfTests"));
    assert!(count >= 260, "{count}");
}

#[test]
fn ecdsa_p256_der() {
    let Some(suite) = wycheproof("ecdsa_secp256r1_sha256") else { return };
    let mut count = 0;
    for (group, case) in cases(&suite) {
        let message = hex(case, "msg");
        let verified = der::ecdsa_p256(&hex(case, "sig"))
            .and_then(|raw| verify_bytes(&message, &raw, &p256_of(group), "ES256"))
            .is_ok();
        assert_eq!(verified, text(case, "result") == "valid", "case {}", number(case, "tcId"));
        count += 1;
    }
    assert_eq!(count, number(&suite, "numberOfTests"));
    assert!(count >= 480, "{count}");
}

#[test]
fn aes_256_gcm() {
    let Some(suite) = wycheproof("aes_gcm") else { return };
    let sizes = [("keySize", 256), ("ivSize", 96), ("tagSize", 128)];
    let (mut count, mut refused) = (0, 0);
    for (group, case) in cases(&suite) {
        if !sizes.iter().all(|(name, size)| number(group, name) == *size) {
            let [key, iv, aad, ct, tag] = ["key", "iv", "aad", "ct", "tag"].map(|name| hex(case, name));
            let code = primitives::gcm_open(&key, &iv, &aad, &ct, &tag).unwrap_err().code();
            assert!(["crypto/key", "crypto/enc"].contains(&code), "{code}");
            refused += 1;
            continue;
        }
        let (key, iv, tag) = (array(case, "key"), array(case, "iv"), array(case, "tag"));
        let (aad, message, sealed) = (hex(case, "aad"), hex(case, "msg"), hex(case, "ct"));
        let valid = text(case, "result") == "valid";
        let mut data = sealed.clone();
        let opened = gcm::decrypt(&key, &iv, &aad, &mut data, &tag).is_ok();
        assert_eq!(opened, valid, "case {}", number(case, "tcId"));
        if valid {
            assert_eq!(data, message);
            assert_eq!(gcm::encrypt(&key, &iv, &aad, &mut data).unwrap(), tag);
            assert_eq!(data, sealed);
        } else {
            assert_eq!(data, sealed, "nothing is decrypted before the tag has been checked");
        }
        count += 1;
    }
    assert_eq!(count + refused, number(&suite, "numberOfTests"));
    assert!(count >= 60, "{count}");
}

#[test]
fn aes_256_key_wrap() {
    let Some(suite) = wycheproof("aes_wrap") else { return };
    let (mut count, mut refused) = (0, 0);
    for (group, case) in cases(&suite) {
        let (kek, wrapped) = (hex(case, "key"), hex(case, "ct"));
        let opened = primitives::kw_unwrap(&kek, &wrapped);
        if number(group, "keySize") != 256 || wrapped.len() != 40 {
            assert!(["crypto/key", "crypto/cannotOpen"].contains(&opened.unwrap_err().code()));
            refused += 1;
            continue;
        }
        assert_eq!(opened.is_ok(), text(case, "result") == "valid", "case {}", number(case, "tcId"));
        if let Ok(key) = opened {
            assert_eq!(key.to_vec(), hex(case, "msg"));
            assert_eq!(primitives::kw_wrap(&kek, key.as_slice()).unwrap().to_vec(), wrapped);
        }
        count += 1;
    }
    assert_eq!(count + refused, number(&suite, "numberOfTests"));
    assert!(count >= 10, "{count}");
}

#[test]
fn hkdf_sha256() {
    let Some(suite) = wycheproof("hkdf_sha256") else { return };
    let mut count = 0;
    for (_, case) in cases(&suite) {
        let [ikm, salt, info] = ["ikm", "salt", "info"].map(|name| hex(case, name));
        let size = usize::try_from(number(case, "size")).unwrap();
        match primitives::hkdf(&ikm, &salt, &info, size) {
            Ok(okm) => {
                assert_eq!(text(case, "result"), "valid");
                assert_eq!(okm, hex(case, "okm"), "case {}", number(case, "tcId"));
            }
            Err(error) => {
                assert_eq!((text(case, "result"), error.code()), ("invalid", "crypto/context"));
            }
        }
        count += 1;
    }
    assert_eq!(count, number(&suite, "numberOfTests"));
}

#[test]
fn hmac_sha256() {
    use hmac::{Hmac, KeyInit, Mac};
    let Some(suite) = wycheproof("hmac_sha256") else { return };
    let (mut count, mut refused) = (0, 0);
    for (group, case) in cases(&suite) {
        // The blind index, our one use of HMAC, has whole tags only.
        if number(group, "tagSize") != 256 {
            refused += 1;
            continue;
        }
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&hex(case, "key")).unwrap();
        mac.update(&hex(case, "msg"));
        let same = mac.finalize().into_bytes().to_vec() == hex(case, "tag");
        assert_eq!(same, text(case, "result") == "valid", "case {}", number(case, "tcId"));
        count += 1;
    }
    assert_eq!(count + refused, number(&suite, "numberOfTests"));
    assert!(count >= 80, "{count}");
}

#[test]
fn rsa_is_outside_the_profile() {
    for name in ["rsa_pss_2048_sha256_mgf1_32", "rsa_signature_2048_sha256"] {
        let Some(suite) = wycheproof(name) else { return };
        let mut count = 0;
        for (group, _) in cases(&suite) {
            let by_pem = pem::read_public(text(group, "publicKeyPem")).unwrap_err();
            assert_eq!(by_pem.code(), "crypto/key");
            let jwk = group.get("publicKeyJwk").or_else(|| group.get("keyJwk")).unwrap();
            let by_jwk = crate::jwk::from_value(jwk).unwrap_err().code();
            assert!(by_jwk.starts_with("json/") || by_jwk == "crypto/privateKey", "{by_jwk}");
            count += 1;
        }
        assert_eq!(count, number(&suite, "numberOfTests"));
    }
}

#[test]
fn passwords_open_nothing() {
    for name in ["pbkdf2_hmacsha256", "pbes2_hmacsha256_aes_256"] {
        let Some(suite) = wycheproof(name) else { return };
        let mut count = 0;
        for (_, case) in cases(&suite) {
            let salt = b64::encode(&hex(case, "salt"));
            let rounds = number(case, "iterationCount");
            for (header, wanted) in [
                (
                    format!(
                        r#"{{"alg":"PBES2-HS256+A256KW","enc":"A256GCM","p2c":{rounds},"p2s":"{salt}"}}"#
                    ),
                    "crypto/headerMember",
                ),
                (r#"{"alg":"PBES2-HS256+A256KW","enc":"A256GCM"}"#.to_owned(), "crypto/alg"),
            ] {
                let (iv, tag) = (b64::encode(&[1; 12]), b64::encode(&[1; 16]));
                let wrapped = b64::encode(&[1; 40]);
                let text = format!("{}.{wrapped}.{iv}.AA.{tag}", b64::encode(header.as_bytes()));
                let error = crate::stock::decrypt(text.as_bytes(), &[]).unwrap_err();
                assert_eq!(error.code(), wanted);
            }
            count += 1;
        }
        assert_eq!(count, number(&suite, "numberOfTests"));
    }
}

// The series of the RFC's authors: seed and key, key, message, signature and message. Of its 1,024 lines the file that
// `MOTCUA_VECTORS` has holds a selection of 128; `tests/oracles` runs all of them.
#[test]
#[allow(clippy::print_stderr)]
fn rfc8032_series() {
    use std::io::Read;
    let path = "rfc8032-sign-input/ed25519-dalek/TESTVECTORS.gz";
    let Some(packed) = bytes(path) else { return };
    let mut lines = String::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut lines).unwrap();
    let mut count = 0;
    for line in lines.lines() {
        let parts: Vec<Vec<u8>> = line.split(':').map(from_hex).collect();
        let (seed, public, message) = (&parts[0][..32], &parts[1], &parts[2]);
        let signature = &parts[3][..64];
        assert_eq!(primitives::ed25519_sign(seed, message).unwrap(), signature, "line {count}");
        primitives::ed25519_verify(public, message, signature).unwrap();
        let mut other = message.clone();
        other.push(0);
        assert!(primitives::ed25519_verify(public, &other, signature).is_err());
        count += 1;
    }
    eprintln!("{path}: {count} of the 1,024 lines are in the file, and pass");
    assert!(count >= 128, "{count}");
}

#[test]
fn x25519() {
    let Some(suite) = wycheproof("x25519") else { return };
    let (mut agreed, mut refused) = (0, 0);
    for (_, case) in cases(&suite) {
        let secret = array::<32>(case, "private");
        let bytes = array::<32>(case, "public");
        let shared = public("OKP", "X25519", &bytes, None).and_then(|_| key_wrap::x25519(&secret, &bytes));
        match shared {
            Ok(shared) => {
                assert_eq!(shared.to_vec(), hex(case, "shared"), "case {}", number(case, "tcId"));
                agreed += 1;
            }
            // Keys that are not canonical, or secrets that do not depend on both keys: never a plain case.
            Err(_) => {
                assert_eq!(text(case, "result"), "acceptable", "case {}", number(case, "tcId"));
                refused += 1;
            }
        }
    }
    assert_eq!(agreed + refused, number(&suite, "numberOfTests"));
    assert!(agreed >= 264 && refused >= 10, "{agreed} {refused}");
}

// The library's own line in the suite's table: of the twelve signatures only the fourth is good.
#[test]
fn ed25519_speccheck() {
    let Some(suite) = load("ed25519-speccheck/cases.json") else { return };
    let cases = suite.as_array().unwrap();
    assert_eq!(cases.len(), 12);
    for (index, case) in cases.iter().enumerate() {
        let verified = public("OKP", "Ed25519", &hex(case, "pub_key"), None)
            .and_then(|key| verify_bytes(&hex(case, "message"), &hex(case, "signature"), &key, "EdDSA"))
            .is_ok();
        assert_eq!(verified, index == 3, "case {index}");
    }
}
