//! Vaults: what opens them, what does not, and what they refuse to read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod common;

use common::{CANARY, Counter};
use motcua_crypto::sign::{self, Kind};
use motcua_crypto::software::{Algorithm, OpeningKey, SigningKey};
use motcua_crypto::vault::{Secret, Vault};
use motcua_crypto::{CODES, Error};
use motcua_json::Value;
use motcua_types::Record;
use motcua_types::vault::VaultBox;

const PASSPHRASE: &str = "mười hai con giáp";
const PRF: Secret<'static> = Secret::Prf(&[7; 32]);

fn vault() -> Vault {
    Vault::create(PRF, &mut Counter(1)).unwrap()
}

fn code<T>(result: Result<T, Error>) -> &'static str {
    let code = result.err().unwrap().code();
    assert!(CODES.contains(&code) || code.starts_with("json/"), "{code}");
    code
}

#[test]
fn a_passphrase_opens_in_every_normal_form_and_no_other_does() {
    let vault = Vault::create(Secret::Passphrase(PASSPHRASE), &mut Counter(1)).unwrap();
    let sealed = vault.seal("draft", &Value::from(CANARY), &mut Counter(2)).unwrap();
    assert_eq!((sealed.m, sealed.t, sealed.p), (Some(65_536), Some(3), Some(1)));
    let text = motcua_json::to_canonical_string(&sealed.to_value().unwrap());
    assert!(!text.contains(CANARY) && !text.contains(PASSPHRASE));
    let decomposed = motcua_nfc::nfd(PASSPHRASE);
    assert_ne!(decomposed, PASSPHRASE);
    let again = Vault::unlock(&sealed, Secret::Passphrase(&decomposed)).unwrap();
    assert_eq!(again.open("draft", &sealed).unwrap(), Value::from(CANARY));
    assert_eq!(code(Vault::unlock(&sealed, Secret::Passphrase("muoi hai con giap"))), "vault/cannotOpen");
    // An authenticator is another secret, not another way to the same vault.
    assert_eq!(code(Vault::unlock(&sealed, PRF)), "vault/cannotOpen");
    for wrong in ["", &"x".repeat(1025)] {
        assert_eq!(code(Vault::create(Secret::Passphrase(wrong), &mut Counter(1))), "vault/passphrase");
    }
}

#[test]
fn a_key_comes_back_behind_its_handle_and_never_as_a_draft() {
    for algorithm in [Algorithm::Ed25519, Algorithm::P256] {
        let key = SigningKey::generate(algorithm, &mut Counter(3)).unwrap();
        let vault = vault();
        let sealed = vault.seal_key("device", &key, &mut Counter(4)).unwrap();
        let again = Vault::unlock(&sealed, PRF).unwrap().open_key("device", &sealed).unwrap();
        let jws = again.sign_payload(Kind::Receipt, &Value::from(1)).unwrap();
        assert!(sign::verify(&jws, Kind::Receipt, &[key.public()]).is_ok());
        assert_eq!(code(vault.open("device", &sealed)), "vault/content");
        let draft = vault.seal("device", &key.export_private_jwk(), &mut Counter(5)).unwrap();
        assert_eq!(code(vault.open_key("device", &draft)), "vault/content");
        assert_eq!(code(vault.open_key("another", &sealed)), "vault/cannotOpen");
    }
}

#[test]
fn an_opening_key_comes_back_too_and_is_no_signing_key() {
    for algorithm in [Algorithm::X25519, Algorithm::P256] {
        let key = OpeningKey::generate(algorithm, &mut Counter(3)).unwrap();
        let vault = vault();
        let sealed = vault.seal_opening_key("desk", &key, &mut Counter(4)).unwrap();
        let again = vault.open_opening_key("desk", &sealed).unwrap();
        assert_eq!(*again.agree_with(&key.public()).unwrap(), *key.agree_with(&again.public()).unwrap());
        assert_eq!(code(vault.open("desk", &sealed)), "vault/content");
        assert_eq!(code(vault.open_key("desk", &sealed)), "vault/content");
        let signing = SigningKey::generate(Algorithm::P256, &mut Counter(3)).unwrap();
        let other = vault.seal_key("desk", &signing, &mut Counter(4)).unwrap();
        assert_eq!(code(vault.open_opening_key("desk", &other)), "vault/content");
    }
}

#[test]
fn boxes_of_another_vault_name_or_with_a_changed_byte_do_not_open() {
    let vault = vault();
    let sealed = vault.seal("a", &Value::from("b"), &mut Counter(2)).unwrap();
    assert_eq!(code(vault.open("c", &sealed)), "vault/cannotOpen");
    let other = Vault::create(PRF, &mut Counter(90)).unwrap();
    assert_eq!(code(other.open("a", &sealed)), "vault/cannotOpen");
    assert_eq!(code(Vault::unlock(&sealed, Secret::Prf(&[8; 32]))), "vault/cannotOpen");
    for at in 0..sealed.jwe.len() {
        let mut bytes = sealed.jwe.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(jwe) = String::from_utf8(bytes) else { continue };
        code(vault.open("a", &VaultBox { jwe, ..sealed.clone() }));
    }
}

#[test]
fn formats_and_costs_outside_of_the_limits_are_refused_before_work() {
    let sealed = vault().seal("a", &Value::from("b"), &mut Counter(2)).unwrap();
    let costs = |m, t, p| VaultBox { kdf: "argon2id".into(), m, t, p, ..sealed.clone() };
    let cases = [
        (VaultBox { v: 2, ..sealed.clone() }, "vault/version"),
        (VaultBox { kdf: "pbkdf2".into(), ..sealed.clone() }, "vault/kdf"),
        (VaultBox { m: Some(1), ..sealed.clone() }, "vault/parameters"),
        (VaultBox { salt: "AAAA".into(), ..sealed.clone() }, "vault/parameters"),
        (costs(None, Some(3), Some(1)), "vault/parameters"),
        (costs(Some(8), Some(3), Some(1)), "vault/parameters"),
        (costs(Some(65_536), Some(0), Some(1)), "vault/parameters"),
        (costs(Some(65_536), Some(3), Some(0)), "vault/parameters"),
        (costs(Some(65_536), Some(3), Some(5)), "vault/parameters"),
        // 4 TiB of memory, a day of work: neither is begun.
        (costs(Some(u32::MAX), Some(1), Some(1)), "vault/parameters"),
        (costs(Some(65_536), Some(u32::MAX), Some(1)), "vault/parameters"),
        (costs(Some(262_144), Some(10), Some(1)), "vault/parameters"),
    ];
    for (sealed, wanted) in cases {
        for secret in [PRF, Secret::Passphrase(PASSPHRASE)] {
            assert_eq!(code(Vault::unlock(&sealed, secret)), wanted, "{sealed:?}");
        }
    }
    let large = Value::from("x".repeat(motcua_crypto::vault::MAX_CONTENT));
    assert_eq!(code(vault().seal("a", &large, &mut Counter(2))), "crypto/tooLarge");
    let jwe = "A".repeat(2 << 20);
    assert_eq!(code(Vault::unlock(&VaultBox { jwe, ..sealed }, PRF)), "crypto/tooLarge");
}

#[test]
fn debug_shows_nothing() {
    let shown = format!("{:?} {:?} {:?}", vault(), PRF, Secret::Passphrase(CANARY));
    assert_eq!(shown, "Vault Prf Passphrase");
}
