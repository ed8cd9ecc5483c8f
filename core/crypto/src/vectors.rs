//! Published suites, from the folder that `MOTCUA_VECTORS` names: Wycheproof and ed25519-speccheck.
//!
//! The format takes one size of everything, so the cases of other sizes are left out or must be refused.

use motcua_json::{Policy, Value, parse};
use motcua_types::jose::Jwk;

use crate::jwk::PublicKey;
use crate::sign::verify_bytes;
use crate::{b64, der, gcm, key_wrap};

#[allow(clippy::print_stderr)]
fn load(path: &str) -> Option<Value> {
    let Some(root) = std::env::var_os("MOTCUA_VECTORS") else {
        eprintln!("NOT RUN: {path} (MOTCUA_VECTORS is unset)");
        return None;
    };
    let text = std::fs::read(std::path::Path::new(&root).join(path)).unwrap();
    Some(parse(&text, &Policy::RFC8259).unwrap())
}

fn wycheproof(name: &str) -> Option<Value> {
    load(&format!("wycheproof/testvectors_v1/{name}_test.json"))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap()
}

fn hex(value: &Value, name: &str) -> Vec<u8> {
    let digits = text(value, name);
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
    assert!(count >= 480, "{count}");
}

#[test]
fn aes_256_gcm() {
    let Some(suite) = wycheproof("aes_gcm") else { return };
    let sizes = [("keySize", 256), ("ivSize", 96), ("tagSize", 128)];
    let mut count = 0;
    for (_, case) in
        cases(&suite).filter(|(group, _)| sizes.iter().all(|(name, size)| number(group, name) == *size))
    {
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
    assert!(count >= 60, "{count}");
}

#[test]
fn aes_256_key_wrap() {
    use aes_kw::{KeyInit, KwAes256};
    let Some(suite) = wycheproof("aes_wrap") else { return };
    let mut count = 0;
    for (_, case) in cases(&suite).filter(|(group, _)| number(group, "keySize") == 256) {
        let Ok(wrapped) = <[u8; 40]>::try_from(hex(case, "ct")) else { continue };
        let mut out = [0u8; 32];
        let key: [u8; 32] = array(case, "key");
        let opened = KwAes256::new((&key).into()).unwrap_key(&wrapped, &mut out).is_ok();
        assert_eq!(opened, text(case, "result") == "valid", "case {}", number(case, "tcId"));
        if opened {
            assert_eq!(out.to_vec(), hex(case, "msg"));
        }
        count += 1;
    }
    assert!(count >= 10, "{count}");
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
